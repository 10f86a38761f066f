"""The page of a journal with hundreds of articles: served, a part at a time, and nothing left out or shown twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kg import namespaces as ns
from kg import stores
from kg.namespaces import DEFAULT_BASE
from kg.quads import Iri, Literal, Quad
from kg.site import Site

COUNT = 250
JOURNAL = Iri(f"{DEFAULT_BASE}journal/{0:016x}")


def quads() -> Iterator[Quad]:
    """A journal, fifty issues, and five articles in each."""
    yield quad(JOURNAL, ns.RDF("type"), ns.BIBO("Journal"))
    yield quad(JOURNAL, ns.DCTERMS("title"), Literal("Annals of Lists"))
    for number in range(COUNT):
        work, issue = Iri(f"{DEFAULT_BASE}work/{number:016x}"), Iri(f"{DEFAULT_BASE}issue/{number // 5:016x}")
        yield quad(issue, ns.RDF("type"), ns.BIBO("Issue"))
        yield quad(issue, ns.DCTERMS("isPartOf"), JOURNAL)
        yield quad(work, ns.RDF("type"), ns.BIBO("AcademicArticle"))
        yield quad(work, ns.DCTERMS("isPartOf"), issue)
        yield quad(work, ns.DCTERMS("title"), Literal(f"Article {number:03}"))
        yield quad(work, ns.DCTERMS("issued"), Literal(str(1990 + number // 25), "", ns.XSD("gYear")))


def quad(subject: Iri, predicate: Iri, obj: Iri | Literal) -> Quad:
    return Quad(subject, predicate, obj, "bibliography")


@pytest.fixture(scope="module")
def store() -> Iterator[stores.Store]:
    with stores.of_quads(list(dict.fromkeys(quads())), base=DEFAULT_BASE) as opened:
        yield opened


def page(store: stores.Store, *, live: bool, **parameters: str) -> str:
    found = Site(store, base=DEFAULT_BASE, live=live).page(f"journal/{0:016x}", parameters)
    assert found is not None
    return found.body.decode()


def articles(text: str) -> list[str]:
    return re.findall(r">(Article \d{3})<", text)


def test_a_served_page_leads_from_part_to_part(store: stores.Store) -> None:
    seen: list[str] = []
    first = "0"
    while first:
        text = page(store, live=True, **{"from": first})
        assert f'<span class="n">{COUNT}</span>' in text
        seen += articles(text)
        link = re.search(r'href="\?from=(\d+)"', text)
        first = link[1] if link else ""
    assert seen == [f"Article {number:03}" for number in range(COUNT)]
    assert len(articles(page(store, live=True))) == 50


@pytest.mark.parametrize("first", ["250", "99999999", "-1", "x", "", "9" * 30])
def test_another_beginning_is_an_empty_list_or_the_first_part(store: stores.Store, first: str) -> None:
    assert len(articles(page(store, live=True, **{"from": first}))) in (0, 50)


def test_a_page_on_disk_has_no_such_link(store: stores.Store) -> None:
    text = page(store, live=False)
    assert len(articles(text)) == COUNT
    assert "?from=" not in text


def test_an_issue_is_no_article(store: stores.Store) -> None:
    assert "issue/" not in page(store, live=True)

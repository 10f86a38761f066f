"""A served page with many entries: the first with their fields, the others as text; each part has its own address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from kg import stores
from kg.explain.pages import Pages
from kg.site import Page, Site
from kg.site import paper as paper_page
from kg.stores import Rows
from tests.site.conftest import sample
from tests.site.tree import Node, read

Ask = Callable[..., Page]


class _Counted:
    """A store that counts the queries which it answers, and the rows."""

    def __init__(self, store: stores.Store) -> None:
        self._store = store
        self.queries = self.rows = 0

    def select(self, query: str) -> Rows:
        found = self._store.select(query)
        self.queries += 1
        self.rows += len(found.rows)
        return found


@pytest.fixture(scope="module")
def counted() -> Iterator[_Counted]:
    with stores.of_quads(sample()) as store:
        yield _Counted(store)


@pytest.fixture(scope="module")
def ask(counted: _Counted) -> Ask:
    live = Site(counted, live=True)  # type: ignore[arg-type]
    (path,) = (live.path_of(page.iri) for page in live.pages.pages.values())

    def asked(lang: str = "", **parameters: str) -> Page:
        page = live.page(f"{lang}{path}", {name.rstrip("_"): value for name, value in parameters.items()})
        assert page is not None
        return page

    return asked


@pytest.fixture(scope="module")
def whole(ask: Ask) -> Node:
    """The same page with everything in it, as a short one has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper_page, "_SHORT", 10_000)
        return read(ask().body)


def entries(tree: Node) -> dict[str, Node]:
    return {node.get("id"): node for node in tree.all() if node.get("class") == "entry"}


def plain(node: Node) -> object:
    """Return a node as something to compare."""
    return node.tag, node.attributes, [part if isinstance(part, str) else plain(part) for part in node.parts]


def printed(node: Node) -> str:
    (found,) = [one.text for one in node.all() if one.get("class") == "printed"]
    return found


@pytest.mark.parametrize("first", ["", "0", "8", "23", "48", "74"])
def test_every_entry_is_there_in_order_eight_with_their_fields(ask: Ask, whole: Node, first: str) -> None:
    shown, expected = entries(read(ask(from_=first).body)), entries(whole)
    assert list(shown) == list(expected)
    assert len(shown) == 75
    begin = int(first or 0) // 8 * 8
    for at, (name, entry) in enumerate(shown.items()):
        if begin <= at < begin + 8:
            assert plain(entry) == plain(expected[name])
        else:
            assert printed(entry) == printed(expected[name])
            assert entry.values("href") == [f"?from={at // 8 * 8}#{name}"]
            assert entry.get("data-rest") == str(at // 8 * 8)
            assert not entry.values("data-s")


def test_the_parts_together_are_the_whole_page(ask: Ask, whole: Node) -> None:
    rest = dict.fromkeys(entry.get("data-rest") for entry in entries(read(ask().body)).values())
    assert list(rest) == ["", *map(str, range(8, 75, 8))]
    shown: dict[str, Node] = {}
    for first in rest:
        part = entries(read(ask(from_=first, part="entries").body))
        assert not shown.keys() & part.keys()
        assert all(not entry.get("data-rest") for entry in part.values())
        shown.update(part)
    assert {name: plain(node) for name, node in shown.items()} == {
        name: plain(node) for name, node in entries(whole).items()
    }


def test_what_is_counted_at_last_is_what_the_whole_page_counts(ask: Ask, whole: Node) -> None:
    tree = read(ask(part="summary").body)
    for name in ("facts", "colours"):
        (one,) = [node for node in tree.all() if node.get("class") == name]
        (other,) = [node for node in whole.all() if node.get("class") == name]
        assert plain(one) == plain(other)
        assert len(re.findall(r"\d+", one.text)) >= 5


def test_when_every_part_was_read_it_is_counted_without_a_question(ask: Ask, counted: _Counted) -> None:
    expected = ask(part="summary").body
    site = Site(counted, live=True)  # type: ignore[arg-type]
    (path,) = (site.path_of(page.iri) for page in site.pages.pages.values())

    def summary() -> int:
        before = counted.queries
        page = site.page(path, {"part": "summary"})
        assert page is not None
        assert page.body == expected
        return counted.queries - before

    assert summary() > 0
    assert site.page(path) is not None
    for first in (8, 16, 24, 8, 32, 40, 48, 56, 64):
        assert site.page(path, {"from": str(first), "part": "entries"}) is not None
    assert summary() > 0
    assert site.page(path, {"from": "72", "part": "entries"}) is not None
    assert summary() == 0


def test_before_that_no_number_is_told_that_is_not_known(ask: Ask, whole: Node) -> None:
    (facts,) = [node for node in read(ask().body).all() if node.get("class") == "facts"]
    assert re.findall(r"\d+", facts.text) == ["69", "6"]


def test_the_header_is_whole_on_every_part(ask: Ask, whole: Node) -> None:
    for first in ("", "56"):
        (head,) = [node for node in read(ask(from_=first).body).all() if node.get("class") == "head-fields"]
        (expected,) = [node for node in whole.all() if node.get("class") == "head-fields"]
        assert plain(head) == plain(expected)


@pytest.mark.parametrize("first", ["75", "9999999", "-1", "x", "", "9" * 30])
def test_another_beginning_is_the_first(ask: Ask, first: str) -> None:
    assert ask(from_=first).body == ask().body


def test_in_the_other_language_too(ask: Ask) -> None:
    text = ask("ko/", from_="8").body.decode()
    assert "이 항목의 필드와 트리플" in text
    assert 'href="?from=0#reference-1"' in text


def test_the_first_part_costs_no_more_where_the_page_is_longer(
    ask: Ask, counted: _Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cost() -> tuple[int, int]:
        before = counted.queries, counted.rows
        ask()
        return counted.queries - before[0], counted.rows - before[1]

    part = cost()
    monkeypatch.setattr(paper_page, "_SHORT", 10_000)
    all_ = cost()
    assert part[0] <= all_[0]
    assert part[1] < all_[1] / 2


def test_the_list_of_entries_is_read_once_for_all_parts(counted: _Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    read_: list[str] = []
    listed = Pages.listed
    monkeypatch.setattr(Pages, "listed", lambda self, page: read_.append(page.name) or listed(self, page))
    site = Site(counted, live=True)  # type: ignore[arg-type]
    (path,) = (site.path_of(page.iri) for page in site.pages.pages.values())
    for parameters in ({}, {"from": "8"}, {"from": "8", "part": "entries"}, {"part": "summary"}):
        assert site.page(path, parameters) is not None
        assert site.page(f"ko/{path}", parameters) is not None
    assert len(read_) == 1


def test_on_disk_the_page_is_whole(pages: dict[str, Page], paper: str) -> None:
    tree = read(pages[paper].body)
    assert len(entries(tree)) == 75
    assert not tree.values("data-rest")
    assert "?from=" not in pages[paper].body.decode()

"""Answers as HTML: for a notebook, and as a page that stands alone."""

from __future__ import annotations

import re

import pytest

from kg.answers import Answer, Column, Emptiness, Texts
from kg.answers.html import document, fragment, table
from kg.quads import Iri, Literal
from tests.site.tree import read

INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
HOSTILE = '</td><script>alert(1)</script><img src=x onerror="x"> & "q"'
COLUMNS = (
    Column("place", "string", Texts("place", "발행지")),
    Column("works", "integer", Texts("works", "저작 수")),
)


def _answer(*rows: tuple[str, int], lang: str = "en") -> Answer:
    cells = [(Literal(place), Literal(str(count), "", INTEGER)) for place, count in rows]
    return Answer(COLUMNS, list(cells), title=Texts("Where?", "어디에서?"), lang=lang)


def test_a_notebook_shows_title_picture_and_table_in_the_language_of_the_answer() -> None:
    shown = _answer(("서울", 2), ("Oxford", 5), lang="ko")._repr_html_()
    tree = read(f"<!doctype html><html><head><title>x</title></head><body>{shown}</body></html>".encode())
    assert "어디에서?" in tree.text
    assert [node.text for node in tree.all() if node.tag == "th"] == ["발행지", "저작 수"]
    assert [node.text for node in tree.all() if node.tag == "td"] == ["서울", "2", "Oxford", "5"]
    assert sum(node.tag == "svg" for node in tree.all()) == 1
    assert "Oxford: 5" in tree.text


def test_a_long_answer_says_how_many_rows_are_left_out() -> None:
    answer = _answer(*((f"place {number}", 1) for number in range(70)))
    assert fragment(answer).count("<tr>") == 61
    assert "10 more rows" in fragment(answer)
    assert table(answer).count("<tr>") == 71


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_page_stands_alone_and_what_it_shows_stays_text(lang: str) -> None:
    page = document(_answer((HOSTILE, 2), ("Oxford", 5)), f"Where {HOSTILE}", lang)
    tree = read(page.encode())
    assert not [node.tag for node in tree.all() if node.tag in ("script", "img", "link", "iframe")]
    assert not tree.values("src") + tree.values("href")
    style = next(node for node in tree.all() if node.tag == "style").text
    assert not re.search(r"url\(|@import", style)
    assert HOSTILE in tree.text
    assert next(node for node in tree.all() if node.tag == "html").get("lang") == lang


def test_an_iri_of_the_web_is_a_link_and_another_is_not() -> None:
    columns = (Column("node", "iri", Texts("node", "노드")),)
    answer = Answer(columns, [(Iri("https://example.org/a?b=1&c"),), (Iri("javascript:alert(1)"),), (None,)])
    tree = read(document(answer, "Nodes").encode())
    assert tree.values("href") == ["https://example.org/a?b=1&c"]


def test_an_empty_answer_says_why() -> None:
    reason = Emptiness("page", "", Texts("None is <printed>.", "없다."))
    assert table(Answer(COLUMNS, [], reason), "en") == "<p>None is &lt;printed&gt;.</p>\n"
    assert table(Answer(COLUMNS, [], reason), "ko") == "<p>없다.</p>\n"
    assert "<svg" not in fragment(Answer(COLUMNS, [], reason))

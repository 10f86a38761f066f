"""A query is taken apart for paging, and its pages together are its answer."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from kg.quads import Literal
from kg.stores import Row, paging
from tests import vectors


@pytest.mark.parametrize("case", vectors.rows("paging.tsv"), ids=lambda case: case[0][:50])
def test_a_query_is_taken_apart(case: list[str]) -> None:
    parts = paging.part(case[0])
    if case[1] == "no":
        assert parts is None
        return
    assert parts is not None
    assert (str(parts.limit), str(parts.offset)) == (case[1], case[2])
    page = parts.page(("a", "b"), 10, 10)
    assert " ".join(page.split()) == case[3]
    for query in (page, parts.counted(), case[0]):
        ox.Store().query(query)


def test_comments_do_not_swallow_what_is_added() -> None:
    query = "SELECT ?a # c\nFROM <http://e/g> # d\nWHERE { ?a ?b ?c } # e\nORDER BY ?a # f\nLIMIT 5 # g"
    parts = paging.part(query)
    assert parts is not None
    for made in (parts.page(("a",), 0, 3), parts.counted()):
        ox.Store().query(made)
    assert "LIMIT 3 OFFSET 0" in parts.page(("a",), 0, 3)


def test_the_count_takes_no_name_that_the_query_has() -> None:
    parts = paging.part("SELECT ?rows ?rows_ { ?rows ?p ?rows_ }")
    assert parts is not None
    ox.Store().query(parts.counted())


@pytest.mark.parametrize(
    ("limit", "offset", "counted", "wanted"),
    [("", "", 25, 25), ("LIMIT 10", "", 25, 10), ("LIMIT 10", "OFFSET 20", 25, 5), ("", "OFFSET 30", 25, 0)],
)
def test_how_many_rows_there_are_to_be(limit: str, offset: str, counted: int, wanted: int) -> None:
    parts = paging.part(f"SELECT ?a {{ ?a ?b ?c }} {limit} {offset}")
    assert parts is not None
    assert parts.wanted(counted) == wanted


@pytest.mark.parametrize("order", ["", "ORDER BY ?b", "ORDER BY DESC(?b) ?c"])
def test_the_pages_together_are_the_answer(order: str) -> None:
    store = ox.Store()
    for number in range(137):
        subject, obj = ox.NamedNode(f"http://e/{number % 40}"), ox.Literal(str(number % 7))
        store.add(ox.Quad(subject, ox.NamedNode(f"http://e/p{number}"), obj))
    query = f"SELECT ?a ?b WHERE {{ ?a ?p ?b }} {order.replace('?c', '?a')}"

    def rows(text: str) -> list[tuple[str, ...]]:
        found = store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        return [tuple(str(term) for term in row) for row in found]

    parts = paging.part(query)
    assert parts is not None
    pages: list[tuple[str, ...]] = []
    while page := rows(parts.page(("a", "b"), len(pages), 20)):
        pages += page
    whole = rows(query)
    assert sorted(pages) == sorted(whole)
    if order:
        assert [row[1] for row in pages] == [row[1] for row in whole]
    assert rows(parts.counted()) == [('"137"^^<http://www.w3.org/2001/XMLSchema#integer>',)]


@pytest.mark.parametrize(
    ("order", "settled"),
    [
        ("ORDER BY ?b ?a", True),
        ("ORDER BY DESC(?a) asc ( ?b )", True),
        ("ORDER BY DESC(?c) ?a ?b LIMIT 9", True),
        ("ORDER BY ?a", False),
        ("ORDER BY ?a STR(?b)", False),
        ("ORDER BY DESC(?a) (?a + ?b)", False),
        ("ORDER BY DESC(STR(?a)) ?b", False),
        ("ORDER BY ?a DESC(-?b)", False),
        ("# ORDER BY ?a ?b", False),
        ("", False),
    ],
)
def test_an_order_that_names_every_column_settles_the_rows(order: str, settled: bool) -> None:
    parts = paging.part(f"SELECT ?a ?b {{ ?a ?b ?c }} {order}")
    assert parts is not None
    assert parts.settled(("a", "b")) is settled


ROWS = [(Literal(f"{number:02}"),) for number in range(10)]


def paged(rows: list[Row], size: int, kept: list[Row]) -> tuple[list[Row], int]:
    """Return what the pages of a query give together, and how many were asked for."""
    parts = paging.part("SELECT ?a { ?s ?p ?a } ORDER BY ?a")
    assert parts is not None
    asked: list[str] = []

    def ask(query: str) -> list[Row]:
        asked.append(query)
        limit, offset = map(int, re.findall(r"(?:LIMIT|OFFSET) (\d+)", query))
        return rows[offset : offset + min(limit, size)]

    found = [row for page in paging.pages(parts, ask, ("a",), len(ROWS), size, kept) for row in page]
    return found, len(asked)


@pytest.mark.parametrize(
    ("size", "kept", "asked"), [(4, 0, 3), (4, 4, 2), (1, 1, 10), (2, 2, 5), (9, 9, 1), (10, 0, 1), (7, 0, 2)]
)
def test_rows_that_have_come_are_the_first_page(size: int, kept: int, asked: int) -> None:
    assert paged(list(ROWS), size, list(ROWS[:kept])) == (ROWS, asked)


def test_rows_of_another_order_are_no_page() -> None:
    assert paged(list(ROWS), 4, list(ROWS[6:])) == (ROWS, 4)


def test_pages_end_where_no_more_comes() -> None:
    found, asked = paged(list(ROWS[:7]), 4, [])
    assert (found, asked) == (ROWS[:7], 3)

"""Which answers make a picture, and which are better read as a table."""

from __future__ import annotations

import importlib.util

import pytest

from kg import charts
from kg.answers import Answer, Column, Texts
from kg.errors import UsageError
from kg.quads import Literal
from kg.site import svg


def _answer(kinds: dict[str, str], *rows: tuple[str, ...]) -> Answer:
    columns = tuple(Column(name, kind, Texts(name, f"{name}-ko")) for name, kind in kinds.items())
    return Answer(columns, [tuple(Literal(cell) if cell else None for cell in row) for row in rows])


def _integers(answer: Answer) -> Answer:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    numeric = [column.kind in ("integer", "year") for column in answer.columns]
    return Answer(
        answer.columns,
        [
            tuple(cell._replace(datatype=integer) if isinstance(cell, Literal) and is_number else cell
                  for cell, is_number in zip(row, numeric, strict=True))
            for row in answer.rows
        ],
    )  # fmt: skip


def test_counts_by_name_are_bars_the_longest_first() -> None:
    found = charts.plan(_integers(_answer({"place": "string", "works": "integer"}, ("Seoul", "2"), ("Oxford", "5"))))
    assert found is not None
    assert not found.ordered
    assert [(bar.label, bar.values) for bar in found.bars] == [("Oxford", (5.0,)), ("Seoul", (2.0,))]


def test_counts_by_year_are_split_by_language_and_what_is_neither_is_a_third() -> None:
    kinds = {"year": "year", "works": "integer", "korean": "integer", "foreign": "integer"}
    found = charts.plan(_integers(_answer(kinds, ("2003", "3", "1", "1"), ("2001", "1", "1", "0"))), "ko")
    assert found is not None
    assert found.ordered
    assert found.series == ("korean-ko", "foreign-ko", "알 수 없음")
    assert [bar.values for bar in found.bars] == [(1.0, 1.0, 1.0), (1.0, 0.0, 0.0)]


@pytest.mark.parametrize(
    ("kinds", "rows"),
    [
        ({"place": "string", "works": "integer"}, [("Seoul", "2")]),
        ({"place": "string", "works": "integer"}, [("Seoul", "2"), ("Seoul", "3")]),
        ({"name": "string", "other": "string", "works": "integer"}, [("a", "b", "2"), ("b", "c", "3")]),
        ({"group": "group", "works": "integer"}, [("all", "2"), ("korean", "1")]),
        ({"title": "string", "year": "year"}, [("a", "2001"), ("b", "2002")]),
    ],
)
def test_what_a_table_says_better(kinds: dict[str, str], rows: list[tuple[str, ...]]) -> None:
    assert charts.plan(_integers(_answer(kinds, *rows))) is None


def test_the_drawing_has_the_years_between_and_escapes_what_it_names() -> None:
    years = charts.plan(
        _integers(_answer({"year": "year", "works": "integer"}, ("2001", "1"), ("2004", "2"), ("2005", "1")))
    )
    assert years is not None
    drawn = svg.draw(years, "Years", "en")
    assert all(f">{year}</text>" in drawn for year in range(2001, 2006))
    named = charts.plan(_integers(_answer({"name": "string", "works": "integer"}, ('<b>&"', "2"), ("c", "1"))))
    assert named is not None
    drawn = svg.draw(named, "<i>", "ko")
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "&lt;b&gt;&amp;" in drawn


@pytest.mark.skipif(
    not importlib.util.find_spec("altair") or not importlib.util.find_spec("vl_convert"),
    reason="pictures by Vega-Lite need the extra 'charts'",
)
def test_a_specification_becomes_svg_and_png() -> None:
    answer = _integers(_answer({"place": "string", "works": "integer"}, ("서울", "2"), ("Oxford", "5")))
    made = charts.specification(answer, "Places")
    assert made is not None
    assert [row["category"] for row in made["data"]["values"]] == ["Oxford", "서울"]
    assert charts.image(made, "svg").startswith(b"<svg")
    assert charts.image(made, "png").startswith(b"\x89PNG")
    with pytest.raises(UsageError, match="svg and png"):
        charts.image(made, "gif")

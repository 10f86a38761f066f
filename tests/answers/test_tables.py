"""How an answer is laid out."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kg.answers import Answer, Column, Emptiness, Texts, canonical, layout, value
from kg.answers.names import short
from kg.answers.tables import display_width, grid
from kg.quads import Blank, Iri, Literal

XSD = "http://www.w3.org/2001/XMLSchema#"


def number(text: str, datatype: str = "integer") -> Literal:
    return Literal(text, "", XSD + datatype)


ANSWER = Answer(
    (
        Column("name", "string", Texts("name", "이름")),
        Column("type", "type", Texts("type", "유형")),
        Column("works", "integer", Texts("works", "저작 수")),
        Column("share", "percent", Texts("share (%)", "비율(%)")),
    ),
    [
        (Literal("남기범"), Iri("http://purl.org/ontology/bibo/Thesis"), number("12"), number("7", "decimal")),
        (Literal('Kim, "A" | B\nC', "en"), None, number("3"), number("66.7", "decimal")),
    ],
)


def test_a_table_stands_in_line_in_both_languages() -> None:
    assert layout(ANSWER, "table", "ko").splitlines() == [
        "이름            유형      저작 수  비율(%)",
        "──────────────  ────────  ───────  ───────",
        "남기범          학위논문       12      7.0",
        'Kim, "A" | B C                  3     66.7',
    ]
    lines = layout(ANSWER, "table", "en").splitlines()
    assert lines[2] == "남기범          thesis     12        7.0"


def test_markdown_escapes_its_signs() -> None:
    assert layout(ANSWER, "md", "en").splitlines() == [
        "| name | type | works | share (%) |",
        "| --- | --- | --: | --: |",
        "| 남기범 | thesis | 12 | 7.0 |",
        '| Kim, "A" \\| B C |  | 3 | 66.7 |',
    ]


def test_csv_and_tsv_hold_the_values_in_full() -> None:
    rows = list(csv.reader(io.StringIO(layout(ANSWER, "csv"))))
    assert rows == [
        ["name", "type", "works", "share"],
        ["남기범", "http://purl.org/ontology/bibo/Thesis", "12", "7"],
        ['Kim, "A" | B\nC', "", "3", "66.7"],
    ]
    assert layout(ANSWER, "tsv").splitlines()[2] == 'Kim, "A" | B C\t\t3\t66.7'


def test_json_has_numbers_and_nulls() -> None:
    assert json.loads(layout(ANSWER, "json")) == [
        {"name": "남기범", "type": "http://purl.org/ontology/bibo/Thesis", "works": 12, "share": 7.0},
        {"name": 'Kim, "A" | B\nC', "type": None, "works": 3, "share": 66.7},
    ]


def test_an_empty_answer_says_why() -> None:
    reason = Emptiness("page", "no-keywords", Texts("The page prints no keywords.", "페이지에 키워드가 없다."))
    empty = Answer(ANSWER.columns, [], reason)
    assert layout(empty, "table", "ko") == "페이지에 키워드가 없다.\n"
    assert layout(empty, "md", "en") == "The page prints no keywords.\n"
    assert layout(empty, "csv") == "name,type,works,share\n"
    assert json.loads(layout(empty, "json")) == []


def test_a_narrow_terminal_breaks_cells_between_words() -> None:
    rows = [["1", "지역혁신과 산업집적의 동학"], ["2", "a" * 20]]
    lines = grid(["n", "title"], rows, [True, False], width=15)
    assert lines.splitlines() == [
        "n  title",
        "─  ────────────",
        "1  지역혁신과",
        "   산업집적의",
        "   동학",
        "2  aaaaaaaaaaaa",
        "   aaaaaaaa",
    ]
    assert all(display_width(line) <= 15 for line in lines.splitlines())


def test_widths() -> None:
    assert display_width("가a") == 3
    assert display_width("\u1112\u1161\u11ab") == 2  # 한, decomposed
    assert display_width("e\u0301") == 1
    assert display_width("漢、") == 4


CANONICAL = [
    (number("+007"), number("7")),
    (number("5", "int"), number("5")),
    (number("7.0", "decimal"), number("7", "decimal")),
    (number("7.20", "decimal"), number("7.2", "decimal")),
    (number("6.67E1", "double"), number("66.7", "decimal")),
    (number("0.1", "float"), number("0.1", "decimal")),
    (number("-0.0", "decimal"), number("0", "decimal")),
    (number("INF", "double"), number("INF", "double")),
    (number("x"), number("x")),
    (Literal("7.0"), Literal("7.0")),
    (number("2016", "gYear"), number("2016", "gYear")),
    (None, None),
]


@pytest.mark.parametrize(("term", "expected"), CANONICAL)
def test_numbers_are_written_in_one_way(term: Literal | None, expected: Literal | None) -> None:
    assert canonical(term) == expected


def test_the_kind_of_a_column_decides_between_whole_numbers_and_decimals() -> None:
    assert canonical(number("2010.0", "decimal"), "year") == number("2010")
    assert canonical(number("5", "double"), "integer") == number("5")
    assert canonical(number("100"), "percent") == number("100", "decimal")
    assert canonical(number("2.5", "decimal"), "integer") == number("2.5", "decimal")
    assert canonical(number("12", "string"), "integer") == Literal("12", "", XSD + "string")


def test_values_of_terms() -> None:
    terms = [number("5"), number("5.5", "decimal"), number("true", "boolean"), Iri("http://a"), Blank("b1"), None]
    assert [value(term) for term in terms] == [5, 5.5, True, "http://a", "_:b1", None]


def test_own_queries_get_kinds_from_their_rows() -> None:
    answer = Answer.of(
        ("a", "b", "c"), [(Iri("http://x/1"), number("1"), None), (None, number("2.50", "decimal"), None)]
    )
    assert [column.kind for column in answer.columns] == ["iri", "decimal", "string"]
    assert list(answer) == [{"a": "http://x/1", "b": 1, "c": None}, {"a": None, "b": 2.5, "c": None}]


def test_iris_are_shortened() -> None:
    assert short("http://purl.org/ontology/bibo/Book") == "bibo:Book"
    assert short("https://paper-kg.example/work/98b74640c219a6de#citation-1") == "work/98b74640c219a6de#citation-1"
    assert short("https://example.org/work/1") == "https://example.org/work/1"

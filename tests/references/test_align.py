"""Labelled values are found where a reader would point to them."""

from __future__ import annotations

from typing import Any

import pytest

from kg.references.training.align import align, coverage


def spans(record: dict[str, Any]) -> list[tuple[str, str]]:
    raw = record["raw"]
    return [(s.label, raw[s.start : s.end]) for s in align(record).segments]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            {
                "raw": "김철수, 2003, 23세기의 도시, 가나학보 23(2), pp.23-45.",
                "type": "article",
                "authors": [{"family": "김", "given": "철수"}],
                "year": "2003",
                "title": "23세기의 도시",
                "container": "가나학보",
                "volume": "23",
                "issue": "2",
                "pages": "23-45",
            },
            [
                ("author", "김철수"),
                ("year", "2003"),
                ("title", "23세기의 도시"),
                ("container", "가나학보"),
                ("volume", "23"),
                ("issue", "2"),
                ("pages", "23-45"),
            ],
        ),
        (
            {
                "raw": "Doe, J., & Roe, A. B. (1999, May). The 1998 survey. Example Press: London, 1998~1999.",
                "type": "book",
                "authors": [{"family": "Doe", "given": "J."}, {"family": "Roe", "given": "A. B."}],
                "year": "1999",
                "title": "The 1998 survey",
                "publisher": "Example Press",
                "place": "London",
            },
            [
                ("author", "Doe, J., & Roe, A. B."),
                ("year", "1999"),
                ("date", "May"),
                ("title", "The 1998 survey"),
                ("publisher", "Example Press"),
                ("place", "London"),
            ],
        ),
        (
            {
                "raw": "이영희(2010). 마을 연구. 다라대학교 대학원 박사학위논문.",
                "type": "thesis",
                "authors": [{"family": "이", "given": "영희"}],
                "year": "2010",
                "title": "마을 연구",
                "institution": "다라대학교 대학원",
                "note": "박사학위논문",
            },
            [
                ("author", "이영희"),
                ("year", "2010"),
                ("title", "마을 연구"),
                ("institution", "다라대학교 대학원"),
                ("degree", "박사학위논문"),
            ],
        ),
        (
            {
                "raw": "마바연구원, 2011, 하천 조사, 연구보고서 2011-07.",
                "type": "report",
                "authors": [{"literal": "마바연구원"}],
                "year": "2011",
                "title": "하천 조사",
                "container": "연구보고서",
                "issue": "2011-07",
            },
            [
                ("author", "마바연구원"),
                ("year", "2011"),
                ("title", "하천 조사"),
                ("series", "연구보고서"),
                ("number", "2011-07"),
            ],
        ),
    ],
)
def test_values_are_found(record: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert spans(record) == expected


def test_what_is_not_in_the_string_is_named() -> None:
    record = {"raw": "어떤 책, 1990", "type": "book", "title": "어떤 책", "publisher": "없는출판사", "year": "1990"}
    assert align(record).missing == [("publisher", "없는출판사", "absent")]
    values, found, reasons = coverage([record])
    assert (values, found) == (3, 2)
    assert reasons == {("publisher", "absent"): 1}

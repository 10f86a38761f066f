from __future__ import annotations

import pytest

from kg.identity.keys import fold, is_full_name, key, paper_paths, person_key, work_paths
from kg.records import Author, Field, Name, Paper, ParsedReference, PartialDate, Source, Span, Text
from tests.vectors import rows


@pytest.mark.parametrize("row", rows("keys.tsv"), ids=lambda row: row[1][:20])
def test_keys_are_pinned(row: list[str]) -> None:
    *parts, expected = row
    assert key(*parts) == expected


@pytest.mark.parametrize(("literal", "family", "given", "expected"), rows("full_names.tsv"))
def test_full_names(literal: str, family: str, given: str, expected: str) -> None:
    assert is_full_name(Name(literal, family, given)) == (expected == "yes")


def test_a_corporate_name_is_no_person() -> None:
    assert not is_full_name(Name("산업연구원", corporate=True))


def test_signs_alone_are_not_all_the_same() -> None:
    assert fold("C++") == "c"
    assert fold("!!!") != fold("???")


def test_printed_order_does_not_make_two_persons() -> None:
    assert person_key(Name("Kee-Bom Nahm", "Nahm", "Kee-Bom")) == person_key(Name("Nahm, Kee-Bom", "Nahm", "Kee-Bom"))


def _reference(**fields: str) -> ParsedReference:
    return ParsedReference(
        "raw text",
        names=(Name("North, D.", "North", "D."),),
        fields=tuple(Field(name, value, (Span(0, 1),)) for name, value in fields.items()),
    )


def test_the_doi_names_a_work_and_the_title_recognises_it() -> None:
    with_doi = work_paths(_reference(title="Economic performance", year="1994", doi="10.1/ABC."))
    without = work_paths(_reference(title="Economic Performance", year="1994"))
    assert len(with_doi) == 2
    assert with_doi[1] == without[0]
    assert work_paths(_reference(doi="https://doi.org/10.1234/abc"))[0] == work_paths(_reference(doi="10.1234/ABC"))[0]


def test_without_a_title_the_printed_text_is_the_key() -> None:
    assert work_paths(_reference(year="1994")) == ["work/" + key("text", "raw text")]


def test_a_paper_is_recognised_by_each_title_and_script() -> None:
    paper = Paper(
        Source("0" * 64, "p", "text", "text/plain", "utf-8", 0),
        "",
        titles=(Text("The End", "en"), Text("종언", "ko")),
        authors=(Author(1, (Name("남기범", "남", "기범", lang="ko"), Name("Nahm, K", "Nahm", "K"))),),
        dates=(("issued", PartialDate("2016-12-31")),),
    )
    paths = paper_paths(paper)
    assert paths[0] == "work/" + key("work", "종언", "2016", "남")
    assert "work/" + key("work", "The End", "2016", "Nahm") in paths

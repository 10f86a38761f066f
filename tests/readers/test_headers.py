"""Headers in many layouts, each copied in many ways: every field right, or the line reported as not placed."""

from __future__ import annotations

import pytest

from kg import readers
from tests.readers.cases import cases, differences
from tests.readers.mutations import MUTATIONS
from tests.readers.same import check

CASES = cases()


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 20
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_field_of_every_header(name: str) -> None:
    mutate, lost = MUTATIONS[name]
    wrong: dict[str, list[str]] = {}
    changed = 0
    for case in CASES:
        page = mutate(case.page)
        if page is None:
            continue
        changed += page != case.page
        paper = readers.read(page.encode(), "page.txt")
        check(paper)
        if found := differences(case, paper, skip=lost):
            wrong[case.name] = found
    assert not wrong
    assert changed or name == "as it is"


def test_a_line_that_says_nothing_is_reported() -> None:
    page = CASES[0].page.replace("초록\n", "이 줄은 무엇인지 알 수 없는 줄\n\n초록\n", 1)
    paper = readers.read(page.encode(), "page.txt")
    assert differences(CASES[0], paper) == []
    assert any("이 줄은 무엇인지" in finding.note for finding in paper.findings if finding.kind == "unplaced-line")


def test_lines_of_the_web_page_are_reported_and_read_as_nothing() -> None:
    case = next(case for case in CASES if case.name.startswith("nested parentheses"))
    paper = readers.read(case.page.encode(), "page.txt")
    notes = [finding.note for finding in paper.findings]
    assert any("DOI QR코드" in note for note in notes)
    assert any(finding.kind == "empty-section" for finding in paper.findings)


def test_what_the_page_does_not_say_is_said_to_be_missing() -> None:
    paper = readers.read(CASES[0].page.encode(), "page.txt")
    kinds = {finding.kind for finding in paper.findings}
    assert {"missing-journal", "missing-doi"} <= kinds
    assert not kinds & {"missing-title", "missing-author", "missing-date", "missing-references"}

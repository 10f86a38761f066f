"""What the forms of the print make of what a network read: one line a form (``vectors/edges.tsv``)."""

from __future__ import annotations

import re

import pytest

from kg.references.edges import draw
from kg.references.joint import whole
from kg.references.names import read
from kg.references.renames import rename
from kg.references.repair import repair
from kg.references.segments import Segment
from tests.vectors import rows

_MARK = re.compile(r"\{(?P<label>[a-z]+):(?P<text>[^{}]*)\}")


def marked(line: str) -> tuple[str, list[Segment]]:
    """Take the marks out of a line: the string, and what they mark."""
    raw, found, at = "", [], 0
    for match in _MARK.finditer(line):
        raw += line[at : match.start()]
        found.append(Segment(match["label"], len(raw), len(raw) + len(match["text"])))
        raw += match["text"]
        at = match.end()
    return raw + line[at:], found


def shown(raw: str, found: list[Segment]) -> list[tuple[str, str]]:
    return [(one.label, raw[one.start : one.end]) for one in found]


@pytest.mark.parametrize(("before", "after"), rows("edges.tsv"))
def test_forms(before: str, after: str) -> None:
    raw, found = marked(before)
    same, wanted = marked(after)
    assert raw == same
    assert shown(raw, draw(raw, rename(raw, found))) == shown(raw, wanted)


def test_of_two_publishers_the_surer_one_behind_its_place_stays() -> None:
    raw, found = marked(
        "{title:Water}, {publisher:Commissioner for Wells}, {place:Springfield}: {publisher:Sample House}"
    )
    unsure = [one._replace(confidence=0.3 if at == 1 else 0.9) for at, one in enumerate(found)]
    assert [one.label for one in rename(raw, unsure)] == ["title", "note", "place", "publisher"]
    assert rename(raw, found) == found


def test_a_second_half_in_another_script_is_one_stretch() -> None:
    raw, found = marked(
        "{author:Doe Jung}, {title:Old Towns}, {publisher:Sample House}, {year:2005}."
        " {author:김가나}, {title:옛 마을}, {publisher:가나사}, {year:2005}."
    )
    half = whole(raw, found)
    assert [one.label for one in half] == ["author", "title", "publisher", "year", "parallel"]
    assert raw[half[-1].start : half[-1].end].startswith("김가나, 옛 마을")
    raw, found = marked("{author:Doe, J.}, {title:Towns}, {year:2005}. {author:Roe, A.}, {title:Streets}, {year:2006}.")
    assert whole(raw, found) == found


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ('{author:김가나}, "{title:마을론}" {publisher:가나방문화사} {year:2011}', "year"),
        ("{author:가나도}, {title:방문자 실태}, {year:2015}.", "year"),
        ("{author:Doe, J.}, {title:Electronically excited states}, {year:2011}.", "year"),
        ("{author:가나청}, {title:통계}, 최근방문일: {year:2015}", "accessed"),
        ("{author:Doe, J.}, {title:Towns}. Accessed {year:2011}.", "accessed"),
    ],
)
def test_a_year_is_of_a_visit_only_where_a_word_says_so(line: str, label: str) -> None:
    raw, found = marked(line)
    [year] = [one for one in repair(raw, found) if raw[one.start : one.end] in ("2011", "2015")]
    assert year.label == label


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Roe, M.J., M.D. Doe, B.D. Poe, and F. Moe", ["Roe", "Doe", "Poe", "Moe"]),
        ("Doe, M.D., Roe, P.E.", ["Doe", "Roe"]),
        ("Anna B. Doe, M.D., John Roe, Ph.D.", ["Doe", "Roe"]),
    ],
)
def test_initials_are_nobodys_degree(text: str, names: list[str]) -> None:
    assert [name.family for name in read(text, 0, len(text)).names] == names

"""An endless line costs in proportion to its length, and no more than so many characters of it are read."""

from __future__ import annotations

import pytest

from kg.references import LONGEST, parse
from kg.references.spans import conflicts
from tests.effort import calls

ADVERSE = {
    "brackets": "(",
    "quotes": '"',
    "openers": "「",
    "names": "a, ",
    "initials": "Kim, J., ",
    "ranges": "1-2-",
    "Hangul": "가나다",
    "addresses": "http://a.b/c ",
    "DOIs": "10.1234/a) ",
    "volumes": "vol. 1, no. 2, ",
    "totals": "3쪽 ",
    "spaces": "a          ",
}


@pytest.mark.parametrize("kind", ADVERSE)
def test_twice_the_line_is_twice_the_work(kind: str) -> None:
    unit = ADVERSE[kind]
    short, long = (unit * (size // len(unit)) for size in (1000, 2000))
    list(parse([short, long]))  # what is computed once and kept is not of the line
    assert calls(lambda: list(parse([long]))) < 2.3 * calls(lambda: list(parse([short])))


def test_what_stands_behind_the_longest_is_said_to_be_unread() -> None:
    text = "Kim, J., 2003, “A title,” A Journal 6(1), pp.45-60. "
    text *= 2 * LONGEST // len(text)
    [cut], [whole] = list(parse([text[:LONGEST]])), list(parse([text]))
    assert whole.raw == text
    assert whole.fields == cut.fields
    assert whole.unread[-1].start == LONGEST
    assert whole.unread[-1].end == len(text)
    assert [finding.kind for finding in whole.findings][-1] == "not-understood"
    assert list(conflicts(whole)) == []
    assert calls(lambda: list(parse([text]))) < 1.1 * calls(lambda: list(parse([text[:LONGEST]])))

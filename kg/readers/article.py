"""What only an article's page has, and what no page can have: the bounds between which the readers work."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import InputError
from kg.readers.headings import Section, heading
from kg.readers.lines import Line
from kg.records import Finding, Paper, Passage

__all__ = ["LONGEST_LINE", "MOST_LINES", "beginning", "is_article", "refuse", "unplaced"]

LONGEST_LINE = 1_000_000
"""The longest line, in characters, that is taken for one of a page."""

MOST_LINES = 50_000
"""The most lines that are taken for one page."""


def refuse(lines: int, longest: int, at: int, name: str) -> None:
    """Refuse what no page can be, before any rule looks at it.

    Args:
        lines: how many lines there are.
        longest: the length of the longest.
        at: the number of that line in the file.
        name: the file's name.

    Raises:
        InputError: the lines are too many or too long.
    """
    if longest > LONGEST_LINE:
        raise InputError(
            f"the line has {longest:,} characters, more than any line of an article page",
            file=name, line=at, hint="Copy the page again, with its line breaks.",
        )  # fmt: skip
    if lines > MOST_LINES:
        raise InputError(
            f"more than {MOST_LINES:,} lines, more than any article page has",
            file=name, line=MOST_LINES + 1, hint="Save each page as a file of its own.",
        )  # fmt: skip


def is_article(paper: Paper, lines: Sequence[Line]) -> bool:
    """Tell whether anything was found that only an article's page has; a title and running text any page has."""
    sure = (paper.references, paper.cited_by, paper.authors, paper.dates, paper.keywords, paper.doi, paper.platform_id)
    if any(sure) or paper.volume or paper.issns or paper.eissns:
        return True
    return bool(paper.abstracts) and any(heading(line.text) is Section.ABSTRACT for line in lines)


def unplaced(passage: Passage, note: str) -> Finding:
    """Say that a line gave nothing, and why."""
    return Finding("unplaced-line", passage.span, f"{beginning(passage.text)}: {note}")


def beginning(text: str) -> str:
    """Return the first words of a line, for people."""
    line = " ".join(text[:200].split())
    return line if len(line) <= 60 else line[:59] + "…"

"""A page as lines: what every reader hands to the rooms that know headers and lists.

A line is a passage without the white space around it and without its bullet. The reader of copied text makes lines
from the text's own line breaks; the reader of HTML makes one of every block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.records import Passage, Run, Span

__all__ = ["BULLET", "Line", "join", "line", "split"]

BULLET = re.compile(r"(?:\$\\+(?:cdot|bullet)\$|[•∙◦▪▫■□●○◆◇▶▷►‣⁃※]|[-–—*·ㆍ‧・](?=\s|$))\s*")
"""What stands before an item of a list; a hyphen, dot or star only where white space follows."""


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one printed line that is not blank.

    ``passage`` is the line without the white space around it and without its bullet, ``bullet`` the bullet as
    printed, ``gap`` whether a blank line or the border of a block stands before it. ``role`` is what the page's own
    markup says that the line is (``title authors affiliation abstract keywords other``), empty where it says nothing.
    """

    passage: Passage
    bullet: str = ""
    gap: bool = False
    role: str = ""

    @property
    def text(self) -> str:
        """Return what the line says."""
        return self.passage.text


def line(passage: Passage, *, gap: bool = False) -> Line | None:
    """Make a line of a passage: take off the white space around it and its bullet; nothing where it is blank."""
    left = len(passage.text) - len(passage.text.lstrip(_SPACE))
    bare = passage.text.strip(_SPACE)
    if not bare:
        return None
    match = BULLET.match(bare)
    # A bullet with nothing behind it is the line.
    cut = match.end() if match and match.end() < len(bare) else 0
    return Line(passage.cut(Span(left + cut, left + len(bare))), bare[:cut].rstrip(), gap)


def split(text: str) -> list[Line]:
    """Part copied text into its lines; blank ones are left out and leave a gap."""
    lines: list[Line] = []
    start, gap = 0, True
    for raw in text.splitlines(keepends=True):
        bare = raw.strip(_SPACE)
        if bare:
            left = start + len(raw) - len(raw.lstrip(_SPACE))
            made = line(Passage.at(bare, left), gap=gap)
            if made is not None:
                lines.append(made)
        start += len(raw)
        gap = not bare
    return lines


# str.strip() and what copied text has besides: zero-width spaces and a byte order mark in the middle of a file.
_SPACE = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
_SPACE += "\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"


def join(rows: Sequence[Passage], text: str = "") -> Passage:
    """Make one passage of several lines that belong together.

    Args:
        rows: the lines, in order.
        text: the source, if the lines stand in it as they are printed: the passage is then one unbroken stretch of it.
    """
    if len(rows) == 1:
        return rows[0]
    if text:
        start, end = rows[0].span.start, rows[-1].span.end
        return Passage.at(text[start:end], start)
    words: list[str] = []
    runs: list[Run] = []
    length = 0
    for row in rows:
        if words:
            # The line break stands for what the file has between the two, such as '<br>'.
            at = runs[-1].source + runs[-1].source_length if runs else row.span.start
            runs.append(Run(length, at, 1, max(0, row.span.start - at)))
            words.append("\n")
            length += 1
        words.append(row.text)
        runs.extend(Run(run.text + length, run.source, run.length, run.source_length) for run in row.runs)
        length += len(row.text)
    return Passage("".join(words), tuple(runs))

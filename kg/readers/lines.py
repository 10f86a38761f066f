"""A page as lines: what every reader hands to the rooms that know headers and lists.

A line is a passage without the white space around it and without its bullet. The reader of copied text makes lines
from the text's own line breaks; the reader of HTML makes one of every block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.records import Passage, Run

__all__ = ["BULLET", "Line", "join", "split"]

BULLET = re.compile(r"(?:\$\\+(?:cdot|bullet)\$|[•∙◦▪▫■□●○◆◇▶▷►‣⁃※]|[-–—*·ㆍ‧・](?=\s|$))\s*")
"""What stands before an item of a list; a hyphen, dot or star only where white space follows."""


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one printed line that is not blank.

    ``passage`` is the line without the white space around it and without its bullet, ``bullet`` the bullet as
    printed, ``gap`` whether a blank line or the border of a block stands before it.
    """

    passage: Passage
    bullet: str = ""
    gap: bool = False

    @property
    def text(self) -> str:
        """Return what the line says."""
        return self.passage.text


def split(text: str) -> list[Line]:
    """Part copied text into its lines; blank ones are left out and leave a gap."""
    lines: list[Line] = []
    start, gap = 0, True
    for raw in text.splitlines(keepends=True):
        bare = raw.strip(_SPACE)
        if bare:
            left = start + len(raw) - len(raw.lstrip(_SPACE))
            match = BULLET.match(bare)
            cut = match.end() if match else 0
            passage = Passage.at(bare[cut:], left + cut) if cut < len(bare) else Passage.at(bare, left)
            lines.append(Line(passage, bare[:cut].rstrip() if cut < len(bare) else "", gap))
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
            words.append("\n")
            length += 1
        words.append(row.text)
        runs.extend(Run(run.text + length, run.source, run.length, run.source_length) for run in row.runs)
        length += len(row.text)
    return Passage("".join(words), tuple(runs))

"""A page as lines: what every reader hands to the rooms that know headers and lists.

A line is a passage without the white space around it and without its bullet. The reader of copied text makes lines
from the text's own line breaks; the reader of HTML makes one of every block.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Passage

__all__ = ["Line"]


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

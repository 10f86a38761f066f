"""The seam inside the room: what the model says of a string, before names, values and types are made of it."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["LABELS", "Segment"]

LABELS = (
    "author",
    "editor",
    "translator",
    "year",
    "date",
    "title",
    "container",
    "series",
    "volume",
    "issue",
    "pages",
    "publisher",
    "institution",
    "place",
    "edition",
    "number",
    "degree",
    "doi",
    "url",
    "accessed",
    "note",
    "parallel",
    "other",
)
"""What a stretch of a reference can be; ``parallel`` is the second half of a bilingual entry, whole."""


class Segment(NamedTuple):
    """A stretch of the string, without the quotes, brackets and separators around it.

    ``start`` and ``end`` are offsets in code points, half-open; ``confidence`` is a probability. A person list is
    one ``author`` segment; ``pages``, ``volume`` and ``issue`` hold the number with its words left out where
    possible. The segments of a string are in order and do not overlap.
    """

    label: str
    start: int
    end: int
    confidence: float = 1.0

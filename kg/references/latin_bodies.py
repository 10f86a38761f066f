"""Bodies in a list of names in Latin letters: which of its parts are one body, and when all of them are people."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.references.bodies import begins_body, head, latin_body
from kg.references.latin_words import GIVEN, Part, Range, cut, known_family, korean_given

__all__ = ["bodies", "in_capitals"]


def bodies(text: str, parts: Sequence[Part]) -> list[Range] | None:
    """Read a list whose names are bodies; nothing where people are among them.

    Args:
        text: the string.
        parts: the stretches between the separators of the list, in order.

    Returns:
        Where each body stands: ``Institute of Books, Paper and Print`` is one.
    """
    pieces = [text[part.start : part.end] for part in parts]
    if not any(map(_body, pieces)):
        return None
    if any(_initialled(text, part) for part in parts) or in_capitals(text, parts):
        return None
    acronyms = all(_body(piece) and not head(piece) for piece in pieces)
    joined: list[list[int]] = []
    for part, piece in zip(parts, pieces, strict=True):
        before = text[joined[-1][0] : joined[-1][1]] if joined else ""
        apart = not joined or acronyms
        if joined and part.strong and not apart:
            mark = text[joined[-1][1] : part.start]
            apart = ";" in mark or (begins_body(piece) and head(before))
            apart = apart or ("&" in mark and latin_body(piece) and not head(piece) and latin_body(before))
            apart = apart or ("&" in mark and piece.isupper() and latin_body(before))
        if apart:
            joined.append([part.start, part.end])
        else:
            joined[-1][1] = part.end
    return [(start, end) for start, end in joined]


def _body(text: str) -> bool:
    """Tell whether a part names a body; ``Nielsen Korea`` is one where it stands among names."""
    return latin_body(text) or text.endswith(" Korea")


def in_capitals(text: str, parts: Sequence[Part]) -> bool:
    """Tell whether what looks like acronyms are family names, their given names spelt out: ``SON, Sang-Ok``.

    Args:
        text: the string.
        parts: the stretches between the separators of the list, in order.
    """
    for one, other in pairwise(parts):
        family, given = text[one.start : one.end], text[other.start : other.end]
        if other.strong or not family.isalpha() or not family.isupper() or len(family) < 2:
            continue
        first = given.split()[0]
        if not latin_body(given) and (known_family(family) or first.lower() in GIVEN) and first[1:].islower():
            return True
        if "-" in given and korean_given(given):
            return True
    return False


def _initialled(text: str, part: Part) -> bool:
    runs = cut(text, part)
    return any(run.kind == "I" and any("." in text[a:b] or b - a <= 2 for a, b in run.tokens) for run in runs) and (
        not latin_body(text[part.start : part.end])
    )

"""One labelled string → another: parts exchanged with those of other references, and the damage that copying does.

Offsets stay right. Nothing is made up but combinations: a title meets the separators of another journal's style.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from kg.references.segments import Segment
from kg.references.training.example import Example

__all__ = ["Parts", "damaged"]

_OPENING, _CLOSING = "“‘「『《〈<", "”’」』》〉>"
_QUOTES = _OPENING + _CLOSING + "\"'"
_PAIRS = ("“”", '""', "‘’", "「」", "『』", "<>", "《》")
_SEPARATORS = ",.:;"

Edit = tuple[int, int, str]


def _script(text: str) -> str:
    """Name the script that a part is mostly in."""
    size = max(len(text), 1)
    if sum("가" <= ch <= "힣" for ch in text) > size * 0.25:
        return "hangul"
    if sum("一" <= ch <= "鿿" for ch in text) > size * 0.3:
        return "hanja"
    return "latin" if sum(ch.isascii() and ch.isalpha() for ch in text) > size * 0.3 else "digits"


class Parts:
    """The parts of many references by label and script.

    Args:
        examples: where the parts come from.
    """

    def __init__(self, examples: Iterable[Example]) -> None:
        self._texts: dict[tuple[str, str], list[str]] = {}
        for example in examples:
            for segment in example.segments:
                text = example.raw[segment.start : segment.end]
                self._texts.setdefault((segment.label, _script(text)), []).append(text)

    def exchanged(self, example: Example, random: np.random.Generator, share: float = 0.4) -> Example:
        """Exchange some parts for others of the same label and script."""
        pieces: list[str] = []
        segments: list[Segment] = []
        at = length = 0
        for segment in example.segments:
            pieces.append(example.raw[at : segment.start])
            length += len(pieces[-1])
            text = example.raw[segment.start : segment.end]
            if random.random() < share and (choice := self._texts.get((segment.label, _script(text)))):
                text = choice[int(random.integers(len(choice)))]
            pieces.append(text)
            segments.append(Segment(segment.label, length, length + len(text)))
            length += len(text)
            at = segment.end
        pieces.append(example.raw[at:])
        return example._replace(raw="".join(pieces), segments=tuple(segments))


def damaged(example: Example, random: np.random.Generator) -> Example:
    """Damage a string in one of the ways that copied lists show, or now and then in none."""
    raw = example.raw
    outside = [True] * len(raw)
    for segment in example.segments:
        outside[segment.start : segment.end] = [False] * (segment.end - segment.start)
    free = [at for at, out in enumerate(outside) if out]
    kind = random.random()
    edits: list[Edit] = []
    if kind < 0.20:  # quotes lost
        edits = [(at, at + 1, "") for at in free if raw[at] in _QUOTES]
    elif kind < 0.35:  # other quotes
        edits = _requoted(raw, free, _PAIRS[int(random.integers(len(_PAIRS)))])
    elif kind < 0.50:  # spaces lost
        edits = [
            (at, at + 1, "")
            for at in free
            if raw[at] == " " and at and outside[at - 1] and raw[at - 1] in _SEPARATORS and random.random() < 0.7
        ]
    elif kind < 0.60:  # commas for periods, periods for commas
        edits = [(at, at + 1, ".,"[raw[at] == "."]) for at in free if raw[at] in ",." and random.random() < 0.4]
    elif kind < 0.70:  # separators lost, doubled, set off
        for at in free:
            if raw[at] in _SEPARATORS and random.random() < 0.15:
                edits.append((at, at + 1, ("", raw[at] * 2, " " + raw[at])[int(random.integers(3))]))
    elif kind < 0.75:
        other = raw.upper() if random.random() < 0.5 else raw.lower()
        return example._replace(raw=other) if len(other) == len(raw) else example
    elif kind < 0.80:  # cut off
        size = int(len(raw) * random.uniform(0.5, 0.95))
        kept = tuple(Segment(s.label, s.start, min(s.end, size)) for s in example.segments if s.start < size - 1)
        return example._replace(raw=raw[:size], segments=kept)
    return _edited(example, edits) if edits else example


def _requoted(raw: str, free: Iterable[int], pair: str) -> list[Edit]:
    edits: list[Edit] = []
    straight = 0
    for at in free:
        if raw[at] in _OPENING:
            edits.append((at, at + 1, pair[0]))
        elif raw[at] in _CLOSING:
            edits.append((at, at + 1, pair[1]))
        elif raw[at] == '"':
            edits.append((at, at + 1, pair[straight % 2]))
            straight += 1
    return edits


def _edited(example: Example, edits: Iterable[Edit]) -> Example:
    """Apply edits, in order and without overlap, all of them outside of the parts."""
    pieces: list[str] = []
    moved: Any = np.zeros(len(example.raw) + 1, dtype=np.int64)
    at = 0
    for start, end, text in edits:
        pieces += (example.raw[at:start], text)
        moved[end:] += len(text) - (end - start)
        at = end
    pieces.append(example.raw[at:])
    segments = tuple(
        Segment(s.label, s.start + int(moved[s.start]), s.end + int(moved[s.start])) for s in example.segments
    )
    return example._replace(raw="".join(pieces), segments=segments)

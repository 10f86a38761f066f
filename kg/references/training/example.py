"""Labelled strings, and the states of the chain that their tokens are to have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.references import chain
from kg.references.segments import Segment

__all__ = ["Example", "states"]


class Example(NamedTuple):
    """A string and its segments; ``group`` is the page or the file that it comes from."""

    raw: str
    segments: tuple[Segment, ...]
    group: str = ""


def states(raw_lengths: Sequence[int], raw: str, segments: Sequence[Segment]) -> list[int]:
    """Give the state of each token: that of the segment which holds its first character."""
    index = {label: at for at, label in enumerate(chain.FIELDS)}
    found: list[int] = []
    end = 0
    segment = -1
    previous = -1
    state = chain.BEFORE
    for length in raw_lengths:
        piece = raw[end : end + length]
        start = end + length - len(piece.lstrip())
        end += length
        while segment + 1 < len(segments) and segments[segment + 1].start < end:
            segment += 1
        inside = segment >= 0 and segments[segment].start < end and start < segments[segment].end
        if inside and segments[segment].label in index:
            label = index[segments[segment].label]
            state = label + chain.COUNT if segment == previous else label
            if state < chain.COUNT and found and found[-1] in (label, label + chain.COUNT):
                state = label + chain.COUNT  # two stretches of one label side by side are one
            previous = segment
        elif state != chain.BEFORE:
            state = state % chain.COUNT + 2 * chain.COUNT
        found.append(state)
    return found

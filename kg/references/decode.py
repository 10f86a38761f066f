"""Probabilities of states → segments: the most probable labels that make a possible reference."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.segments import Segment

__all__ = ["mended", "segments"]

Floats = NDArray[np.float32]
_NEVER = -1e30
_ENDLESS = 600
"""A string of more tokens is mended where its states do not fit, so that the time stays linear and short."""


def mended(states: Sequence[int], transition: Floats, start: Floats) -> list[int]:
    """Make a possible way of states that do not all fit together, one step after the other.

    Args:
        states: the likeliest state of each token.
        transition: the score of each step.
        start: the score of opening with a state.
    """
    count = chain.COUNT
    possible = (transition >= _NEVER).tolist()
    found: list[int] = []
    for state in states:
        if not found:
            if start[state] < _NEVER:  # a further token opens as a first one; nothing stands before a separator
                state = state % count if state < 2 * count else chain.BEFORE
        elif not possible[found[-1]][state]:
            before = found[-1]
            if state < 2 * count:
                field = state % count
                state = field + count if before in (field, field + count) else field
            else:
                state = before if before == chain.BEFORE else before % count + 2 * count
        found.append(state)
    return found


def segments(
    strings: Sequence[str],
    lengths: Sequence[Sequence[int]],
    posteriors: Sequence[Floats],
    scores: Sequence[Floats],
    transition: Floats,
    start: Floats,
) -> list[list[Segment]]:
    """Read the segments off the states.

    A segment is as probable as the least probable of its tokens, and as that it ends where it does.

    Args:
        strings: the strings.
        lengths: of each, the lengths of its pieces, each with the white space before it.
        posteriors: of each, the probability of each state at each token.
        scores: of each, the score of each state at each token.
        transition: the score of each step.
        start: the score of opening with a state.
    """
    found: list[list[Segment]] = [[] for _ in strings]
    counts = np.array([len(posterior) for posterior in posteriors], dtype=np.int64)
    if not counts.sum():
        return found
    whole = np.concatenate(posteriors)
    owner = np.repeat(np.arange(len(strings)), counts)
    heads = np.cumsum(counts) - counts
    states = whole.argmax(axis=1)
    opens = np.ones(len(states), dtype=bool)
    opens[1:] = owner[1:] != owner[:-1]
    step = np.where(opens, start[states], 0)
    step[1:] = np.where(opens[1:], step[1:], transition[states[:-1], states[1:]])
    for at in sorted(set(owner[step < _NEVER].tolist())):
        low, high = heads[at], heads[at] + counts[at]
        if counts[at] > _ENDLESS:
            states[low:high] = mended(states[low:high].tolist(), transition, start)
        else:
            states[low:high] = chain.best(scores[at], transition, start)

    count = chain.COUNT
    inside = states < 2 * count
    first = states < count
    begins = np.flatnonzero(first)
    if not len(begins):
        return found
    leaves = np.append(~inside[1:] | first[1:] | opens[1:], True)
    stops = np.flatnonzero(inside & leaves)
    sure = np.where(inside, whole[np.arange(len(states)), states], np.float32(1))
    least = np.minimum.reduceat(sure, begins)
    # where a separator follows: the probability that the segment went on instead
    after = np.minimum(stops + 1, len(states) - 1)
    parted = (stops + 1 < len(states)) & ~inside[after] & ~opens[after]
    least = np.where(parted, np.minimum(least, 1 - whole[after, states[begins] + count]), least)
    ends = np.cumsum(np.concatenate([np.asarray(own, dtype=np.int64) for own in lengths]))
    ends -= np.repeat(np.append(0, ends)[heads], counts)
    lows = np.where(opens, 0, np.append(0, ends[:-1]))
    for at, label, low, high, confidence in zip(
        owner[begins].tolist(),
        states[begins].tolist(),
        lows[begins].tolist(),
        ends[stops].tolist(),
        least.tolist(),
        strict=True,
    ):
        raw = strings[at]
        while raw[low].isspace():
            low += 1
        found[at].append(Segment(chain.FIELDS[label], low, high, confidence))
    return found

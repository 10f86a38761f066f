"""Probabilities of states → segments: the most probable labels that make a possible reference."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.segments import Segment

__all__ = ["segments"]

Floats = NDArray[np.float32]


def path(posterior: Floats, scores: Floats, transition: Floats, start: Floats) -> list[int]:
    """Find the states: each token's most probable one where they fit together, else the best way as a whole."""
    states: list[int] = posterior.argmax(axis=1).tolist()
    before = -1
    for state in states:
        step = start[state] if before < 0 else transition[before, state]
        if step < -1e30:
            return chain.best(scores, transition, start)
        before = state
    return states


def segments(
    raw: str, lengths: Sequence[int], posterior: Floats, scores: Floats, transition: Floats, start: Floats
) -> list[Segment]:
    """Read the segments off the states.

    Args:
        raw: the string.
        lengths: the lengths of its pieces, each with the white space before it.
        posterior: the probability of each state at each token.
        scores: the score of each state at each token.
        transition: the score of each step.
        start: the score of opening with a state.
    """
    if not len(posterior):
        return []
    found: list[Segment] = []
    states = path(posterior, scores, transition, start)
    count = chain.COUNT
    end = 0
    open_label, begin, stop, confidence = -1, 0, 0, 1.0

    def close() -> None:
        if open_label >= 0:
            found.append(Segment(chain.FIELDS[open_label], begin, stop, confidence))

    for at, state in enumerate(states):
        length = lengths[at]
        text_start = end + length
        while text_start > end and not raw[text_start - 1].isspace():
            text_start -= 1
        end += length
        if state < count:
            close()
            open_label, begin, confidence = state, text_start, float(posterior[at, state])
            stop = end
        elif state < 2 * count:
            stop = end
            confidence = min(confidence, float(posterior[at, state]))
        else:
            if open_label >= 0:
                ended = 1.0 - float(posterior[at, open_label + count])
                confidence = min(confidence, ended)
            close()
            open_label = -1
    close()
    return found

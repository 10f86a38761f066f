"""The chain under the labels: its states, which may follow which, and the sums over all ways through it.

A label has three states: its first token, a further token, and *after* it: the separators up to the next label. The
last keeps in mind across punctuation what came before, so that ``author → title`` is one step of the chain. All sums
run over a batch of strings at once, in the probability domain, rescaled at every step.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.references.segments import LABELS

__all__ = ["BEFORE", "FIELDS", "STATES", "Sums", "allowed", "best", "marginals", "opening", "sums"]

Floats = NDArray[np.float32]

FIELDS = tuple(label for label in LABELS if label != "other")
COUNT = len(FIELDS)
BEFORE = 3 * COUNT
"""The state before the first label."""
STATES = 3 * COUNT + 1
FLOOR = -60.0
"""A score this far under the best of its token is as good as none."""


def first(field: int) -> int:
    """Give the state of a label's first token; a further one is ``COUNT`` higher, *after* it ``2 * COUNT``."""
    return field


def allowed() -> NDArray[np.bool_]:
    """Tell which state may follow which."""
    table = np.zeros((STATES, STATES), dtype=bool)
    fields = np.arange(COUNT)
    table[:, :COUNT] = True
    for state in (fields, fields + COUNT):
        table[state, fields + COUNT] = True
        table[state, fields + 2 * COUNT] = True
    table[fields + 2 * COUNT, fields + 2 * COUNT] = True
    table[fields, fields] = False  # two stretches of one label are parted by something
    table[fields + COUNT, fields] = False
    table[BEFORE, BEFORE] = True
    return table


def opening() -> NDArray[np.bool_]:
    """Tell which states a string may open with."""
    table = np.zeros(STATES, dtype=bool)
    table[:COUNT] = True
    table[BEFORE] = True
    return table


class Sums(NamedTuple):
    """What the sums over all ways say of a batch: ``(strings, steps, states)`` and what training needs besides."""

    posterior: Floats
    log_total: NDArray[np.float64]
    pairs: NDArray[np.float64] | None


def sums(scores: Floats, lengths: NDArray[np.int64], transition: Floats, start: Floats, *, pairs: bool = False) -> Sums:
    """Sum over all ways through the chain: the probability of each state at each token.

    Args:
        scores: ``(strings, steps, states)``, zero where a string has ended.
        lengths: the number of tokens of each string.
        transition: the score of each step; minus infinity where none is allowed.
        start: the score of opening with a state.
        pairs: also count the expected steps, for training.
    """
    strings, steps, states = scores.shape
    top = scores.max(axis=2, keepdims=True)
    weight = np.exp(np.maximum(scores - top, FLOOR))
    step = np.exp(transition)
    forward = np.empty_like(weight)
    scale = np.empty((steps, strings), dtype=np.float64)
    live = np.arange(steps)[:, None] < lengths[None, :]
    now = weight[:, 0] * np.exp(start)
    for at in range(steps):
        if at:
            now = (now @ step) * weight[:, at]
        total = now.sum(axis=1) + np.float32(1e-30)
        scale[at] = total
        now = now / total[:, None]
        forward[:, at] = now
    log_total = np.where(live, np.log(scale) + top[:, :, 0].T, 0.0).sum(axis=0)
    backward = np.empty_like(weight)
    tail = np.ones((strings, states), dtype=np.float32)
    inverse = (1.0 / scale).astype(np.float32)
    for at in range(steps - 1, -1, -1):
        if at + 1 < steps:
            ahead = (weight[:, at + 1] * tail) @ step.T
            ahead *= inverse[at + 1][:, None]
            tail = np.where(live[at + 1][:, None], ahead, np.float32(1.0))
        backward[:, at] = tail
    posterior = forward * backward
    posterior /= posterior.sum(axis=2, keepdims=True) + np.float32(1e-30)
    counted = None
    if pairs:
        onward = weight[:, 1:] * backward[:, 1:] * (inverse[1:] * live[1:]).T[:, :, None]
        counted = (forward[:, :-1].reshape(-1, states).T @ onward.reshape(-1, states)).astype(np.float64) * step
    return Sums(posterior, log_total, counted)


def marginals(scores: Floats, lengths: NDArray[np.int64], transition: Floats, start: Floats) -> Floats:
    """Sum as ``sums`` does, for reading alone: the probability of each state at each token, and nothing else.

    Time comes first, and at each step only those strings are computed that reach so far.

    Args:
        scores: ``(steps, strings, states)``; what stands behind the end of a string does not count.
        lengths: the number of tokens of each string, the shortest first.
        transition: the score of each step; minus infinity where none is allowed.
        start: the score of opening with a state.

    Returns:
        ``(steps, strings, states)``, zero behind the end of a string.
    """
    steps, strings, _ = scores.shape
    weight = scores - scores.max(axis=2, keepdims=True)
    np.maximum(weight, np.float32(FLOOR), out=weight)
    np.exp(weight, out=weight)
    step = np.exp(transition)
    back = np.ascontiguousarray(step.T)
    tiny = np.float32(1e-30)
    ended = np.searchsorted(lengths, np.arange(steps), side="right").tolist()
    found: Floats = np.zeros_like(weight)
    inverse = np.ones((steps, strings, 1), dtype=np.float32)
    np.multiply(weight[0], np.exp(start), out=found[0])
    for at, low in enumerate(ended):
        now = found[at, low:]
        if at:
            np.matmul(found[at - 1, low:], step, out=now)
            now *= weight[at, low:]
        share = np.add.reduce(now, axis=1, keepdims=True)
        share += tiny
        np.divide(np.float32(1), share, out=inverse[at, low:])
        now *= inverse[at, low:]
    tail: Floats = np.ones((strings, scores.shape[2]), dtype=np.float32)
    for at in range(steps - 1, 0, -1):
        low = ended[at]
        ahead = np.multiply(weight[at, low:], tail[low:])
        np.matmul(ahead, back, out=tail[low:])
        tail[low:] *= inverse[at, low:]
        found[at - 1, low:] *= tail[low:]
    found /= np.add.reduce(found, axis=2, keepdims=True) + tiny
    return found


def best(scores: Floats, transition: Floats, start: Floats) -> list[int]:
    """Find the best way through one string."""
    steps = len(scores)
    back = np.zeros((steps, scores.shape[1]), dtype=np.int64)
    now = scores[0] + start
    for at in range(1, steps):
        ways = now[:, None] + transition
        back[at] = ways.argmax(axis=0)
        now = ways.max(axis=0) + scores[at]
    path = [int(now.argmax())]
    for at in range(steps - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return path[::-1]

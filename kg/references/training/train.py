"""Labelled strings → weights: a linear-chain conditional random field, fitted by adaptive stochastic gradient.

Features seen in fewer than ``Settings.least`` strings are left out, features are dropped at random while training, and
the weights are the mean over the last passes. The same data gives the same weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.features import BUCKETS, OFFSETS, TEMPLATES, Batch, Vocabulary, encode, keys, property_keys, shifted
from kg.references.segments import Segment

__all__ = ["Example", "Settings", "Weights", "states", "train"]


class Example(NamedTuple):
    """A string and its segments; ``group`` is the page it comes from, ``weight`` what it counts for."""

    raw: str
    segments: tuple[Segment, ...]
    group: str = ""
    weight: float = 1.0


@dataclass(slots=True)
class Settings:
    """How to train."""

    passes: int = 14
    averaged: int = 5
    batch: int = 24
    rate: float = 0.12
    decay: float = 2e-5
    drop: float = 0.15
    least: int = 2
    seed: int = 7


@dataclass(slots=True)
class Weights:
    """A fitted model: one row of state scores for each feature that counts."""

    keys: NDArray[np.int64]
    rows: NDArray[np.float32]
    transition: NDArray[np.float32]
    start: NDArray[np.float32]
    log: list[float] = field(default_factory=list)


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


class _Part(NamedTuple):
    matrix: Any
    columns: NDArray[np.int64]
    lengths: NDArray[np.int64]
    targets: NDArray[np.int64]
    weights: NDArray[np.float32]


def _token_keys(vocabulary: Vocabulary) -> list[list[NDArray[np.int64]]]:
    """For every piece, its properties as seen from each distance."""
    table = []
    for text in vocabulary.texts:
        base = property_keys(text)
        table.append([np.array([shifted(key, offset) for key in base], dtype=np.int64) for offset in OFFSETS])
    return table


def rows(
    batch: Batch, vocabulary: Vocabulary, templates: Sequence[tuple[str, ...]], table: list[Any]
) -> list[NDArray[np.int64]]:
    """List the features of every real token of a batch, as bucket numbers."""
    found = []
    hashed = keys(batch, templates).astype(np.int64)
    numbers = batch.numbers
    for begin, count in zip(batch.first.tolist(), batch.count.tolist(), strict=True):
        for place in range(begin, begin + count):
            parts = [hashed[place]]
            for at, offset in enumerate(OFFSETS):
                parts.append(table[numbers[place + offset]][at])
            found.append(np.concatenate(parts))
    return found


def train(examples: Sequence[Example], settings: Settings | None = None, *, report: Any = None) -> Weights:
    """Fit a model to labelled strings.

    Args:
        examples: the strings; their order matters for the result, nothing else does.
        settings: how to train.
        report: called with one line after each pass.
    """
    from scipy.sparse import csr_matrix

    how = settings or Settings()
    vocabulary = Vocabulary()
    random = np.random.default_rng(how.seed)
    examples = [example for example in examples if example.raw.strip() and example.segments]
    order = sorted(range(len(examples)), key=lambda at: (len(examples[at].raw) // 24, at))
    examples = [examples[at] for at in order]
    encoded = [encode([e.raw for e in examples[at : at + 512]], vocabulary) for at in range(0, len(examples), 512)]
    table = _token_keys(vocabulary)
    features: list[NDArray[np.int64]] = []
    counts: list[int] = []
    targets: list[list[int]] = []
    at = 0
    for batch in encoded:
        features += rows(batch, vocabulary, TEMPLATES, table)
        counts += batch.count.tolist()
        for lengths in batch.lengths:
            targets.append(states(lengths, examples[at].raw, examples[at].segments))
            at += 1
    del encoded
    # strings in which a feature occurs, counted once a page or source string
    seen: NDArray[np.int32] = np.zeros(BUCKETS, dtype=np.int32)
    bounds = np.concatenate([[0], np.cumsum(counts)])
    for index in range(len(examples)):
        inside = features[bounds[index] : bounds[index + 1]]
        if inside:
            seen[np.unique(np.concatenate(inside))] += 1
    kept = np.flatnonzero(seen >= how.least)
    number = np.full(BUCKETS, -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))

    parts = []
    for low in range(0, len(examples), how.batch):
        high = min(low + how.batch, len(examples))
        flat = features[bounds[low] : bounds[high]]
        sizes = np.array([len(row) for row in flat])
        columns = number[np.concatenate(flat)]
        good = columns >= 0
        owner = np.repeat(np.arange(len(flat)), sizes)[good]
        columns = columns[good]
        unique, local = np.unique(columns, return_inverse=True)
        indptr = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(flat)))])
        matrix = csr_matrix(
            (np.ones(len(columns), dtype=np.float32), local.astype(np.int32), indptr), shape=(len(flat), len(unique))
        )
        sizes_here = np.array(counts[low:high], dtype=np.int64)
        flat_targets = np.concatenate([np.array(t, dtype=np.int64) for t in targets[low:high]])
        weight = np.array([e.weight for e in examples[low:high]], dtype=np.float32)
        parts.append(_Part(matrix, unique, sizes_here, flat_targets, weight))
    del features

    size = len(kept)
    model: NDArray[np.float32] = np.zeros((size, chain.STATES), dtype=np.float32)
    square: NDArray[np.float32] = np.full((size, chain.STATES), 1e-3, dtype=np.float32)
    forbidden = np.where(chain.allowed(), 0.0, -np.inf).astype(np.float32)
    closed = np.where(chain.opening(), 0.0, -np.inf).astype(np.float32)
    transition = np.zeros_like(forbidden)
    start = np.zeros_like(closed)
    square_t, square_s = np.full_like(transition, 1e-3), np.full_like(start, 1e-3)
    mean = np.zeros_like(model)
    mean_t, mean_s = np.zeros_like(transition), np.zeros_like(start)
    log: list[float] = []
    for turn in range(how.passes):
        loss = 0.0
        rate = how.rate * (1.0 if turn < how.passes - how.averaged else 0.5)
        for which in random.permutation(len(parts)):
            part = parts[which]
            matrix = part.matrix
            if how.drop:
                matrix = matrix.copy()
                matrix.data = (random.random(len(matrix.data), dtype=np.float32) >= how.drop).astype(
                    np.float32
                ) / np.float32(1 - how.drop)
            used = model[part.columns]
            flat_scores = matrix @ used
            strings, steps = len(part.lengths), int(part.lengths.max())
            live = np.arange(steps)[None, :] < part.lengths[:, None]
            scores = np.zeros((strings, steps, chain.STATES), dtype=np.float32)
            scores[live] = flat_scores
            gradient, pair_gradient, start_gradient, value = _gradient(
                scores, live, part, transition + forbidden, start + closed
            )
            loss += value
            change = matrix.T @ gradient + how.decay * len(part.lengths) * used
            square[part.columns] += change * change
            model[part.columns] = used - rate * change / np.sqrt(square[part.columns])
            square_t += pair_gradient**2
            transition -= rate * pair_gradient / np.sqrt(square_t)
            square_s += start_gradient**2
            start -= rate * start_gradient / np.sqrt(square_s)
        log.append(loss / len(examples))
        if turn >= how.passes - how.averaged:
            mean += model / how.averaged
            mean_t += transition / how.averaged
            mean_s += start / how.averaged
        if report:
            report(f"pass {turn + 1}/{how.passes}: loss {log[-1]:.3f}, {size} features")
    return Weights(kept, mean, mean_t + forbidden, mean_s + closed, log)


def _gradient(scores: Any, live: Any, part: _Part, transition: Any, start: Any) -> tuple[Any, Any, Any, float]:
    strings, steps, size = scores.shape
    target = np.full((strings, steps), -1, dtype=np.int64)
    target[live] = part.targets
    # a string's weight multiplies its gradient; the pairs are counted by strings of one weight at a time
    weights = part.weights
    gradient = np.zeros((int(part.lengths.sum()), size), dtype=np.float32)
    pair_gradient: NDArray[np.float32] = np.zeros((size, size), dtype=np.float32)
    start_gradient: NDArray[np.float32] = np.zeros(size, dtype=np.float32)
    value = 0.0
    owner = np.repeat(np.arange(strings), part.lengths)
    for weight in np.unique(weights):
        chosen = weights == weight
        inside = chosen[owner]
        lengths = part.lengths[chosen]
        found = chain.sums(scores[chosen], lengths, transition, start, pairs=True)
        assert found.pairs is not None
        mask = live[chosen]
        flat = found.posterior[mask]
        wanted = part.targets[inside]
        rows_at = np.arange(len(wanted))
        flat[rows_at, wanted] -= 1.0
        gradient[inside] = weight * flat
        counted = found.pairs
        goal = target[chosen]
        left, right = goal[:, :-1], goal[:, 1:]
        both = right >= 0
        np.subtract.at(counted, (left[both], right[both]), 1.0)
        pair_gradient += (weight * counted).astype(np.float32)
        begin = found.posterior[:, 0].sum(axis=0)
        np.subtract.at(begin, goal[:, 0], 1.0)
        start_gradient += weight * begin
        score = (
            scores[chosen][mask][rows_at, wanted].sum()
            + transition[left[both], right[both]].sum()
            + start[goal[:, 0]].sum()
        )
        value += float(weight) * float(found.log_total.sum() - score)
    return gradient, pair_gradient, start_gradient, value


def batches(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Cut a sequence into pieces of a size."""
    for at in range(0, len(items), size):
        yield items[at : at + size]

"""Labelled strings → weights: a linear-chain conditional random field, fitted by adaptive stochastic gradient.

Features seen in fewer than ``Settings.least`` strings are left out, features are dropped at random while training, and
the weights are the mean over the last passes. The same data gives the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.features import BUCKETS, OFFSETS, TEMPLATES, Batch, Vocabulary, encode, keys, property_keys, shifted
from kg.references.segments import Segment

__all__ = ["Base", "Example", "Part", "Settings", "Weights", "fit", "states", "train"]


class Example(NamedTuple):
    """A string and its segments; ``group`` is the page it comes from.

    ``weight`` is what it counts for where it is seen; ``share`` of the strings of its kind are seen in each pass,
    others in the next, so that a large foreign source neither drowns the own one nor costs its size.
    """

    raw: str
    segments: tuple[Segment, ...]
    group: str = ""
    weight: float = 1.0
    share: float = 1.0


@dataclass(slots=True)
class Settings:
    """How to train."""

    passes: int = 14
    averaged: int = 5
    batch: int = 24
    rate: float = 0.12
    decay: float = 2e-4
    drop: float = 0.6
    least: int = 2
    least_other: int = 8
    sure: float = 0.01
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


class Base(NamedTuple):
    """What a batch's tokens, steps and openings score already."""

    scores: NDArray[np.float32]
    transition: NDArray[np.float32]
    start: NDArray[np.float32]


class Part(NamedTuple):
    """A batch: its features as the rows of a sparse matrix, the states wanted, and what it counts for."""

    columns: NDArray[np.int32]
    indptr: NDArray[np.int32]
    lengths: NDArray[np.int64]
    targets: NDArray[np.int64]
    share: float = 1.0
    weight: float = 1.0
    base: Base | None = None


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
    how = settings or Settings()
    vocabulary = Vocabulary()
    random = np.random.default_rng(how.seed)
    examples = [example for example in examples if example.raw.strip() and example.segments]
    examples.sort(key=lambda example: (-example.share, -example.weight, len(example.raw) // 24))
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
    other: NDArray[np.int32] = np.zeros(BUCKETS, dtype=np.int32)
    bounds = np.concatenate([[0], np.cumsum(counts)])
    for index in range(len(examples)):
        inside = features[bounds[index] : bounds[index + 1]]
        if inside:
            (seen if examples[index].share >= 1 else other)[np.unique(np.concatenate(inside))] += 1
    kept = np.flatnonzero((seen >= how.least) | (seen + other >= how.least_other))
    number = np.full(BUCKETS, -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))

    parts = []
    low = 0
    while low < len(examples):
        kind = examples[low].share, examples[low].weight
        high = low
        while high < len(examples) and high < low + how.batch and (examples[high].share, examples[high].weight) == kind:
            high += 1
        flat = features[bounds[low] : bounds[high]]
        sizes = np.array([len(row) for row in flat])
        columns = number[np.concatenate(flat)]
        good = columns >= 0
        owner = np.repeat(np.arange(len(flat)), sizes)[good]
        columns = columns[good]
        indptr = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(flat)))]).astype(np.int32)
        sizes_here = np.array(counts[low:high], dtype=np.int64)
        flat_targets = np.concatenate([np.array(t, dtype=np.int64) for t in targets[low:high]])
        parts.append(Part(columns.astype(np.int32), indptr, sizes_here, flat_targets, *kind))
        low = high
    del features

    model, transition, start, log = fit(parts, len(kept), how, random, report)
    return Weights(kept, model, transition, start, log)


def fit(
    parts: Sequence[Part], size: int, how: Settings, random: np.random.Generator, report: Any = None
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], list[float]]:
    """Fit rows, steps and openings to batches; what a batch has already is added, not learned.

    Returns:
        The rows, the score of each step, that of each opening (forbidden ones minus infinity) and the losses.
    """
    from scipy.sparse import csr_matrix

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
        shares = np.array([part.share for part in parts])
        taken = np.flatnonzero(random.random(len(parts)) < shares)
        for which in random.permutation(taken):
            part = parts[which]
            data = np.full(len(part.columns), 1 / (1 - how.drop), dtype=np.float32)
            if how.drop:
                data[random.random(len(data), dtype=np.float32) < how.drop] = 0.0
            matrix = csr_matrix((data, part.columns, part.indptr), shape=(len(part.targets), size))
            flat_scores = matrix @ model
            step, opening = transition + forbidden, start + closed
            if part.base is not None:
                flat_scores += part.base.scores
                step, opening = step + part.base.transition, opening + part.base.start
            strings, steps = len(part.lengths), int(part.lengths.max())
            live = np.arange(steps)[None, :] < part.lengths[:, None]
            scores = np.zeros((strings, steps, chain.STATES), dtype=np.float32)
            scores[live] = flat_scores
            gradient, pair_gradient, start_gradient, value = _gradient(scores, live, part, step, opening)
            loss += value
            unsure = np.flatnonzero(np.abs(gradient).max(axis=1) > how.sure)
            if len(unsure):  # what is told for certain teaches nothing
                active = matrix[unsure]
                columns, local = np.unique(active.indices, return_inverse=True)
                shape = len(unsure), len(columns)
                active = csr_matrix((active.data, local.astype(np.int32), active.indptr), shape=shape)
                used = model[columns]
                change = active.T @ gradient[unsure] + how.decay * len(part.lengths) * used
                squared = square[columns] + change * change
                square[columns] = squared
                model[columns] = used - rate * change / np.sqrt(squared)
            square_t += pair_gradient**2
            transition -= rate * pair_gradient / np.sqrt(square_t)
            square_s += start_gradient**2
            start -= rate * start_gradient / np.sqrt(square_s)
        log.append(loss / sum(len(part.lengths) * part.share for part in parts))
        if turn >= how.passes - how.averaged:
            mean += model / how.averaged
            mean_t += transition / how.averaged
            mean_s += start / how.averaged
        if report:
            report(f"pass {turn + 1}/{how.passes}: loss {log[-1]:.3f}, {size} features")
    return mean, mean_t + forbidden, mean_s + closed, log


def _gradient(scores: Any, live: Any, part: Part, transition: Any, start: Any) -> tuple[Any, Any, Any, float]:
    strings, steps, _ = scores.shape
    target = np.full((strings, steps), -1, dtype=np.int64)
    target[live] = part.targets
    found = chain.sums(scores, part.lengths, transition, start, pairs=True)
    assert found.pairs is not None
    gradient = found.posterior[live]
    at = np.arange(len(part.targets))
    gradient[at, part.targets] -= 1.0
    pairs = found.pairs
    left, right = target[:, :-1], target[:, 1:]
    both = right >= 0
    np.subtract.at(pairs, (left[both], right[both]), 1.0)
    begin = found.posterior[:, 0].sum(axis=0)
    np.subtract.at(begin, target[:, 0], 1.0)
    score = scores[live][at, part.targets].sum() + transition[left[both], right[both]].sum() + start[target[:, 0]].sum()
    weight = np.float32(part.weight)
    value = part.weight * float(found.log_total.sum() - score)
    return weight * gradient, weight * pairs.astype(np.float32), weight * begin, value

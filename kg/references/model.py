"""The sequence model at work: strings in, labelled stretches with confidence out.

The weights are sums: a token's own properties give one row for each distance at which they are seen, remembered for
every token met, and each template gives one row. So a batch costs a few look-ups a token, and the sums over the chain
are matrix products.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.features import BUCKETS, OFFSETS, TEMPLATES, Batch, Vocabulary, encode, keys, property_keys, shifted
from kg.references.joint import TEMPLATES as JOINT
from kg.references.joint import evidence, lists
from kg.references.lexicon import FLAGS
from kg.references.segments import Segment

__all__ = ["SALT", "SCALE", "Model", "Reading", "Second", "label", "load"]

SALT = 500
"""The number of the second reading's first template."""
SCALE = 0.6
"""What the first reading's scores count for in the second."""
_WORD = sum(1 << at for at, name in enumerate(FLAGS) if name in ("latin", "hangul", "hanja", "kana"))

_MAGIC = b"paper-kg sequence model 1\n"
_MEMORY = 40_000
_PLACES = 400
_WINDOW, _OVERLAP = 600, 60

Floats = NDArray[np.float32]


class Second(NamedTuple):
    """The second reading's weights: the features that count, their state scores, what is added to each step."""

    kept: NDArray[np.int64]
    rows: Floats
    transition: Floats
    start: Floats


class Reading(NamedTuple):
    """Strings cut, the score of each state at each place, and of each string the states' probabilities."""

    batch: Batch
    scores: Floats
    posterior: list[Floats]


class Model:
    """Weights, and what is remembered of the tokens met.

    Args:
        kept: the features that count, as sorted bucket numbers.
        rows: the state scores of each.
        transition: the score of each step.
        start: the score of opening with a state.
        second: the weights of a second reading in the light of the first.
    """

    def __init__(
        self, kept: NDArray[np.int64], rows: Floats, transition: Floats, start: Floats, second: Second | None = None
    ) -> None:
        self.kept = kept
        self.rows = np.concatenate([rows, np.zeros((1, rows.shape[1]), dtype=np.float32)])
        self.transition, self.start = transition, start
        self._number: NDArray[np.int32] = np.full(BUCKETS, len(kept), dtype=np.int32)
        self._number[kept] = np.arange(len(kept), dtype=np.int32)
        self.second = second
        if second is not None:
            self._rows_again = np.concatenate([second.rows, np.zeros((1, second.rows.shape[1]), dtype=np.float32)])
            self._number_again: NDArray[np.int32] = np.full(BUCKETS, len(second.kept), dtype=np.int32)
            self._number_again[second.kept] = np.arange(len(second.kept), dtype=np.int32)
            self._steps_again = (
                transition * np.float32(SCALE) + second.transition,
                start * np.float32(SCALE) + second.start,
            )
        self._forget()

    def _forget(self) -> None:
        self.vocabulary = Vocabulary()
        self._tokens: Floats = np.zeros((1024, len(OFFSETS), chain.STATES), dtype=np.float32)
        self._known = 1

    def _learn(self) -> None:
        """Sum up the properties of the tokens met for the first time."""
        texts = self.vocabulary.texts
        if len(texts) > len(self._tokens):
            larger = np.zeros((max(len(texts), 2 * len(self._tokens)), len(OFFSETS), chain.STATES), dtype=np.float32)
            larger[: len(self._tokens)] = self._tokens
            self._tokens = larger
        found = [property_keys(text) for text in texts[self._known :]]
        if not found:
            return
        sizes = np.array([len(keys_) for keys_ in found])
        flat = np.array([key for keys_ in found for key in keys_], dtype=np.int64)
        begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        for at, offset in enumerate(OFFSETS):
            buckets = shifted(flat, offset)
            self._tokens[self._known : len(texts), at] = np.add.reduceat(
                self.rows[self._number[buckets]], begins, axis=0
            )
        self._known = len(texts)

    def encode(self, strings: Sequence[str]) -> Batch:
        """Cut strings and remember their tokens."""
        if len(self.vocabulary.texts) > _MEMORY:
            self._forget()
        batch = encode(strings, self.vocabulary)
        self._learn()
        return batch

    def scores(self, batch: Batch) -> Floats:
        """Score every state of every place of a batch."""
        total: Floats = np.zeros((len(batch.numbers), chain.STATES), dtype=np.float32)
        _add(total, self.rows, self._number[keys(batch, TEMPLATES)])
        for at, offset in enumerate(OFFSETS):
            total += self._tokens[np.roll(batch.numbers, -offset), at]
        return total

    def posterior(self, batch: Batch, scores: Floats) -> list[Floats]:
        """Sum over the chain: for each string the probability of each state at each token."""
        return self._sum(batch, scores, self.transition, self.start)

    def _sum(self, batch: Batch, scores: Floats, transition: Floats, opening: Floats) -> list[Floats]:
        results: list[Floats] = [np.zeros((0, chain.STATES), dtype=np.float32)] * len(batch.count)
        jobs: list[tuple[int, int, int]] = []
        for at, count in enumerate(batch.count.tolist()):
            if count > _WINDOW:  # an endless line is read through a window, so that the time stays linear
                results[at] = np.zeros((count, chain.STATES), dtype=np.float32)
                jobs += [(at, low, min(low + _WINDOW, count)) for low in range(0, count, _WINDOW - _OVERLAP)]
            elif count:
                jobs.append((at, 0, count))
        jobs.sort(key=lambda job: (job[2] - job[1], job))
        low = 0
        while low < len(jobs):
            longest = jobs[min(low + 63, len(jobs) - 1)]
            high = min(low + (64 if longest[2] - longest[1] < 200 else 16), len(jobs))
            chosen = jobs[low:high]
            low = high
            lengths = np.array([stop - start for _, start, stop in chosen], dtype=np.int64)
            steps = int(lengths[-1])
            block = np.zeros((len(chosen), steps, chain.STATES), dtype=np.float32)
            for row, (at, start, stop) in enumerate(chosen):
                begin = int(batch.first[at])
                block[row, : stop - start] = scores[begin + start : begin + stop]
            found = chain.sums(block, lengths, transition, opening).posterior
            for row, (at, start, stop) in enumerate(chosen):
                whole = stop - start == int(batch.count[at])
                if whole:
                    results[at] = found[row, : stop - start]
                else:
                    skip = _OVERLAP // 2 if start else 0
                    results[at][start + skip : stop] = found[row, skip : stop - start]
        return results

    def first(self, strings: Sequence[str], groups: NDArray[np.int64]) -> Reading:
        """Read strings a first time and note what that says of each string and its list.

        Args:
            strings: one reference each.
            groups: the list of each.
        """
        batch = self.encode(strings)
        scores = self.scores(batch)
        return Reading(batch, scores, self._note(batch, self.posterior(batch, scores), groups))

    def _note(self, batch: Batch, posterior: list[Floats], groups: NDArray[np.int64]) -> list[Floats]:
        size = len(batch.numbers)
        states: NDArray[np.int64] = np.full(size, -1, dtype=np.int64)
        second = states.copy()
        sure: Floats = np.zeros(size, dtype=np.float32)
        live = np.flatnonzero(batch.numbers)
        if len(live):
            whole = np.concatenate(posterior)
            rows = np.arange(len(whole))
            top = whole.argmax(axis=1)
            states[live], sure[live] = top, whole[rows, top]
            whole[rows, top] = 0.0
            other = whole.argmax(axis=1)
            second[live] = np.where(whole[rows, other] >= 0.03, other, -1)
        words = self.vocabulary.columns()[batch.numbers, 2] & _WORD
        evidence(batch, states, sure, second, groups, (words != 0).astype(np.int64))
        return posterior

    def again(self, reading: Reading) -> Reading:
        """Read strings a second time in the light of the first."""
        assert self.second is not None
        batch = reading.batch
        buckets = self._number_again[keys(batch, JOINT, SALT)]
        total = reading.scores * np.float32(SCALE)
        _add(total, self._rows_again, buckets)
        return Reading(batch, total, self._sum(batch, total, *self._steps_again))

    def label(self, strings: Sequence[str], *, joint: bool = True) -> list[list[Segment]]:
        """Label strings; see ``kg.references.model.label``."""
        from kg.references.decode import segments

        results: list[list[Segment]] = []
        blocks = lists(len(strings)) if joint else np.arange(len(strings), dtype=np.int64)
        low = 0
        while low < len(strings):
            high = min(low + 256, len(strings))
            while joint and high < len(strings) and high > low + 1 and blocks[high] == blocks[high - 1]:
                high -= 1  # a list is not cut
            part = list(strings[low:high])
            reading = self.first(part, blocks[low:high])
            transition, start = self.transition, self.start
            if self.second is not None:
                reading = self.again(reading)
                transition, start = self._steps_again
            batch = reading.batch
            for at, posterior in enumerate(reading.posterior):
                begin = int(batch.first[at])
                own = reading.scores[begin : begin + len(posterior)]
                results.append(segments(part[at], batch.lengths[at], posterior, own, transition, start))
            low = high
        return results

    def dump(self) -> bytes:
        """Write the model as bytes: the same weights, the same bytes."""
        scale = np.maximum(np.abs(self.rows[:-1]).max(axis=1, initial=0), 1e-6) / 127
        scale = scale.astype(np.float16)
        quantised = (
            np.rint(self.rows[:-1] / np.maximum(scale.astype(np.float32), 1e-7)[:, None])
            .clip(-127, 127)
            .astype(np.int8)
        )
        gaps = np.diff(self.kept, prepend=0).astype("<u4")
        arrays = [
            gaps,
            scale.astype("<f2"),
            np.ascontiguousarray(quantised.T),
            self.transition.astype("<f4"),
            self.start.astype("<f4"),
        ]
        head = {"features": len(self.kept), "states": chain.STATES, "labels": list(chain.FIELDS)}
        body = zlib.compress(b"".join(array.tobytes() for array in arrays), 9)
        return _MAGIC + json.dumps(head, sort_keys=True).encode() + b"\n" + body

    @classmethod
    def read(cls, data: bytes) -> Model:
        """Read a model that ``dump`` wrote."""
        if not data.startswith(_MAGIC):
            raise ValueError("not a sequence model of this version")
        line = data.index(b"\n", len(_MAGIC))
        head: dict[str, Any] = json.loads(data[len(_MAGIC) : line])
        if tuple(head["labels"]) != chain.FIELDS:
            raise ValueError("the model was trained for other labels")
        body = zlib.decompress(data[line + 1 :])
        count, states = head["features"], head["states"]
        at = 0

        def take(kind: str, *shape: int) -> NDArray[Any]:
            nonlocal at
            size = int(np.prod(shape))
            array = np.frombuffer(body, dtype=kind, count=size, offset=at).reshape(shape)
            at += array.nbytes
            return array

        kept = np.cumsum(take("<u4", count).astype(np.int64))
        scale = take("<f2", count).astype(np.float32)
        rows = take("i1", states, count).T.astype(np.float32) * scale[:, None]
        transition = take("<f4", states, states).astype(np.float32)
        start = take("<f4", states).astype(np.float32)
        return cls(kept, rows, transition, start)


def _add(total: Floats, rows: Floats, numbers: NDArray[np.int32]) -> None:
    """Add to each place the rows of its features, few places at a time so that they stay in the processor's cache."""
    for low in range(0, len(total), _PLACES):
        part = total[low : low + _PLACES]
        for column in numbers[low : low + _PLACES].T:
            part += rows[column]


@lru_cache(maxsize=4)
def load(path: str = "") -> Model:
    """Load a model from a file, the one of this package where none is named."""
    place = Path(path) if path else Path(__file__).parent / "model" / "references.model"
    return Model.read(place.read_bytes())


def label(strings: Iterable[str], *, joint: bool = True, model: Model | None = None) -> list[list[Segment]]:
    """Label the parts of reference strings.

    Args:
        strings: one reference each; where ``joint``, those of one list in printed order.
        joint: whether the strings are one page's list and share a style.
        model: another model than the package's.

    Returns:
        The segments of each string, in order, without overlap. ``[]`` for a string without any.
    """
    return (model or load()).label(list(strings), joint=joint)

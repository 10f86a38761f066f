"""The sequence model at work: strings in, labelled stretches with confidence out.

The networks score each state at each token, and the sums over the chain make probabilities of the scores. What a token
is by itself is computed once and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.features import Batch, Vocabulary, encode
from kg.references.network import Committee
from kg.references.segments import Segment

__all__ = ["Model", "label", "load"]

_MEMORY = 40_000
_WINDOW, _OVERLAP = 600, 60

Floats = NDArray[np.float32]


class Model:
    """The networks, and the pieces met so far.

    Args:
        committee: what scores the states of the chain.
    """

    def __init__(self, committee: Committee) -> None:
        self.committee = committee
        self.transition, self.start = committee.transition, committee.start
        self.vocabulary = Vocabulary()

    def encode(self, strings: Sequence[str]) -> Batch:
        """Cut strings and remember their tokens."""
        if len(self.vocabulary.texts) > _MEMORY:
            self.vocabulary = Vocabulary()
            self.committee.forget()
        return encode(strings, self.vocabulary)

    def scores(self, batch: Batch) -> Floats:
        """Score every state of every place of a batch."""
        return self.committee.scores(batch, self.vocabulary.texts)

    def posterior(self, batch: Batch, scores: Floats) -> list[Floats]:
        """Sum over the chain: for each string the probability of each state at each token."""
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
            found = chain.sums(block, lengths, self.transition, self.start).posterior
            for row, (at, start, stop) in enumerate(chosen):
                whole = stop - start == int(batch.count[at])
                if whole:
                    results[at] = found[row, : stop - start]
                else:
                    skip = _OVERLAP // 2 if start else 0
                    results[at][start + skip : stop] = found[row, skip : stop - start]
        return results

    def label(self, strings: Sequence[str]) -> list[list[Segment]]:
        """Label strings; see ``kg.references.model.label``."""
        from kg.references.decode import segments

        results: list[list[Segment]] = []
        for low in range(0, len(strings), 256):
            part = list(strings[low : low + 256])
            batch = self.encode(part)
            scores = self.scores(batch)
            own = [scores[begin : begin + count] for begin, count in zip(batch.first, batch.count, strict=True)]
            results += segments(part, batch.lengths, self.posterior(batch, scores), own, self.transition, self.start)
        return results

    def dump(self) -> bytes:
        """Write the model as bytes: the same weights, the same bytes."""
        return self.committee.dump()

    @classmethod
    def read(cls, data: bytes) -> Model:
        """Read a model that ``dump`` wrote.

        Raises:
            ValueError: the bytes are no model, or one for other labels or columns.
        """
        return cls(Committee.read(data))


@lru_cache(maxsize=4)
def load(path: str = "") -> Model:
    """Load a model from a file, the one of this package where none is named."""
    place = Path(path) if path else Path(__file__).parent / "model" / "references.model"
    return Model.read(place.read_bytes())


def label(strings: Iterable[str], *, model: Model | None = None) -> list[list[Segment]]:
    """Label the parts of reference strings.

    Args:
        strings: one reference each.
        model: another model than the package's.

    Returns:
        The segments of each string, in order, without overlap. ``[]`` for a string without any.
    """
    return (model or load()).label(list(strings))

"""The sequence model at work: strings in, labelled stretches with confidence out.

A network scores each state at each token, and the sums over the chain make probabilities of the scores. The first
network reads every string, and where it is unsure, the others are asked as well. What a token is by itself is computed
once and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.features import Batch, Vocabulary, encode
from kg.references.network import Committee, Network
from kg.references.segments import Segment

__all__ = ["Model", "label", "load"]

_MEMORY = 40_000
_WINDOW, _OVERLAP = 600, 60
_STRINGS, _CHARACTERS = 512, 200_000
_PLACES = 4_000
_SURE = 0.95
"""Where the least sure stretch of a string is as sure as this, one network reads it as well as all do."""

Floats = NDArray[np.float32]


class Model:
    """The networks, and the pieces met so far.

    Args:
        committee: what scores the states of the chain.
    """

    def __init__(self, committee: Committee) -> None:
        self.committee = committee
        self.vocabulary = Vocabulary()

    def encode(self, strings: Sequence[str]) -> Batch:
        """Cut strings and remember their tokens."""
        if len(self.vocabulary.texts) > _MEMORY:
            self.vocabulary = Vocabulary()
            self.committee.forget()
        return encode(strings, self.vocabulary)

    def label(self, strings: Sequence[str]) -> list[list[Segment]]:
        """Label strings; see ``kg.references.model.label``."""
        results: list[list[Segment]] = []
        committee = self.committee
        for part in _parts(strings):
            batch = self.encode(part)
            scores = committee.first.scores(batch, self.vocabulary)
            found = _read(part, batch, range(len(part)), scores, committee.first)
            unsure = [at for at, own in enumerate(found) if batch.count[at] and not _sure(own)]
            if unsure and len(committee.members) > 1:
                scores = committee.mean(scores, batch, self.vocabulary, np.array(unsure))
                for at, own in zip(unsure, _read(part, batch, unsure, scores, committee), strict=True):
                    found[at] = own
            results += found
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


def _sure(segments: Sequence[Segment]) -> bool:
    """Tell whether what the first network reads needs no second opinion."""
    return bool(segments) and min(segment.confidence for segment in segments) >= _SURE


def _read(
    strings: Sequence[str], batch: Batch, chosen: Sequence[int], scores: Floats, judge: Committee | Network
) -> list[list[Segment]]:
    """Read the segments of some strings of a batch off their scores."""
    from kg.references.decode import segments

    first, count = batch.first[chosen].tolist(), batch.count[chosen].tolist()
    return segments(
        [strings[at] for at in chosen],
        [batch.lengths[at] for at in chosen],
        _posterior(first, count, scores, judge),
        [scores[begin : begin + size] for begin, size in zip(first, count, strict=True)],
        judge.transition,
        judge.start,
    )


def _posterior(
    firsts: Sequence[int], counts: Sequence[int], scores: Floats, judge: Committee | Network
) -> list[Floats]:
    """Sum over the chain: for each string the probability of each state at each token."""
    whole = np.zeros_like(scores)
    jobs: list[tuple[int, int, int]] = []  # how many tokens, from which place on, how many of them are known better
    for first, count in zip(firsts, counts, strict=True):
        if count > _WINDOW:  # an endless line is read through a window, so that the time stays linear
            for low in range(0, count, _WINDOW - _OVERLAP):
                jobs.append((min(_WINDOW, count - low), first + low, _OVERLAP // 2 if low else 0))
        elif count:
            jobs.append((count, first, 0))
    jobs.sort()
    for chosen in _groups(jobs):
        lengths, starts, skip = np.array(chosen, dtype=np.int64).T
        time = np.arange(int(lengths[-1]))[:, None]
        places = starts + np.minimum(time, lengths - 1)
        found = chain.marginals(scores[places], lengths, judge.transition, judge.start)
        told = (time >= skip) & (time < lengths)
        whole[places[told]] = found[told]
    return [whole[first : first + count] for first, count in zip(firsts, counts, strict=True)]


def _parts(strings: Sequence[str]) -> Iterator[list[str]]:
    """Cut a list into parts that are computed at once: so many strings, and so many characters, at most."""
    part: list[str] = []
    size = 0
    for string in strings:
        if part and (len(part) >= _STRINGS or size + len(string) > _CHARACTERS):
            yield part
            part, size = [], 0
        part.append(string)
        size += len(string)
    if part:
        yield part


def _groups(jobs: Sequence[tuple[int, int, int]]) -> Iterator[Sequence[tuple[int, int, int]]]:
    """Group stretches of like length, the shortest first, so that what is computed at once fits the cache."""
    low = 0
    for at in range(1, len(jobs) + 1):
        if at == len(jobs) or (at + 1 - low) * jobs[at][0] > _PLACES:
            yield jobs[low:at]
            low = at


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

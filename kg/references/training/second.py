"""The second reading's weights: fitted to first readings by models that had not seen the page.

A model reads its own training strings almost without a mistake; what a first reading is worth on an unseen page shows
only where it has been trained without that page. So the strings come in parts, each with the model that left it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.references import joint
from kg.references.features import BUCKETS, keys
from kg.references.model import SALT, SCALE, Model
from kg.references.training.train import Base, Example, Part, Settings, Weights, fit, states

__all__ = ["SETTINGS", "Unseen", "mixed", "train"]

SETTINGS = Settings(passes=10, averaged=4, batch=32, rate=0.05, decay=1e-4, drop=0.3, least=3, sure=0.003)
"""How the second reading is trained."""


class Unseen(NamedTuple):
    """Strings of one or more lists, in printed order, and a model that was not trained on them."""

    model: Model
    examples: Sequence[Example]
    groups: NDArray[np.int64]


class _String(NamedTuple):
    which: int
    rows: NDArray[np.int32]
    scores: NDArray[np.float32]
    targets: NDArray[np.int64]


def mixed(pages: Sequence[Sequence[Example]], model: Model) -> list[Unseen]:
    """Lay pages out as lists in three ways: each a list, all in one pile, every string alone.

    Args:
        pages: the strings of each page.
        model: one that was not trained on them.
    """
    flat = [example for page in pages for example in page]
    apart = np.repeat(np.arange(len(pages)), [len(page) for page in pages]).astype(np.int64)
    return [
        Unseen(model, flat, apart),
        Unseen(model, flat, joint.lists(len(flat))),
        Unseen(model, flat, np.arange(len(flat), dtype=np.int64)),
    ]


def _strings(parts: Sequence[Unseen]) -> list[_String]:
    found: list[_String] = []
    for which, part in enumerate(parts):
        reading = part.model.first([example.raw for example in part.examples], part.groups)
        hashed = keys(reading.batch, joint.TEMPLATES, SALT)
        batch = reading.batch
        for at, example in enumerate(part.examples):
            begin, count = int(batch.first[at]), int(batch.count[at])
            if count:
                wanted = np.array(states(batch.lengths[at], example.raw, example.segments), dtype=np.int64)
                found.append(
                    _String(which, hashed[begin : begin + count], reading.scores[begin : begin + count], wanted)
                )
    return found


def train(parts: Sequence[Unseen], settings: Settings = SETTINGS, *, report: Any = None) -> Weights:
    """Fit the second reading.

    Args:
        parts: strings with the models that have not seen them.
        settings: how to train.
        report: called with one line after each pass.
    """
    random = np.random.default_rng(settings.seed)
    strings = _strings(parts)
    strings.sort(key=lambda string: (string.which, len(string.targets)))
    seen: NDArray[np.int32] = np.zeros(BUCKETS, dtype=np.int32)
    for string in strings:
        seen[np.unique(string.rows)] += 1
    kept = np.flatnonzero(seen >= settings.least * 3)
    number = np.full(BUCKETS, -1, dtype=np.int32)
    number[kept] = np.arange(len(kept))
    batches: list[Part] = []
    low = 0
    while low < len(strings):
        high = low
        while high < len(strings) and high < low + settings.batch and strings[high].which == strings[low].which:
            high += 1
        chosen = strings[low:high]
        columns = number[np.concatenate([string.rows for string in chosen])]
        good = columns >= 0
        indptr = np.concatenate([[0], np.cumsum(good.sum(axis=1))]).astype(np.int32)
        model = parts[strings[low].which].model
        base = Base(
            np.concatenate([string.scores for string in chosen]) * np.float32(SCALE),
            model.transition * np.float32(SCALE),
            model.start * np.float32(SCALE),
        )
        lengths = np.array([len(string.targets) for string in chosen], dtype=np.int64)
        targets = np.concatenate([string.targets for string in chosen])
        batches.append(Part(columns[good], indptr, lengths, targets, base=base))
        low = high
    rows, transition, start, log = fit(batches, len(kept), settings, random, report)
    return Weights(kept, rows, transition, start, log)

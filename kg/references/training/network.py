"""Labelled strings → the weights of a network, or of a committee of several.

Each pass sees every string once, some with parts exchanged or damaged (``augment``), and in the first passes a sample
of the foreign sources beside the own ones. Values and properties are dropped at random; the weights are a running mean.
The same data, settings and arithmetic library, on one thread, give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.references.features import BUCKETS, Batch, Vocabulary, encode
from kg.references.network import Committee, Network, column_keys, numbered
from kg.references.training.augment import Parts, damaged
from kg.references.training.example import Example, states
from kg.references.training.gradients import Fit, Settings, Strings

__all__ = ["Reader", "committee", "train"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_LONGEST = 1500


def committee(
    own: Sequence[Example],
    foreign: Sequence[Example] = (),
    settings: Settings | None = None,
    *,
    made: Sequence[Example] = (),
    members: int = 2,
    report: Callable[[str], None] | None = None,
) -> Committee:
    """Fit several networks from different beginnings; see ``train``.

    Args:
        own: strings that are labelled by our rules.
        foreign: strings of others' labels.
        settings: how to train the first; the next ones have the next seeds.
        made: strings rendered from labelled records; every other network learns from them, so that they differ more.
        members: how many networks.
        report: called with one line after each pass.
    """
    how = settings or Settings()
    fitted = []
    for at in range(members):
        seen = made if at % 2 else ()
        fitted.append(Network(train(own, foreign, replace(how, seed=how.seed + at), made=seen, report=report)))
    return Committee(fitted[0], lambda: fitted[1:])


class Reader:
    """Examples → strings and targets, with the vectors that were seen often enough."""

    def __init__(self, examples: Sequence[Example], how: Settings) -> None:
        self.how = how
        self.vocabulary = Vocabulary()
        self._keys: list[Ints] = [np.zeros(0, dtype=np.int64)]  # of each piece, the empty token first
        properties: Counter[int] = Counter()
        columns: Counter[int] = Counter()
        for low in range(0, len(examples), 256):
            batch = self._encode([example.raw for example in examples[low : low + 256]])
            for first, count in zip(batch.first.tolist(), batch.count.tolist(), strict=True):
                tokens = np.unique(batch.numbers[first : first + count])
                properties.update(np.unique(np.concatenate([self._keys[at] for at in tokens])).tolist())
            columns.update(column_keys(batch).reshape(-1).tolist())
        often = sorted(properties.items(), key=lambda item: (-item[1], item[0]))[: how.properties]
        self.properties = np.array(sorted(key for key, seen in often if seen >= 2), dtype=np.int64)
        self.columns = np.array(sorted(key for key, seen in columns.items() if seen >= 5), dtype=np.int64)
        self._property, self._column = numbered(self.properties), numbered(self.columns)

    def _encode(self, strings: Sequence[str]) -> Batch:
        batch = encode(strings, self.vocabulary)
        keys, sizes = self.vocabulary.keys(len(self._keys))
        keys &= BUCKETS - 1
        ends = np.cumsum(sizes)
        self._keys += [keys[end - size : end] for size, end in zip(sizes.tolist(), ends.tolist(), strict=True)]
        return batch

    def read(self, examples: Sequence[Example], random: np.random.Generator) -> tuple[Strings, Ints]:
        """Read examples, some properties forgotten at random."""
        from scipy.sparse import csr_matrix

        how = self.how
        batch = self._encode([example.raw for example in examples])
        steps = int(batch.count.max())
        live = np.arange(steps)[:, None] < batch.count[None, :]
        places = (batch.first[None, :] + np.arange(steps)[:, None])[live]
        known = []
        unique, which = np.unique(batch.numbers[places], return_inverse=True)
        for number in unique.tolist():
            rows = self._property[self._keys[number]]
            if len(rows) > 3 and random.random() < how.unknown:  # as if the word, or all but its class, were unknown
                rows = np.delete(rows, 1) if random.random() < 0.5 else rows[:1]
            rows = rows[random.random(len(rows)) >= how.forget]
            known.append(rows[rows < len(self.properties)])
        columns = self._column[column_keys(batch)[places]]
        good = (random.random(columns.shape) >= how.forget) & (columns < len(self.columns))
        parts = [
            np.concatenate([known[word], row[keep] + len(self.properties)])
            for word, row, keep in zip(which.tolist(), columns, good, strict=True)
        ]
        bounds = np.concatenate([[0], np.cumsum([len(part) for part in parts])])
        flat = np.concatenate(parts)
        shape = len(parts), len(self.properties) + len(self.columns)
        rows = csr_matrix((np.ones(len(flat), dtype=np.float32), flat, bounds), shape=shape)
        targets = np.full((len(examples), steps), -1, dtype=np.int64)
        for at, (lengths, example) in enumerate(zip(batch.lengths, examples, strict=True)):
            targets[at, : len(lengths)] = states(lengths, example.raw, example.segments)
        return Strings(rows, live, batch.count), targets


def train(
    own: Sequence[Example],
    foreign: Sequence[Example] = (),
    settings: Settings | None = None,
    *,
    made: Sequence[Example] = (),
    report: Callable[[str], None] | None = None,
) -> dict[str, NDArray[Any]]:
    """Fit a network to labelled strings.

    Args:
        own: strings that are labelled by our rules, all seen in each pass.
        foreign: strings of others' labels, of which the first passes see a sample.
        settings: how to train.
        made: strings rendered from labelled records, of which every pass sees a sample.
        report: called with one line after each pass.
    """
    how = settings or Settings()

    def usable(example: Example) -> bool:
        return bool(example.raw.strip()) and bool(example.segments) and len(example.raw) <= _LONGEST

    own, foreign, made = ([e for e in part if usable(e)] for part in (own, foreign, made))
    random = np.random.default_rng(how.seed)
    reader = Reader([*own, *foreign, *made], how)
    fit = Fit(how, reader.properties, reader.columns)
    parts = Parts(own)
    sample = min(how.foreign, len(foreign))
    mixed = round(how.passes * how.foreign_passes) if sample else 0
    many = min(how.made, len(made))
    base = len(own) + many
    total = mixed * -(-(base + sample) // how.batch) + (how.passes - mixed) * -(-base // how.batch)
    mean, speed, square = fit.flat.copy(), np.zeros_like(fit.flat), np.zeros_like(fit.flat)
    done = 0
    for turn in range(how.passes):
        examples = [*own, *(made[at] for at in random.permutation(len(made))[:many])]
        if turn < mixed:
            examples += [foreign[at] for at in random.permutation(len(foreign))[:sample]]
        lengths = np.array([len(example.raw) for example in examples]) * random.uniform(0.8, 1.25, len(examples))
        order = np.argsort(lengths, kind="stable")
        groups = [order[low : low + how.batch] for low in range(0, len(order), how.batch)]
        loss = 0.0
        for group in random.permutation(len(groups)):
            chosen = []
            for at in groups[group]:
                example = examples[at]
                if random.random() < how.exchange:
                    example = parts.exchanged(example, random)
                if random.random() < how.damage:
                    example = damaged(example, random)
                chosen.append(example if usable(example) else examples[at])
            loss += fit.step(*reader.read(chosen, random), random)
            done += 1
            rate = how.rate * min(1.0, done / 100) * (0.51 + 0.49 * float(np.cos(np.pi * done / total)))
            _adapt(fit, speed, square, rate, done)
            mean += (fit.flat - mean) * np.float32(1 - min(how.mean, (1 + done) / (10 + done)))
        if report:
            report(f"pass {turn + 1}/{how.passes}: loss {loss / len(groups):.4f} a token, {len(fit.flat)} weights")
    return fit.arrays(mean)


def _adapt(fit: Fit, speed: Floats, square: Floats, rate: float, done: int) -> None:
    """Take one step of Adam with the decay apart from the gradient (Loshchilov and Hutter 2019)."""
    change = fit.change
    norm = float(np.sqrt(np.dot(change, change)))
    if norm > 1:
        change *= np.float32(1 / norm)
    speed *= np.float32(0.9)
    speed += np.float32(0.1) * change
    change *= change
    square *= np.float32(0.98)
    square += np.float32(0.02) * change
    fit.flat *= np.float32(1 - rate * fit.how.decay)
    root = np.sqrt(square)
    root *= np.float32(1 / np.sqrt(1 - 0.98**done))
    root += np.float32(1e-8)
    fit.flat -= np.float32(rate / (1 - 0.9**done)) * speed / root

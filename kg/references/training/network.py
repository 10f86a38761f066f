"""Labelled strings → the weights of the network: gradients of the chain's likelihood, taken back layer by layer.

Each pass sees every string once, some with parts exchanged or damaged (``augment``), and in the first passes a sample
of the foreign sources beside the own ones. Values and properties are dropped at random; the weights are a running mean.
The same data, settings and arithmetic library give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.features import Batch, Vocabulary, encode
from kg.references.network import EPSILON, column_keys, numbered, token_keys
from kg.references.training.augment import Parts, damaged
from kg.references.training.train import Example, states

__all__ = ["Fit", "Reader", "Settings", "Strings", "train"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_LONGEST = 1500


@dataclass(slots=True)
class Settings:
    """How to train, and how large the network is."""

    passes: int = 30
    batch: int = 32
    rate: float = 2e-3
    decay: float = 0.02
    drop: float = 0.2
    forget: float = 0.1
    unknown: float = 0.15
    exchange: float = 0.5
    damage: float = 0.3
    foreign: int = 1000
    foreign_passes: float = 0.6
    mean: float = 0.995
    vector: int = 64
    width: int = 96
    reach: tuple[int, ...] = (1, 1, 2, 4, 8, 1)
    properties: int = 16_000
    seed: int = 1


class Strings(NamedTuple):
    """Strings as the network takes them, time first."""

    rows: Any
    """Sparse, ``(tokens, vectors)``: what each live token is the sum of."""
    live: NDArray[np.bool_]
    sizes: Ints


class Fit:
    """A network in training: its weights in one vector, with a view for each name.

    Args:
        how: the settings.
        properties: the keys of properties that get a vector.
        columns: the keys of columns that get one.
    """

    def __init__(self, how: Settings, properties: Ints, columns: Ints) -> None:
        self.how = how
        self.properties, self.columns = properties, columns
        layers, width, vector = len(how.reach), how.width, how.vector
        shapes = {
            "rows": (len(properties) + len(columns), vector),
            "entry": (vector, width),
            "entry_bias": (width,),
            "entry_gain": (width,),
            "layers": (layers, 3, width, width),
            "biases": (layers, width),
            "gains": (layers, width),
            "told": (2 * width, width),
            "exit": (width, chain.STATES),
            "exit_bias": (chain.STATES,),
            "transition": (chain.STATES, chain.STATES),
            "start": (chain.STATES,),
        }
        self.flat = np.zeros(sum(int(np.prod(shape)) for shape in shapes.values()), dtype=np.float32)
        self.change = np.zeros_like(self.flat)
        self.weights = _views(self.flat, shapes)
        self.changes = _views(self.change, shapes)
        random = np.random.default_rng(how.seed)
        w = self.weights
        w["rows"][:] = random.normal(0, 0.1, w["rows"].shape)
        w["rows"][len(properties) :] /= 2
        for name, fan in (("entry", vector), ("layers", 3 * width)):
            w[name][:] = random.uniform(-1, 1, w[name].shape) / np.sqrt(fan)
        w["entry_gain"][:] = 1
        w["gains"][:] = 1
        self._closed = np.where(chain.opening(), 0.0, -np.inf).astype(np.float32)
        self._forbidden = np.where(chain.allowed(), 0.0, -np.inf).astype(np.float32)

    def step(self, strings: Strings, targets: Ints, random: np.random.Generator | None) -> float:
        """Compute the loss of some strings, a token, and the gradient of every weight.

        Args:
            strings: the strings.
            targets: ``(strings, steps)``, the right states, -1 after the end.
            random: what values are dropped by; none are dropped without.
        """
        w, d, how = self.weights, self.changes, self.how
        self.change[:] = 0
        live, count = strings.live, strings.sizes
        steps, size = live.shape
        width, edge = how.width, max(how.reach)
        places = live.reshape(-1)
        mask = places[:, None].astype(np.float32)
        tokens = np.float32(count.sum())

        def dropped(*shape: int) -> Any:
            if random is None or not how.drop:
                return np.float32(1)
            return (random.random(shape, dtype=np.float32) >= how.drop) * np.float32(1 / (1 - how.drop))

        # forward
        drop_in = dropped(int(tokens), how.vector)
        entered = (strings.rows @ w["rows"]) * drop_in
        raised = entered @ w["entry"] + w["entry_bias"]
        scale_in = _scale(raised)
        padded = np.zeros((len(how.reach) + 1, steps + 2 * edge, size, width), dtype=np.float32)
        inner = padded[:, edge : edge + steps]
        first = np.zeros((steps * size, width), dtype=np.float32)
        first[places] = raised * scale_in * w["entry_gain"]
        inner[0] = first.reshape(steps, size, width)
        kept: list[tuple[Any, Any, Any]] = []
        middle = len(how.reach) // 2
        pooled: Any = None
        for at, reach in enumerate(how.reach):
            flat = inner[at].reshape(-1, width)
            out = np.repeat(w["biases"][at][None, :], len(flat), axis=0)
            for side in range(3):
                out += _seen(padded[at], edge, steps, (side - 1) * reach) @ w["layers"][at, side]
            if at == middle:
                masked = np.where(live[:, :, None], inner[at], np.float32(-np.inf))
                pooled = np.concatenate(
                    [inner[at].sum(axis=0) / count[:, None].astype(np.float32), masked.max(axis=0)], 1
                )
                out.reshape(inner[at].shape)[...] += pooled @ w["told"]
            open_ = (out > 0) * dropped(*out.shape)
            out *= open_
            out += flat
            scale = _scale(out) * mask
            out *= scale
            inner[at + 1] = (out * w["gains"][at]).reshape(steps, size, width)
            kept.append((open_, out, scale))
        drop_out = dropped(int(tokens), width)
        last = inner[-1].reshape(-1, width)[places] * drop_out
        scores = np.zeros((size, steps, chain.STATES), dtype=np.float32)
        scores.transpose(1, 0, 2)[live] = last @ w["exit"] + w["exit_bias"]

        loss, wrong = self._chain(scores, count, targets, tokens)

        # backward
        back = wrong.transpose(1, 0, 2)[live]
        d["exit"] += last.T @ back
        d["exit_bias"] += back.sum(axis=0)
        grown = np.zeros((steps * size, width), dtype=np.float32)
        grown[places] = (back @ w["exit"].T) * drop_out
        for at in range(len(how.reach) - 1, -1, -1):
            open_, normal, scale = kept[at]
            d["gains"][at] += np.einsum("ij,ij->j", grown, normal)
            grown *= w["gains"][at]
            grown -= normal * (np.einsum("ij,ij->i", grown, normal) / np.float32(width))[:, None]
            grown *= scale
            through = grown * open_
            d["biases"][at] += through.sum(axis=0)
            shifted = np.zeros_like(padded[at])
            for side in range(3):
                shift = (side - 1) * how.reach[at]
                d["layers"][at, side] += _seen(padded[at], edge, steps, shift).T @ through
                _seen(shifted, edge, steps, shift)[...] += through @ w["layers"][at, side].T
            grown += shifted[edge : edge + steps].reshape(-1, width)
            if at == middle:
                told = through.reshape(steps, size, width).sum(axis=0)
                d["told"] += pooled.T @ told
                above = told @ w["told"].T
                spread = np.where(live[:, :, None], above[:, :width] / count[:, None].astype(np.float32), np.float32(0))
                masked = np.where(live[:, :, None], inner[at], np.float32(-np.inf))
                np.put_along_axis(
                    spread,
                    (top := masked.argmax(axis=0)[None]),
                    np.take_along_axis(spread, top, axis=0) + above[None, :, width:],
                    axis=0,
                )
                grown += spread.reshape(-1, width)
            grown *= mask
        first_back = grown[places]
        normal = raised * scale_in
        d["entry_gain"] += np.einsum("ij,ij->j", first_back, normal)
        first_back *= w["entry_gain"]
        first_back -= normal * (np.einsum("ij,ij->i", first_back, normal) / np.float32(width))[:, None]
        first_back *= scale_in
        d["entry_bias"] += first_back.sum(axis=0)
        d["entry"] += entered.T @ first_back
        d["rows"] += strings.rows.T @ ((first_back @ w["entry"].T) * drop_in)
        return loss

    def _chain(self, scores: Floats, count: Ints, targets: Ints, tokens: np.float32) -> tuple[float, Floats]:
        """Compare the chain's probabilities with the right states: the loss and the gradient of the scores."""
        transition, start = self.weights["transition"] + self._forbidden, self.weights["start"] + self._closed
        found = chain.sums(scores, count, transition, start, pairs=True)
        assert found.pairs is not None
        string, step = np.nonzero(targets >= 0)
        right = targets[string, step]
        wrong = np.where((targets >= 0)[:, :, None], found.posterior, np.float32(0))
        wrong[string, step, right] -= 1
        wrong /= tokens
        left, after = targets[:, :-1], targets[:, 1:]
        both = after >= 0
        pairs = found.pairs
        np.subtract.at(pairs, (left[both], after[both]), 1.0)
        self.changes["transition"][:] = pairs / tokens
        opened = found.posterior[:, 0].sum(axis=0)
        np.subtract.at(opened, targets[:, 0], 1.0)
        self.changes["start"][:] = opened / tokens
        way = scores[string, step, right].sum() + transition[left[both], after[both]].sum() + start[targets[:, 0]].sum()
        return float(found.log_total.sum() - way) / float(tokens), wrong

    def arrays(self, flat: Floats) -> dict[str, NDArray[Any]]:
        """Give weights under the names that ``kg.references.network.Network`` knows."""
        shapes = {name: view.shape for name, view in self.weights.items()}
        named: dict[str, NDArray[Any]] = {name: view.copy() for name, view in _views(flat, shapes).items()}
        rows = named.pop("rows")
        named["properties"], named["columns"] = self.properties, self.columns
        named["property_rows"], named["column_rows"] = rows[: len(self.properties)], rows[len(self.properties) :]
        named["reach"] = np.array(self.how.reach, dtype=np.int64)
        return named


def _views(flat: Floats, shapes: dict[str, tuple[int, ...]]) -> dict[str, Floats]:
    found, at = {}, 0
    for name, shape in shapes.items():
        size = int(np.prod(shape))
        found[name] = flat[at : at + size].reshape(shape)
        at += size
    return found


def _seen(padded: Floats, edge: int, steps: int, shift: int) -> Floats:
    """Give the rows that stand ``shift`` tokens on."""
    return padded[edge + shift : edge + shift + steps].reshape(-1, padded.shape[2])


def _scale(values: Floats) -> Floats:
    found: Floats = 1 / np.sqrt(np.einsum("ij,ij->i", values, values) / np.float32(values.shape[1]) + EPSILON)
    return found[:, None]


class Reader:
    """Examples → strings and targets, with the vectors that were seen often enough."""

    def __init__(self, examples: Sequence[Example], how: Settings) -> None:
        self.how = how
        self.vocabulary = Vocabulary()
        self._keys: list[Ints] = []
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
        self._keys += [token_keys(text) for text in self.vocabulary.texts[len(self._keys) :]]
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
            if len(rows) > 3 and random.random() < how.unknown:  # as if the word had never been met
                rows = np.delete(rows, 1)
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
    report: Callable[[str], None] | None = None,
) -> dict[str, NDArray[Any]]:
    """Fit a network to labelled strings.

    Args:
        own: strings that are labelled by our rules, all seen in each pass.
        foreign: strings of others' labels, of which the first passes see a sample.
        settings: how to train.
        report: called with one line after each pass.
    """
    how = settings or Settings()

    def usable(example: Example) -> bool:
        return bool(example.raw.strip()) and bool(example.segments) and len(example.raw) <= _LONGEST

    own, foreign = [e for e in own if usable(e)], [e for e in foreign if usable(e)]
    random = np.random.default_rng(how.seed)
    reader = Reader([*own, *foreign], how)
    fit = Fit(how, reader.properties, reader.columns)
    parts = Parts(own)
    sample = min(how.foreign, len(foreign))
    mixed = round(how.passes * how.foreign_passes) if sample else 0
    total = mixed * -(-(len(own) + sample) // how.batch) + (how.passes - mixed) * -(-len(own) // how.batch)
    mean, speed, square = fit.flat.copy(), np.zeros_like(fit.flat), np.zeros_like(fit.flat)
    done = 0
    for turn in range(how.passes):
        examples = [*own]
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

"""One step of the network's training: the loss of some strings, and the gradient of every weight.

The chain's likelihood is differentiated by its probabilities (``chain.sums``), and the gradient taken back through the
layers by hand: it is the computation of ``kg.references.network`` in the other direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.network import EPSILON

__all__ = ["Fit", "Settings", "Strings"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(slots=True)
class Settings:
    """How to train, and how large the network is.

    Args:
        passes: how often each string is seen.
        batch: how many strings a step looks at.
        rate: how far a step goes at most.
        decay: how fast weights shrink by themselves.
        drop: the share of values that are dropped between the layers.
        forget: the share of properties and columns that are dropped.
        unknown: the share of words that are read as if never met.
        exchange: the share of strings of which parts are exchanged.
        damage: the share of strings that are damaged.
        foreign: how many strings of others' labels a pass sees.
        foreign_passes: the share of the passes, the first ones, that see any.
        made: how many rendered strings a pass sees.
        mean: how much of the running mean of the weights stays from step to step.
        vector: the size of a property's vector.
        width: the size of a token's vector between the layers.
        reach: how far each layer looks to either side.
        properties: how many properties have a vector at most, the most frequent.
        seed: another beginning and order for another seed.
    """

    passes: int = 28
    batch: int = 32
    rate: float = 2e-3
    decay: float = 0.02
    drop: float = 0.15
    forget: float = 0.15
    unknown: float = 0.2
    exchange: float = 0.5
    damage: float = 0.3
    foreign: int = 800
    foreign_passes: float = 0.6
    made: int = 250
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

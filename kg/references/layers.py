"""Networks of one shape, computed side by side: tokens → the score of every state of the chain.

A token enters as the sum of the vectors of its properties and of what stands around it. Each layer looks at a token and
at one on either side, farther apart from layer to layer; half-way up, every token is told the mean and the maximum of
its whole string. Strings of like length are computed together with time as the first axis, so that a neighbour is a
shift by whole rows and a layer three matrix products.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.features import BUCKETS, Batch, Vocabulary, column_keys

__all__ = ["EPSILON", "Layers", "blocks"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Weights = Mapping[str, NDArray[Any]]

EPSILON = np.float32(1e-5)
_PLACES = 1200
"""So many tokens are computed together by one network, fewer by several: their vectors fit the processor's cache."""


def blocks(count: Ints, places: int = _PLACES) -> list[Ints]:
    """Group strings of like length, the shortest first; those without a token are left out.

    Args:
        count: the number of tokens of each string.
        places: how many tokens a group may hold, the shorter strings filled up.
    """
    order = np.argsort(count, kind="stable")
    order = order[count[order] > 0]
    sizes = count[order].tolist()
    found, low = [], 0
    for at, size in enumerate(sizes):
        if at > low and ((at + 1 - low) * size > places or size > sizes[low] * 1.15 + 2):
            found.append(order[low:at])
            low = at
    if low < len(order):
        found.append(order[low:])
    return found


class Layers:
    """The weights of networks of one shape, and the vectors of the tokens met.

    Args:
        members: the weights of each; see ``kg.references.network.Network``.
    """

    def __init__(self, members: Sequence[Weights]) -> None:
        self._members = members
        first = members[0]
        self._vector, self._width = first["entry"].shape
        self._reach: list[int] = first["reach"].tolist()
        share = np.float32(1 / len(members))
        self._column, self._column_rows = _table(members)
        self._entry = [np.ascontiguousarray(one["entry"]) for one in members]
        self._entry_bias, self._entry_gain = (_beside(members, name) for name in ("entry_bias", "entry_gain"))
        self._layers = np.stack([one["layers"] for one in members], axis=2)  # layer, side, member, in, out
        self._biases, self._gains = (np.stack([one[name] for one in members], axis=1) for name in ("biases", "gains"))
        self._told = np.stack([one["told"] for one in members])
        self._exit = np.stack([one["exit"] for one in members]) * share
        self._exit_bias: Floats = np.sum([one["exit_bias"] for one in members], axis=0) * share
        self.forget()

    def forget(self) -> None:
        """Drop the vectors of the tokens met."""
        self._tokens: Floats = np.zeros((1024, len(self._members) * self._vector), dtype=np.float32)
        self._known = 1  # the empty token has no properties

    def _learn(self, vocabulary: Vocabulary) -> None:
        """Sum up the properties of the tokens met for the first time."""
        size = len(vocabulary.texts)
        if size == self._known:
            return
        if size > len(self._tokens):
            larger = np.zeros((max(size, 2 * len(self._tokens)), self._tokens.shape[1]), dtype=np.float32)
            larger[: self._known] = self._tokens[: self._known]
            self._tokens = larger
        keys, sizes = vocabulary.keys(self._known)
        keys &= BUCKETS - 1
        starts = np.cumsum(sizes) - sizes
        for at, one in enumerate(self._members):
            kept = one["properties"]
            which = np.minimum(np.searchsorted(kept, keys), len(kept) - 1)
            rows = one["property_rows"][which]
            rows[kept[which] != keys] = 0
            own = self._tokens[self._known : size, at * self._vector : (at + 1) * self._vector]
            np.add.reduceat(rows, starts, axis=0, out=own)
        self._known = size

    def scores(self, batch: Batch, vocabulary: Vocabulary, chosen: Ints | None = None) -> Floats:
        """Score every state of every place of a batch: the mean of the networks, as their mistakes differ.

        Args:
            batch: strings cut by ``features.encode``.
            vocabulary: the pieces that its numbers stand for; it may grow from call to call, until ``forget``.
            chosen: which strings are scored, all where nothing is said.

        Returns:
            ``(places, states)``, zero between the strings and for those that were not chosen.
        """
        self._learn(vocabulary)
        columns = self._column[column_keys(batch)]
        result = np.zeros((len(batch.numbers), chain.STATES), dtype=np.float32)
        first, count = (batch.first, batch.count) if chosen is None else (batch.first[chosen], batch.count[chosen])
        for members in blocks(count, max(1, _PLACES // len(self._members))):
            self._block(batch, columns, first[members], count[members], result)
        return result

    def _entered(self, numbers: Ints, columns: NDArray[np.signedinteger[Any]]) -> Floats:
        """Bring what is known of each place into the layers: ``(members, places, width)``."""
        known = self._tokens[numbers]
        told = np.empty_like(known)
        for rows in columns:
            known += np.take(self._column_rows, rows, axis=0, out=told, mode="clip")
        hidden = np.empty((len(self._members), len(numbers), self._width), dtype=np.float32)
        for at, entry in enumerate(self._entry):
            np.matmul(known[:, at * self._vector : (at + 1) * self._vector], entry, out=hidden[at])
        hidden += self._entry_bias
        hidden *= _scale(hidden)
        hidden *= self._entry_gain
        return hidden

    def _block(
        self, batch: Batch, columns: NDArray[np.signedinteger[Any]], first: Ints, count: Ints, result: Floats
    ) -> None:
        """Compute some strings of like length, the longest last."""
        strings, steps, edge = len(count), int(count[-1]), max(self._reach)
        live = np.arange(steps)[:, None] < count[None, :]
        places = np.where(live, first[None, :] + np.arange(steps)[:, None], 0).reshape(-1)
        mask = live.reshape(-1, 1).astype(np.float32)
        ragged = int(count[0]) < steps
        rows = steps * strings
        padded = np.zeros((len(self._members), rows + 2 * edge * strings, self._width), dtype=np.float32)
        flat = padded[:, edge * strings : edge * strings + rows]
        np.multiply(self._entered(batch.numbers[places], columns[:, places]), mask, out=flat)
        out = np.empty(flat.shape, dtype=np.float32)
        other, nought = np.empty_like(out), np.zeros_like(out)
        for at, reach in enumerate(self._reach):
            before, here, after = self._layers[at]
            np.matmul(flat, here, out=out)
            for matrix, shift in ((before, -reach), (after, reach)):
                low = (edge + shift) * strings
                out += np.matmul(padded[:, low : low + rows], matrix, out=other)
            out += self._biases[at][:, None]
            if at == len(self._reach) // 2:
                shape = len(self._members), steps, strings, self._width
                out.reshape(shape)[...] += self._whole(flat.reshape(shape), live, count, ragged)[:, None]
            np.maximum(out, nought, out=out)  # four times as fast as with a number
            out += flat
            scale = _scale(out)
            if ragged:
                scale *= mask
            np.multiply(out, scale, out=flat)
            flat *= self._gains[at][:, None]
        scored = np.matmul(flat, self._exit).sum(axis=0) + self._exit_bias
        if ragged:
            chosen = live.reshape(-1)
            result[places[chosen]] = scored[chosen]
        else:
            result[places] = scored

    def _whole(self, inner: Floats, live: NDArray[np.bool_], count: Ints, ragged: bool) -> Floats:
        """Give what each string is told of itself: ``(members, strings, width)``."""
        mean = inner.sum(axis=1) / count.astype(np.float32)[:, None]
        top = (np.where(live[None, :, :, None], inner, np.float32(-np.inf)) if ragged else inner).max(axis=1)
        found: Floats = np.concatenate([mean, top], axis=2) @ self._told
        return found


def _beside(members: Sequence[Weights], name: str) -> Floats:
    return np.stack([one[name] for one in members])[:, None]


def _table(members: Sequence[Weights]) -> tuple[NDArray[np.signedinteger[Any]], Floats]:
    """Lay the vectors of the columns side by side: the row of every key, and the rows; row 0 is nobody's."""
    kept = np.array(sorted({key for one in members for key in one["columns"].tolist()}), dtype=np.int64)
    vector = members[0]["entry"].shape[0]
    rows = np.zeros((len(kept) + 1, len(members) * vector), dtype=np.float32)
    for at, one in enumerate(members):
        rows[np.searchsorted(kept, one["columns"]) + 1, at * vector : (at + 1) * vector] = one["column_rows"]
    kind = np.int16 if len(kept) < 2**15 else np.int32
    table: NDArray[np.signedinteger[Any]] = np.zeros(BUCKETS, dtype=kind)  # what is not written takes no memory
    table[kept] = np.arange(1, len(kept) + 1)
    return table, rows


def _scale(values: Floats) -> Floats:
    """Give the factor that brings each row to a mean square of one."""
    squares = np.einsum("mij,mij->mi", values, values)[:, :, None]
    found: Floats = 1 / np.sqrt(squares / np.float32(values.shape[2]) + EPSILON)
    return found

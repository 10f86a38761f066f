"""Tokens → the score of every state of the chain: a small network of convolutions, in plain matrix products.

A token enters as the sum of the vectors of its properties and of what stands around it (``COLUMNS``). Each layer looks
at a token and at one on either side, farther apart from layer to layer; half-way up, every token is told the mean and
the maximum of its whole string. Strings of like length are computed side by side with time as the first axis, so that
a neighbour is a shift by whole rows and a layer three matrix products.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.features import BUCKETS, Batch, keys, property_keys

__all__ = ["COLUMNS", "EPSILON", "Committee", "Network", "blocks", "column_keys", "numbered", "token_keys"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

COLUMNS: tuple[tuple[str, ...], ...] = tuple(
    (name,)
    for name in (
        *("s0", "position", "left", "share", "length", "quotes", "years", "since_year", "until_year", "to_digit"),
        *("since_digit", "same", "longer", "numbers", "initials", "ahead", "behind", "whole", "last_quote"),
        *("next_quote", "last_bracket", "next_bracket", "stretch", "stretch-1", "stretch+1", "from", "to", "width"),
        *("rank", "rank_left", "opening", "closing", "style", "ending", "head", "quoted", "stretches", "initial"),
        "final",
    )
)
"""What is told of a token beside its own properties, each by itself; the layers combine."""

EPSILON = np.float32(1e-5)
_MAGIC = b"paper-kg reference network 1\n"
_KEYS = ("properties", "columns")
_ROWS = ("property_rows", "column_rows")
_WHOLE = ("reach",)
_PLACES = 1200
"""So many tokens are computed together: their vectors fit the processor's cache."""


def token_keys(text: str) -> Ints:
    """Give the keys of a token's properties."""
    return np.array(property_keys(text), dtype=np.int64) & (BUCKETS - 1)


def column_keys(batch: Batch) -> NDArray[np.int32]:
    """Give the keys of the columns of every place of a batch."""
    return keys(batch, COLUMNS)


def numbered(kept: Ints) -> NDArray[np.int32]:
    """Give each key that has a vector its number, and every other key the number after the last."""
    table: NDArray[np.int32] = np.full(BUCKETS, len(kept), dtype=np.int32)
    table[kept] = np.arange(len(kept), dtype=np.int32)
    return table


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


class Committee:
    """Networks that were trained from different beginnings: their scores are averaged, as their mistakes differ.

    Args:
        members: the networks.
    """

    def __init__(self, members: Sequence[Network]) -> None:
        self.members = tuple(members)
        share = np.float32(1 / len(self.members))
        self.transition: Floats = np.sum([member.transition for member in self.members], axis=0) * share
        self.start: Floats = np.sum([member.start for member in self.members], axis=0) * share

    def scores(self, batch: Batch, texts: Sequence[str]) -> Floats:
        """Score every state of every place of a batch; see ``Network.scores``."""
        total = self.members[0].scores(batch, texts)
        for member in self.members[1:]:
            total += member.scores(batch, texts)
        total *= np.float32(1 / len(self.members))
        return total

    def forget(self) -> None:
        """Drop the vectors of the tokens met."""
        for member in self.members:
            member.forget()

    def dump(self) -> bytes:
        """Write the networks as bytes, each after its length."""
        parts = [member.dump() for member in self.members]
        return b"".join(len(part).to_bytes(8, "little") + part for part in parts)

    @classmethod
    def read(cls, data: bytes) -> Committee:
        """Read networks that ``dump`` wrote.

        Raises:
            ValueError: the bytes are no networks, or some for other labels or columns.
        """
        members = []
        at = 0
        while at < len(data):
            size = int.from_bytes(data[at : at + 8], "little")
            members.append(Network.read(data[at + 8 : at + 8 + size]))
            at += 8 + size
        if not members:
            raise ValueError("not a reference network of this version")
        return cls(members)


class Network:
    """The weights, and the vectors of the tokens met.

    Args:
        weights: the arrays by name, as ``kg.references.training.network`` fits them:

            - ``properties``, ``columns``: the keys that have a vector; ``property_rows``, ``column_rows``: the vectors
            - ``entry`` (vector, width), ``entry_bias``, ``entry_gain``: into the layers
            - ``layers`` (layers, 3, width, width), ``biases``, ``gains`` (layers, width); ``reach``: how far each looks
            - ``told`` (2 * width, width): what every token is told of its string
            - ``exit`` (width, states), ``exit_bias``: out of them
            - ``transition`` (states, states), ``start`` (states): the scores of the chain's steps
    """

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        self.weights = dict(weights)
        none = np.zeros((1, self.weights["entry"].shape[0]), dtype=np.float32)
        self._property = numbered(self.weights["properties"])
        self._column = numbered(self.weights["columns"])
        self._property_rows = np.concatenate([self.weights["property_rows"], none])
        self._column_rows = np.concatenate([self.weights["column_rows"], none])
        self._reach: list[int] = self.weights["reach"].tolist()
        self.transition: Floats = self.weights["transition"] + np.where(chain.allowed(), np.float32(0), -np.inf)
        self.start: Floats = self.weights["start"] + np.where(chain.opening(), np.float32(0), -np.inf)
        self.forget()

    def dump(self) -> bytes:
        """Write the weights as bytes, vectors in 8 bits and a scale each: the same weights, the same bytes."""
        parts: list[NDArray[Any]] = []
        shapes = {}
        for name in sorted(self.weights):
            array = self.weights[name]
            shapes[name] = list(array.shape)
            if name in _KEYS:
                parts.append(np.diff(array, prepend=0).astype("<u4"))
            elif name in _WHOLE:
                parts.append(array.astype("<u4"))
            elif name in _ROWS:
                scale = (np.abs(array).max(axis=1, initial=0) / 127).astype("<f2")
                steps = array / np.maximum(scale.astype(np.float32), np.float32(1e-7))[:, None]
                parts += [scale, np.ascontiguousarray(np.rint(steps).clip(-127, 127).astype(np.int8).T)]
            else:
                parts.append(array.astype("<f2"))
        head = {"columns": COLUMNS, "labels": chain.FIELDS, "shapes": shapes}
        body = zlib.compress(b"".join(part.tobytes() for part in parts), 9)
        return _MAGIC + json.dumps(head, sort_keys=True).encode() + b"\n" + body

    @classmethod
    def read(cls, data: bytes) -> Network:
        """Read weights that ``dump`` wrote.

        Raises:
            ValueError: the bytes are no network, or one for other labels or columns.
        """
        if not data.startswith(_MAGIC):
            raise ValueError("not a reference network of this version")
        line = data.index(b"\n", len(_MAGIC))
        head: dict[str, Any] = json.loads(data[len(_MAGIC) : line])
        if tuple(head["labels"]) != chain.FIELDS or [tuple(names) for names in head["columns"]] != list(COLUMNS):
            raise ValueError("the network was trained for other labels or columns")
        body = zlib.decompress(data[line + 1 :])
        at = 0

        def take(kind: str, *shape: int) -> NDArray[Any]:
            nonlocal at
            array = np.frombuffer(body, dtype=kind, count=int(np.prod(shape)), offset=at).reshape(shape)
            at += array.nbytes
            return array

        weights: dict[str, NDArray[Any]] = {}
        for name in sorted(head["shapes"]):
            shape = head["shapes"][name]
            if name in _KEYS:
                weights[name] = np.cumsum(take("<u4", *shape).astype(np.int64))
            elif name in _WHOLE:
                weights[name] = take("<u4", *shape).astype(np.int64)
            elif name in _ROWS:
                scale = take("<f2", shape[0]).astype(np.float32)
                weights[name] = take("i1", shape[1], shape[0]).T.astype(np.float32) * scale[:, None]
            else:
                weights[name] = take("<f2", *shape).astype(np.float32)
        return cls(weights)

    def forget(self) -> None:
        """Drop the vectors of the tokens met."""
        self._tokens: Floats = np.zeros((1024, self.weights["entry"].shape[0]), dtype=np.float32)
        self._known = 0

    def _learn(self, texts: Sequence[str]) -> None:
        """Sum up the properties of the tokens met for the first time."""
        if len(texts) > len(self._tokens):
            larger = np.zeros((max(len(texts), 2 * len(self._tokens)), self._tokens.shape[1]), dtype=np.float32)
            larger[: self._known] = self._tokens[: self._known]
            self._tokens = larger
        for at in range(self._known, len(texts)):
            if texts[at]:
                self._tokens[at] = self._property_rows[self._property[token_keys(texts[at])]].sum(axis=0)
        self._known = len(texts)

    def scores(self, batch: Batch, texts: Sequence[str]) -> Floats:
        """Score every state of every place of a batch.

        Args:
            batch: strings cut by ``features.encode``.
            texts: the pieces that its numbers stand for; they may grow from call to call, until ``forget``.

        Returns:
            ``(places, states)``, zero between the strings.
        """
        self._learn(texts)
        entered = self._tokens[batch.numbers]
        told = np.empty_like(entered)
        for rows in np.ascontiguousarray(self._column[column_keys(batch)].T):
            entered += np.take(self._column_rows, rows, axis=0, out=told, mode="clip")
        hidden = entered @ self.weights["entry"]
        hidden += self.weights["entry_bias"]
        hidden *= _scale(hidden)
        hidden *= self.weights["entry_gain"]
        result = np.zeros((len(batch.numbers), chain.STATES), dtype=np.float32)
        for members in blocks(batch.count):
            self._block(batch.first[members], batch.count[members], hidden, result)
        return result

    def _block(self, first: Ints, count: Ints, hidden: Floats, result: Floats) -> None:
        """Compute some strings of like length, the longest last."""
        weights = self.weights
        strings, steps, edge, width = len(count), int(count[-1]), max(self._reach), hidden.shape[1]
        live = np.arange(steps)[:, None] < count[None, :]
        places = np.where(live, first[None, :] + np.arange(steps)[:, None], 0).reshape(-1)
        mask = live.reshape(-1, 1).astype(np.float32)
        ragged = int(count[0]) < steps
        padded = np.zeros((steps + 2 * edge, strings, width), dtype=np.float32)
        inner = padded[edge : edge + steps]
        flat = inner.reshape(-1, width)
        np.multiply(hidden[places], mask, out=flat)
        out, other, nought = np.empty_like(flat), np.empty_like(flat), np.zeros_like(flat)
        for at, reach in enumerate(self._reach):
            before, here, after = weights["layers"][at]
            np.matmul(flat, here, out=out)
            for matrix, shift in ((before, -reach), (after, reach)):
                seen = padded[edge + shift : edge + shift + steps].reshape(-1, width)
                out += np.matmul(seen, matrix, out=other)
            out += weights["biases"][at]
            if at == len(self._reach) // 2:
                told = np.concatenate([inner.sum(axis=0) / count[:, None], _top(inner, live, ragged)], axis=1)
                told = told.astype(np.float32) @ weights["told"]
                out.reshape(inner.shape)[...] += told
            np.maximum(out, nought, out=out)  # four times as fast as with a number
            out += flat
            scale = _scale(out)
            if ragged:
                scale *= mask
            np.multiply(out, scale, out=flat)
            flat *= weights["gains"][at]
        chosen = live.reshape(-1)
        result[places[chosen]] = (flat @ weights["exit"] + weights["exit_bias"])[chosen]


def _scale(values: Floats) -> Floats:
    """Give the factor that brings each row to a mean square of one."""
    squares = np.einsum("ij,ij->i", values, values)[:, None]
    found: Floats = 1 / np.sqrt(squares / np.float32(values.shape[1]) + EPSILON)
    return found


def _top(inner: Floats, live: NDArray[np.bool_], ragged: bool) -> Floats:
    """Give the maximum of each string."""
    found: Floats = (np.where(live[:, :, None], inner, np.float32(-np.inf)) if ragged else inner).max(axis=0)
    return found

"""The networks of the parser as bytes and as weights; what is computed with them stands in ``layers``."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.references import chain, features
from kg.references.features import BUCKETS, COLUMNS, Batch, Vocabulary
from kg.references.layers import EPSILON, Layers, blocks

__all__ = ["EPSILON", "Committee", "Network", "blocks", "column_keys", "numbered"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_MAGIC = b"paper-kg reference network 1\n"
_KEYS = ("properties", "columns")
_ROWS = ("property_rows", "column_rows")
_WHOLE = ("reach",)


def column_keys(batch: Batch) -> NDArray[np.int32]:
    """Give the keys of the columns of every place of a batch: one row a place."""
    return features.column_keys(batch).T


def numbered(kept: Ints) -> NDArray[np.int32]:
    """Give each key that has a vector its number, and every other key the number after the last."""
    table: NDArray[np.int32] = np.full(BUCKETS, len(kept), dtype=np.int32)
    table[kept] = np.arange(len(kept), dtype=np.int32)
    return table


def _head(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Check that bytes are a network of this version, and part what is said of its weights from the weights."""
    if not data.startswith(_MAGIC):
        raise ValueError("not a reference network of this version")
    line = data.index(b"\n", len(_MAGIC))
    head: dict[str, Any] = json.loads(data[len(_MAGIC) : line])
    if tuple(head["labels"]) != chain.FIELDS or head["columns"] != [[name] for name in COLUMNS]:
        raise ValueError("the network was trained for other labels or columns")
    return head, data[line + 1 :]


class Committee:
    """Networks that were trained from different beginnings: their scores are averaged, as their mistakes differ.

    Args:
        first: the network that may be asked alone.
        others: makes those that are asked for what the first is unsure of. An easy string is not to wait for them.
    """

    def __init__(self, first: Network, others: Callable[[], Sequence[Network]] = tuple) -> None:
        self.first = first
        self._make = others
        self._layers: Layers | None = None

    @cached_property
    def members(self) -> tuple[Network, ...]:
        """All networks, the first one first."""
        return self.first, *self._make()

    @cached_property
    def transition(self) -> Floats:
        """The score of each step of the chain, the mean of all."""
        return self._mean([member.transition for member in self.members])

    @cached_property
    def start(self) -> Floats:
        """The score of opening with each state, the mean of all."""
        return self._mean([member.start for member in self.members])

    @staticmethod
    def _mean(arrays: Sequence[Floats]) -> Floats:
        found: Floats = np.sum(arrays, axis=0) * np.float32(1 / len(arrays))
        return found

    def scores(self, batch: Batch, vocabulary: Vocabulary) -> Floats:
        """Score every state of every place of a batch; see ``Layers.scores``."""
        return self.mean(self.first.scores(batch, vocabulary), batch, vocabulary)

    def mean(self, first: Floats, batch: Batch, vocabulary: Vocabulary, chosen: Ints | None = None) -> Floats:
        """Average the scores of all networks, those of the first being known.

        Args:
            first: what the first network scored for the batch.
            batch: strings cut by ``features.encode``.
            vocabulary: the pieces that its numbers stand for.
            chosen: which strings are scored, all where nothing is said; the places of the others mean nothing.
        """
        others = self.members[1:]
        if not others:
            return first
        if self._layers is None:
            self._layers = Layers([member.weights for member in others])
        share = np.float32(1 / len(self.members))
        scored = self._layers.scores(batch, vocabulary, chosen)
        scored *= share * len(others)
        scored += first * share
        return scored

    def forget(self) -> None:
        """Drop the vectors of the tokens met."""
        self.first.forget()
        self._layers = None

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
        parts = []
        at = 0
        while at < len(data):
            size = int.from_bytes(data[at : at + 8], "little")
            parts.append(data[at + 8 : at + 8 + size])
            at += 8 + size
        if not parts:
            raise ValueError("not a reference network of this version")
        for part in parts[1:]:
            _head(part)
        return cls(Network.read(parts[0]), lambda: [Network.read(part) for part in parts[1:]])


class Network:
    """The weights of one network.

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
        self.transition: Floats = self.weights["transition"] + np.where(chain.allowed(), np.float32(0), -np.inf)
        self.start: Floats = self.weights["start"] + np.where(chain.opening(), np.float32(0), -np.inf)
        self._layers: Layers | None = None

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
        head = {"columns": [[name] for name in COLUMNS], "labels": chain.FIELDS, "shapes": shapes}
        body = zlib.compress(b"".join(part.tobytes() for part in parts), 9)
        return _MAGIC + json.dumps(head, sort_keys=True).encode() + b"\n" + body

    @classmethod
    def read(cls, data: bytes) -> Network:
        """Read weights that ``dump`` wrote.

        Raises:
            ValueError: the bytes are no network, or one for other labels or columns.
        """
        head, packed = _head(data)
        body = zlib.decompress(packed)
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
                steps = np.ascontiguousarray(take("i1", shape[1], shape[0]).T)
                weights[name] = np.multiply(steps, scale[:, None], dtype=np.float32)
            else:
                weights[name] = take("<f2", *shape).astype(np.float32)
        return cls(weights)

    def scores(self, batch: Batch, vocabulary: Vocabulary) -> Floats:
        """Score every state of every place of a batch; see ``Layers.scores``."""
        if self._layers is None:
            self._layers = Layers([self.weights])
        return self._layers.scores(batch, vocabulary)

    def forget(self) -> None:
        """Drop the vectors of the tokens met."""
        self._layers = None

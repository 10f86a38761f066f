"""What kind of work a reference points to: a few certain signs, else a small linear model over what was read.

The signs are in ``type_rules.py``, what the model sees in ``type_features.py``. The model is a softmax regression; its
weights are in ``model/types.tsv``, made by ``training/types.py``. Where the string does not tell, the type is a plain
document. The probabilities are calibrated.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.records import WorkType
from kg.references.type_evidence import Evidence
from kg.references.type_features import features
from kg.references.type_rules import certain, refine
from kg.resources import model

__all__ = ["STEP", "Decision", "Evidence", "Weights", "decide", "decide_all", "features", "parse"]

STEP = 0.02
"""Weights are written as whole multiples of this."""

_SURE = 0.98


class Weights(NamedTuple):
    """The types that are told apart, the row of each feature, what it speaks for, how far sums are to be trusted.

    Row 0 is nobody's.
    """

    types: tuple[WorkType, ...]
    temperature: float
    rows: Mapping[str, int]
    table: NDArray[np.float32]


class Decision(NamedTuple):
    """A type, the rule or model that says so, and how sure it is."""

    type: WorkType
    basis: str
    confidence: float


class _Numbers(dict[str, int]):
    """Printed numbers and their values: each is read when it is met for the first time."""

    def __missing__(self, printed: str) -> int:
        value = self[printed] = int(printed)
        return value


@cache
def _model() -> Weights:
    """Read the weights of the package."""
    return parse(model("types.tsv").read_text(encoding="utf-8"))


def parse(text: str) -> Weights:
    """Read weights that ``training.types.write`` wrote."""
    lines = text.splitlines()
    types = tuple(WorkType(name) for name in lines[1].split("\t")[1:])
    temperature = float(lines[2].split("\t")[1])
    names, cells = zip(*(line.split("\t") for line in lines[3:]), strict=True)
    # All numbers are read at once: one by one they take most of the time to the first reference.
    read = _Numbers({"": 0})
    steps = np.array(list(map(read.__getitem__, ",".join(cells).split(","))), dtype=np.float32)
    rows = {name: number for number, name in enumerate(names, 1)}
    table = np.zeros((len(names) + 1, len(types)), dtype=np.float32)
    np.multiply(steps.reshape(len(names), len(types)), np.float32(STEP), out=table[1:])
    return Weights(types, temperature, rows, table)


def decide(evidence: Evidence, weights: Weights | None = None) -> Decision:
    """Decide the type of a reference, with the basis of the decision and its calibrated probability.

    Args:
        evidence: what was read.
        weights: other weights than the package's.
    """
    return decide_all([evidence], weights)[0]


def decide_all(evidences: Sequence[Evidence], weights: Weights | None = None) -> list[Decision]:
    """Decide the types of many references at once, as ``decide`` does.

    Args:
        evidences: what was read of each.
        weights: other weights than the package's.
    """
    signs = [certain(evidence) for evidence in evidences]
    if None not in signs:  # the first reference need not wait for weights that nobody asks
        return [Decision(*sign, _SURE) for sign in signs if sign]
    types, temperature, rows, table = weights or _model()
    chosen: list[int] = []
    starts: list[int] = []  # of those references that the model decides and that show it anything
    told: list[int] = []
    for at, (sign, evidence) in enumerate(zip(signs, evidences, strict=True)):
        own = [] if sign else list(filter(None, map(rows.get, features(evidence))))
        if own:
            told.append(at)
            starts.append(len(chosen))
            chosen += own
    scores = np.zeros((len(signs), len(types)))
    if told:
        scores[told] = np.add.reduceat(table[chosen], starts, axis=0, dtype=np.float64)
    return [
        Decision(*sign, _SURE) if sign else _decided(evidence, own, types, temperature)
        for sign, evidence, own in zip(signs, evidences, scores.tolist(), strict=True)
    ]


def _decided(evidence: Evidence, scores: Sequence[float], types: Sequence[WorkType], temperature: float) -> Decision:
    best = max(scores)
    powers = [math.exp((score - best) / temperature) for score in scores]
    at = max(range(len(types)), key=powers.__getitem__)
    kind, basis = refine(types[at], evidence)
    return Decision(kind, basis or "model: words and fields", powers[at] / sum(powers))

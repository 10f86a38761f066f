"""Labelled records → the weights by which the type of a work is decided. The same data gives the same bytes.

A softmax regression with a quadratic penalty, fitted by L-BFGS; where a label names a second defensible type, both are
taught. The temperature is that which makes the cross-validated probabilities true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.records import WorkType
from kg.references.training.fold import folds
from kg.references.type_rules import certain
from kg.references.types import STEP, Evidence, Weights, features, parse

__all__ = ["Case", "Fitted", "cross_validate", "fit", "target", "temperature", "write"]

Floats = NDArray[np.float64]

_NAMES = {"other": WorkType.DOCUMENT}
TYPES = tuple(kind for kind in WorkType if kind not in (WorkType.EDITED_BOOK, WorkType.LEGAL_CASE, WorkType.DATASET))
"""The types that are taught; the others are told by a rule."""


@dataclass(frozen=True, slots=True)
class Case:
    """One reference: what is seen of it, its types with their shares, its page, whether a rule decides it."""

    seen: tuple[str, ...]
    target: tuple[tuple[int, float], ...]
    page: str
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights, one row a feature."""

    names: tuple[str, ...]
    rows: Floats
    temperature: float = 1.0

    def weights(self) -> Weights:
        """Return the weights as the parser uses them."""
        return parse(write(self))


def target(record: Mapping[str, Any], second: float = 0.3) -> tuple[tuple[int, float], ...]:
    """Return the types of a labelled record, by number, with their shares."""
    others = record.get("type_alt", [])
    names = [str(record["type"]), *([others] if isinstance(others, str) else others)]
    kinds = [_NAMES.get(name) or WorkType(name) for name in names]
    if len(kinds) == 1:
        return ((TYPES.index(kinds[0]), 1.0),)
    share = second / (len(kinds) - 1)
    return ((TYPES.index(kinds[0]), 1.0 - second), *((TYPES.index(kind), share) for kind in kinds[1:]))


def case(evidence: Evidence, record: Mapping[str, Any]) -> Case:
    """Make the training case of a reference as it was read and of its label."""
    seen = tuple(dict.fromkeys(features(evidence)))
    return Case(seen, target(record), str(record.get("source_page", "")), certain(evidence) is not None)


def fit(cases: Sequence[Case], *, least: int = 2, penalty: float = 0.6) -> Fitted:
    """Fit the weights.

    Args:
        cases: the references.
        least: in how many of them a feature must be seen.
        penalty: how dear a weight is.
    """
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    counts = Counter(name for one in cases for name in one.seen)
    names = tuple(sorted(name for name, count in counts.items() if count >= least))
    index = {name: at for at, name in enumerate(names)}
    columns = [[index[name] for name in one.seen if name in index] for one in cases]
    flat = np.array([column for row in columns for column in row], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum([len(row) for row in columns])])
    matrix = csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(cases), len(names)))
    wanted = np.zeros((len(cases), len(TYPES)))
    for at, one in enumerate(cases):
        for kind, share in one.target:
            wanted[at, kind] += share

    def loss(flat_rows: Floats) -> tuple[float, Floats]:
        rows = flat_rows.reshape(len(names), len(TYPES))
        scores = matrix @ rows
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        value = -(wanted * logs).sum() + penalty / 2 * (rows**2).sum()
        gradient = matrix.T @ (np.exp(logs) - wanted) + penalty * rows
        return float(value), np.asarray(gradient).ravel()

    found = minimize(loss, np.zeros(len(names) * len(TYPES)), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return Fitted(names, found.x.reshape(len(names), len(TYPES)))


def predict(model: Fitted, cases: Sequence[Case]) -> Floats:
    """Return the probability of each type for each reference."""
    index = {name: at for at, name in enumerate(model.names)}
    scores = np.zeros((len(cases), len(TYPES)))
    for at, one in enumerate(cases):
        rows = [index[name] for name in one.seen if name in index]
        scores[at] = model.rows[rows].sum(axis=0) / model.temperature
    scores -= scores.max(axis=1, keepdims=True)
    powers = np.exp(scores)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def cross_validate(
    cases: Sequence[Case], tested: Sequence[Case] | None = None, *, count: int = 5, seed: int = 0, **how: Any
) -> Floats:
    """Return the probabilities that a model gives which has not seen the page.

    Args:
        cases: the references to learn from.
        tested: the same references as another reading shows them, in the same order; those of ``cases`` otherwise.
        count: how many folds.
        seed: the division into folds.
        how: passed on to :func:`fit`.
    """
    parts = folds([one.page for one in cases], count, seed)
    tested = cases if tested is None else tested
    result = np.zeros((len(tested), len(TYPES)))
    for part in range(count):
        model = fit(
            [one for one, at in zip(cases, parts * (len(cases) // len(parts)), strict=True) if at != part], **how
        )
        places = [at for at, own in enumerate(parts[: len(tested)]) if own == part]
        result[places] = predict(model, [tested[at] for at in places])
    return result


def temperature(probabilities: Floats, cases: Sequence[Case]) -> float:
    """Return the temperature that makes cross-validated probabilities true: that of the greatest likelihood.

    What a rule decides is left out: it is easier than what is left to the model.
    """
    asked = [at for at, one in enumerate(cases) if not one.ruled]

    def loss(value: float) -> float:
        logs = np.log(probabilities + 1e-12) / value
        logs -= np.log(np.exp(logs - logs.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)) + logs.max(
            axis=1, keepdims=True
        )
        return -float(sum(np.log(sum(np.exp(logs[at, kind]) for kind, _ in cases[at].target)) for at in asked))

    return min((round(0.5 + 0.05 * step, 2) for step in range(31)), key=loss)


def write(model: Fitted, least: float = 0.04) -> str:
    """Write the weights as text, one feature a line, in steps; those that hardly count are left out."""
    lines = ["# weights of the type of a work, made by kg.references.training.types", "\t".join(["types", *TYPES])]
    lines.append(f"temperature\t{model.temperature:.3f}")
    for name, row in zip(model.names, model.rows, strict=True):
        if any(abs(weight) >= least for weight in row):
            steps = [round(weight / STEP) if abs(weight) >= least else 0 for weight in row]
            lines.append(f"{name}\t{','.join(str(step or '') for step in steps)}")
    return "\n".join(lines) + "\n"

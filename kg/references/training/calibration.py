"""Readings by models that had not seen the page, and their labels → the weights that make confidence true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.records import ParsedReference
from kg.references import confidence, csl, scoring
from kg.references.training.fold import folds

__all__ = ["Judged", "cross_validate", "ece", "fit", "judge", "write"]

Floats = NDArray[np.float64]
_KEYS = {
    "year": "year", "title": "title", "container": "container", "series": "container", "volume": "volume",
    "issue": "issue", "number": "issue", "pages": "pages", "publisher": "publisher", "institution": "publisher",
    "doi": "doi", "url": "url",
}  # fmt: skip
_PEERS = (("container", "series"), ("issue", "number"), ("publisher", "institution"))
_PENALTY = 0.1
_NEARNESS = 10.0
"""How dear it is for the weights of a group to differ from those of all: a group has few errors to learn from."""


class Judged(NamedTuple):
    """One name or field of a reading: its group, what speaks for it, whether the label says the same."""

    group: str
    values: Sequence[float]
    right: bool


def judge(found: ParsedReference, label: Mapping[str, Any]) -> tuple[list[Judged], bool]:
    """Judge each scored name and field of a reading by its label; and whether all is right.

    Args:
        found: a reading, its confidences the model's marginals.
        label: the labelled reference.
    """
    skipped = {scoring.SAME.get(name, name) for name in label.get("ambiguous", [])}
    wanted = scoring.labelled(label)
    result: list[Judged] = []
    rows = confidence.signs(found)
    left = list(wanted["authors"])
    for name, (group, values) in zip(found.names, rows, strict=False):
        if name.role != "author" or "authors" in skipped:
            continue
        text = scoring.plain(name.family + name.given if name.family or name.given else name.literal)
        if name.corporate:
            text = scoring.plain(name.literal)
        right = text in left
        if right:
            left.remove(text)
        result.append(Judged(group, values, right))
    hidden = {one for shown, one in _PEERS if found.field(shown)}
    for field, (group, values) in zip(found.fields, rows[len(found.names) :], strict=True):
        key = _KEYS.get(field.name)
        if key is None or key in skipped or field.name in hidden:
            continue
        right = scoring.agrees(key, field.value, wanted[key])
        result.append(Judged(group, values, right))
    verdict = scoring.compare(label, csl.item(found, ""))
    return result, not verdict.wrong


def _logistic(rows: Floats, right: Floats, near: Sequence[float] | None = None) -> Floats:
    """Fit a logistic regression that stays near other weights; where there are none, near the marginal alone."""
    from scipy.optimize import minimize

    penalty = _PENALTY if near is None else _NEARNESS
    prior = np.zeros(rows.shape[1])
    prior[1] = 0.5
    if near is not None:
        prior = np.array(near)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = rows @ weights
        value = np.logaddexp(0, np.where(right > 0, -scores, scores)).sum()
        gradient = rows.T @ (1 / (1 + np.exp(-scores)) - right)
        away = weights - prior
        if near is None:
            away[0] = 0
        return float(value + penalty / 2 * (away**2).sum()), np.asarray(gradient + penalty * away)

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x)


def fit(readings: Sequence[ParsedReference], labels: Sequence[Mapping[str, Any]]) -> dict[str, tuple[float, ...]]:
    """Fit the weights.

    Args:
        readings: references read by models that had not seen their page, with marginals.
        labels: their labels.
    """
    judged = [judge(found, label) for found, label in zip(readings, labels, strict=True)]
    every = [one for items, _ in judged for one in items]
    weights: dict[str, tuple[float, ...]] = {"other": _rounded(every)}
    for group in sorted({one.group for one in every}):
        own = [one for one in every if one.group == group]
        if len(own) >= 20:
            weights[group] = _rounded(own, weights["other"])
    calibrated = [confidence.calibrate(found, {**weights, "whole": weights["other"]}) for found in readings]
    rows = np.array([confidence.whole(found) for found in calibrated])
    weights["whole"] = tuple(np.round(_logistic(rows, np.array([float(right) for _, right in judged])), 4).tolist())
    return weights


def _rounded(own: Sequence[Judged], near: Sequence[float] | None = None) -> tuple[float, ...]:
    found = _logistic(np.array([one.values for one in own]), np.array([float(one.right) for one in own]), near)
    return tuple(np.round(found, 4).tolist())


def cross_validate(
    readings: Sequence[ParsedReference], labels: Sequence[Mapping[str, Any]], pages: Sequence[str], count: int = 5
) -> list[tuple[str, float, bool]]:
    """Return group, calibrated confidence and rightness of each name and field, by weights that had not seen its page.

    The group ``whole`` stands for the reference.
    """
    parts = folds(pages, count, 1)
    result: list[tuple[str, float, bool]] = []
    for part in range(count):
        inside = [at for at, own in enumerate(parts) if own != part]
        weights = fit([readings[at] for at in inside], [labels[at] for at in inside])
        for at in (at for at, own in enumerate(parts) if own == part):
            judged, right = judge(readings[at], labels[at])
            for one in judged:
                row = weights.get(one.group, weights["other"])
                score = sum(weight * value for weight, value in zip(row, one.values, strict=True))
                result.append((one.group, float(1 / (1 + np.exp(-score))), one.right))
            result.append(("whole", confidence.calibrate(readings[at], weights).confidence, right))
    return result


def ece(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width."""
    total = 0.0
    for at in range(bins):
        own = [(p, right) for p, right in pairs if min(int(p * bins), bins - 1) == at]
        total += abs(sum(p for p, _ in own) - sum(right for _, right in own))
    return total / len(pairs) if pairs else 0.0


def write(weights: Mapping[str, Sequence[float]]) -> str:
    """Write the weights as text, one group a line."""
    lines = [
        "# weights of the confidence, made by kg.references.training.calibration",
        "# " + "\t".join(confidence.SIGNS),
    ]
    lines += ["\t".join([name, *(f"{weight:.4f}" for weight in row)]) for name, row in sorted(weights.items())]
    return "\n".join(lines) + "\n"

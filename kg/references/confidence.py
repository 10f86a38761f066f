"""How sure a reading is: the model's marginals → probabilities that mean what they say.

A logistic regression for each field (Platt scaling with a few signs more): the marginal of the field itself, the least
sure field of the entry, how much was not understood, how sure the type is. Its weights, in ``model/confidence.tsv``,
are fitted to readings by models that had not seen the page; see ``training/calibration.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from operator import mul

from kg.records import Field, Name, ParsedReference
from kg.resources import model

__all__ = ["GROUPS", "SIGNS", "Weights", "calibrate", "parse", "signs", "whole"]

Weights = Mapping[str, Sequence[float]]

SIGNS = (
    "bias",
    "own",
    "own squared",
    "least of the others",
    "mean of the others",
    "not understood",
    "type",
    "lone",
    "long",
)
"""What speaks for a field being right, in the order of the weights."""

GROUPS = {
    "series": "container",
    "number": "issue",
    "institution": "publisher",
    "editor": "author",
    "translator": "author",
    "accessed": "other",
    "note": "other",
    "degree": "other",
    "edition": "other",
    "place": "other",
    "date": "year",
    "url": "doi",
}
"""Which fields share their weights with another one."""


_LEAST = 1e-4
_LEAST_LOGIT = math.log(_LEAST / (1 - _LEAST))


def _logit(probability: float) -> float:
    if probability <= _LEAST:
        return _LEAST_LOGIT
    if probability >= 1 - _LEAST:
        return -_LEAST_LOGIT
    return math.log(probability / (1 - probability))


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def signs(found: ParsedReference) -> list[tuple[str, list[float]]]:
    """List what speaks for each name and each field, as they stand in the reference: names first.

    Args:
        found: a reference whose confidences are the model's marginals.

    Returns:
        The group of weights and the values of ``SIGNS``, for each name, then for each field.
    """
    own = [("author", _logit(name.confidence), len(name.literal)) for name in found.names]
    own += [(GROUPS.get(one.name, one.name), _logit(one.confidence), len(one.value)) for one in found.fields]
    if not own:
        return []
    size = max(1, len(found.raw))
    left = min(1.0, 8 * sum(len(span) for span in found.unread) / size)
    kind = _logit(found.type_confidence)
    logits = [value for _, value, _ in own]
    total = sum(logits)
    least, second = sorted(logits)[:2] if len(own) > 1 else (logits[0], logits[0])
    first = logits.index(least)
    others = len(own) - 1
    result = []
    for at, (group, value, length) in enumerate(own):
        weakest = second if at == first else least
        mean = (total - value) / others if others else value
        long = min(1.0, length / 80)
        result.append((group, [1.0, value, value * abs(value) / 8, weakest, mean, left, kind, float(not others), long]))
    return result


def whole(found: ParsedReference) -> list[float]:
    """Return what speaks for a reference being right in every field, its confidences being calibrated."""
    return _whole([one.confidence for one in found.fields] + [name.confidence for name in found.names], found)


def _whole(sure: Sequence[float], found: ParsedReference) -> list[float]:
    if not sure:
        return [1.0, -5.0, -5.0, -5.0, 1.0, 0.0, 0.0, 1.0, 0.0]
    left = min(1.0, 8 * sum(len(span) for span in found.unread) / max(1, len(found.raw)))
    return [1.0, _logit(math.prod(sure)), 0.0, _logit(min(sure)), 0.0, left, _logit(found.type_confidence), 0.0, 0.0]


def parse(text: str) -> Weights:
    """Read weights that ``training.calibration.write`` wrote."""
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {name: tuple(float(cell) for cell in cells) for name, *cells in rows}


@cache
def _weights() -> Weights:
    path = model("confidence.tsv")
    return parse(path.read_text(encoding="utf-8")) if path.exists() else {}


def calibrate(found: ParsedReference, weights: Weights | None = None) -> ParsedReference:
    """Return a reference whose confidences are calibrated probabilities.

    Args:
        found: a reference whose confidences are the model's marginals.
        weights: other weights than the package's.
    """
    table = _weights() if weights is None else weights
    if not table:
        return found
    other = table["other"]
    sure = [round(_sigmoid(_dot(table.get(group, other), values)), 4) for group, values in signs(found)]
    count = len(found.names)
    names = [
        Name(n.literal, n.family, n.given, n.role, n.corporate, n.lang, n.span, p)
        for n, p in zip(found.names, sure[:count], strict=True)
    ]
    fields = [
        Field(one.name, one.value, one.spans, p, one.lang) for one, p in zip(found.fields, sure[count:], strict=True)
    ]
    about = _whole(sure[count:] + sure[:count], found)
    return found.replace(
        names=tuple(names), fields=tuple(fields), confidence=round(_sigmoid(_dot(table["whole"], about)), 4)
    )


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return float(sum(map(mul, weights, values)))

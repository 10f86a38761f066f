"""Labelled references → all that the parser has learned: the sequence model, the types, the confidence.

Types and confidence are learned from readings by models that had not seen the page, for what a model says of its own
training strings is worth nothing. The same records in the same order give the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kg.records import ParsedReference
from kg.references.assemble import assemble, evidence
from kg.references.model import Model
from kg.references.segments import Segment
from kg.references.training import calibration, sources
from kg.references.training import types as kinds
from kg.references.training.align import align
from kg.references.training.fold import folds
from kg.references.training.network import committee
from kg.references.types import decide

__all__ = ["FILES", "around", "out_of_fold", "readings", "train"]

FILES = ("references.model", "types.tsv", "confidence.tsv")
"""What training makes."""

_OWN = ("gold", "written")
"""The sources that are labelled by our rules: every pass sees them whole."""
Record = Mapping[str, Any]
Report = Callable[[str], object]


def _page(record: Record) -> str:
    return str(record.get("source_page", ""))


def sequence(records: Sequence[Record], others: Path | None = None, names: Sequence[str] = ("gold",)) -> Model:
    """Train the sequence model.

    Args:
        records: labelled references.
        others: the folder with others' labels, if any.
        names: which sources to use; see ``training.sources``.
    """
    own = sources.examples(records, others or Path(), [name for name in names if name in _OWN])
    foreign = sources.examples(records, others or Path(), [name for name in names if name not in (*_OWN, "render")])
    made = sources.examples(records, others or Path(), [name for name in names if name == "render"])
    return Model(committee(own, foreign, made=made))


def out_of_fold(
    records: Sequence[Record],
    pages: Sequence[str],
    *,
    count: int = 5,
    others: Path | None = None,
    names: Sequence[str] = ("gold",),
    report: Report | None = None,
) -> list[list[Segment]]:
    """Label each reference by a model that has not seen its page.

    Args:
        records: labelled references.
        pages: the page of each; pages of one article under one name.
        count: how many folds.
        others: the folder with others' labels, if any.
        names: which sources to train on.
        report: is told when a fold is done.
    """
    parts = folds(pages, count)
    found: list[list[Segment]] = [[] for _ in records]
    for part in range(count):
        model = sequence([one for one, own in zip(records, parts, strict=True) if own != part], others, names)
        for members in _lists(records, [at for at, own in enumerate(parts) if own == part]):
            labelled = model.label([str(records[at]["raw"]) for at in members])
            for at, segments in zip(members, labelled, strict=True):
                found[at] = segments
        if report:
            report(f"fold {part + 1} of {count}")
    return found


def _lists(records: Sequence[Record], members: Sequence[int]) -> list[list[int]]:
    lists: dict[str, list[int]] = defaultdict(list)
    for at in members:
        lists[_page(records[at])].append(at)
    return list(lists.values())


def readings(
    records: Sequence[Record], found: Sequence[Sequence[Segment]], pages: Sequence[str], *, count: int = 5
) -> list[ParsedReference]:
    """Make references of segments, confidences being marginals, types decided by weights that have not seen the page.

    Args:
        records: labelled references.
        found: the segments of each.
        pages: the page of each.
        count: how many folds.
    """
    parsed: dict[int, ParsedReference] = {}
    for members in _lists(records, range(len(records))):
        raws = [str(records[at]["raw"]) for at in members]
        nothing = [None] * len(members)
        parsed.update(
            zip(members, assemble(raws, [found[at] for at in members], nothing, calibrated=False), strict=True)
        )
    seen = [evidence(str(record["raw"]), segments) for record, segments in zip(records, found, strict=True)]
    cases = _cases(records, found, pages)
    part = folds(pages, count)
    for fold in range(count):
        weights = kinds.fit([one for one, own in zip(cases, [*part, *part], strict=True) if own != fold]).weights()
        for at in (at for at, own in enumerate(part) if own == fold):
            decision = decide(seen[at], weights)
            parsed[at] = parsed[at].replace(
                type=decision.type, basis=decision.basis, type_confidence=decision.confidence
            )
    return [parsed[at] for at in range(len(records))]


def _cases(records: Sequence[Record], found: Sequence[Sequence[Segment]], pages: Sequence[str]) -> list[kinds.Case]:
    """Make two training cases of each reference: as it was read, and as it is labelled."""
    named = [{**record, "source_page": page} for record, page in zip(records, pages, strict=True)]
    read = [
        kinds.case(evidence(str(record["raw"]), segments), record)
        for record, segments in zip(named, found, strict=True)
    ]
    return read + [kinds.case(evidence(str(record["raw"]), align(record).segments), record) for record in named]


def train(
    records: Sequence[Record],
    pages: Sequence[str],
    *,
    others: Path | None = None,
    names: Sequence[str] = ("gold",),
    report: Report | None = None,
) -> dict[str, bytes]:
    """Train everything.

    Args:
        records: labelled references.
        pages: the page of each; pages of one article under one name.
        others: the folder with others' labels, if any.
        names: which sources to train on.
        report: is told of each step.

    Returns:
        The contents of each of ``FILES``.
    """
    say = report or (lambda _: None)
    found = out_of_fold(records, pages, others=others, names=names, report=report)
    made = around(records, found, pages, report=report)
    say("the sequence model, on everything")
    return {"references.model": sequence(records, others, names).dump(), **made}


def around(
    records: Sequence[Record],
    found: Sequence[Sequence[Segment]],
    pages: Sequence[str],
    *,
    report: Report | None = None,
) -> dict[str, bytes]:
    """Train what stands around the sequence model: the types and the confidence.

    Args:
        records: labelled references.
        found: the segments of each, by models that had not seen its page.
        pages: the page of each.
        report: is told of each step.

    Returns:
        The contents of ``types.tsv`` and ``confidence.tsv``.
    """
    if report:
        report("types and confidence")
    cases = _cases(records, found, pages)
    own = cases[: len(records)]
    model = kinds.fit(cases)
    temperature = kinds.temperature(kinds.cross_validate(cases, own), own)
    confidence = calibration.fit(readings(records, found, pages), records)
    return {
        "types.tsv": kinds.write(kinds.Fitted(model.names, np.asarray(model.rows), temperature)).encode(),
        "confidence.tsv": calibration.write(confidence).encode(),
    }

"""Labelled stretches of a reference → what was read in it, each value with its characters.

Nothing is claimed twice, unless a value lies inside another (``산업연구원`` in the series ``산업연구원 연구보고서``),
and nothing is passed over: a character is part of a value, a mark, a label such as ``pp.``, or not understood. The
references of a list are read together: what a dash repeats, which order the names take.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from kg.records import Name, ParsedReference
from kg.references import names as people
from kg.references.confidence import calibrate
from kg.references.draft_fields import read_fields
from kg.references.drafts import ROLES, Draft, read_names, repeat
from kg.references.findings import Signs, of_list
from kg.references.language import language
from kg.references.repair import repair
from kg.references.rest import unread
from kg.references.segments import Segment
from kg.references.spans import claims, settle
from kg.references.types import Decision, Evidence, decide_all

__all__ = ["Halves", "assemble", "evidence"]

Halves = Sequence[Segment]
"""The segments of a second half, with offsets in the whole string."""

_ORDER = {
    name: at
    for at, name in enumerate(
        str.split(
            "year date title container series volume issue number pages publisher institution place edition degree doi"
            " url accessed note"
        )
    )
}


def assemble(
    strings: Sequence[str],
    labelled: Sequence[Sequence[Segment]],
    halves: Sequence[Halves | None],
    *,
    joint: bool = True,
    calibrated: bool = True,
) -> list[ParsedReference]:
    """Read the references of a list.

    Args:
        strings: the references, in printed order.
        labelled: the segments of each.
        halves: the segments of each one's second half, if it has one.
        joint: whether they are one list, whose references explain each other.
        calibrated: whether confidences become true probabilities; else they are the model's marginals.
    """
    drafts = [_draft(raw, segments) for raw, segments in zip(strings, labelled, strict=True)]
    if joint:
        order = sum(max(-3, min(3, draft.order)) for draft in drafts)
        if order:
            for draft in drafts:
                if draft.undecided:
                    read_names(draft, order)
        repeat(drafts)
    seconds = [None if half is None else _half(draft, half) for draft, half in zip(drafts, halves, strict=True)]
    every = [*drafts, *(second for second in seconds if second)]
    decisions = decide_all([_evidence(draft) for draft in every])
    later = iter(decisions[len(drafts) :])
    results = []
    for draft, second, decision in zip(drafts, seconds, decisions, strict=False):
        parallel = settle(_finish(second, None, next(later))) if second else None
        result = settle(_finish(draft, parallel, decision))
        results.append(calibrate(result) if calibrated else result)
    signs = [Signs(draft.dash, draft.et_al) for draft in drafts]
    if joint:
        return of_list(results, signs)
    return [found for one, sign in zip(results, signs, strict=True) for found in of_list([one], [sign])]


def _draft(raw: str, segments: Sequence[Segment], within: tuple[int, int] | None = None) -> Draft:
    draft = Draft(raw, segments if within else repair(raw, segments), within=within)
    draft.dash = None if within else people.repeats(raw)
    read_names(draft)
    read_fields(draft)
    return draft


def _half(draft: Draft, segments: Halves) -> Draft | None:
    """Read the second half of a bilingual entry, with its spans over the string; nothing where forms told of none."""
    whole = next((segment for segment in draft.segments if segment.label == "parallel"), None)
    if whole is None:
        return None
    text = draft.raw[whole.start : whole.end]
    if not any(char.isdigit() for char in text) and not {s.label for s in segments} & {
        "author",
        "container",
        "publisher",
    }:
        segments = [Segment("title", whole.start, whole.end, whole.confidence)]
    return _draft(draft.raw, [s for s in segments if s.label != "parallel"], (whole.start, whole.end))


def _finish(draft: Draft, parallel: ParsedReference | None, decision: Decision) -> ParsedReference:
    fields = tuple(sorted(draft.fields, key=lambda one: (_ORDER[one.name], one.spans)))
    values_ = {one.name: one.value for one in reversed(fields)}
    lang = language(values_.get("title") or values_.get("container") or values_.get("series") or draft.raw)
    names = tuple(draft.names)
    if lang == "ja":
        names = tuple(_japanese(name) for name in names)
    # What stands in the second half is read there.
    claimed = [*draft.claimed, *((span.start, span.end) for span, _ in claims(parallel))] if parallel else draft.claimed
    left = unread(draft.raw, claimed, draft.within or (0, len(draft.raw)))
    sure = [one.confidence for one in fields] + [name.confidence for name in names[:1]]
    confidence = math.prod(sure) if sure else 0.0
    return ParsedReference(
        raw=draft.raw,
        type=decision.type,
        basis=decision.basis,
        lang=lang,
        names=names,
        et_al=draft.et_al is not None,
        fields=fields,
        parallel=parallel,
        unread=left,
        confidence=confidence,
        type_confidence=decision.confidence,
    )


def _evidence(draft: Draft) -> Evidence:
    titles = [one.spans for one in draft.fields if one.name == "title"]
    title = (titles[0][0].start, titles[0][-1].end) if titles else None
    hidden = [(s.start, s.end) for s in draft.segments if s.label in ("parallel", *ROLES)]
    authors = [name for name in draft.names if name.role == "author"]
    bodies = sum(name.corporate for name in authors)
    return Evidence(
        draft.raw,
        {one.name: one.value for one in reversed(draft.fields)},
        frozenset(name.role for name in draft.names if name.role != "author"),
        bodies,
        len(authors) - bodies,
        [*hidden, title] if title else hidden,
        title,
    )


def evidence(raw: str, segments: Sequence[Segment]) -> Evidence:
    """Return what speaks for the type of a reference, as its segments show it."""
    return _evidence(_draft(raw, segments))


def _japanese(name: Name) -> Name:
    if name.lang != "ko-Hani":
        return name
    return Name(name.literal, name.family, name.given, name.role, name.corporate, "ja", name.span, name.confidence)

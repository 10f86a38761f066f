"""Labelled stretches of a reference → what was read in it, each value with its characters.

Nothing is claimed twice, unless a value lies inside another (``산업연구원`` in the series ``산업연구원 연구보고서``),
and nothing is passed over: a character is part of a value, a mark, a label such as ``pp.``, or not understood. The
references of a list are read together: what a dash repeats, which order the names take.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.records import Field, Name, ParsedReference, Span
from kg.references import names as people
from kg.references import values
from kg.references.bodies import hangul_body
from kg.references.confidence import calibrate
from kg.references.eastern import looks_hangul
from kg.references.findings import Signs, of_list
from kg.references.language import language
from kg.references.repair import repair
from kg.references.rest import unread
from kg.references.segments import Segment
from kg.references.spans import settle
from kg.references.types import Evidence, decide

__all__ = ["Halves", "assemble", "evidence"]

Halves = Sequence[Segment]
"""The segments of a second half, with offsets in the whole string."""

_TEXTS = ("title", "container", "series", "publisher", "institution", "place", "edition", "note", "accessed")
_ROLES = ("author", "editor", "translator")
_TAGGED = frozenset(("title", "container", "series", "publisher", "institution"))
_ORDER = {
    name: at
    for at, name in enumerate(
        str.split(
            "year date title container series volume issue number pages publisher institution place edition degree doi"
            " url accessed note"
        )
    )
}
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'“”‘’가-힣]+")
_COUNTED = re.compile(r"\d|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ一二三四五六七八九十上中下]|\b[IVXLCivxlc]+\b|[상중하]\b|[A-Z]\b")
_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/\s?\Z|\b(?:doi|DOI)\s?[:.]?\s?\Z", re.IGNORECASE)
_SERIES_WORD = re.compile(
    r"\s+(?=(?:정책|기본|수탁|위탁|현안|학술)?\s?(?:연구보고서?|연구자료|연구총서|보고서|총서|이슈페이퍼|워킹페이퍼))"
)


@dataclass(slots=True)
class _Draft:
    """A reference while it is read."""

    raw: str
    segments: Sequence[Segment]
    names: list[Name] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    claimed: list[tuple[int, int]] = field(default_factory=list)
    et_al: Span | None = None
    order: int = 0
    undecided: bool = False
    dash: Span | None = None
    within: tuple[int, int] | None = None

    def add(self, name: str, value: values.Value, confidence: float, said: str = "") -> None:
        """Claim the characters of a value."""
        lang = language(value.value) if name in _TAGGED else ""
        self.fields.append(Field(name, said or value.value, _lines(self.raw, value), confidence, lang))
        self.claimed.append((value.start, value.end))

    def has(self, name: str) -> bool:
        return any(one.name == name for one in self.fields)

    def free(self, start: int, end: int) -> bool:
        return all(end <= a or b <= start for a, b in self.claimed)


def _lines(raw: str, value: values.Value) -> tuple[Span, ...]:
    """Give the spans of a value that a line break parts: one a line."""
    if "\n" not in raw[value.start : value.end]:
        return (Span(value.start, value.end),)
    return tuple(
        Span(value.start + match.start(), value.start + match.end())
        for match in re.finditer(r"\S(?:[^\n]*\S)?", raw[value.start : value.end])
    )


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
                    _names(draft, order)
        _repeat(drafts)
    results = []
    for draft, half in zip(drafts, halves, strict=True):
        parallel = _parallel(draft, half) if half is not None else None
        result = settle(_finish(draft, parallel))
        results.append(calibrate(result) if calibrated else result)
    signs = [Signs(draft.dash, draft.et_al) for draft in drafts]
    if joint:
        return of_list(results, signs)
    return [found for one, sign in zip(results, signs, strict=True) for found in of_list([one], [sign])]


def _draft(raw: str, segments: Sequence[Segment], within: tuple[int, int] | None = None) -> _Draft:
    draft = _Draft(raw, segments if within else repair(raw, segments), within=within)
    draft.dash = None if within else people.repeats(raw)
    _names(draft, 0)
    _fields(draft)
    return draft


# -- names ---------------------------------------------------------------------------------------------------------


def _names(draft: _Draft, order: int) -> None:
    """Read the lists of names; the second time with what the other references show of their order."""
    draft.names, draft.order, draft.undecided = [], 0, False
    for segment in draft.segments:
        if segment.label not in _ROLES:
            continue
        start = max(segment.start, draft.dash.end) if draft.dash else segment.start
        if start >= segment.end:
            continue
        end = segment.end
        et_al = people.et_al_at(draft.raw, end)
        role, _ = people.role_at(draft.raw, et_al.end if et_al else end)
        # The word beside the list is surer than the model; `저` tells nothing that `author` does not.
        role = role if role in ("editor", "translator") else segment.label
        found = people.read(draft.raw, start, end, role, order=order, confidence=segment.confidence)
        draft.names += _foreign_first(found.names) if role == "translator" and not draft.names else found.names
        draft.order += found.order
        draft.undecided = draft.undecided or found.undecided
        if segment.label == "author" or draft.et_al is None:
            draft.et_al = et_al or found.et_al or draft.et_al
        draft.claimed.append((start, end))


def _foreign_first(names: tuple[Name, ...]) -> list[Name]:
    """Tell the author of a translated book from its translators: ``로런 엘킨, 홍한별 역``.

    The role word stands for the names that its country has; a foreigner before them wrote the book.
    """
    abroad = [not looks_hangul(name.literal.replace(" ", "")) for name in names]
    if any(name.lang == "ko-Hani" for name in names) or all(abroad) or not abroad or not abroad[0]:
        return list(names)
    first = abroad.index(False)
    return [
        Name(
            n.literal, n.family, n.given, "author" if at < first else n.role, n.corporate, n.lang, n.span, n.confidence
        )
        for at, n in enumerate(names)
    ]


def _repeat(drafts: Sequence[_Draft]) -> None:
    """Give the entries that begin with a dash the names of the entry before."""
    before: list[Name] = []
    for draft in drafts:
        if draft.dash is not None and before:
            # The dash says who, and spells no name: the names have no characters here.
            repeated = [
                Name(n.literal, n.family, n.given, n.role, n.corporate, n.lang, None, n.confidence * 0.95)
                for n in before
            ]
            draft.names = repeated + draft.names
        before = [name for name in draft.names if name.role != "translator"] or before


# -- fields --------------------------------------------------------------------------------------------------------


def _fields(draft: _Draft) -> None:
    raw = draft.raw
    labels = [segment.label for segment in draft.segments]
    for segment in draft.segments:
        label, start, end, confidence = segment
        if label in _ROLES or label in ("other", "parallel", "date"):
            if label == "parallel":
                draft.claimed.append((start, end))
            continue
        if label in _TEXTS:
            value = values.text(raw, start, end, stop=label not in ("container", "series"))
            if value and not (label == "title" and draft.has("title")):
                draft.add(label, value, confidence)
        elif label == "year":
            if (value := values.year(raw, start, end)) and not draft.has("year"):
                draft.add("year", value, confidence)
        elif label in ("volume", "issue"):
            _number(draft, segment, labels)
        elif label == "number":
            value = values.number(raw, start, end) if _plain_number(raw, start, end) else values.text(raw, start, end)
            if value:
                draft.add("number", value, confidence)
        elif label == "pages":
            _pages(draft, segment)
        elif label == "degree":
            if value := values.text(raw, start, end):
                draft.add("degree", value, confidence, values.degree(value.value))
        else:
            _link(draft, segment)
    _dates(draft)
    _links(draft)
    _nested_body(draft)


def _plain_number(raw: str, start: int, end: int) -> bool:
    return re.fullmatch(r"\W*(?:제|第|[Nn]o\.?)?\s*[\d-]+\s*(?:호|號|号)?\W*", raw[start:end]) is not None


def _number(draft: _Draft, segment: Segment, labels: Sequence[str]) -> None:
    """Read a volume or an issue, or both where one stretch holds them."""
    raw, (label, start, end, confidence) = draft.raw, segment
    if label == "volume" and "issue" not in labels and (both := values.numbers(raw, start, end)):
        draft.add("volume", both[0], confidence)
        draft.add("issue", both[1], confidence)
        return
    value = values.number(raw, start, end)
    if value is None or draft.has(label) or (label == "volume" and not _COUNTED.search(value.value)):
        return
    if label == "volume" and "issue" not in labels and re.match(r"\s?[호號号]", raw[value.end : value.end + 2]):
        label = "issue"
    draft.add(label, value, confidence)


def _pages(draft: _Draft, segment: Segment) -> None:
    _, start, end, confidence = segment
    value = values.pages(draft.raw, start, end)
    if value is None or draft.has("pages"):
        return
    if values.total(draft.raw, value.start, value.end) and not draft.has("volume") and not draft.has("issue"):
        return
    draft.add("pages", value, confidence)


def _link(draft: _Draft, segment: Segment) -> None:
    label, start, end, confidence = segment
    doi = values.doi(draft.raw, start, end)
    if doi and (label == "doi" or _RESOLVER.search(draft.raw, max(0, doi.start - 24), doi.start)):
        if not draft.has("doi"):
            draft.add("doi", doi, confidence)
            if start < doi.start:
                draft.claimed.append((start, doi.start))
        return
    value = values.url(draft.raw, start, end)
    if value and not draft.has("url") and label == "url":
        draft.add("url", value, confidence)


def _links(draft: _Draft) -> None:
    """Find identifiers that no segment names: their form leaves no doubt."""
    raw = draft.raw
    first, last = draft.within or (0, len(raw))
    if not draft.has("doi") and "10." in raw:
        value = values.doi(raw, first, last)
        if value and draft.free(value.start, value.end):
            draft.add("doi", value, 0.98)
    if not draft.has("url") and ("://" in raw or "www." in raw):
        for match in _URL.finditer(raw, first, last):
            value = values.url(raw, *match.span())
            if value and "doi.org/10." not in value.value and draft.free(value.start, value.end):
                draft.add("url", value, 0.95)
                break


def _dates(draft: _Draft) -> None:
    """Join month and day to the year: a date in the precision in which it is printed."""
    year = next((one for one in draft.fields if one.name == "year"), None)
    for segment in draft.segments:
        if segment.label != "date":
            continue
        draft.claimed.append((segment.start, segment.end))
        part = draft.raw[segment.start : segment.end]
        if year is None:
            if value := values.year(draft.raw, segment.start, segment.end):
                draft.fields.append(Field("year", value.value, (Span(value.start, value.end),), segment.confidence))
                year = draft.fields[-1]
            else:
                continue
        said = values.date(part, year.value)
        if said and not draft.has("date"):
            own = year.value in part
            spans = (
                (Span(segment.start, segment.end),)
                if own
                else tuple(sorted((*year.spans, Span(segment.start, segment.end))))
            )
            draft.fields.append(Field("date", said, spans, min(segment.confidence, year.confidence)))


def _nested_body(draft: _Draft) -> None:
    """Read the body in the name of its series: ``산업연구원 연구보고서`` is published by ``산업연구원``."""
    if draft.has("publisher") or draft.has("institution"):
        return
    series = next((one for one in draft.fields if one.name == "series"), None)
    if series is None or len(series.spans) != 1:
        return
    match = _SERIES_WORD.search(series.value)
    body = series.value[: match.start()] if match else ""
    if len(body) > 3 and body.isalpha() and not body.isascii() and hangul_body(body):
        start = series.spans[0].start
        span = Span(start, start + len(body))
        draft.fields.append(Field("publisher", body, (span,), series.confidence * 0.9, language(body)))


# -- the whole -----------------------------------------------------------------------------------------------------


def _parallel(draft: _Draft, segments: Halves) -> ParsedReference:
    """Read the second half of a bilingual entry, with its spans over the same string."""
    whole = next(segment for segment in draft.segments if segment.label == "parallel")
    text = draft.raw[whole.start : whole.end]
    if not any(char.isdigit() for char in text) and not {s.label for s in segments} & {
        "author",
        "container",
        "publisher",
    }:
        segments = [Segment("title", whole.start, whole.end, whole.confidence)]
    half = _draft(draft.raw, [s for s in segments if s.label != "parallel"], (whole.start, whole.end))
    return _finish(half, None, within=(whole.start, whole.end))


def _finish(draft: _Draft, parallel: ParsedReference | None, within: tuple[int, int] | None = None) -> ParsedReference:
    fields = tuple(sorted(draft.fields, key=lambda one: (_ORDER[one.name], one.spans)))
    values_ = {one.name: one.value for one in reversed(fields)}
    lang = language(values_.get("title") or values_.get("container") or values_.get("series") or draft.raw)
    names = tuple(draft.names)
    if lang == "ja":
        names = tuple(_japanese(name) for name in names)
    decision = decide(_evidence(draft))
    left = unread(draft.raw, draft.claimed, within or (0, len(draft.raw)))
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


def _evidence(draft: _Draft) -> Evidence:
    titles = [one.spans for one in draft.fields if one.name == "title"]
    title = (titles[0][0].start, titles[0][-1].end) if titles else None
    hidden = [(s.start, s.end) for s in draft.segments if s.label in ("parallel", *_ROLES)]
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

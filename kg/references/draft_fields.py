"""Labelled stretches of a reference → its fields: each value narrowed to the characters that say it."""

from __future__ import annotations

import re
from collections.abc import Set

from kg.records import Field, Span
from kg.references import values
from kg.references.bodies import hangul_body
from kg.references.drafts import ROLES, Draft
from kg.references.language import language
from kg.references.patterns import lazy
from kg.references.segments import Segment

__all__ = ["read_fields"]

_TEXTS = ("title", "container", "series", "publisher", "institution", "place", "edition", "note", "accessed")
_URL = lazy(r"(?:https?://|www\.)[^\s<>\"'“”‘’가-힣]+")
_COUNTED = lazy(r"\d|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ一二三四五六七八九十上中下]|\b[IVXLCivxlc]+\b|[상중하]\b|[A-Z]\b")
_RESOLVER = lazy(r"(?:https?://)?(?:dx\.)?doi\.org/\s?\Z|\b(?:doi|DOI)\s?[:.]?\s?\Z", re.IGNORECASE)
_SERIES_WORD = lazy(
    r"\s+(?=(?:정책|기본|수탁|위탁|현안|학술)?\s?(?:연구보고서?|연구자료|연구총서|보고서|총서|이슈페이퍼|워킹페이퍼))"
)
_PLAIN = lazy(r"\W*(?:제|第|[Nn]o\.?)?\s*[\d-]+\s*(?:호|號|号)?\W*")
_ISSUE = lazy(r"\s?[호號号]")


def read_fields(draft: Draft) -> None:
    """Read the values of a reference, each with its characters.

    Args:
        draft: the reference; its names were read before.
    """
    raw = draft.raw
    labels = {segment.label for segment in draft.segments}
    for segment in draft.segments:
        label, start, end, confidence = segment
        if label in ROLES or label in ("other", "parallel", "date"):
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
    return _PLAIN.fullmatch(raw, start, end) is not None


def _number(draft: Draft, segment: Segment, labels: Set[str]) -> None:
    """Read a volume or an issue, or both where one stretch holds them."""
    raw, (label, start, end, confidence) = draft.raw, segment
    if label == "volume" and "issue" not in labels and (both := values.numbers(raw, start, end)):
        draft.add("volume", both[0], confidence)
        draft.add("issue", both[1], confidence)
        return
    value = values.number(raw, start, end)
    if value is None or draft.has(label) or (label == "volume" and not _COUNTED.search(value.value)):
        return
    if label == "volume" and "issue" not in labels and _ISSUE.match(raw, value.end, value.end + 2):
        label = "issue"
    draft.add(label, value, confidence)


def _pages(draft: Draft, segment: Segment) -> None:
    _, start, end, confidence = segment
    value = values.pages(draft.raw, start, end)
    if value is None or draft.has("pages"):
        return
    if values.total(draft.raw, value.start, value.end) and not _leaf(draft, value):
        return
    draft.add("pages", value, confidence)


def _leaf(draft: Draft, value: values.Value) -> bool:
    """Tell whether ``118쪽`` is a place in what holds the work, and not how many pages a book has."""
    if draft.has("volume") or draft.has("issue"):
        return True
    counted = draft.raw[value.end : value.end + 2].strip()[:1]
    return draft.has("container") and not draft.has("publisher") and counted in ("쪽", "면")


def _link(draft: Draft, segment: Segment) -> None:
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


def _links(draft: Draft) -> None:
    """Find identifiers that no segment names: their form leaves no doubt."""
    raw = draft.raw
    doi = not draft.has("doi") and "10." in raw
    url = not draft.has("url") and ("://" in raw or "www." in raw)
    if not doi and not url:
        return
    first, last = draft.within or (0, len(raw))
    taken = draft.taken()
    if doi:
        value = values.doi(raw, first, last)
        if value and taken.find(1, value.start, value.end) < 0:
            draft.add("doi", value, 0.98)
            taken = draft.taken()
    for match in _URL.finditer(raw, first, last) if url else ():
        value = values.url(raw, *match.span())
        if value and "doi.org/10." not in value.value and taken.find(1, value.start, value.end) < 0:
            draft.add("url", value, 0.95)
            break


def _dates(draft: Draft) -> None:
    """Join month and day to the year: a date in the precision in which it is printed."""
    year = next((one for one in draft.fields if one.name == "year"), None)
    for segment in draft.segments:
        if segment.label != "date":
            continue
        draft.claimed.append((segment.start, segment.end))
        part = draft.raw[segment.start : segment.end]
        if year is None:
            if value := values.year(draft.raw, segment.start, segment.end):
                draft.put(Field("year", value.value, (Span(value.start, value.end),), segment.confidence))
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
            draft.put(Field("date", said, spans, min(segment.confidence, year.confidence)))


def _nested_body(draft: Draft) -> None:
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
        draft.put(Field("publisher", body, (span,), series.confidence * 0.9, language(body)))

"""Segments → segments: numbers and names that are given once in the world, and read alike in every style.

An office numbers a patent, an archive a preprint, a state its decrees, a reporter its cases, a body of standards what
it sets, an institute its reports; a map has a scale, a canon its volumes.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.references.patterns import lazy
from kg.references.renames import HELD, labels
from kg.references.segments import Segment
from kg.references.type_names import PREPRINT

__all__ = ["RULES"]

_PATENT = lazy(
    r"(?:(?:U\.?\s?S\.?|US|European|EP|Japan(?:ese)?|Korean?)\s)?(?:Pat(?:ent|\.)\s)(?:No\.?\s?)?\d{1,2},\d{3},\d{3}\b"
)
_SCALE = lazy(r"(?:\b[Ss]cale\s(?:of\s)?|축척\s?)?1\s?:\s?\d{1,3}(?:,\d{3})+|축척\s?1\s?:\s?\d{4,8}")
_DECREE = lazy(r"(?P<kind>대통령령|총리령|[가-힣]{2,8}부령|법률)\s?제\s?\d+\s?호")
_LAW_REVIEW = lazy(
    r"[,.”\"’']\s(?P<volume>\d{1,3})\s(?P<container>(?:[A-Z][\w.’'&]*\s(?:of\s|and\s|&\s)?){1,6}?"
    r"(?:L(?:aw|\.)\s?(?:Rev(?:iew|\.)|J(?:ournal|\.)|Q(?:uarterly|\.))))\s(?P<pages>\d{1,4})(?=[\s,(.]|\Z)"
)
_REPORTER = lazy(
    r",?\s(?P<volume>\d{1,4})\s(?P<container>U\.\s?S\.|S\.\s?Ct\.|F\.(?:\s?[23]d)?|F\.\s?Supp\.(?:\s?[23]d)?|L\.\s?Ed\.(?:\s?2d)?)"
    r"\s(?P<pages>\d{1,4})(?=[\s,(.]|\Z)"
)
_CANON = lazy(
    r"[『《]?(?P<container>[一-鿿]{2,8}?(?:全書|全集|叢書|叢刊|大藏經|大蔵経|正藏|集成|大系))[』》]?\s?卷?\s?(?P<volume>\d{1,3})"
)
_SERIES_OF_YEARS = lazy(r"\)\s(?P<volume>\d{1,4})(?=\s?\(\d{4}\))")
_STANDARD = lazy(r"(?:ISO|IEC|KS|JIS|ASTM|BS|EN|DIN|ANSI|IEEE)\b.*\d\Z")
_EDITION = lazy(r":\s?(?:19|20)\d\d(?!\d)")
_REPORT = lazy(r"(?P<series>(?:Tech(?:nical|\.)?|Res(?:earch|\.))\sRep(?:ort|t?\.)?)\s(?:No\.?\s)?(?=[A-Z\d])")
_OFFICE = lazy(r"\s(?P<office>[A-Z]{2,8})\Z")
_ROMAN = lazy(r"[\s:,](?P<roman>[ivx]{1,4})\Z")
_BASIC = lazy(r"(?P<series>[A-Z][a-z]+(?:\s(?:and\s)?[A-Z][a-z]+){0,3}|[가-힣]{2,4}연구)\s(?P<number>\d{2,4}-\d{1,3})")
_PROTOCOLS = frozenset(("volume", "issue", "pages", "number", "container", "note", "other", "series", "publisher"))


def _around(found: Iterable[Segment], start: int, end: int) -> list[Segment]:
    """Return the stretches that a piece of the string touches."""
    return [one for one in found if one.start < end and start < one.end]


def _instead(found: list[Segment], start: int, end: int, new: list[Segment]) -> list[Segment]:
    """Put stretches where others were, or leave all where one of those is of another kind or reaches beyond."""
    inside = _around(found, start, end)
    if any(one.label not in _PROTOCOLS or one.start < start or one.end > end for one in inside):
        return found
    rest = [one for one in found if one not in inside]
    return sorted([*rest, *new], key=lambda one: one.start)


def _patent(raw: str, found: list[Segment]) -> list[Segment]:
    """Read the number of a patent whole, commas and all: ``U.S. Patent No. 7,000,001``."""
    match = _PATENT.search(raw)
    return _instead(found, *match.span(), [Segment("number", *match.span(), 0.9)]) if match else found


def _preprint(raw: str, found: list[Segment]) -> list[Segment]:
    """Read the number of a preprint, which is neither note nor volume: ``arXiv:2001.00001``."""
    match = PREPRINT.search(raw)
    if match is None or "number" in labels(_around(found, *match.span())):
        return found
    return _instead(found, *match.span(), [Segment("number", *match.span("number"), 0.9)])


def _scale(raw: str, found: list[Segment]) -> list[Segment]:
    """Read neither volume nor page in the scale of a map."""
    match = _SCALE.search(raw)
    if match is None or not {"volume", "pages", "issue"} & labels(_around(found, *match.span())):
        return found
    return _instead(found, *match.span(), [Segment("note", *match.span(), 0.8)])


def _decree(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave the number of a decree its kind: ``대통령령 제100호``."""
    match = _DECREE.search(raw)
    if match is None or not HELD & labels(_around(found, *match.span("kind"))):
        return found
    return _instead(found, *match.span(), [Segment("number", *match.span(), 0.8)])


def _law_review(raw: str, found: list[Segment]) -> list[Segment]:
    """Read the volume before a law review and the page behind it: ``66 Sample Law Review 523 (2014)``."""
    match = _LAW_REVIEW.search(raw)
    if match is None:
        return found
    parts = [Segment(label, *match.span(label), 0.8) for label in ("volume", "container", "pages")]
    return _instead(found, match.start("volume"), match.end(), parts)


def _reporter(raw: str, found: list[Segment]) -> list[Segment]:
    """Read where a case is reported: ``Doe v. Roe, 487 U.S. 1021, 1034 (1988)``."""
    if " v. " not in raw or not (match := _REPORTER.search(raw)):
        return found
    inside = [one for one in found if one.start < match.end() and match.start() < one.end]
    if any(one.start < match.start() or one.end > match.end() for one in inside):
        return found
    rest = [one for one in found if one not in inside and (one.label != "pages" or one.end <= match.start())]
    new = [Segment(label, *match.span(label), 0.8) for label in ("volume", "container", "pages")]
    return sorted([*rest, *new], key=lambda one: one.start)


def _canon(raw: str, found: list[Segment]) -> list[Segment]:
    """Read the volume of a canon or of collected works: ``(韓國佛敎全書 1)``."""
    for one in found:
        match = _CANON.fullmatch(raw, one.start, one.end) if one.label == "note" and not labels(found) & HELD else None
        if match:
            new = [Segment(label, *match.span(label), one.confidence) for label in ("container", "volume")]
            return _instead(found, one.start, one.end, new)
    return found


def _second_series(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave a journal its second series: ``Sample Math. J. (2) 44 (1992)``."""
    for at in range(len(found) - 1):
        held, series = found[at : at + 2]
        if held.label not in HELD or series.label not in ("volume", "issue") or series.end - series.start > 1:
            continue
        match = _SERIES_OF_YEARS.match(raw, series.end) if raw[held.end : series.start].strip() == "(" else None
        if match:
            whole = held._replace(end=series.end + 1)
            volume = Segment("volume", *match.span("volume"), series.confidence)
            rest = [one for one in found if one not in (held, series) and one.start != volume.start]
            return sorted([*rest, whole, volume], key=lambda one: one.start)
    return found


def _edition(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave a standard the year of its edition, where the year of print stands elsewhere: ``ISO 1000:2016``."""
    for at, one in enumerate(found[:-1]):
        match = _EDITION.match(raw, one.end) if one.label == "number" else None
        if match is None or not _STANDARD.fullmatch(raw, one.start, one.end):
            continue
        inside = _around(found, *match.span())
        if [other.label for other in inside] == ["year"] and sum(other.label == "year" for other in found) > 1:
            return [
                *found[:at],
                one._replace(end=match.end()),
                *(other for other in found[at + 1 :] if other not in inside),
            ]
    return found


def _report(raw: str, found: list[Segment]) -> list[Segment]:
    """Part the series of a report from its number, and leave the number its office: ``Tech. Rep. AB/TP-1``."""
    for at, one in enumerate(found):
        before = found[at - 1] if at else one
        if one.label != "number":
            continue
        match = _REPORT.match(raw, one.start, one.end)
        if match and not labels(found) & HELD:
            series = Segment("series", *match.span("series"), one.confidence)
            return [*found[:at], series, one._replace(start=match.end()), *found[at + 1 :]]
        office = _OFFICE.search(raw, before.start, before.end) if before.label == "series" else None
        if office and raw[before.end : one.start] == "/":
            first = [before._replace(end=office.start()), one._replace(start=office.start("office"))]
            return [*found[: at - 1], *first, *found[at + 1 :]]
    return found


def _roman(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave the pages of a supplement their Roman numeral: ``27(Suppl 3):iii64-9``."""
    result = []
    for one in found:
        match = _ROMAN.search(raw, max(0, one.start - 5), one.start) if one.label == "pages" else None
        free = match is not None and not _around(found, match.start("roman"), one.start)
        result.append(one._replace(start=match.start("roman")) if match and free else one)
    return result


def _basic(raw: str, found: list[Segment]) -> list[Segment]:
    """Read the number of an institute's report that was taken for a remark: ``(Basic Research 18-12)``."""
    said = labels(found)
    if said & (HELD | {"number", "volume", "issue"}) or "publisher" not in said:
        return found
    for one in found:
        match = _BASIC.fullmatch(raw, one.start, one.end) if one.label == "note" else None
        if match:
            new = [Segment(label, *match.span(label), one.confidence) for label in ("series", "number")]
            return _instead(found, one.start, one.end, new)
    return found


RULES = (
    (_reporter, (" v. ",), frozenset[str]()),
    (_patent, ("Pat",), frozenset[str]()),
    (_preprint, ("rXiv", "rxiv"), frozenset[str]()),
    (_scale, ("1:", "1 :"), frozenset(("volume", "pages", "issue"))),
    (_decree, ("령", "법률"), HELD),
    (_law_review, ("Law", " L. "), frozenset[str]()),
    (_canon, ("全", "叢", "藏", "蔵", "集成", "大系"), frozenset(("note",))),
    (_second_series, (" (",), HELD),
    (_edition, (":19", ":20", ": 19", ": 20"), frozenset(("number",))),
    (_report, ("Rep", "/"), frozenset(("number",))),
    (_roman, (":i", ":v", ":x", " i", " v", " x"), frozenset(("pages",))),
    (_basic, ("-",), frozenset(("note",))),
)
"""Each rule, the words without one of which it has nothing to say, and the stretches of which there must be one."""

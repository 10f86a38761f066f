"""Segments → segments: numbers and names that are given once in the world, and read alike in every style.

An office numbers a patent, an archive a preprint, a state its decrees, a reporter its cases; a map has a scale, a
university a campus, a set of data the archive that keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.references.patterns import lazy
from kg.references.renames import HELD, HOUSES, labels
from kg.references.segments import Segment
from kg.references.type_names import PREPRINT, REPOSITORY

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
_CAMPUS = lazy(r"(?:University of [A-Z][a-z]+(?:\s[A-Z][a-z]+)?|State University of New York)\Z")
_SPECIAL = lazy(
    r"[.,]\s(?P<series>(?:[A-Z][\w&]*\.?\s){1,4}(?:Special|Spec\.)\s(?:Publications?|Publ?\.|Papers?|Pap\.|Volumes?))\s*\Z"
)
_BODY = lazy(r"IETF|IEC|ISO|ITU(?:-[TR])?|W3C|ETSI|3GPP|ANSI|ASTM(?:\sInternational)?|NIST|KATS")
_IN = lazy(r"(?<![A-Za-z])[Ii]n:?\s*[“\"]?\s*\Z")
_BOOK_AND_EDITORS = lazy(r"(?P<book>[^()]{6,}?)\s?\((?P<names>[A-Z][^()]{2,})")
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


def _campus(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave a university its campus: ``University of Alabama, Springfield``."""
    for at in range(len(found) - 1):
        school, town = found[at : at + 2]
        if (school.label, town.label) != ("institution", "place") or raw[school.end : town.start] != ", ":
            continue
        if _CAMPUS.search(raw, school.start, school.end) and "," not in raw[town.start : town.end]:
            return [*found[:at], school._replace(end=town.end), *found[at + 2 :]]
    return found


def _special(raw: str, found: list[Segment]) -> list[Segment]:
    """Part the series from the book before it: ``Shelves and Sands. ABCD Spec. Publ. 49``."""
    result = []
    for one in found:
        match = _SPECIAL.search(raw, one.start + 6, one.end) if one.label == "container" else None
        if match:
            result += [one._replace(end=match.start()), Segment("series", *match.span("series"), one.confidence)]
        else:
            result.append(one)
    return result


def _kept(raw: str, found: list[Segment]) -> list[Segment]:
    """Take the archive that keeps a set of data for its publisher."""
    if labels(found) & (HOUSES | {"volume", "issue", "pages"}):
        return found
    return [
        one._replace(label="publisher") if one.label in HELD and REPOSITORY.search(raw, one.start, one.end) else one
        for one in found
    ]


def _issuer(raw: str, found: list[Segment]) -> list[Segment]:
    """Take a body of standards for the publisher of what it numbers: ``IETF, RFC 1000``."""
    if labels(found) & HOUSES or "number" not in labels(found):
        return found
    return [
        one._replace(label="publisher") if one.label in HELD and _BODY.fullmatch(raw, one.start, one.end) else one
        for one in found
    ]


def _in_a_book(raw: str, found: list[Segment]) -> list[Segment]:
    """Take what stands behind ``In`` for the book: where no other title is, or where its editors follow in brackets."""
    said = labels(found)
    if said & HELD:
        return found
    for at, one in enumerate(found):
        if not _IN.search(raw, max(0, one.start - 6), one.start):
            continue
        if one.label == "title" and at and found[at - 1].label == "author" and said & (HOUSES | {"editor"}):
            return [*found[:at], one._replace(label="container"), *found[at + 1 :]]
        match = _BOOK_AND_EDITORS.fullmatch(raw, one.start, one.end) if one.label == "editor" else None
        if match and "title" in said:
            book = Segment("container", *match.span("book"), min(one.confidence, 0.8))
            return [*found[:at], book, one._replace(start=match.start("names")), *found[at + 1 :]]
    return found


RULES = (
    (_patent, ("Pat",), frozenset[str]()),
    (_preprint, ("rXiv", "rxiv"), frozenset[str]()),
    (_scale, ("1:", "1 :"), frozenset(("volume", "pages", "issue"))),
    (_decree, ("령", "법률"), HELD),
    (_law_review, ("Law", " L. "), frozenset[str]()),
    (_campus, ("University",), frozenset(("institution",))),
    (_special, ("Spec",), frozenset(("container",))),
    (_kept, (), HELD),
    (_issuer, ("I", "W3C", "3GPP", "KATS"), HELD),
    (_in_a_book, ("In", "in "), frozenset(("title", "editor"))),
)
"""Each rule, the words without one of which it has nothing to say, and the stretches of which there must be one."""

"""Segments → segments: what holds a work, and who gives it out, where the print says it.

A school has its department and its campus, a set of data the archive that keeps it, a standard the body that sets it;
behind ``In`` and editors stands the book, behind a town and a colon the house.
"""

from __future__ import annotations

from kg.references.patterns import lazy
from kg.references.renames import HELD, HOUSES, labels
from kg.references.segments import Segment
from kg.references.type_names import REPOSITORY

__all__ = ["RULES"]

_CAMPUS = lazy(r"(?:University of [A-Z][a-z]+(?:\s[A-Z][a-z]+)?|State University of New York)\Z")
_BODY = lazy(r"IETF|IEC|ISO|ITU(?:-[TR])?|W3C|ETSI|3GPP|ANSI|ASTM(?:\sInternational)?|NIST|KATS")
_IN = lazy(r"(?<![A-Za-z])[Ii]n:?\s*[“\"]?\s*\Z")
_BOOK_AND_EDITORS = lazy(r"(?P<book>[^()]{6,}?)\s?\((?P<names>[A-Z][^()]{2,})")
_EDITED = lazy(r"\s?[(\[]\s?[Ee]ds?\.?\s?[)\]]\s?[,.:]?\s?|,?\s[Ee]ds?\.,?\s")
_DEPARTMENT = lazy(
    r"(?:Dep(?:t|artment)|Grad(?:uate|\.)?\sSchool|School|Faculty|Coll(?:ege|\.)?)\b[^“”\"()\[\]]{3,80}?\bUniv(?:ersity\b|\.|\b)"
    r"(?:\sof(?:\s(?:and\s)?[A-Z][A-Za-z]+\.?){1,4})?"
)
_OF_A_SCHOOL = frozenset(("institution", "container", "publisher", "place", "note", "other", "series"))
_NO_HOUSE = lazy(r"\b(?:[Ee]d(?:s|ited|itor)?|[Hh]rsg|편|역)\b")


def _campus(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave a university its campus: ``University of Alabama, Springfield``."""
    for at in range(len(found) - 1):
        school, town = found[at : at + 2]
        if (school.label, town.label) != ("institution", "place") or raw[school.end : town.start] != ", ":
            continue
        if _CAMPUS.search(raw, school.start, school.end) and "," not in raw[town.start : town.end]:
            return [*found[:at], school._replace(end=town.end), *found[at + 2 :]]
    return found


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


def _book_of_editors(raw: str, found: list[Segment]) -> list[Segment]:
    """Take for the book what stands between its editors and its house: ``Roe (eds.), Towns, 1-9. Leeds: Moss``."""
    if labels(found) & HELD or sum(one.label in HOUSES for one in found) < 2:
        return found
    for at in range(len(found) - 1):
        editor, book = found[at : at + 2]
        if (editor.label, book.label) == ("editor", "publisher") and _EDITED.fullmatch(raw, editor.end, book.start):
            return [*found[: at + 1], book._replace(label="container"), *found[at + 2 :]]
    return found


def _romanised(raw: str, found: list[Segment]) -> list[Segment]:
    """Take what stands right before a volume for the journal, in two languages or not, and never for a second half."""
    if labels(found) & HELD:
        return found
    for at in range(len(found) - 1):
        half, volume = found[at : at + 2]
        if (half.label, volume.label) == ("parallel", "volume") and raw[half.end : volume.start].strip() in (",", ""):
            return [*found[:at], half._replace(label="container"), *found[at + 1 :]]
    return found


def _department(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave the school of a thesis whole where its words end like sentences: ``Dept. Eng., Sample Nat. Univ.``."""
    degree = next((one for one in found if one.label == "degree"), None)
    match = _DEPARTMENT.search(raw, degree.end) if degree else None
    if match is None:
        return found
    inside = [one for one in found if one.start < match.end() and match.start() < one.end]
    broken = len(inside) > 1 or any(one.label in HELD for one in inside)
    if not broken or any(
        one.label not in _OF_A_SCHOOL or one.start < match.start() or one.end > match.end() for one in inside
    ):
        return found
    rest = [one for one in found if one not in inside]
    return sorted([*rest, Segment("institution", *match.span(), 0.8)], key=lambda one: one.start)


def _house_behind_a_town(raw: str, found: list[Segment]) -> list[Segment]:
    """Take for the house, and not for an editor, who stands behind a town and a colon: ``Leeds: A. B. Roe (Poe)``."""
    if labels(found) & HOUSES:
        return found
    for at in range(len(found) - 1):
        town, house = found[at : at + 2]
        if (town.label, house.label) != ("place", "editor") or raw[town.end : house.start].strip() != ":":
            continue
        if not _NO_HOUSE.search(raw, max(town.end, house.start - 8), house.end + 8):
            return [*found[: at + 1], house._replace(label="publisher"), *found[at + 2 :]]
    return found


RULES = (
    (_campus, ("University",), frozenset(("institution",))),
    (_kept, (), HELD),
    (_issuer, ("I", "W3C", "3GPP", "KATS"), HELD),
    (_in_a_book, ("In", "in "), frozenset(("title", "editor"))),
    (_book_of_editors, ("d", "D"), frozenset(("editor",))),
    (_romanised, (), frozenset(("parallel",))),
    (_department, ("Univ",), frozenset(("degree",))),
    (_house_behind_a_town, (":",), frozenset(("place",))),
)
"""Each rule, the words without one of which it has nothing to say, and the stretches of which there must be one."""

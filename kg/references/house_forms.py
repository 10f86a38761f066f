"""Segments → segments: forms that certain fields and houses print, and that have one reading.

Physics prints ``528(2011), 3349``; computer science a book and its series as ``Title. LNCS, vol. 6872``; botany a town
in a journal's short name; law a case by its reporter; East Asia a year by its era.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

from kg.references.patterns import lazy
from kg.references.renames import HELD, HOUSES, labels
from kg.references.segments import Segment
from kg.references.type_names import bodies

__all__ = ["RULES", "Rule"]

Rule: TypeAlias = Callable[[str, list[Segment]], list[Segment]]

_BETWEEN = lazy(r"[,.]?\s?[(\[]\s?")
_BEHIND = lazy(r"\s?[)\]]\s?[,:;.]?\s?(?:[Pp]{1,2}\.?\s?)?")
_SHORT_NAME = lazy(r"(?:[A-Z][a-z]*\.\s?){2,}")
_SERIES = lazy(
    r"[.,]\s(?P<series>LNCS|LNAI|LNBI|LNBIP|LNEE|CCIS|AISC"
    r"|Lecture Notes in [A-Z][A-Za-z]+(?:\s(?:and\s)?[A-Z][A-Za-z]+){0,3})\W*\Z"
)
_BIRTHDAY = lazy(r"\bzum\s\d{1,3}\.\sGeburtstag\b")
_DISC = lazy(r"\W*(?:CD-?ROM|DVD|USB)\W*", re.IGNORECASE)
_SUPPLEMENT = lazy(r"(?<![A-Za-z])(?:Suppl?(?:ement)?|Special Issue)\.?\s?(?:No\.?\s?)?\Z")
_ERAS = ("民國", "昭和", "大正", "明治", "平成", "令和", "檀紀", "光武", "隆熙", "단기", "민국")
_ERA = lazy(rf"(?:{'|'.join(_ERAS)})\s?\Z")
_LOOSE = frozenset(("note", "other", "number", "issue"))
_PUBLISHES = frozenset(("known house", "house"))
_CHAPTER = lazy(r"\b[Cc]h(?:ap(?:ter)?)?s?\.?\s?\d+(?:\s?[-,~–]\s?\d+)*")
_ARTICLE = lazy(r"(?<![A-Za-z])Art(?:icle)?\.?\s(?:No\.?\s|ID:?\s)?(?P<pages>e?\d{3,9})(?=[\s.,;)]|\Z)")
_REPORTER = lazy(
    r",?\s(?P<volume>\d{1,4})\s(?P<container>U\.\s?S\.|S\.\s?Ct\.|F\.(?:\s?[23]d)?|F\.\s?Supp\.(?:\s?[23]d)?|L\.\s?Ed\.(?:\s?2d)?)"
    r"\s(?P<pages>\d{1,4})(?=[\s,(.]|\Z)"
)


def _year_between(raw: str, found: list[Segment]) -> list[Segment]:
    """Read the number before a bracketed year as the volume, where the pages follow: ``528(2011), 3349``."""
    if "volume" in labels(found):
        return found
    for at in range(1, len(found) - 2):
        held, number, year, pages = found[at - 1 : at + 3]
        if held.label not in HELD or number.label not in ("pages", "issue") or year.label != "year":
            continue
        if pages.label != "pages" or not raw[number.start : number.end].isdigit():
            continue
        if _BETWEEN.fullmatch(raw, number.end, year.start) and _BEHIND.fullmatch(raw, year.end, pages.start):
            return [number._replace(label="volume") if one is number else one for one in found]
    return found


def _town(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave the short name of a journal the town that ends it: ``Bot. Mag. Tokyo 101``."""
    for at in range(len(found) - 2):
        held, town, number = found[at : at + 3]
        if (held.label, town.label, number.label) != ("container", "place", "volume"):
            continue
        bare = raw[held.end : town.start].isspace() and raw[town.end : number.start].strip(" (") == ""
        if bare and raw[held.end - 1] == "." and _SHORT_NAME.search(raw, held.start, held.end):
            return [*found[:at], held._replace(end=town.end), *found[at + 2 :]]
    return found


def _series(raw: str, found: list[Segment]) -> list[Segment]:
    """Part the series from the book before it: ``Towns and Networks. LNCS, vol. 12``."""
    result = []
    for one in found:
        match = _SERIES.search(raw, one.start + 4, one.end) if one.label == "container" else None
        if match:
            result += [one._replace(end=match.start()), Segment("series", *match.span("series"), one.confidence)]
        else:
            result.append(one)
    return result


def _birthday(raw: str, found: list[Segment]) -> list[Segment]:
    """Keep a jubilee in the name of the book that is written for it: ``… zum 70. Geburtstag``."""
    for at, one in enumerate(found):
        match = _BIRTHDAY.search(raw, one.start) if one.label in ("container", "title") else None
        if match is None or match.start() > one.end or match.end() <= one.end:
            continue
        inside = [other for other in found[at + 1 :] if other.start < match.end()]
        if all(other.end <= match.end() for other in inside):
            return [*found[:at], one._replace(end=match.end()), *found[at + 1 + len(inside) :]]
    return found


def _disc(raw: str, found: list[Segment]) -> list[Segment]:
    """Read the disc that proceedings come on as a note."""
    return [
        one._replace(label="note") if one.label in HOUSES and _DISC.fullmatch(raw, one.start, one.end) else one
        for one in found
    ]


def _supplement(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave the number of a supplement its word: ``26 Suppl 1``."""
    result = []
    for one in found:
        if one.label == "issue" and raw[one.start : one.end].isdigit():
            before = max((other.end for other in found if other.end <= one.start), default=0)
            match = _SUPPLEMENT.search(raw, before, one.start)
            one = one._replace(start=match.start()) if match else one
        result.append(one)
    return result


def _era(raw: str, found: list[Segment]) -> list[Segment]:
    """Read no volume in the year of an era: ``民國 74(1985)``."""
    return [one for one in found if one.label != "volume" or not _ERA.search(raw, max(0, one.start - 4), one.start)]


def _house(raw: str, found: list[Segment]) -> list[Segment]:
    """Take a house that stands before its town for the publisher, where no number makes it a journal."""
    said = labels(found)
    if said & (HOUSES | {"volume", "issue", "number", "pages", "doi", "series"}) or "title" not in said:
        return found
    for held, town in pairwise(found):
        if (held.label, town.label) == ("container", "place") and _PUBLISHES & {*bodies(raw[held.start : held.end])}:
            return [one._replace(label="publisher") if one is held else one for one in found]
    return found


def _article(raw: str, found: list[Segment]) -> list[Segment]:
    """Read the number of an article as its pages, where no others are printed: ``Art. 102345``."""
    match = None if "pages" in labels(found) else _ARTICLE.search(raw)
    if match is None:
        return found
    inside = [one for one in found if one.start < match.end() and match.start() < one.end]
    if any(one.label not in _LOOSE or one.start < match.start() or one.end > match.end() for one in inside):
        return found
    rest = [one for one in found if one not in inside]
    return sorted([*rest, Segment("pages", *match.span("pages"), 0.8)], key=lambda one: one.start)


def _chapters(raw: str, found: list[Segment]) -> list[Segment]:
    """Read ``Ch. 5, 6`` as a note: chapters are neither volumes nor pages."""
    match = _CHAPTER.search(raw)
    if match is None:
        return found
    inside = [one for one in found if match.start() <= one.start and one.end <= match.end()]
    if not inside or any(
        one.label not in ("container", "volume", "issue", "pages", "publisher", "number") for one in inside
    ):
        return found
    rest = [one for one in found if one not in inside]
    if any(one.start < match.end() and match.start() < one.end for one in rest):
        return found
    return sorted([*rest, Segment("note", *match.span(), 0.8)], key=lambda one: one.start)


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


RULES: tuple[tuple[Rule, tuple[str, ...], frozenset[str]], ...] = (
    (_reporter, (" v. ",), frozenset()),
    (_year_between, ("(19", "(20", "[19", "[20", "( 19", "( 20"), HELD),
    (_town, (". ",), frozenset(("place",))),
    (_series, ("LN", "CCIS", "AISC", "Lecture Notes"), frozenset(("container",))),
    (_birthday, ("Geburtstag",), frozenset(("container", "title"))),
    (_disc, ("CD", "DVD", "USB"), HOUSES),
    (_supplement, ("Suppl", "Special Issue"), frozenset(("issue",))),
    (
        _era,
        ("民國", "昭和", "大正", "明治", "平成", "令和", "檀紀", "光武", "隆熙", "단기", "민국"),
        frozenset(("volume",)),
    ),
    (_house, (), frozenset(("container",))),
    (_article, ("Art",), HELD),
    (_chapters, ("Ch", "ch. ", "ch ", "ch."), frozenset()),
)
"""Each rule, the words without one of which it has nothing to say, and the stretches of which there must be one."""

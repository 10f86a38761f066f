"""Segments → segments: forms that certain fields and houses print, and that have one reading.

Physics prints ``528(2011), 3349``; computer science a book and its series as ``Title. LNCS, vol. 6872``; botany a town
in a journal's short name; East Asia a year by its era.
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
    r"|Lecture Notes in [A-Z][A-Za-z]+(?:\s(?:and\s)?[A-Z][A-Za-z]+){0,3}"
    r"|(?:[A-Z][\w&]*\.?\s){1,4}(?:Special|Spec\.)\s(?:Publications?|Publ?\.|Papers?|Pap\.|Volumes?))\W*\Z"
)
_BIRTHDAY = lazy(r"\bzum\s\d{1,3}\.\sGeburtstag\b")
_DISC = lazy(r"\W*(?:CD-?ROM|DVD|USB)\W*", re.IGNORECASE)
_SUPPLEMENT = lazy(r"(?<![A-Za-z])(?:Suppl?(?:ement)?|Special Issue)\.?\s?(?:No\.?\s?)?\Z")
_ERAS = ("民國", "昭和", "大正", "明治", "平成", "令和", "檀紀", "光武", "隆熙", "단기", "민국")
_ERA = lazy(rf"(?:{'|'.join(_ERAS)})\s?\Z")
_STATES = frozenset(
    str.split("""
    Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois
    Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana
    Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming
    """)
)
_AHEAD = lazy(
    r"[\s,.]*[\s(]\(?(?:iFirst|ASAP|[Oo]nline\s[Ff]irst|[Ii]n\s[Pp]ress|[Ee]arly\s[Vv]iew|[Aa]dvance\s[Oo]nline\s[Pp]ublication"
    r"|Epub(?:\sahead\sof\sprint)?)\)?\W*\Z"
)
_REVIEW = lazy(r"MR\s?\d{5,8}\W*")
_DAILY = lazy(r"(?P<date>\d{1,2}월\s?\d{1,2}일)\s?자?\s?,?\s?(?:제\s?)?(?P<pages>[A-Z]?\d{1,3})\s?면")
_LATIN_DAILY = lazy(
    r"\s(?P<date>\d{1,2}\s(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?)\s(?P<year>\d{4}):\s?(?P<pages>[A-Z]?\d{1,3})"
    r"(?=\W*\Z)"
)
_REPORT = lazy(r"[가-힣](?:보고서|보고|논문집|자료집|연보|백서|학보|학회지)\Z")
_BOUND = lazy(r"(?:합본호?|특집호?|별책|부록|창간호|(?:봄|여름|가을|겨울)호|\d{1,2}월호)")
_OF_A_SEASON = lazy(r"[』》」〉]\s?,?\s?(?:(?:19|20)\d\d년?\s?)?(?P<issue>(?:봄|여름|가을|겨울|\d{1,2}월)호)")
_IN = lazy(r"(?<![A-Za-z])[Ii]n:?\s*[“\"‘'『《]?\s*\Z")
_COLLECTED = lazy(r"총서|叢書|전집|全集|문고|文庫|시리즈|\b(?:Series|Studies|Library|Monographs?)\b")
_DAILY_PAPER = lazy(r"[가-힣]{2,6}(?:일보|신문)")
_NUMBERS = frozenset(("volume", "issue", "number", "pages"))
_LOOSE = frozenset(("note", "other", "number", "issue"))
_PUBLISHES = frozenset(("known house", "house"))
_CHAPTER = lazy(r"\b[Cc]h(?:ap(?:ter)?)?s?\.?\s?\d+(?:\s?[-,~–]\s?\d+)*")
_ARTICLE = lazy(r"(?<![A-Za-z])Art(?:icle)?\.?\s(?:No\.?\s|ID:?\s)?(?P<pages>e?\d{3,9})(?=[\s.,;)]|\Z)")


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
    """Read neither volume nor page in the year of an era: ``民國 74(1985)``, ``大正13[1924]``."""
    return [one for one in found if one.label not in _NUMBERS or not _ERA.search(raw, max(0, one.start - 4), one.start)]


def _house(raw: str, found: list[Segment]) -> list[Segment]:
    """Take for the publisher a house before its town, and what stands behind a town and a colon.

    Neither where a number makes it a journal.
    """
    said = labels(found)
    if said & (HOUSES | {"volume", "issue", "number", "doi", "series"}) or "title" not in said:
        return found
    for one, other in pairwise(found):
        if (one.label, other.label) == ("container", "place") and "pages" not in said:
            held = one if _PUBLISHES & {*bodies(raw[one.start : one.end])} else None
        else:
            behind = (one.label, other.label) == ("place", "container") and raw[one.end : other.start].strip() == ":"
            held = other if behind else None
        if held:
            return [each._replace(label="publisher") if each is held else each for each in found]
    return found


def _state(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave a town its state: ``Westport, Connecticut``."""
    for at, (town, state) in enumerate(pairwise(found)):
        if town.label != "place" or raw[town.end : state.start].strip() != ",":
            continue
        if state.label in HOUSES and raw[state.start : state.end] in _STATES:
            return [*found[:at], town._replace(end=state.end), *found[at + 2 :]]
    return found


def _edited(raw: str, found: list[Segment]) -> list[Segment]:
    """Part the house from the editor in brackets before it: ``(Ed. Roe J), Sample House, Springfield``."""
    if labels(found) & HOUSES:
        return found
    for at, one in enumerate(found):
        close = raw.find("), ", one.start, one.end) if one.label == "editor" else -1
        if close > 0 and raw.rfind("(", max(0, one.start - 8), one.start) >= 0 and "(" not in raw[one.start : close]:
            house = Segment("publisher", close + 3, one.end, min(one.confidence, 0.8))
            return [*found[:at], one._replace(end=close), house, *found[at + 1 :]]
    return found


def _ahead(raw: str, found: list[Segment]) -> list[Segment]:
    """End the name of a journal before what is said of an article that waits for its number: ``(iFirst)``."""
    result = []
    for one in found:
        match = _AHEAD.search(raw, one.start + 2, one.end) if one.label == "container" else None
        result.append(one._replace(end=match.start()) if match else one)
    return result


def _reviewed(raw: str, found: list[Segment]) -> list[Segment]:
    """Read the number of a review in ``Mathematical Reviews`` as a note."""
    return [
        one._replace(label="note") if one.label == "pages" and _REVIEW.fullmatch(raw, one.start, one.end) else one
        for one in found
    ]


def _daily(raw: str, found: list[Segment]) -> list[Segment]:
    """Read day and page of a newspaper: ``12월 9일자 3면``."""
    match = _DAILY.search(raw)
    if match is None:
        return found
    inside = [one for one in found if one.start < match.end("pages") and match.start("date") < one.end]
    if not labels(inside) & _NUMBERS or any(one.label not in _NUMBERS | {"date", "note", "other"} for one in inside):
        return found
    if any(one.start < match.start("date") or one.end > match.end() for one in inside):
        return found
    rest = [one for one in found if one not in inside and (one.label != "pages" or one.start < match.start())]
    if labels(rest) & {"date", "pages", "volume"}:
        return found
    new = [Segment(label, *match.span(label), 0.8) for label in ("date", "pages")]
    return sorted([*rest, *new], key=lambda one: one.start)


def _latin_daily(raw: str, found: list[Segment]) -> list[Segment]:
    """Read day, year and page of a newspaper behind its name: ``Sample Daily 27 Sept. 1921: 3``."""
    match = _LATIN_DAILY.search(raw)
    if match is None:
        return found
    ended = [
        one._replace(end=match.start()) if one.start < match.start() < one.end <= match.end("date") else one
        for one in found
    ]
    inside = [one for one in ended if one.start < match.end() and match.start() < one.end]
    if any(one.start < match.start() or one.end > match.end() for one in inside):
        return found
    new = [Segment(label, *match.span(label), 0.8) for label in ("date", "year", "pages")]
    return sorted([*(one for one in ended if one not in inside), *new], key=lambda one: one.start)


def _of_a_series(raw: str, found: list[Segment]) -> list[Segment]:
    """Take no report, no special issue and no quarterly for a publisher: ``『가나문학』 1978년 봄호``."""
    result = []
    said = labels(found)
    for one in found:
        if one.label == "publisher" and _BOUND.fullmatch(raw, one.start, one.end):
            result.append(one._replace(label="note"))
        elif one.label == "publisher" and not said & HELD and _REPORT.search(raw, one.start, one.end):
            result.append(one._replace(label="series"))
        elif one.label == "publisher" and not said & HELD and (match := _OF_A_SEASON.match(raw, one.end)):
            result.append(one._replace(label="container"))
            if not any(other.start < match.end() and match.start("issue") < other.end for other in found):
                result.append(Segment("issue", *match.span("issue"), 0.8))
        else:
            result.append(one)
    return result


def _second_title(raw: str, found: list[Segment]) -> list[Segment]:
    """Take the second of two titles for what holds the first: behind ``In``, in the brackets of books, a newspaper."""
    titles = [at for at, one in enumerate(found) if one.label == "title"]
    if len(titles) != 2:
        return found
    first, second = (found[at] for at in titles)
    between = found[titles[0] + 1 : titles[1]]
    if any(one.label not in ("editor", "translator", "year", "date") for one in between):
        return found
    end = between[-1].end if between else first.end
    in_book = _IN.search(raw, end, second.start) is not None or _DAILY_PAPER.fullmatch(raw, second.start, second.end)
    bracketed = raw[second.start - 1] in "『《" and raw[first.start - 1] in "「〈“\"‘'"
    held = [at for at, one in enumerate(found) if one.label in HELD]
    if not (in_book or bracketed) or (held and (held[0] < titles[1] or len(held) > 1)):
        return found
    result = list(found)
    if held:
        at = held[0]
        if not _COLLECTED.search(raw, found[at].start, found[at].end):
            return found
        result[at] = found[at]._replace(label="series")
        if at + 1 < len(found) and found[at + 1].label == "volume":
            result[at + 1] = found[at + 1]._replace(label="number")
    result[titles[1]] = second._replace(label="container")
    return result


def _article(raw: str, found: list[Segment]) -> list[Segment]:
    """Read the number of an article as its pages, where no others are printed: ``Art. 102345``."""
    match = None if "pages" in labels(found) else _ARTICLE.search(raw)
    if match is None:
        return found
    ended = [
        one._replace(end=one.start + len(raw[one.start : match.start()].rstrip(" .,")))
        if one.label == "container" and one.start < match.start() < one.end == match.end()
        else one
        for one in found
    ]
    inside = [one for one in ended if one.start < match.end() and match.start() < one.end]
    if any(one.label not in _LOOSE or one.start < match.start() or one.end > match.end() for one in inside):
        return found
    rest = [one for one in ended if one not in inside]
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


RULES: tuple[tuple[Rule, tuple[str, ...], frozenset[str]], ...] = (
    (_year_between, ("(19", "(20", "[19", "[20", "( 19", "( 20"), HELD),
    (_town, (". ",), frozenset(("place",))),
    (_series, ("LN", "CCIS", "AISC", "Lecture Notes", "Spec"), frozenset(("container",))),
    (_birthday, ("Geburtstag",), frozenset(("container", "title"))),
    (_disc, ("CD", "DVD", "USB"), HOUSES),
    (_supplement, ("Suppl", "Special Issue"), frozenset(("issue",))),
    (_era, _ERAS, _NUMBERS),
    (_house, (), frozenset(("container",))),
    (_state, (), HOUSES),
    (_edited, ("), ",), frozenset(("editor",))),
    (_ahead, ("First", "first", "ASAP", "ress", "iew", "ublication", "Epub"), frozenset(("container",))),
    (_reviewed, ("MR",), frozenset(("pages",))),
    (_daily, ("면",), _NUMBERS),
    (_latin_daily, (": ",), frozenset(("year",))),
    (_of_a_series, ("보고", "집", "호", "연보", "백서", "학보", "학회지", "별책", "부록"), HOUSES),
    (_second_title, ("In", "in ", "『", "《", "일보", "신문"), frozenset(("title",))),
    (_article, ("Art",), HELD),
    (_chapters, ("Ch", "ch. ", "ch ", "ch."), frozenset()),
)
"""Each rule, the words without one of which it has nothing to say, and the stretches of which there must be one."""

"""Segments → segments: what a stretch is, told by its own words and by what stands beside it.

A body without a number beside it publishes and holds no article; a book title in book brackets is held by no journal;
an article in press has no publisher of that name. The rules rename stretches, and speak only where the form leaves one
reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.references.bodies import hangul_body, latin_body
from kg.references.patterns import lazy
from kg.references.segments import Segment

__all__ = ["HELD", "HOUSES", "labels", "rename"]

HELD = frozenset(("container", "series"))
HOUSES = frozenset(("publisher", "institution"))
_SERIAL = frozenset(("volume", "issue", "number", "doi"))
_NEWSPAPER = lazy(
    r"(?P<name>[가-힣A-Z]{2,8}\s?(?:일보|신문|뉴스|데일리)|한겨레(?:21)?|프레시안|뉴시스|머니투데이|이데일리|[가-힣]{2}(?:경제TV|투데이)"
    r"|(?:매일|한국|아시아|서울|헤럴드|파이낸셜)경제|주간(?:조선|동아|경향|한국)|시사(?:IN|인|저널)|노컷뉴스"
    r"|(?:The\s)?(?:[A-Z][\w.]+\s){1,3}(?:Daily|Times|News|Herald|Post|Biz|Weekly|Tribune|Gazette|Economy)"
    r"|(?:Monthly|Weekly)(?:\s[A-Z][\w.]+){1,2})"
    r"(?:\s?\(?[Oo]nline\)?)?(?:\s(?:사설|기사))?"
)
_REPORTER = lazy(r"\s(?P<author>(?:[A-Z]\.\s?){1,3}[A-Z][a-z]+\.?)")
_HOUSE = lazy(
    r"(?:[사당원회부]|출판|社|堂|院|[Pp]ress|Universit\w+|Institut\w*|Publish\w*|Sons|Verlag|Inc\.?|Ltd\.?)\W*\Z"
)
# Institutes and international bodies that are known by their letters, and that no journal is called.
_INSTITUTES = frozenset(
    str.split("""
    ETRI KISDI KIET KDI STEPI KISTI KAERI KERI KIEP KRIHS KEI KIHASA KLI KEDI KICE NIA KISA KOTRA KEEI KICT KIST KRISS
    KIMM KIGAM KITECH NIPA KOCCA KRICT KARI POSRI SERI OECD UNESCO WHO FAO ILO IMF UNIDO UNDP UNEP UNCTAD WIPO NASA NOAA
    USGS
    """)
)
_PRESS = lazy(
    r"(?:[A-Z][\w&.’'-]*\s){0,4}(?:Press|Publish(?:ing|ers)|Publications|Verlag|University|Institute|Agency|Arboretum|Foundation)"
    r"(?:,?\s(?:Inc|Ltd|Co)\.?)?\.?"
)
_NAME = lazy(r"[A-Z][\w’'-]+(?:\s(?:(?:of|for|and|the|on)\s)*[A-Z][\w’'-]+){1,6}")
_OFFICE = lazy(r"[가-힣A-Z ]{2,24}(?:연구원|연구소|개발원|진흥원|공단|공사|재단|위원회|출판부|출판사|대학교)")
_PENDING = lazy(
    r"(?:제출|투고|심사|인쇄|게재)\s?중|게재\s?(?:예정|확정)"
    r"|[Ii]n [Pp]ress|[Ss]ubmitted|[Ff]orthcoming|[Ii]n [Pp]reparation|[Aa]ccepted"
)
_DECISION = lazy(
    r"\W*(?P<author>대법원|헌법재판소|[가-힣]{2,8}법원(?:\s?[가-힣]{2,4}지원)?)\s?(?P<year>(?:19|20)\d\d)\s?[.년]"
    r"\s?(?P<date>\d{1,2}\s?[.월]\s?\d{1,2})\s?[.일]?\s?(?:자\s?)?선고\s?(?P<number>\d{2,4}[가-힣]{1,3}\d{1,7})"
    r"(?:\s?[,·]\s?\d+)*(?:\(\w{2,6}\))?\s?(?:전원(?:재판부|합의체)\s?)?(?:판결|결정)?\W*"
)
_SHORT = lazy(r"\s?\([A-Z][A-Za-z0-9&/-]{1,11}\)\s(?=[A-Za-z])")
_OPENED = lazy(r"[』」》”\"’']?,?\s?\(\s?")
_HEAD = frozenset(("author", "editor", "year", "date"))
_EDITION = lazy(r"\d(?:st|nd|rd|th)\b|[Ee]d(?:ition|n)?\b|[Rr]ev|판|쇄|版|刷|Auf|[Vv]er(?:sion)?\b|[Vv]\d")
_PAGE_WORD = lazy(r"\b[Pp]{1,2}\.?\s*\Z")


def labels(found: Sequence[Segment]) -> set[str]:
    """Name what was found."""
    return {segment.label for segment in found}


def rename(raw: str, segments: Sequence[Segment]) -> list[Segment]:
    """Give stretches the names that their words and their neighbours tell.

    Args:
        raw: the reference.
        segments: what was found in it, in order.
    """
    found = list(segments)
    if "선고" in raw and (decision := _decision(raw)):
        return decision
    said = labels(found)
    if not said & HELD:
        found = _chapter(raw, _journal(raw, _newspaper(raw, found)))
    if not said & HOUSES:
        found = _book(raw, _body(raw, found))
    if said & HOUSES:
        found = _pending(raw, found)
        found = _placed(found) if "title" in said else found
    if "volume" in said:
        found = _page(raw, found)
        found = found if "issue" in said else _alone(raw, found)
    if "title" not in said:
        found = _untitled(raw, _edition(raw, found))
    if "note" in said:
        found = _acronym(raw, found)
    return _editors(raw, found) if "editor" in said else found


def _acronym(raw: str, found: list[Segment]) -> list[Segment]:
    """Let a title go on behind an acronym in brackets, where nothing parts them: ``Open Towns(OT2) Quick Guide``."""
    for at, one in enumerate(found):
        match = _SHORT.match(raw, one.end) if one.label == "title" else None
        rest = [other for other in found[at + 1 :] if match and other.start <= match.end()]
        if match and rest and rest[-1].start == match.end() and {other.label for other in rest} == {"note"}:
            return [*found[:at], one._replace(end=rest[-1].end), *found[at + 1 + len(rest) :]]
    return found


def _decision(raw: str) -> list[Segment]:
    """Read a reference that is a court's decision and nothing else: the court, the day, the number of the case."""
    match = _DECISION.fullmatch(raw)
    return [Segment(label, *match.span(label), 0.95) for label in ("author", "year", "date", "number")] if match else []


def _newspaper(raw: str, found: list[Segment]) -> list[Segment]:
    """Take the newspaper in the author's or the publisher's place for what holds the article."""
    if labels(found) & HELD:
        return found
    for label in ("author", "publisher"):
        named = [segment for segment in found if segment.label == label]
        match = _NEWSPAPER.match(raw, named[0].start, named[0].end) if len(named) == 1 else None
        if match is None:
            continue
        at = found.index(named[0])
        paper = named[0]._replace(label="container", end=match.end("name"))
        if match.end() == named[0].end:
            return [*found[:at], paper, *found[at + 1 :]]
        who = _REPORTER.fullmatch(raw, match.end(), named[0].end)
        if who and label == "author":
            return [*found[:at], paper, named[0]._replace(start=who.start("author")), *found[at + 1 :]]
    return found


def _pending(raw: str, found: list[Segment]) -> list[Segment]:
    """Read ``in press`` and ``제출 중`` as a note."""
    return [
        one._replace(label="note") if one.label in HOUSES and _PENDING.fullmatch(raw, one.start, one.end) else one
        for one in found
    ]


def _placed(found: list[Segment]) -> list[Segment]:
    """Of two publishers, take the one behind its place, and the other for a remark."""
    houses = [at for at, one in enumerate(found) if one.label in HOUSES]
    behind = [at for at in houses if at and found[at - 1].label == "place"]
    if len(houses) != 2 or len(behind) != 1 or found[houses[0]].confidence >= found[behind[0]].confidence:
        return found
    other = next(at for at in houses if at != behind[0])
    return [*found[:other], found[other]._replace(label="note"), *found[other + 1 :]]


def _edition(raw: str, found: list[Segment]) -> list[Segment]:
    """Take for the title what stands in its place, like an edition, and speaks of none: ``Industry 4.0``."""
    for at, one in enumerate(found[:4]):
        before = {segment.label for segment in found[:at]}
        if one.label == "edition" and "author" in before and not _EDITION.search(raw, one.start, one.end):
            return [*found[:at], one._replace(label="title"), *found[at + 1 :]] if before <= _HEAD else found
    return found


def _page(raw: str, found: list[Segment]) -> list[Segment]:
    """Read no volume behind ``pp.``."""
    label = "other" if "pages" in labels(found) else "pages"
    return [
        one._replace(label=label)
        if one.label == "volume" and _PAGE_WORD.search(raw, max(0, one.start - 5), one.start)
        else one
        for one in found
    ]


def _alone(raw: str, found: list[Segment]) -> list[Segment]:
    """Read a number that stands alone in brackets right behind the journal as the issue: ``마을연구(31)``."""
    for before, one in pairwise(found):
        bracketed = one.label == "volume" and before.label in HELD and _OPENED.fullmatch(raw, before.end, one.start)
        if bracketed and raw[one.end : one.end + 2].strip().startswith(")"):
            return [other._replace(label="issue") if other is one else other for other in found]
    return found


def _journal(raw: str, found: list[Segment]) -> list[Segment]:
    """Take what stands right before volume and pages for the journal, where there is no other."""
    said = labels(found)
    if said & HELD or not {"volume", "pages"} <= said:
        return found
    at = next(index for index, segment in enumerate(found) if segment.label == "volume")
    if not at or found[at - 1].label != "publisher" or found[at].start - found[at - 1].end > 8:
        return found
    if _HOUSE.search(raw, found[at - 1].start, found[at - 1].end):
        return found
    return [*found[: at - 1], found[at - 1]._replace(label="container"), *found[at:]]


def _body(raw: str, found: list[Segment]) -> list[Segment]:
    """Take a body for the publisher: as a note it is nothing else, and without a number beside it no journal."""
    said = labels(found)
    if said & HOUSES:
        return found
    result = []
    for one in found:
        text = raw[one.start : one.end].strip(" .,")
        if one.label == "note" and latin_body(text) and _NAME.fullmatch(text):
            one = one._replace(label="publisher")
        elif one.label == "container" and not said & _SERIAL and not _bracketed(raw, one):
            short = text in _INSTITUTES and "pages" not in said
            latin = _PRESS.fullmatch(text) and latin_body(text)
            if short or latin or (_OFFICE.fullmatch(text) and hangul_body(text)):
                one = one._replace(label="publisher")
        result.append(one)
    return result


def _bracketed(raw: str, one: Segment, marks: str = '『「《〈<“"') -> bool:
    return raw[max(0, one.start - 1) : one.start] in tuple(marks) or raw[one.start : one.start + 1] in tuple(marks)


def _book(raw: str, found: list[Segment]) -> list[Segment]:
    """Take what follows a title in book brackets, bare and without a number, for its publisher."""
    said = labels(found)
    if said & (_SERIAL | HOUSES):
        return found
    for at in range(1, len(found)):
        one, before = found[at], found[at - 1]
        if one.label != "container" or before.label != "title" or not _bracketed(raw, before, "『《"):
            continue
        if not _bracketed(raw, one) and "『" not in raw[one.start :] and one.end - one.start <= 14:
            return [*found[:at], one._replace(label="publisher"), *found[at + 1 :]]
    return found


def _chapter(raw: str, found: list[Segment]) -> list[Segment]:
    """Take the second of two titles, in book brackets behind one in quotes, for the book that holds the first."""
    titles = [at for at, one in enumerate(found) if one.label == "title"]
    if len(titles) != 2 or labels(found) & HELD or titles[1] != titles[0] + 1:
        return found
    first, second = found[titles[0]], found[titles[1]]
    if _bracketed(raw, first, "「〈“\"<‘'") and _bracketed(raw, second, "『《"):
        return [*found[: titles[1]], second._replace(label="container"), *found[titles[1] + 1 :]]
    return found


def _untitled(raw: str, found: list[Segment]) -> list[Segment]:
    """Take the first of two publishers for the title, where there is none: ``1991. 마을문화사. 서울: 가나무역``."""
    if "title" in labels(found):
        return found
    houses = [at for at, one in enumerate(found) if one.label in HOUSES | HELD]
    if len(houses) < 2 or any(one.label not in ("author", "year", "editor") for one in found[: houses[0]]):
        return found
    if found[houses[-1]].label not in HOUSES:
        return found
    return [*found[: houses[0]], found[houses[0]]._replace(label="title"), *found[houses[0] + 1 :]]


def _editors(raw: str, found: list[Segment]) -> list[Segment]:
    """Join the names before ``(Eds.)`` that open a reference: all of them edited it."""
    if len(found) < 2 or found[0].label != "author" or found[1].label != "editor" or found[0].start > 3:
        return found
    between = raw[found[0].end : found[1].start]
    if re.fullmatch(r"\s*(?:[,;]|,?\s*(?:and|&))\s*", between) and re.match(r"\s?\(?E?e?ds\b", raw[found[1].end :]):
        return [found[1]._replace(start=found[0].start), *found[2:]]
    return found

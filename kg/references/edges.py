"""Segments → segments: borders that the print itself draws.

Some hosts print a reference as ``Title;Family;Journal,Year``; a journal keeps the letter of its series, a title the
number of its part, a conference its year; a firm behind a title is no part of it. The rules move borders, and speak
only where the form leaves one reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.references import designations, holders, house_forms
from kg.references.house_forms import Rule
from kg.references.patterns import lazy
from kg.references.renames import HELD, HOUSES, labels
from kg.references.segments import Segment

__all__ = ["draw"]

_TRIPLE = lazy(
    r"(?P<title>[^;]{8,});\s?(?P<author>[^;,\d]{2,60});\s?(?P<container>[^;]{2,}?),\s?(?P<year>(?:19|20)\d\d)\.?\s*"
)
_LETTER = lazy(r"\s?\([A-Z]\)(?=[\s,.;]|\Z)")
_PART = lazy(r"\s?\((?:[ⅠⅡⅢⅣⅤⅥⅦⅰⅱⅲⅳ]|I{1,3}|IV|VI{0,3})\)(?=[\s,.;:”\"』」]|\Z)")
_HELD_YEAR = lazy(r"\s?(?P<year>(?:19|20)\d\d|['’‘]\d\d)(?=[\s,.;)]|\Z)")
_DATED = lazy(r"[,.]\s*((?:19|20)\d\d)\s?[.년]\s?\d{1,2}\s?[.월]?\s*\Z")
_YEAR_FIRST = lazy(r"((?:19|20)\d\d)[.,]?\s+(?=\S)")
_COMPANY = lazy(r"[,.]\s*(?P<name>(?:\(주\)|㈜|도서출판\s|주식회사\s)\s?[가-힣A-Za-z]{1,15})\W*\Z")
_ISSUE = lazy(
    r"\s?[권호집]?\s*,\s*제\s?(?P<issue>\d{1,4})\s?[집호]|[\s,]*(?:(?:19|20)\d\d\s?)?(?P<season>(?:봄|여름|가을|겨울)호|\d{1,2}월호)"
)
_TRANSLATED = lazy(
    r"[.,]\s*[Tt]rans(?:lated|\.)(?:\s+from\s+(?:the\s+)?\w+)?\s+by\s+(?P<translator>[^.;:]{4,60})(?=[.;]|\Z)"
)
_ONLINE = lazy(r"\s?\[(?:[Ii]nternet|인터넷)\][.,]?\s*")
_ENGLISH = lazy(r"(?<=[가-힣一-鿿)])\s?\[(?=[A-Z])[A-Za-z0-9 ,.:;'’&()-]{8,}\]\W*\Z")
_PLACED = lazy(
    r"\W*(?P<place>[A-Z][a-z]+(?:[-\s][A-Z][a-z]+){0,2}(?:,\s[A-Z][\w. ]{1,12})?)\s?[:.]\s+"
    r"(?P<publisher>[A-Z][^:]{2,}?)\W*"
)
_SCHOOL = lazy(
    r",\s*(?P<institution>(?:[A-Z][\w’'-]+\s){0,3}(?:University|Universität|Université)\b[^,]*|[가-힣]{2,10}대학교[^,]*)\s*\Z"
)
_DEGREE = lazy(r"\s(?P<degree>(?:[가-힣]{1,6})?(?:석사|박사)\s?학?위?\s?논문)\W*\Z")
_RELEASE = lazy(r"\s(?:보도\s?자료|홈페이지)\Z")
_DRAFT = lazy(r"(?P<body>W3C|IETF|ITU(?:-[TR])?|ISO|IEC|IEEE)\s(?:Recommendation|Working\s[Dd]raft|Draft|Standard)\b")
_TOWN = lazy(r",\s*(?P<place>[가-힣]{2,4}도\s[가-힣]{1,4}[시군]|[가-힣]{1,4}특?별?광?역?시)\W*\Z")
_SOCIETY = lazy(
    r"(?:Conference|Convention|Symposium|Congress|Meeting)\.\s+(?P<publisher>(?:[A-Z]\w+\s){1,3}(?:Society|Institute|Association)\b[^.,]*)"
)
_TALK = lazy(
    r",\s*(?P<container>[^,]*?(?:세미나|학술대회|심포지엄|심포지움|포럼|토론회|워크숍|워크샵|발표회|컨퍼런스|간담회))"
    r"(?:\s?(?:발표|발제|토론)\s?(?:자료|문))?\W*\Z"
)
_PREPARED = lazy(
    r"[,.]\s(?:[A-Z][a-z]+\s)?(?:[Rr]eport|[Ss]tudy|[Pp]aper)\s(?:prepared|commissioned|submitted|produced|written)"
    r"\s(?:at|by|for|to|on)\b"
)
_COUNT = lazy(r"(?P<close>[』」》])\s?(?P<volume>\d{1,2}|[ⅠⅡⅢⅣⅤ])\W*\Z|\s(?P<inside>\d{1,3})\W*\Z")


def draw(raw: str, segments: Sequence[Segment]) -> list[Segment]:
    """Move borders to where the print has them.

    Args:
        raw: the reference.
        segments: what was found in it, in order.
    """
    found = list(segments)
    if raw.count(";") == 2 and (triple := _triple(raw, found)):
        return triple
    said = labels(found)
    for rule, words, wanted in _RULES:
        if (not wanted or not said.isdisjoint(wanted)) and (not words or any(map(raw.__contains__, words))):
            found = rule(raw, found)
    return found


def _triple(raw: str, found: list[Segment]) -> list[Segment]:
    match = _TRIPLE.fullmatch(raw)
    if not match or not found or found[0].label != "title" or len(match["author"].split()) > 4:
        return []
    sure = min(segment.confidence for segment in found)
    return [Segment(label, *match.span(label), sure) for label in ("title", "author", "container", "year")]


def _split(
    raw: str, found: list[Segment], of: frozenset[str], pattern: re.Pattern[str], label: str, group: str
) -> list[Segment]:
    """Part what a pattern finds at the end of the first such stretch from it, as a stretch of its own."""
    for at, one in enumerate(found):
        match = pattern.search(raw, one.start, one.end) if one.label in of else None
        if match and match.start() > one.start + 1:
            new = Segment(label, *match.span(group), min(one.confidence, 0.8))
            return [*found[:at], one._replace(end=match.start()), new, *found[at + 1 :]]
    return found


_TITLE = frozenset(("title",))


def _conference(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave a conference its year, where the reference prints one more: ``ABCD 2009``, ``SPECTRA '04``."""
    for one in found:
        if one.label not in ("container", "publisher") or not raw[one.end - 1].isalpha():
            continue
        match = _HELD_YEAR.match(raw, one.end)
        if match is None:
            continue
        start, end = match.span("year")
        inside = [other for other in found if other.start < end and start < other.end]
        years = [
            o
            for o in found
            if o.label == "year" and o not in inside and raw[o.start : o.end][-2:] == raw[end - 2 : end]
        ]
        if not years or any(o.label not in ("year", "volume", "issue", "number", "other") for o in inside):
            continue
        if any(o.start < start - 1 or o.end > end + 1 for o in inside):
            continue
        if one.label == "publisher" and labels(found) & HELD:
            continue
        held = one._replace(label="container", end=end)
        return [held if other is one else other for other in found if other not in inside]
    return found


def _year_first(raw: str, found: list[Segment]) -> list[Segment]:
    """Part the year from the title behind it, where the names end right before and no other year is printed."""
    if labels(found) & {"year", "date"}:
        return found
    for at in range(1, len(found)):
        title = found[at]
        if title.label != "title" or found[at - 1].label not in ("author", "editor"):
            continue
        match = _YEAR_FIRST.match(raw, title.start, title.end)
        if match and title.start - found[at - 1].end <= 4:
            year = Segment("year", *match.span(1), min(title.confidence, 0.8))
            return [*found[:at], year, title._replace(start=match.end()), *found[at + 1 :]]
    return found


def _dated(raw: str, found: list[Segment]) -> list[Segment]:
    """Take from a title's end the year and month that the reference prints a second time."""
    years = {raw[segment.start : segment.end].strip(" ().") for segment in found if segment.label == "year"}
    result = []
    for segment in found:
        match = _DATED.search(raw, segment.start, segment.end) if segment.label == "title" else None
        if match and match[1] in years and match.start() > segment.start + 3:
            segment = segment._replace(end=match.start())
        result.append(segment)
    return result


def _parted(raw: str, found: list[Segment]) -> list[Segment]:
    """Part from a stretch's end what is none of it: a firm, a school, a degree, a town, a society."""
    said = labels(found)
    if not said & HOUSES:
        found = _split(raw, found, _TITLE, _COMPANY, "publisher", "name")
        found = _split(raw, found, frozenset(("container",)), _SOCIETY, "publisher", "publisher")
        if "degree" in said:
            found = _split(raw, found, _TITLE, _SCHOOL, "institution", "institution")
    if not said & HELD:
        found = _split(raw, found, _TITLE, _TALK, "container", "container")
    if "degree" not in said:
        found = _split(raw, found, HOUSES, _DEGREE, "degree", "degree")
    if "place" not in said:
        found = _split(raw, found, HOUSES, _TOWN, "place", "place")
    return found


def _ends(raw: str, found: list[Segment]) -> list[Segment]:
    """Cut what is printed behind a name and is none of it: ``보도자료``, ``W3C Recommendation``."""
    result = []
    for one in found:
        if one.label == "author" and (match := _RELEASE.search(raw, one.start, one.end)):
            one = one._replace(end=match.start())
        elif one.label in HOUSES and (match := _DRAFT.fullmatch(raw, one.start, one.end)):
            one = one._replace(end=match.end("body"))
        elif one.label == "title" and (match := _ENGLISH.search(raw, one.start + 2, one.end)):
            one = one._replace(end=match.start())
        result.append(one)
    return result


def _prepared(raw: str, found: list[Segment]) -> list[Segment]:
    """End a title before ``Report prepared for …``: that is a note, with what of it was taken for a container."""
    for at, one in enumerate(found):
        match = _PREPARED.search(raw, one.start + 8, one.end) if one.label == "title" else None
        if match is None:
            continue
        rest, end = found[at + 1 :], one.end
        if rest and rest[0].label in HELD and not labels(found) & {"volume", "issue", "pages"}:
            end, rest = rest[0].end, rest[1:]
        return [*found[:at], one._replace(end=match.start()), Segment("note", match.start() + 2, end, 0.8), *rest]
    return found


def _count(raw: str, found: list[Segment]) -> list[Segment]:
    """Part the number of a volume from a title or journal that is printed in book brackets: ``『가나연구 3』``."""
    if "volume" in labels(found):
        return found
    for at, one in enumerate(found):
        if one.label not in ("title", "container"):
            continue
        match = _COUNT.search(raw, one.start, one.end)
        if match is None or match.start() <= one.start + 1:
            continue
        group = "volume" if match["volume"] else "inside"
        closed = raw[one.end : one.end + 1] in ("』", "》") or raw[one.end - 1] in "』》"
        if group == "inside" and not (one.label == "container" and closed):
            continue
        new = Segment("volume", *match.span(group), 0.8)
        return [*found[:at], one._replace(end=match.start()), new, *found[at + 1 :]]
    return found


def _translated(raw: str, found: list[Segment]) -> list[Segment]:
    """Part ``Translated from the German by …`` from a title, and the house that may follow."""
    said = labels(found)
    for at, segment in enumerate(found):
        match = _TRANSLATED.search(raw, segment.start, segment.end) if segment.label == "title" else None
        if match is None or "translator" in said:
            continue
        new = [segment._replace(end=match.start()), Segment("translator", *match.span("translator"), 0.8)]
        return [*found[:at], *new, *_placed(raw, match.end(), segment.end, said), *found[at + 1 :]]
    return found


def _online(raw: str, found: list[Segment]) -> list[Segment]:
    """End a title before ``[Internet]``; place and house may follow."""
    for at, segment in enumerate(found):
        match = _ONLINE.search(raw, segment.start + 1, segment.end) if segment.label == "title" else None
        if match:
            rest = _placed(raw, match.end(), segment.end, labels(found))
            return [*found[:at], segment._replace(end=match.start()), *rest, *found[at + 1 :]]
    return found


def _placed(raw: str, start: int, end: int, said: set[str]) -> list[Segment]:
    match = _PLACED.fullmatch(raw, start, end)
    if match is None or said & HOUSES:
        return []
    return [Segment(label, *match.span(label), 0.7) for label in ("place", "publisher") if label not in said]


def _place(raw: str, found: list[Segment]) -> list[Segment]:
    """Part the town from the house behind its colon: ``Spring-Field: Sample University``."""
    if "place" in labels(found):
        return found
    for at, segment in enumerate(found):
        match = _PLACED.fullmatch(raw, segment.start, segment.end) if segment.label in HOUSES else None
        if match and raw[match.end("place") : match.start("publisher")].strip() == ":":
            place = Segment("place", *match.span("place"), segment.confidence)
            return [*found[:at], place, segment._replace(start=match.start("publisher")), *found[at + 1 :]]
    return found


def _issue(raw: str, found: list[Segment]) -> list[Segment]:
    """Find ``제 2집`` behind ``제 17권``, and ``여름호`` behind a journal; ``8월호`` is one issue."""
    if "issue" in labels(found):
        return [
            one._replace(end=one.end + 2) if one.label == "issue" and raw.startswith("월호", one.end) else one
            for one in found
        ]
    for segment in found:
        match = _ISSUE.match(raw, segment.end) if segment.label in ("volume", "container") else None
        if match is None or (match["issue"] and segment.label != "volume"):
            continue
        span = match.span("issue" if match["issue"] else "season")
        inside = [one for one in found if one.start < span[1] and span[0] < one.end]
        if all(one.label in ("other", "note", "volume", "date") for one in inside):
            rest = [one for one in found if one not in inside]
            return sorted([*rest, Segment("issue", *span, min(segment.confidence, 0.9))], key=lambda one: one.start)
    return found


def _letters(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave a volume or an issue the letter that is printed with it: ``30(S2)``, ``no.9A``, ``62-A``."""
    result = []
    for one in found:
        if one.label in ("volume", "issue") and raw[one.start : one.end].isdigit():
            before = re.search(r"(?<![^\W_])[A-Z]{1,2}\Z", raw[max(0, one.start - 3) : one.start])
            after = re.match(r"-?[A-Z](?![A-Za-z0-9])", raw[one.end : one.end + 3])
            free = (before or after) and not any(
                o is not one and o.end > one.start - 2 and o.start < one.end + 2 for o in found
            )
            if free and before and raw[max(0, one.start - len(before.group()) - 1)] in "( ,":
                one = one._replace(start=one.start - len(before.group()))
            elif free and after:
                one = one._replace(end=one.end + after.end())
        result.append(one)
    return result


def _part(raw: str, found: list[Segment]) -> list[Segment]:
    return _longer(raw, found, "title", _PART)


def _letter(raw: str, found: list[Segment]) -> list[Segment]:
    return _longer(raw, found, "container", _LETTER) if "volume" in labels(found) else found


def _longer(raw: str, found: list[Segment], label: str, more: re.Pattern[str]) -> list[Segment]:
    """Let a stretch hold the brackets right behind it, which no other holds."""
    result = []
    for segment in found:
        match = more.match(raw, segment.end) if segment.label == label else None
        if match and not any(one.start < match.end() and match.start() < one.end for one in found):
            segment = segment._replace(end=match.end())
        result.append(segment)
    return result


_RULES: tuple[tuple[Rule, tuple[str, ...], frozenset[str]], ...] = (
    (_conference, ("19", "20", "'", "’", "‘"), frozenset(("container", "publisher"))),
    (_year_first, ("19", "20"), frozenset(("author", "editor"))),
    (_dated, (".", "년"), frozenset(("year",))),
    (_translated, ("ranslated", "rans. by"), _TITLE),
    (_prepared, ("prepared", "commissioned", "submitted", "produced", "written"), _TITLE),
    (_online, ("nternet]", "인터넷]"), _TITLE),
    (_place, (": ", ". "), HOUSES),
    (_parted, (), frozenset()),
    (_ends, ("[", "자료", "페이지", "W3C", "IETF", "ITU", "ISO", "IEC", "IEEE"), frozenset()),
    (_issue, ("집", "호"), HELD | {"volume"}),
    (_count, ("』", "」", "》"), _TITLE | HELD),
    (_letters, (), frozenset(("volume", "issue"))),
    (_part, ("(Ⅰ", "(Ⅱ", "(Ⅲ", "(Ⅳ", "(Ⅴ", "(Ⅵ", "(Ⅶ", "(ⅰ", "(ⅱ", "(ⅲ", "(ⅳ", "(I", "(V"), _TITLE),
    (_letter, (")",), frozenset(("volume",))),
    *house_forms.RULES,
    *designations.RULES,
    *holders.RULES,
)
"""Each rule, the words without one of which it has nothing to say, and the stretches of which there must be one."""

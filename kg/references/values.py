"""Stretches of a reference → values: years, dates, numbers, pages, identifiers, degrees, words.

A segment may hold a little more than the value: the words beside a number, quotes and brackets, the resolver before a
DOI. Everything here narrows a stretch to the characters that say the value, and says what they mean.
"""

from __future__ import annotations

import calendar
import re
from functools import cache
from typing import NamedTuple

from kg.references.patterns import lazy

__all__ = ["Value", "date", "degree", "doi", "number", "numbers", "pages", "text", "total", "url", "year"]


class Value(NamedTuple):
    """A value and the characters that say it: offsets in the reference, half-open."""

    value: str
    start: int
    end: int


DASH = "-‐‑‒–—―−－~∼～〜˜∽⁓ー一"
_YEAR = lazy(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_BARE_YEAR = lazy(r"(?:1[4-9]|20)\d\d(?!\d)")


def year(raw: str, start: int, end: int) -> Value | None:
    """Find the year: four digits, without the letter behind them."""
    match = _YEAR.search(raw, start, end) or _BARE_YEAR.search(raw, start, end)
    return Value(match.group(), *match.span()) if match else None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    name = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
    return tuple(
        re.compile(rf"\s*{pattern}\s*\Z", re.IGNORECASE)
        for pattern in (
            r"(?P<month>\d{1,2})\s?월(?:\s?(?P<day>\d{1,2})\s?일)?(?:자|호)?",
            rf"{name}(?:[\s.,]*{day})?",
            rf"{name}[\s.,]*\d{{1,2}}\s?[{DASH}]\s?\d{{1,2}}",  # the days of a meeting: the month is its date
            rf"(?P<month>\d{{1,2}})\s?\.\s?\d{{1,2}}\s?[{DASH}]\s?\d{{1,2}}",
            rf"{day}[\s.,-]*(?:of\s)?{name}",
            r"(?P<month>\d{1,2})(?:\s?[./-]\s?(?P<day>\d{1,2}))?\s?\.?(?:자|호)?",
        )
    )


def date(part: str, year: str) -> str:
    """Read month and day beside a year.

    Args:
        part: what is printed beside the year: ``12.04``, ``4월 6일``, ``Mar.``, ``9 October``; the year may be in it.
        year: the year.

    Returns:
        ``2013-12-04`` or ``2013-12``; empty where the part is no day or month (``여름``, ``11-12``).
    """
    part = part.strip(" \t\n()[].,")
    if match := re.match(rf"{year}\s?[년.,/-]\s?|(.*?)[\s,./-]{year}\Z", part):
        part = match.group(1) if match.group(1) else part[match.end() :] if match.end() < len(part) else ""
    if len(part) > 20:
        return ""
    for pattern in _date_patterns():
        if found := pattern.match(part):
            groups = found.groupdict()
            month = _MONTHS.index(groups["name"][:3].lower()) + 1 if groups.get("name") else int(groups["month"])
            day = int(groups.get("day") or 0)
            if not 1 <= month <= 12 or day > (calendar.monthrange(int(year), month)[1]):
                return ""
            return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
    return ""


_BEFORE_NUMBER = lazy(
    r"\s*(?:제|第|통권|통호|[Vv][Oo][Ll](?:ume|UME)?|[Vv](?=[.\s]*\d)|[Nn][Oo]|[Nn](?:r|um(?:ber)?)?(?=[.\s]*\d)|[Ii]ssue|[Bb](?:an)?d|"
    r"[Tt]ome?|[Hh]eft|Jg|年|권(?=\s?\d)|№|#)[\s.:]*"
)
_AFTER_NUMBER = lazy(r"[\s.]*(?:권|집|호|號|号|卷|輯|巻|券|期|册|책|년도?)\s*\Z")
_ISSUE_WITHIN = lazy(r"\s*(?P<volume>[^()（）\s,]{1,12})\s*[(（]\s*(?P<issue>[^()（）]{1,24}?)\s*[)）]\s*\Z")
_ISSUE_AFTER = lazy(
    r"\s*(?:제|第|[Vv]ol(?:ume)?\.?|[Vv]\.)?\s?(?P<volume>\d{1,4})\s?(?:권|집|卷|巻)?[\s,.]*"
    r"(?:제\s?|第\s?|[Nn]o\.?\s?|[Nn]\.\s?|[Ii]ssue\s?)(?P<issue>\d{1,4}(?:[-,·]\d{1,3})?)\s?(?:호|號|号)?\s*\Z"
)
_TRIM = " \t\n\u3000\xa0,;:."


def number(raw: str, start: int, end: int) -> Value | None:
    """Narrow a volume or an issue to the number alone, without the words beside it."""
    start, end = _strip(raw, start, end, _TRIM + "([（［「『<〈", _TRIM + ")]）］」』>〉")
    for _ in range(2):
        match = _BEFORE_NUMBER.match(raw, start, end)
        if match and match.end() < end and (raw[match.end()].isdigit() or raw[match.end()] in "(ⅠⅡⅢⅣⅤIVX"):
            start = match.end()
    match = _AFTER_NUMBER.search(raw, start, end)
    if match and match.start() > start and raw[match.start() - 1] not in "월봄름을울간집":
        end = match.start()
    start, end = _strip(raw, start, end, _TRIM + "([（［", _TRIM + ")]）］")
    return Value(raw[start:end], start, end) if start < end else None


def numbers(raw: str, start: int, end: int) -> tuple[Value, Value] | None:
    """Split a stretch that holds volume and issue, such as ``23(4)`` or ``제15권 제2호``; nothing where it does not."""
    match = _ISSUE_WITHIN.match(raw, start, end) or _ISSUE_AFTER.match(raw, start, end)
    if not match or not any(char.isdigit() for char in match["volume"] + match["issue"]):
        return None
    volume, issue = number(raw, *match.span("volume")), number(raw, *match.span("issue"))
    return (volume, issue) if volume and issue else None


_PAGE = r"(?:\d{1,3}[A-Z]\d{2,4}|[A-Za-z]{0,3}\.?\d+(?:\.\d+)?[A-Za-z]?)"
_RANGE = lazy(
    rf"(?P<first>{_PAGE})\s?(?:쪽|면|頁|p\.?)?\s?(?:[{DASH}․·]|to\b){{1,3}}\s?(?:[Pp]{{1,2}}\.?\s?)?(?P<last>{_PAGE})"
)
_SINGLE = lazy(r"\d{1,3}[A-Z]\d{2,4}(?![A-Za-z\d])|[A-Za-z]{0,3}\d+(?:[.:]\d+)*[A-Za-z]?|[ivxlcIVXLC]+")
_ROMAN = lazy(rf"(?P<first>[ivxlcIVXLC]+)\s?[{DASH}]\s?(?P<last>[ivxlcIVXLC]+)")
_LONGEST_PAGES = 400
"""So far pages are looked for: in endless digits each might begin a range."""
_PAGE_WORD = lazy(r"[Pp]{1,2}\.?\s?(?=\d)|[Pp]ages?\s|[Ss]\.\s?(?=\d)")
_TOTAL = lazy(r"\s?(?:pp|PP|p|쪽|면|페이지|頁|S|pages?|Seiten|葉)\b\.?|\s?(?:쪽|면|페이지|頁|葉)")
_BEFORE_PAGES = lazy(r"(?:pp?|PP?|[Pp]ages?|S|頁|쪽)[\s.:]*\Z")


def pages(raw: str, start: int, end: int) -> Value | None:
    """Read pages: ``45-60`` for a range in whatever dash, the number for a single page; of several ranges the first."""
    end = min(end, start + _LONGEST_PAGES)
    if match := _PAGE_WORD.match(raw, start, end):
        start = match.end()
    for pattern in (_RANGE, _ROMAN):
        if found := pattern.search(raw, start, end):
            return Value(f"{found['first']}-{found['last']}", *found.span())
    single = _SINGLE.search(raw, start, end)
    return Value(single.group(), *single.span()) if single else None


def total(raw: str, start: int, end: int) -> int:
    """Tell where the word behind a number of pages ends (``85pp``, ``462쪽``); 0 where the number is no such total."""
    if not raw[start:end].isdigit() or _BEFORE_PAGES.search(raw, max(0, start - 8), start):
        return 0
    match = _TOTAL.match(raw, end)
    return match.end() if match else 0


_DOI = lazy(r"10\.\d{4,9}/\S+")


def doi(raw: str, start: int, end: int) -> Value | None:
    """Find a DOI in a stretch and give it bare, as printed; brackets inside belong to it, those around it do not.

    A DOI may hold brackets, ``<`` and ``;`` (SICI, ANSI/NISO Z39.56). DOI Handbook, section 3.
    """
    match = _DOI.search(raw, start, end)
    if not match:
        return None
    first, last = match.span()
    spare = {
        close: raw.count(close, first, last) - raw.count(open_, first, last) for open_, close in ("()", "[]", "<>")
    }
    while last > first:
        char = raw[last - 1]
        if char in spare and spare[char] > 0:
            spare[char] -= 1
        elif char not in ".,;:\"'”’。、":
            break
        last -= 1
    return Value(raw[first:last], first, last) if last > first else None


# The day of a visit that is printed without a space: `…/register.html,2010.6.1`, `…/news/(May 21, 2017)`.
_GLUED_DAY = lazy(
    r"[,;(](?:19|20)\d\d(?:[.-]\s?\d|년)|\((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\Z|\((?:19|20)\d\d\Z"
)


def url(raw: str, start: int, end: int) -> Value | None:
    """Narrow a URL to its characters, without the brackets and the full stop around it."""
    start, end = _strip(raw, start, end, " \t\n<([{「『:.,;", " \t\n>.,;:」』\"'”’")
    if glued := _GLUED_DAY.search(raw, start, end):
        start, end = _strip(raw, start, glued.start(), "", ".,;:")
    lonely = [close for open_, close in ("()", "[]", "{}") if raw.find(open_, start, end) < 0]
    while end > start and raw[end - 1] in lonely:
        end -= 1
    if raw[start:end].rstrip(":/.").lower() in ("", "http", "https", "www"):
        return None
    return Value(raw[start:end], start, end)


_SCIENCE = lazy(
    r"(?:이|공|농|의|약|수의|간호|치의|한의|보건|생활과|가정|체육|수산|임)(?:과)?학\s?석사"
    r"|M\.?\s?S\.?\s?c?\b|MSc|[Mm]aster of (?:Science|Eng)"
)
_ARTS = lazy(
    r"(?:문|교육|법|경영|경제|행정|정치|사회|신|음악|미술|미|디자인|철|예술|언론|문헌정보|도서관)학?\s?석사"
    r"|M\.?\s?A\.?\b|[Mm]aster of (?:Arts|Edu)"
)
_DOCTOR = lazy(
    r"박사|博士|[Dd]octor|Ph\.?\s?D|ph\.?\s?d|PhD|D\.?\s?Phil|Ed\.?\s?D|D\.?\s?Eng|Habilitation|博土", re.IGNORECASE
)
_MASTER = lazy(r"석사|碩士|修士|硕士|[Mm]aster|M\.?\s?S|M\.?\s?A|MBA|M\.?\s?Ed|M\.?\s?Eng|[Dd]iplom")


def degree(wording: str) -> str:
    """Tell the degree that a thesis was written for.

    Returns:
        ``phd``, ``ma``, ``ms``; ``master`` where the wording does not say whether of arts or science; else empty.
    """
    if _DOCTOR.search(wording):
        return "phd"
    if not _MASTER.search(wording):
        return ""
    return "ms" if _SCIENCE.search(wording) else "ma" if _ARTS.search(wording) else "master"


OPEN = "“‘「『《〈＜<\"'`´''"
CLOSE = "”’」』》〉＞>\"'`´''"
_PAIRS = dict(zip("“‘「『《〈＜<([（［【{", "”’」』》〉＞>)]）］】}", strict=True))
_CLOSERS = {close: opener for opener, close in _PAIRS.items()}


def text(raw: str, start: int, end: int, *, stop: bool = True) -> Value | None:
    """Narrow words to themselves: no quotes or brackets around them, no separator at the end.

    Args:
        raw: the reference.
        start: where the stretch begins.
        end: where it ends.
        stop: whether a full stop at the end is a separator's; in an abbreviated name it is the name's own.
    """
    while True:
        before = start, end
        start, end = _strip(raw, start, end, " \t\n\u3000\xa0,;:.·/|", " \t\n\u3000\xa0,;:/|")
        if stop and end - start > 2 and raw[end - 1] == "." and not _abbreviated(raw, start, end):
            end -= 1
        if start < end:
            start, end = _unquote(raw, start, end)
        if (start, end) == before or start >= end:
            break
    return Value(raw[start:end], start, end) if start < end else None


_ABBREVIATED = lazy(r"(?:\b(?:Inc|Ltd|Co|Corp|Jr|etc|Univ|Dept|Assoc)|\b[A-Z]\.[A-Z])\.\Z")


def _abbreviated(raw: str, start: int, end: int) -> bool:
    """Tell whether the full stop at the end belongs to the last word: ``Inc.``, ``D.C.``, ``etc.``."""
    return _ABBREVIATED.search(raw[max(start, end - 8) : end]) is not None


def _unquote(raw: str, start: int, end: int) -> tuple[int, int]:
    first, last = raw[start], raw[end - 1]
    if end - start > 1 and (first, last) in _QUOTED and raw.find(last, start + 1, end - 1) < 0:
        return start + 1, end - 1
    if first in "“‘「『《〈＜`\"'<" and _lonely(raw, start, end, first):
        return start + 1, end
    if last in "”’」』》〉＞`\"'>" and end - start > 1 and _lonely(raw, start, end, last):
        return start, end - 1
    if first in ")]）］" or last in "([（［":
        return start + (first in ")]）］"), end - (last in "([（［")
    return start, end


_QUOTES = ("“”", "‘’", "「」", "『』", "《》", "〈〉", "＜＞", "<>", '""', "''", '“"', "``", "`'", "[]", "【】", "〔〕")
_QUOTED = frozenset((pair[0], pair[1]) for pair in _QUOTES)


def _lonely(raw: str, start: int, end: int, mark: str) -> bool:
    """Tell whether a quotation mark at the edge of a stretch has no partner inside."""
    partner = _PAIRS.get(mark) or _CLOSERS.get(mark)
    if partner:
        return raw.find(partner, start, end) < 0
    if mark == "'" and (raw[end - 2 : end - 1] in ("s", "S") or raw[start + 1 : start + 2].isdigit()):
        return False  # an apostrophe: students', '90s
    return raw.count(mark, start, end) % 2 == 1


def _strip(raw: str, start: int, end: int, left: str, right: str) -> tuple[int, int]:
    while start < end and raw[start] in left:
        start += 1
    while end > start and raw[end - 1] in right:
        end -= 1
    return start, end

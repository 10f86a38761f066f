"""Dates of a page: ``투고 : 2016.11.28``, ``Received 28 Mar 2012 Revised 25 Jun 2012``, ``2016년 12월``.

Knows the printed forms of a date and the labels that say what happened on it. The label does not tell the page's
language: both kinds occur on both interfaces.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.records import PartialDate, Passage, Span

__all__ = ["Dated", "find", "labelled", "parse", "read", "unlabelled"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


# Full-width digits and signs, which Korean and Japanese input methods write, as the others: '２０１８．３．４'.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True, slots=True)
class Dated:
    """Hold one date and what the label beside it makes of it.

    ``event`` is ``submitted revised accepted issued``, or empty where the label is none of these. Where a page prints
    two dates for one event, the one of the lower ``rank`` counts: a day of printing before one of appearing online.
    """

    event: str
    date: PartialDate
    label: str
    rank: int = 0


@cache
def _pattern() -> re.Pattern[str]:
    month = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
    year = r"(?:1[89]|20)\d\d"
    return re.compile(
        rf"""(?<![\d.])(?:
            (?P<y1>{year})\s?(?:[./‐-―-]|년)\s?(?P<m1>\d\d?)\s?(?:[./‐-―-]|월)\s?(?P<d1>\d\d?)(?:\s?일)?(?!\d)
          | (?P<y2>{year})(?P<m2>0[1-9]|1[0-2])(?P<d2>[0-2]\d|3[01])(?!\d)
          | (?P<n3>{month})\s?(?P<d3>\d\d?)(?:st|nd|rd|th)?\s?,?\s?(?P<y3>{year})(?!\d)
          | (?P<d4>\d\d?)(?:st|nd|rd|th)?[\s-]{{0,2}}(?P<n4>{month})[\s,-]{{0,2}}(?P<y4>{year})(?!\d)
          | (?P<n5>{month})[\s,]{{0,2}}(?P<y5>{year})(?!\d)
          | (?P<y6>{year})\s?년\s?(?P<m6>\d\d?)\s?월
          | (?P<y7>{year})\s?[./‐-―-]\s?(?P<m7>\d\d?)(?![\d./-])
          | (?P<y8>{year})(?:\s?년(?!\d))?(?!\d|[./-]\d)
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


def find(passage: Passage) -> Iterator[tuple[Span, PartialDate]]:
    """Yield every date in a passage with its place in it; what is no day of the calendar is passed over."""
    for match in _pattern().finditer(passage.text.translate(_NARROW)):
        groups = {name[0]: value for name, value in match.groupdict().items() if value is not None}
        if "n" in groups:
            groups["m"] = str(_MONTHS.index(groups["n"][:3].lower()) + 1)
        value = _value(int(groups["y"]), int(groups.get("m", 0)), int(groups.get("d", 0)))
        if value:
            span = Span(*match.span())
            yield span, PartialDate(value, passage.locate(span))


def _value(year: int, month: int, day: int) -> str:
    if not month:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return ""
    if not day:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= calendar.monthrange(year, month)[1] else ""


def parse(passage: Passage) -> PartialDate | None:
    """Read a passage that is one date and nothing else, in any of the printed forms."""
    text = passage.text
    for span, date in find(passage):
        if not text[: span.start].strip(" (") and not text[span.end :].strip(" .)"):
            return date
        break
    return None


_EVENTS = {
    "submitted": """
        투고 투고일 투고일자 논문투고 논문투고일 논문투고일자 원고투고일 원고투고 최초투고일 접수 접수일 접수일자
        논문접수 논문접수일 논문접수일자 원고접수 원고접수일 원고접수일자 최초접수일 제출 제출일 제출일자
        received receivedon receiveddate datereceived dateofreceipt manuscriptreceived paperreceived firstreceived
        originalreceived submitted submittedon submission submissiondate datesubmitted dateofsubmission
        manuscriptsubmitted receivedforpublication""",
    "revised": """
        수정 수정일 수정일자 논문수정 논문수정일 수정접수 수정접수일 최종수정 최종수정일 수정본접수 수정본접수일
        최종수정본접수일 수정논문접수 수정논문접수일 수정완료일 차수정 차수정일 제차수정 제차수정일
        revised revisedon reviseddate daterevised revision revisions revisionreceived receivedinrevisedform
        receivedrevised revisedmanuscriptreceived revisedreceived dateofrevision inrevisedform""",
    "accepted": """
        게재확정 게재확정일 게재확정일자 최종게재확정일 확정 확정일 게재승인 게재승인일 승인 승인일 채택 채택일
        수락 수락일 게재결정 게재결정일 게재허가 게재허가일
        accepted acceptedon accepteddate dateaccepted acceptance acceptancedate dateofacceptance
        acceptedforpublication publicationaccepted finallyaccepted finalacceptance""",
    "accepted+": "심사완료 심사완료일 심사 심사일 심사일자 심사확정일",
    "issued": """
        발행 발행일 발행일자 게재 게재일 게재일자 출판 출판일 출판일자 간행 간행일 발간 발간일
        published publishedon publisheddate datepublished publication publicationdate dateofpublication
        printpublicationdate pubpublicationdate finalpublicationdate publishedprint printpublished publishedinprint
        issued issuedate issuedon printed publicationyear yearofpublication
        발행연도 발행년도 발행년 발행연월 발행년월 출판연도 출판년도 게재연월""",
    "issued+": """
        온라인게재 온라인게재일 온라인출판 온라인출판일 온라인발행 온라인발행일 온라인공개일 전자출판 전자출판일
        publishedonline onlinepublished onlinepublication onlinepublicationdate availableonline firstonline
        firstpublishedonline publishedonlinefirst onlinefirst epub epublished epublicationdate""",
    "": """
        심사개시일 심사시작일 심사시작 심사기간 재심사일 심사의뢰일 reviewed reviewdate underreview peerreviewed
        retracted corrected withdrawn""",
}
"""What each label means; a plus marks the labels that give way to the others: a day of review, a day online."""


@cache
def _labels() -> dict[str, tuple[str, int]]:
    labels: dict[str, tuple[str, int]] = {}
    for key, words in _EVENTS.items():
        for word in words.split():
            labels.setdefault(word, (key.rstrip("+"), 1 if key.endswith("+") else 0))
    return labels


def _event(label: str) -> tuple[str, int] | None:
    """Return what a label means: in either language, or in both at once, as in ``투고일(Received)``."""
    labels = _labels()
    word = _NOT_LETTERS.sub("", label).lower()
    if word in labels:
        return labels[word]
    korean, english = re.sub(r"[a-z]", "", word), re.sub(r"[^a-z]", "", word)
    same = bool(korean and english) and labels.get(korean, ("", 0))[0] == labels.get(english, ("", 1))[0]
    return labels.get(korean) if same else None


_NOT_LETTERS = re.compile(r"[\W\d_]+")
_TAIL = re.compile(r"[\s.,;:)\]」】|/│┃~-]*")


def read(passage: Passage) -> list[Dated]:
    """Read a line of labelled dates: one, or several after each other. Empty where the line is no such line."""
    if len(passage.text) > 400:
        return []
    found: list[Dated] = []
    end = 0
    for span, date in find(passage):
        label = passage.text[end : span.start]
        known = _event(label)
        if known is None:
            return []
        found.append(Dated(known[0], date, label.strip(" \t\xa0:：()[];,|/│·•"), known[1]))
        end = span.end
    if not _TAIL.fullmatch(passage.text[end:].translate(_NARROW)):
        return []
    return found


def labelled(text: str) -> bool:
    """Tell whether a line begins with the label of a date, whatever follows."""
    label, colon, _ = text.translate(_NARROW).partition(":")
    return bool(colon) and len(label) <= 40 and _NOT_LETTERS.sub("", label).lower() in _labels()


_BARE = re.compile(r"[\s/|│┃,;·~-]*(?:(?:19|20)\d{6}[\s/|│┃,;·~-]*){3}")


def unlabelled(passage: Passage) -> list[Dated]:
    """Read a line of three bare dates in order, which journals' sites print for received, revised and accepted."""
    if not _BARE.fullmatch(passage.text):
        return []
    dates = [date for _, date in find(passage)]
    values = [date.value for date in dates]
    if len(dates) != 3 or values != sorted(values):
        return []
    return [Dated(event, date, "", 2) for event, date in zip(("submitted", "revised", "accepted"), dates, strict=True)]

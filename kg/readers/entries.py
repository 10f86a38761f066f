"""The entries of a list: one reference from the next, each without its printed number or bullet.

A list is numbered, bulleted or neither, and its own lines tell which: by the longest run of numbers that follow each
other, else by the bullets. Nothing is corrected: what is printed as one entry is one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.readers.headings import furniture
from kg.readers.lines import BULLET, Line, join
from kg.records import Passage, Span

__all__ = ["Entry", "Style", "label", "looks_like", "numbers", "split", "style", "subheading"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry of a list: its printed number or bullet, and the rest without the white space around it.

    ``lines`` says which of the list's lines it takes, half-open.
    """

    label: str
    passage: Passage
    number: int | None = None
    lines: tuple[int, int] = (0, 0)


class _Mark(NamedTuple):
    """A number at the beginning of a line: its kind, its value, and where the text behind it begins."""

    kind: str
    number: int
    end: int


class Style(NamedTuple):
    """How a list is labelled: ``dot``, ``bracket``, ..., ``bullet``, empty where it is not; and how many lines are."""

    kind: str
    lines: int


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBERED = (
    ("bracket", re.compile(r"[\[［【〔]\s?(\d{1,4})\s?[\]］】〕]\s?\.?\s*")),
    ("parens", re.compile(r"[(（](\d{1,3})[)）]\s*")),
    ("paren", re.compile(r"(\d{1,4})\s?[)）]\s*")),
    ("dot", re.compile(r"(\d{1,4})\s?[.．](?!\d)\s*")),
    ("circled", re.compile(rf"([{_CIRCLED}])\s*")),
    ("bare", re.compile(r"(\d{1,4})(?=\s|$)\s*")),
    ("fused", re.compile(r"(\d{1,3})(?=[A-Z가-힣\"“「『])")),
)
# Numbers without a sign behind them may as well begin a wrapped line.
_LOOSE = frozenset(("bare", "fused"))


def _marks(text: str) -> list[_Mark]:
    marks: list[_Mark] = []
    for kind, pattern in _NUMBERED:
        match = pattern.match(text)
        if match:
            number = _CIRCLED.index(match[1]) + 1 if match[1] in _CIRCLED else int(match[1])
            marks.append(_Mark(kind, number, match.end()))
    return marks


def label(passage: Passage) -> tuple[str, Passage]:
    """Take the printed number or bullet off an entry that is known to be one (an ``li``, say)."""
    bullet = BULLET.match(passage.text)
    start = bullet.end() if bullet else 0
    marks = [mark for mark in _marks(passage.text[start:]) if mark.kind not in _LOOSE]
    end = start + (marks[0].end if marks else 0)
    if end == len(passage.text):
        return "", passage.strip()
    return passage.text[:end].strip(), passage.cut(Span(end, len(passage.text))).strip()


def style(lines: Sequence[Line]) -> Style:
    """Tell how the lines of one list are labelled."""
    return _style(lines, [_marks(line.text) for line in lines])


def _style(lines: Sequence[Line], marks: Sequence[Sequence[_Mark]]) -> Style:
    best = Style("", 0)
    for kind, _ in _NUMBERED:
        count = _chain([mark.number for row in marks for mark in row if mark.kind == kind])
        if count > best.lines:
            best = Style(kind, count)
    bulleted = sum(bool(line.bullet) for line in lines)
    if best.lines >= 2 and best.lines >= 0.4 * bulleted:
        return best
    if bulleted and bulleted >= 0.3 * len(lines):
        return Style("bullet", bulleted)
    first = [mark for mark in (marks[0] if marks else []) if mark.number == 1 and mark.kind not in _LOOSE]
    return Style(first[0].kind, 1) if first else Style("", 0)


def _chain(numbers: Sequence[int]) -> int:
    """Return how many of the numbers follow each other, one by one or with a small gap, wherever the list begins."""
    best: dict[int, int] = {}
    for number in numbers:
        length = 1 + max(best.get(number - step, 0) for step in (1, 2, 3))
        best[number] = max(best.get(number, 0), length)
    return max(best.values(), default=0)


def split(lines: Sequence[Line], text: str = "") -> list[Entry]:
    """Split the lines of one list, without its heading, into entries; wrapped entries keep their line breaks.

    Args:
        lines: the lines, their bullets taken off.
        text: the source, if the lines stand in it as they are printed; a wrapped entry is then one stretch of it.
    """
    marks = [_marks(line.text) for line in lines]
    kind = _style(lines, marks).kind
    starts = list(_starts(lines, marks, kind))
    twice = _numbered_twice(lines, starts)
    entries: list[Entry] = []
    for place, (first, mark) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(lines)
        # A heading inside the list ends the entry before it, and so does a button of the web page.
        end = next((row for row in range(first + 1, end) if _foreign(lines[row].text)), end)
        entry = _entry(lines[first:end], mark, twice, text)
        if entry:
            entries.append(Entry(entry.label, entry.passage, entry.number, (first, end)))
    return entries


def _foreign(text: str) -> bool:
    return subheading(text) or bool(furniture(text))


def _entry(rows: Sequence[Line], mark: _Mark | None, twice: bool, text: str) -> Entry | None:
    cut = mark.end if mark else 0
    if _lone(rows[0]):
        cut = len(rows[0].text)
    if mark and twice:
        cut += next((other.end for other in _marks(rows[0].text[cut:]) if other.number == mark.number), 0)
    printed = " ".join(part for part in (rows[0].bullet, rows[0].text[:cut].strip()) if part)
    head = rows[0].passage.cut(Span(cut, len(rows[0].text)))
    passages = [row.passage for row in rows[1:]]
    if head.text:
        passages.insert(0, head)
    if not passages:
        return None
    return Entry(printed, join(passages, text).strip(), mark.number if mark else None)


def _starts(lines: Sequence[Line], marks: Sequence[Sequence[_Mark]], kind: str) -> Iterator[tuple[int, _Mark | None]]:
    """Yield the lines with which an entry begins, and the number that says so."""
    if kind == "":
        yield from ((row, None) for row in _plain(lines))
        return
    if kind == "bullet":
        yield from _bulleted(lines)
        return
    candidates = [(row, mark) for row, found in enumerate(marks) for mark in found if mark.kind == kind]
    begun = False
    last = 0
    for place, (row, mark) in enumerate(candidates):
        following = candidates[place + 1][1].number if place + 1 < len(candidates) else None
        if begun and not _follows(last, mark.number, following, kind in _LOOSE):
            continue
        if not begun:
            # References that stand unlabelled before the first number are entries too.
            yield from ((other, None) for other in range(row) if looks_like(lines[other].text) >= 2)
        begun, last = True, mark.number
        yield row, mark


def _follows(last: int, number: int, following: int | None, loose: bool) -> bool:
    """Tell whether a number goes on with the list, and does not stand at the beginning of a wrapped line by chance."""
    if number == last + 1:
        return True
    if loose:
        return number == last or (last < number <= last + 3 and following == number + 1)
    if last <= number <= last + 5:
        return True
    # A list that begins again (foreign works after Korean ones), a number misprinted or a gap: the next one goes on.
    return number <= 500 and following is not None and following == number + 1 and following != last + 1


def _numbered_twice(lines: Sequence[Line], starts: Sequence[tuple[int, _Mark | None]]) -> bool:
    """Tell whether every entry carries its number twice, the page's and the author's, as in ``1. 1) …``."""
    numbered = [(row, mark) for row, mark in starts if mark]
    same = sum(
        any(other.number == mark.number and other.kind not in _LOOSE for other in _marks(lines[row].text[mark.end :]))
        for row, mark in numbered
    )
    return bool(numbered) and same >= 0.8 * len(numbered)


_BEGINS = re.compile(
    r"(?:[A-Z]\.[\s-]?){1,3}[A-Z][\w'’-]+,\s|[A-Z][\w'’-]+,\s(?:[A-Z]\.[\s,-]?)+"
    r"|[가-힣]{2,4}(?:\s?[,.·]\s?[가-힣]{2,4}){0,9}\s?[,.]\s?\(?(?:19|20)\d\d"
)


def _bulleted(lines: Sequence[Line]) -> Iterator[tuple[int, None]]:
    """Yield the lines with a bullet, and those that have lost it: they begin with names, and the one before ends."""
    begun = False
    for row, line in enumerate(lines):
        bulleted = bool(line.bullet) or _lone(line)
        first = not begun and looks_like(line.text) >= 2
        if bulleted or first or (begun and _BEGINS.match(line.text) and _is_over(lines[row - 1])):
            yield row, None
        begun = begun or bulleted


def _is_over(line: Line) -> bool:
    """Tell whether an entry may end with a line: it is no bullet alone, and no bracket or comma is left open."""
    return not _lone(line) and not _UNFINISHED.search(line.text)


def _lone(line: Line) -> bool:
    """Tell whether a line is a bullet and nothing else: its entry stands below."""
    return BULLET.fullmatch(line.text) is not None


_UNFINISHED = re.compile(r"(?:[,(\[“「『:&–-]|\b(?:and|of|the|in|for|from|at|pp\.?|vol\.?|no\.?)|및)$", re.IGNORECASE)
_CONTINUING = re.compile(
    r"(?!(?:van|von|de[nr]?|della?|di|da|la|le|el|al|ter|ten|bin)\b)[a-zß-ÿ]|[)\]”」』.;]|pp?\.\s?\d|https?://|doi",
    re.UNICODE,
)


def _plain(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines with which an entry of a list without labels begins.

    Where blank lines part most of the list, they part its entries. Else a line is an entry, unless the one before is
    not finished or it begins as no reference does.
    """
    gaps = sum(line.gap for line in lines[1:])
    parted = len(lines) > 4 and gaps < 0.7 * (len(lines) - 1) and gaps >= 0.25 * (len(lines) - 1)
    for row, line in enumerate(lines):
        if subheading(line.text):
            continue
        if row == 0 or subheading(lines[row - 1].text) or line.gap:
            yield row
        elif (
            parted
            or _CONTINUING.match(line.text)
            or (_UNFINISHED.search(lines[row - 1].text) and looks_like(line.text) < 2)
        ):
            continue
        else:
            yield row


_SUBHEADINGS = frozenset(
    str.split("""
    국내문헌 국외문헌 해외문헌 외국문헌 국문문헌 영문문헌 한국문헌 동양문헌 서양문헌 일본문헌 중국문헌 국내자료
    국외자료 외국자료 해외자료
    국내 국외 해외 국문 영문 외국 동양서 서양서 국내서 외국서 단행본 논문 학위논문 학술논문 저서 저서류 논문류
    단행본류 보고서 연구보고서
    기타 기타자료 웹사이트 인터넷 인터넷자료 인터넷사이트 신문 신문기사 신문자료 잡지 사료 자료 기본자료
    일차자료 이차자료 차자료 원전
    고문헌 古文獻 國內文獻 外國文獻 單行本 論文 著書 史料 韓國文獻 日本文獻 中國文獻 법령 판례 통계자료
    국문참고문헌 영문참고문헌
    국내참고문헌 국외참고문헌 국문참고자료 국외논문 국내논문 국외단행본 국내단행본
    koreanreferences englishreferences foreignreferences korean english foreign books articles papers theses
    reports websites
    websitesandothers onlineresources internetresources newspapers primarysources secondarysources others other
    japanese chinese
    """)
)
_TRANSLATED = re.compile(
    r"영문\s?(?:표기|번역|참고문헌)|english translation|written in korean|translated in(?:to)? english", re.IGNORECASE
)


def subheading(text: str) -> bool:
    """Tell whether a line is a heading inside a list, such as ``[국내문헌]`` or ``1. 단행본``."""
    if len(text) > 120:
        return False
    if _TRANSLATED.search(text) and not re.search(r"(?:19|20)\d\d", text):
        return True
    return len(text) <= 40 and re.sub(r"[\W\d_]+", "", text).lower() in _SUBHEADINGS


_TRAITS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)",
        r"\bpp?\.\s?\d|\d\s?[-–~∼]\s?\d+|\d\s?(?:쪽|면|pp)\b",
        r"[「『《“\"‘<].+?[」』》”\"’>]",
        r"\d\s?\(\d|(?i:\bvol|\bno\.|\bv\.\s?\d)|\d\s?[권호집卷號]",
        r"학회지|논문|대학교|출판|연구원|연구소|학회|(?i:\bpress\b|\buniv|journal|\bproc\b|proceedings|review|\bbooks?\b)|\b[JA]\.\s[A-Z]",
        r"10\.\d{4,}/|https?://",
        r"(?:서울|대구|부산|대전|광주|세종|인천|파주|東京|北京|(?i:new york|london|cambridge|berlin|tokyo))\s?[:：,]",
        r"^[^:;]{2,100}?[(,.]\s?(?:1[89]|20)\d\d[a-z]?\s?[).,]",
        r"^[가-힣]{2,12}(?:\s?[,.·․;]\s?[가-힣]{2,4})*(?:\s?[,.(（:]|\s(?:외|등|편|엮음)\b)",
        r"^[A-Z][\w'’-]+,?\s(?:[A-Z]\.?[\s,.-]*)+|^(?:[A-Z]\.[\s-]?)+[A-Z]",
    )
)


@lru_cache(maxsize=2048)
def looks_like(text: str) -> int:
    """Count what a line has of a reference: year, pages, quotes, volume, words of venues, identifier, names."""
    return sum(trait.search(text[:600]) is not None for trait in _TRAITS) if len(text) <= 3000 else 0


def numbers(text: str) -> list[tuple[str, int]]:
    """Return the kinds of number that a line may begin with, each with its value."""
    return [(mark.kind, mark.number) for mark in _marks(text)]

"""Labelled records → labelled characters: where in the string each value of a hand-made record stands.

A record says *what* a string holds, a sequence model learns *where*. The values are substrings of the string, but a
number such as ``23`` may stand there five times, names are scattered over a list, and a bilingual entry says most
things twice. Each field therefore has candidates, judged by their surroundings, and the fields with the fewest
choices choose first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.references.segments import Segment
from kg.references.training.board import Board, Range, find, loose, standalone

__all__ = ["Alignment", "align", "coverage"]

Record = Mapping[str, Any]

_SERIAL_TYPES = {"report", "working-paper", "standard", "legal", "patent", "thesis", "book", "other", "presentation"}
_NUMBER_TYPES = {"report", "working-paper", "standard", "legal", "patent"}
_DEGREE = re.compile(
    r"학위|석사|박사|[Tt]hes[ie]s|[Dd]issertation|Ph\.? ?D|[Mm]aster|Diss|[Dd]octor|碩士|博士|學位|修士|学位"
)
_DASH = r"[-‐‑‒–—―−－~∼～〜˜∽一ー⁓․·.,/&]|to"
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\.?"
    r"|Spring|Summer|Autumn|Fall|Winter|봄|여름|가을|겨울|상반기|하반기"
)
_AFTER_YEAR = re.compile(
    rf"(?:\s*년)?[\s.,·/-]{{0,3}}((?:{_MONTH})(?:[\s.,]{{0,2}}\d{{1,2}}(?!\d))?"
    r"|(?:0?[1-9]|1[0-2])(?:\s*월)(?:[\s.]{0,2}\d{1,2}\s*일)?"
    r"|(?:0?[1-9]|1[0-2])[.\-/]\s?\d{1,2}(?![\d-])"
    r"|(?:0?[1-9]|1[0-2])(?=\.?\s*[.)\]]?\s*$))",
)
_BEFORE_YEAR = re.compile(
    rf"((?:\d{{1,2}}(?:st|nd|rd|th)?\s*(?:[-–~]\s*\d{{1,2}})?\s*)?(?:{_MONTH})(?:\s*\d{{1,2}}(?:\s*[-–~]\s*\d{{1,2}})?)?)[\s.,]*\(?$"
)


@dataclass(slots=True)
class Alignment:
    """The segments of one record, and the values that were not found, each with the reason."""

    segments: list[Segment]
    values: int = 0
    missing: list[tuple[str, str, str]] = field(default_factory=list)
    """``(field, value, reason)``: ``absent`` (not in the string), ``taken`` (only inside another value)."""


def _names(board: Board, names: list[Mapping[str, str]]) -> Range | None:
    """Find the stretch from the first to the last name: the shortest chain of names in printed order."""
    raw = board.raw
    options: list[list[Range]] = []
    for name in names:
        if "literal" in name:
            spans = find(raw, name["literal"])
            if not spans:  # a body printed without the brackets or spaces that the record shows
                spans = [m.span() for m in loose(re.sub(r"[^\w가-힣]", "", name["literal"])).finditer(raw)]
        else:
            spans = _person(raw, name.get("family", ""), name.get("given", ""))
        spans = [span for span in spans if board.free(span)]
        options.append(spans)
    known = [spans for spans in options if spans]
    if not known:
        return None
    best: tuple[int, Range] | None = None
    for first in known[0]:
        start, end = first
        whole = True
        for spans in known[1:]:
            later = [span for span in spans if span[0] >= end - 1 or span[0] >= end - (end - start)]
            later = [span for span in later if span[1] > end]
            if not later:
                whole = False
                break
            end = min(later)[1]
        if not whole or not board.free((start, end)):
            continue
        cost = end - start + (0 if standalone(raw, first) else 50) + start // 20
        if best is None or cost < best[0]:
            best = cost, (start, end)
    if best is None:  # the list is not printed in the record's order
        start, end = min(min(spans) for spans in known)[0], max(min(spans)[1] for spans in known)
        return (start, end) if board.free((start, end)) else None
    return best[1]


def _person(raw: str, family: str, given: str) -> list[Range]:
    found: list[Range] = []
    for whole in (family + given, f"{given}{family}") if family and given else (family or given,):
        found += find(raw, whole)
    if found or not (family and given):
        return found
    for start, end in find(raw, family):
        near = [span for span in find(raw, given) if span[1] <= start or span[0] >= end]
        near = [span for span in near if min(abs(span[0] - end), abs(start - span[1])) <= 30]
        if near:
            other = min(near, key=lambda span: (min(abs(span[0] - end), abs(start - span[1])), span))
            found.append((min(start, other[0]), max(end, other[1])))
    if not found:  # family or given name in several pieces (`H. J. van der Berg`)
        pieces = [piece for piece in re.split(r"\s+", f"{given} {family}") if piece]
        spans = [find(raw, piece)[:1] for piece in pieces]
        flat = [span[0] for span in spans if span]
        if flat and len(flat) == len(pieces):
            reach = min(flat)[0], max(end for _, end in flat)
            if reach[1] - reach[0] <= len(family + given) + 12:
                found.append(reach)
    return found


def _year(board: Board, year: str) -> Range | None:
    raw = board.raw
    names = board.span("author", "editor")
    best: tuple[float, Range] | None = None
    for start, end in find(raw, year):
        if not board.free((start, end)) or not standalone(raw, (start, end)):
            continue
        score = 0.0
        before, after = raw[:start], raw[end:]
        if before.endswith(("(", "[", "（")) or before[-2:] in ("( ", "[ "):
            score += 1
        if names and names[1] <= start <= names[1] + 30:
            score += 2
        if re.match(r"[a-z]?[\s.)\],;]*$", after):
            score += 1.5
        if re.match(r"\s*년?[,.;)]|[a-z]?\)", after):
            score += 0.5
        if re.search(r"\d\s*[-–~]\s*$|第|제\s*$|[Nn]o\.?\s*$|호\s*$|[Aa]ccessed|검색|접속|방문", before[-14:]):
            score -= 1.5
        if re.match(r"\s*[-–~]\s*\d", after):
            score -= 0.5
        if best is None or score > best[0]:
            best = score, (start, end)
    return best[1] if best else None


_BEFORE = {
    "volume": re.compile(r"(?:제|第|[Vv](?:ol(?:ume)?)?\s*[.,]?|[Bb]and|Bd\.?|권|巻|卷|[Tt]om[eo])\s*[.(]?\s*$"),
    "issue": re.compile(
        r"(?:제|第|[Nn](?:[or]|um(?:ber)?)?\s*[.,]?|No\s*[.:]|[Ii]ssue|通卷|통권|호|[(\[（])\s*[.:]?\s*$"
    ),
    "number": re.compile(r"(?:제|第|[Nn](?:[or]|um(?:ber)?)?\s*[.,]?|No\s*[.:]|[(\[（])\s*[.:]?\s*$"),
}
_AFTER = {
    "volume": re.compile(r"\s*(?:권|집|卷|輯|巻|券|\(|[,:]\s*[\d(]|[,.]?\s*(?:[Nn]o|[Nn]\.|n\.))"),
    "issue": re.compile(r"\s*(?:호|號|号|[)\]）])"),
    "number": re.compile(r"\s*(?:호|號|号|[)\]）])"),
}


def _number(board: Board, label: str, value: str) -> Range | None:
    """Find a volume or issue: the occurrence whose words and place fit."""
    raw = board.raw
    anchor = board.span("volume") if label == "issue" else None
    anchor = anchor or board.span("container", "series") or board.span("title")
    best: tuple[float, Range] | None = None
    for start, end in find(raw, value):
        if not board.free((start, end)):
            continue
        score = 0.0 if standalone(raw, (start, end)) else -3.0
        score += 2.0 * bool(_BEFORE[label].search(raw[max(0, start - 12) : start]))
        score += 2.0 * bool(_AFTER[label].match(raw, end))
        if label == "volume" and re.match(r"\s*[호)]", raw[end : end + 3]):
            score -= 2
        if anchor:
            distance = start - anchor[1]
            score += 1.5 if 0 <= distance <= 12 else 0.5 if 0 <= distance <= 40 else 0
            score -= min(abs(distance), 200) / 200
        if re.match(r"\s*[-–~]\s*\d", raw[end : end + 4]) or re.search(r"\d\s*[-–~]\s*$", raw[:start][-4:]):
            score -= 1
        if best is None or score > best[0]:
            best = score, (start, end)
    return best[1] if best else None


def _pages(board: Board, value: str) -> Range | None:
    raw = board.raw
    parts = value.split("-", 1)
    spans: list[Range] = []
    if len(parts) == 2 and all(parts):
        first, last = (re.escape(part.strip()) for part in parts)
        joint = rf"(?<![0-9]){first}\s*(?:쪽|면|p\.?)?\s*(?:{_DASH}){{1,3}}\s*(?:pp?\.?)?\s*{last}(?![0-9])"
        spans = [m.span() for m in re.finditer(joint, raw)]
        if not spans:
            spans = [m.span() for m in re.finditer(rf"(?<![0-9]){first}\D{{1,6}}{last}(?![0-9])", raw)]
    if not spans:
        spans = [span for span in find(raw, value.strip("-")) if standalone(raw, span)]
    best: tuple[float, Range] | None = None
    anchor = board.span("volume", "issue", "container")
    for start, end in spans:
        if not board.free((start, end)):
            continue
        score = 2.0 * bool(re.search(r"(?:[Pp][Pp]?|[Ss]|頁|[Pp]ages?)\s*[.,:]?\s*$|[:,]\s*$", raw[:start][-8:]))
        score += 1.5 * bool(re.match(r"\s*(?:쪽|면|頁|페이지|[Pp]\b|[Pp][Pp])", raw[end : end + 6]))
        score += start / (len(raw) + 1) + (0.5 if anchor and start >= anchor[1] else 0)
        if best is None or score > best[0]:
            best = score, (start, end)
    return best[1] if best else None


def _text(board: Board, label: str, value: str) -> Range | None:
    """Find a value of words: the free occurrence, the one at borders of words first."""
    raw = board.raw
    best: tuple[float, Range] | None = None
    for start, end in find(raw, value):
        if not board.free((start, end)):
            continue
        score = 1.0 * standalone(raw, (start, end))
        score += 0.6 * (start == 0 or not raw[start - 1].isalnum()) + 0.6 * (end == len(raw) or not raw[end].isalnum())
        if label in ("publisher", "place", "institution", "container", "series", "accessed", "note", "degree"):
            score += 0.5 * start / (len(raw) + 1)
        if label == "title" and start > 0 and raw[start - 1] in "\"'“‘「『《〈<":
            score += 0.5
        if best is None or score > best[0]:
            best = score, (start, end)
    return best[1] if best else None


def _dates(board: Board) -> None:
    """Month and day beside the year are a ``date``; the records name the year alone."""
    span = board.span("year")
    if not span:
        return
    match = _AFTER_YEAR.match(board.raw, span[1])
    if match and board.free(match.span(1)):
        board.take("date", match.span(1))
        return
    before = _BEFORE_YEAR.search(board.raw[: span[0]])
    if before and board.free(before.span(1)):
        board.take("date", before.span(1))


def align(record: Record) -> Alignment:
    """Find every value of a labelled record in its string.

    The second half of a bilingual entry is one ``parallel`` segment; nothing else is looked for inside it. A list of
    names is one segment from its first name to its last, without ``et al.`` and role words. Numbers of reports,
    standards and laws are ``number``, names of the series of books and reports ``series``, the wording of a degree
    ``degree``, month and day beside the year ``date``.

    Args:
        record: an object with ``raw`` and the fields of the labelling rules.
    """
    raw = str(record["raw"])
    kind = record.get("type", "")
    board = Board(raw)
    result = Alignment([])

    def settle(name: str, value: str, label: str, span: Range | None) -> None:
        result.values += 1
        if span is not None and span[0] < span[1]:
            board.take(label, span)
        else:
            result.missing.append((name, value, "taken" if find(raw, value) else "absent"))

    def text(name: str, label: str | None = None) -> None:
        if value := record.get(name):
            settle(name, str(value), label or name, _text(board, label or name, str(value)))

    note = record.get("note", "")
    for name in ("doi", "url", "parallel"):
        text(name)
    title, container = str(record.get("title", "")), str(record.get("container", ""))
    series = "series" if kind in _SERIAL_TYPES else "container"
    if len(container) > len(title):
        text("container", series)
        text("title")
    else:
        text("title")
        text("container", series)
    for role in ("authors", "editors", "translators"):
        if names := record.get(role):
            words = "; ".join(n.get("literal") or f"{n.get('family', '')} {n.get('given', '')}" for n in names)
            settle(role, words, role[:-1], _names(board, list(names)))
    text("accessed")
    text("edition")
    text("institution")
    text("publisher")
    if len(str(note)) > 3:
        text("note", "degree" if _DEGREE.search(str(note)) else "note")
    if pages := record.get("pages"):
        settle("pages", str(pages), "pages", _pages(board, str(pages)))
    number = "number" if kind in _NUMBER_TYPES else "issue"
    long_number = len(str(record.get("issue", ""))) > 4
    if long_number:
        settle("issue", str(record["issue"]), number, _number(board, number, str(record["issue"])))
    if year := record.get("year"):
        settle("year", str(year), "year", _year(board, str(year)))
    if volume := record.get("volume"):
        settle("volume", str(volume), "volume", _number(board, "volume", str(volume)))
    if record.get("issue") and not long_number:
        settle("issue", str(record["issue"]), number, _number(board, number, str(record["issue"])))
    text("place")
    if 0 < len(str(note)) <= 3:
        text("note")
    _dates(board)
    result.segments = [Segment(label, *span) for label, span in sorted(board.taken, key=lambda item: item[1])]
    return result


def coverage(records: Iterable[Record]) -> tuple[int, int, Counter[tuple[str, str]]]:
    """Count the values of the records, those found, and those missed by field and reason."""
    values = missed = 0
    reasons: Counter[tuple[str, str]] = Counter()
    for record in records:
        aligned = align(record)
        values += aligned.values
        missed += len(aligned.missing)
        reasons.update((name, reason) for name, _, reason in aligned.missing)
    return values, values - missed, reasons

"""Strings that others have marked up → our segments: their stretches, cut to what our labels hold.

Other projects label a stretch with the words and marks around the value (``In Proc. of …,``, ``pp. 3–9).``,
``Smith, J., et al.``, ``vol. 12(3)``). Here each stretch is cut to the value, a volume with its issue is parted, and
a date is parted into year and the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from kg.references.segments import LABELS, Segment
from kg.references.training.example import Example

__all__ = ["example"]

_OPEN = "([{（［“‘「『《〈«„\"'`´"
_LEFT = re.compile(r"[\s,.;:·\-–—/&)\]}”’»]+")
_RIGHT = re.compile(r"[\s,;:·\-–—/]+$")
_PAIRS = {")": "(", "]": "[", "）": "（", "”": "“", "’": "‘", "»": "«", '"': '"', "'": "'"}
_ET_AL = re.compile(r"[\s,;&]*(?:\(?\b(?:et|and)\s+(?:al|others|coll|alii)\b\.?\)?|外|등|…|\.\.\.)[\s,.;:)]*$", re.I)
_ROLE = re.compile(
    r"[\s,;]*[(\[]?\s*\b(?:eds?|edited|editors?|editor|Hrsg|Hg|éds?|dir|dirs|a cura di|comps?|trans|transl"
    r"|translators?|Übers|trad|trads)\b\.?\s*[)\]]*[\s,.:;]*$",
    re.I,
)
_LEAD = re.compile(
    r"^\s*(?:(?:in|dans|en|и)\b\s*[:.]?\s*(?=\W*[A-ZÀ-Þ])"
    r"|(?:(?:and|und|et|ed\.?|eds\.?|edited by|trans\.?|translated by|transl\.? by"
    r"|traduction(?: de)?|trad\.?|übersetzt von|hrsg\.? v(?:on|\.)|ed\. by)\s+)+)",
    re.I,
)
_YEAR = re.compile(r"(?<!\d)(1[4-9]|20)\d\d(?=[a-z]?(?!\d))")
_NUMBER = re.compile(r"[A-Za-z]?\d+(?:\s*[-–/]\s*[A-Za-z]?\d+)?[A-Za-z]?\b|\b[IVXLCDMivxlcdm]+\b")
_ISSUE = re.compile(
    r"[\s,.:;/]*(?:\(\s*|[Nn](?:[or]|um(?:ber)?|°|º)?\s*[.,°º]?\s*|[Ii]ssues?\s*|[Hh](?:eft)?\.?\s*|호\s*)"
    r"([A-Za-z]?\d+(?:\s*[-–/&,]\s*\d+)?[A-Za-z]?)"
)
_PAGES = re.compile(
    r"[A-Za-z]{0,2}\d+[A-Za-z]?(?:\s*(?:[-–—−‐‑~∼]|--|to|a|bis)+\s*[A-Za-z]{0,2}\d+[A-Za-z]?)?"
    r"|\b[ivxlc]+\s*[-–—]\s*[ivxlc]+\b"
)
_TOTAL = re.compile(r"^\W*\d+\s*(?:pp?|pages|S|pgs)\b", re.I)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ACCESS = re.compile(r"(access|retriev|cited|visited|consult|viewed|abgerufen|zugriff|검색|접속)", re.I)
_NO_NOTE = re.compile(r"retrieved|available|^link\W*$|^see$|^from$|^online$|^url$", re.I)
_MONTHS = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)|\d", re.I
)

Found = tuple[str, int, int]


def _trim(raw: str, start: int, end: int, *, title: bool = False) -> tuple[int, int]:
    """Cut separators, quotes and brackets off both ends, a closing one only where it opened outside."""
    changed = True
    while changed and start < end:
        before = start, end
        if match := _LEFT.match(raw, start, end):
            start = match.end()
        inside = raw[start:end]
        if match := _RIGHT.search(inside):
            end = start + match.start()
            continue
        first, last = inside[:1], inside[-1:]
        if last in _PAIRS and first == _PAIRS[last] and len(inside) > 2:
            start, end = start + 1, end - 1
        elif last in _PAIRS and _PAIRS[last] not in inside[:-1]:
            end -= 1
        elif first and first in _OPEN and not any(mark in inside[1:] for mark, op in _PAIRS.items() if op == first):
            start += 1
        elif title and last == ".":
            end -= 1
        changed = (start, end) != before
    return start, end


def _people(raw: str, label: str, start: int, end: int) -> list[Found]:
    if match := _LEAD.match(raw[start:end]):
        if match.group().strip().lower().startswith("trans"):
            label = "translator"
        start += match.end()
    for _ in range(2):
        for pattern in (_ET_AL, _ROLE):
            if match := pattern.search(raw[start:end]):
                if label == "author" and re.search(r"\b(?:eds?|editors?|edited|Hrsg|Hg)\b", match.group(), re.I):
                    label = "editor"
                elif label == "author" and re.search(r"\btrans", match.group(), re.I):
                    label = "translator"
                end = start + match.start()
    start, end = _trim(raw, start, end)
    if end - start > 4 and re.search(r"(?<!\bJr)(?<!\bSr)[A-Za-zÀ-ÿ]{2}\.$", raw[start:end]):
        end -= 1  # the point ends a name, not an initial
    return [(label, start, end)]


def _date(raw: str, _: str, start: int, end: int) -> list[Found]:
    found: list[Found] = []
    text = raw[start:end]
    match = _YEAR.search(text)
    if not match:
        return []
    if _ACCESS.search(raw[max(0, start - 16) : end]):
        return [("accessed", *_trim(raw, start, end))]
    year = start + match.start(), start + match.start() + 4
    for low, high in ((start, year[0]), (year[1] + (text[match.end() : match.end() + 1].isalpha()), end)):
        low, high = _trim(raw, low, high, title=True)
        if low < high and _MONTHS.search(raw[low:high]) and not _YEAR.search(raw[low:high]):
            found.append(("date", low, high))
    found.append(("year", *year))
    return sorted(found, key=lambda item: item[1])[:3]


def _volume(raw: str, label: str, start: int, end: int) -> list[Found]:
    text = raw[start:end]
    if re.search(r"\bvols\b|\bvolumes\b|\bBde\b", text):
        return [("note", *_trim(raw, start, end))]
    first = _ISSUE.match(text) if label == "volume" and not text[:1].isdigit() else None
    if first and not re.match(r"\W*\(\s*\d+\s*\)?\W*$", text):
        return [("issue", start + first.start(1), start + first.end(1))]
    match = _NUMBER.search(re.sub(r"(?i)\b(?:vol|v|no|band|bd)\b", lambda m: "#" * len(m.group()), text))
    if not match:
        return []
    found = [(label, start + match.start(), start + match.end())]
    if label == "volume":
        later = _ISSUE.match(text, match.end())
        if later:
            found.append(("issue", start + later.start(1), start + later.end(1)))
        elif pages := re.match(r"\s*:\s*(\d+(?:\s*[-–]+\s*\d+)?)", text[match.end() :]):
            found.append(("pages", start + match.end() + pages.start(1), start + match.end() + pages.end(1)))
    return found


def _pages(raw: str, _: str, start: int, end: int) -> list[Found]:
    text = raw[start:end]
    if _TOTAL.match(text):
        return []
    match = re.match(r"\s*(\d+)\s*\((\d+)\)\s*[:,]\s*", text)
    found: list[Found] = []
    if match:  # volume, issue and pages in one stretch
        found += [("volume", start + match.start(1), start + match.end(1))]
        found += [("issue", start + match.start(2), start + match.end(2))]
    elif match := re.match(r"\s*(\d+)\s*:\s*(?=\d)", text):
        found += [("volume", start + match.start(1), start + match.end(1))]
    skip = match.end() if match else 0
    value = _PAGES.search(text, skip)
    if value:
        found.append(("pages", start + value.start(), start + value.end()))
    return found


def _link(raw: str, label: str, start: int, end: int) -> list[Found]:
    text = raw[start:end]
    if match := _DOI.search(text):
        low, high = start + match.start(), start + match.end()
        while raw[high - 1] in ".,;" or (raw[high - 1] in ")]>" and "(" not in raw[low:high]):
            high -= 1
        return [("doi", low, high)]
    match = re.search(r"(?:https?\s?:|ftp:|www\.|[\w-]+\.[a-z]{2,4}/)[^<>]*", text)
    if label == "doi" or not match:
        return []
    low, high = start + match.start(), start + match.end()
    while high > low and (raw[high - 1] in ".,;)]>\"'" or raw[high - 1].isspace()):
        high -= 1
    return [("url", low, high)]


def _words(raw: str, label: str, start: int, end: int) -> list[Found]:
    text = raw[start:end]
    if label in ("container", "title") and (match := re.match(r"\s*in\b\s*:?\s*(?=\W*[A-Z0-9])", text, re.I)):
        start += match.end()
    if label == "series" and (match := re.match(r"\s*of\s+(?=[A-Z])", text)):
        start += match.end()
    start, end = _trim(raw, start, end, title=label in ("title", "place", "publisher", "degree"))
    if label == "note" and len(raw[start:end]) < 3:
        return []
    if label == "note" and _NO_NOTE.search(raw[start:end]):
        return []
    return [(label, start, end)]


_READERS: dict[str, Callable[[str, str, int, int], list[Found]]] = {
    "author": _people,
    "editor": _people,
    "translator": _people,
    "year": _date,
    "volume": _volume,
    "issue": _volume,
    "pages": _pages,
    "doi": _link,
    "url": _link,
}


def example(parts: Iterable[tuple[str, str]], group: str) -> Example | None:
    """Make a training example of a string that comes in labelled parts.

    Args:
        parts: ``(label, text)``: one of ``LABELS``, or empty for the text between; joined they are the string.
        group: where the string comes from.

    Returns:
        Nothing where the string is empty or a part has no reading.
    """
    raw = ""
    marked: list[Found] = []
    for label, text in parts:
        text = re.sub(r"\s+", " ", text)
        if not raw or raw.endswith(" "):
            text = text.lstrip(" ")
        start = len(raw)
        raw += text
        if label and text.strip():
            marked.append((label, start, len(raw)))
    raw = raw.rstrip()
    found: list[Segment] = []
    for label, start, end in marked:
        assert label in LABELS
        for name, low, high in _READERS.get(label, _words)(raw, label, start, min(end, len(raw))):
            if low < high and (not found or found[-1].end <= low):
                found.append(Segment(name, low, high))
    if not found or len(raw) > 1200:
        return None
    return Example(raw, tuple(found), group)

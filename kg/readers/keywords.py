"""Keywords of a page, whatever separates them, in one or both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.readers.scripts import language
from kg.records import Passage, Span, Text

__all__ = ["looks_like", "read"]

# The first kind of separator that a line holds parts it.
_SEPARATORS = (
    re.compile(r"\s*[;；]\s*"),
    re.compile(r"\s*[|│┃•▪]\s*"),
    re.compile(r"\s*(?:,(?!\d)|(?<!\d),|[，、])\s*"),
    re.compile(r"\s+[·ㆍ/]\s+|(?<=[가-힣)])[·ㆍ](?=[가-힣])|\t+|\s{3,}"),
)
_EDGES = " \t\xa0\u3000.,;:·ㆍ•-–—<>'\"“”"
_OPEN, _CLOSE = "([{（「『", ")]}）」』"


def read(passages: Sequence[Passage]) -> tuple[Text, ...]:
    """Split passages that hold nothing but keywords (no heading) into keywords with their language."""
    keywords: list[Text] = []
    for passage in passages:
        keywords.extend(_line(passage))
    return tuple(_tagged(keywords))


def looks_like(text: str) -> bool:
    """Tell whether a line without a heading looks like keywords: three short items at least, and no sentence."""
    if len(text) > 300 or text.rstrip().endswith(("다.", "음.", "임.", "?", "!")):
        return False
    for pattern in _SEPARATORS[:3]:
        items = [item for item in pattern.split(text) if item.strip()]
        if len(items) >= 3:
            return all(
                len(item) <= 50 and item.count(" ") <= 5 and not re.search(r"\d{4}|pp\.", item) for item in items
            )
    return False


def _line(passage: Passage) -> Iterator[Text]:
    text = passage.text
    for pattern in _SEPARATORS:
        spans = list(_split(text, pattern))
        if len(spans) > 1:
            break
    for span in spans:
        piece = passage.cut(span)
        left = len(piece.text) - len(piece.text.lstrip(_EDGES))
        right = len(piece.text.rstrip(_EDGES))
        # The full stop behind the last keyword is punctuation; a bracket or a sign at the end is part of the word.
        word = piece.cut(Span(min(left, right), right))
        if any(char.isalnum() for char in word.text):
            yield Text(word.text, language(word.text), word.span)


def _split(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Split outside brackets and outside ``$…$``, which holds formulas."""
    start = position = depth = 0
    formula = False
    for match in pattern.finditer(text):
        for char in text[position : match.start()]:
            if char == "$":
                formula = not formula
            elif char in _OPEN:
                depth += 1
            elif char in _CLOSE and depth:
                depth -= 1
        position = match.end()
        if depth or formula:
            continue
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < len(text):
        yield Span(start, len(text))


def _tagged(keywords: list[Text]) -> list[Text]:
    """Give the language of the list to what stands in it: a Latin acronym among Korean keywords is Korean usage.

    Where Latin keywords stand together at one end of the list, and are no mere acronyms, the list is printed in both
    languages.
    """
    korean = [number for number, text in enumerate(keywords) if text.lang == "ko"]
    if not korean:
        return keywords
    first, last = korean[0], korean[-1]
    tail, head = keywords[last + 1 :], keywords[:first]
    tagged: list[Text] = []
    for number, text in enumerate(keywords):
        side = tail if number > last else head if number < first else []
        foreign = len(side) >= max(2, len(korean) // 2) and any(" " in one.value or one.value.islower() for one in side)
        tagged.append(text if text.lang == "ko" or foreign else replace(text, lang="ko"))
    return tagged

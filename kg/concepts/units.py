"""A text cut into the units that labels are compared by: words, syllables of Hangul, Chinese characters.

Each unit keeps its place in the text as given. Texts are compared in NFKC, so that a title copied in decomposed
syllables or in full-width letters is found too.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from typing import NamedTuple

__all__ = ["Gap", "Kind", "Unit", "units"]


class Kind(IntEnum):
    """What a unit is."""

    WORD = 0
    HANGUL = 1
    HAN = 2


class Gap(IntEnum):
    """What stands between a unit and the one before: nothing, a space or quote, a hyphen, or what parts phrases."""

    NONE = 0
    SPACE = 1
    HYPHEN = 2
    BREAK = 3


class Unit(NamedTuple):
    """One unit: its text in NFKC, its place in the text as given, what it is, what stands before it, and its run.

    ``run`` counts the stretches of units of one kind with nothing between them: a word of Hangul is one run.
    """

    text: str
    start: int
    end: int
    kind: Kind
    gap: Gap
    run: int


_HAN = "㐀-䶿一-鿿豈-﫿"
_UNIT = re.compile(
    rf"(?P<hangul>[가-힣]+)|(?P<han>[{_HAN}]+)|(?P<word>[^\W_가-힣{_HAN}]+(?:\+\+|#(?!\w))?)|(?P<sign>&)"
)
_KINDS = {"hangul": Kind.HANGUL, "han": Kind.HAN, "word": Kind.WORD, "sign": Kind.WORD}
_QUOTES = dict.fromkeys(map(ord, "\"'‘’“”`´「」『』"))
_HYPHENS = frozenset("-‐‑‒–­")


def units(text: str) -> list[Unit]:
    """Return the units of a text, in order."""
    plain, places = _compatible(text)
    found: list[Unit] = []
    end = run = 0
    for match in _UNIT.finditer(plain):
        start = match.start()
        between = plain[end:start]
        word = match.group()
        if word in ("s", "S") and between in ("'", "’") and found:
            end = match.end()  # the possessive of the word before: Asia's
            continue
        kind = _KINDS[match.lastgroup or ""]
        gap = _gap(between, plain[end - 1 : end], word) if found else Gap.BREAK
        if not found or gap or found[-1].kind is not kind:
            run += 1
        end = match.end()
        if kind is not Kind.WORD:
            for number, char in enumerate(word, start):
                first, last = (number, number + 1) if places is None else places[number]
                found.append(Unit(char, first, last, kind, gap if number == start else Gap.NONE, run))
        else:
            first, last = (start, end) if places is None else (places[start][0], places[end - 1][1])
            found.append(Unit("and" if word == "&" else word, first, last, kind, gap, run))
    return found


def _gap(between: str, before: str, word: str) -> Gap:
    if not between:
        return Gap.NONE
    plain = between.translate(_QUOTES)
    if not plain.strip():
        return Gap.SPACE
    if plain.strip() in _HYPHENS and (plain[0] in _HYPHENS or plain[-1] in _HYPHENS):
        return Gap.HYPHEN
    if between == "." and before.isdigit() and word[0].isdigit():
        return Gap.SPACE
    return Gap.BREAK


def _compatible(text: str) -> tuple[str, list[tuple[int, int]] | None]:
    """Return the text in NFKC, and the place of each of its characters in the text, where the two differ."""
    if unicodedata.is_normalized("NFKC", text):
        return text, None
    plain: list[str] = []
    places: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (unicodedata.combining(text[end]) or "ᅠ" <= text[end] <= "ᇿ"):
            end += 1
        made = unicodedata.normalize("NFKC", text[start:end])
        plain.append(made)
        places += [(start, end)] * len(made)
        start = end
    return "".join(plain), places

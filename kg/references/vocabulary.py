"""What a token is by itself: its class, its word, its flags, and the properties that have a vector of their own.

A class is the token's most telling flag, else its shape. Nothing here is learned, and nothing knows the neighbours.
"""

from __future__ import annotations

from array import array
from functools import lru_cache
from unicodedata import normalize
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kg.references.lexicon import FLAGS, bits, flags

__all__ = ["Vocabulary", "properties", "property_keys"]

Ints = NDArray[np.int64]

_DIGIT = bits("digit")
_DOI = bits("doi")
_HANGUL = bits("hangul")
_KANA = bits("kana")
_LATIN = bits("latin")
_MARK = bits("mark")
_NAME = bits("name")
_YEAR = bits("year")
_ADDRESS = bits("link", "doi")

# The flag that a token is classed by, the most telling first; a token without any is classed by its shape.
_KOREAN_CLASS = (
    "ordinal",
    "volume_word",
    "issue_word",
    "page_word",
    "et_al",
    "and",
    "editor_word",
    "translator_word",
    "author_word",
    "access_word",
    "month",
    "year_word",
    "degree",
    "known_publisher",
    "edition",
    "journal",
    "proceedings",
    "newspaper",
    "school",
    "report",
    "body",
    "society",
    "publisher",
    "law",
    "place",
    "name",
    "paper_word",
    "book_word",
    "study",
    "hanja_name",
    "weak_publisher",
)
_LATIN_CLASS = (
    "page_word",
    "volume_word",
    "issue_word",
    "in_word",
    "et_al",
    "and",
    "editor_word",
    "translator_word",
    "access_word",
    "web",
    "month",
    "degree_en",
    "journal_en",
    "proceedings_en",
    "particle",
    "suffix_name",
    "standard",
    "patent",
    "edition_en",
    "school_en",
    "publisher_en",
    "place_en",
    "report_en",
    "body_en",
    "abbreviation",
    "function",
)
_DASHES = "-‐‑‒–—―−－~∼～〜˜∽"
_OPEN, _CLOSE, _EITHER = "“‘「『《〈≪‹«", "”’」』》〉≫›»", "\"'`´＂＇<>"
_BRACKETS = "()[]（）［］{}【】〔〕"
_SEPARATORS = ",.;:，．；：、。" + _OPEN + _CLOSE + _EITHER + _BRACKETS
_LATIN_BITS = [(name, bits(name)) for name in _LATIN_CLASS]
_KOREAN_BITS = [(name, bits(name)) for name in _KOREAN_CLASS]


@lru_cache(maxsize=1 << 14)
def _hash(text: str) -> int:
    return crc32(text.encode())


def _shape(text: str, known: int) -> str:
    first = text[0]
    if known & _ADDRESS:
        return "DOI" if known & _DOI else "LINK" + text[-8:] if text.endswith("doi.org/") else "LINK"
    if known & _DIGIT:
        if known & _YEAR:
            return "Y"
        size = min(len(text), 6)
        if first == "0":
            return f"0{size}"
        return f"D{size}" + ("m" if size <= 2 and text.isascii() and int(text) <= 12 else "")
    if known & _MARK:
        return "dash" if first in _DASHES else normalize("NFKC", first)
    for name, bit in _LATIN_BITS if known & _LATIN else _KOREAN_BITS:
        if known & bit:
            sized = f"{min(len(text), 5)}" if name in ("name", "hanja_name") else ""
            if known & _LATIN:
                sized += "^" if first.isupper() else "."
            return name + sized
    if known & _LATIN:
        if len(text) == 1:
            return "X" if text.isupper() else "x"
        if text.isupper():
            return f"U{min(len(text), 5)}"
        return "C" if first.isupper() else "l"
    script = "H" if known & _HANGUL else "K" if known & _KANA else "Z"
    return f"{script}{min(len(text), 6)}"


def properties(text: str, known: int, shape: str) -> list[str]:
    """List what is to be said of a token by itself, but for its flags."""
    found = ["s" + shape]
    if known & _ADDRESS:
        return found
    if known & _DIGIT:
        found.append("d" + (text if len(text) <= 2 else text[:2] + str(len(text))))
        return found
    if known & _MARK:
        found.append("m" + text)
        return found
    lower = text.lower()
    size = len(text)
    found += ("w" + lower, f"l{min(size, 12)}")
    if known & _LATIN:
        found += ("3" + lower[-3:], "4" + lower[-4:], "p" + lower[:3], "q" + lower[:4])
        found.append("c" + ("U" if text.isupper() else "C" if text[0].isupper() else "l"))
    else:
        found += ("1" + text[-1], "2" + text[-2:], "p" + text[:1], "q" + text[:2])
        if size > 3:
            found += ("3" + text[-3:], "4" + text[-4:])
        if known & _NAME:
            found.append(f"n{size}")
    return found


@lru_cache(maxsize=4096)
def _flag_keys(known: int) -> list[int]:
    """Hash the flags that a token with properties of a word has."""
    if known & (_ADDRESS | _DIGIT | _MARK):
        return []
    return [_hash("f" + name) for at, name in enumerate(FLAGS) if known >> at & 1]


def property_keys(text: str, known: int, shape: str) -> list[int]:
    """Hash the properties of a token.

    Args:
        text: the token.
        known: its flags.
        shape: its class.
    """
    return [*map(_hash, properties(text, known, shape)), *_flag_keys(known)]


class Vocabulary:
    """The pieces met so far, each with its number; number 0 is the empty token between strings."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {"": 0}
        self.texts: list[str] = [""]
        self._columns: list[tuple[int, int, int, int, int]] = [(_hash("\0"), 0, 0, 0, -1)]
        self._array: Ints = np.zeros((0, 5), dtype=np.int64)
        self._keys = array("L")
        self._ends = array("L", [0])  # of each piece, where its keys end; the empty token has none

    def add(self, piece: str) -> int:
        """Add a piece that is not yet known and give its number."""
        text = piece.lstrip()
        known = flags(text)
        kind = 0
        if known & _MARK:
            if text in _OPEN or text in _CLOSE or text in _EITHER:
                kind = 1
            elif text in _BRACKETS:
                kind = 2
            elif text in ".．。":
                kind = 3
            elif text in _SEPARATORS:
                kind = 4
            else:
                kind = 5
        value = int(text) if known & _DIGIT and text.isascii() and len(text) <= 9 else -1
        number = len(self.texts)
        self.number[piece] = number
        self.texts.append(text)
        shape = _shape(text, known)
        self._columns.append((_hash(shape), known, kind, int(len(text) < len(piece)), value))
        self._keys.extend(property_keys(text, known, shape))
        self._ends.append(len(self._keys))
        return number

    def keys(self, start: int) -> tuple[Ints, Ints]:
        """Give the hashes of the properties of the pieces from a number on, end to end, and how many each has."""
        ends = np.array(self._ends[start - 1 :], dtype=np.int64)
        return np.array(self._keys[ends[0] :], dtype=np.int64), np.diff(ends)

    def columns(self) -> Ints:
        """Give one row a piece: class, flags, kind of mark, space before it, value of a number."""
        if len(self._array) < len(self._columns):
            fresh = np.array(self._columns[len(self._array) :], dtype=np.int64)
            self._array = np.concatenate([self._array, fresh])
        return self._array

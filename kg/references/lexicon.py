"""Words that tell what a part of a reference is: Korean, English, hanja and a little more.

The words stand in ``lexicon.txt``. Each list becomes one flag of a token (see ``FLAGS``); the model learns what a flag
is worth.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

__all__ = ["FLAGS", "bits", "flags", "surnames"]

_ENDS = (
    "journal",
    "society",
    "study",
    "proceedings",
    "school",
    "body",
    "publisher",
    "degree",
    "report",
    "law",
    "edition",
    "newspaper",
    "book_word",
    "paper_word",
    "place",
)
_WORDS = (
    "volume_word",
    "issue_word",
    "page_word",
    "ordinal",
    "editor_word",
    "translator_word",
    "author_word",
    "et_al",
    "and",
    "in_word",
    "access_word",
    "web",
    "month",
    "year_word",
    "particle",
    "suffix_name",
    "function",
    "degree_en",
    "journal_en",
    "abbreviation",
    "proceedings_en",
    "publisher_en",
    "school_en",
    "body_en",
    "report_en",
    "standard",
    "patent",
    "edition_en",
    "place_en",
)

FLAGS: tuple[str, ...] = (
    *_ENDS,
    *_WORDS,
    "known_publisher",
    "weak_publisher",
    "name",
    "given",
    "hanja_name",
    "initial",
    "initials",
    "capitalised",
    "upper",
    "lower",
    "latin",
    "hangul",
    "hanja",
    "kana",
    "digit",
    "year",
    "mark",
    "link",
    "doi",
)
"""The names of the flags, in the order of their bits."""

_BIT = {name: 1 << at for at, name in enumerate(FLAGS)}


def bits(*names: str) -> int:
    """Give the bits of flags, by their names."""
    return sum(_BIT[name] for name in names)


@lru_cache(maxsize=1)
def _sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words += line.split()
    return found


def surnames() -> str:
    """Give the first syllables of Korean surnames."""
    return "".join(_sections()["surname syllables"])


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, int], dict[str, int], int, frozenset[str], frozenset[str]]:
    sections = _sections()
    ends: dict[str, int] = {}
    for name in _ENDS:
        for word in sections[f"{name} ends"]:
            ends[word] = ends.get(word, 0) | _BIT[name]
    words: dict[str, int] = {}
    for name in (*_WORDS, "known_publisher"):
        for word in sections[f"{name} words"]:
            words[word] = words.get(word, 0) | _BIT[name]
    family = frozenset(sections["surname syllables"]), frozenset(sections["hanja_surname syllables"])
    return ends, words, max(map(len, ends)), *family


def flags(text: str) -> int:
    """Tell what a token is known for, as bits in the order of ``FLAGS``."""
    ends, words, longest, hangul_family, hanja_family = _tables()
    lower = text.lower()
    found = words.get(lower, 0)
    first = text[0]
    if len(text) > 6:
        if text.startswith("10.") and "/" in text:
            return _BIT["doi"]
        if lower.startswith(("http:", "https:", "www.")) and not text.isalpha():
            return _BIT["link"] | _BIT["web"]
    if first.isdigit():
        found |= _BIT["digit"]
        if len(text) == 4 and text.isascii() and 1400 <= int(text) <= 2035:
            found |= _BIT["year"]
        return found
    if not first.isalpha() and first not in "々〇":
        return found | _BIT["mark"]
    if first < "\u0370" or (first < "\u1100" and first.isalpha()):
        found |= _BIT["latin"]
        if text.islower():
            found |= _BIT["lower"]
        elif len(text) == 1:
            found |= _BIT["initial"]
        elif text.isupper():
            found |= _BIT["upper"] | (_BIT["initials"] if len(text) <= 3 else 0)
        elif first.isupper():
            found |= _BIT["capitalised"]
        return found
    for size in range(1, min(longest, len(text)) + 1):
        found |= ends.get(text[-size:], 0)
    if "가" <= first <= "힣":
        found |= _BIT["hangul"]
        if first in hangul_family and 2 <= len(text) <= 4:
            found |= _BIT["name"]
        if len(text) == 2:
            found |= _BIT["given"]
        if 2 <= len(text) <= 6 and text[-1] in "사당각원관출판림울":
            found |= _BIT["weak_publisher"]
    elif "ぁ" <= first <= "ヿ":
        found |= _BIT["kana"]
    else:
        found |= _BIT["hanja"]
        if first in hanja_family and 2 <= len(text) <= 3:
            found |= _BIT["hanja_name"]
    return found

"""How a Korean name in Hangul may be written in Latin letters.

The letters are those of the official system of 2000, of McCune-Reischauer, and of the spellings that people choose for
themselves. A spelling is not computed but recognised: each sound has the letters by which it is commonly written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["begins_with", "initials", "spells"]

_ONSETS = tuple(
    part.split("/")
    for part in (
        "g/k kk/gg/k/g n d/t tt/dd/d/t r/l/n m b/p pp/bb/b/p s/sh ss/s / j/ch/z jj/tch/j ch/c k/c t p/f h".split(" ")
    )
)
_VOWELS = tuple(
    part.split("/")
    for part in (
        "a/ah ae/ai/e/a ya/yah yae eo/u/o/uh/ur/eu e/ae/ei yeo/yu/you/yo/yuh/yeu ye/yae o/oh wa/oa wae/wai oe/oi/we/oo"
        " yo u/oo/woo/wu wo/weo/wuh/ueo/uo we wi/ui/wie yu/yoo/you eu/u/oo/ou/ew ui/eui/ee/i/yi/y i/ee/y/yi/e/ie/ea"
    ).split(" ")
)
_CODAS = tuple(
    part.split("/")
    for part in ("/ k/g/ck/c kk/k k n n n t/d l/r/ll k/lk m/lm l/p l l p l m p/b p t/s t/s ng/n t/j t k t p /h").split(
        " "
    )
)


def _sounds(syllable: str) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    number = ord(syllable) - 0xAC00
    return _ONSETS[number // 588], _VOWELS[number % 588 // 28], _CODAS[number % 28]


def _is_hangul(text: str) -> bool:
    return bool(text) and all("가" <= char <= "힣" for char in text)


@lru_cache(maxsize=10_000)
def _pattern(hangul: str) -> re.Pattern[str]:
    parts = ["".join(f"(?:{'|'.join(options)})" for options in _sounds(syllable)) for syllable in hangul]
    return re.compile(r"[-\s.]*".join(parts), re.IGNORECASE)


def spells(hangul: str, latin: str) -> bool:
    """Tell whether a word in Latin letters may be a spelling of a word in Hangul, from its first letter to its last.

    Example:
        >>> spells("삼옥", "Sam-Ock"), spells("기범", "Kee Bom"), spells("간사이", "Kansai"), spells("삼옥", "Sung-Min")
        (True, True, True, False)
    """
    if not _is_hangul(hangul):
        return False
    # McCune-Reischauer writes ŏ, ŭ and ch'.
    plain = "".join(char for char in unicodedata.normalize("NFKD", latin) if char not in "'’ʼ" and char.isascii())
    return _pattern(hangul).fullmatch(plain.strip()) is not None


@lru_cache(maxsize=10_000)
def initials(syllable: str) -> frozenset[str]:
    """Return the letters with which a spelling of a syllable of Hangul may begin, in lower case.

    Example:
        >>> sorted(initials("옥")), sorted(initials("근")), sorted(initials("원"))
        (['o'], ['g', 'k'], ['u', 'w'])
    """
    if not _is_hangul(syllable):
        return frozenset()
    onset, vowels, _ = _sounds(syllable)
    return frozenset(option[0] if option else vowel[0] for option in onset for vowel in vowels)


def begins_with(hangul: str, letters: Sequence[str]) -> bool:
    """Tell whether initials may be those of the syllables of a name, one for each, in their order."""
    return _is_hangul(hangul) and all(
        letter.lower() in initials(syllable) for syllable, letter in zip(hangul, letters, strict=False)
    )

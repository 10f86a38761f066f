"""Which language a printed string is in, told by its script alone: by what is printed, never by where it stands."""

from __future__ import annotations

import re

__all__ = ["has_hangul", "has_hanja", "language", "name_language"]

_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
_HANJA = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")

# A syllable of Hangul says about as much as three Latin letters, so a Korean title with a long Latin term stays
# Korean, and an English one with a Korean word in brackets stays English.
_WEIGHT = 3


def has_hangul(text: str) -> bool:
    """Tell whether any character is Hangul."""
    return _HANGUL.search(text) is not None


def has_hanja(text: str) -> bool:
    """Tell whether any character is a Chinese one."""
    return _HANJA.search(text) is not None


def language(text: str) -> str:
    """Return the BCP 47 tag of a title, affiliation, abstract or keyword: ``ko en zh ja``; empty if no letter tells.

    Pages of Korean journals print Korean and English; another language in Latin letters cannot be told by script and
    counts as English.
    """
    hangul = len(_HANGUL.findall(text)) * _WEIGHT
    hanja = len(_HANJA.findall(text)) * _WEIGHT
    kana = len(_KANA.findall(text)) * _WEIGHT
    latin = len(_LATIN.findall(text))
    if not hangul + hanja + kana + latin:
        return ""
    if kana > hangul and hanja + kana >= latin:
        return "ja"
    if hangul and hangul + hanja >= latin:
        return "ko"
    if hanja >= latin:
        return "zh"
    return "en"


def name_language(text: str) -> str:
    """Return the tag of a person's name: ``ko`` for Hangul, ``ko-Hani`` for Chinese characters, else empty."""
    if has_hangul(text):
        return "ko"
    return "ko-Hani" if has_hanja(text) else ""

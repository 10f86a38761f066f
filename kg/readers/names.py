"""Names of people as headers print them: what looks like one, and where family and given name part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.readers import surnames
from kg.readers.scripts import has_hangul, has_hanja, name_language
from kg.records import Name, Passage

__all__ = ["looks_latin", "looks_native", "mentions", "person", "settle"]

_LATIN_WORD = r"(?:[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ɏ.'’‐-―-]*|[a-zß-ɏ]{1,3}(?:['’][A-Z][\w-]*)?)"
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_NATIVE = re.compile(rf"[가-힣]{{2,5}}|[가-힣]{{1,2}}\s[가-힣]{{1,3}}|{_HAN}{{2,4}}|{_HAN}{{1,2}}\s{_HAN}{{1,2}}")
_SUFFIX = re.compile(r",\s(?:Jr|Sr|II|III|IV)\.?$")
_PARTICLES = frozenset(str.split("van von der den de la le du di da del el al bin ibn ter ten dos"))
_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,4}")


@cache
def _latin_name() -> re.Pattern[str]:
    return re.compile(rf"{_LATIN_WORD}(?:(?:\s?,\s?|\s){_LATIN_WORD}){{1,5}}(?:\s?,?\s(?:Jr|Sr|II|III|IV)\.?)?")


# Capitalised words that names do not have: an affiliation, a section or a title of the kind that is set in capitals.
_NO_NAME = frozenset(
    str.split("""
    a an and the of for in on at to by from with as or but not its is are using under via versus between among into
    university college school department dept institute laboratory lab center centre hospital faculty division society
    association academy corporation company co ltd inc korea korean republic science sciences engineering technology
    research researcher graduate medicine medical nursing education national international ministry agency office
    bureau foundation professor assistant associate fellow student editor section group team journal article abstract
    introduction references reference keywords keyword received revised accepted published volume vol issue pages page
    copyright license rights reserved author authors corresponding correspondence information funding acknowledgement
    download pdf html home about contact login search archive current online print citation cited study analysis
    effect effects development design system systems method methods review report case notes theory model policy
    management social quality public service services structure performance evaluation application approach
    """)
)


def looks_native(text: str, *, strict: bool = True) -> bool:
    """Tell whether a string in Hangul or Chinese characters looks like one name.

    Args:
        text: the string.
        strict: ask for a Korean family name, and for no more than a name's length; otherwise only for the shape.
    """
    if not _NATIVE.fullmatch(text):
        return False
    if not strict or has_hanja(text):
        return True
    family, given = surnames.split_hangul(text)
    return bool(family) and len(given) <= 2 + (len(family) > 1)


def _is_common_word(word: str) -> bool:
    """Tell whether a word is none of a name's; 'A.' is an initial, 'An' and 'In' are family names."""
    if word.lower() not in _NO_NAME:
        return False
    return not (word[0].isupper() and (len(word) == 1 or surnames.is_latin(word)))


def looks_latin(text: str, *, strict: bool = True) -> bool:
    """Tell whether a string in Latin letters looks like one name.

    Args:
        text: the string.
        strict: ask for a Korean family name, initials or a comma in it; otherwise only for the shape.
    """
    if len(text) > 60 or text.count(",") > 1 + bool(_SUFFIX.search(text)) or not _latin_name().fullmatch(text):
        return False
    words = re.split(r"[\s,]+", text)
    if any(_is_common_word(word.rstrip(".")) for word in words):
        return False
    small = [word for word in words if word[0].islower()]
    if any(word.lower() not in _PARTICLES for word in small) or len(small) == len(words):
        return False
    if not strict:
        return True
    if text.count(",") == 1 or any(_INITIALS.fullmatch(word) and len(word) <= 4 for word in words):
        return True
    return surnames.is_latin(words[0]) or surnames.is_latin(words[-1])


def person(passage: Passage, *, strict: bool = True) -> Name | None:
    """Read a passage that is one person's name and nothing else; nothing where it does not look like one.

    Args:
        passage: the string.
        strict: whether the string must look like a name by itself; not needed where an affiliation or the place in a
            list of names says so.
    """
    text = passage.text
    if has_hangul(text) or has_hanja(text):
        if not looks_native(text, strict=strict):
            return None
        family, given = ("", "") if has_hanja(text) else surnames.split_hangul(text)
        return Name(text, family, given, lang=name_language(text), span=passage.span)
    if not looks_latin(text, strict=strict):
        return None
    family, given = _split_latin(text)
    return Name(text, family, given, span=passage.span)


def _split_latin(text: str, hangul: str = "", last: bool | None = None) -> tuple[str, str]:
    """Split a Latin name.

    A printed comma decides; else capitals (``KIM Soo-Il``), the spelling of the Hangul name that is printed beside it,
    initials and hyphens, which family names have not, the list of family names; else what the rest of the list does
    (``last``), else the Western order.
    """
    family, comma, given = text.partition(",")
    if comma:
        return family.strip(), given.strip()
    words = text.split()
    if len(words) < 2:
        return "", ""
    first_choice = words[0], " ".join(words[1:])
    last_choice = _western(words)
    capital = [len(word) > 1 and word.isupper() and "." not in word for word in words]
    if capital[0] != capital[-1] and not all(capital):
        return first_choice if capital[0] else last_choice
    if hangul:
        fits = surnames.matches(hangul, words[0]), surnames.matches(hangul, words[-1])
        if fits[0] != fits[1]:
            return first_choice if fits[0] else last_choice
    order = _order(words)
    if order is None:
        order = True if last is None else last
    return last_choice if order else first_choice


def _western(words: Sequence[str]) -> tuple[str, str]:
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES and words[cut - 1].islower():
        cut -= 1
    return " ".join(words[cut:]), " ".join(words[:cut])


def _order(words: Sequence[str]) -> bool | None:
    """Tell whether the family name stands last; nothing where the name itself does not tell."""
    given = [(bool(_INITIALS.fullmatch(word)) and len(word) <= 4) or "-" in word for word in (words[0], words[-1])]
    if given[0] != given[1]:
        return given[0]
    known = surnames.is_latin(words[0]), surnames.is_latin(words[-1])
    if all(known):
        known = surnames.is_frequent(words[0]), surnames.is_frequent(words[-1])
    return known[1] if known[0] != known[1] else None


def settle(names: Sequence[Name], beside: Sequence[Name] = ()) -> list[Name]:
    """Split the Latin names of one list again, now that the list tells which order its names take.

    Args:
        names: the names of one language block, in order.
        beside: the names that stand at the same places of the block in the other script, if there is one.
    """
    hints = [name.family if name.lang == "ko" else "" for name in beside] or [""] * len(names)
    votes = 0
    for name, hint in zip(names, hints, strict=True):
        if name.lang or "," in name.literal:
            continue
        words = name.literal.split()
        order = _order(words) if len(words) > 1 else None
        if order is None and hint and len(words) > 1:
            fits = surnames.matches(hint, words[0]), surnames.matches(hint, words[-1])
            order = None if fits[0] == fits[1] else fits[1]
        votes += 0 if order is None else 1 if order else -1
    last = None if votes == 0 else votes > 0
    settled: list[Name] = []
    for name, hint in zip(names, hints, strict=True):
        if name.lang:
            settled.append(name)
        else:
            family, given = _split_latin(name.literal, hint, last)
            settled.append(replace(name, family=family, given=given))
    return settled


def mentions(text: str, known: Sequence[Name]) -> bool:
    """Tell whether a line names the person of these names, in whatever order of family and given name."""
    squeezed = "".join(text.split())
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    for name in known:
        if name.lang and "".join(name.literal.split()) in squeezed:
            return True
        parts = re.findall(r"[^\W\d_]+", name.literal.lower())
        if not name.lang.startswith("ko-H") and name.lang != "ko" and parts and words.issuperset(parts):
            return True
    return False

"""Contradictions: entries of a list that seem to be one work, halves of an entry that disagree, pages that run back."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.records import Finding, ParsedReference, Span
from kg.references.patterns import lazy

__all__ = ["cited_twice", "contradictions", "doubled"]

_INITIAL = "g,kk,n,d,tt,r,m,b,pp,s,ss,,j,jj,ch,k,t,p,h"
_VOWEL = "a,ae,ya,yae,eo,e,yeo,ye,o,wa,wae,oe,yo,u,wo,we,wi,yu,eu,ui,i"
_FINAL = ",g,kk,gs,n,nj,nh,d,l,lg,lm,lb,ls,lt,lp,lh,m,b,bs,s,ss,ng,j,ch,k,t,p,h"
_FOLD = str.maketrans({"k": "g", "t": "d", "p": "b", "l": "r", "c": "g", "q": "g", "y": "i", "j": "z"})
_MARKS = lazy(r"[\W_]+")
_LEAST_TITLE = 10


def _plain(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())


def contradictions(one: ParsedReference) -> Iterator[Finding]:
    """Yield where an entry contradicts itself."""
    if pages := one.field("pages"):
        match = re.fullmatch(r"(\d+)-(\d+)", pages.value)
        if match and len(match[1]) <= len(match[2]) and int(match[2]) < int(match[1]):
            yield Finding("pages-out-of-order", Span(pages.spans[0].start, pages.spans[-1].end))
    if one.parallel:
        for name in ("year", "volume", "issue", "pages"):
            mine, other = one.field(name), one.parallel.field(name)
            if mine and other and _plain(mine.value) != _plain(other.value):
                place = Span(other.spans[0].start, other.spans[-1].end)
                yield Finding("parallel-disagrees", place, f"{name}: {mine.value} / {other.value}")


def doubled(found: Sequence[ParsedReference]) -> dict[int, list[Finding]]:
    """Find the entries of a list of references that print one work twice.

    Returns:
        The findings by place in the list.
    """
    by_title: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        title = _plain(one.value("title"))
        if len(title) >= _LEAST_TITLE:
            by_title[title, _plain(one.names[0].family or one.names[0].literal) if one.names else ""].append(at)
    result: dict[int, list[Finding]] = defaultdict(list)
    for places in by_title.values():
        for at, other in zip(places[1:], places, strict=False):
            one, before = found[at], found[other]
            same_place = all(_plain(one.value(n)) == _plain(before.value(n)) for n in ("container", "volume", "pages"))
            if not same_place or not (one.value("container") or one.value("year") == before.value("year")):
                continue
            result[at].append(Finding("doubled-entry", None, f"entry {other + 1}"))
            result[other].append(Finding("doubled-entry", None, f"entry {at + 1}"))
            if one.value("year") != before.value("year") and one.value("year") and before.value("year"):
                _conflict(result, found, at, other)
    return result


def cited_twice(found: Sequence[ParsedReference]) -> dict[int, list[Finding]]:
    """Find the entries of a list of citing works that print one article in two languages, or twice.

    Sure enough to say so are the same volume and issue under titles of two languages that share a name written in both
    scripts, or the same title.

    Returns:
        The findings by place in the list.
    """
    result: dict[int, list[Finding]] = defaultdict(list)
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        if one.value("title") and one.value("volume"):
            numbers[one.value("volume"), one.value("issue")].append(at)
    for places in numbers.values():
        for position, at in enumerate(places):
            for other in places[position + 1 :]:
                if not _one_work(found[at], found[other]):
                    continue
                result[at].append(Finding("doubled-entry", None, f"entry {other + 1}"))
                result[other].append(Finding("doubled-entry", None, f"entry {at + 1}"))
                if found[at].value("year") != found[other].value("year"):
                    _conflict(result, found, at, other)
    return result


def _conflict(result: dict[int, list[Finding]], found: Sequence[ParsedReference], at: int, other: int) -> None:
    for here, there in ((at, other), (other, at)):
        year = found[here].field("year")
        if year:
            note = f"entry {there + 1}: {found[there].value('year')}"
            result[here].append(Finding("year-conflict", year.spans[0], note))


def _one_work(one: ParsedReference, other: ParsedReference) -> bool:
    titles = one.value("title"), other.value("title")
    if _plain(titles[0]) == _plain(titles[1]):
        return True
    if {one.lang, other.lang} != {"ko", "en"}:
        return False
    hangul, latin = titles if one.lang == "ko" else titles[::-1]
    return shares_name(hangul, latin)


def shares_name(hangul: str, latin: str) -> bool:
    """Tell whether a name of a title in Latin letters is written in Hangul in another title."""
    sounds = romanised(hangul).translate(_FOLD)
    words = re.findall(r"\b[A-Z][a-z]{4,}\b", latin)
    return any(word.lower().translate(_FOLD) in sounds for word in words)


def romanised(text: str) -> str:
    """Write Hangul in Latin letters, syllable by syllable (Revised Romanization, without the rules of assimilation)."""
    initials, vowels, finals = (letters.split(",") for letters in (_INITIAL, _VOWEL, _FINAL))
    result = []
    for char in text:
        code = ord(char) - 0xAC00
        if 0 <= code < 11172:
            result.append(initials[code // 588] + vowels[code % 588 // 28] + finals[code % 28])
        elif char.isalnum():
            result.append(char.lower())
    return "".join(result)

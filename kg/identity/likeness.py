"""Which works, journals and bodies may be one: titles in two languages, titles that nearly agree, abbreviated names.

As with persons, a candidate merges nothing. Works are held only against those that share a key with them (the volume
and issue, the beginning or the rarest words of the title), so that the time grows with the works and not with pairs.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.concepts.morphology import FUNCTION_WORDS, strip_particles
from kg.identity.candidates import Candidate
from kg.identity.keys import fold
from kg.identity.romanisation import spells
from kg.readers import surnames

__all__ = ["Names", "Title", "Titles"]

_WORD = re.compile(r"[^\W_]+")
_HANGUL_WORD = re.compile(r"[가-힣]{2,}")
_LATIN_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_ACRONYM = re.compile(r"(?<![A-Za-z])[A-Z][A-Z0-9]{1,5}(?![A-Za-z])")
_ROMAN = re.compile(r"[ivx]{1,4}\Z")
_BRACKETED = re.compile(r"\s*[(（]([^()（）]{2,})[)）]\s*\Z")
_BLOCK = 40
"""So many works of one key are looked at: more share it by chance."""


@dataclass(frozen=True, slots=True)
class Title:
    """One work by what an entry prints of it: ``node`` names it, ``families`` are its authors' family names, folded."""

    node: str
    title: str
    year: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    families: frozenset[str] = frozenset()


class Titles:
    """Find candidates among the works of one source after another, given in the order of their keys."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], dict[str, Title]] = {}

    def source(self, titles: Iterable[Title]) -> list[Candidate]:
        """Return the candidates that one source adds."""
        found: dict[frozenset[str], Candidate] = {}
        for title in titles:
            for block in _blocks(title):
                others = self._known.setdefault(block, {})
                for other in others.values():
                    pair = frozenset((other.node, title.node))
                    if len(pair) == 2 and pair not in found:
                        candidate = _work_pair(other, title)
                        if candidate is not None:
                            found[pair] = candidate
                if len(others) < _BLOCK:
                    others.setdefault(title.node, title)
        return list(found.values())


def _blocks(title: Title) -> Iterator[tuple[str, ...]]:
    words = _words(title.title)
    if title.volume and title.issue:
        yield "number", title.volume, title.issue
    if title.first_page and title.year and title.volume:
        yield "page", title.year, title.volume, title.first_page
    if words:
        yield "whole", fold(title.title)
        yield "begin", *words[:2]
        yield "end", *words[-2:]
        yield "longest", *sorted(sorted(words, key=lambda word: (-len(word), word))[:3])


def _work_pair(one: Title, other: Title) -> Candidate | None:
    if _is_hangul(one.title) != _is_hangul(other.title):
        return _two_languages(one, other)
    return _alike(one, other)


def _two_languages(one: Title, other: Title) -> Candidate | None:
    """Compare two titles in two languages: the same numbers of the volume, and something in common beside them."""
    if not (one.volume == other.volume != "") or not _years(one, other, 1):
        return None
    if one.issue and other.issue and one.issue != other.issue:
        return None
    score = 0.3 + 0.1 * bool(one.issue and other.issue) + 0.1 * (one.year == other.year)
    if one.first_page != other.first_page != "" != one.first_page or not _same_authors(one, other):
        return None
    pages = one.first_page == other.first_page not in ("", "1")
    names = _common_names(one.title, other.title)
    numbers = (_tokens(_NUMBER, one.title) & _tokens(_NUMBER, other.title)) | (
        _tokens(_ACRONYM, one.title) & _tokens(_ACRONYM, other.title)
    )
    evidence = 0.3 * pages + 0.2 * min(2, len(names)) + 0.15 * min(2, len(numbers))
    if not evidence:
        return None
    return _candidate(one, other, score + evidence, "title-pair")


def _same_authors(one: Title, other: Title) -> bool:
    """Tell whether the authors of two works may be the same; an entry that names none says nothing against it."""
    if not (one.families and other.families) or one.families & other.families:
        return True
    return any(surnames.matches(a, b) or surnames.matches(b, a) for a in one.families for b in other.families)


def _alike(one: Title, other: Title) -> Candidate | None:
    """Compare two titles in one script: equal but for signs, one the beginning of the other, or a few letters apart."""
    mine, theirs = fold(one.title), fold(other.title)
    least = 8 if _is_hangul(one.title) else 16
    if min(len(mine), len(theirs)) < least or _tokens(_NUMBER, one.title) != _tokens(_NUMBER, other.title):
        return None
    if one.families and other.families and not one.families & other.families:
        return None
    authors = bool(one.families & other.families)
    apart = set(_words(one.title)) ^ set(_words(other.title))
    if any(_ROMAN.match(word) for word in apart):
        return None
    if mine == theirs:
        score = 0.7
    elif mine.startswith(theirs) or theirs.startswith(mine):
        if not (authors or one.volume == other.volume != "") or not _main_title(one.title, other.title):
            return None
        score = 0.55
    else:
        # Letters of misprints are few and within words; a different word is a different title.
        ratio = difflib.SequenceMatcher(None, mine, theirs, autojunk=False).ratio()
        if ratio < 0.93 or len(apart) > 4:
            return None
        score = 0.5
    return _candidate(one, other, score + 0.15 * authors + 0.1 * (one.year == other.year != ""), "similar-title")


def _main_title(one: str, other: str) -> bool:
    """Tell whether the longer of two titles goes on behind the shorter with a subtitle."""
    short, long = sorted((one, other), key=len)
    heads = {fold(part) for part in (long.split(":")[0], re.split(r"\s[-–—]\s?|[:：(（]", long)[0])}
    return fold(short) in heads


def _common_names(one: str, other: str) -> set[str]:
    """Return the proper names that a title in Latin letters and one in Hangul have in common: Kansai and 간사이."""
    latin, hangul = (other, one) if _is_hangul(one) else (one, other)
    names = sorted(set(_LATIN_NAME.findall(latin)))
    found: set[str] = set()
    for word in sorted(set(_HANGUL_WORD.findall(hangul))):
        for size in range(2, min(len(word), 6) + 1):
            found.update(name for name in names if spells(word[:size], name))
    return found


def _years(one: Title, other: Title, apart: int) -> bool:
    if not (one.year.isdigit() and other.year.isdigit()):
        return True
    return abs(int(one.year) - int(other.year)) <= apart


def _candidate(one: Title, other: Title, score: float, rule: str) -> Candidate:
    comment = f"{one.title} / {other.title}"
    return Candidate(one.node, other.node, round(min(0.95, score), 3), rule, comment)


def _tokens(pattern: re.Pattern[str], text: str) -> set[str]:
    return set(pattern.findall(text))


def _is_hangul(text: str) -> bool:
    return bool(_HANGUL_WORD.search(text))


def _words(text: str) -> list[str]:
    """Return the words of a title that are no function words, folded, Korean ones without particles."""
    words = [fold(word) for word in _WORD.findall(text)]
    functional = FUNCTION_WORDS["en"] | FUNCTION_WORDS["ko"]
    return [strip_particles(word) for word in words if word not in functional]


class Names:
    """Find candidates among the names of journals, or of bodies, of one source after another."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}

    def journals(self, names: Iterable[tuple[str, str]]) -> list[Candidate]:
        """Return pairs of which one name abbreviates the other, word by word, or adds a section to it.

        Args:
            names: nodes and names.
        """
        found: list[Candidate] = []
        for node, name in names:
            words = [word for word in _WORD.findall(name.casefold()) if word not in _JOURNAL_SMALL]
            if len(words) < 2 or _is_hangul(name):
                continue
            others = self._known.setdefault("".join(word[0] for word in words[:2]), {})
            for other, other_name in others.items():
                score = _abbreviates(name, other_name)
                if other != node and score:
                    rule = "journal-name"
                    found.append(Candidate(other, node, score, rule, f"{other_name} / {name}"))
            if len(others) < 10 * _BLOCK:
                others.setdefault(node, name)
        return found

    def bodies(self, names: Iterable[tuple[str, str]]) -> list[Candidate]:
        """Return pairs of which one name prints the other in brackets: 산업연구원(KIET) and KIET.

        Args:
            names: nodes and names.
        """
        found: list[Candidate] = []
        for node, name in names:
            match = _BRACKETED.search(name)
            forms = {fold(name)} if match is None else {fold(match.group(1)), fold(name[: match.start()])}
            keys = {form: f"{'bracketed' if match else 'plain'}:{form}" for form in forms}
            for form, mine in sorted(keys.items()):
                theirs = f"{'plain' if match else 'bracketed'}:{form}"
                for other, other_name in self._known.get(theirs, {}).items():
                    if other != node:
                        found.append(Candidate(other, node, 0.8, "printed-acronym", f"{other_name} / {name}"))
                self._known.setdefault(mine, {}).setdefault(node, name)
        return found


_JOURNAL_SMALL = frozenset(str.split("of the and in for on a an & de la des und der"))


def _abbreviates(one: str, other: str) -> float:
    """Return how much speaks for one name of a journal abbreviating the other; 0 for nothing."""
    heads = [name.split(":")[0] for name in (one, other)]
    parted = (":" in one) != (":" in other)
    words = [[word for word in _WORD.findall(head.casefold()) if word not in _JOURNAL_SMALL] for head in heads]
    mine, theirs = words
    if len(mine) != len(theirs) or len(mine) < 2:
        return 0.0
    if mine == theirs:
        return 0.6 if parted and len(mine) > 2 else 0.0
    shorter = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    lone = sum(min(len(a), len(b)) == 1 for a, b in shorter)
    if any(not _abbreviation(a, b) for a, b in shorter) or lone == len(mine):
        return 0.0
    # All words shortened on one side: the other is the full name.
    if not (all(len(a) < len(b) for a, b in shorter) or all(len(a) > len(b) for a, b in shorter)):
        return 0.0
    return 0.75 if not lone else 0.6


def _abbreviation(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if not long.startswith(short[0]) or len(short) == len(long):
        return False
    # Abbreviations cut a word (econ.), or leave letters out of it (natl., intl.); a plural is no abbreviation.
    if long.startswith(short):
        return long[len(short) :] not in ("s", "es")
    letters = iter(long)
    return len(short) <= 5 and short[-1] == long[-1] and all(letter in letters for letter in short)

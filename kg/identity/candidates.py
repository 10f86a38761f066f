"""Which persons may be one person: names across scripts, names with initials, names printed the other way round.

A candidate is a conjecture with its rule and a score; it merges nothing. Within a source every pair is looked at that
shares a family name; across sources, where a name says less, only names that are spelt out, or initials of two
syllables or more, and each is held against the first bearer of each name, not against all of them.

The scores are no probabilities. They order the pairs by how much the names say, and add what common co-authors say.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.identity.keys import fold, is_full_name, person_key
from kg.identity.romanisation import begins_with, initials, spells
from kg.readers import surnames
from kg.records import Name

__all__ = ["Candidate", "Mention", "People"]

_WORD = re.compile(r"[^\W\d_]+")
_COAUTHORS = 0.2
_LEAST = 0.4


class Candidate(NamedTuple):
    """Two nodes that may be one, the score, the local name of the rule, and what is to be said to people."""

    one: str
    other: str
    score: float
    rule: str
    comment: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One person as named in one work.

    ``node`` names the person, ``work`` the work, ``fellows`` the folded family names of the others in the same role.
    """

    node: str
    name: Name
    work: str
    fellows: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Person:
    """One node with one of its names: what all its mentions together say."""

    node: str
    name: Name
    order: int
    works: set[str] = field(default_factory=set)
    fellows: set[str] = field(default_factory=set)


class People:
    """Find candidates among the persons of one source after another, given in the order of their keys."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], dict[str, _Person]] = {}

    def source(self, mentions: Iterable[Mention]) -> list[Candidate]:
        """Return the candidates that one source adds: pairs within it, and pairs with persons of earlier sources."""
        persons = _persons(mentions)
        found: dict[tuple[str, str], Candidate] = {}

        def keep(candidate: Candidate | None) -> None:
            if candidate is None or candidate.score < _LEAST:
                return
            pair = candidate.one, candidate.other
            if pair not in found or found[pair].score < candidate.score:
                found[pair] = candidate

        for bearers in _bearers(persons):
            for one, other in _linked(bearers):
                keep(_pair(one, other, bearers))
        firsts = [bearers[0] for bearers in _bearers(persons)]
        for group in _families(firsts):
            for one, other in itertools.combinations(group, 2):
                if person_key(one.name) != person_key(other.name):
                    keep(_pair(one, other, group))
        for person in persons:
            for earlier in self._earlier(person):
                keep(_across(earlier, person))
        for person in persons:
            for block in _blocks(person.name):
                self._known.setdefault(block, {}).setdefault(person_key(person.name), person)
        return list(found.values())

    def _earlier(self, person: _Person) -> Iterator[_Person]:
        seen: set[str] = {person.node}
        for block in _blocks(person.name):
            for earlier in self._known.get(block, {}).values():
                if earlier.node not in seen:
                    seen.add(earlier.node)
                    yield earlier


def _persons(mentions: Iterable[Mention]) -> list[_Person]:
    """Gather the mentions of each node under each of its names, in the order in which they are first named."""
    found: dict[tuple[str, str], _Person] = {}
    for mention in mentions:
        if mention.name.corporate or not (mention.name.family and mention.name.given):
            continue
        slot = mention.node, person_key(mention.name)
        person = found.setdefault(slot, _Person(mention.node, mention.name, len(found)))
        person.works.add(mention.work)
        person.fellows |= mention.fellows
    return list(found.values())


def _bearers(persons: Sequence[_Person]) -> list[list[_Person]]:
    """Group persons by their printed name, in the order in which the names are first printed."""
    groups: dict[str, list[_Person]] = {}
    for person in persons:
        groups.setdefault(person_key(person.name), []).append(person)
    return list(groups.values())


def _linked(bearers: Sequence[_Person]) -> Iterator[tuple[_Person, _Person]]:
    """Yield pairs that link all bearers of one name: each with the first, and with the first who shares a co-author."""
    for number, person in enumerate(bearers[1:], start=1):
        fellow = next((other for other in bearers[1:number] if _common(other, person)), None)
        yield bearers[0], person
        if fellow is not None:
            yield fellow, person


def _families(persons: Sequence[_Person]) -> list[list[_Person]]:
    """Group persons by family name; one in Hangul stands in the group of each of its Latin spellings too."""
    groups: dict[str, list[_Person]] = {}
    for person in persons:
        for family in _spellings(person.name):
            groups.setdefault(family, []).append(person)
        if is_full_name(person.name) and not _hangul(person.name):
            groups.setdefault(fold(person.name.given), []).append(person)
    return [groups[family] for family in sorted(groups) if len(groups[family]) > 1]


def _spellings(name: Name) -> list[str]:
    return sorted(surnames.spellings(name.family)) if _hangul(name) else [fold(name.family)]


def _blocks(name: Name) -> Iterator[tuple[str, str, str]]:
    """Yield the blocks of a name that says enough to be looked for in other sources: family name and two initials."""
    if _hangul(name):
        if len(name.given) >= 2:
            for family in _spellings(name):
                for first in sorted(initials(name.given[0])):
                    for second in sorted(initials(name.given[1])):
                        yield family, first, second
        return
    letters = _letters(name.given)
    if len(letters) >= 2:
        yield fold(name.family), letters[0], letters[1]
    elif is_full_name(name):
        yield fold(name.family), fold(name.given), ""


def _pair(one: _Person, other: _Person, group: Sequence[_Person]) -> Candidate | None:
    """Compare two persons of one source."""
    if one.node == other.node or one.works & other.works:
        return None  # two authors of one work are two
    first, second = sorted((one, other), key=lambda person: person.order)
    if _hangul(first.name) != _hangul(second.name):
        hangul, latin = (first, second) if _hangul(first.name) else (second, first)
        score = _across_scripts(hangul.name, latin.name)
        if not score or (score < 0.5 and not _only_or_bridged(hangul, latin, group)):
            return None
        if score < 0.8 and len(_fitting(latin, group)) > 1 and len(_letters(latin.name.given)) > 1:
            score -= 0.1  # the initials fit another name of the source as well
        return _candidate(hangul, latin, score, "hangul-latin-name")
    if _hangul(first.name):
        return None  # the same full name in one source is one node already
    return _latin_pair(first, second)


def _across(earlier: _Person, person: _Person) -> Candidate | None:
    """Compare a person with one of an earlier source."""
    if earlier.works & person.works:
        return None
    if _hangul(earlier.name) != _hangul(person.name):
        hangul, latin = (earlier, person) if _hangul(earlier.name) else (person, earlier)
        # Initials with a frequent family name fit too many: a name spelt out says enough, or a rarer family name.
        score = _across_scripts(hangul.name, latin.name)
        return _candidate(hangul, latin, score - 0.1 if score >= 0.7 else 0.0, "hangul-latin-name")
    if person_key(earlier.name) == person_key(person.name) and is_full_name(person.name):
        frequent = any(surnames.is_frequent(spelling) for spelling in _spellings(person.name))
        return _candidate(earlier, person, 0.5 if frequent else 0.6, "same-name-elsewhere")
    if _hangul(person.name):
        return None
    found = _latin_pair(earlier, person)
    return found._replace(score=round(found.score - 0.15, 3)) if found else None


def _latin_pair(one: _Person, other: _Person) -> Candidate | None:
    mine, theirs = _parts(one.name.given), _parts(other.name.given)
    if fold(one.name.family) != fold(other.name.family):
        inverted = fold(one.name.family) == fold(other.name.given) and fold(one.name.given) == fold(other.name.family)
        return _candidate(one, other, 0.8, "inverted-name") if inverted else None
    full = is_full_name(one.name), is_full_name(other.name)
    if all(full):
        return None  # spelt out and different, or one node already
    if not all(_agree(a, b) for a, b in zip(mine, theirs, strict=False)):
        return None
    frequent = surnames.is_frequent(one.name.family)
    if any(full):
        score = 0.6 if len(mine) == len(theirs) and len(mine) > 1 else 0.5
        return _candidate(one, other, score - 0.1 * frequent, "initials-name")
    if len(mine) == len(theirs):
        score = 0.65 if len(mine) > 1 else 0.6
        return _candidate(one, other, score - 0.15 * frequent, "same-initials")
    return _candidate(one, other, 0.5 - 0.05 * frequent, "initials-name")


def _agree(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _across_scripts(hangul: Name, latin: Name) -> float:
    """Return how much speaks for a name in Hangul and one in Latin letters being one name; 0 for nothing."""
    if not surnames.matches(hangul.family, fold(latin.family)):
        return 0.0
    if is_full_name(latin):
        return 0.85 if spells(hangul.given, latin.given) else 0.0
    letters = _letters(latin.given)
    if not letters or len(letters) > len(hangul.given) or not begins_with(hangul.given, letters):
        return 0.0
    if len(letters) < len(hangul.given):
        return 0.45
    return 0.6 if surnames.is_frequent(latin.family) else 0.7


def _only_or_bridged(hangul: _Person, latin: _Person, group: Sequence[_Person]) -> bool:
    """Tell whether a lone initial says enough: no other name fits it, or a fuller spelling fits both names."""
    if _fitting(latin, group) == {hangul.node}:
        return True
    return any(
        not _hangul(other.name)
        and other.node != latin.node
        and _across_scripts(hangul.name, other.name) >= 0.6
        and _agree(_parts(other.name.given)[0], _parts(latin.name.given)[0])
        for other in group
    )


def _fitting(latin: _Person, group: Sequence[_Person]) -> set[str]:
    return {other.node for other in group if _hangul(other.name) and _across_scripts(other.name, latin.name)}


def _common(one: _Person, other: _Person) -> bool:
    """Tell whether two persons have a co-author's family name in common, beside their own."""
    return bool(one.fellows & other.fellows - {fold(one.name.family), fold(other.name.family)})


def _candidate(one: _Person, other: _Person, score: float, rule: str) -> Candidate | None:
    if score <= 0:
        return None
    score = round(min(0.95, score + _COAUTHORS * _common(one, other)), 3)
    return Candidate(one.node, other.node, score, rule, f"{one.name.literal} / {other.name.literal}")


def _hangul(name: Name) -> bool:
    return "가" <= name.literal.strip()[:1] <= "힣"


def _parts(given: str) -> list[str]:
    """Return the parts of a given name in Latin letters, folded: words, or single letters where it is initials."""
    found: list[str] = []
    for word in _WORD.findall(given):
        initials_only = word.isupper() and len(word) <= 3
        found += [fold(letter) for letter in word] if initials_only else [fold(word)]
    return found or [fold(given)]


def _letters(given: str) -> list[str]:
    return [part[0] for part in _parts(given) if part]

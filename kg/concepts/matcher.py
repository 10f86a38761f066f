"""Find the labels of a concept scheme in a text: a tree of labels, walked from each place where a word can begin.

The time is linear in the text. Which occurrences count:

- a Latin word is compared whole, in any number and spelling (clusters, specialisation and specialization), in any
  case but for acronyms, with or without the hyphens of the label (place-based, place based, eco-system);
- Hangul is compared by syllables, however it is spaced; inside a longer word a noun has to be a part of the compound
  (see :mod:`kg.concepts.compounds`), and particles may follow;
- nothing is matched across a comma, colon, bracket, full stop or spaced dash, unless the label has one there;
- a label inside the occurrence of a longer one is hidden; two that merely overlap both stand.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from kg.concepts.compounds import Compounds
from kg.concepts.morphology import spelling_key
from kg.concepts.units import Gap, Kind, Unit, units
from kg.quads import Iri
from kg.records import Span

__all__ = ["Match", "Matcher"]

_ACRONYM_LENGTH = 6


class Match(NamedTuple):
    """One occurrence: its characters in the text, the concept, and the label that was found."""

    span: Span
    concept: Iri
    label: str


class _Entry(NamedTuple):
    """One label in the tree: the concept, the label, and what stands before its units, where anything does."""

    concept: Iri
    label: str
    gaps: tuple[tuple[int, Gap], ...]


class Matcher:
    """Find labels.

    Args:
        labels: labels with their concepts. One without a letter, or of single Latin letters only, is never found.
    """

    def __init__(self, labels: Iterable[tuple[str, Iri]]) -> None:
        # A node maps the key of a unit to the next node, and None to the labels that end there.
        self._root: dict[str | None, Any] = {}
        nouns: set[str] = set()
        for label, concept in labels:
            parts = units(label)
            if not any(
                unit.kind is not Kind.WORD or (len(unit.text) > 1 and not unit.text.isdigit()) for unit in parts
            ):
                continue
            entry = _Entry(concept, label, tuple((at, unit.gap) for at, unit in enumerate(parts) if at and unit.gap))
            for keys in _label_keys(parts):
                node = self._root
                for key in keys:
                    node = node.setdefault(key, {})
                ends: list[_Entry] = node.setdefault(None, [])
                if entry not in ends:
                    ends.append(entry)
            nouns.update(word for word, _ in _runs(parts).values())
        self._compounds = Compounds(nouns)

    def find(self, text: str) -> list[Match]:
        """Return the occurrences of labels in a text, in order; where several labels of one concept fit, the longest.

        Example:
            >>> from kg.quads import Iri
            >>> matcher = Matcher([("클러스터", Iri("c:1")), ("Cluster Policy", Iri("c:2"))])
            >>> [(match.span, match.label) for match in matcher.find("포스트클러스터의 정책: on cluster policies")]
            [(Span(start=3, end=7), '클러스터'), (Span(start=16, end=32), 'Cluster Policy')]
        """
        parts = units(text)
        runs = _runs(parts)
        keys = _text_keys(parts)
        found: dict[tuple[int, int, Iri], str] = {}
        for start in range(len(parts)):
            for end, entry in self._walk(parts, keys, start, start, self._root):
                if self._stands(parts, runs, start, end, dict(entry.gaps)):
                    place = (parts[start].start, parts[end - 1].end, entry.concept)
                    found[place] = min(found.get(place, entry.label), entry.label)
        return list(_outermost(found))

    def _walk(
        self,
        parts: Sequence[Unit],
        keys: Sequence[Sequence[tuple[str, int]]],
        start: int,
        at: int,
        node: dict[str | None, Any],
    ) -> Iterator[tuple[int, _Entry]]:
        """Yield the labels that begin at a unit, with the unit behind each."""
        while at < len(parts):
            steps = [(node[key], size) for key, size in keys[at] if key in node]
            if not steps:
                return
            for branch, size in steps[1:]:
                yield from ((at + size, entry) for entry in branch.get(None, ()))
                yield from self._walk(parts, keys, start, at + size, branch)
            node, size = steps[0]
            at += size
            for entry in node.get(None, ()):
                yield at, entry

    def _stands(
        self, parts: Sequence[Unit], runs: dict[int, tuple[str, int]], start: int, end: int, gaps: dict[int, Gap]
    ) -> bool:
        """Tell whether what stands between two units is the label's own, and not a piece of other words."""
        first, last = parts[start], parts[end - 1]
        for at in range(start + 1, end):
            if parts[at].gap is Gap.BREAK and gaps.get(at - start) is not Gap.BREAK:
                return False
        pieces = _pieces(parts, start, end)
        for number, (begin, stop) in enumerate(pieces):
            lone = stop - begin == 1 and parts[begin].kind is Kind.HANGUL and len(pieces) > 1
            if lone and not _printed_so(number, len(pieces), begin - start, stop - start, gaps):
                return False
        if first.kind is Kind.HANGUL and first.run == last.run:
            word, begin = runs[first.run]
            return self._compounds.holds(word, start - begin, end - begin)
        if first.kind is Kind.HANGUL:
            word, begin = runs[first.run]
            if not self._compounds.begins(word, start - begin):
                return False
        if last.kind is Kind.HANGUL:
            word, begin = runs[last.run]
            return self._compounds.ends(word, end - begin)
        return True


def _pieces(parts: Sequence[Unit], start: int, end: int) -> list[tuple[int, int]]:
    """Cut a stretch of units where something parts them in the text."""
    borders = [start, *(at for at in range(start + 1, end) if parts[at].gap), end]
    return list(itertools.pairwise(borders))


def _printed_so(number: int, count: int, begin: int, stop: int, gaps: dict[int, Gap]) -> bool:
    """Tell whether a syllable that stands alone in the text stands alone in the label too."""
    return (number == 0 or begin in gaps) and (number == count - 1 or stop in gaps)


def _outermost(found: dict[tuple[int, int, Iri], str]) -> Iterator[Match]:
    """Yield the occurrences that lie in no longer one, in order."""
    reach, widest = -1, (-1, -1)
    for (start, end, concept), label in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1], item[0][2])):
        if end > reach:
            reach, widest = end, (start, end)
        elif (start, end) != widest:
            continue
        yield Match(Span(start, end), concept, label)


def _runs(parts: Sequence[Unit]) -> dict[int, tuple[str, int]]:
    """Return each word of Hangul by its run, with the number of its first unit."""
    found: dict[int, tuple[str, int]] = {}
    for at, unit in enumerate(parts):
        if unit.kind is Kind.HANGUL:
            word, begin = found.get(unit.run, ("", at))
            found[unit.run] = (word + unit.text, begin)
    return found


def _capitals(word: str) -> str:
    """Return an acronym in the singular (SMEs: SME), or nothing where the word is none."""
    if word[1:] == word[1:].lower():
        return ""
    stem = word[:-1] if word.endswith("s") and word[:-1].isupper() else word
    capitals = sum(char.isupper() for char in stem)
    return stem.upper() if capitals >= 2 and len(stem) <= _ACRONYM_LENGTH else ""


def _shouts(parts: Sequence[Unit]) -> bool:
    """Tell whether a text is printed in capitals throughout, so that capitals tell no acronym."""
    words = [unit.text for unit in parts if unit.kind is Kind.WORD and unit.text.upper() != unit.text.lower()]
    return (
        len(words) > 1 and all(word.isupper() for word in words) and any(len(word) > _ACRONYM_LENGTH for word in words)
    )


def _label_keys(parts: Sequence[Unit]) -> Iterator[list[str]]:
    """Yield the keys of a label; a second time with its hyphenated words joined, where there are any."""
    shouts = _shouts(parts)

    def key(unit: Unit) -> str:
        acronym = "" if shouts or unit.kind is not Kind.WORD else _capitals(unit.text)
        return "^" + acronym if acronym else _key(unit)

    keys = [key(unit) for unit in parts]
    yield keys
    if any(_hyphenated(parts, at) for at in range(1, len(parts))):
        joined: list[str] = []
        for at, unit in enumerate(parts):
            if at and _hyphenated(parts, at):
                joined[-1] = spelling_key(parts[at - 1].text + unit.text)
            else:
                joined.append(keys[at])
        yield joined


def _hyphenated(parts: Sequence[Unit], at: int) -> bool:
    """Tell whether a hyphen joins a word to the one before."""
    return parts[at].gap is Gap.HYPHEN and parts[at].kind is Kind.WORD and parts[at - 1].kind is Kind.WORD


def _text_keys(parts: Sequence[Unit]) -> list[list[tuple[str, int]]]:
    """Return, for each unit of a text, the keys by which it goes on, each with how many units it takes."""
    shouts = _shouts(parts)
    found: list[list[tuple[str, int]]] = []
    for at, unit in enumerate(parts):
        steps = [(_key(unit), 1)]
        if unit.kind is Kind.WORD:
            if not shouts and (acronym := _capitals(unit.text)):
                steps.append(("^" + acronym, 1))
            if at + 1 < len(parts) and _hyphenated(parts, at + 1):
                steps.append((spelling_key(unit.text + parts[at + 1].text), 2))
        found.append(steps)
    return found


def _key(unit: Unit) -> str:
    return spelling_key(unit.text) if unit.kind is Kind.WORD else unit.text

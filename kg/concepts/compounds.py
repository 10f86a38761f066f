"""Whether a noun inside a Korean word is a part of it, or only letters that happen to stand there.

Korean writes compounds without a space: 클러스터정책의 holds 클러스터, but 환경제도 does not hold 경제. A word is cut
into known nouns, affixes, a particle at its end and unknown stretches, each at a price; a noun is a part where no
cheaper cutting goes across its borders.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kg.concepts.morphology import PREFIXES, RARE_PARTICLES, SUFFIXES, is_particle

__all__ = ["Compounds"]

# Prices. An unknown stretch costs more the longer it is, and a lone unknown syllable hardly ever stands by itself.
_NOUN = 10
_AFFIX = 12
_PARTICLE = 3
_UNKNOWN = 15
_UNKNOWN_SYLLABLE = 5
_LONE_SYLLABLE = 40
_LONGEST = 12
_LONGEST_PARTICLE = 4
_LONGEST_AFFIX = 3


@cache
def _nouns() -> frozenset[str]:
    lines = Path(__file__).with_name("nouns.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Compounds:
    """Cut Korean words at the borders of nouns.

    Args:
        nouns: nouns that are known beside the frequent ones: those of the labels.
    """

    def __init__(self, nouns: Iterable[str]) -> None:
        self._nouns = _nouns().union(noun for noun in nouns if 2 <= len(noun) <= _LONGEST)
        self._known: dict[str, tuple[list[int], list[int]]] = {}

    def holds(self, word: str, start: int, end: int) -> bool:
        """Tell whether a stretch of a word is a noun of its own in it.

        Args:
            word: a word of Hangul without a space.
            start: where the noun begins.
            end: where it ends. A noun of one syllable has to be the whole word, but for a particle.
        """
        end_of_noun = end == len(word) or is_particle(word[end:], word[end - 1])
        if end - start < 2:
            return start == 0 and end_of_noun and word[end:] not in RARE_PARTICLES
        if start == 0 and end_of_noun:
            return True
        before, behind = self._prices(word)
        return before[start] + _NOUN + behind[end] <= behind[0]

    def begins(self, word: str, start: int) -> bool:
        """Tell whether a noun that goes on in the next word can begin there."""
        before, behind = self._prices(word)
        return start == 0 or before[start] + _NOUN <= behind[0]

    def ends(self, word: str, end: int) -> bool:
        """Tell whether a noun that comes from the word before can end there."""
        if end == len(word) or is_particle(word[end:], word[end - 1]):
            return True
        behind = self._prices(word)[1]
        return _NOUN + behind[end] <= behind[0]

    def _prices(self, word: str) -> tuple[list[int], list[int]]:
        """Return the least price of what stands before each place of the word, and of what stands behind it."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 20_000:
                self._known.clear()
            found = self._known[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[list[int], list[int]]:
        size = len(word)
        pieces = [
            (start, end, price)
            for start in range(size)
            for end in range(start + 1, min(size, start + _LONGEST) + 1)
            if (price := self._price(word, start, end))
        ]
        before = [0] + [1_000_000] * size
        for start, end, price in pieces:
            before[end] = min(before[end], before[start] + price)
        behind = [1_000_000] * size + [0]
        for start in range(max(1, size - _LONGEST_PARTICLE), size):
            if is_particle(word[start:], word[start - 1]):
                behind[start] = _PARTICLE
        for start, end, price in reversed(pieces):
            behind[start] = min(behind[start], price + behind[end])
        return before, behind

    def _price(self, word: str, start: int, end: int) -> int:
        piece = word[start:end]
        if piece in self._nouns:
            return _NOUN
        length = end - start
        if length <= _LONGEST_AFFIX:
            if end < len(word) and piece in PREFIXES:
                return _AFFIX
            if start and piece in SUFFIXES:
                return _AFFIX
        return _LONE_SYLLABLE if length == 1 else _UNKNOWN + _UNKNOWN_SYLLABLE * length

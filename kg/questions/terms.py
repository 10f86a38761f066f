"""The words of titles by period: what ``then: terms`` makes of a query's rows.

SPARQL 1.1 cuts no text into words in a way that engines share. Korean words lose their particles, English ones their
plural; function words are left out.
"""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.answers import Row, plain
from kg.quads import Literal, Term

__all__ = ["base_form", "count", "words"]

_WORD = re.compile(r"[가-힣]+|[^\W\d_][^\W_]*(?:['’-][^\W_]+)*", re.UNICODE)
_HANGUL = re.compile(r"[가-힣]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KOREAN_FUNCTION = _words(
    """
    및 등 또는 그리고 대한 대하여 대해 위한 위하여 위해 통한 통하여 통해 관한 관하여 관해 따른 따라 의한 의해
    인한 있는 있어서 없는 하는 되는 보는 미치는 나타난 본 중심으로 중심 사례로 대상으로 바탕으로 기반으로
    관련하여 둘러싼 비추어 어떻게 무엇을 왜 이 그 저 수 것 더 제 각 간 내 외 후 전 시 중
    """
)
_ENGLISH_FUNCTION = _words(
    """
    a about above across after against all along also among an and another any are as at be been before behind
    being below between beyond both but by can could did do does during each every few for from had has have
    how if in into is it its itself just may more most much must near no nor not of off on one only onto or
    other our out over own per same should so some such than that the their them then there these they this
    those through to too toward towards under until up upon us via was we were what when where whether which
    while who whom whose why will with within without would you your
    """
)
_SINGULAR = {
    "analyses": "analysis",
    "bases": "base",
    "criteria": "criterion",
    "crises": "crisis",
    "data": "data",
    "hypotheses": "hypothesis",
    "indices": "index",
    "media": "media",
    "men": "man",
    "news": "news",
    "phenomena": "phenomenon",
    "series": "series",
    "species": "species",
    "theses": "thesis",
    "women": "woman",
}
# Longest first. What follows a final consonant, what follows a vowel, what follows either.
_AFTER_CONSONANT = ("으로부터", "으로서", "으로써", "으로의", "과의", "으로", "은", "이", "을", "과")
_AFTER_VOWEL = ("로부터", "로서", "로써", "로의", "와의", "로", "는", "가", "를", "와")
_AFTER_ANY = ("에서의", "에서는", "에서", "에게", "에의", "까지", "부터", "에", "의")
_NO_PARTICLE = _words(
    """
    회의 논의 주의 정의 강의 합의 협의 의의 문의 토의 건의 제의 동의 결의 창의 편의 유의 상의 민의 신의 예의
    도로 경로 통로 진로 회로 수로 기로 미로 선로 항로 학과 결과 성과 교과 경과 통과 초과 투과 내과 외과 주가
    대가 고가 저가 시가 지가 추가 휴가 여가 국가 린이 깊이 높이 길이 넓이 놀이 젊은이 마을 가을 겨울 노을
    """
)
"""Ends of nouns that look like a particle: 국제회의, 고속도로, 분석결과."""


def count(rows: Iterable[Row]) -> list[Row]:
    """Count the works of each period whose titles bear a word.

    Args:
        rows: period, title, work, and the least number of works, as the query answers.

    Returns:
        Period, word, number of works; by period, then the most frequent word first.
    """
    works: dict[tuple[int, str], set[str]] = collections.defaultdict(set)
    least = 1
    for period, title, work, at_least in rows:
        least = int(plain(at_least))
        for word in words(title):
            works[int(plain(period)), word].add(plain(work))
    kept = [(period, word, len(bearers)) for (period, word), bearers in works.items() if len(bearers) >= least]
    kept.sort(key=lambda row: (row[0], -row[2], row[1]))
    return [(_integer(period), Literal(word), _integer(number)) for period, word, number in kept]


def _integer(number: int) -> Literal:
    return Literal(str(number), "", "http://www.w3.org/2001/XMLSchema#integer")


def words(title: Term | None) -> Iterator[str]:
    """Yield the words of a title in their base form, without function words.

    Args:
        title: a literal; its language tells how its words are inflected, Hangul is always Korean.
    """
    text = plain(title)
    lang = title.lang if isinstance(title, Literal) else ""
    shouting = text.isupper()
    for match in _WORD.finditer(text):
        word = match.group()
        if not word.isupper() or shouting or len(word) < 2:
            word = word.lower()
        found = base_form(word, lang)
        if found:
            yield found


def base_form(word: str, lang: str) -> str:
    """Return a word without inflection; empty where it is a function word, or one letter.

    Args:
        word: one word; lower case, but for an acronym.
        lang: the language of the text that it stands in.
    """
    if _HANGUL.fullmatch(word):
        if word in _KOREAN_FUNCTION:
            return ""
        stem = _without_particle(word)
        return "" if stem in _KOREAN_FUNCTION else stem
    if lang and lang.partition("-")[0] not in ("en", "ko"):
        return word if len(word) > 3 else ""
    word = re.sub(r"['’]s?$", "", word)
    if len(word) < 2 or word in _ENGLISH_FUNCTION:
        return ""
    return _singular(word)


@cache
def _without_particle(word: str) -> str:
    """Return a Korean word without its particle: at least two syllables stay, and the sound before it must fit."""
    if word[-2:] in _NO_PARTICLE:
        return word
    for particle in sorted({*_AFTER_ANY, *_AFTER_CONSONANT, *_AFTER_VOWEL}, key=lambda text: (-len(text), text)):
        stem = word.removesuffix(particle)
        if stem == word or len(stem) < 2:
            continue
        final = (ord(stem[-1]) - 0xAC00) % 28
        # 로 follows the final ㄹ too: 서울로.
        light = not final or (final == 8 and particle.startswith("로"))
        if particle in _AFTER_ANY or (light if particle in _AFTER_VOWEL else final):
            return stem
    return word


@cache
def _singular(word: str) -> str:
    """Return an English noun in the singular, and any other word as it is."""
    if word in _SINGULAR:
        return _SINGULAR[word]
    if len(word) < 4 or not word.endswith("s") or not word.islower():
        return word
    if word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1]

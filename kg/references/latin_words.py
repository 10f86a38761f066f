"""Words and initials: what the parts of a name in Latin letters look like, and which order they show.

A part is initials (``Y. S.``), words (``De Propris``) or both in some order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kg.readers import surnames
from kg.references.patterns import lazy

__all__ = [
    "GIVEN",
    "GIVEN_FIRST",
    "INVERTED",
    "PARTICLES",
    "SUFFIX",
    "Part",
    "Range",
    "Run",
    "alone",
    "compact",
    "cut",
    "family_at",
    "initials",
    "known_family",
    "korean_given",
    "order",
]

GIVEN_FIRST, INVERTED = 1, -1
"""The two orders of a name: ``Colin Brown``, ``Brown Colin``."""

Range = tuple[int, int]


class Part(NamedTuple):
    """A stretch between two separators; ``strong`` where the one before it never stands inside a name."""

    start: int
    end: int
    strong: bool


class Run(NamedTuple):
    """Tokens of one kind: ``I`` for initials, ``W`` for words."""

    kind: str
    tokens: tuple[Range, ...]

    @property
    def start(self) -> int:
        """Return where the first token begins."""
        return self.tokens[0][0]

    @property
    def end(self) -> int:
        """Return where the last token ends."""
        return self.tokens[-1][1]


@cache
def _token() -> re.Pattern[str]:
    upper, letter = r"[^\W\d_a-zß-öø-ÿ]", r"[^\W\d_]"
    return re.compile(
        rf"(?P<dotted>(?:{upper}[a-z]?\.\s?[-‐‑–]?\s?(?={upper}(?:[.\s-]|\Z)|{upper}[a-z]?\.))*{upper}[a-z]?\."
        rf"(?:\s?[-‐‑–]?\s?{upper}(?![\w'’.]))?)"
        rf"|(?P<lower>\b[a-z]\.(?![a-z]))"
        rf"|(?P<letter>{upper}(?:[-‐‑–]{upper})*(?![\w'’‐‑-]))"
        rf"|(?P<word>['’ʼ`]?{letter}[\w'’ʼ´`̀-ͯ]*(?:[-‐‑–]{letter}?[\w'’ʼ´`̀-ͯ]*)*\.?)"
    )


PARTICLES = frozenset(
    str.split("van von der den de del della la le les du di da dos das do ten ter el al bin ibn st zu zur af av y e")
)
_LEADING = frozenset(str.split("van von der den de del della la le du di da dos el al bin ibn ten ter st mac mc o san"))
SUFFIX = lazy(r"(?:Jr|Sr|jr|2nd|3rd|4th)\.?|II|III|IV")
_SYLLABLE = (
    r"(?:ch|kk|sh|[bdghjklmnprstwy])?[yw]?(?:ae|eo|eu|oe|ui|oo|ou|ee|uh|ah|[aeiou])"
    r"(?:ng|h(?![aeiou])|[bklmnpt](?![aeiouyw]))?"
)
_KOREAN = lazy(rf"{_SYLLABLE}(?:-?{_SYLLABLE}|-{_SYLLABLE})", re.IGNORECASE)
_CAPITALS = lazy(r"[^\W\d_a-zß-öø-ÿ]{1,3}(?:-[^\W\d_a-zß-öø-ÿ]{1,2})?")
# Given names that are hardly ever family names: where one stands first, the family name stands last.
GIVEN = frozenset(
    str.split("""
    jennifer elizabeth susan margaret barbara patricia linda mary karen nancy lisa betty sandra ashley kimberly donna
    emily michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela shirley anna
    brenda pamela nicole samantha katherine catherine christine helen debra rachel carolyn janet maria heather diane
    julie joyce victoria kelly christina joan evelyn judith andrea hannah jacqueline martha gloria teresa ann sara
    madison frances kathryn janice jean alice abigail julia judy sophia grace denise amber doris marilyn danielle
    beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori robert john michael david william
    richard joseph christopher daniel matthew anthony donald steven andrew kenneth joshua kevin brian edward ronald
    timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin brandon benjamin samuel raymond
    gregory patrick alexander jack dennis jerry tyler aaron jose adam nathan zachary kyle walter ethan jeremy harold
    keith christian roger gerald carl terry sean lawrence austin jesse dylan bryan joe bruce albert willie gabriel
    logan alan juan wayne roy ralph randy eugene vincent russell louis philip bobby johnny bradley hans peter klaus
    jürgen wolfgang karl heinz fritz friedrich jean-paul pierre michel jacques françois marc antoine yves giovanni
    marco andreas stefan thorsten lars erik sven anders lucien iris marcel geoffrey ian colin graham nigel hugh neil
    alasdair douglas jeff jim tom tim ben sam dan bob bill mike steve dave greg ken ron don fred theodore arthur
    frederick anne arnold daniela ioana manuel charles chris cheryl
    """)
)


# Family names in the spelling of pinyin that no Korean one shares.
_CHINESE = frozenset(
    str.split("""
    wang zhang li liu chen zhao huang zhou wu xu zhu hu lin he gao liang zheng luo xie tang cao deng xiao feng zeng
    cheng cai peng pan yuan dong su ye lu jiang wei qian guo sun ma tian du dai xia zhong fan fu shen jia ding shi
    yao tan liao zou xiong lei kong bai cui qiu qin hou shao meng long wan duan qiao lai gong wen
    """)
)


def cut(text: str, part: Part) -> list[Run]:
    """Cut a part into runs of words and runs of initials."""
    runs: list[Run] = []
    kind = ""
    tokens: list[Range] = []
    for match in _token().finditer(text, part.start, part.end):
        span = match.span()
        this = "W" if match.lastgroup == "word" else "I"
        if tokens and SUFFIX.fullmatch(match.group()) and match.group() != "I":
            tokens.append(span)
            continue
        if this == "W" and match.group().endswith(".") and text[span[0]] not in "'’" and len(match.group()) > 3:
            span = (span[0], span[1] - 1)  # the full stop of `Lee.` is a separator's, not the name's
        if this != kind and tokens:
            runs.append(Run(kind, tuple(tokens)))
            tokens = []
        kind = this
        tokens.append(span)
    if tokens:
        runs.append(Run(kind, tuple(tokens)))
    return _capitals(text, runs)


def _capitals(text: str, runs: list[Run]) -> list[Run]:
    """Read capitals beside a word as initials: ``Lee YS``, ``RMH Seaby``, but not ``CHOI Seok-Jeong``."""
    found: list[Run] = []
    for at, run in enumerate(runs):
        if run.kind == "W" and len(run.tokens) > 1 and (at == 0 or runs[at - 1].kind == "W"):
            first, last = (text[start:end] for start, end in (run.tokens[0], run.tokens[-1]))
            if _CAPITALS.fullmatch(last.rstrip(".")) and len(first) > 1 and not SUFFIX.fullmatch(last):
                found += [Run("W", run.tokens[:-1]), Run("I", run.tokens[-1:])]
                continue
            if len(first) > 1 and _CAPITALS.fullmatch(first) and not last.isupper() and not known_family(first):
                found += [Run("I", run.tokens[:1]), Run("W", run.tokens[1:])]
                continue
        elif run.kind == "W" and found and all(text[a:b] in PARTICLES for a, b in run.tokens) and at == len(runs) - 1:
            run = Run("I", run.tokens)  # `Larrard, F. de`
        found.append(run)
    merged: list[Run] = []
    for run in found:
        if merged and merged[-1].kind == run.kind:
            run = Run(run.kind, merged.pop().tokens + run.tokens)
        merged.append(run)
    return merged


_VIETNAMESE = frozenset(str.split("nguyen tran pham hoang huynh phan vu dang bui duong trinh dinh vuong"))
_BREVES = str.maketrans("ŏŭŎŬ", "ouOU")
_TWO_SYLLABLES = frozenset(
    str.split("hwangbo namgoong namgung namkoong namkung jegal sunwoo seonwoo seomun seomoon dokko dokgo sagong")
)


def known_family(word: str) -> bool:
    """Tell whether a word is a spelling of a Korean, Chinese or Vietnamese family name."""
    lower = word.translate(_BREVES).lower()
    return surnames.is_latin(lower) or lower in _CHINESE or lower in _VIETNAMESE


def alone(text: str, runs: Sequence[Run]) -> list[Run]:
    """Read a part that is capitals alone as initials: the part before it is a family name."""
    if len(runs) == 1 and runs[0].kind == "W" and len(runs[0].tokens) <= 3:
        words = [text[start:end] for start, end in runs[0].tokens]
        if all(_CAPITALS.fullmatch(word) for word in words) and not SUFFIX.fullmatch(words[0]):
            return [Run("I", runs[0].tokens)]
    return list(runs)


def compact(words: Sequence[str]) -> bool:
    """Tell whether words are one family name with its particles: ``van der Panne``, ``De Propris``, ``Le Bas``."""
    return all(word.lower() in _LEADING for word in words[:-1])


def family_at(words: Sequence[str]) -> int:
    """Find where the family name begins in a name that takes it last."""
    cut = len(words) - 1
    while cut > 1 and SUFFIX.fullmatch(words[cut]):
        cut -= 1
    while cut > 1 and words[cut - 1].lower() in PARTICLES:
        cut -= 1
    return cut


def order(words: Sequence[str]) -> int:
    """Tell the order that a name shows by itself; 0 where it shows none."""
    first, last = words[0], words[-1]
    upper = [len(word) > 1 and word.isupper() for word in (first, last)]
    if upper[0] != upper[1]:
        return INVERTED if upper[0] else GIVEN_FIRST
    if any(word.lower() in PARTICLES for word in words[1:-1]):
        return GIVEN_FIRST
    known = [word.lower() in GIVEN for word in (first, last)]
    if known[0] != known[1]:
        return GIVEN_FIRST if known[0] else INVERTED
    if any(word.lower() in GIVEN for word in words[1:-1]):
        return 0 if known[0] else INVERTED
    hyphen = ["-" in word for word in (first, last)]
    korean = [known_family(word) for word in (first, last)]
    if hyphen[0] != hyphen[1] and korean[0] != korean[1] and hyphen[0] == korean[1]:
        return GIVEN_FIRST if hyphen[0] else INVERTED
    if korean[0] != korean[1]:
        return INVERTED if korean[0] else GIVEN_FIRST
    if len(last) <= 2 and not korean[1] and len(first) > 3:
        return INVERTED
    if all(korean):
        long = [word.lower() in _TWO_SYLLABLES for word in (first, last)]
        if long[0] != long[1]:
            return INVERTED if long[0] else GIVEN_FIRST
        frequent = [surnames.is_frequent(word) for word in (first, last)]
        if frequent[0] != frequent[1]:
            return INVERTED if frequent[0] else GIVEN_FIRST
        return INVERTED if len(words) == 3 else 0
    return 0


def initials(text: str, run: Run) -> int:
    """Count the letters of a run of initials."""
    return sum(char.isupper() for char in text[run.start : run.end])


def korean_given(word: str) -> bool:
    """Tell whether a word is spelt like a Korean given name of two syllables: ``Kee-Bom``, ``Hyejin``."""
    return _KOREAN.fullmatch(word) is not None

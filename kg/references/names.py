"""A printed list of people and bodies → names: where each begins and ends, its family and given name, its role.

Knows the separators, the words that are no part of a name (roles, ``et al.``, marks, degrees) and which script a
stretch is in; ``latin`` and ``eastern`` know what a name looks like. Whether a list puts the family name first is
decided from the whole list, and from the other references of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from kg.records import Name, Span
from kg.references.eastern import HANGUL, HANJA, hangul, hanja, looks_hangul
from kg.references.latin import Part, Person, people
from kg.references.patterns import lazy

__all__ = ["Names", "et_al_at", "read", "repeats", "role_at"]

_EAST = lazy(rf"[{HANGUL}{HANJA}ぁ-ヿ]")
_IS_HANGUL = lazy(rf"[{HANGUL}]")
_STRANGE = lazy(
    r"[$\\(\[（［〔{*†‡§¶…\d¹²³⁰-⁹#^]|\.\.|[Ee][Tt]\b|외|등|他|等|外|[Oo]thers"
    r"|[Dd]r\.|[Pp]rof|[Pp]h|P\.E|M\.D|\bM(?:rs?|s)\b|\bSir\b|\bRev\b"
)
_BRACKETS = lazy(r"[(\[（［〔{][^()\[\]（）［］〔〕{}]*[)\]）］〕}]")
_LATEX = lazy(r"\$\\(?:cdot|bullet)\$|\\cdot")
_MARKS = lazy(r"[*†‡§¶#^¹²³⁰-⁹]+|(?<=[a-z가-힣.,])\d{1,2}(?=[,;.\s*†)]|\Z)\)?|\b\d{1,2}\)?(?=\Z|[,;\s])|\$")
_GAP = lazy(r"\.(?:\s?\.){2,}|…+|‥+")
_TITLES = lazy(r"\b(?:Dr|Prof|Professor|Sir|Rev|Mrs?|Ms)\.?\s(?=[A-Z])|,?\s*\bPh\.?\s?[Dd]\b\.?|(?:박사|교수)(?=\s|\Z)")
# What may as well be initials: `Doe, M.D.` and `M.D. Doe` are nobody's degree, `Anna B. Lee, M.D.` is one.
_DEGREES = lazy(r"(?<=[a-z]),?\s*\b(?:M\.D|P\.E)\b\.?(?=\s*(?:[,;)]|\Z))")

_ET_AL = (
    r"(?:(?:and|&)\s+)?[Ee][Tt]\.?\s?,?\s?[Aa][Ll][Il1]*\b\.?"
    r"|외\s?(?:\d+|[다수여러몇]+|[일이삼사오육칠팔구십]+)\s?(?:인|명|편)?(?![가-힣])"
    r"|외(?![가-힣])|등(?:\s?\d+\s?(?:인|명))?(?![가-힣])|(?:and|&)\s+[Oo]thers\b|ほか|他(?:\s?\d+\s?[名人])?(?![一-鿿])"
    r"|等(?:\s?\d+\s?[名人])?(?![一-鿿])|外(?:\s?\d+\s?人)?(?![一-鿿])|u\.\s?a\.(?!\w)|et\.(?=[\s,(]|\Z)"
)
_ET_AL_AFTER = lazy(rf"[\s,;.…·(]*(?:{_ET_AL})")

_TRANSLATED = r"공동\s?번역|공역|번역|역주|국역|역해|옮김|옮긴이|역|번안|譯註|共譯|共訳|譯|訳|译"
_EDITED = (
    r"책임\s?편집|공동\s?편집|공편저|편저자?|편집자?|편역|편찬|엮은이|엮음|공편|편자?|감수"
    r"|編著|編譯|編輯|編纂|主編|編|编著|编|輯|校注|校合編纂"
)
_WROTE = r"공저자?|공동\s?집필|지은이|지음|저자?|글|집필|共著|著者|著|撰|執筆"
_ROLE_AFTER = lazy(
    rf"[\s,.·]*[(\[（]?\s?(?:(?P<translator>(?:{_TRANSLATED})(?![가-힣一-鿿])"
    r"|(?:[Tt]rans(?:lated|lators?)?|[Üü]bers)\b\.?)"
    rf"|(?P<editor>(?:{_EDITED})(?![가-힣一-鿿])|(?:[Ee]d(?:itor)?s?|ED[S]?|[Hh]rsg|[Hh]g)\b\.?)"
    rf"|(?P<author>(?:{_WROTE})(?![가-힣一-鿿])))"
)
_ROLE_END = lazy(
    rf"(?P<gap>\s*)(?:(?P<translator>{_TRANSLATED})|(?P<editor>{_EDITED})|(?P<author>{_WROTE}))\s*\Z"
    r"|,?\s*\b(?:(?P<editor2>[Ee]d(?:itor)?s?|[Hh]rsg)|(?P<translator2>[Tt]rans(?:lators?)?))\b\.?\s*\Z"
)
# What a role word at the end of a name ends with: behind any other character the search is needless.
_ROLE_ENDS = frozenset(
    char
    for word in "|".join((_TRANSLATED, _EDITED, _WROTE)).split("|")
    for char in (word[-3:-1] if word.endswith("?") else word[-1])
) | frozenset("drsg.")
_LEAD = lazy(
    r"\s*(?:(?:[Ii]n|IN|[Bb]y|[Ee]dited by|[Tt]rans(?:lated)?\.? by|[Ee]ds?\.|Hrsg\.?)\b[\s:.]*"
    r"|[-•▪■□○●*#\d]+[.)\]]\s+)"
)
_OPENS = lazy(r"[\s,.·]*\(")
_ACRONYM = lazy(r"\s?\((?=[^)]{0,60}[A-Z])[^()]{2,60}\)")
_TAIL = lazy(r"[\s,]+(?:and|&|und|및)\s*\Z")
_SEPARATOR = lazy(
    r"(?P<strong>\s*(?:,\s*)*(?:[;；·⋅・•‧․ㆍ∙、､﹒]|(?<![A-Z])&|&(?=\s)|(?<=\s)&|＆|\s/\s"
    r"|\b(?:and|und|et|og|och)(?=\s)(?!\sal\b)"
    r"|(?<=\s)y(?=\s)|(?<=\.\s)e(?=\s[A-ZÀ-Þ])|및(?=\s)|(?<=\s)及(?=\s)|(?<=[가-힣])[와과](?=\s[가-힣]))[\s,;&]*(?:(?:and|und)\s+)?)"
    r"|(?P<weak>\s*[,，](?:\s*[,，])*\s*)"
    r"|(?P<dot>(?<=[a-zß-öø-ÿ]{3})\.\s+(?=[A-ZÀ-Þ](?:[.\s,-]|\Z))|(?<=[A-Z])\.\.\s+(?=[A-Z]))"
    rf"|(?P<east>\s*(?<=[{HANGUL}{HANJA}\s])[.．]\s*(?=[{HANGUL}{HANJA}]))"
)
_REPEATS = lazy(
    r"\s*(?P<mark>[_＿]{2,}|[-‐‑‒–—―─━ㅡ－]{2,}|[―—─━]|〃|″|동(?:기관|저자|인)(?=[\s,.(:])|(?:위|앞)의\s?(?:저자|기관|사람)(?=[\s,.(])"
    r"|同(?:上|人|氏)?(?=[\s,.(（])|상동(?=[\s,.(])|[Ii]dem\b)"
)


class Names(NamedTuple):
    """The names of one list.

    ``et_al`` is where more are said to be. ``order`` sums what the names show of their order (see ``read``);
    ``undecided`` says that some do not show it.
    """

    names: tuple[Name, ...]
    et_al: Span | None = None
    order: int = 0
    undecided: bool = False


def et_al_at(raw: str, position: int) -> Span | None:
    """Find ``et al.``, ``외``, ``등`` right behind a list of names."""
    match = _ET_AL_AFTER.match(raw, position)
    return Span(position, match.end()) if match else None


def role_at(raw: str, position: int) -> tuple[str, int]:
    """Find the role word right behind a list of names, and where it ends; empty where there is none."""
    match = _ROLE_AFTER.match(raw, position)
    return (str(match.lastgroup), match.end()) if match else ("", position)


def repeats(raw: str) -> Span | None:
    """Find the dash, or ``동기관`` and the like, that stands for the authors of the reference before."""
    match = _REPEATS.match(raw)
    return Span(*match.span("mark")) if match else None


def read(raw: str, start: int, end: int, role: str = "author", *, order: int = 0, confidence: float = 1.0) -> Names:
    """Read the names in a stretch of a reference.

    Args:
        raw: the reference.
        start: where the list begins.
        end: where it ends.
        role: whose names these are: ``author``, ``editor`` or ``translator``; a role word beside a name counts more.
        order: the order of names that do not show theirs, from the other references: positive where given names come
            first, negative where family names do.
        confidence: the probability that the stretch is this list.
    """
    text = raw[start:end]
    et_al: Span | None = None
    if _STRANGE.search(text):
        text, found = _plain(text)
        et_al = Span(found.start + start, found.end + start) if found else None
    if tail := _TAIL.search(text):
        text = text[: tail.start()].ljust(len(text))
    lead = _LEAD.match(text)
    begin = lead.end() if lead and lead.end() < len(text) else 0
    persons: list[tuple[Person, str]] = []
    chunk: list[Part] = []
    for part, its_role in _parts(raw[start:end], text, begin):
        if _EAST.search(text, part.start, part.end):
            persons += _latin(text, chunk, order, role)
            chunk = []
            persons += [(person, its_role or role) for person in _eastern(text, part, persons)]
        else:
            if its_role:
                persons += [(person, its_role) for person, _ in _latin(text, [*chunk, part], order, its_role)]
                chunk = []
            else:
                chunk.append(part)
    persons += _latin(text, chunk, order, role)
    persons = _inverted(text, persons)
    names = tuple(_name(raw, start, person, its, confidence) for person, its in persons)
    told = [person for person, _ in persons if not person.body and not person.comma and person.given]
    latin = [person for person in told if not _EAST.search(text, *person.span)]
    return Names(names, et_al, sum(person.told for person in latin), any(person.told == 0 for person in latin))


@cache
def _et_al_inside() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=[\s,;.·)])|(?<=[가-힣]{{3}})|(?<=[一-鿿]{{2}})|\A)(?:{_ET_AL})")


def _plain(text: str) -> tuple[str, Span | None]:
    """Blank out what is no part of a name; every character keeps its place."""
    et_al: Span | None = None
    text = _LATEX.sub(lambda match: ";".ljust(len(match.group())), text)
    text = _BRACKETS.sub(_blank, text)
    match = _et_al_inside().search(text)
    if match and match.start():
        et_al = Span(*match.span())
        text = f"{text[: match.start()]}{' ' * (match.end() - match.start())}{text[match.end() :]}"
    for pattern in (_GAP, _TITLES, _MARKS):
        text = pattern.sub(_blank, text)
    return _DEGREES.sub(lambda match: _degree(match, text), text), et_al


def _degree(match: re.Match[str], text: str) -> str:
    """Blank a degree behind a name that has its given name already."""
    before = re.split(r"[,;&]", text[: match.start()])[-1].split()
    return _blank(match) if len(before) > 1 else match.group()


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _parts(raw: str, text: str, begin: int) -> Iterable[tuple[Part, str]]:
    """Cut a list at its separators; each part comes with the role that is printed with it."""
    strong = True
    at = begin
    for match in _SEPARATOR.finditer(text, begin):
        if match.lastgroup == "east" and not _eastern_dot(text, match):
            continue
        yield from _part(raw, text, at, match.start(), strong)
        strong = match.lastgroup in ("strong", "east") or (match.lastgroup == "dot" and text[match.start() + 1] == ".")
        at = match.end()
    yield from _part(raw, text, at, len(text), strong)


def _eastern_dot(text: str, match: re.Match[str]) -> bool:
    """Tell whether a full stop between two words of Hangul parts two names and not two words of a body's name."""
    before = re.search(rf"[{HANGUL}]+(?=\s*\Z)", text[max(0, match.start() - 12) : match.start()])
    after = re.match(rf"[{HANGUL}]+", text[match.end() : match.end() + 12])
    if before is None or after is None:
        return True
    return len(before.group()) <= 4 or len(after.group()) <= 4


def _part(raw: str, text: str, start: int, end: int, strong: bool) -> Iterable[tuple[Part, str]]:
    while start < end and text[start] in " \t\n\u3000\xa0.,:'\"“”‘’<>":
        start += 1
    while start < end and text[end - 1] in " \t\n\u3000\xa0,:'\"“”‘<>":
        end -= 1
    if end - start > 1 and text[end - 1] == "." and _EAST.match(text, end - 2):
        end -= 1
    if start >= end:
        return
    role = ""
    last = text[end - 1]
    may_be_role = last in _ROLE_ENDS or last.isspace()
    if may_be_role and (match := _ROLE_END.search(text, max(start, end - 14), end)):
        rest = text[start : match.start()].strip()
        if rest and _splits(rest, match):
            role = str(match.lastgroup).rstrip("2")
            end = start + len(text[start : match.start()].rstrip(" .,"))
    if not role and _OPENS.match(raw, end) and (beyond := _ROLE_AFTER.match(raw, end)):
        role = str(beyond.lastgroup)
    if end < len(raw) and text[end - 1] not in ")]" and (closes := _closes(raw, end)):
        end = end if looks_hangul(text[start:end]) else closes
    yield Part(start, end, strong), role


def _closes(raw: str, end: int) -> int:
    """Give a body the acronym in brackets behind its name: ``Korea Water Resources Association (KWRA)``."""
    match = _ACRONYM.match(raw, end)
    return match.end() if match and raw[end - 1] != "." else 0


def _splits(rest: str, match: re.Match[str]) -> bool:
    """Tell whether a word at the end of a name is a role and not its last syllable."""
    if match.group("gap") is None or match.group("gap"):
        return True
    word = match.group().strip()
    if len(word) > 1:
        return True
    return len(rest) >= 3 and (looks_hangul(rest) or len(rest) > 4 or not _IS_HANGUL.search(rest))


def _latin(text: str, chunk: Sequence[Part], order: int, role: str) -> list[tuple[Person, str]]:
    return [(person, role) for person in people(text, chunk, order)] if chunk else []


def _eastern(text: str, part: Part, before: Sequence[tuple[Person, str]]) -> list[Person]:
    if not _IS_HANGUL.search(text, part.start, part.end):
        return hanja(text, part.start, part.end)
    pieces = text[part.start : part.end].split("/")
    if len(pieces) > 1 and all(looks_hangul(piece.strip()) for piece in pieces):
        found, at = [], part.start
        for piece in pieces:
            left = at + len(piece) - len(piece.lstrip())
            found += hangul(text, left, left + len(piece.strip()), alone=False)
            at += len(piece) + 1
        return found
    alone = not any(not person.body for person, _ in before)
    return hangul(text, part.start, part.end, alone=alone)


def _inverted(text: str, persons: list[tuple[Person, str]]) -> list[tuple[Person, str]]:
    """Join a foreigner's two halves that a comma parts: ``추아, 에이미``."""
    if len(persons) != 2 or any(person.body for person, _ in persons):
        return persons
    (first, role), (last, _) = persons
    words = text[first.span[0] : first.span[1]], text[last.span[0] : last.span[1]]
    if last.given or not all(_IS_HANGUL.search(word) and " " not in word for word in words) or ";" in text:
        return persons
    whole = (first.span[0], last.span[1])
    return [(Person(whole, (first.span,), (last.span,), False, -1, True), role)]


def _name(raw: str, base: int, person: Person, role: str, confidence: float) -> Name:
    start, end = person.span[0] + base, person.span[1] + base
    literal = raw[start:end]
    lang = ""
    if _EAST.search(literal):
        lang = "ko" if _IS_HANGUL.search(literal) else "ko-Hani"
    family = _text(raw, base, person.family, person.given)
    given = _text(raw, base, person.given, person.family)
    return Name(literal, family, given, role, person.body, lang, Span(start, end), confidence)


def _text(raw: str, base: int, tokens: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> str:
    if not tokens:
        return ""
    start, end = tokens[0][0], tokens[-1][1]
    if len(tokens) > 1 and any(start < other[0] < end for other in others):
        return " ".join(raw[base + a : base + b].strip() for a, b in tokens)
    return raw[base + start : base + end].strip()

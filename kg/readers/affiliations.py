"""Affiliations as headers print them: what looks like one, and what stands beside the body's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.readers.scripts import language
from kg.records import Passage, Span, Text

__all__ = ["Affiliation", "is_line", "looks_like", "marks_of", "read", "split_mark"]

_SUPERSCRIPT = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰＊∗⁎⁺ᵃᵇᶜᵈᵉᶠᵍʰ", "1234567890***+abcdefgh")

# What may stand before an affiliation line, or after a name, to tie the two together.
MARK = r"(?:\d{1,2}(?!\d)\s?\)?|[¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈᵉᶠᵍʰ]{1,2}|[*＊∗⁎†‡§¶#★☆♣♠⁺]{1,4}\)?|[a-hA-H]\))"

_LEADING = re.compile(
    r"\s*(?P<mark>\(\d{1,2}\)|\[\d{1,2}\]|\d{1,2}\s?\)|\d{1,2}(?=[^\d\s.,:/년월])|\d{1,2}(?=\s[^\d\W])"
    r"|[¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈᵉᶠᵍʰ]{1,2}\)?|[*＊∗⁎†‡§¶#★☆♣♠⁺]{1,4}\)?|[a-hA-H]\)|[a-h](?=[A-Z가-힣]))[\s.:]*"
)


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Hold one line of affiliation, the marks that tie it to names, and whether it says who corresponds."""

    text: Text
    marks: tuple[str, ...] = ()
    corresponding: bool = False


def marks_of(printed: str) -> tuple[str, ...]:
    """Return the marks in a stretch of print such as ``1),*`` or ``¹²``: numbers, letters and signs, bare."""
    text = printed.translate(_SUPERSCRIPT)
    return tuple(re.findall(r"\d{1,2}|[*†‡§¶#★☆♣♠+]+|[a-h]", text))


def split_mark(passage: Passage) -> tuple[tuple[str, ...], Passage]:
    """Take the mark off the beginning of an affiliation line; no marks where it has none."""
    match = _LEADING.match(passage.text)
    if not match or match.end() == len(passage.text):
        return (), passage
    return marks_of(match["mark"]), passage.cut(Span(match.end(), len(passage.text)))


@cache
def _words() -> re.Pattern[str]:
    korean = (
        "대학|연구|학교|학과|학부|병원|의원|센터|공사|공단|협회|학회|재단|위원회|교육청|시청|도청|구청|주식회사|[(]주[)]|㈜|"
        "은행|박물관|도서관|미술관|기술원|진흥원|개발원|과학원|평가원|품질원|교육원|정보원|학원|사범대|교실|전공|사업부|연구자|"
        "(?:과|청|부|원|소|국|처|실|팀|회|사|단|대)$"
    )
    english = (
        r"univ|inst|dept|depart|college|school|lab|cent(?:er|re)\b|hospital|corp|\bco\b|\bltd|\binc\b|research|agency|"
        r"ministry|academy|faculty|division|korea|technolog|science|engineering|company|bureau|office|museum|library|"
        r"associat|society|\bKAIST\b|\bETRI\b|\bKIST|administration|authority|electronics|foundation"
    )
    return re.compile(f"{korean}|{english}", re.IGNORECASE)


def looks_like(text: str) -> bool:
    """Tell whether a string has a word that names bodies."""
    return len(text) <= 300 and _words().search(text) is not None


@cache
def _line_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    korean = re.compile(
        r"(?:대학교|대학|대학원|학과|학부|전공|교실|연구소|연구원|연구실|센터|병원|의원|공사|공단|협회|학회|재단|위원회|주식회사|㈜|"
        r"은행|박물관|도서관|미술관|학교|사업부|본부|지원|지사|(?<![효결성통초경])과|[가-힣]청|[가-힣]{2}원|[가-힣]{2}부|[가-힣]{2}소)$"
    )
    particle = re.compile(r"(?:의|에|를|을|은|는|에서|관한|위한|대한|따른|미치는|통한|및|으로|로서|에게)\s")
    noun = (
        "university|univ|institute|inst|college|school|hospital|cent(?:er|re)|laboratory|lab|corporation|corp|agency|"
        "ministry|academy|society|association|department|dept|division|faculty|foundation|company|co|ltd|inc|bureau|"
        "office|council|museum|library|administration|service|group|team|branch"
    )
    english = re.compile(
        rf"\b(?:{noun})\b\.?\s?(?:,|$|of\b|for\b|[(])|,\s?(?:republic of\s|south\s)?korea\.?$"
        r"|\b[1-9]\d{2}-?\d{2,3},",
        re.IGNORECASE,
    )
    title = re.compile(
        r"^(?:an?|the)?\s?(?:\w+\s)?(?:stud(?:y|ies)|effects?|analysis|development|research|comparison|evaluation|influence|"
        r"relationships?|impacts?|factors?|roles?|case|improvement|exploration|application|perceptions?)\b",
        re.IGNORECASE,
    )
    return korean, particle, english, title


def is_line(text: str) -> bool:
    """Tell whether a line without a mark is an affiliation and no title: both hold words such as 대학 and Korea."""
    if len(text) > 300:
        return False
    korean, particle, english, title = _line_words()
    if language(text) == "ko":
        parts = [part.strip() for part in text.split(",")]
        return not particle.search(text) and any(korean.search(part) for part in parts)
    return english.search(text) is not None and not title.search(text)


_POSITION = (
    r"(?:(?:adjunct|associate|assistant|full|visiting|emeritus|research|invited|senior|principal|chief|lead|head|"
    r"graduate|doctoral|master'?s?|ph\.?\s?d\.?|post-?doctoral|undergraduate)\s)*"
    r"(?:professor|researcher|lecturer|instructor|fellow|engineer|student|candidate|director|manager|scientist|"
    r"president|ceo|librarian|curator|teacher)"
    r"|(?:명예|겸임|초빙|연구|석좌|특임|객원|산학협력|전임|시간|외래|임상)?(?:교수|강사)|부교수|조교수|정교수|조교"
    r"|(?:선임|책임|수석|전임|주임|위촉|연구|초빙)연구원|(?:선임|수석|부|초빙)?연구위원|연구사|연구관|주무관|사무관"
    r"|(?:박사|석사)(?:과정|수료|후과정)?(?:생)?|박사후연구원|대학원생|학부생|소장|원장|대표이사|대표|연구원"
)
_ROLE = (
    r"(?:(?:the\s)?(?:lead|first|main|1st|second|corresponding|correspond[ae]nt|co-?)\s?authors?"
    r"(?:\s(?:and|&)\s(?:lead|first|corresponding|correspond[ae]nt)\sauthors?)?|correspondence(?:\sto)?|member|"
    r"(?:교신|주|제\s?\d|제[일이]|공동|책임|\d)\s?저자)"
)


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lead = re.compile(
        rf"\s*(?:(?P<role>{_ROLE})\s*[,:：)]\s*|(?:{_POSITION})\s*[,:：]\s*|(?:한국|대한민국|미국|일본|중국)\s*[ㆍ·]\s*)",
        re.IGNORECASE,
    )
    tail = re.compile(
        rf"(?:[,;(:\s]+(?P<role>{_ROLE})\s*\)?|(?P<bare>[,;\s])\s*(?P<position>{_POSITION}))[\s.,;]*$", re.IGNORECASE
    )
    contact = re.compile(
        r"[\s,.;:/(]*(?:\b(?:tel|fax|phone|e-?mail|mobile)\b|전화|이메일|팩스|[\w.+-]+@[\w-]+\.|☎|\+82[-\s)])",
        re.IGNORECASE,
    )
    return lead, tail, contact


def read(passage: Passage) -> Affiliation | None:
    """Read one printed affiliation: its marks, and the body's name without role, position, telephone and address.

    A position (``교수``, ``Senior Researcher``) is the person's and no part of the body's name. Nothing is returned
    where only such words stand there.
    """
    lead, tail, contact = _edges()
    marks, rest = split_mark(passage)
    corresponding = False
    start, end = 0, len(rest.text)
    found = contact.search(rest.text)
    if found:
        end = found.start()
    while match := lead.match(rest.text, start, end):
        corresponding = corresponding or _corresponds(match["role"] or "")
        start = match.end()
    while match := tail.search(rest.text, start, end):
        if match["position"] and not (match["bare"] == "," or looks_like(rest.text[start : match.start()])):
            break
        corresponding = corresponding or _corresponds(match["role"] or "")
        end = match.start()
    body = rest.cut(Span(min(start, end), end)).strip()
    trimmed = body.text.rstrip(" ,;.")
    # The full stop of an abbreviation at the end belongs to the name.
    if body.text[len(trimmed) :].startswith(".") and trimmed[-3:].lower().lstrip(" ,") in ("inc", "ltd", "co", "orp"):
        trimmed += "."
    body = body.cut(Span(0, len(trimmed)))
    if not any(char.isalpha() for char in body.text):
        return None
    text = Text(body.text, language(body.text), body.span)
    return Affiliation(text, marks, corresponding)


def _corresponds(role: str) -> bool:
    return role.startswith(("교신", "책임")) or "correspond" in role.lower()

"""One line of a header → the authors that it names, with their marks and what stands in brackets behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.readers import affiliations, names, surnames
from kg.readers.affiliations import MARK, Affiliation
from kg.readers.scripts import has_hangul, has_hanja
from kg.records import Name, Passage, Span, Text

__all__ = ["EMAIL", "ORCID", "Printed", "affiliation_line", "read_line"]

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ORCID = re.compile(r"(?:https?://)?(?:orcid\.org/)?\b(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\b")


@dataclass(frozen=True, slots=True)
class Printed:
    """Hold one author as printed in one language block.

    ``marks`` tie affiliation lines to the name (``1``, ``*``); ``aliases`` are the same name in other scripts, printed
    in brackets behind it; ``more`` says that a separator follows, so that the block goes on.
    """

    name: Name
    affiliations: tuple[Text, ...] = ()
    marks: tuple[str, ...] = ()
    aliases: tuple[Name, ...] = ()
    orcid: str = ""
    email: str = ""
    corresponding: bool = False
    more: bool = False

    @property
    def native(self) -> bool:
        """Tell whether the name is in Hangul or Chinese characters."""
        return bool(self.name.lang)


_ONLY_MARKS = re.compile(rf"[\s(,]*(?:{MARK}[\s,)]*)+")
_MARK_CHARACTERS = " \t\xa0,.()0123456789¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈᵉᶠᵍʰ*＊∗⁎†‡§¶#★☆♣♠⁺"
_LETTER_MARKS = re.compile(r"(?<=[가-힣])[a-h](?:,[a-h])*[\s,]*$")
_PARENS = {"(": ")", "（": "）", "[": "]"}
_DOTS = re.compile(r"\s*[·ㆍ•‧∙・|│]\s*|\s/\s")
_COMMAS = re.compile(r"\s*[,，、]\s*(?:and\s+|&\s*|및\s+)?|\s+(?:and|&|및|와|과)\s+")


def read_line(passage: Passage, *, known: bool = False) -> list[Printed]:
    """Read a line that holds nothing but authors, one or several; empty where it is no such line.

    Args:
        passage: the line.
        known: whether the page says that authors stand there; their names need not look like names by themselves.
    """
    text = passage.text
    if not text or len(text) > 20_000:
        return []
    more = text.rstrip()[-1:] in ";,"
    printed: list[Printed] = []
    for span in _chunks(text):
        chunk = passage.cut(span).strip()
        if not chunk.text:
            continue
        authors = _chunk(chunk)
        if authors is None:
            return []
        printed.extend(authors)
    printed = [replace(author, more=True) for author in printed[:-1]] + [
        replace(author, more=more) for author in printed[-1:]
    ]
    return printed if known or _plausible(printed) else []


def _plausible(printed: Sequence[Printed]) -> bool:
    """Tell whether a row of names is one: a single bare name must look like one by itself, most of a list likewise."""
    bare = [author for author in printed if not author.affiliations and not author.aliases and not author.orcid]
    sure = [author for author in bare if _strict(author.name.literal)]
    if not printed or len(bare) < len(printed) / 2:
        return bool(printed)
    if all(author.native and len(author.name.literal) < 3 and not author.marks for author in bare):
        # Two syllables are as well a word: '도시, 공간'.
        return False
    need = len(bare) * (0.75 if all(author.native for author in bare) else 0.5)
    return len(sure) >= need


def _strict(literal: str) -> bool:
    if has_hangul(literal) or has_hanja(literal):
        return names.looks_native(literal)
    return names.looks_latin(literal)


def _chunks(text: str) -> Iterator[Span]:
    """Split a line at semicolons, and at commas and dots that follow a closing bracket; brackets are whole."""
    start, depth, closed = 0, 0, False
    for index, char in enumerate(text):
        if char in "(（[":
            depth += 1
        elif char in ")）]":
            closed = depth == 1
            depth = max(0, depth - 1)
        elif depth == 0 and (char in ";；" or (closed and char in ",，·ㆍ•|/")):
            yield Span(start, index)
            start, closed = index + 1, False
        elif depth == 0 and closed and char.isalpha():
            # 'A (X) B (Y)': white space alone parts them.
            yield Span(start, index)
            start, closed = index, False
    yield Span(start, len(text))


def _chunk(chunk: Passage) -> list[Printed] | None:
    """Read a name with what stands in brackets behind it, or a row of bare names."""
    text = chunk.text
    opening = re.search(r"[(（\[]", text)
    head = chunk.cut(Span(0, opening.start() if opening else len(text)))
    groups = list(_groups(text, opening.start())) if opening else []
    if not head.text.strip():
        return None
    rest = text[groups[-1].end :] if groups else ""
    marks_behind: tuple[str, ...] = ()
    if rest.strip(" ,"):
        if not _ONLY_MARKS.fullmatch(rest):
            return None
        marks_behind = affiliations.marks_of(rest)
    inner = [chunk.cut(Span(group.start + 1, max(group.start + 1, group.end - 1))) for group in groups]
    bare = _row(head)
    if not bare:
        return None
    if not inner and not marks_behind:
        return bare
    last = _with_groups(bare[-1], inner)
    if last is None:
        return None
    return [*bare[:-1], replace(last, marks=last.marks + marks_behind)]


def _groups(text: str, start: int) -> Iterator[Span]:
    """Yield the bracketed groups that follow each other from ``start`` on; nothing else may stand between them."""
    index = start
    while index < len(text):
        char = text[index]
        if char.isspace() or char == ",":
            index += 1
            continue
        if char not in _PARENS:
            return
        depth, end = 0, index
        while end < len(text):
            depth += text[end] in _PARENS
            depth -= text[end] in _PARENS.values()
            end += 1
            if depth == 0:
                break
        # An unclosed bracket ends with the line.
        yield Span(index, end if depth == 0 else end + 1)
        index = end


def _with_groups(author: Printed, inner: Sequence[Passage]) -> Printed | None:
    """Take in what stands in brackets behind a name: marks, address, a spelling in another script, affiliations."""
    bodies: list[Text] = []
    for group in inner:
        part = group.strip()
        if _ONLY_MARKS.fullmatch(part.text):
            author = replace(author, marks=author.marks + affiliations.marks_of(part.text))
            continue
        email, orcid = EMAIL.search(part.text), ORCID.search(part.text)
        if orcid:
            author = replace(author, orcid=orcid[1])
        elif email:
            author = replace(author, email=email[0])
        alias = _alias(author.name, part)
        if alias:
            author = replace(author, aliases=(*author.aliases, alias))
            continue
        if (email or orcid) and not affiliations.looks_like(part.text.replace(email[0] if email else "", "")):
            continue
        read = affiliations.read(part)
        if read is None:
            author = replace(author, corresponding=author.corresponding or "교신" in part.text)
            continue
        bodies.append(read.text)
        author = replace(author, corresponding=author.corresponding or read.corresponding)
    sure = _strict(author.name.literal) or any(affiliations.looks_like(body.value) for body in bodies)
    if bodies and not sure:
        # 'Smart Growth (Korea)' is a title.
        return None
    return replace(author, affiliations=tuple(bodies))


def _alias(name: Name, part: Passage) -> Name | None:
    """Read brackets that hold the same name in another script."""
    other = names.person(part, strict=False)
    if other is None or (other.lang == name.lang):
        return None
    if "ko" in (other.lang, name.lang) and "" in (other.lang, name.lang):
        hangul, latin = (name, other) if name.lang == "ko" else (other, name)
        words = re.split(r"[\s,]+", latin.literal)
        if not any(surnames.matches(hangul.family, word) for word in (words[0], words[-1])):
            return None
    return other


def _row(head: Passage) -> list[Printed]:
    """Read bare names, one or several in a row, each with its marks; empty where any piece is no name."""
    whole = _name(head)
    if whole:
        return [whole]
    for separator in (_DOTS, _COMMAS):
        spans = _pieces(head.text, separator)
        if len(spans) < 2:
            continue
        row = _names(head, spans)
        if row:
            return row
    return []


def _pieces(text: str, separator: re.Pattern[str]) -> list[Span]:
    spans, start = [], 0
    for match in separator.finditer(text):
        spans.append(Span(start, match.start()))
        start = match.end()
    spans.append(Span(start, len(text)))
    return [span for span in spans if text[span.start : span.end].strip()]


def _names(head: Passage, spans: Sequence[Span]) -> list[Printed]:
    row: list[Printed] = []
    pending = _inverted(head.text, spans)
    for span in pending:
        piece = head.cut(span).strip()
        if row and _ONLY_MARKS.fullmatch(piece.text):
            row[-1] = replace(row[-1], marks=row[-1].marks + affiliations.marks_of(piece.text))
            continue
        author = _name(piece)
        if author is None:
            return []
        row.append(author)
    return row


def _inverted(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join the pieces of ``Kim, Soo Il, Hong, Gil-Dong`` two and two, where every other piece is one family name."""
    words = [text[span.start : span.end] for span in spans]
    if len(spans) % 2 or not all(surnames.is_latin(word) and " " not in word.strip() for word in words[::2]):
        return list(spans)
    return [Span(spans[index].start, spans[index + 1].end) for index in range(0, len(spans), 2)]


def _name(piece: Passage) -> Printed | None:
    """Read one name with the marks behind it."""
    text = piece.text
    if len(text) > 90:
        return None
    end = len(text.rstrip(_MARK_CHARACTERS))
    letters = _LETTER_MARKS.search(text[:end])
    if letters:
        end = letters.start()
    marks = affiliations.marks_of(text[end:])
    if not marks:
        # The full stop behind an initial belongs to the name.
        end = len(text.rstrip(" \t\xa0,"))
    elif not _ONLY_MARKS.fullmatch(text[end:].strip(" \t\xa0,.")):
        return None
    name = names.person(piece.cut(Span(0, end)).strip(), strict=False)
    return Printed(name, marks=marks) if name else None


def affiliation_line(passage: Passage) -> Affiliation | None:
    """Read a line of affiliation; nothing where there is no mark before it and no word of a body in it."""
    marks, rest = affiliations.split_mark(passage)
    if not marks and not affiliations.looks_like(rest.text):
        return None
    return affiliations.read(passage)

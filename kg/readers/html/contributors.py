"""The block of a page in which its authors stand: elements → one line an author, marks and links beside the name.

A mark in a superscript (``<sup>1,*</sup>``) becomes a superscript sign, so that it cannot be taken for a letter of the
name; the targets of links to ORCID and of addresses, which a reader does not see, are put in brackets behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.readers import affiliations, author_lines
from kg.readers.author_lines import EMAIL, ORCID
from kg.readers.html.tree import BLOCKS, Document, Element
from kg.readers.html.visible import is_hidden
from kg.readers.lines import Line, line
from kg.records import Passage, Run, Span

__all__ = ["read"]

_SUPERSCRIPT = str.maketrans("0123456789abcdefgh+", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰ⁺")
_MARK = re.compile(r"[\s\d,a-h*†‡§¶#★☆♣♠+⁺＊∗⁎().;-]{1,16}")
_BETWEEN = " \t\n\xa0,;·ㆍ•|&"
_AND = re.compile(r"^(?:and|및|와|과)\s+|\s+(?:and|및)$")


@dataclass(slots=True)
class _Piece:
    """What stands between the borders of two elements: its characters, and where each stands."""

    words: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    length: int = 0

    def add(self, value: str, source: int, source_length: int) -> None:
        self.runs.append(Run(self.length, source, len(value), source_length))
        self.words.append(value)
        self.length += len(value)

    def extend(self, passage: Passage) -> None:
        for run in passage.runs:
            self.add(passage.text[run.text : run.text + run.length], run.source, run.source_length)

    def passage(self) -> Passage:
        return Passage("".join(self.words), tuple(self.runs))


def read(document: Document, block: Element, *, role: str = "authors") -> list[Line]:
    """Return the lines of a block of authors: one an element that holds a name, else one a visible line.

    Args:
        document: the page.
        block: the element that holds them.
        role: what its lines are, ``authors`` or ``affiliation``.
    """
    found: list[Line] = []
    for row in _rows(document, block):
        pieces = [piece for piece in (_collapsed(piece.passage()) for piece in row) if piece.text.strip()]
        if not pieces:
            continue
        names = _one_each(pieces) if role == "authors" else []
        for passage in names or [_together(pieces)]:
            made = line(passage, gap=not found)
            if made is not None:
                found.append(Line(made.passage, "", made.gap, role))
    return found


def _rows(document: Document, block: Element) -> list[list[_Piece]]:
    """Part the block into lines, and each line where elements begin and end; superscripts stay with what is before."""
    rows: list[list[_Piece]] = [[_Piece()]]
    hidden: Element | None = None
    sup = 0
    for step in document.pieces_of(block):
        element = step.element
        if hidden is not None:
            if element is hidden and step.text is None and not step.opens:
                hidden = None
            continue
        row = rows[-1]
        if step.text is not None:
            if sup and _MARK.fullmatch(step.text.text):
                row[-1].extend(Passage(step.text.text.translate(_SUPERSCRIPT), step.text.runs))
            else:
                row[-1].extend(step.text)
        elif element.name == "sup":
            sup += 1 if step.opens else -1
        elif step.opens and is_hidden(element):
            hidden = element
        elif (element.name == "br" and step.opens) or (element.name in BLOCKS and element.name != "li"):
            rows.append([_Piece()])
        else:
            if step.opens and element.name == "a":
                _link(row, element)
            row.append(_Piece())
    return rows


def _link(row: list[_Piece], element: Element) -> None:
    """Put an ORCID or an address that only the link's target names behind the name before it."""
    target = element.value("href")
    match = (ORCID.search(target.text) or EMAIL.search(target.text)) if target else None
    last = next((piece for piece in reversed(row) if "".join(piece.words).strip()), None)
    if target is None or match is None or last is None:
        return
    at = target.cut(Span(*match.span()))
    last.add(" (", at.span.start, 0)
    last.extend(at)
    last.add(")", at.span.end, 0)


def _collapsed(passage: Passage) -> Passage:
    """Make one space of every stretch of white space, in characters only."""
    # White space becomes blanks one by one: every character keeps its place, and names are compared word by word.
    return Passage(re.sub(r"[\t\n\f\r]", " ", passage.text), passage.runs)


def _one_each(pieces: list[Passage]) -> list[Passage]:
    """Return one passage an author if every piece is a name, or the marks and brackets behind one; else nothing."""
    found: list[Passage] = []
    for piece in pieces:
        bare = piece.text.strip(_BETWEEN)
        if not bare or _AND.fullmatch(bare + " "):
            continue
        if found and (not bare[0].isalpha() or not any(char.isalpha() for char in bare)):
            found[-1] = _together([found[-1], piece])
            continue
        start = piece.text.index(bare)
        part = piece.cut(Span(start, start + len(bare)))
        conjunction = _AND.search(part.text)
        if conjunction:
            part = part.cut(
                Span(conjunction.end(), len(part.text)) if not conjunction.start() else Span(0, conjunction.start())
            )
        found.append(part.strip())
    found = [_squeezed(passage) for passage in found]
    sure = [author_lines.read_line(passage, known=True) for passage in found]
    return found if len(found) > 1 and all(sure) and not any(map(_body, found)) else []


def _body(passage: Passage) -> bool:
    return affiliations.is_line(passage.text)


def _together(pieces: list[Passage]) -> Passage:
    whole = _Piece()
    for piece in pieces:
        whole.extend(piece)
    return _squeezed(whole.passage())


def _squeezed(passage: Passage) -> Passage:
    """Leave one blank of several."""
    kept = _Piece()
    last = " "
    for run in passage.runs:
        value = passage.text[run.text : run.text + run.length]
        plain = run.length == run.source_length
        if not plain:
            kept.add(value, run.source, run.source_length)
            last = value[-1:] or last
            continue
        for match in re.finditer(r" +|[^ ]+", value):
            if match[0][0] != " ":
                kept.add(match[0], run.source + match.start(), len(match[0]))
            elif last != " ":
                kept.add(" ", run.source + match.start(), len(match[0]))
            last = match[0][-1]
    return kept.passage()

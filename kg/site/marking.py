"""An entry's characters cut at every border of what is said by them: flat pieces, each with its statements.

Spans may lie within one another (a concept in a title) and several statements may share one (volume and issue). A link
must not stand in a link, so the pieces are flat; those of one statement are put together again by their marks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.explain.pages import Entry
from kg.site.evidence import Finding, Statement

__all__ = ["GROUPS", "Piece", "group_of", "pieces"]

GROUPS: dict[str, tuple[str, ...]] = {
    "author": ("author", "name"),
    "editor": ("editor", "translator"),
    "title": ("title",),
    "container": ("container", "journal"),
    "series": ("series",),
    "year": ("year", "date", "issued", "submitted", "accepted", "revised", "accessed"),
    "volume": ("volume", "issue", "number", "edition"),
    "pages": ("pages",),
    "publisher": ("publisher", "institution", "affiliation", "funding", "funder"),
    "place": ("place",),
    "identifier": ("doi", "url", "platform-id", "identifier", "issn", "eissn", "email", "orcid"),
    "concept": ("concept", "keyword", "keywords"),
}
"""The colours: what has one meaning has one colour."""

_GROUP = {field: group for group, fields in GROUPS.items() for field in fields}
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<[A-Za-z/!?][^<>]*>", re.DOTALL)


class Piece(NamedTuple):
    """Some characters with one set of statements: what colours them, their marks, whether they begin a field."""

    text: str
    group: str = ""
    marks: tuple[str, ...] = ()
    field: str = ""
    first: bool = False
    concept: bool = False
    finding: tuple[str, ...] = ()


def group_of(field: str) -> str:
    """Return the colour of a field."""
    return _GROUP.get(field.rpartition(".")[2], "other")


def pieces(entry: Entry, said: Sequence[Statement], found: Sequence[Finding]) -> list[Piece]:
    """Cut an entry into pieces.

    Args:
        entry: the printed entry.
        said: the statements of the entry.
        found: the findings about it.

    Returns:
        The pieces in order; joined, they are what a person reads of the entry. Where the graph does not tell where the
        entry stands, one piece without marks.
    """
    source = entry.source
    if entry.start is None or entry.end is None or entry.end - entry.start != len(source):
        return [Piece(entry.content)]
    origin, size = entry.start, len(source)
    spans = [(start - origin, end - origin, one) for one in said for start, end in one.spans if entry.holds(start, end)]
    # Whether the whole entry is concerned is said beside it, not by underlining all of it.
    odd = [
        (start - origin, end - origin, one)
        for one in found
        for start, end in one.spans
        if entry.holds(start, end) and (start, end) != (entry.start, entry.end)
    ]
    hidden = [match.span() for match in _HIDDEN.finditer(source)] if entry.markup else []
    borders = {0, size}
    for start, end, _ in (*spans, *odd):
        borders |= {start, end}
    cuts = sorted(border for border in borders if not _inside(border, hidden, source, bool(entry.markup)))
    made: list[Piece] = []
    begun: set[str] = set()
    for start, end in pairwise(cuts):
        over = [(last - first, one) for first, last, one in spans if first <= start and end <= last]
        over.sort(key=lambda pair: (group_of(pair[1].field) == "concept", pair[0]))
        text = _readable(source[start:end]) if entry.markup else source[start:end]
        if not text:
            continue
        marks = tuple(one.id for _, one in over)
        lead = over[0][1] if over else None
        finding = tuple(one.iri.partition("#")[2] for first, last, one in odd if first <= start and end <= last)
        made.append(
            Piece(
                text,
                group_of(lead.field) if lead else "",
                marks,
                lead.field if lead else "",
                bool(lead) and marks[0] not in begun,
                any(group_of(one.field) == "concept" for _, one in over),
                finding,
            )
        )
        begun.update(marks)
    return made


def _inside(border: int, hidden: Sequence[tuple[int, int]], source: str, markup: bool) -> bool:
    """Tell whether a border lies within a tag or a character reference of HTML: nothing can be cut there."""
    if not markup:
        return False
    if any(start < border < end for start, end in hidden):
        return True
    reference = re.search(r"&[#\w]{0,31}\Z", source[:border])
    return bool(reference and re.match(r"[#\w]{0,31};", source[border:]))


def _readable(markup: str) -> str:
    # A line end of the file is a space to who reads HTML.
    return re.sub(r"\s*[\r\n]\s*", " ", html.unescape(_HIDDEN.sub("", markup)))

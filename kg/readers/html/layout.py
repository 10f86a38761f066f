"""Which blocks of a page its markup names: authors, affiliations, abstract, keywords, and the entries of its lists.

The names are those of KoreaScience's two layouts (``article-box`` blocks with an ``h4``; the full text with
``contrib-group``, ``author-aff``, ``ref-list``) and of JATS-like markup, which many journals' pages share. What no
name tells is told by the words of the page, as in copied text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.readers.headings import heading
from kg.readers.html import contributors
from kg.readers.html.tree import Document, Element
from kg.readers.html.visible import Row, rows
from kg.readers.lines import Line

__all__ = ["Layout", "fold", "layout"]

_AUTHORS = frozenset(
    str.split("contrib-group author-list authors-list article-authors author-group contributors authors")
)
_AFFILIATIONS = frozenset(str.split("author-aff author-affs affiliation affiliations aff aff-list author-affiliations"))
_CONTACTS = frozenset(str.split("corresponding-author corresponding correspondence corresp author-notes"))
_ABSTRACT = frozenset(str.split("abstract abstract-text abstract-content article-abstract trans-abstract"))
_KEYWORDS = frozenset(str.split("keyword keywords kwd-group keyword-list keyword-group article-keywords kwd"))
_REFERENCES = frozenset(str.split("ref-list reference-list references-list references article-references"))
_BOXES = frozenset(str.split("article-box"))
_MOST = 500
_HEADINGS = frozenset(str.split("h1 h2 h3 h4 h5 h6 dt legend caption"))
_ROLES = (
    (_AFFILIATIONS | _CONTACTS, "affiliation"),
    (_AUTHORS, "authors"),
    (_ABSTRACT, "abstract"),
    (_KEYWORDS, "keywords"),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold a page's lines in page order, each with the role that the markup gives it.

    ``known`` tells whether any block is named; ``site`` are the lines that belong to the web site.
    """

    rows: tuple[Row, ...]
    site: tuple[Row, ...]
    known: bool


def fold(text: str) -> str:
    """Return the letters and digits of a text, in lower case, to compare titles."""
    return re.sub(r"[\W_]+", "", text).casefold()


def layout(document: Document, titles: Sequence[str] = (), name: str = "") -> Layout:
    """Part a page into lines, and say of each what the markup says.

    Args:
        document: the page.
        titles: the titles that its head names; a line that repeats one is the title.
        name: the file's name, for messages.
    """
    named = [element for element in document.elements if element.attributes and element.classes & _ALL][:_MOST]
    found = rows(document, [element.start for element in named], name)
    site = tuple(row for row in found if row.site)
    lines = [row for row in found if not row.site]
    if not lines:
        # A page that calls everything of itself a menu.
        lines, site = found, ()
    lines = _with_contributors(document, lines, named)
    lines = _boxes(document, lines)
    roles = _Roles()
    lines = [_role(row, roles) for row in lines]
    return Layout(tuple(_titles(lines, titles)), site, bool(named))


_ALL = _AUTHORS | _AFFILIATIONS | _CONTACTS | _ABSTRACT | _KEYWORDS | _REFERENCES | _BOXES


def _with_contributors(document: Document, lines: Sequence[Row], named: Sequence[Element]) -> list[Row]:
    """Put the lines of each block of authors or affiliations in place of the visible ones."""
    made: list[tuple[Element, list[Row]]] = []
    for element in named:
        role = next((role for names, role in _ROLES[:2] if element.classes & names), "")
        if not role or any(other.holds(element) for other, _ in made):
            continue
        inner = [other for other in named if other is not element and element.holds(other)]
        parts = [other for other in inner if other.classes & (_AFFILIATIONS | _CONTACTS)]
        if parts and role == "authors":
            # The authors' block holds their affiliations too: its lines are told by their words.
            continue
        if inner and role == "affiliation":
            continue
        block = contributors.read(document, element, role=role)
        made.append((element, [Row(line, element) for line in block]))
    if not made:
        return list(lines)
    kept = list(lines)
    starts = [row.span.start for row in lines]
    for element, _ in reversed(made):
        del kept[bisect_left(starts, element.start) : bisect_left(starts, element.end)]
    whole = [*kept, *(row for _, block in made for row in block)]
    return sorted(whole, key=lambda row: row.span)


def _boxes(document: Document, lines: Sequence[Row]) -> list[Row]:
    """Say of the lines of a box below a heading that no field stands under, that they are of no use here."""
    changed = list(lines)
    begun = False
    starts = [row.span.start for row in lines]
    for box in document.select(lambda element: bool(element.attributes and element.classes & _BOXES))[:_MOST]:
        own = range(bisect_left(starts, box.start), bisect_left(starts, box.end))
        if not own:
            continue
        first = changed[own[0]]
        if heading(first.text) is not None:
            begun = True
        elif begun and _in_heading(first.element, box):
            for place in own:
                changed[place] = _with(changed[place], "other")
    return changed


def _in_heading(element: Element | None, around: Element | None = None) -> bool:
    while element is not None and element is not around:
        if element.name in _HEADINGS:
            return True
        element = element.parent
    return False


class _Roles:
    """Tell the role of the innermost named block around an element; each element is looked at once."""

    def __init__(self) -> None:
        self.known: dict[int, str] = {}

    def of(self, element: Element | None) -> str:
        path: list[Element] = []
        role = ""
        while element is not None and element.name not in ("body", "html"):
            if id(element) in self.known:
                role = self.known[id(element)]
                break
            path.append(element)
            element = element.parent
        for one in reversed(path):
            words = one.classes if one.attributes else frozenset()
            role = next((name for names, name in _ROLES if words & names), role)
            self.known[id(one)] = role
        return role


def _role(row: Row, roles: _Roles) -> Row:
    """Give a line the role of the block that it stands in; a heading is a heading."""
    if row.line.role or heading(row.text) is not None or row.element.name in _HEADINGS:
        return row
    role = roles.of(row.element)
    return _with(row, role) if role else row


def _titles(lines: Sequence[Row], titles: Sequence[str]) -> list[Row]:
    """Mark the first line that is one of the titles of the head."""
    wanted = {fold(title) for title in titles} - {""}
    changed: list[Row] = []
    for row in lines:
        key = fold(row.text) if wanted and len(row.text) < 1000 else ""
        if key in wanted and not row.line.role:
            wanted.discard(key)
            row = _with(row, "title")
        changed.append(row)
    return changed


def _with(row: Row, role: str) -> Row:
    return replace(row, line=Line(row.line.passage, row.line.bullet, row.line.gap, role))

"""Elements → the lines that a reader of the page sees, each with its place in the file.

White space is collapsed and blocks are parted as in CSS Text Module Level 3 and the HTML Living Standard's
``innerText``: a block, a ``br`` and a row of a table end a line, a cell ends with a tab.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.readers.article import LONGEST_LINE, MOST_LINES, refuse
from kg.readers.html.tree import BLOCKS, Document, Element
from kg.readers.lines import Line, line
from kg.records import Passage, Run, Span

__all__ = ["Row", "is_hidden", "rows"]


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one visible line and the block that it stands in; ``site`` tells that it belongs to the web site."""

    line: Line
    element: Element
    site: bool = False

    @property
    def text(self) -> str:
        """Return what the line says."""
        return self.line.text

    @property
    def span(self) -> Span:
        """Return where it stands in the file."""
        return self.line.passage.span


_UNSEEN = frozenset(
    str.split("""
    script style template noscript iframe noembed noframes object applet audio video canvas svg map datalist select
    textarea input title head meta link
    """)
)
_SITE = frozenset(("nav", "footer", "button", "menu"))
_SITE_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog"))
_SITE_CLASSES = re.compile(
    r"(?:^|[-_])(?:nav|navbar|navigation|gnb|lnb|snb|menu|footer|breadcrumbs?|sidebar|skip|skipnav|modal|popup|banner|"
    r"pagination|toolbar|cookie)(?:$|[-_])"
)
_NO_DISPLAY = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_PRESERVED = frozenset(("pre", "listing", "xmp", "plaintext"))
_SPACES = re.compile(r"[^ \t\n\f\r]+(?: [^ \t\n\f\r]+)*|[ \t\n\f\r]+")
_LINES = re.compile(r"\n|[^\n]+")


def is_hidden(element: Element) -> bool:
    """Tell whether a reader of the page sees nothing of an element."""
    if element.name in _UNSEEN:
        return True
    if not element.attributes:
        return False
    names = {attribute.name for attribute in element.attributes}
    return "hidden" in names or ("style" in names and _NO_DISPLAY.search(element.get("style").lower()) is not None)


def _is_site(element: Element, marks: Sequence[int]) -> bool:
    """Tell whether an element belongs to the web site: by its name, role or class, and because no article is in it."""
    if element.name in _SITE:
        named = True
    elif not element.attributes or element.name not in BLOCKS or element.name in ("html", "body", "main", "article"):
        return False
    elif element.get("role").lower() in _SITE_ROLES:
        named = True
    else:
        words = (*element.classes, element.get("id").lower())
        named = any(_SITE_CLASSES.search(word) for word in words)
    return named and bisect_left(marks, element.start) == bisect_left(marks, element.end)


@dataclass(slots=True)
class _Writer:
    """Put the characters of one line together; white space is collapsed unless it is kept."""

    words: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    length: int = 0
    spaced: bool = True

    def add(self, value: str, source: int, source_length: int) -> None:
        last = self.runs[-1] if self.runs else None
        plain = len(value) == source_length
        if (
            last
            and plain
            and last.length == last.source_length
            and last.source + last.length == source
            and last.text + last.length == self.length
        ):
            self.runs[-1] = Run(last.text, last.source, last.length + len(value), last.length + len(value))
        else:
            self.runs.append(Run(self.length, source, len(value), source_length))
        self.words.append(value)
        self.length += len(value)
        self.spaced = False

    def collapse(self, passage: Passage) -> None:
        """Add text in which white space only parts words."""
        for run in passage.runs:
            value = passage.text[run.text : run.text + run.length]
            if run.length != run.source_length:
                if value.strip(" \t\n\f\r"):
                    self.add(value, run.source, run.source_length)
                else:
                    self.space(" ", run.source, run.source_length)
                continue
            for match in _SPACES.finditer(value):
                if match[0][0] in " \t\n\f\r":
                    self.space(" ", run.source + match.start(), len(match[0]))
                else:
                    self.add(match[0], run.source + match.start(), len(match[0]))

    def space(self, sign: str, source: int, source_length: int) -> None:
        if not self.spaced:
            self.add(sign, source, source_length)
            self.spaced = True

    def take(self) -> Passage:
        """Return the line, and begin another."""
        passage = Passage("".join(self.words), tuple(self.runs))
        self.words, self.runs, self.length, self.spaced = [], [], 0, True
        return passage


def rows(document: Document, marks: Sequence[int] = (), name: str = "") -> list[Row]:
    """Part a page into its visible lines.

    Args:
        document: the page.
        marks: where elements begin that an article's page has and no menu, sorted.
        name: the file's name, for messages.

    Raises:
        InputError: the lines are more or longer than those of any page.
    """
    found: list[Row] = []
    writer = _Writer()
    hidden: Element | None = None
    site: Element | None = None
    kept = 0
    gap = True
    blocks: list[Element] = []

    def flush(*, border: bool) -> None:
        nonlocal gap
        if writer.length > LONGEST_LINE or len(found) > MOST_LINES:
            at = document.text.count("\n", 0, writer.runs[0].source if writer.runs else 0) + 1
            refuse(len(found), writer.length, at, name)
        made = line(writer.take(), gap=gap)
        if made is not None:
            found.append(Row(made, blocks[-1] if blocks else document.pieces[0].element, site is not None))
            gap = border
        else:
            # Two line breaks after each other leave a blank line.
            gap = True

    for piece in document.pieces:
        element = piece.element
        if hidden is not None:
            if element is hidden and piece.text is None and not piece.opens:
                hidden = None
            continue
        if piece.text is not None:
            if not kept:
                writer.collapse(piece.text)
                continue
            for run in piece.text.runs:
                value = piece.text.text[run.text : run.text + run.length]
                if run.length != run.source_length:
                    writer.add(value, run.source, run.source_length)
                    continue
                for match in _LINES.finditer(value):
                    if match[0] == "\n":
                        flush(border=False)
                    else:
                        writer.add(match[0], run.source + match.start(), len(match[0]))
        elif piece.opens:
            if is_hidden(element):
                hidden = element
                continue
            if element.name == "br":
                flush(border=False)
            elif element.name in ("td", "th"):
                if writer.length:
                    before = writer.runs[-1]
                    at = before.source + before.source_length
                    writer.space("\t", at, max(2, element.inner - at))
            elif element.name in BLOCKS:
                flush(border=True)
                blocks.append(element)
            if site is None and _is_site(element, marks):
                flush(border=True)
                site = element
            kept += element.name in _PRESERVED
        else:
            kept -= element.name in _PRESERVED
            if element is site:
                flush(border=True)
                site = None
            if blocks and element is blocks[-1]:
                flush(border=True)
                blocks.pop()
    flush(border=True)
    return found

"""Tokens → elements and the text between them, in page order, with unclosed and misplaced tags taken as meant.

Implied end tags follow the HTML Living Standard, section 13.2.6. Elements nested deeper than browsers keep them lie
side by side: nothing here recurses, and every step looks at a bounded number of open elements.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kg.errors import InputError
from kg.readers.html.tokens import Attribute, Token, decode, tokens
from kg.records import Passage, Span

__all__ = ["BLOCKS", "Document", "Element", "Piece", "parse"]

BLOCKS = frozenset(
    str.split("""
    address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary
    table tbody tfoot thead tr ul title caption
    """)
)
"""The elements whose borders are line breaks to a reader of the page."""

_VOID = frozenset(str.split("area base br col embed hr img input link meta param source track wbr"))
_CELLS = frozenset(("td", "th"))
_IN_HEAD = frozenset(str.split("base basefont bgsound link meta title noscript noframes style script template"))
_CLOSE_P = BLOCKS - {"li", "dd", "dt", "tr", "tbody", "thead", "tfoot", "html", "body", "option", "optgroup"}
# What a start tag ends, and the elements beyond which it ends nothing.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu", "dir", "table"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl", "table"))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl", "table"))),
    "td": (_CELLS, frozenset(("table", "tr"))),
    "th": (_CELLS, frozenset(("table", "tr"))),
    "tr": (frozenset(("tr", "td", "th")), frozenset(("table",))),
    "tbody": (frozenset(("tr", "td", "th", "tbody", "thead", "tfoot")), frozenset(("table",))),
    "option": (frozenset(("option",)), frozenset(("select", "datalist"))),
}
_ENDS["thead"] = _ENDS["tfoot"] = _ENDS["tbody"]
_TABLE = frozenset(str.split("table tbody thead tfoot tr td th caption"))
_WALLS = frozenset(("table", "td", "th", "caption", "template", "html"))
_DEEPEST = 400
_NEAR = 64
_MOST = 300_000


@dataclass(eq=False, slots=True)
class Element:
    """Hold one element: its name, its attributes as written, where it stands, and the element around it.

    ``first`` and ``last`` are the places of its borders among the pieces of the document.
    """

    name: str
    start: int
    inner: int
    parent: Element | None
    text: str = field(repr=False)
    attributes: tuple[Attribute, ...] = ()
    end: int = -1
    depth: int = 0
    first: int = 0
    last: int = 0

    def value(self, name: str) -> Passage | None:
        """Return the value of an attribute with its place in the file; nothing where it has none of that name."""
        for attribute in self.attributes:
            if attribute.name == name:
                return decode(self.text, attribute.value, attribute=True)
        return None

    def get(self, name: str) -> str:
        """Return the value of an attribute, stripped; empty where it has none."""
        found = self.value(name)
        return found.text.strip() if found else ""

    @property
    def classes(self) -> frozenset[str]:
        """Return the words of the class attribute, in lower case."""
        return frozenset(self.get("class").lower().split())

    def holds(self, other: Element | Span) -> bool:
        """Tell whether another element, or a stretch of the file, lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold one step of the page: text with its place, or where an element begins (``opens``) or ends."""

    element: Element
    text: Passage | None = None
    opens: bool = False


@dataclass(slots=True, eq=False)
class _Builder:
    text: str
    root: Element
    pieces: list[Piece] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)

    def start(self, token: Token) -> None:
        self._imply(token)
        parent = self.open[-1]
        element = Element(
            token.name, token.span.start, token.span.end, parent, self.text, token.attributes, depth=parent.depth + 1
        )
        element.first = len(self.pieces)
        self.pieces.append(Piece(element, opens=True))
        if token.name in _VOID or len(self.open) >= _DEEPEST:
            self._close(element, token.span.end)
            return
        self.open.append(element)
        self.count[token.name] += 1

    def _imply(self, token: Token) -> None:
        """End what the start tag ends: an open paragraph, the list item before, the cell before."""
        name, at = token.name, token.span.start
        if name not in _IN_HEAD:
            self.end_head(at)
        ends, walls = _ENDS.get(name, (frozenset(), frozenset()))
        if any(self.count[one] for one in ends):
            self._close_to(self._outermost(ends, walls), at)
        if name in _CLOSE_P and self.count["p"]:
            self._close_to(self._outermost(frozenset(("p",)), _WALLS), at)
        if name in ("h1", "h2", "h3", "h4", "h5", "h6") and self.open[-1].name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._close_to(len(self.open) - 1, at)

    def end_head(self, at: int) -> None:
        """End the head, which many pages do not close, where something begins that stands in no head."""
        if self.count["head"] and self.open[-1].name == "head":
            self._close_to(len(self.open) - 1, at)

    def _outermost(self, names: frozenset[str], walls: frozenset[str]) -> int:
        """Return the place of the outermost open element of these names this side of the walls, 0 where none is."""
        found = 0
        for place in range(len(self.open) - 1, max(0, len(self.open) - _NEAR), -1):
            name = self.open[place].name
            if name in names:
                found = place
            if name in walls and name not in names:
                break
        return found

    def end(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self.start(Token("start", "br", token.span))
            return
        if not self.count[name] or name in ("body", "html"):
            return
        for place in range(len(self.open) - 1, max(0, len(self.open) - _DEEPEST), -1):
            other = self.open[place].name
            if other == name:
                self._close_to(place, token.span.start, token.span.end)
                return
            if other in _WALLS and name not in _TABLE:
                return
            if other in BLOCKS and name not in BLOCKS and name not in _CELLS:
                # '<b><div></b>': the block goes on.
                return

    def finish(self) -> None:
        """End what the file leaves open."""
        self._close_to(1, len(self.text))

    def _close_to(self, place: int, at: int, end: int = 0) -> None:
        if not place:
            return
        while len(self.open) > place:
            element = self.open.pop()
            self.count[element.name] -= 1
            last = len(self.open) == place
            self._close(element, end if last and end else at)

    def _close(self, element: Element, end: int) -> None:
        element.end = end
        element.last = len(self.pieces)
        self.pieces.append(Piece(element))


def parse(text: str, name: str = "") -> Document:
    """Read the markup of a page.

    Args:
        text: the decoded file.
        name: the file's name, for messages.

    Raises:
        InputError: the markup is larger than that of any page.
    """
    root = Element("#document", 0, 0, None, text, end=len(text))
    builder = _Builder(text, root, open=[root])
    cut: Span | None = None
    for number, token in enumerate(tokens(text)):
        if number > _MOST:
            raise InputError(
                f"more than {_MOST:,} tags, more than any article page has",
                file=name, line=text.count("\n", 0, token.span.start) + 1, hint="Save each page as a file of its own.",
            )  # fmt: skip
        if token.kind == "start":
            builder.start(token)
        elif token.kind == "end":
            builder.end(token)
        elif token.kind == "cut":
            cut = token.span
        elif token.kind == "text":
            if not text[token.span.start : min(token.span.end, token.span.start + 1000)].isspace():
                builder.end_head(token.span.start)
            builder.pieces.append(Piece(builder.open[-1], decode(text, token.span)))
        else:
            builder.pieces.append(
                Piece(builder.open[-1], Passage.at(text[token.span.start : token.span.end], token.span.start))
            )
    builder.finish()
    return Document(text, builder.pieces, cut)


@dataclass(eq=False)
class Document:
    """Hold a page's markup: its pieces in page order, and the tag in which the file ends, if it does."""

    text: str
    pieces: list[Piece]
    cut: Span | None = None

    @cached_property
    def elements(self) -> list[Element]:
        """Return the elements in page order."""
        return [piece.element for piece in self.pieces if piece.opens]

    @cached_property
    def _starts(self) -> list[int]:
        return [element.start for element in self.elements]

    def inside(self, around: Element | Span) -> Iterator[Element]:
        """Yield the elements inside an element or a stretch of the file, in page order, itself left out."""
        for place in range(bisect_left(self._starts, around.start), len(self.elements)):
            element = self.elements[place]
            if element.start >= around.end:
                return
            if element is not around and element.end <= around.end:
                yield element

    def select(self, test: Callable[[Element], bool], around: Element | None = None) -> list[Element]:
        """Return the elements that a test accepts, without those inside one that it has accepted already."""
        found: list[Element] = []
        for element in self.elements if around is None else self.inside(around):
            if (not found or element.start >= found[-1].end) and test(element):
                found.append(element)
        return found

    def pieces_of(self, element: Element) -> list[Piece]:
        """Return what stands between the borders of an element."""
        return self.pieces[element.first + 1 : element.last]

    def content(self, element: Element) -> Passage:
        """Return the text in an element that holds only text, such as ``script``, as it stands in the file."""
        texts = [piece.text for piece in self.pieces_of(element) if piece.text is not None]
        return texts[0] if texts else Passage("", ())

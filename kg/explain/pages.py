"""The saved pages of a graph and their printed entries: where the lines begin, what stands where."""

from __future__ import annotations

import bisect
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.errors import UsageError
from kg.explain.asking import number, rows, spans, text
from kg.quads import Iri, Term
from kg.stores import Store

__all__ = ["Entry", "Excerpt", "Page", "Pages"]

_PAGES = """
SELECT ?page ?name ?sha256 ?encoding ?format ?characters ?starts ?paper
WHERE {
  ?page a foaf:Document ; kg:sha256 ?sha256 .
  OPTIONAL { ?page rdfs:label ?name }
  OPTIONAL { ?page kg:encoding ?encoding }
  OPTIONAL { ?page dcterms:format ?format }
  OPTIONAL { ?page kg:characters ?characters }
  OPTIONAL { ?page kg:lineStarts ?starts }
  OPTIONAL { ?page foaf:primaryTopic ?paper }
}
ORDER BY ?page"""

_ENTRY = """
  ?entry a ?class ; schema:position ?position ; c4o:hasContent ?content ; prov:wasQuotedFrom ?page .
  FILTER(?class IN (biro:BibliographicReference, kg:CitedByEntry))
  OPTIONAL { ?entry kg:label ?label }
  OPTIONAL { ?entry kg:leadingText ?leading }
  OPTIONAL { ?entry kg:markup ?markup }
  OPTIONAL { ?entry biro:references ?work }
}"""
_COLUMNS = "?entry ?class ?page ?position ?content ?label ?leading ?markup ?work"

# By way of its lists: every statement with characters is quoted from the page, many times as many as the entries.
_LISTED = """
SELECT ?entry ?class ?position ?content
WHERE {
  VALUES ?thing { $THINGS }
  ?list dcterms:isPartOf ?thing .
  ?entry dcterms:isPartOf ?list ; a ?class ; schema:position ?position ; c4o:hasContent ?content .
  FILTER(?class IN (biro:BibliographicReference, kg:CitedByEntry))
}"""

_CONFIDENCE = """
SELECT ?thing ?confidence
WHERE {
  VALUES ?thing { $THINGS }
  ?measured dqv:computedOn ?thing ; dqv:isMeasurementOf kg:parseConfidence ; dqv:value ?confidence .
}"""

_BY_ENTRY = f"SELECT {_COLUMNS}\nWHERE {{\n  VALUES ?entry {{ $THINGS }}{_ENTRY}"
_BY_WORK = f"SELECT {_COLUMNS}\nWHERE {{\n  VALUES ?thing {{ $THINGS }}\n  ?entry biro:references ?thing .{_ENTRY}"
_BY_PAGE = f"SELECT {_COLUMNS}\nWHERE {{\n  VALUES ?thing {{ $THINGS }}\n  ?entry prov:wasQuotedFrom ?thing .{_ENTRY}"
_BY_CITATION = (
    f"SELECT {_COLUMNS}\nWHERE {{\n  VALUES ?thing {{ $THINGS }}\n  ?thing prov:wasDerivedFrom ?entry .{_ENTRY}"
)


@dataclass(frozen=True, slots=True)
class Page:
    """One saved page: which file, how it was decoded, and the offsets at which its lines begin, where told."""

    iri: Iri
    name: str
    sha256: str
    encoding: str = ""
    media_type: str = ""
    characters: int | None = None
    starts: tuple[int, ...] = ()
    paper: str = ""

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1 on; (0, 0) where the graph does not tell its lines."""
        if not self.starts:
            return 0, 0
        line = bisect.bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some characters of a page, and what stands before and behind them in the same entry."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed entry: what it says, where it stands, what it points to, and how surely it was read."""

    iri: Iri
    kind: str
    page: Iri
    position: int
    content: str
    label: str = ""
    leading: str | None = None
    markup: str = ""
    work: str = ""
    start: int | None = None
    end: int | None = None
    confidence: str = ""

    @property
    def source(self) -> str:
        """Return the file's own characters of the entry."""
        return self.markup or self.content

    def holds(self, start: int, end: int) -> bool:
        """Tell whether a stretch of the page is inside the entry."""
        return self.start is not None and self.end is not None and self.start <= start <= end <= self.end

    def excerpt(self, start: int, end: int) -> Excerpt | None:
        """Return the characters of a stretch of the page with their surroundings, without the tags of HTML."""
        if self.start is None or not self.holds(start, end) or len(self.source) != (self.end or 0) - self.start:
            return None
        first, last = start - self.start, end - self.start
        parts = self.source[:first], self.source[first:last], self.source[last:]
        return Excerpt(*(_untagged(part) if self.markup else part for part in parts))


def _untagged(markup: str) -> str:
    """Return what a person reads of a piece of HTML; half a tag at its end stays, for the characters may be in it."""
    return html.unescape(re.sub(r"<[^<>]*>", "", markup))


def _kind(row: Mapping[str, Term]) -> str:
    return "cited-by" if text(row, "class").endswith("CitedByEntry") else "reference"


class Pages:
    """Know the pages of a graph, and look up entries.

    Args:
        store: the graph.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.pages: dict[str, Page] = {}
        for row in rows(store, _PAGES):
            starts = tuple(int(word) for word in text(row, "starts").split() if word.isdecimal())
            page = Page(
                Iri(text(row, "page")), text(row, "name"), text(row, "sha256"), text(row, "encoding"),
                text(row, "format"), number(row, "characters"), starts, text(row, "paper"),
            )  # fmt: skip
            self.pages.setdefault(page.iri, page)

    def choose(self, word: str = "") -> Page:
        """Return the page that a word names: its file name, its digest or key, or its IRI; of no word, the only one.

        Raises:
            UsageError: no page, or more than one, is meant.
        """
        if not self.pages:
            raise UsageError("the graph holds no saved page: it was made without the layer transcription")
        bare = word.strip("<>").rpartition("source/")[2].lower()
        found = [
            page
            for page in self.pages.values()
            if not word or page.name == word or page.iri == word.strip("<>") or (bare and page.sha256.startswith(bare))
        ]
        if len(found) == 1:
            return found[0]
        shown = "\n".join(f"  {page.sha256[:16]}  {page.name}" for page in (found or list(self.pages.values()))[:20])
        more = len(found or self.pages) - 20
        rest = f"\n  … and {more} more" if more > 0 else ""
        what = "several pages are meant" if found else f"no page is called {word!r}"
        raise UsageError(f"{what}; say --page with one of these keys or names:\n{shown}{rest}")

    def entries(self, iris: Iterable[Term]) -> list[Entry]:
        """Return entries by their IRIs, in the order of the pages."""
        return self._entries(_BY_ENTRY, iris)

    def pointing_to(self, works: Iterable[Term]) -> list[Entry]:
        """Return the entries that point to works, in the order of the pages."""
        return self._entries(_BY_WORK, works)

    def of_page(self, page: Page) -> list[Entry]:
        """Return the entries of a page, in its order: of each list, and the lists as they stand."""
        return self._entries(_BY_PAGE, [page.iri])

    def listed(self, page: Page) -> list[Entry]:
        """Return the entries of a page with their texts alone, the references first: one query for any number."""
        found: dict[str, Entry] = {}
        for row in rows(self._store, _LISTED, [page.iri]):
            iri, kind = Iri(text(row, "entry")), _kind(row)
            if kind == "cited-by" or iri not in found:
                found[iri] = Entry(iri, kind, page.iri, number(row, "position") or 0, text(row, "content"))
        return sorted(found.values(), key=lambda entry: (entry.kind == "cited-by", entry.position, entry.iri))

    def behind(self, citations: Iterable[Term]) -> list[Entry]:
        """Return the entries that citations were read in."""
        return self._entries(_BY_CITATION, citations)

    def _entries(self, query: str, things: Iterable[Term]) -> list[Entry]:
        found: dict[str, Entry] = {}
        for row in rows(self._store, query, things):
            iri, kind = Iri(text(row, "entry")), _kind(row)
            if kind == "reference" and iri in found:
                continue  # A citing work's entry may bear both classes.
            leading = text(row, "leading") if "leading" in row else None
            found[iri] = Entry(
                iri, kind, Iri(text(row, "page")), number(row, "position") or 0, text(row, "content"),
                text(row, "label"), leading, text(row, "markup"), text(row, "work"),
            )  # fmt: skip
        # Asked apart: an OPTIONAL of several patterns makes an engine read the measurements of the whole graph.
        sure = {text(row, "thing"): text(row, "confidence") for row in rows(self._store, _CONFIDENCE, map(Iri, found))}
        where = spans(self._store, map(Iri, found))
        for name, entry in found.items():
            start, end = next(iter(where.get(name, ())), (None, None))
            found[name] = replace(entry, start=start, end=end, confidence=sure.get(name, ""))
        return sorted(found.values(), key=lambda entry: (entry.page, entry.start or 0, entry.kind, entry.position))

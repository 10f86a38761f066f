"""What a person means by a word: an IRI, the end of one, the number of a reference, or part of a name or title."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from kg.errors import UsageError
from kg.explain.asking import rows, text
from kg.explain.pages import Page, Pages
from kg.export import terms
from kg.namespaces import PREFIXES
from kg.quads import Iri, Literal
from kg.stores import Store

__all__ = ["Match", "describe", "find"]

_NUMBER = re.compile(
    r"(?:(reference|references|ref|cited-by|cited|참고문헌|피인용)[\s#.-]*)?(\d{1,5})\.?", re.IGNORECASE
)
_ABSOLUTE = re.compile(r"<?([A-Za-z][A-Za-z0-9+.-]*://[^\s<>]+|urn:[^\s<>]+|mailto:[^\s<>]+)>?")
_PATH = re.compile(r"[a-z]+/[0-9A-Za-z._-]+(?:#[\w-]*)?|[0-9a-f]{6,16}(?:#[\w-]*)?|#[\w-]+")

_MENTIONED = (
    "SELECT ?thing WHERE { VALUES ?thing { $THINGS } ?thing ?property ?object } LIMIT 1",
    "SELECT ?thing WHERE { VALUES ?thing { $THINGS } ?subject ?property ?thing } LIMIT 1",
)
_PATHS = """
SELECT DISTINCT ?thing
WHERE {
  VALUES ?part { $THINGS }
  ?thing a ?class .
  FILTER(ISIRI(?thing) && CONTAINS(STR(?thing), STR(?part)))
}"""
_NAMES = """
SELECT DISTINCT ?thing ?name
WHERE {
  VALUES ?part { $THINGS }
  VALUES ?property { dcterms:title foaf:name skos:prefLabel rdfs:label }
  ?thing ?property ?name .
  FILTER(ISIRI(?thing) && CONTAINS(LCASE(STR(?name)), STR(?part)))
}"""
_CONTENTS = """
SELECT DISTINCT ?thing
WHERE {
  VALUES ?part { $THINGS }
  ?thing c4o:hasContent ?content .
  FILTER(CONTAINS(LCASE(STR(?content)), STR(?part)))
}"""
_DESCRIBED = """
SELECT ?thing ?class ?name ?property
WHERE {
  VALUES ?thing { $THINGS }
  { ?thing a ?class }
  UNION
  { VALUES ?property { dcterms:title foaf:name skos:prefLabel rdfs:label c4o:hasContent } ?thing ?property ?name }
}"""


class Match(NamedTuple):
    """A thing of the graph: its IRI, what it is, and what it is called."""

    iri: Iri
    classes: tuple[Iri, ...] = ()
    names: tuple[Literal, ...] = ()


def find(store: Store, pages: Pages, word: str, page: Page | None = None) -> list[Match]:
    """Return what a word may mean; one match where it is clear.

    Args:
        store: the graph.
        pages: its pages.
        word: an IRI, the end of one (``work/5f3a``), ``5``, ``cited-by-2``, or part of a name or title.
        page: only entries of this page are meant by a number.

    Raises:
        UsageError: nothing of that name is in the graph.
    """
    word = unicodedata.normalize("NFC", word.strip())
    found = _iris(store, pages, word, page)
    if not found:
        raise UsageError(
            f"nothing in the graph is called {word[:80]!r}; say the number of a reference, part of a title or name, "
            "or an IRI such as work/5f3a…"
        )
    return describe(store, found)


def describe(store: Store, iris: list[Iri]) -> list[Match]:
    """Return what things are, and what they are called."""
    classes: dict[Iri, set[Iri]] = {iri: set() for iri in iris}
    names: dict[Iri, set[Literal]] = {iri: set() for iri in iris}
    for row in rows(store, _DESCRIBED, iris):
        iri, name = Iri(text(row, "thing")), row.get("name")
        if "class" in row:
            classes[iri].add(Iri(text(row, "class")))
        elif isinstance(name, Literal):
            names[iri].add(name)
    # Korean first, for it is the page's own language where there is any.
    order = {"ko": "0", "": "1", "en": "2"}
    return [
        Match(
            iri,
            tuple(sorted(classes[iri])),
            tuple(sorted(names[iri], key=lambda name: (order.get(name.lang, "3" + name.lang), name.value))),
        )
        for iri in iris
    ]


def _iris(store: Store, pages: Pages, word: str, page: Page | None) -> list[Iri]:
    absolute = _ABSOLUTE.fullmatch(word)
    if absolute is None and ":" in word:
        prefix, _, local = word.partition(":")
        if prefix in PREFIXES and re.fullmatch(r"[\w.-]+", local):
            absolute = _ABSOLUTE.fullmatch(PREFIXES[prefix] + local)
    if absolute is not None:
        iri = terms.iri(Iri(absolute[1]))
        return [iri] if _mentioned(store, iri) else []
    numbered = _NUMBER.fullmatch(word)
    if numbered is not None:
        found = _entries(pages, numbered[1] or "", int(numbered[2]), page)
        if found:
            return found
    if _PATH.fullmatch(word):
        # A whole path needs no search through every IRI of the graph.
        whole = {Iri(iri.partition("source/")[0] + word) for iri in pages.pages} if "/" in word else set()
        found = sorted(iri for iri in whole if _mentioned(store, iri)) or _paths(store, word)
        if found:
            return found
    return _named(store, word)


def _mentioned(store: Store, iri: Iri) -> bool:
    """Tell whether the graph says anything of a thing, or with it."""
    return any(True for query in _MENTIONED for _ in rows(store, query, [iri]))


def _entries(pages: Pages, kind: str, position: int, page: Page | None) -> list[Iri]:
    stem = "cited-by" if kind.lower() in ("cited-by", "cited", "피인용") else "reference"
    wanted = [page] if page else list(pages.pages.values())
    return [entry.iri for entry in pages.entries(Iri(f"{one.iri}#{stem}-{position}") for one in wanted)]


def _paths(store: Store, word: str) -> list[Iri]:
    found = sorted({Iri(text(row, "thing")) for row in rows(store, _PATHS, [Literal(word)])})
    exact = [iri for iri in found if iri.endswith((f"/{word}", word if word.startswith("#") else f"/{word}"))]
    if exact:
        return exact
    begun = [iri for iri in found if f"/{word}" in iri]
    return [iri for iri in begun if "#" in word or "#" not in iri]


def _named(store: Store, word: str) -> list[Iri]:
    part = Literal(word.lower())
    names: dict[Iri, list[str]] = {}
    for row in rows(store, _NAMES, [part]):
        names.setdefault(Iri(text(row, "thing")), []).append(text(row, "name"))
    exact = [iri for iri in names if any(_same(name, word) for name in names[iri])]
    return sorted(exact or names) or sorted({Iri(text(row, "thing")) for row in rows(store, _CONTENTS, [part])})


def _same(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", one).casefold() == other.casefold()

"""Where a node is printed, and with what it may be one: asked in single steps, so that a large graph answers at once.

A union joined with a long pattern makes some engines read the whole graph; each of these begins at the node.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.explain.asking import rows, text
from kg.explain.pages import Entry, Pages
from kg.export.terms import natural
from kg.quads import Iri
from kg.stores import Store

__all__ = ["Conjecture", "Said", "conjectures", "pointing", "said"]

_SAID = """
SELECT ?statement ?field ?part ?value
WHERE {{
  VALUES ?thing {{ $THINGS }}
  ?statement {end} ?thing ; kg:field ?field ; dcterms:isPartOf ?part ; rdf:value ?value .
}}"""
_CONJECTURES = """
SELECT ?candidate ?rule ?score ?comment ?other
WHERE {
  VALUES ?thing { $THINGS }
  ?candidate kg:candidate ?thing ; kg:candidate ?other .
  OPTIONAL { ?candidate kg:rule ?rule }
  OPTIONAL { ?candidate kg:score ?score }
  OPTIONAL { ?candidate rdfs:comment ?comment }
}"""


_POINTING = """
SELECT DISTINCT ?entry
WHERE {
  VALUES ?thing { $THINGS }
  ?entry biro:references ?thing .
}"""


class Said(NamedTuple):
    """Some characters about the node: of which field, in which entry (nothing: in the header) of which page."""

    field: str
    characters: str
    entry: Entry | None
    page: str


class Conjecture(NamedTuple):
    """Nodes that a rule holds for one and the same."""

    rule: str
    score: str
    comment: str
    things: tuple[Iri, ...]


def said(store: Store, pages: Pages, iri: Iri) -> list[Said]:
    """Return the characters that say something about a node, in the order of their pages."""
    found: dict[str, tuple[str, str, str]] = {}
    for end in ("rdf:subject", "rdf:object"):
        for row in rows(store, _SAID.format(end=end), [iri]):
            found[text(row, "statement")] = text(row, "field"), text(row, "value"), text(row, "part")
    parts = sorted({Iri(part) for _, _, part in found.values() if part not in pages.pages})
    entries = {str(entry.iri): entry for entry in pages.entries(parts)} if parts else {}
    told = []
    for statement in sorted(found, key=natural):
        field, value, part = found[statement]
        entry = entries.get(part)
        told.append(Said(field, value, entry, entry.page if entry else part))
    return told


def pointing(store: Store, pages: Pages, iri: Iri) -> list[Entry]:
    """Return the entries that point to a node."""
    found = sorted(Iri(text(row, "entry")) for row in rows(store, _POINTING, [iri]))
    return pages.entries(found) if found else []


def conjectures(store: Store, iri: Iri) -> list[Conjecture]:
    """Return what a node may be one with."""
    found: dict[str, Conjecture] = {}
    for row in rows(store, _CONJECTURES, [iri]):
        key = text(row, "candidate")
        one = found.get(key, Conjecture(text(row, "rule"), text(row, "score"), text(row, "comment"), ()))
        found[key] = one._replace(things=tuple(sorted({*one.things, Iri(text(row, "other"))})))
    return [found[key] for key in sorted(found, key=natural)]

"""Where a node is printed, and with what it may be one: asked in single steps, so that a large graph answers at once.

A union joined with a long pattern makes some engines read the whole graph; each of these begins at the node.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.explain.asking import rows, text
from kg.explain.pages import Pages
from kg.export.terms import natural
from kg.quads import Iri
from kg.stores import Store

__all__ = ["Conjecture", "Printed", "conjectures", "places"]

_SAID = """
SELECT ?statement ?part
WHERE {{
  VALUES ?thing {{ $THINGS }}
  ?statement {end} ?thing ; dcterms:isPartOf ?part .
}}"""
_CHARACTERS = """
SELECT ?thing ?field ?value
WHERE {
  VALUES ?thing { $THINGS }
  ?thing kg:field ?field ; rdf:value ?value .
}"""
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


class Printed(NamedTuple):
    """A place that prints something about the node: an entry, or the header of a page; which characters, as what."""

    iri: str
    page: str
    content: str
    said: tuple[tuple[str, str], ...]


class Conjecture(NamedTuple):
    """Nodes that a rule holds for one and the same."""

    rule: str
    score: str
    comment: str
    things: tuple[Iri, ...]


def places(store: Store, pages: Pages, iri: Iri, most: int) -> tuple[list[Printed], int]:
    """Return where a node is printed, in the order of the pages: the entries that point to it first.

    Args:
        store: the graph.
        pages: its pages.
        iri: the node.
        most: how many places are told; a journal may be printed in thousands.

    Returns:
        The places, and how many more there are.
    """
    found: dict[Iri, list[Iri]] = {}
    for part in sorted((Iri(text(row, "entry")) for row in rows(store, _POINTING, [iri])), key=natural):
        found[part] = []
    parts: dict[Iri, Iri] = {}
    for end in ("rdf:subject", "rdf:object"):
        for row in rows(store, _SAID.format(end=end), [iri]):
            parts[Iri(text(row, "statement"))] = Iri(text(row, "part"))
    for statement in sorted(parts, key=natural):
        found.setdefault(parts[statement], []).append(statement)
    shown = dict(list(found.items())[:most])
    entries = {entry.iri: entry for entry in pages.entries(part for part in shown if part not in pages.pages)}
    characters: dict[str, tuple[str, str]] = {}
    for row in rows(store, _CHARACTERS, [statement for told in shown.values() for statement in told]):
        characters[text(row, "thing")] = text(row, "field"), text(row, "value")
    printed = []
    for part, statements in shown.items():
        said = dict.fromkeys(characters[one] for one in statements if one in characters)
        entry = entries.get(part)
        printed.append(Printed(part, entry.page if entry else part, entry.content if entry else "", tuple(said)))
    return printed, len(found) - len(shown)


def conjectures(store: Store, iri: Iri) -> list[Conjecture]:
    """Return what a node may be one with."""
    found: dict[str, Conjecture] = {}
    for row in rows(store, _CONJECTURES, [iri]):
        key = text(row, "candidate")
        one = found.get(key, Conjecture(text(row, "rule"), text(row, "score"), text(row, "comment"), ()))
        found[key] = one._replace(things=tuple(sorted({*one.things, Iri(text(row, "other"))})))
    return [found[key] for key in sorted(found, key=natural)]

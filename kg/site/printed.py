"""Where a node is printed, and with what it may be one: asked in single steps, so that a large graph answers at once.

A union joined with a long pattern makes some engines read the whole graph; each of these begins at the node.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.explain.asking import rows, text
from kg.export import terms
from kg.export.terms import natural
from kg.quads import Iri
from kg.stores import Store

__all__ = ["Conjecture", "Printed", "conjectures", "places"]

# The node is bound in every branch: some engines join a union with what stands before it only when all of it is found.
_PARTS = """
SELECT DISTINCT ?part
WHERE {
  {
    VALUES ?thing { $THINGS }
    ?statement rdf:subject ?thing ; dcterms:isPartOf ?part .
  } UNION {
    VALUES ?thing { $THINGS }
    ?statement rdf:object ?thing ; dcterms:isPartOf ?part .
  }
}"""
_CHARACTERS = """
SELECT ?statement ?part ?field ?value
WHERE {{
  VALUES ?part {{ $THINGS }}
  ?statement dcterms:isPartOf ?part ; {end} <{node}> ; kg:field ?field ; rdf:value ?value .
}}"""
_CONTENT = """
SELECT ?thing ?page ?content
WHERE {
  VALUES ?thing { $THINGS }
  ?thing prov:wasQuotedFrom ?page ; c4o:hasContent ?content .
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


def places(store: Store, iri: Iri, most: int) -> tuple[list[Printed], int]:
    """Return where a node is printed, in the order of the pages: the entries that point to it first.

    Args:
        store: the graph.
        iri: the node.
        most: how many places are told; a journal may be printed in thousands.

    Returns:
        The places, and how many more there are.
    """
    pointing = {Iri(text(row, "entry")) for row in rows(store, _POINTING, [iri])}
    parts = {Iri(text(row, "part")) for row in rows(store, _PARTS, [iri])}
    found = sorted(pointing, key=natural) + sorted(parts - pointing, key=natural)
    shown = found[:most]
    entries = {text(row, "thing"): (text(row, "page"), text(row, "content")) for row in rows(store, _CONTENT, shown)}
    said: dict[str, dict[str, tuple[str, str]]] = {}
    for end in ("rdf:subject", "rdf:object"):
        query = _CHARACTERS.format(end=end, node=terms.iri(iri))
        for row in rows(store, query, (part for part in shown if part in parts)):
            characters = text(row, "field"), text(row, "value")
            said.setdefault(text(row, "part"), {})[text(row, "statement")] = characters
    printed = []
    for part in shown:
        page, content = entries.get(part, (part, ""))
        told = said.get(part, {})
        printed.append(
            Printed(part, page, content, tuple(dict.fromkeys(told[one] for one in sorted(told, key=natural))))
        )
    return printed, len(found) - len(shown)


def conjectures(store: Store, iri: Iri) -> list[Conjecture]:
    """Return what a node may be one with."""
    found: dict[str, Conjecture] = {}
    for row in rows(store, _CONJECTURES, [iri]):
        key = text(row, "candidate")
        one = found.get(key, Conjecture(text(row, "rule"), text(row, "score"), text(row, "comment"), ()))
        found[key] = one._replace(things=tuple(sorted({*one.things, Iri(text(row, "other"))})))
    return [found[key] for key in sorted(found, key=natural)]

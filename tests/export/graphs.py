"""Graphs for the tests of the writers, and what two parsers, which are not ours, read in a file."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph
import rdflib

from kg import stores
from kg.formats import FORMATS
from kg.quads import Blank, Iri, Literal, Quad

BASE = "https://paper-kg.example/"
SMALL = Path(__file__).parents[1] / "fixtures" / "small.trig"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
FIRST, REST, NIL, TYPE = Iri(RDF + "first"), Iri(RDF + "rest"), Iri(RDF + "nil"), Iri(RDF + "type")

_RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt",
    "nquads": "nquads",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}


def small() -> list[Quad]:
    return list(stores.quads(str(SMALL)))


def of(*triples: tuple[str | Blank, str, str | Blank | Literal], layer: str = "bibliography") -> list[Quad]:
    """Make quads of terms, where a plain string is the rest of an IRI behind the base, unless it is absolute."""
    return [Quad(_node(s), _node(p), o if isinstance(o, Literal) else _node(o), layer) for s, p, o in triples]  # type: ignore[arg-type]


def _node(word: str | Blank) -> Iri | Blank:
    if isinstance(word, (Iri, Blank)):
        return word
    return Iri(word if ":" in word else BASE + word)


def by_rdflib(text: str, format_: str) -> rdflib.Graph:
    """Return all triples that rdflib reads in a file, whatever their graphs."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=text.encode(), format=_RDFLIB[format_])
    graph = rdflib.Graph()
    for subject, predicate, obj, _ in dataset.quads((None, None, None, None)):
        graph.add((subject, predicate, obj))
    return graph


def by_oxigraph(text: str, format_: str) -> pyoxigraph.Dataset:
    """Return all triples that pyoxigraph reads in a file, whatever their graphs, blank nodes named canonically."""
    media = pyoxigraph.RdfFormat.from_media_type(FORMATS[format_].media_type)
    found = pyoxigraph.parse(io.BytesIO(text.encode()), format=media)
    return canonical(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object) for quad in found)


def as_oxigraph(graph: rdflib.Graph) -> pyoxigraph.Dataset:
    """Return a rdflib graph as pyoxigraph has it, blank nodes named canonically."""

    def term(value: rdflib.term.Node) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal:
        if isinstance(value, rdflib.URIRef):
            return pyoxigraph.NamedNode(value)
        if isinstance(value, rdflib.BNode):
            return pyoxigraph.BlankNode(f"x{value.encode().hex()}")
        assert isinstance(value, rdflib.Literal)
        if value.language:
            return pyoxigraph.Literal(str(value), language=value.language)
        datatype = pyoxigraph.NamedNode(value.datatype or f"{XSD}string")
        return pyoxigraph.Literal(str(value), datatype=datatype)

    return canonical(pyoxigraph.Quad(*(term(part) for part in triple)) for triple in graph)


def canonical(quads: object) -> pyoxigraph.Dataset:
    dataset = pyoxigraph.Dataset(quads)  # type: ignore[arg-type]
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def expected(quads: list[Quad]) -> pyoxigraph.Dataset:
    """Return the triples of some quads, blank nodes named canonically."""
    return as_oxigraph(stores.to_rdflib(quads))

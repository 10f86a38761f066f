"""What the server says of itself and of the graph: a SPARQL 1.1 Service Description, and VoID."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.namespaces import DCTERMS, FOAF, RDF, VOID, XSD, Namespace
from kg.quads import Iri, Literal, Quad, Term
from kg.web.engine import Engine

__all__ = ["FORMATS", "SD", "dataset", "service"]

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
"""The W3C's unique names of file formats (https://www.w3.org/ns/formats/)."""

_TABLES = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_TRIPLES = ("Turtle", "JSON-LD", "N-Triples", "RDF_XML", "TriG", "N-Quads")


def service(engine: Engine, origin: str) -> Iterator[Quad]:
    """Describe the endpoint (SPARQL 1.1 Service Description).

    Args:
        engine: the graph.
        origin: the server's own address, without a slash at the end.
    """
    node = Iri(f"{origin}/sparql")
    data = Iri(f"{node}#dataset")
    union = Iri(f"{node}#default-graph")
    yield _quad(node, RDF("type"), SD("Service"))
    yield _quad(node, SD("endpoint"), node)
    yield _quad(node, SD("supportedLanguage"), SD("SPARQL11Query"))
    yield _quad(node, SD("feature"), SD("UnionDefaultGraph"))
    for name in (*_TABLES, *_TRIPLES):
        yield _quad(node, SD("resultFormat"), FORMATS(name))
    yield _quad(node, SD("defaultDataset"), data)
    yield _quad(node, SD("availableGraphs"), data)
    yield _quad(data, RDF("type"), SD("Dataset"))
    yield _quad(data, SD("defaultGraph"), union)
    yield _quad(union, RDF("type"), SD("Graph"))
    taken = {"dataset", "default-graph"}
    for name, count in engine.graphs.items():
        graph = Iri(f"{node}#{_fragment(name, taken)}")
        yield _quad(data, SD("namedGraph"), graph)
        yield _quad(graph, RDF("type"), SD("NamedGraph"))
        yield _quad(graph, SD("name"), Iri(name))
        yield _quad(graph, SD("graph"), Iri(f"{graph}-graph"))
        yield _quad(Iri(f"{graph}-graph"), RDF("type"), SD("Graph"))
        yield _quad(Iri(f"{graph}-graph"), RDF("type"), VOID("Dataset"))
        yield _quad(Iri(f"{graph}-graph"), VOID("triples"), _integer(count))


def dataset(engine: Engine, origin: str) -> Iterator[Quad]:
    """Describe the graph (VoID): where its IRIs live, where it is asked, how large each of its layers is.

    Args:
        engine: the graph.
        origin: the server's own address, without a slash at the end.
    """
    here = Iri(f"{origin}/.well-known/void")
    node = Iri(f"{here}#dataset")
    yield _quad(here, RDF("type"), VOID("DatasetDescription"))
    yield _quad(here, FOAF("primaryTopic"), node)
    yield _quad(node, RDF("type"), VOID("Dataset"))
    yield _quad(node, DCTERMS("title"), Literal("Knowledge graph of scholarly articles", "en"))
    yield _quad(node, DCTERMS("title"), Literal("학술논문 지식그래프", "ko"))
    yield _quad(node, VOID("sparqlEndpoint"), Iri(f"{origin}/sparql"))
    yield _quad(node, VOID("uriSpace"), Literal(engine.base))
    yield _quad(node, FOAF("homepage"), Iri(f"{origin}/"))
    for name in _TRIPLES:
        yield _quad(node, VOID("feature"), FORMATS(name))
    if engine.triples:
        yield _quad(node, VOID("triples"), _integer(sum(engine.triples.values())))
    for name, count in engine.graphs.items():
        yield _quad(node, VOID("subset"), Iri(name))
        yield _quad(Iri(name), RDF("type"), VOID("Dataset"))
        yield _quad(Iri(name), VOID("triples"), _integer(count))
    query = (
        "SELECT DISTINCT ?vocabulary WHERE { ?dataset <http://rdfs.org/ns/void#vocabulary> ?vocabulary } "
        "ORDER BY ?vocabulary"
    )
    for (vocabulary,) in engine.store.select(query).rows:
        if isinstance(vocabulary, Iri):
            yield _quad(node, VOID("vocabulary"), vocabulary)


def _fragment(name: str, taken: set[str]) -> str:
    """Return a word for a graph, of its name's last part, that no other graph has."""
    word = re.sub(r"[^A-Za-z0-9._~-]+", "-", name.rstrip("/#").rpartition("/")[2]).strip("-") or "graph"
    fragment, number = word, 1
    while fragment in taken:
        number += 1
        fragment = f"{word}-{number}"
    # The description of a graph is called after it.
    taken |= {fragment, f"{fragment}-graph"}
    return fragment


def _quad(subject: Iri, predicate: Iri, obj: Term) -> Quad:
    return Quad(subject, predicate, obj, "")


def _integer(number: int) -> Literal:
    return Literal(str(number), "", XSD("integer"))

"""What the server says of itself and of the graph: a SPARQL 1.1 Service Description, and VoID."""

from __future__ import annotations

from collections.abc import Iterator

from kg.namespaces import DCTERMS, FOAF, RDF, VOID, XSD, Namespace
from kg.quads import Iri, Literal, Quad, Term
from kg.web.engine import Engine

__all__ = ["SD", "dataset", "service"]

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


def _formats() -> list[Iri]:
    """Return the W3C's names of the formats that we write, as the engine's library knows them."""
    import pyoxigraph as ox

    results, rdf = ox.QueryResultsFormat, ox.RdfFormat
    tables = [Iri(one.iri) for one in (results.JSON, results.XML, results.CSV, results.TSV)]
    triples = (rdf.TURTLE, rdf.JSON_LD, rdf.N_TRIPLES, rdf.RDF_XML, rdf.TRIG, rdf.N_QUADS)
    return [*tables, *(Iri(one.iri) for one in triples)]


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
    for format_ in _formats():
        yield _quad(node, SD("resultFormat"), format_)
    yield _quad(node, SD("defaultDataset"), data)
    yield _quad(data, RDF("type"), SD("Dataset"))
    yield _quad(data, SD("defaultGraph"), union)
    yield _quad(union, RDF("type"), SD("Graph"))
    for name, count in engine.graphs.items():
        graph = Iri(f"{node}#{name.rstrip('/').rpartition('/')[2]}")
        yield _quad(data, SD("namedGraph"), graph)
        yield _quad(graph, RDF("type"), SD("NamedGraph"))
        yield _quad(graph, SD("name"), Iri(name))
        yield _quad(graph, SD("graph"), Iri(f"{graph}-graph"))
        yield _quad(Iri(f"{graph}-graph"), RDF("type"), SD("Graph"))
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
    for format_ in _formats()[4:]:
        yield _quad(node, VOID("feature"), format_)
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


def _quad(subject: Iri, predicate: Iri, obj: Term) -> Quad:
    return Quad(subject, predicate, obj, "")


def _integer(number: int) -> Literal:
    return Literal(str(number), "", XSD("integer"))

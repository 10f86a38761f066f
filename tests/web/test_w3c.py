"""The W3C's cases for the SPARQL 1.1 Protocol and its Service Description, those that concern a read-only endpoint."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from kg.namespaces import DEFAULT_BASE
from kg.quads import Iri, Quad
from kg.resources import ontology
from kg.stores import disk
from kg.web.app import application
from kg.web.replies import Limits
from tests import vectors

RDF_TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DOCUMENT = Iri("http://xmlns.com/foaf/0.1/Document")
GRAPHS = [Iri(f"http://x.example/{name}") for name in ("one", "two", "three")]
SD = "http://www.w3.org/ns/sparql-service-description#"
TERMS = [line.split("\t") for line in ontology("vocabulary.tsv").read_text(encoding="utf-8").splitlines()]
SCHEMA = {row[0][3:]: (row[2], row[3]) for row in TERMS if row[0].startswith("sd:") and row[1] == "property"}
"""The properties of the Service Description, with their domains and ranges, as its vocabulary states them."""


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    word = str(tmp_path_factory.mktemp("three") / "store")
    disk.write(word, [Quad(graph, RDF_TYPE, DOCUMENT, graph) for graph in GRAPHS], DEFAULT_BASE)
    app = application(word, limits=Limits(seconds=20), workers=1)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        client.headers["accept"] = "*/*"
        yield client


@pytest.mark.parametrize("case", vectors.rows("protocol.tsv"), ids=lambda case: case[0])
def test_a_request_of_the_protocol(three: TestClient, case: list[str]) -> None:
    _, method, parameters, media_type, body, status, expected = case
    encoding, text = ("utf-16", body.removeprefix("utf-16 ")) if body.startswith("utf-16 ") else ("utf-8", body)
    headers = {"content-type": media_type} if media_type else {}
    answer = three.request(
        method, "/sparql", params=json.loads(parameters), headers=headers, content=text.encode(encoding) or None
    )
    assert answer.status_code == int(status), answer.text
    kind = answer.headers["content-type"].partition(";")[0]
    if expected == "-":
        assert kind == "text/plain"
        assert answer.text.strip()
    elif expected == "triples":
        assert list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(kind))) is not None
        assert kind == "text/turtle"
    elif expected == "table":
        assert answer.json()["results"]["bindings"][0]["value"]["value"] == "1"
    else:
        assert answer.json()["boolean"] is (expected == "true")
    if "none" in parameters:
        assert answer.headers["kg-answer-note"].startswith("No graph here is called <http://x.example/none>")


def test_nothing_of_that_has_changed_anything(three: TestClient) -> None:
    query = "SELECT ?g ?s ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
    rows = three.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert sorted(row["g"]["value"] for row in rows) == sorted(GRAPHS)


def test_a_note_holds_no_letter_that_a_header_cannot(three: TestClient) -> None:
    answer = three.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "http://x.example/가"})
    assert answer.headers["kg-answer-note"].startswith("No graph here is called <http://x.example/%EA%B0%80>")


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("", ox.RdfFormat.TURTLE),
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_the_service_describes_itself(three: TestClient, accept: str, format_: ox.RdfFormat) -> None:
    """A GET on the endpoint gives RDF; it says where the endpoint is, in terms of the vocabulary only."""
    answer = three.get("/sparql", headers={"accept": accept})
    assert answer.status_code == 200
    assert ox.RdfFormat.from_media_type(answer.headers["content-type"].partition(";")[0]) == format_
    store = ox.Store()
    store.load(answer.content, format=format_)
    ask = f"PREFIX sd: <{SD}> ASK {{ ?s a sd:Service ; sd:endpoint <http://127.0.0.1:8000/sparql> }}"
    assert store.query(ask)
    types: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), None, None):
        types.setdefault(str(quad.subject), set()).add(str(quad.object).strip("<>").replace(SD, "sd:"))
    said = {str(quad.predicate).strip("<>").removeprefix(SD) for quad in store if SD in str(quad.predicate)}
    assert said <= set(SCHEMA)
    assert {"endpoint", "defaultDataset", "defaultGraph", "namedGraph", "name", "resultFormat"} <= said
    above = {"sd:GraphCollection": "sd:Dataset"}  # A dataset is a collection of graphs.
    for name in said:
        for quad in store.quads_for_pattern(None, ox.NamedNode(SD + name), None, None):
            for node, kind in zip((quad.subject, quad.object), SCHEMA[name], strict=True):
                if kind.startswith("sd:") and kind not in ("sd:Feature", "sd:Language"):
                    assert {kind, above.get(kind, kind)} & types[str(node)], (name, kind)
    named = [quad.object.value for quad in store.quads_for_pattern(None, ox.NamedNode(f"{SD}name"), None, None)
             if isinstance(quad.object, ox.NamedNode)]  # fmt: skip
    assert sorted(named) == sorted(GRAPHS)

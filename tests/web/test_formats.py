"""The formats of an answer of the endpoint: each of them whole, and the one that a request likes best."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

ASK = "ASK {}"
TITLES = "SELECT ?s ?t WHERE { ?s <http://purl.org/dc/terms/title> ?t } ORDER BY ?s ?t LIMIT 3"
BASE = "https://paper-kg.example/"
RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}


def rows(body: bytes, format_: ox.QueryResultsFormat) -> list[list[str]]:
    found = ox.parse_query_results(body, format=format_)
    assert isinstance(found, ox.QuerySolutions)
    return [[str(term) for term in row] for row in found]


@pytest.mark.parametrize("media_type", RESULTS)
def test_select_and_ask_in_each_format(client: TestClient, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": TITLES}, headers={"accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    plain = client.get("/sparql", params={"query": TITLES}).content
    assert rows(answer.content, RESULTS[media_type]) == rows(plain, ox.QueryResultsFormat.JSON)
    asked = client.get("/sparql", params={"query": ASK}, headers={"accept": media_type})
    parsed = ox.parse_query_results(asked.content, format=RESULTS[media_type])
    assert isinstance(parsed, ox.QueryBoolean)
    assert bool(parsed)


def test_terms_of_every_kind_keep_their_form(client: TestClient) -> None:
    query = r"""SELECT * { VALUES (?a ?b ?c) {
        ("<b>\"&'\t\n\\"@ko-Latn 12 <http://x.example/?a=1&b=2>) (UNDEF 1.5 "")
        ("줄\r끝" true UNDEF) } }"""
    told = [rows(client.get("/sparql", params={"query": query}, headers={"accept": kind}).content, format_)
            for kind, format_ in RESULTS.items()]  # fmt: skip
    assert told[0] == told[1] == told[2]
    assert told[0][0][0].endswith("@ko-latn")
    csv = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    assert csv.content.startswith(b'a,b,c\r\n"<b>""&\'\t\n\\",12,http://x.example/?a=1&b=2\r\n,1.5,\r\n')


def test_a_character_that_xml_cannot_hold_is_told(client: TestClient) -> None:
    asked = {"query": r'SELECT ("a\u0001" AS ?x) {}'}
    assert client.get("/sparql", params=asked, headers={"accept": "application/sparql-results+xml"}).status_code == 406
    assert client.get("/sparql", params=asked).json()["results"]["bindings"][0]["x"]["value"] == "a\x01"


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_construct_and_describe_in_each_format(client: TestClient, media_type: str) -> None:
    def triples(query: str, kind: str) -> set[str]:
        answer = client.get("/sparql", params={"query": query}, headers={"accept": kind})
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == kind
        parsed = ox.parse(answer.content, format=GRAPH_FORMATS[kind])
        return {f"{t.subject} {t.predicate} {t.object}" for t in parsed}

    construct = (
        "CONSTRUCT { ?s <http://purl.org/dc/terms/title> ?t } WHERE { ?s <http://purl.org/dc/terms/title> ?t } LIMIT 9"
    )
    expected = triples(construct, "application/n-triples")
    assert len(expected) == 9
    assert triples(construct, media_type) == expected
    describe = f"DESCRIBE <{BASE}dataset>"
    assert triples(describe, media_type) == triples(describe, "application/n-triples") != set()


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/*", "text/csv; charset=utf-8"),
        ("application/xml;q=0.5, text/csv;q=0.4", "application/xml"),
        ("application/json", "application/json"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("TEXT/CSV ; Q=1.0, application/json;q=0.999", "text/csv; charset=utf-8"),
    ],
)
def test_negotiation(client: TestClient, accept: str, sent: str) -> None:
    answer = client.get("/sparql", params={"query": TITLES}, headers={"accept": accept})
    assert answer.headers["content-type"] == sent
    assert "Accept" in answer.headers["vary"]


def test_what_is_not_there_is_not_acceptable(client: TestClient) -> None:
    for accept in ("image/png", "text/turtle", "*/*;q=0"):
        answer = client.get("/sparql", params={"query": ASK}, headers={"accept": accept})
        assert answer.status_code == 406
        assert "application/sparql-results+json" in answer.text
    assert client.get("/sparql", params={"query": ASK, "format": "xlsx"}).status_code == 400


def test_the_format_can_be_a_parameter_and_a_download_has_a_name(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": TITLES, "format": "csv", "download": "1"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="answer.csv"'

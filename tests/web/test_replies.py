"""What the endpoint says of itself, and how its replies reach a client: headers, cuts, what is not sent again."""

from __future__ import annotations

import json
from urllib.parse import quote

import pyoxigraph as ox
from starlette.testclient import TestClient

from kg.web.app import application
from kg.web.replies import Limits

QUALITY = "https://paper-kg.example/graph/quality"
ASK = "ASK {}"
TITLES = "SELECT ?s ?t WHERE { ?s <http://purl.org/dc/terms/title> ?t } ORDER BY ?s ?t LIMIT 3"


def test_without_a_query_the_service_describes_itself(client: TestClient) -> None:
    answer = client.get("/sparql")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    store = ox.Store()
    store.load(answer.content, format=ox.RdfFormat.TURTLE)
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
    assert store.query(
        sd + "ASK { <http://127.0.0.1:8000/sparql> a sd:Service ; sd:endpoint <http://127.0.0.1:8000/sparql> ; "
        "sd:feature sd:UnionDefaultGraph ; sd:supportedLanguage sd:SPARQL11Query ; "
        "sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_CSV> ; sd:defaultDataset ?d . "
        f"?d sd:namedGraph [ sd:name <{QUALITY}> ] }}"
    )
    html = client.get("/sparql", headers={"accept": "text/html"}, follow_redirects=False)
    assert html.status_code == 303
    assert client.get("/sparql", headers={"accept": "application/ld+json"}).json()


def test_other_sites_may_read(client: TestClient) -> None:
    asked = {"origin": "https://x.example", "access-control-request-method": "POST",
             "access-control-request-headers": "content-type"}  # fmt: skip
    answer = client.options("/sparql", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert client.get("/sparql", params={"query": "x"}).headers["access-control-allow-origin"] == "*"


def test_an_answer_that_is_cut_says_so(client: TestClient) -> None:
    query = "SELECT * WHERE { ?s ?p ?o }"
    answer = client.get("/sparql", params={"query": query})
    assert len(answer.json()["results"]["bindings"]) == 500
    assert answer.headers["kg-answer-cut"] == "rows"
    assert "500 rows" in answer.headers["kg-answer-note"]
    assert answer.json()["note"] == answer.headers["kg-answer-note"]
    xml = client.get("/sparql", params={"query": query}, headers={"accept": "application/sparql-results+xml"})
    assert b"<!-- The answer was cut" in xml.content
    turtle = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"})
    assert turtle.headers["kg-answer-cut"] == "triples"
    assert turtle.text.startswith("# The answer was cut at 500 triples")
    whole = client.get("/sparql", params={"query": query + " LIMIT 500"})
    assert "kg-answer-cut" not in whole.headers
    assert len(whole.json()["results"]["bindings"]) == 500


def test_an_unchanged_answer_is_not_sent_again(client: TestClient) -> None:
    where = f"/sparql?query={quote(TITLES)}"
    tag = client.get(where).headers["etag"]
    again = client.get(where, headers={"if-none-match": f'"other", {tag}'})
    assert again.status_code == 304
    assert again.content == b""
    assert json.loads(client.get(where, headers={"if-none-match": '"other"'}).content)


def test_a_long_answer_is_whole_over_http(folder: str) -> None:
    query = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 2500"
    with TestClient(application(folder, limits=Limits(rows=5000), workers=1), base_url="http://127.0.0.1:8000") as own:
        answer = own.get("/sparql", params={"query": query, "format": "json"})
        assert answer.status_code == 200
        assert len(answer.json()["results"]["bindings"]) == 2500
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert "content-security-policy" in answer.headers
        table = own.post("/sparql", data={"query": query}, headers={"accept": "text/csv"})
        assert table.text.count("\r\n") == 2501
        assert table.headers["content-length"] == str(len(table.content))

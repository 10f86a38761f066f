"""The SPARQL 1.1 Protocol: the ways to ask, and of which graphs, after the W3C's test suite for the query operation."""

from __future__ import annotations

import socket
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

BASE = "https://paper-kg.example/"
BIBLIOGRAPHY, QUALITY = f"{BASE}graph/bibliography", f"{BASE}graph/quality"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}
ASK = "ASK {}"
TITLES = "SELECT ?s ?t WHERE { ?s <http://purl.org/dc/terms/title> ?t } ORDER BY ?s ?t LIMIT 3"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def number(client: TestClient, query: str, **more: str | list[str]) -> int:
    answer = client.get("/sparql", params={"query": query, **more})
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


# -- the ways to ask -------------------------------------------------------------------------------------------------


def test_query_by_get(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ASK})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.json() == {"head": {}, "boolean": True}


def test_query_by_posted_form(client: TestClient) -> None:
    answer = client.post("/sparql", content=urlencode({"query": ASK}), headers=FORM)
    assert answer.json()["boolean"] is True


def test_query_by_post_directly(client: TestClient) -> None:
    answer = client.post("/sparql", content=ASK, headers={"content-type": "application/sparql-query; charset=UTF-8"})
    assert answer.json()["boolean"] is True


def test_head_answers_without_a_body(client: TestClient) -> None:
    answer = client.head("/sparql", params={"query": ASK})
    assert answer.status_code == 200
    assert answer.headers["etag"] == client.get("/sparql", params={"query": ASK}).headers["etag"]


@pytest.mark.parametrize(
    ("method", "parameters", "headers", "body", "status"),
    [
        ("PUT", {"query": ASK}, {}, b"", 405),
        ("DELETE", {"query": ASK}, {}, b"", 405),
        ("GET", [("query", ASK), ("query", "SELECT * {}")], {}, b"", 400),
        ("POST", {}, FORM, b"query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", 400),
        ("POST", {"query": ASK}, DIRECT, b"ASK {}", 400),
        ("POST", {}, {"content-type": "text/plain"}, b"ASK {}", 415),
        ("POST", {}, {"content-type": "multipart/form-data; boundary=x"}, b"--x--", 415),
        ("POST", {}, {}, b"query=ASK%20%7B%7D", 415),
        ("POST", {}, {}, b"ASK {}", 415),
        ("POST", {}, FORM, b"", 400),
        ("POST", {}, DIRECT, b"", 400),
        ("POST", {}, {"content-type": "application/sparql-query; charset=UTF-16"}, ASK.encode("utf-16"), 415),
        ("POST", {}, DIRECT, ASK.encode("utf-16"), 400),
        ("POST", {}, FORM, b"query=%ff%fe", 400),
        ("GET", {"query": "ASK {"}, {}, b"", 400),
        ("GET", {"query": "SELECT ?s WHERE { ?s ex:p ?o }"}, {}, b"", 400),
        ("GET", {"query": " "}, {}, b"", 400),
        ("GET", {"query": "HELLO"}, {}, b"", 400),
        ("POST", {}, DIRECT, b"ASK {} #" + b"x" * 300_000, 413),
        ("POST", {}, DIRECT, b"x" * 1_100_000, 413),
        ("POST", {}, {"content-type": "application/sparql-update"}, b"CLEAR ALL", 403),
        ("POST", {}, FORM, b"update=CLEAR%20ALL", 403),
    ],
)  # fmt: skip
def test_bad_requests_are_told_why(
    client: TestClient, method: str, parameters: object, headers: dict[str, str], body: bytes, status: int
) -> None:
    answer = client.request(method, "/sparql", params=parameters, headers=headers, content=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.strip()


def test_a_fault_in_a_query_is_told_with_its_place(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT ?s\nWHERE { ?s ?p }"})
    assert answer.status_code == 400
    assert "2:" in answer.text


def test_405_names_what_is_allowed(client: TestClient) -> None:
    assert {"GET", "POST"} <= set(client.put("/sparql").headers["allow"].replace(" ", "").split(","))


# -- the dataset -----------------------------------------------------------------------------------------------------


def test_the_default_graph_is_the_union_of_the_layers(client: TestClient) -> None:
    layers = [number(client, COUNT, **{"default-graph-uri": f"{BASE}graph/{name}"})
              for name in ("bibliography", "transcription", "quality", "derived")]  # fmt: skip
    assert min(layers) > 0
    assert number(client, COUNT) == sum(layers)


def test_several_default_graphs_by_get_and_post(client: TestClient) -> None:
    both = [BIBLIOGRAPHY, QUALITY]
    one = number(client, COUNT, **{"default-graph-uri": BIBLIOGRAPHY})
    two = number(client, COUNT, **{"default-graph-uri": both})
    assert two == one + number(client, COUNT, **{"default-graph-uri": QUALITY})
    form = urlencode([("query", COUNT), *(("default-graph-uri", graph) for graph in both)])
    posted = client.post("/sparql", content=form, headers=FORM).json()
    assert int(posted["results"]["bindings"][0]["n"]["value"]) == two
    where = "?" + urlencode([("default-graph-uri", graph) for graph in both])
    direct = client.post(f"/sparql{where}", content=COUNT, headers=DIRECT).json()
    assert direct == posted


def test_named_graphs_by_get_and_post(client: TestClient) -> None:
    def names(answer: dict[str, object]) -> list[str]:
        return [row["g"]["value"] for row in answer["results"]["bindings"]]

    assert len(names(client.get("/sparql", params={"query": GRAPHS}).json())) == 4
    asked = {"query": GRAPHS, "named-graph-uri": [QUALITY, BIBLIOGRAPHY]}
    assert names(client.get("/sparql", params=asked).json()) == [BIBLIOGRAPHY, QUALITY]
    posted = client.post("/sparql", content=urlencode(asked, doseq=True), headers=FORM)
    assert names(posted.json()) == [BIBLIOGRAPHY, QUALITY]
    # Who names only named graphs has an empty default graph.
    assert number(client, COUNT, **{"named-graph-uri": QUALITY}) == 0


def test_a_full_dataset_and_the_request_goes_before_the_query(client: TestClient) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM <{QUALITY}> WHERE {{ ?s ?p ?o }}"
    assert number(client, query) == number(client, COUNT, **{"default-graph-uri": QUALITY})
    one = number(client, COUNT, **{"default-graph-uri": BIBLIOGRAPHY})
    assert number(client, query, **{"default-graph-uri": BIBLIOGRAPHY}) == one
    mixed = "SELECT (COUNT(*) AS ?n) WHERE { ?s a ?c . GRAPH ?g { ?x ?q ?s } }"
    full = {"default-graph-uri": BIBLIOGRAPHY, "named-graph-uri": QUALITY}
    assert 0 < number(client, mixed, **full) < number(client, mixed)


def test_from_is_read_with_its_prefixes(client: TestClient) -> None:
    query = f"PREFIX g: <{BASE}graph/> BASE <{BASE}> {COUNT}".replace(
        "WHERE", "FROM g:quality FROM <graph/derived> WHERE"
    )
    both = number(client, COUNT, **{"default-graph-uri": [QUALITY, f"{BASE}graph/derived"]})
    assert number(client, query) == both


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED", "from\n#x\nnamed"])
def test_a_foreign_graph_is_refused(client: TestClient, clause: str) -> None:
    answer = client.get("/sparql", params={"query": f"SELECT * {clause} <http://127.0.0.1:9/x.ttl> {{ ?s ?p ?o }}"})
    assert answer.status_code == 403
    assert "nothing is fetched" in answer.text


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["file:///etc/hostname", "http://127.0.0.1:{port}/x.ttl", "http://x.example/가"])
def test_a_foreign_graph_of_the_request_is_empty_and_nothing_is_fetched(
    client: TestClient, name: str, graph: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.setblocking(False)
        asked = {"query": "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"}
        answer = client.get("/sparql", params=asked | {name: graph.format(port=trap.getsockname()[1])})
        assert answer.json()["boolean"] is False
        assert "nothing is fetched" in answer.headers["kg-answer-note"]
        with pytest.raises(BlockingIOError):
            trap.accept()


def test_a_relative_iri_is_one_of_the_graphs_own(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": "ASK { <dataset> ?p ?o }"}).json()["boolean"] is True
    here = number(client, f"{COUNT}".replace("WHERE", "FROM <graph/quality> WHERE"))
    assert here == number(client, COUNT, **{"default-graph-uri": QUALITY})

"""The SPARQL 1.1 Protocol: the cases of the W3C's test suite for the query operation, in our own words."""

from __future__ import annotations

import json
import socket
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from kg.web.app import application
from kg.web.replies import Limits

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


# -- the formats -----------------------------------------------------------------------------------------------------

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


# -- the description -------------------------------------------------------------------------------------------------


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

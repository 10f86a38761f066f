"""A SPARQL 1.1 endpoint as a store: against the Oxigraph server, and against a server that misbehaves."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from kg import stores
from kg.errors import InputError, UsageError
from kg.quads import Blank, Iri, Literal, Quad, nquads
from kg.stores import endpoint
from kg.stores.client import Client, Settings
from kg.stores.endpoint import EndpointStore, open_endpoint
from tests import servers
from tests.servers import Reply, answering

BASE = "https://paper-kg.example/"
QUADS = [
    Quad(Iri("http://e/s"), Iri("http://e/p"), Literal('가 "x"\n\\', "ko-Latn"), "bibliography"),
    Quad(Iri("http://e/s"), Iri("http://e/p"), Literal("5", "", "http://www.w3.org/2001/XMLSchema#integer"), "quality"),
    Quad(Iri("http://e/s"), Iri("http://e/list"), Blank("l1"), "bibliography"),
    Quad(Blank("l1"), Iri("http://e/first"), Iri("http://e/가"), "bibliography"),
]
TEXT = "\n".join(nquads(quad, BASE) for quad in QUADS).encode()
ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?p ?o"


# -- the Oxigraph server ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["named graphs", "union"])
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    options = ["--union-default-graph"] if request.param == "union" else []
    with servers.oxigraph(TEXT, "application/n-quads", *options) as url:
        yield url


def test_the_default_graph_is_the_union_of_all(server: str) -> None:
    with stores.open_graph(server) as store:
        rows = store.select(ALL)
        assert rows.columns == ("s", "p", "o")
        objects = {row[2] for row in rows.rows if not isinstance(row[2], Blank)}
        assert objects == {quad.object for quad in QUADS if not isinstance(quad.object, Blank)}
        assert store.ask("ASK { ?s <http://e/p> 5 . ?s <http://e/list>/<http://e/first> <http://e/가> }")
        assert not store.ask("ASK { ?s <http://e/q> ?o }")


def test_graphs_can_be_named_in_the_query(server: str) -> None:
    query = "SELECT ?o WHERE { GRAPH <%sgraph/quality> { ?s <http://e/p> ?o } }"
    with stores.open_graph(server) as store:
        assert store.select(query % BASE).rows == [(QUADS[1].object,)]


def test_from_in_the_query_is_left_to_it() -> None:
    with servers.oxigraph(TEXT, "application/n-quads") as url, stores.open_graph(url) as store:
        assert store.select(f"SELECT ?o FROM <{BASE}graph/quality> WHERE {{ ?s ?p ?o }}").rows == [(QUADS[1].object,)]


def test_no_graph_is_looked_for_by_its_triples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Oxigraph goes through all triples for ``SELECT DISTINCT ?g``: on a million of them, 15 s of the processor."""
    asked: list[str] = []
    send = Client.send

    def noted(client: Client, query: str, *more: Any) -> Any:
        asked.append(query)
        return send(client, query, *more)

    monkeypatch.setattr(Client, "send", noted)
    with servers.oxigraph(TEXT, "application/n-quads") as url, stores.open_graph(url) as store:
        empty = urllib.request.Request(url.replace("/query", "/store?graph=http://e/empty"), b"", method="PUT")
        empty.add_header("Content-Type", "application/n-triples")
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(empty).close()
        assert len(store.select(ALL).rows) == len(QUADS)
        assert not any("?g" in query for query in asked)
        assert len(asked) == 3
        assert {quad.layer for quad in store.quads()} == {"bibliography", "quality"}
    (listed,) = [query for query in asked if "?g" in query]
    assert "GRAPH ?g {}" in listed


def unaware(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the server one that does not know the word for all graphs together."""
    monkeypatch.setattr(endpoint, "_UNITED", (("a-word-unknown", "true"),))


def test_where_there_is_no_word_for_all_graphs_they_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    unaware(monkeypatch)
    with servers.oxigraph(TEXT, "application/n-quads") as url, stores.open_graph(url) as store:
        assert len(store.select(ALL).rows) == len(QUADS)
        assert isinstance(store, EndpointStore)
        assert {graph for _, graph in store.dataset()} == {f"{BASE}graph/bibliography", f"{BASE}graph/quality"}


def test_too_many_graphs_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    unaware(monkeypatch)
    monkeypatch.setattr(endpoint, "_MOST_GRAPHS", 1)
    with (
        servers.oxigraph(TEXT, "application/n-quads") as url,
        stores.open_graph(url) as store,
        pytest.raises(InputError, match=r"more than 1 named graphs\. Make the union of all graphs"),
    ):
        store.select(ALL)


def test_triples_come_back(server: str) -> None:
    with stores.open_graph(server) as store:
        found = store.construct("CONSTRUCT { ?s <http://e/q> ?o } WHERE { ?s <http://e/p> ?o }")
        assert {quad.object for quad in found} == {QUADS[0].object, QUADS[1].object}
        assert {quad.layer for quad in found} == {""}
        assert store.construct("DESCRIBE <http://e/s>")


def test_everything_comes_back_with_its_layer(server: str) -> None:
    with stores.open_graph(server) as store:
        found = list(store.quads())
    assert len(found) == len(QUADS)
    assert {quad for quad in found if not any(isinstance(term, Blank) for term in quad)} == set(QUADS[:2])
    assert sum(isinstance(quad.object, Blank) for quad in found) == 1
    assert len(list(stores.quads(server))) == len(QUADS)


def test_triples_outside_named_graphs_are_kept() -> None:
    with (
        servers.oxigraph(TEXT + b"\n_:a <http://e/only> _:b .", "application/n-quads") as url,
        stores.open_graph(url) as store,
    ):
        assert [quad.layer for quad in store.quads() if quad.predicate == "http://e/only"] == [""]


def test_unbound_cells_are_nothing(server: str) -> None:
    with stores.open_graph(server) as store:
        assert store.select("SELECT ?a ?b WHERE { BIND (1 AS ?b) }").rows == [
            (None, Literal("1", "", "http://www.w3.org/2001/XMLSchema#integer"))
        ]


def test_a_long_query_is_posted(server: str) -> None:
    values = " ".join(f"<http://e/{'가' * 20}{number}>" for number in range(200))
    with stores.open_graph(server) as store:
        assert (
            store.select(f"SELECT ?x WHERE {{ VALUES ?x {{ {values} }} }}").rows[199][0] == f"http://e/{'가' * 20}199"
        )


def test_the_servers_own_words_are_told(server: str) -> None:
    with stores.open_graph(server) as store:
        with pytest.raises(InputError, match=r"^http://127\.0\.0\.1:\d+/query: the server answers 400: .*expected"):
            store.select("SELECT ?x WHERE { ?x ")
        with pytest.raises(UsageError, match="an ASK query is needed"):
            store.ask(ALL)


# -- a server that misbehaves ----------------------------------------------------------------------------------------

OK = {"Content-Type": "application/sparql-results+json"}
YES = b'{"head": {}, "boolean": true}'
FULL = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "http://a"}}]}})


QUICK = Settings(wait=0.01, timeout=5)
ASK = "ASK { ?s <http://a/b> ?o }"


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int) -> None:
    def reply(number: int, headers: dict[str, str]) -> Reply:
        return (status, {}, b"busy") if number < 3 else (200, OK, YES)

    with answering(reply) as (url, asked), open_endpoint(url, QUICK) as store:
        assert store.ask(ASK)
        assert len(asked) == 3


def test_patience_ends() -> None:
    with (
        answering(lambda number, headers: (503, {}, b"<html><head>x</head><p>Down for   repair</p></html>")) as (
            url,
            asked,
        ),
        open_endpoint(url, Settings(wait=0.01, retries=2)) as store,
        pytest.raises(InputError, match="answers 503: Down for repair"),
    ):
        store.ask(ASK)
    assert len(asked) == 3


def test_other_refusals_are_final_and_quoted() -> None:
    reply: Reply = (500, {}, b"Virtuoso 37000 Error: undefined procedure <http://a/f>")
    with (
        answering(lambda number, headers: reply) as (url, asked),
        open_endpoint(url, QUICK) as store,
        pytest.raises(InputError, match="answers 500: Virtuoso 37000 Error: undefined procedure <http://a/f>"),
    ):
        store.ask(ASK)
    assert len(asked) == 1


def test_a_server_that_is_not_there() -> None:
    url = f"http://127.0.0.1:{servers.free_port()}/query"
    with open_endpoint(url, QUICK) as store, pytest.raises(InputError, match=r"cannot be reached.*Is the URL right"):
        store.ask(ASK)


CUT = [
    (FULL[: len(FULL) // 2].encode(), {}, "the answer is cut off"),
    (FULL[:20].encode(), {"Content-Length": "500"}, "the answer is cut off"),
    (b"<html><body>Welcome</body></html>", {}, "no JSON: Welcome"),
    (b"[]", {}, "no SPARQL result"),
    (b'{"head": {}}', {}, "no table of results"),
    (YES, {}, "no table of results"),
]


@pytest.mark.parametrize(("body", "headers", "message"), CUT)
def test_a_cut_or_foreign_answer_is_never_taken_for_one(body: bytes, headers: dict[str, str], message: str) -> None:
    with (
        answering(lambda number, given: (200, OK | headers, body)) as (url, asked),
        open_endpoint(url, QUICK) as store,
        pytest.raises(InputError, match=message),
    ):
        store.select(ALL)
    assert len(asked) == 1


def test_a_slow_server_is_left() -> None:
    gate = threading.Event()

    def reply(number: int, headers: dict[str, str]) -> Reply:
        gate.wait(3)
        return 200, OK, YES

    with answering(reply) as (url, _):
        try:
            with (
                open_endpoint(url, Settings(timeout=0.2)) as store,
                pytest.raises(InputError, match=r"no whole answer within 0\.2 seconds"),
            ):
                store.ask(ASK)
        finally:
            gate.set()


def test_old_spellings_of_results_are_understood() -> None:
    cells = {
        "a": {"type": "typed-literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#int"},
        "b": {"type": "literal", "value": "x", "xml:lang": "ko-latn"},
        "c": {"type": "bnode", "value": "_:n1"},
        "d": {"type": "literal", "value": "y", "datatype": "http://www.w3.org/2001/XMLSchema#string"},
    }
    body = json.dumps({"head": {"vars": [*cells, "e"]}, "results": {"bindings": [cells]}}).encode()
    with answering(lambda number, headers: (200, OK, body)) as (url, _), open_endpoint(url, QUICK) as store:
        assert store.select(ALL).rows == [
            (
                Literal("1", "", "http://www.w3.org/2001/XMLSchema#int"),
                Literal("x", "ko-Latn"),
                Blank("n1"),
                Literal("y"),
                None,
            )
        ]


# -- who asks --------------------------------------------------------------------------------------------------------


def test_user_and_password_in_the_url_are_sent_and_never_shown() -> None:
    def reply(number: int, headers: dict[str, str]) -> Reply:
        pair = base64.b64encode("김:s@cret".encode()).decode()
        return (200, OK, YES) if headers.get("Authorization") == f"Basic {pair}" else (401, {}, b"who?")

    with answering(reply) as (url, _):
        secret = url.replace("//", "//%EA%B9%80:s%40cret@")
        with stores.open_graph(secret) as store:
            assert store.ask(ASK)
            assert "cret" not in repr(vars(store))
        wrong = url.replace("//", "//me:wrong@")
        with stores.open_graph(wrong) as store, pytest.raises(InputError) as caught:
            store.ask(ASK)
        assert "401" in str(caught.value)
        assert "KG_ENDPOINT_USER" in str(caught.value)
        assert "wrong" not in str(caught.value)


def test_a_token_is_sent_but_not_to_another_host() -> None:
    def final(number: int, headers: dict[str, str]) -> Reply:
        return 200, OK, YES

    with answering(final) as (there, seen):
        away = there.replace("127.0.0.1", "localhost")

        def reply(number: int, headers: dict[str, str]) -> Reply:
            assert headers["Authorization"] == "Bearer t0ken"
            return 302, {"Location": away}, b""

        with answering(reply) as (url, _), open_endpoint(url, Settings(token="t0ken", wait=0.01)) as store:
            assert store.ask(ASK)
    assert "Authorization" not in seen[0][2]


def test_digest_answers_the_challenge() -> None:
    challenge = {"WWW-Authenticate": 'Digest realm="r", nonce="n", qop="auth"'}

    def reply(number: int, headers: dict[str, str]) -> Reply:
        given = headers.get("Authorization", "")
        if not given.startswith("Digest "):
            return 401, challenge, b""
        fields = urllib.request.parse_keqv_list(urllib.request.parse_http_list(given[7:]))
        one = hashlib.md5(b"me:r:pw").hexdigest()
        two = hashlib.md5(f"GET:{fields['uri']}".encode()).hexdigest()
        text = f"{one}:n:{fields['nc']}:{fields['cnonce']}:auth:{two}"
        return (200, OK, YES) if fields["response"] == hashlib.md5(text.encode()).hexdigest() else (401, challenge, b"")

    with answering(reply) as (url, _), open_endpoint(url, Settings("me", "pw", auth="digest", wait=0.01)) as store:
        assert store.ask(ASK)


def test_parameters_of_the_url_go_with_every_request() -> None:
    with (
        answering(lambda number, headers: (200, OK, YES)) as (url, asked),
        open_endpoint(f"{url}?key=가&x=", QUICK) as store,
    ):
        assert store.ask(ASK)
    method, path, _, parameters = asked[0]
    assert (method, path) == ("GET", "/sparql")
    assert parameters == {"key": ["가"], "query": [ASK]}


@pytest.mark.parametrize("url", ["http://", "https:///x", "http://h:port/", "http://[::1/"])
def test_what_is_no_url_is_said(url: str) -> None:
    with pytest.raises(UsageError, match="URL"):
        open_endpoint(url, QUICK)


def test_settings_come_from_the_environment() -> None:
    found = Settings.of({"KG_ENDPOINT_USER": "u", "KG_ENDPOINT_PASSWORD": "p", "KG_ENDPOINT_TIMEOUT": "7"})
    assert (found.user, found.password, found.timeout, found.auth) == ("u", "p", 7.0, "basic")
    assert "p'" not in repr(found).replace("'u'", "")
    for bad in ({"KG_ENDPOINT_AUTH": "ntlm"}, {"KG_ENDPOINT_TIMEOUT": "soon"}, {"KG_ENDPOINT_RETRIES": "-1"}):
        with pytest.raises(UsageError, match="KG_ENDPOINT"):
            Settings.of(bad)

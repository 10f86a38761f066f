"""What is refused: whatever would change the graph, or make this machine ask another."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from kg.web import guard
from kg.web.replies import RefusedError


class Trap:
    """A port of this machine that counts who comes."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.visits = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                visitor, _ = self._socket.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.close()


SERVICES = {
    "plain": "SELECT * { SERVICE <@> { ?s ?p ?o } }",
    "silent": "ASK { SERVICE SILENT <@> { ?s ?p ?o } }",
    "small letters": "SELECT * { service<@>{ ?s ?p ?o } }",
    "no space at all": "SELECT * {SERVICESILENT<@>{?s ?p ?o}}",
    "a prefixed name": "PREFIX : <@> SELECT * { SERVICE: { ?s ?p ?o } }",
    "a name glued on": "PREFIX : <@> SELECT * {SERVICE:x {?s ?p ?o}}",
    "a variable": "SELECT * { VALUES ?u { <@> } SERVICE ?u { ?s ?p ?o } }",
    "behind a value": "SELECT * { VALUES ?x { true } . SERVICE<@> { ?s ?p ?o } }",
    "in a sub-select": "SELECT * { { SELECT ?s { SERVICE <@> { ?s ?p ?o } } } }",
    "in EXISTS": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <@> { ?s ?q ?r } } }",
    "in OPTIONAL, UNION and GRAPH": "SELECT * { OPTIONAL { { } UNION { GRAPH ?g { SERVICE <@> { ?s ?p ?o } } } } }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <@> { ?s ?p ?o } }",
    "in DESCRIBE": "DESCRIBE ?s WHERE { SERVICE <@> { ?s ?p ?o } }",
    "behind a comment": "SELECT * { # SERVICE is not here\n SERVICE # nor\r <@> { ?s ?p ?o } }",
    "a string before it": "SELECT * { BIND('x\\'' AS ?x) SERVICE <@> { ?s ?p ?o } # '\n }",
    "a long string before it": 'SELECT * { BIND("""a"b""" AS ?x) SERVICE <@> { ?s ?p ?o } # """\n }',
    "an escaped quotation mark": "SELECT * { BIND('x\\u0027 AS ?x) SERVICE <@> { ?s ?p ?o } #' AS ?x)\n }",
    "escaped letters": "SELECT * { \\u0053ERVICE <@> { ?s ?p ?o } }",
    "all letters escaped": "SELECT * { \\u0053\\u0045\\U00000052VICE <@> { ?s ?p ?o } }",
    "a comparison that looks like an IRI": (
        "SELECT * { VALUES ?u { <@> } BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE?u#>\n { ?s ?p ?o } }"
    ),
    "a comment that looks like a string": (
        'SELECT * { BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b#>"""\n)SERVICE<@> { ?s ?p ?o } #"""\n }'
    ),
}


@pytest.mark.parametrize("name", SERVICES)
def test_service_is_refused_and_nobody_is_asked(client: TestClient, trap: Trap, name: str) -> None:
    query = SERVICES[name].replace("@", f"http://127.0.0.1:{trap.port}/")
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 403, answer.text
    assert "SERVICE" in answer.text
    assert trap.visits == 0


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), "SERVICE <http://x.example/> {")) } LIMIT 1',
        "SELECT ?service { ?service ?p ?o } LIMIT 1 # SERVICE",
        "SELECT * { ?s <http://x.example/service> ?o } LIMIT 1",
        "PREFIX x: <http://x.example/service#> SELECT * { ?s x:service ?o } LIMIT 1",
        "SELECT * { ?s ?p '''a\nSERVICE <x>''' } LIMIT 1",
    ],
)
def test_the_word_alone_is_no_fault(client: TestClient, query: str) -> None:
    assert client.get("/sparql", params={"query": query}).status_code == 200


UPDATES = (
    "INSERT DATA { <x:a> <x:b> <x:c> }",
    "PREFIX x: <http://x.example/> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "DELETE WHERE { ?s ?p ?o }",
    "# SELECT\nLOAD <http://127.0.0.1:9/x>",
    "load silent <file:///etc/passwd>",
    "CLEAR ALL",
    "DROP DEFAULT",
    "CREATE GRAPH <x:g>",
    "COPY <x:a> TO <x:b>",
    "MOVE <x:a> TO <x:b>",
    "ADD <x:a> TO <x:b>",
    "WITH <x:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
)


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_is_refused(client: TestClient, update: str) -> None:
    answer = client.get("/sparql", params={"query": update})
    assert answer.status_code == 403
    assert "read-only" in answer.text


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_behind_a_query_is_none(client: TestClient, update: str) -> None:
    before = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).text
    assert client.get("/sparql", params={"query": f"ASK {{}} ; {update}"}).status_code == 400
    assert client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).text == before


def test_from_glued_to_another_word_is_refused() -> None:
    with pytest.raises(RefusedError, match="space"):
        guard.check("SELECT * FROMNAMED<http://x.example/g> { ?s ?p ?o }", ())


def test_a_prefix_that_is_not_declared_is_told() -> None:
    with pytest.raises(RefusedError, match="x: is not declared"):
        guard.check("SELECT * FROM x:g { ?s ?p ?o }", ())

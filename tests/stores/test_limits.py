"""A server that gives no more than its limit of rows: all the rest is asked for, or the fault is told."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import stores
from kg.errors import InputError
from kg.quads import Blank, Iri, Literal, Quad
from kg.stores import disk, endpoint, load
from kg.stores.client import Client, Settings
from kg.stores.endpoint import open_endpoint
from tests.servers import Reply, answering
from tests.virtuoso import Virtuoso, virtuoso

BASE, GRAPH = "https://paper-kg.example/", "https://x.example/limits"
COUNT, LIMIT = 2345, 1000
P = Iri("https://x.example/p")
QUADS = [Quad(Iri(f"https://x.example/{number}"), P, Literal(f"{number % 100:02}"), GRAPH) for number in range(COUNT)]
VALUES = sorted(quad.object.value for quad in QUADS if isinstance(quad.object, Literal))


@pytest.fixture(scope="module")
def narrow_virtuoso() -> Iterator[str]:
    """Yield a Virtuoso that gives a thousand rows in one answer, and holds more in one graph."""
    with virtuoso(LIMIT) as server:
        settings = Settings(server.user, server.password, timeout=120)
        load.load(QUADS, BASE, server.url, replace_all=True, settings=settings)
        yield f"{server.url}?default-graph-uri={GRAPH}"


@pytest.fixture(scope="module")
def narrow_kg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield our own endpoint with the same limit."""
    word = str(tmp_path_factory.mktemp("narrow") / "store")
    disk.write(word, QUADS, BASE)
    words = [sys.executable, "-m", "kg", "serve", word, "--port", "0", "--row-limit", str(LIMIT)]
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, cwd=root, env=os.environ) as server:
        assert server.stderr is not None
        match = re.search(r"http://[\d.]+:\d+/", line := server.stderr.readline())
        assert match, line
        try:
            yield f"{match[0]}sparql"
        finally:
            server.terminate()


@pytest.fixture(params=["virtuoso", "kg"])
def narrow(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"narrow_{request.param}"))


def values(store: stores.Store, query: str) -> list[str]:
    return [str(row[-1].value) for row in store.select(query).rows if isinstance(row[-1], Literal)]


def test_every_row_comes(narrow: str) -> None:
    with stores.open_graph(narrow) as store:
        found = store.select("SELECT * WHERE { ?s ?p ?o }")
        assert {(dict(zip(found.columns, row, strict=True))["s"]) for row in found.rows} == {q[0] for q in QUADS}
        assert len(found.rows) == COUNT
        assert sorted(values(store, "SELECT ?o WHERE { ?s ?p ?o }")) == VALUES


def test_the_order_of_the_query_is_kept(narrow: str) -> None:
    with stores.open_graph(narrow) as store:
        assert values(store, "SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY DESC(?o)") == VALUES[::-1]
        prefixed = "PREFIX x: <https://x.example/> SELECT DISTINCT ?s ?o WHERE { ?s x:p ?o } ORDER BY ?o # by value"
        assert values(store, prefixed) == VALUES


@pytest.mark.parametrize(("order", "requests"), [("?o ?s", 4), ("DESC(?s) ?o", 4), ("?o", 5)])
def test_the_rows_that_were_not_cut_are_not_asked_for_again(
    narrow: str, order: str, requests: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = f"SELECT ?s ?o WHERE {{ ?s ?p ?o }} ORDER BY {order}"
    with stores.open_graph(narrow) as store:
        store.ask("ASK { ?s ?p ?o }")
        sent: list[str] = []
        send = Client.send

        def counted(client: Client, text: str, *more: Any) -> Any:
            sent.append(text)
            return send(client, text, *more)

        monkeypatch.setattr(Client, "send", counted)
        rows = store.select(query).rows
    # The whole query, the number of its rows, and a page for each further thousand.
    assert len(sent) == requests
    names = {quad.subject: quad.object for quad in QUADS}
    by_value = sorted(names.items(), key=lambda one: (one[1][0], one[0]))
    wanted = sorted(names.items(), reverse=True) if order.startswith("DESC") else by_value
    assert rows == wanted if len(order) > 2 else sorted(rows) == sorted(wanted)


def test_the_querys_own_limit_is_kept(narrow: str) -> None:
    with stores.open_graph(narrow) as store:
        query = "SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?o"
        assert values(store, f"{query} LIMIT 1500") == VALUES[:1500]
        assert values(store, f"{query} LIMIT 1000") == VALUES[:1000]
        assert values(store, f"{query} LIMIT 1500 OFFSET 1200") == VALUES[1200:]
        assert values(store, f"{query} LIMIT 7") == VALUES[:7]


def test_groups_are_whole(narrow: str) -> None:
    query = "SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(?o) > 0)"
    with stores.open_graph(narrow) as store:
        assert values(store, query) == ["1"] * COUNT


def test_a_graph_named_in_the_query_stays_named(narrow: str) -> None:
    with stores.open_graph(narrow) as store:
        query = f"SELECT ?s ?o FROM <{GRAPH}> WHERE {{ ?s ?p ?o }} ORDER BY ?o"
        assert values(store, query) == VALUES


def test_the_whole_graph_comes(narrow: str) -> None:
    found = [quad for quad in stores.quads(narrow) if quad.layer == GRAPH]
    assert sorted(found) == sorted(QUADS)


@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE ?s WHERE { ?s ?p ?o }"])
def test_triples_that_were_cut_are_no_answer(narrow: str, query: str) -> None:
    with stores.open_graph(narrow) as store, pytest.raises(InputError, match=r"cut the answer at 100\d triples"):
        store.construct(query)


def test_triples_that_were_not_cut_are_one(narrow: str) -> None:
    with stores.open_graph(narrow) as store:
        part = f"CONSTRUCT {{ ?s <{P}> ?o }} WHERE {{ ?s ?p ?o }} LIMIT 700"
        assert len(store.construct(part)) == 700
        assert len(store.construct(part)) == 700


def test_an_answer_for_which_time_was_up_is_none(virtuoso_server: Virtuoso) -> None:
    settings = Settings(virtuoso_server.user, virtuoso_server.password)
    load.load(QUADS, BASE, virtuoso_server.url, replace_all=True, settings=settings)
    url = f"{virtuoso_server.url}?default-graph-uri={GRAPH}&timeout=1000"
    heavy = "{ ?s ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?o < ?c && ?f < ?i && ?c < ?f) }"
    said = r"unfinished answer: S1TAT .*interrupted by result timeout"
    with open_endpoint(url, Settings()) as store, pytest.raises(InputError, match=said):
        store.select(f"SELECT (COUNT(*) AS ?n) WHERE {heavy}")


# -- servers that say nothing, or not enough ------------------------------------------------------------------------


def test_a_query_that_cannot_be_paged_is_a_fault() -> None:
    body = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [{}] * 5}}).encode()
    headers = {"Content-Type": "application/sparql-results+json", "X-SPARQL-MaxRows": "5"}
    with (
        answering(lambda number, given: (200, headers, body)) as (url, _),
        open_endpoint(url, Settings()) as store,
        pytest.raises(InputError, match=r"cut the answer at 5 rows, its limit\. Ask for parts of it with LIMIT"),
    ):
        store.select("SELECT ?s WHERE { ?s ?p ?o } LIMIT 9 LIMIT 8")


def test_a_server_that_gives_less_than_it_counts_is_a_fault() -> None:
    def reply(number: int, given: dict[str, str]) -> Reply:
        headers = {"Content-Type": "application/sparql-results+json", "X-SPARQL-MaxRows": "5"}
        cells = [{"n": {"type": "literal", "value": "9"}}] if number == 2 else [{}] * (5 if number < 4 else 0)
        return 200, headers, json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": cells}}).encode()

    with (
        answering(reply) as (url, asked),
        open_endpoint(url, Settings()) as store,
        pytest.raises(InputError, match="only 5 of 9 rows came"),
    ):
        store.select("SELECT ?n WHERE { ?s ?p ?n }")
    assert len(asked) == 4


def test_blank_nodes_of_two_answers_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server may call its blank nodes b0, b1, … in each answer anew (SPARQL 1.1 Results, section 3.2)."""
    monkeypatch.setattr(endpoint, "_PAGE", 3)
    graphs = {"http://e/g1": ["ground"] * 4 + ["b0"], "http://e/g2": ["b0"]}

    def reply(number: int, given: dict[str, str]) -> Reply:
        query = asked[number - 1][3]["query"][0]
        inside = re.search(r"GRAPH <(.*?)>", query)
        held = graphs[inside[1]] if inside else ["ground"] * 4 + ["b0", "b1"]
        numbered = list(enumerate(held))
        if "!ISBLANK" in query:
            numbered = [one for one in numbered if one[1] == "ground"]
        elif "ISBLANK" in query:
            numbered = [one for one in numbered if one[1] != "ground"]
        rows: list[dict[str, dict[str, str]]] = []
        for place, kind in numbered:
            ground = {"type": "uri", "value": f"http://e/{place}"}
            rows.append(
                {"s": ground if kind == "ground" else {"type": "bnode", "value": kind}, "p": ground, "o": ground}
            )
        if "DISTINCT ?g" in query:
            rows = [{"g": {"type": "uri", "value": graph}} for graph in graphs]
        if "COUNT" in query:
            rows = [{"n": {"type": "literal", "value": str(len(rows))}}]
        page = re.search(r"LIMIT (\d+) OFFSET (\d+)", query)
        if page:
            assert all(row["s"]["type"] == "uri" for row in rows), "a page may hold no blank node"
            rows = rows[int(page[2]) : int(page[2]) + int(page[1])]
        names = list(rows[0]) if rows else ["s"]
        found = {"head": {"vars": names}, "results": {"bindings": rows}}
        return 200, {"Content-Type": "application/sparql-results+json"}, json.dumps(found).encode()

    with answering(reply) as (url, asked), open_endpoint(url, Settings()) as store:
        quads = list(store.quads())
    labels = {(quad.layer, quad.subject) for quad in quads if isinstance(quad.subject, Blank)}
    assert len(labels) == len({label for _, label in labels}) == 2
    assert len(quads) == 6

"""A graph is brought into real servers whole: lists unbroken, twice as good as once, resumed, and counted."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg import cli, export, stores
from kg.errors import InputError, UsageError
from kg.quads import LAYERS, Blank, Iri, Literal, Quad
from kg.stores import blanks, load
from kg.stores.client import Settings
from tests import servers
from tests.virtuoso import Virtuoso

SMALL = str(Path(__file__).parents[1] / "fixtures" / "small.trig")
BASE = "https://paper-kg.example/"
S, P = Iri("https://x.example/s"), Iri("https://x.example/p")


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[str]:
    with servers.oxigraph(b"", "application/n-quads") as url:
        yield url


@pytest.fixture(params=["oxigraph", "virtuoso"])
def target(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "oxigraph":
        return str(request.getfixturevalue("oxigraph"))
    server: Virtuoso = request.getfixturevalue("virtuoso_server")
    monkeypatch.setenv("KG_ENDPOINT_USER", server.user)
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", server.password)
    return server.url


def update_of(target: str) -> str:
    return target.replace("/query", "/update") if target.endswith("query") else f"{target}-auth"


def _plain(quad: Quad) -> bool:
    # Virtuoso and Oxigraph keep numbers and durations as values, not as they were written.
    return not (isinstance(quad.object, Literal) and quad.object.datatype)


@pytest.mark.parametrize("by", ["graph store", "update"])
def test_a_graph_arrives_whole_once_or_twice(
    target: str, by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [] if by == "graph store" else ["--update", update_of(target)]
    source = SMALL
    if words and target.endswith("sparql"):
        monkeypatch.setenv("KG_ENDPOINT_AUTH", "digest")
        # Virtuoso 7 takes no duration by UPDATE; by the Graph Store Protocol it does.
        source = str(tmp_path / "no-durations.nq")
        kept = [quad for quad in stores.quads(SMALL) if not str(quad.object[-1]).endswith("#duration")]
        export.write(kept, source, format="nquads", base=BASE)
    monkeypatch.setattr(load, "_PUT", 40)
    monkeypatch.setattr(load, "_INSERT", 25)
    assert cli.main(["load", source, target, "--replace", *words]) == 0
    once = capsys.readouterr().err
    wanted = sorted(blanks.named(quad for quad in stores.quads(source) if _plain(quad)), key=repr)
    found = blanks.named(quad for quad in stores.quads(target) if quad.layer in LAYERS and _plain(quad))
    assert sorted(found, key=repr) == wanted
    assert cli.main(["load", source, target, *words]) == 0
    assert capsys.readouterr().err == once
    total = sum(1 for _ in stores.quads(source))
    assert f"{total} triples" in once
    assert list(Path(source).parent.glob("*.kg-load*")) == []


def test_what_others_loaded_stays(target: str) -> None:
    name = "https://x.example/graph"
    load.load([Quad(S, P, Literal("one"), name)], BASE, target, replace_all=True)
    loaded = load.load([Quad(S, P, Literal("two"), "")], BASE, target, graph=name)
    assert loaded.triples == {name: 2}
    assert load.load([Quad(S, P, Literal("two"), name)], BASE, target, replace_all=True).triples == {name: 1}


def test_the_faults_of_a_load_are_told(target: str) -> None:
    crossing = [Quad(S, P, Blank("b"), "https://x.example/g1"), Quad(Blank("b"), P, S, "https://x.example/g2")]
    with pytest.raises(InputError, match="several graphs"):
        load.load(crossing, BASE, target)
    with pytest.raises(InputError, match=r"cannot be reached|answers 40\d"):
        load.load([Quad(S, P, S, "derived")], BASE, target, graph_store=f"{target}/none")


def test_how_a_server_takes_triples_must_be_known() -> None:
    settings = Settings()
    assert load.way("http://h/ds/query", "Apache Jena Fuseki", settings).update == "http://h/ds/update"
    assert load.way("http://h/x", "", settings, graph_store="http://h/g").batch > 10_000
    with pytest.raises(UsageError, match="--graph-store URL or --update URL"):
        load.way("http://h/x", "", settings)


# -- a connection that breaks ------------------------------------------------------------------------------------------


@contextmanager
def breaking(target: str, after: int, *, taken: bool) -> Iterator[tuple[str, list[str]]]:
    """Stand before a server; break the connection at a write, before or behind the server's back."""
    port = int(target.split(":")[2].split("/")[0])
    writes: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            writing = self.path.startswith(("/store", "/update"))
            if writing:
                writes.append(self.path)
            broken = writing and len(writes) > after
            if broken and not taken:
                self.close_connection = True
                return
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            kept = {name: self.headers[name] for name in ("Content-Type", "Accept") if self.headers[name]}
            connection.request(self.command, self.path, body, kept)
            answer = connection.getresponse()
            data = answer.read()
            connection.close()
            if broken:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name in ("Content-Type", "Server"):
                if answer.headers.get(name) and name != "Server":
                    self.send_header(name, answer.headers[name])
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = forward  # noqa: N815

        def version_string(self) -> str:
            return "Oxigraph/0.5"

        def log_message(self, format: str, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}/query", writes
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


@pytest.mark.parametrize("taken", [False, True])
@pytest.mark.parametrize("after", [1, 3, 6])
def test_a_broken_load_goes_on(
    oxigraph: str, after: int, taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "_PUT", 150)
    target = "https://x.example/elsewhere/"
    quads = [quad._replace(layer=f"{target}{after}{taken}/{quad.layer}") for quad in stores.quads(SMALL)]
    path = str(tmp_path / "graph.nq")
    export.write(quads, path, format="nquads", base=BASE)
    base, source = stores.with_base(path)
    settings = Settings(retries=0, wait=0.01)
    with breaking(oxigraph, after, taken=taken) as (url, writes):
        with pytest.raises(InputError, match=r"triples had been taken\. The same command goes on from there"):
            load.load(source, base, url, source=path, settings=settings)
        broken_at = len(writes)
        journal = json.loads((tmp_path / "graph.nq.kg-load").read_text())
        assert journal["done"] == after
    with breaking(oxigraph, 10**6, taken=False) as (url, writes):
        # The journal knows the server by its URL, and this one stands at another port.
        renamed = (tmp_path / "graph.nq.kg-load").read_text()
        old = json.loads(json.loads(renamed)["of"])[1]
        (tmp_path / "graph.nq.kg-load").write_text(renamed.replace(old.split("/")[2], url.split("/")[2]))
        loaded = load.load(stores.with_base(path)[1], base, url, source=path, settings=settings)
        assert loaded.resumed == after
        whole = loaded.requests + loaded.resumed
        assert len(writes) == loaded.requests <= whole
        assert broken_at == after + 1
    assert sum(loaded.triples.values()) == len(quads)
    assert not (tmp_path / "graph.nq.kg-load").exists()
    found = [quad for quad in stores.quads(oxigraph) if quad.layer.startswith(f"{target}{after}{taken}/")]
    assert len(found) == len(quads)
    kept = [{quad for quad in blanks.named(some) if _plain(quad)} for some in (found, quads)]
    assert kept[0] == kept[1]


def test_a_missing_triple_is_noticed(oxigraph: str) -> None:
    class Losing(load._GraphStore):
        def send(self, graph: str, quads: list[Quad], *, again: bool) -> None:
            super().send(graph, quads[1:], again=again)

    quads = [Quad(S, P, Literal(str(number)), "https://x.example/lost") for number in range(10)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "_GraphStore", Losing)
        with pytest.raises(InputError, match="holds 9 triples now; 0 were there and 10 sent"):
            load.load(quads, BASE, oxigraph)


def test_a_long_answer_comes_in_pages(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.stores import endpoint

    name = "https://x.example/long"
    quads = [Quad(S, P, Literal(f"{number:03}"), name) for number in range(250)]
    load.load(quads, BASE, target, replace_all=True)
    monkeypatch.setattr(endpoint, "_PAGE", 100)
    found = [quad for quad in stores.quads(target) if quad.layer == name]
    assert sorted(found) == quads


def test_a_folder_takes_a_load(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word = f"{tmp_path}/store/"
    assert cli.main(["load", SMALL, word]) == 0
    assert cli.main(["load", SMALL, word]) == 0
    first, second = capsys.readouterr().err.splitlines()
    assert first == second
    assert cli.main(["load", word, f"{tmp_path}/copy"]) == 0
    assert list(stores.quads(word)) == list(stores.quads(f"{tmp_path}/copy"))
    assert cli.main(["load", SMALL, word, "--update", "http://127.0.0.1/"]) == 2


def test_a_question_is_asked_of_what_was_loaded_and_of_nothing_else(target: str) -> None:
    loaded = load.load(stores.quads(SMALL), BASE, target, replace_all=True)
    assert loaded.triples
    with stores.open_graph(target) as store, stores.open_graph(SMALL) as memory:
        query = "SELECT DISTINCT ?c WHERE { ?s a ?c } ORDER BY ?c"
        assert store.select(query).rows == memory.select(query).rows
        assert store.ask("ASK { ?s a ?c }")
        assert not store.ask("ASK { ?s a <https://x.example/nothing> }")

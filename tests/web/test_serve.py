"""The command itself: a process on a port, and the clients that others have written."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg import cli

ROOT = Path(__file__).parents[2]
TITLES = "SELECT ?s ?t WHERE { ?s <http://purl.org/dc/terms/title> ?t } ORDER BY ?s ?t"


class Served:
    """``kg serve`` as a process of its own."""

    def __init__(self, *words: str, temporary: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kg", "serve", *words, "--port", "0"], cwd=ROOT, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "TMPDIR": str(temporary)},
        )  # fmt: skip
        assert self.process.stderr is not None
        line = self.process.stderr.readline()
        match = re.search(r"http://[\d.]+:\d+/", line)
        assert match, line
        self.address = match[0]

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()
            assert self.process.stderr is not None
            self.process.stderr.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, small: Path) -> Iterator[str]:
    served = Served(str(small), "--time-limit", "10", temporary=tmp_path_factory.mktemp("t"))
    yield served.address
    assert served.end(signal.SIGINT) == 0


def get(url: str, accept: str = "*/*") -> bytes:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(url, headers={"Accept": accept}), timeout=20) as answer:
        body: bytes = answer.read()
        return body


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_asked_and_leaves_nothing(tmp_path: Path, small: Path, how: signal.Signals) -> None:
    served = Served(str(small), temporary=tmp_path)
    assert get(f"{served.address}sparql?{urlencode({'query': 'ASK {}'})}")
    assert list(tmp_path.iterdir())
    assert served.end(how) == 0
    assert not list(tmp_path.iterdir())
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(served.address.rsplit(":", 1)[1].strip("/")))) != 0


def test_workers_end_with_a_shell_that_was_killed(tmp_path: Path, folder: str) -> None:
    proc = Path("/proc")
    if not proc.is_dir():
        pytest.skip("/proc tells the children of a process")
    served = Served(folder, temporary=tmp_path)
    children = (proc / f"{served.process.pid}/task/{served.process.pid}/children").read_text().split()
    assert len(children) == 3
    served.end(signal.SIGKILL)
    for _ in range(100):
        if not any((proc / child).exists() for child in children):
            break
        time.sleep(0.05)
    assert not any((proc / child).exists() for child in children)


def test_a_port_that_is_taken_is_told(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert cli.main(["serve", str(small), "--port", str(taken.getsockname()[1])]) == 2
    assert "--port" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing.ttl"], "no such file"),
        (["kg"], "no store"),
        (["x.ttl", "--port", "70000"], "65535"),
        (["x.ttl", "--workers", "0"], "--workers"),
        (["x.ttl", "--time-limit", "-1"], "--time-limit"),
        (["x.ttl", "--host", "no.such.host.invalid"], "cannot listen"),
    ],
)
def test_faults_are_told_before_anything_is_served(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    more = [] if "--port" in words else ["--port", "0"]
    assert cli.main(["serve", *words, *more]) == 2
    assert said in capsys.readouterr().err


# -- clients that others have written ---------------------------------------------------------------------------------


def test_sparqlwrapper_asks_in_every_form(address: str) -> None:
    from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper

    client = SPARQLWrapper(f"{address}sparql")
    client.setQuery(TITLES)
    counts = set()
    for method, request in (("GET", URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)):
        client.setMethod(method)
        client.setRequestMethod(request)
        client.setReturnFormat(JSON)
        counts.add(len(client.queryAndConvert()["results"]["bindings"]))
    client.setReturnFormat(XML)
    counts.add(len(client.queryAndConvert().getElementsByTagName("result")))
    for format_ in (CSV, TSV):
        client.setReturnFormat(format_)
        counts.add(len(client.queryAndConvert().splitlines()) - 1)
    assert len(counts) == 1
    assert counts.pop() > 3
    client.setQuery("CONSTRUCT WHERE { ?s <http://purl.org/dc/terms/title> ?t }")
    for format_, name in ((TURTLE, ox.RdfFormat.TURTLE), (N3, ox.RdfFormat.TURTLE)):
        client.setReturnFormat(format_)
        assert list(ox.parse(client.queryAndConvert(), format=name))
    client.setReturnFormat(RDFXML)
    assert list(ox.parse(client.query().response.read(), format=ox.RdfFormat.RDF_XML))


def test_rdflib_as_a_store_and_as_a_reader(address: str) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(f"{address}sparql"))
    try:
        titles = list(graph.subject_objects(rdflib.DCTERMS.title))
        assert titles
        assert len(graph) > len(titles)
        rows = list(graph.query("SELECT ?t WHERE { ?s dcterms:title ?t }", initNs={"dcterms": rdflib.DCTERMS}))
        assert len(rows) == len(titles)
        assert graph.query("ASK { ?s ?p ?o }").askAnswer
    finally:
        graph.close()
    works = (node for node, _ in titles if "/work/" in str(node) and "#" not in str(node))
    node = next(iter(works))
    path = str(node).split("/", 3)[3]
    for format_ in ("turtle", "xml", "nt", "json-ld"):
        read = rdflib.Graph().parse(f"{address}{path}", format=format_)
        assert (node, rdflib.DCTERMS.title, None) in read


CURL = {
    "text/csv": b"s,t\r\n",
    "text/tab-separated-values": b"?s\t?t\n",
    "application/sparql-results+json": b'{"head":',
    "application/sparql-results+xml": b"<?xml",
}


@pytest.mark.parametrize("accept", CURL)
def test_curl_in_each_format(address: str, accept: str) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    with tempfile.NamedTemporaryFile(suffix=".rq") as file:
        file.write(TITLES.encode())
        file.flush()
        common = [curl, "-sSf", "--noproxy", "*", "-H", f"Accept: {accept}"]
        by_get = subprocess.run([*common, "-G", f"{address}sparql", "--data-urlencode", f"query@{file.name}"],
                                capture_output=True, check=True).stdout  # fmt: skip
        direct = subprocess.run([*common, f"{address}sparql", "-H", "Content-Type: application/sparql-query",
                                 "--data-binary", f"@{file.name}"], capture_output=True, check=True).stdout  # fmt: skip
    assert by_get == direct
    assert by_get.startswith(CURL[accept])


def test_our_own_client_reads_it_as_an_endpoint(address: str, small: Path) -> None:
    from kg import stores

    with stores.open_graph(f"{address}sparql") as remote, stores.open_graph(str(small)) as local:
        assert remote.select(TITLES).rows == local.select(TITLES).rows
        assert remote.ask("ASK { ?s ?p ?o }")
        made = "CONSTRUCT WHERE { ?s <http://purl.org/dc/terms/title> ?t }"
        assert set(remote.construct(made)) == set(local.construct(made))


def test_an_endpoint_can_be_served_too(address: str, tmp_path: Path, small: Path) -> None:
    served = Served(f"{address}sparql", temporary=tmp_path)
    try:
        asked = urlencode({"query": TITLES, "format": "tsv"})
        assert get(f"{served.address}sparql?{asked}") == get(f"{address}sparql?{asked}")
        foreign = urlencode({"query": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"})
        with pytest.raises(urllib.error.HTTPError, match="403") as refused:
            get(f"{served.address}sparql?{foreign}")
        refused.value.close()
        assert get(f"{served.address}api/questions/papers?format=csv") == get(
            f"{address}api/questions/papers?format=csv"
        )
    finally:
        served.end(signal.SIGTERM)

"""Every command takes a file, a store's folder and an endpoint's URL, and says the same of each."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import cli, stores
from kg.quads import Blank, Literal, Quad
from tests import servers

SAMPLE = str(Path(cli.__file__).parent / "examples" / "sample.txt")
KINDS = ("file", "folder", "endpoint")
TITLES = "{ ?s <http://purl.org/dc/terms/title> ?t }"
QUERIES = {
    "select": f"SELECT ?s ?t WHERE {TITLES} ORDER BY ?s ?t",
    "graphs": "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "ask": f"ASK {TITLES}",
    "construct": f"CONSTRUCT {TITLES} WHERE {TITLES}",
}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Yield one graph in three places, each built by ``kg build``."""
    folder = tmp_path_factory.mktemp("places")
    with servers.oxigraph(b"", "application/n-quads") as url:
        found = {"file": f"{folder}/graph.nq", "folder": f"{folder}/store/", "endpoint": url}
        for word in found.values():
            assert cli.main(["build", SAMPLE, "-o", word, "--engine", "none"]) == 0
        yield found


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, places: dict[str, str]) -> str:
    return places[request.param]


def out(capsys: pytest.CaptureFixture[str], words: list[str], code: int = 0) -> str:
    capsys.readouterr()
    assert cli.main(words) == code
    return capsys.readouterr().out


def alike(quads: Iterator[Quad]) -> list[str]:
    """Return quads to compare: Oxigraph keeps the values of numbers and times, and blank nodes have no names."""
    return sorted(
        f"{quad.subject if not isinstance(quad.subject, Blank) else '_'} {quad.predicate} "
        f"{'_' if isinstance(quad.object, Blank) else quad.object} {quad.layer}"
        for quad in quads
        if not (isinstance(quad.object, Literal) and quad.object.datatype)
    )


def test_the_graph_is_the_same_everywhere(place: str, places: dict[str, str]) -> None:
    assert alike(stores.quads(place)) == alike(stores.quads(places["file"]))


@pytest.mark.parametrize("question", ["references-by-type", "findings-by-kind", "most-cited-authors"])
def test_ask(place: str, places: dict[str, str], question: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys, ["ask", question, place]) == out(capsys, ["ask", question, places["file"]]) != ""


@pytest.mark.parametrize("form", QUERIES)
def test_query(
    place: str, places: dict[str, str], form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.rq"
    file.write_text(QUERIES[form])
    assert out(capsys, ["query", str(file), place]) == out(capsys, ["query", str(file), places["file"]]) != ""


def test_explain(place: str, places: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--page"], ["5"]):
        assert out(capsys, ["explain", place, *words]) == out(capsys, ["explain", places["file"], *words]) != ""


def test_validate(place: str, places: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    said = out(capsys, ["validate", place, "--format", "json"])
    assert said.replace(place, "-") == out(capsys, ["validate", places["file"], "--format", "json"]).replace(
        places["file"], "-"
    )


@pytest.mark.parametrize("suffix", ["nq", "ttl", "bib"])
def test_export(
    place: str, places: dict[str, str], suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = []
    for name, word in (("one", place), ("other", places["file"])):
        paths.append(tmp_path / f"{name}.{suffix}")
        assert cli.main(["export", word, "-o", str(paths[-1])]) == 0
    if suffix == "bib":
        # A store does not keep the order in which a file says things.
        one, other = (sorted(path.read_text().split("\n\n")) for path in paths)
        assert one == other
    else:
        assert alike(stores.quads(str(paths[0]))) == alike(stores.quads(str(paths[1])))


def test_report(place: str, places: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, word in (("one", place), ("other", places["file"])):
        assert cli.main(["report", word, "-o", str(tmp_path / name)]) == 0
    pages = [
        {str(path.relative_to(tmp_path / name)) for path in (tmp_path / name).rglob("*.html")}
        for name in ("one", "other")
    ]
    assert pages[0] == pages[1] != set()


def test_load(place: str, places: dict[str, str], tmp_path: Path) -> None:
    assert cli.main(["load", place, f"{tmp_path}/copy/"]) == 0
    assert alike(stores.quads(f"{tmp_path}/copy/")) == alike(stores.quads(places["file"]))


def test_serve(place: str, places: dict[str, str]) -> None:
    words = [sys.executable, "-m", "kg", "serve", place, "--port", "0", "--workers", "1", "--time-limit", "60"]
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, cwd=root) as server:
        try:
            assert server.stderr is not None
            line = server.stderr.readline()
            match = re.search(r"is at (http://[\d.]+:\d+/)", line)
            assert match, line
            with stores.open_graph(f"{match[1]}sparql") as served, stores.open_graph(places["file"]) as store:
                assert served.select(QUERIES["select"]).rows == store.select(QUERIES["select"]).rows != []
            asked = urllib.parse.urlencode({"format": "csv"})
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(f"{match[1]}api/questions/references-by-type?{asked}", timeout=60) as answer:
                assert answer.status == 200
        finally:
            server.terminate()


def test_an_endpoint_has_no_format(places: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", SAMPLE, "-o", places["endpoint"], "--format", "turtle"]) == 2
    assert "an endpoint, which has no --format" in capsys.readouterr().err


def test_a_password_in_a_url_is_never_shown() -> None:
    assert stores.shown("http://me:p@ss@h:1/x?y=z") == "http://h:1/x?y=z"
    assert stores.shown("graph@home.nq") == "graph@home.nq"

"""Pictures and pages of answers: ``kg ask`` and ``kg query`` with ``--format svg|png|html|vega-lite``."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from kg import charts
from kg.answers import output
from kg.cli import main
from tests.questions.expected import SMALL

GRAPH = str(SMALL)
QUERY = "SELECT ?type (COUNT(?work) AS ?n) WHERE { ?work a ?type } GROUP BY ?type ORDER BY DESC(?n) ?type LIMIT 4"
extra = pytest.mark.skipif(not charts.installed(), reason="pictures by Vega-Lite need the extra 'charts'")


@extra
@pytest.mark.parametrize(
    ("name", "starts"),
    [("a.svg", b"<svg "), ("a.png", b"\x89PNG\r\n"), ("a.html", b"<!doctype html>"), ("a.vl.json", b"{\n")],
)
def test_the_name_of_the_file_tells_the_format(name: str, starts: bytes, tmp_path: Path) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        assert main(["ask", "references-by-type", GRAPH, "-o", str(tmp_path / folder / name)]) == 0
    body = (tmp_path / "one" / name).read_bytes()
    assert body.startswith(starts)
    assert body == (tmp_path / "other" / name).read_bytes()
    assert [file.name for file in (tmp_path / "one").iterdir()] == [name]


def test_what_is_said_wins_over_the_name_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert main(["ask", "references-by-type", GRAPH, "-o", str(file), "--format", "csv"]) == 0
    assert file.read_text(encoding="utf-8").startswith("type,works")
    assert main(["ask", "references-by-type", GRAPH, "-o", str(file)]) == 0
    assert json.loads(file.read_text(encoding="utf-8"))[0].keys() == {"type", "works", "share"}


@extra
def test_a_specification_is_whole_and_loads_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert main(["ask", "references-by-type", GRAPH, "--format", "vega-lite", "--lang", "ko", "-o", str(file)]) == 0
    made = json.loads(file.read_text(encoding="utf-8"))
    assert made["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert made["title"] == "어떤 유형의 저작을 인용하는가?"
    assert made["data"].keys() == {"values"}
    assert {row["series"] for row in made["data"]["values"]} == {"저작 수"}


def test_a_page_speaks_the_language_that_was_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    assert main(["ask", "references-by-type", GRAPH, "--lang", "ko", "-o", str(file)]) == 0
    page = file.read_text(encoding="utf-8")
    assert '<html lang="ko">' in page
    assert "<h1>어떤 유형의 저작을 인용하는가?</h1>" in page
    assert "<figure><svg" in page
    assert main(["ask", "papers", GRAPH, "-o", str(file)]) == 0
    assert "<figure>" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", ["svg", "png", "vega-lite"])
def test_an_answer_without_a_picture_says_so(format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if format_ != "svg" and not charts.installed():
        pytest.skip("pictures by Vega-Lite need the extra 'charts'")
    assert main(["ask", "papers", GRAPH, "--format", format_, "-o", str(tmp_path / "a")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "makes no picture" in err
    assert "--format table, csv or html" in err
    assert not list(tmp_path.iterdir())


def test_a_picture_is_nothing_for_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["ask", "references-by-type", GRAPH, "--format", "png"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "-o picture.png" in err


def test_without_the_extra_it_is_said_what_to_install_before_the_graph_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    file = tmp_path / "a.png"
    for format_ in ("png", "vega-lite"):
        words = ["ask", "references-by-type", "there-is-no-such-graph.ttl", "--format", format_, "-o", str(file)]
        assert main(words) == 2
        assert "pip install 'paper-kg[charts]'" in capsys.readouterr().err
    assert main(["ask", "references-by-type", GRAPH, "-o", str(tmp_path / "a.svg")]) == 0
    assert (tmp_path / "a.svg").read_bytes().startswith(b"<svg ")


def test_ones_own_query_makes_a_picture_too(tmp_path: Path) -> None:
    query = tmp_path / "kinds.rq"
    query.write_text(QUERY, encoding="utf-8")
    assert main(["query", str(query), GRAPH, "-o", str(tmp_path / "kinds.svg")]) == 0
    assert b"kinds" in (tmp_path / "kinds.svg").read_bytes()
    assert main(["query", str(query), GRAPH, "-o", str(tmp_path / "kinds.html")]) == 0
    assert "<title>kinds</title>" in (tmp_path / "kinds.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "said", "format_"),
    [
        ("-", None, "table"),
        ("answer", None, "table"),
        ("answer.txt", None, "table"),
        ("ANSWER.PNG", None, "png"),
        ("answer.csv.gz", None, "csv"),
        ("answer.vl.json", None, "vega-lite"),
        ("answer.json", None, "json"),
        ("answer.htm", None, "html"),
        ("answer.md", "tsv", "tsv"),
    ],
)
def test_formats(path: str, said: str | None, format_: str) -> None:
    assert output.format_of(path, said) == format_

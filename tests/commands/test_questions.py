"""``kg questions``, ``kg ask`` and ``kg query`` as a person meets them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from kg.cli import main
from tests.questions.expected import SMALL

GRAPH = str(SMALL)
PAPER = "https://paper-kg.example/work/a000000000000000"

Said: TypeAlias = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    def run(*words: str, given: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        code = main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_the_catalogue_can_be_listed(said: Said) -> None:
    code, out, err = said("questions", "--aspect", "time", "--lang", "ko")
    assert (code, err) == (0, "")
    assert "reference-age" in out
    assert "문헌은 얼마나 오래되었는가?" in out
    assert "references-by-type" not in out
    code, out, _ = said("questions", "--format", "json")
    assert {"id", "question", "aspect", "parameters", "columns"} == set(json.loads(out)[0])
    code, _, err = said("questions", "--aspect", "tim")
    assert code == 2
    assert "did you mean time?" in err


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_a_question_is_answered(said: Said, engine: str) -> None:
    words = ("ask", "days-to-issue", GRAPH, "--engine", engine)
    code, out, err = said(*words, "--lang", "ko")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].split()[2:] == ["투고", "2016-01-15", "발행", "2016-04-30", "106"]
    code, out, _ = said(*words, "--format", "csv")
    assert out.splitlines()[0] == "article,order,from,start,to,end,days"


def test_a_parameter_is_set_and_checked(said: Said) -> None:
    code, out, _ = said("ask", "price-index", GRAPH, "--set", f"paper={PAPER}", "--set", "years=2", "--format", "json")
    assert [row["index"] for row in json.loads(out)] == [40, 0, 66.7]
    for words, message in (
        (("--set", "year=2"), "did you mean years?"),
        (("--set", "years=two"), "is not a whole number"),
        (("--set", "years"), "--set takes NAME=VALUE"),
        (("--set", "years=2", "--set", "years=3"), "stands twice"),
    ):
        code, out, err = said("ask", "price-index", GRAPH, *words)
        assert (code, out) == (2, "")
        assert message in err


def test_the_language_chooses_titles_unless_labels_does(said: Said) -> None:
    _, out, _ = said("ask", "papers", GRAPH, "--format", "tsv", "--lang", "en")
    assert "Regional Innovation and Agglomeration" in out
    _, out, _ = said("ask", "papers", GRAPH, "--format", "tsv", "--lang", "en", "--set", "labels=ko")
    assert "지역혁신과 산업집적" in out


def test_an_empty_answer_says_why_in_both_languages(said: Said) -> None:
    words = ("ask", "paper-abstract", GRAPH)
    assert said(*words) == (0, "The page prints no abstract.\n", "")
    assert said(*words, "--lang", "ko") == (0, "페이지에 초록이 없다.\n", "")
    assert said(*words, "--format", "json") == (0, "[]\n", "kg ask: The page prints no abstract.\n")


def test_a_misspelt_question_and_a_missing_graph(said: Said) -> None:
    code, _, err = said("ask", "price-indx", GRAPH)
    assert code == 2
    assert "did you mean price-index" in err
    code, _, err = said("ask", "price-index", "none.ttl")
    assert code == 2
    assert "none.ttl" in err


def test_an_answer_goes_to_a_file_whole_or_not_at_all(said: Said, tmp_path: Path) -> None:
    target = tmp_path / "answer.md"
    assert said("ask", "references-by-type", GRAPH, "--format", "md", "-o", str(target)) == (0, "", "")
    assert target.read_text(encoding="utf-8").startswith("| type | works | share (%) |\n")
    code, _, err = said("ask", "references-by-type", GRAPH, "-o", str(tmp_path / "none" / "x"))
    assert code == 2
    assert "no folder" in err
    assert [path.name for path in tmp_path.iterdir()] == ["answer.md"]


QUERIES = [
    ("SELECT ?t { ?w a <http://purl.org/ontology/bibo/Report> ; <http://purl.org/dc/terms/title> ?t }", "csv",
     "t\n지역 산업 보고서\n"),
    ("ASK { ?w a <http://purl.org/ontology/bibo/Patent> }", "csv", "answer\nfalse\n"),
    ("CONSTRUCT { ?w <http://a/b> 'x' } { ?w a <http://purl.org/ontology/bibo/Thesis> }", "ntriples",
     '<https://paper-kg.example/work/a500000000000000> <http://a/b> "x" .\n'),
    ("CONSTRUCT { ?w <http://a/b> 'x' } { ?w a <http://purl.org/ontology/bibo/Thesis> }", "csv",
     "subject,predicate,object\nhttps://paper-kg.example/work/a500000000000000,http://a/b,x\n"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "format_", "expected"), QUERIES)
def test_own_sparql_is_run(said: Said, query: str, format_: str, expected: str, tmp_path: Path) -> None:
    assert said("query", "-", GRAPH, "--format", format_, given=query) == (0, expected, "")
    path = tmp_path / "own.rq"
    path.write_text("\ufeff" + query, encoding="utf-8")
    assert said("query", str(path), GRAPH, "--format", format_, "--engine", "rdflib") == (0, expected, "")


WRONG = [
    ("SELECT ?t {", "no SPARQL"),
    ("DROP ALL", "no SPARQL query"),
    ("INSERT DATA { <a:b> <a:b> <a:b> }", "no SPARQL query"),
]


@pytest.mark.parametrize(("query", "message"), WRONG)
def test_what_is_no_query_is_refused(said: Said, query: str, message: str) -> None:
    code, out, err = said("query", "-", GRAPH, given=query)
    assert (code, out) == (2, "")
    assert message in err


def test_triples_are_no_form_of_a_table(said: Said) -> None:
    code, _, err = said("query", "-", GRAPH, "--format", "turtle", given="SELECT * { ?s ?p ?o }")
    assert code == 2
    assert "no triples" in err

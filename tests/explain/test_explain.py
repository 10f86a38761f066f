"""From a thing of the graph to the characters that say so, on both engines."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg import stores
from kg.cli import main
from kg.errors import UsageError
from kg.explain import Pages, explain, find
from kg.explain.account import Explanation
from kg.namespaces import BIBO, DCTERMS
from kg.quads import Literal, Quad
from tests.explain.test_rebuild import ONE

SMALL = Path(__file__).parents[1] / "fixtures" / "small.trig"
BASE = "https://paper-kg.example/"


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    from kg import pipeline

    options = pipeline.Options(engine="none")
    return pipeline.build([("page.txt", ONE.encode())], options).quads


def told(quads: list[Quad], word: str, only: str = "", engine: str = "oxigraph") -> Explanation:
    with stores.of_quads(quads, engine=engine) as store:
        pages = Pages(store)
        (match,) = find(store, pages, word)
        return explain(store, pages, match, only)


@pytest.mark.parametrize("engine", stores.ENGINES)
def test_an_entry_by_its_number(quads: list[Quad], engine: str) -> None:
    result = told(quads, "2", engine=engine)
    (entry,) = result.entries
    assert (entry.kind, entry.position, entry.label) == ("reference", 2, "2.")
    lines = ONE.split("\n")
    assert result.statements
    for said in result.statements:
        for place in said.places:
            assert lines[place.line - 1][place.column - 1 :][: place.end - place.start] == place.excerpt.marked  # type: ignore[union-attr]
            assert place.excerpt.before + place.excerpt.marked + place.excerpt.after == entry.content  # type: ignore[union-attr]
    titles = [said for said in result.statements if said.field == "title"]
    assert [said.characters for said in titles] == ["Second work of the list"]
    assert titles[0].predicate == DCTERMS("title")
    assert result.pages[entry.page].place(entry.start or 0) == (10, 7)
    years = [said.object for said in result.statements if said.field == "year"]
    assert years == [Literal("2002", "", "http://www.w3.org/2001/XMLSchema#gYear")]
    types = [said for said in result.statements if said.field == "type"]
    assert len(types) == 1
    assert types[0].rule
    assert not types[0].places


@pytest.mark.parametrize(
    ("word", "position", "kind"),
    [
        ("1", 1, "reference"),
        ("1.", 1, "reference"),
        ("reference-3", 3, "reference"),
        ("참고문헌 3", 3, "reference"),
        ("cited-by-2", 2, "cited-by"),
        ("피인용 2", 2, "cited-by"),
        ("#reference-2", 2, "reference"),
    ],
)
def test_entries_are_found_by_number(quads: list[Quad], word: str, position: int, kind: str) -> None:
    (entry,) = told(quads, word).entries
    assert (entry.position, entry.kind) == (position, kind)


@pytest.mark.parametrize("engine", stores.ENGINES)
def test_a_work_by_part_of_its_title(quads: list[Quad], engine: str) -> None:
    result = told(quads, "second WORK", engine=engine)
    assert [entry.position for entry in result.entries] == [2]
    assert {said.subject for said in result.statements} == {result.thing.iri}
    again = told(quads, result.thing.iri, engine=engine)
    assert again == result
    assert told(quads, f"<{result.thing.iri}>").thing == result.thing
    assert told(quads, result.thing.iri.removeprefix(BASE)[:11]).thing == result.thing


def test_a_person_a_venue_and_the_paper(quads: list[Quad]) -> None:
    person = told(quads, "Roe, J.")
    assert {said.field for said in person.statements} >= {"author"}
    assert {said.characters for said in person.statements} == {"Roe, J."}
    venue = told(quads, "Some Journal")
    assert BIBO("Journal") in venue.thing.classes
    assert [(said.field, said.characters) for said in venue.statements] == [("container", "Some Journal")]
    paper = told(quads, "제목이 있는 논문")
    assert paper.page is not None
    assert paper.page.name == "page.txt"
    title = next(said for said in paper.statements if said.field == "title")
    assert [(place.line, place.column) for place in title.places] == [(1, 1)]
    assert title.places[0].excerpt.marked == "제목이 있는 논문"  # type: ignore[union-attr]


def test_one_field(quads: list[Quad]) -> None:
    assert {said.field for said in told(quads, "2", "pages").statements} == {"pages"}
    assert {said.field for said in told(quads, "2", "issued").statements} == {"year"}
    assert not told(quads, "2", "doi").statements


def test_what_is_in_two_entries_is_told_of_both(quads: list[Quad]) -> None:
    with stores.of_quads(quads) as store:
        pages = Pages(store)
        several = find(store, pages, "가나")
        assert len(several) > 1
        assert all(any("가나" in name.value for name in match.names) for match in several)


@pytest.mark.parametrize(
    "word", ["nothing of that name", "99", "work/ffff", "https://paper-kg.example/work/x", '"x', "\\"]
)
@pytest.mark.parametrize("engine", stores.ENGINES)
def test_what_is_not_there_is_said(quads: list[Quad], word: str, engine: str) -> None:
    with stores.of_quads(quads, engine=engine) as store, pytest.raises(UsageError, match="nothing in the graph"):
        find(store, Pages(store), word)


@pytest.mark.parametrize("engine", stores.ENGINES)
def test_findings_candidates_and_citations(engine: str) -> None:
    small = list(stores.quads(str(SMALL)))
    finding = told(small, "#finding-2", engine=engine)
    assert [notice.kind.rpartition("/")[2] for notice in finding.findings] == ["unbalanced-quote"]
    assert finding.findings[0].place.excerpt.marked == '"'  # type: ignore[union-attr]
    person = told(small, "person/0000000000000003", engine=engine)
    assert sorted(c.score for c in person.candidates) == ["0.6", "0.8"]
    assert {match.iri[-1] for c in person.candidates for match in c.things} == {"3", "4", "6"}
    citation = told(small, "work/b000000000000000#citation-a000000000000000", engine=engine)
    assert sorted((entry.kind, entry.position) for entry in citation.entries) == [("cited-by", 2), ("reference", 3)]
    reading = told(small, f"{BASE}source/b000000000000000#reference-3-title", engine=engine)
    assert [said.reading for said in reading.statements] == [True]
    work = told(small, "work/a000000000000000", engine=engine)
    assert {said.reading for said in work.statements if said.field == "title"} == {True, False}


def test_a_number_means_each_page_that_has_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(SMALL), "1"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Several things are meant")
    assert printed.count("reference-1") == 2
    assert main(["explain", str(SMALL), "1", "--page", "b.txt", "--lang", "ko"]) == 0
    assert "인쇄된 항목" in capsys.readouterr().out
    assert main(["explain", str(SMALL), "1", "--page", "c.txt"]) == 2
    assert "no page is called 'c.txt'" in capsys.readouterr().err
    assert main(["explain", str(SMALL)]) == 2
    assert main(["explain", str(tmp_path / "none.ttl"), "1"]) == 2


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_text_and_the_json_say_the_same(
    quads: list[Quad], lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg import export

    file = str(tmp_path / "graph.nq.gz")
    export.write(quads, file, format="nquads", base=BASE)
    assert main(["explain", file, "2", "--lang", lang]) == 0
    text = capsys.readouterr().out
    assert main(["explain", file, "2", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert f"page.txt:{said['entries'][0]['line']}:{said['entries'][0]['column']}" in text
    for statement in said["statements"]:
        for place in statement["places"]:
            assert f"⟦{place['marked']}⟧" in text
            assert f"page.txt:{place['line']}:{place['column']}" in text
    for finding in said["findings"]:
        assert finding["kind"].rpartition("/")[2] in text


def test_bytes_go_out_as_they_are_in_the_file(tmp_path: Path) -> None:
    page, graph = tmp_path / "page.txt", tmp_path / "graph.ttl"
    data = ONE.replace("\n", "\r\n").encode("cp949")
    page.write_bytes(data)
    run = [sys.executable, "-m", "kg"]
    subprocess.run([*run, "build", str(page), "-o", str(graph), "--engine", "none"], check=True, capture_output=True)
    command = [*run, "explain", str(graph), "--page", "--encoding", "source"]
    assert data.endswith(subprocess.run(command, check=True, capture_output=True).stdout)
    printed = subprocess.run([*command, "--section", "cited-by"], check=True, capture_output=True).stdout
    assert printed.decode("cp949").startswith("피인용 문헌\r\n")


HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>둘째 논문</title></head><body>
<div class="article-box"><h4>Abstract</h4>An abstract of the paper, long enough.</div>
<div class="article-box"><h4>References</h4><ol>
<li>Roe, J. &amp; Doe, A., 2002, &ldquo;Second <i>work</i> of the list,&rdquo; Some Journal 5, pp.6-7.</li>
<li>홍길동, 2001, 첫째 문헌의 제목, 가나학보 1(2), pp.3-4.</li>
</ol></div></body></html>
"""


def test_html_is_shown_as_a_person_reads_it() -> None:
    from kg import pipeline

    quads = pipeline.build([("page.html", HTML.encode())], pipeline.Options(engine="none")).quads
    result = told(quads, "1")
    title = next(said for said in result.statements if said.field == "title")
    (place,) = title.places
    assert place.excerpt is not None
    assert place.excerpt.marked == "Second work of the list"
    assert place.excerpt.before == "Roe, J. & Doe, A., 2002, “"
    line = HTML.split("\n")[place.line - 1]
    assert line[place.column - 1 :].startswith("Second <i>work</i> of the list")

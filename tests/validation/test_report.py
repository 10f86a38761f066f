from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph
import pytest

from kg.cli import main
from kg.namespaces import DEFAULT_BASE
from kg.resources import ontology
from kg.validation import Report, validate
from tests.validation.examples import INVALID, load
from tests.validation.sample import sample

WARNING = ontology("examples", "invalid", "page-order.ttl")
VIOLATION = ontology("examples", "invalid", "entry-list-seams.ttl")


def test_a_result_names_the_page_and_the_line() -> None:
    (result,) = validate(load(VIOLATION)).results
    # The text in front of the entry is wrong; the entry stands in the third line.
    assert (result.page, result.line) == ("page.txt", 3)
    assert result.message("ko") != result.message("en")
    assert re.search("[가-힣]", result.message("ko"))


def test_findings_of_the_sample_stand_in_the_lines_of_their_entries() -> None:
    report = validate(sample())
    lines = {(result.line, str(result.value).rpartition("/")[2]) for result in report.results}
    # Entry n of the sample page stands in line n + 10.
    for entry, kind in ((18, "unbalanced-quote"), (19, "unbalanced-quote"), (50, "missing-year")):
        assert (entry + 10, kind) in lines
    assert all(result.page == "sample.txt" for result in report.results)


@pytest.mark.parametrize(
    ("shape", "line"),
    [
        ("span-order", 1),
        ("statement-in-entry", 1),
        ("statement-true", 1),
        ("reference-content", 3),
        ("reference-work", 3),
        ("entry-list-positions", 3),
    ],
)
def test_the_nearest_characters_tell_the_line(shape: str, line: int) -> None:
    (path,) = [path for path in INVALID if path.stem == shape]
    (result,) = [result for result in validate(load(path)).results if result.name == shape]
    assert (result.page, result.line) == ("page.txt", line)


def test_exit_codes_go_by_severity() -> None:
    violated, warned, fine = validate(load(VIOLATION)), validate(load(WARNING)), Report([])
    assert [report.exit_code(strict=False) for report in (violated, warned, fine)] == [1, 0, 0]
    assert [report.exit_code(strict=True) for report in (violated, warned, fine)] == [1, 1, 0]
    assert [report.conforms for report in (violated, warned, fine)] == [False, True, True]


def test_the_summary_counts_in_both_languages() -> None:
    report = validate(load(WARNING))
    assert report.summary("en") == "conforms: no violations, 1 warning, no notes"
    assert report.summary("ko") == "셰이프에 맞음: 위반 0건, 경고 1건, 참고 0건"


def test_shapes_rest_where_the_graph_lacks_their_layer() -> None:
    transcription = [quad for quad in sample() if quad.layer == "transcription"]
    report = validate(transcription)
    assert report.layers == ("transcription",)
    assert report.counts["Violation"] > 0  # the works that it points to are described elsewhere
    names = {result.name for result in report.results}
    assert names <= {"reference-work", "source-topic"}
    types = [quad for quad in sample() if quad.predicate.endswith("#type") and quad.layer == "bibliography"]
    described = [*transcription, *(quad._replace(layer="transcription") for quad in types)]
    assert validate(described).conforms


def test_the_layers_of_a_union_are_told_by_what_it_states() -> None:
    union = [quad._replace(layer="") for quad in sample()]
    assert set(validate(union).layers) >= {"bibliography", "transcription", "quality"}


def test_json_holds_what_the_text_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(VIOLATION), "--format", "json", "--lang", "ko"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["conforms"] is False
    assert said["counts"] == {"Violation": 1, "Warning": 0, "Info": 0}
    (result,) = said["results"]
    assert result["shape"].endswith("#entry-list-seams")
    assert (result["page"], result["line"]) == ("page.txt", 3)
    assert main(["validate", str(VIOLATION), "--lang", "ko"]) == 1
    assert result["message"] in capsys.readouterr().out


def test_turtle_is_a_validation_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(VIOLATION), "--format", "turtle"]) == 1
    text = capsys.readouterr().out
    triples = list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE))
    said = {triple.predicate.value.rpartition("#")[2] for triple in triples}
    assert said >= {"conforms", "result", "focusNode", "resultSeverity", "sourceShape", "sourceConstraintComponent"}
    assert {triple.object.language for triple in triples if triple.predicate.value.endswith("resultMessage")} == {
        "en",
        "ko",
    }


def test_a_path_is_written_as_its_shape_has_it() -> None:
    (path,) = [path for path in INVALID if path.stem == "work-author-list"]
    report = validate(load(path))
    assert {result.path.count("authorList") for result in report.results} == {1}
    assert list(pyoxigraph.parse(report.turtle().encode(), format=pyoxigraph.RdfFormat.TURTLE))


def test_a_warning_fails_only_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(WARNING)]) == 0
    assert main(["validate", str(WARNING), "--strict"]) == 1
    capsys.readouterr()


def test_a_graph_that_cannot_be_read_is_an_input_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<a> <b> .", encoding="utf-8")
    assert main(["validate", str(path)]) == 2
    assert "broken.ttl" in capsys.readouterr().err


def test_the_base_is_left_out_of_texts() -> None:
    report = validate(load(VIOLATION), base=DEFAULT_BASE)
    assert DEFAULT_BASE not in report.text("en")
    assert "<source/" in report.text("en")

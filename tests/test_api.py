"""The verbs of the command line as functions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg import resources
from kg.quads import LAYERS

SAMPLE = resources.examples("sample.txt")


def test_importing_loads_nothing() -> None:
    code = "import sys, kg; print(*[name for name in sys.modules if name.startswith('kg.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_an_unknown_verb_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="frobnicate"):
        kg.frobnicate  # noqa: B018


def test_read_and_parse() -> None:
    paper = kg.read(SAMPLE)
    assert len(paper.references) == 69
    assert paper == kg.read(SAMPLE.read_bytes()).replace(source=paper.source)
    first = next(kg.parse([paper.references[0].passage.text]))
    assert first["id"] == 1
    assert first["container-title"] == "지역연구"
    raw = paper.references[0].passage.text
    [[start, end]] = first["custom"]["spans"]["title"]
    assert raw[start:end] == first["title"]
    assert 0 < first["custom"]["confidence"] <= 1


def test_convert_validate_ask_and_export(tmp_path: Path) -> None:
    quads = kg.convert(SAMPLE)
    assert {quad.layer for quad in quads} == set(LAYERS)
    assert kg.validate(quads).exit_code(strict=False) == 0
    kg.export(quads, tmp_path / "sample.nq")
    answer = kg.ask("references-by-type", str(tmp_path / "sample.nq"), lang="ko")
    assert answer.rows == kg.ask("references-by-type", quads, lang="en").rows
    assert answer.rows
    graph = kg.graph(quads, layers=["bibliography"])
    assert len(graph) == sum(quad.layer == "bibliography" for quad in quads)
    assert kg.validate(graph).exit_code(strict=False) == 0

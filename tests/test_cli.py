"""The command line as a person and as a shell meet it: help, errors, exit codes, nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import resources
from kg.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parents[1]


def _kg(*words: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kg", *words], input=stdin, capture_output=True, cwd=cwd or ROOT)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([name, "-h"])
    assert stop.value.code == 0
    assert f"kg {name}" in capsys.readouterr().out


def test_sums_are_alike_on_any_number_of_cores_unless_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    for set_by_user, expected in ((None, "1"), ("3", "3")):
        if set_by_user:
            monkeypatch.setenv("OPENBLAS_NUM_THREADS", set_by_user)
        else:
            monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
        assert main(["questions"]) == 0
        assert os.environ["OPENBLAS_NUM_THREADS"] == expected


def test_help_loads_nothing_that_takes_time() -> None:
    code = (
        "import sys, kg.cli\n"
        "try: kg.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'rdflib', 'numpy', 'pyoxigraph', 'pyshacl', 'SPARQLWrapper'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["build"],
        ["build", "there-is-no-such-page.txt", "-o", "-"],
        ["build", "kg/examples/sample.txt", "-o", "graph.unknown"],
        ["build", "kg/examples/sample.txt", "-o", "-", "--format", "turtle", "--base", "no iri"],
        ["build", "kg/examples/sample.txt", "-o", "-", "--format", "turtle", "--layers", "gossip"],
        ["validate", "there-is-no-such-graph.ttl"],
        ["ask", "no-such-question", "tests/fixtures/small.trig"],
        ["ask", "references-by-type", "tests/fixtures/small.trig", "--set", "nonsense=1"],
        ["explain", "tests/fixtures/small.trig", "work/0000000000000000"],
    ],
    ids=" ".join,
)
def test_usage_errors_end_with_2_and_one_plain_message(words: list[str]) -> None:
    done = _kg(*words)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
    assert done.stderr.strip()


GARBAGE = {
    "empty": b"",
    "blank": b" \n\n\t\n",
    "binary": bytes(range(256)) * 64,
    "image": b"\x89PNG\r\n\x1a\n" + bytes(5000),
    "prose": b"It was a bright cold day in April, and the clocks were striking thirteen.\n" * 40,
    "web page": b"<!doctype html><html><head><title>Shop</title></head><body><h1>Shoes</h1><p>Buy!</p></body></html>",
    "invalid utf-8": b"\xff\xfe\xfd\x80\x80\x81" * 50,
    "one long line": b"x" * 3_000_000,
}


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_gives_an_error_and_no_file(name: str, tmp_path: Path) -> None:
    source = tmp_path / "page.txt"
    source.write_bytes(GARBAGE[name])
    target = tmp_path / "graph.ttl"
    done = _kg("build", str(source), "-o", str(target), "--engine", "none")
    assert b"Traceback" not in done.stderr
    assert done.returncode == 2, done.stderr
    assert b"page.txt" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.txt"]


def test_a_page_cut_in_the_middle_is_built_and_said_to_be_cut(tmp_path: Path) -> None:
    data = resources.examples("sample.txt").read_bytes()
    source = tmp_path / "page.txt"
    source.write_bytes(data[: len(data) * 2 // 3 + 1])
    target = tmp_path / "graph.nq"
    done = _kg("build", str(source), "-o", str(target))
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert target.stat().st_size > 100_000


def test_an_old_graph_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("# kept\n", encoding="utf-8")
    done = _kg("build", "-", "-o", str(target), stdin=b"\x00\x01")
    assert done.returncode == 2
    assert target.read_text(encoding="utf-8") == "# kept\n"


def test_standard_input_and_output() -> None:
    data = resources.examples("sample.txt").read_bytes()
    done = _kg("build", "-", "-o", "-", "--format", "ntriples", "--layers", "bibliography", stdin=data)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b" .\n") > 500
    assert b"<http://purl.org/dc/terms/title>" in done.stdout

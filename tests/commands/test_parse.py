"""``kg parse`` on lines and on pages, as text and as HTML."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import resources
from kg.cli import main

SAMPLE = resources.examples("sample.txt")
STRINGS = [
    'Kim, J., 2003, "Rivers of a town," Journal of Towns 6(1), pp.45-60.',
    '이다라, 2004, "산촌의 길", 가상학회지 7(2).',
]
PAGE = """<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8">
<meta name="citation_title" content="A walk">
<meta name="citation_author" content="Kim, Jin"></head>
<body><h1>A walk</h1><h2>References</h2><ol>{}</ol></body></html>
"""


def parsed(args: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    assert main(["parse", *args]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_lines_keep_their_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.txt"
    file.write_text(f"{STRINGS[0]}\r\n\r\n{STRINGS[1]}\r\n", encoding="utf-8")
    found = parsed([str(file)], capsys)
    assert [str(item["id"]) for item in found] == ["1", "3"]
    assert found[0]["container-title"] == "Journal of Towns"
    assert found[1]["title"] == "산촌의 길"


def test_the_sample_page_has_its_list(capsys: pytest.CaptureFixture[str]) -> None:
    found = parsed([str(SAMPLE), "--page"], capsys)
    assert len(found) == 69
    assert [item["URL"] for item in found if "title" not in item] == ["http://www.innovationdistrict"]


def test_a_page_in_html_has_its_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE.format("".join(f"<li>{one}</li>" for one in STRINGS)), encoding="utf-8")
    found = parsed([str(file), "--page"], capsys)
    assert [item["title"] for item in found] == ["Rivers of a town", "산촌의 길"]


@pytest.mark.parametrize(("form", "start"), [("bibtex", "@article{ref1,"), ("ris", "TY  - JOUR")])
def test_other_formats(form: str, start: str, tmp_path: Path) -> None:
    file, out = tmp_path / "list.txt", tmp_path / "out"
    file.write_text(STRINGS[0] + "\n", encoding="utf-8")
    assert main(["parse", str(file), "--to", form, "-o", str(out)]) == 0
    assert out.read_bytes().decode().startswith(start)


def test_a_file_that_does_not_exist_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["parse", str(tmp_path / "none.txt"), "-o", str(out)]) == 2
    assert "none.txt" in capsys.readouterr().err
    assert not out.exists()

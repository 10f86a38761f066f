"""The tutorial notebook: what is stored is what its cells put out, for a researcher and in order."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial.ipynb"
NEEDED = ("nbclient", "ipykernel", "pandas", "polars", "altair", "vl_convert")


@pytest.fixture(scope="module")
def cells() -> list[dict[str, Any]]:
    notebook = json.loads(TUTORIAL.read_text(encoding="utf-8"))
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    found: list[dict[str, Any]] = notebook["cells"]
    return found


def _data(cells: list[dict[str, Any]], media_type: str) -> list[str]:
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return [output["data"][media_type] for output in outputs if media_type in output.get("data", {})]


def test_every_cell_was_run_in_order_from_a_new_kernel(cells: list[dict[str, Any]]) -> None:
    counts = [cell["execution_count"] for cell in cells if cell["cell_type"] == "code"]
    assert counts == list(range(1, len(counts) + 1))
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    assert {output["output_type"] for output in outputs} <= {"stream", "execute_result", "display_data"}
    assert all(output["name"] == "stdout" for output in outputs if output["output_type"] == "stream")


def test_it_shows_tables_pictures_frames_and_the_characters_of_the_page(cells: list[dict[str, Any]]) -> None:
    shown = _data(cells, "text/html")
    assert sum("<svg" in one and "<table" in one for one in shown) >= 3
    assert sum('class="dataframe"' in one for one in shown) >= 3
    printed = "".join(output["text"] for cell in cells for output in cell.get("outputs", ()) if "text" in output)
    assert "⟦" in printed
    assert "conforms" in printed


def test_it_names_no_machine_and_loads_nothing(cells: list[dict[str, Any]]) -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    assert not re.search(r"/home/|/root/|/tmp/|/Users/|C:\\\\|<script|0x[0-9a-f]{8}", text)
    assert not re.search(r"!\[|(?:src|@import)\s*=", "".join(_data(cells, "text/html")))


def test_its_headings_are_in_both_languages_and_its_links_lead_somewhere(cells: list[dict[str, Any]]) -> None:
    text = "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")
    for heading in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE):
        assert re.fullmatch(r"[^가-힣]+ · .*[가-힣].*", heading), heading
    for link in re.findall(r"\]\(([^)#]+)", text):
        assert link.startswith("https://") or (TUTORIAL.parent / link).exists(), link


@pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in NEEDED),
    reason="running the notebook needs requirements/dev.txt",
)
def test_a_cell_that_fails_or_complains_fails_the_notebook(tmp_path: Path) -> None:
    for source, said in (("1 / 0", "ZeroDivisionError"), ("import warnings; warnings.warn('odd')", "standard error")):
        cell = {
            "cell_type": "code",
            "execution_count": None,
            "id": "a",
            "metadata": {},
            "outputs": [],
            "source": source,
        }
        file = tmp_path / "notebook.ipynb"
        file.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
        done = subprocess.run([sys.executable, str(ROOT / "docs" / "notebook.py"), str(file)], capture_output=True)
        assert done.returncode != 0
        assert said in done.stderr.decode()

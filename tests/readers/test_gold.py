"""The development pages, where they stand beside the checkout: every place true, every reference found."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from kg import readers
from kg.records import Paper
from tests.readers.same import check
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
ROOT = Path(__file__).parents[2]


@functools.cache
def papers() -> dict[str, Paper]:
    pages = sorted((SHARED / "gold" / "pages").glob("*.txt"))
    return {page.stem: readers.read(page.read_bytes(), page.name) for page in pages}


def test_every_place_is_one_in_the_file() -> None:
    for paper in papers().values():
        check(paper)


def test_nearly_every_labelled_reference_is_an_entry() -> None:
    labelled: dict[str, list[str]] = defaultdict(list)
    for name in sorted((SHARED / "gold").glob("refs_dev*.jsonl")):
        for line in name.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            labelled[record["source_page"]].append("".join(record["raw"].split()))
    total = found = 0
    for page, strings in labelled.items():
        entries = {"".join(one.passage.text.split()) for one in papers()[page].references}
        total += len(strings)
        found += sum(string in entries for string in strings)
    # What is missing is printed as one entry with its neighbour, and reported as run together.
    assert found / total >= 0.985


def test_headers() -> None:
    run = subprocess.run(
        [sys.executable, "benchmarks/headers.py", "--min", "0.97"],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout

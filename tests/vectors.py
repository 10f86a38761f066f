"""Test vectors: plain text, one case a line, tab-separated; ``#`` begins a comment."""

from __future__ import annotations

import re
from pathlib import Path


def rows(name: str) -> list[list[str]]:
    """Return the cells of every case in ``tests/vectors/<name>``."""
    text = (Path(__file__).parent / "vectors" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def blocks(name: str) -> list[tuple[str, str]]:
    """Return the cases of a file in which a case is what stands under a line of ``=== head``: the head, and that."""
    text = (Path(__file__).parent / "vectors" / name).read_text(encoding="utf-8")
    parts = (block.partition("\n") for block in re.split(r"^=== ", text, flags=re.MULTILINE)[1:])
    return [(head.strip(), body.strip("\n")) for head, _, body in parts]

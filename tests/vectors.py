"""Test vectors: plain text, one case a line, tab-separated; ``#`` begins a comment."""

from __future__ import annotations

from pathlib import Path


def rows(name: str) -> list[list[str]]:
    """Return the cells of every case in ``tests/vectors/<name>``."""
    text = (Path(__file__).parent / "vectors" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]

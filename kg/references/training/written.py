"""References that were made up for the training, each field marked in the line (``written.txt``)."""

from __future__ import annotations

import re
from pathlib import Path

from kg.references.segments import LABELS, Segment
from kg.references.training.example import Example

__all__ = ["examples", "marked"]

_MARK = re.compile(r"\{(?P<label>[a-z]+):(?P<text>[^{}]+)\}")


def marked(line: str) -> Example:
    """Read one line.

    Args:
        line: a reference, its fields marked as ``{label:text}``.

    Raises:
        ValueError: a brace is no part of a mark, or a label is none of ``LABELS``.
    """
    raw, at = "", 0
    found: list[Segment] = []
    for match in _MARK.finditer(line):
        if match["label"] not in LABELS:
            raise ValueError(f"no field is called {match['label']}: {line}")
        raw += line[at : match.start()]
        found.append(Segment(match["label"], len(raw), len(raw) + len(match["text"])))
        raw += match["text"]
        at = match.end()
    raw += line[at:]
    if "{" in raw or "}" in raw:
        raise ValueError(f"a brace is open or empty: {line}")
    return Example(raw, tuple(found), "written")


def examples() -> list[Example]:
    """Read all of them."""
    lines = Path(__file__).with_name("written.txt").read_text(encoding="utf-8").splitlines()
    return [marked(line) for line in lines if line and not line.startswith("#")]

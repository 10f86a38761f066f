"""Training data by its source: hand-made labels, made-up references, others' labels mapped to ours, strings of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.references.training import anystyle, grobid, written
from kg.references.training.align import align
from kg.references.training.example import Example
from kg.references.training.render import render

__all__ = ["examples"]


def examples(records: Sequence[Mapping[str, Any]], shared: Path, names: Sequence[str]) -> list[Example]:
    """Collect training examples.

    Args:
        records: labelled records.
        shared: the folder with others' labels.
        names: which sources to use: gold, written, anystyle, grobid, render.

    Raises:
        UsageError: there is no such source.
    """
    found: list[Example] = []
    for name in names:
        if name == "gold":
            found += [Example(str(r["raw"]), tuple(align(r).segments), str(r.get("source_page", ""))) for r in records]
        elif name == "written":
            found += written.examples()
        elif name == "anystyle":
            found += anystyle.examples(shared / "train" / "anystyle-core.xml")
        elif name == "grobid":
            found += grobid.examples(shared / "train" / "grobid-citation")
        elif name == "render":
            found += render(records)
        else:
            raise UsageError(
                f"no source of training data is called {name}: take gold, written, anystyle, grobid, render"
            )
    return found

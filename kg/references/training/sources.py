"""Training data by its source: hand-made labels, others' labels mapped to ours, and strings made of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.references.training import anystyle, grobid
from kg.references.training.align import align
from kg.references.training.render import render
from kg.references.training.train import Example

__all__ = ["examples"]


def examples(records: Sequence[Mapping[str, Any]], shared: Path, names: Sequence[str]) -> list[Example]:
    """Collect training examples.

    Args:
        records: labelled records.
        shared: the folder with others' labels.
        names: which sources to use, each with the share that a pass sees, and its weight (``anystyle:0.4:0.6``).
    """
    found: list[Example] = []
    for word in names:
        name, _, amount = word.partition(":")
        share, _, weigh = amount.partition(":")
        part, weight = float(share or 1.0), float(weigh or 1.0)
        if name == "gold":
            found += [Example(str(r["raw"]), tuple(align(r).segments), str(r.get("source_page", ""))) for r in records]
        elif name == "anystyle":
            found += anystyle.examples(shared / "train" / "anystyle-core.xml", weight, part)
        elif name == "grobid":
            found += grobid.examples(shared / "train" / "grobid-citation", weight, part)
        elif name == "render":
            found += [e._replace(share=part, weight=weight) for e in render(records)]
    return found

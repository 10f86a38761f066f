"""AnyStyle's core set (BSD-2-Clause, Sylvester Keil) → training examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from kg.references.training.example import Example
from kg.references.training.marked import example

__all__ = ["examples"]

_LABELS = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "date": "year",
    "title": "title",
    "journal": "container",
    "container-title": "container",
    "collection-title": "series",
    "volume": "volume",
    "pages": "pages",
    "publisher": "publisher",
    "location": "place",
    "edition": "edition",
    "note": "note",
    "doi": "doi",
    "url": "url",
    "genre": "note",
    "medium": "",
    "source": "container",
    "isbn": "",
}
_THESIS = re.compile(r"thes[ei]s|dissertation|Ph\.? ?D|diplom|habilitation|doctoral|master", re.I)
_REPORT = re.compile(r"\b(?:tech|report|rep\.|memo|working)", re.I)


def examples(file: Path) -> Iterator[Example]:
    """Read the set.

    Args:
        file: ``core.xml``.
    """
    for at, sequence in enumerate(ElementTree.parse(file).getroot()):
        tags = [item.tag for item in sequence]
        # the text between the elements is nothing but line breaks; the list number is no part of the string
        if not set(tags) <= {*_LABELS, "citation-number"}:
            continue
        genres = " ".join(item.text or "" for item in sequence if item.tag == "genre")
        thesis = bool(_THESIS.search(genres))
        contained = "container-title" in tags or "journal" in tags
        parts: list[tuple[str, str]] = []
        for item in sequence:
            text = item.text or ""
            if item.tag == "citation-number":
                continue
            label = _LABELS[item.tag]
            if item.tag == "genre":
                label = "degree" if thesis else "series" if _REPORT.search(text) else "note"
            elif item.tag == "publisher" and thesis:
                label = "institution"
            elif item.tag == "collection-title" and contained:
                label = "note"
            if parts:
                parts.append(("", " "))
            if label == "series" and (number := re.search(r"\s((?:[A-Z]+[-/])*[A-Z]*\d[\w./-]*?)[.,]*\s*$", text)):
                parts += [(label, text[: number.start(1)]), ("number", text[number.start(1) :])]
            else:
                parts.append((label, text))
        if found := example(parts, f"anystyle:{at}"):
            yield found

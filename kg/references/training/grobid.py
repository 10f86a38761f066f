"""GROBID's citation corpus (CC BY 4.0) → training examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.references.training.example import Example
from kg.references.training.marked import example

__all__ = ["examples"]

_BIBL = re.compile(r"<bibl\b[^>]*>(.*?)</bibl>", re.S)
_TAG = re.compile(r"<(/?)([A-Za-z]+)((?:\s[^>]*?)?)(/?)>|<!--.*?-->", re.S)
_KIND = re.compile(r"""(?:level|leve|type|unit)\s*=\s*["']([^"']*)["']""")
_SCOPES = {
    "vol": "volume",
    "volume": "volume",
    "issue": "issue",
    "pp": "pages",
    "page": "pages",
    "pages": "pages",
}
_THESIS = re.compile(r"thes[ei]s|dissertation|Ph\.? ?D|Diplom|Habilitation|doctorat|master", re.I)
_REPORT = re.compile(r"report|rapport|memo|working|technical", re.I)
_ENTITY = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&apos;": "'", "&quot;": '"'}


def _text(value: str) -> str:
    value = re.sub(r"&#(x?)([0-9A-Fa-f]+);", lambda m: chr(int(m.group(2), 16 if m.group(1) else 10)), value)
    return re.sub("|".join(_ENTITY), lambda m: _ENTITY[m.group()], value)


def _parts(body: str) -> list[tuple[str, str, str]]:
    """Flatten one entry to ``(element, kind, text)``; outside of elements the first two are empty."""
    found: list[tuple[str, str, str]] = []
    name = kind = ""
    depth = at = 0
    for tag in _TAG.finditer(body):
        found.append((name, kind, _text(body[at : tag.start()])))
        at = tag.end()
        if tag.group(2) is None or tag.group(4):
            if tag.group(2) == "lb":
                found.append((name, kind, " "))
        elif tag.group(1):
            depth -= 1
            if depth == 0:
                name = kind = ""
        else:
            if depth == 0:
                name = tag.group(2)
                match = _KIND.search(tag.group(3))
                kind = match.group(1).strip() if match else ""
            depth += 1
    found.append(("", "", _text(body[at:])))
    merged: list[tuple[str, str, str]] = []
    for item in found:
        if merged and merged[-1][:2] == item[:2]:
            merged[-1] = (*item[:2], merged[-1][2] + item[2])
        elif item[2]:
            merged.append(item)
    return merged


def _label(name: str, kind: str, text: str, *, part: bool, thesis: bool, journal: bool) -> str:
    if name == "title":
        if kind == "a":
            return "title"
        if kind == "j":
            return "container"
        if kind == "s":
            return "note" if part or journal else "series"
        return "container" if part else "title"
    if name in ("author", "editor"):
        return name
    if name == "date":
        return "year"
    if name == "biblScope":
        return _SCOPES.get(kind, "")
    if name in ("publisher", "publishe"):
        return "institution" if thesis else "publisher"
    if name in ("pubPlace", "pubplace"):
        return "place"
    if name == "orgName":
        return "author" if kind == "collaboration" else "institution" if thesis else "publisher"
    if name == "ptr":
        return "url"
    if name == "idno":
        if kind == "DOI":
            return "doi"
        return "number" if kind == "report" else "note" if kind.lower().startswith("arxiv") else ""
    if name in ("note", "notes"):
        return "degree" if _THESIS.search(text) else "series" if kind == "report" else "note"
    return ""


def examples(folder: Path, *, bare: float = 0.3) -> Iterator[Example]:
    """Read the corpus.

    Args:
        folder: the folder of ``*.tei.xml`` and ``*.xml`` files.
        bare: the share of the entries without any title that is used: the corpus is full of physics.
    """
    for file in sorted(folder.glob("*.xml")):
        text = file.read_text(encoding="utf-8")
        for at, match in enumerate(_BIBL.finditer(text)):
            parts = _parts(match.group(1))
            kinds = {(name, kind) for name, kind, _ in parts}
            titled = any(name == "title" and kind in ("a", "m") for name, kind in kinds)
            if (not titled and (at * 7919 % 100) >= bare * 100) or ("authors", "") in kinds:
                continue
            part = ("title", "a") in kinds
            thesis = any(name in ("note", "notes") and _THESIS.search(t) for name, _, t in parts)
            labelled = [
                (
                    _label(name, kind, t, part=part, thesis=thesis, journal=("title", "j") in kinds),
                    t,
                )
                for name, kind, t in parts
            ]
            # two books' titles in one entry, or a journal beside a book: the corpus contradicts itself there
            if sum(name == "title" and kind == "a" for name, kind, _ in parts) > 1:
                continue
            if found := example(labelled, f"grobid:{file.name}:{at}"):
                yield found

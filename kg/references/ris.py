"""CSL-JSON items → RIS records (Research Information Systems' tags, as reference managers read them)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["TYPES", "record"]

TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
    "legislation": "STAT",
    "legal_case": "CASE",
    "standard": "STAND",
    "patent": "PAT",
    "speech": "SLIDE",
    "dataset": "DATA",
    "document": "GEN",
}
"""The reference type of each CSL type."""


def record(item: Mapping[str, Any]) -> str:
    """Write an item as a RIS record, lines ended as the format asks: CR LF.

    Args:
        item: a CSL-JSON item.
    """
    lines = [f"{tag}  - {' '.join(str(value).split())}" for tag, value in _tags(item) if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _tags(item: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    yield "TY", TYPES.get(str(item.get("type", "")), "GEN")
    yield "ID", item.get("id")
    for tag, role in (("AU", "author"), ("ED", "editor"), ("A4", "translator")):
        for name in item.get(role, ()):
            yield tag, name.get("literal") or ", ".join(filter(None, (name.get("family"), name.get("given"))))
    yield "TI", item.get("title")
    yield "JO" if item.get("type") == "article-journal" else "T2", item.get("container-title")
    yield "VL", item.get("volume")
    yield "IS", item.get("issue") or item.get("number")
    first, _, last = str(item.get("page", "")).partition("-")
    yield "SP", first
    yield "EP", last
    yield "PB", item.get("publisher")
    yield "CY", item.get("publisher-place")
    yield "ET", item.get("edition")
    yield "M3", item.get("genre")
    issued = ((item.get("issued") or {}).get("date-parts") or [[]])[0]
    if issued:
        yield "PY", issued[0]
    if len(issued) > 1:
        yield "DA", "/".join(f"{part:02}" for part in issued)
    yield "DO", item.get("DOI")
    yield "UR", item.get("URL")
    yield "LA", item.get("language")
    yield "N1", item.get("note")

"""The formats of RDF that we read and write: their names, the suffixes of their files, their media types."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["FORMATS", "Format", "by_suffix"]


class Format(NamedTuple):
    """One format: its name here, its file suffixes, its media type, and whether it keeps named graphs apart."""

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    graphs: bool


FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        Format("turtle", (".ttl",), "text/turtle", False),
        Format("trig", (".trig",), "application/trig", True),
        Format("ntriples", (".nt",), "application/n-triples", False),
        Format("nquads", (".nq",), "application/n-quads", True),
        Format("jsonld", (".jsonld",), "application/ld+json", True),
        Format("rdfxml", (".rdf", ".xml", ".owl"), "application/rdf+xml", False),
    )
}
"""The formats, in the order in which they are named to a person."""


def by_suffix(name: str) -> Format | None:
    """Return the format that a file's name tells, ``.gz`` aside, or nothing."""
    lowered = name.lower().removesuffix(".gz")
    for format_ in FORMATS.values():
        if lowered.endswith(format_.suffixes):
            return format_
    return None

"""Light terms and quads: the stream that flows from the converters to the writers and stores.

An rdflib graph of the same triples costs forty times as much to write; see ``docs/``. The terms here are
strings and tuples, compare and sort as such, and know how they are written in N-Quads (RDF 1.1).
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

__all__ = ["LAYERS", "Blank", "Iri", "Literal", "Quad", "Term", "nquads"]

LAYERS = ("bibliography", "transcription", "quality", "derived")
"""The four layers, each a named graph ``<base>graph/<layer>``, in the order in which they are written."""

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')


class Iri(str):
    """An absolute IRI."""

    __slots__ = ()

    def n3(self) -> str:
        """Return the term as N-Quads and Turtle write it."""
        return f"<{self}>"


class Blank(str):
    """A blank node's label, without ``_:``. Used for list cells and nothing else."""

    __slots__ = ()

    def n3(self) -> str:
        """Return the term as N-Quads writes it."""
        return f"_:{self}"


class Literal(NamedTuple):
    """A literal: its lexical form, its language tag or else its datatype (empty: ``xsd:string``)."""

    value: str
    lang: str = ""
    datatype: str = ""

    def n3(self) -> str:
        """Return the term as N-Quads and Turtle write it."""
        quoted = f'"{_ESCAPED.sub(_escape, self.value)}"'
        if self.lang:
            return f"{quoted}@{self.lang}"
        if self.datatype and self.datatype != XSD_STRING:
            return f"{quoted}^^<{self.datatype}>"
        return quoted


Term: TypeAlias = Iri | Blank | Literal


class Quad(NamedTuple):
    """One statement and the layer that says it; the layer is one of :data:`LAYERS`."""

    subject: Iri | Blank
    predicate: Iri
    object: Term
    layer: str


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def nquads(quad: Quad, base: str) -> str:
    """Return the quad as one N-Quads line without its line end."""
    return f"{quad.subject.n3()} {quad.predicate.n3()} {quad.object.n3()} <{base}graph/{quad.layer}> ."

"""The examples of the ontology as light quads, each with a base of its own, so that one run checks many at once."""

from __future__ import annotations

import functools
from collections import defaultdict
from pathlib import Path

from kg.namespaces import DEFAULT_BASE
from kg.quads import XSD_STRING, Blank, Iri, Literal, Quad, Term
from kg.resources import ontology
from kg.validation import engines
from kg.validation.shapes import background, layers_of, shapes

VALID = sorted(ontology("examples", "valid").glob("*.ttl"))
INVALID = sorted(ontology("examples", "invalid").glob("*.ttl"))
HANDED_ON = {"reported-warning", "reported-info"}
"""The shapes that hand the source's findings on: where an example holds a finding, they say so."""


def light(term: object) -> Term:
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        return Iri(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return Blank(term.value)
    assert isinstance(term, pyoxigraph.Literal)
    kind = "" if term.language or term.datatype.value == XSD_STRING else term.datatype.value
    return Literal(term.value, term.language or "", kind)


def load(path: Path, base: str = DEFAULT_BASE) -> list[Quad]:
    """Read a Turtle or TriG file, its relative IRIs over another base; layers by the names of the graphs."""
    import pyoxigraph

    text = path.read_text(encoding="utf-8").replace(f"@base <{DEFAULT_BASE}> .", f"@base <{base}> .")
    quads: list[Quad] = []
    for quad in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TRIG):
        subject, predicate = light(quad.subject), light(quad.predicate)
        assert not isinstance(subject, Literal)
        assert isinstance(predicate, Iri)
        name = getattr(quad.graph_name, "value", "")
        quads.append(Quad(subject, predicate, light(quad.object), name.rpartition("/graph/")[2]))
    return quads


@functools.cache
def outcomes(engine: str) -> dict[Path, set[tuple[str, str, str]]]:
    """Check all examples with an engine; give for each file (shape, focus, severity), blank nodes as ``_``.

    Examples that hold the same layers are checked in one run, told apart by their bases.
    """
    groups: dict[frozenset[str], list[Quad]] = defaultdict(list)
    owners: dict[str, Path] = {}
    found: dict[Path, set[tuple[str, str, str]]] = {}
    for number, path in enumerate([*VALID, *INVALID]):
        base = f"{DEFAULT_BASE}{number}/"
        quads = load(path, base)
        owners[base] = path
        owners.update({term: path for quad in quads for term in quad[:3] if isinstance(term, Blank)})
        groups[layers_of(quads)].extend(quads)
        found[path] = set()
    for layers, quads in groups.items():
        for raw in engines.run(engine, quads, background(), shapes().turtle(layers)):
            blank = isinstance(raw.focus, Blank)
            assert isinstance(raw.focus, str)
            owner = raw.focus if blank else raw.focus[: raw.focus.index("/", len(DEFAULT_BASE)) + 1]
            focus = "_" if blank else raw.focus.removeprefix(owner)
            found[owners[owner]].add((raw.shape.rpartition("#")[2], focus, raw.severity))
    return found

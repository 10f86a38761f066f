"""The engines that check shapes, behind one face: which shape, on which node, with which value.

pySHACL is the reference. The compiled ``shacl`` checks a page some hundred times faster; a test holds the two
together. Neither writes messages for us: those are the shapes' own.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg import namespaces as ns
from kg.errors import UsageError
from kg.quads import Blank, Iri, Literal, Quad, Term

__all__ = ["ENGINES", "Raw", "choose", "run"]

ENGINES = ("auto", "shacl", "pyshacl")


class Raw(NamedTuple):
    """One result as an engine gives it; ``value`` is absent where the constraint names none."""

    shape: str
    focus: Term
    value: Term | None
    component: str
    severity: str


def choose(engine: str) -> str:
    """Return the engine that ``auto`` means here, or the one that is asked for.

    Raises:
        UsageError: there is no such engine, or it is not installed.
    """
    if engine not in ENGINES:
        raise UsageError(f"no engine is called {engine!r}; the engines are {', '.join(ENGINES)}")
    installed = importlib.util.find_spec("shacl") is not None
    if engine == "auto":
        return "shacl" if installed else "pyshacl"
    if engine == "shacl" and not installed:
        raise UsageError("the engine 'shacl' is not installed: pip install 'paper-kg[fast]', or take pyshacl")
    return engine


def run(engine: str, quads: Sequence[Quad], background: str, shapes: str) -> Iterator[Raw]:
    """Check a graph, its layers taken as one.

    Args:
        engine: ``shacl`` or ``pyshacl``.
        quads: the graph.
        background: what else has to be known, as N-Triples.
        shapes: the shapes graph, as Turtle.
    """
    lines = sorted({f"{quad.subject.n3()} {quad.predicate.n3()} {quad.object.n3()} ." for quad in quads})
    data = "\n".join([*lines, background])
    return _compiled(data, shapes) if engine == "shacl" else _reference(data, shapes)


def _compiled(data: str, shapes: str) -> Iterator[Raw]:
    import shacl

    report = shacl.Shapes.from_turtle(shapes, base=str(ns.KGS)).validate_text(data, format="ntriples")
    for result in report.results:
        yield Raw(
            _iri(result.source_shape, result.root_shape),
            _term(result.focus_node),
            _term(result.value) if result.value is not None else None,
            result.component_iri.strip("<>"),
            result.severity,
        )


def _iri(source_shape: str | None, root_shape: str | None) -> str:
    for name in (source_shape, root_shape):
        if name and not name.startswith("_:"):
            return name.strip("<>")
    return ""


def _term(text: str) -> Term:
    """Read a term as N-Triples writes it."""
    import pyoxigraph

    if text.startswith("_:"):
        return Blank(text[2:])
    if text.startswith("<"):
        return Iri(text[1:-1])
    line = f"<x:s> <x:p> {text} .".encode()
    (triple,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    found = triple.object
    if not isinstance(found, pyoxigraph.Literal):
        raise ValueError(f"not a term: {text}")
    return Literal(found.value, found.language or "", "" if found.language else found.datatype.value)


def _reference(data: str, shapes: str) -> Iterator[Raw]:
    import pyshacl
    import rdflib

    rdflib.NORMALIZE_LITERALS = False  # else "01"^^xsd:integer is checked as "1"
    graph = rdflib.Graph().parse(data=data, format="nt")
    _, report, _ = pyshacl.validate(
        graph,
        shacl_graph=rdflib.Graph().parse(data=shapes, format="turtle", publicID=str(ns.KGS)),
        inplace=True,
        allow_warnings=True,
    )
    sh = rdflib.Namespace(str(ns.SH))
    for node in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        shape = report.value(node, sh.sourceShape)
        focus, value = report.value(node, sh.focusNode), report.value(node, sh.value)
        yield Raw(
            str(shape),
            _light(focus),
            None if value is None else _light(value),
            str(report.value(node, sh.sourceConstraintComponent)),
            str(report.value(node, sh.resultSeverity)).rpartition("#")[2],
        )


def _light(term: object) -> Term:
    import rdflib

    if isinstance(term, rdflib.Literal):
        return Literal(str(term), term.language or "", "" if term.language else str(term.datatype or ""))
    return Blank(str(term)) if isinstance(term, rdflib.BNode) else Iri(str(term))

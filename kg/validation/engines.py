"""The engines that check shapes, behind one face: which shape, on which node, with which value.

pySHACL is the reference. The compiled ``shacl`` checks a page some hundred times faster; a test holds the two
together. Neither writes messages for us: those are the shapes' own.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import namespaces as ns
from kg.errors import UsageError
from kg.quads import XSD_STRING, Blank, Iri, Literal, Quad, Term
from kg.validation import parts
from kg.validation.sight import Triple

if TYPE_CHECKING:
    import rdflib
    import shacl
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result

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


def run(engine: str, quads: Iterable[Quad], background: str, shapes: str) -> Iterator[Raw]:
    """Check a graph, its layers taken as one.

    Args:
        engine: ``shacl`` or ``pyshacl``.
        quads: the graph.
        background: what else has to be known, as N-Triples.
        shapes: the shapes graph, as Turtle.
    """
    triples = list(dict.fromkeys(quad[:3] for quad in quads))
    if engine == "pyshacl":
        yield from _reference(triples, background, shapes)
    elif len(triples) < parts.LARGE:
        yield from _compiled(triples, background, shapes)
    else:
        yield from parts.run(_compiled, triples, list(_triples(background)), background, shapes)


def _compiled(triples: Sequence[Triple], background: str, shapes: str) -> Iterator[Raw]:
    lines = [f"{subject.n3()} {predicate.n3()} {obj.n3()} ." for subject, predicate, obj in triples]
    data = "\n".join([*lines, background])
    compiled, offset = _compile(shapes)
    report = compiled.validate_text(data, format="ntriples")
    # The engine writes language tags in lower case and numbers blank nodes as it meets them, those of the shapes first:
    # the graph's own terms are given back.
    own: dict[Term, Term] = {_lower(obj): obj for _, _, obj in triples if isinstance(obj, Literal) and obj.lang}
    blanks = dict.fromkeys(term for triple in triples for term in triple if isinstance(term, Blank))
    own.update({Blank(f"0_b{number}"): blank for number, blank in enumerate(blanks, start=offset)})
    for result in report.results:
        focus = _term(result.focus_node)
        value = _term(result.value) if result.value is not None else None
        yield Raw(
            _iri(result.source_shape, result.root_shape),
            own.get(focus, focus),
            None if value is None else own.get(_lower(value) if isinstance(value, Literal) else value, value),
            result.component_iri.strip("<>"),
            result.severity,
        )


@lru_cache(maxsize=64)
def _compile(shapes: str) -> tuple[shacl.Shapes, int]:
    """Compile the shapes once for graphs that hold the same layers; count their blank nodes."""
    import pyoxigraph
    import shacl

    triples = pyoxigraph.parse(shapes.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    blanks = {node for triple in triples for node in triple.triple if isinstance(node, pyoxigraph.BlankNode)}
    return shacl.Shapes.from_turtle(shapes, base=str(ns.KGS)), len(blanks)


def _lower(literal: Literal) -> Literal:
    return literal._replace(lang=literal.lang.lower())


def _iri(source_shape: str | None, root_shape: str | None) -> str:
    for name in (source_shape, root_shape):
        if name and not name.startswith("_:"):
            return name.strip("<>")
    return ""


def _term(text: str) -> Term:
    """Read a term as N-Triples writes it."""
    if text.startswith("_:"):
        return Blank(text[2:])
    if text.startswith("<"):
        return Iri(text[1:-1])
    ((_, _, found),) = _triples(f"<x:s> <x:p> {text} .")
    return found


def _triples(text: str) -> Iterator[Triple]:
    """Read N-Triples."""
    import pyoxigraph

    def term(found: object) -> Any:
        if isinstance(found, pyoxigraph.Literal):
            kind = "" if found.language or found.datatype.value == XSD_STRING else found.datatype.value
            return Literal(found.value, found.language or "", kind)
        return Blank(found.value) if isinstance(found, pyoxigraph.BlankNode) else Iri(getattr(found, "value", ""))

    for triple in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES):
        yield term(triple.subject), term(triple.predicate), term(triple.object)


def _reference(triples: Sequence[Triple], background: str, shapes: str) -> Iterator[Raw]:
    import pyshacl
    import rdflib

    def heavy(term: Term) -> rdflib.term.Node:
        if isinstance(term, Literal):
            # As written: normalised, "P0Y" would be checked as "P0D", and "01" as "1".
            kind = rdflib.URIRef(term.datatype) if term.datatype else None
            return rdflib.Literal(term.value, lang=term.lang or None, datatype=kind, normalize=False)
        return rdflib.BNode(term) if isinstance(term, Blank) else rdflib.URIRef(term)

    graph = _planning().parse(data=background, format="nt")
    for subject, predicate, obj in triples:
        graph.add((heavy(subject), rdflib.URIRef(predicate), heavy(obj)))
    _, report, _ = pyshacl.validate(
        graph,
        shacl_graph=rdflib.Graph().parse(data=shapes, format="turtle", publicID=str(ns.KGS)),
        inplace=True,
        allow_warnings=True,
    )
    sh = rdflib.Namespace(str(ns.SH))
    # Not every sh:ValidationResult: those behind sh:detail say why a shape of sh:node failed.
    for node in report.objects(None, sh.result):
        shape = report.value(node, sh.sourceShape)
        focus, value = report.value(node, sh.focusNode), report.value(node, sh.value)
        yield Raw(
            str(shape),
            _light(focus),
            None if value is None else _light(value),
            str(report.value(node, sh.sourceConstraintComponent)),
            str(report.value(node, sh.resultSeverity)).rpartition("#")[2],
        )


def _planning() -> rdflib.Graph:
    """Return a graph that plans each query once: pySHACL asks the same one for every focus node."""
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    plans: dict[str, Query] = {}

    class Planning(rdflib.Graph):
        def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
            if isinstance(query_object, str):
                plan = plans.get(query_object)
                if plan is None:
                    plan = plans[query_object] = prepareQuery(query_object, initNs=dict(self.namespaces()))
                query_object = plan
            return super().query(query_object, *args, **kwargs)

    return Planning()


def _light(term: object) -> Term:
    import rdflib

    if isinstance(term, rdflib.Literal):
        kind = "" if term.language or str(term.datatype) == XSD_STRING else str(term.datatype or "")
        return Literal(str(term), term.language or "", kind)
    return Blank(str(term)) if isinstance(term, rdflib.BNode) else Iri(str(term))

"""Check a large graph in parts that say together what the whole says.

The constraints of SHACL's core look at a node and at what its paths lead to; an engine checks them in a time that grows
with the graph. Those in SPARQL are joins, asked once for each node: their time grows like a square. So the core is
checked over the whole graph, and each shape with SPARQL over parts: some of its nodes, with all that it can see from
them (:mod:`kg.validation.sight` says why that decides the answer). Each node is in one part, and what an engine says of
the other nodes that it meets there is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg import namespaces as ns
from kg.quads import Iri, Term
from kg.validation.sight import Index, Triple, Walk, follow

if TYPE_CHECKING:
    import pyoxigraph

    from kg.validation.engines import Raw

__all__ = ["LARGE", "SIZE", "Divided", "divide", "run"]

LARGE = 50_000
"""With so many triples a graph is checked in parts: below, to understand the queries takes longer than it saves."""

SIZE = 2_000
"""A part that holds so many triples is closed."""

_TARGETS: dict[str, str] = {ns.SH(name): name for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf")}
_OWN = frozenset({ns.RDF("type"), ns.SH("sparql"), ns.SH("severity"), ns.SH("deactivated"), *_TARGETS})
_TYPE, _SUBCLASS = ns.RDF("type"), ns.RDFS("subClassOf")


class Divided(NamedTuple):
    """A shape whose constraints in SPARQL are checked in parts: how they see, its targets, its own graph as Turtle."""

    shape: str
    walks: tuple[Walk, ...]
    targets: tuple[tuple[str, Iri], ...]
    text: str


class _Graph:
    """The shapes graph by subject."""

    def __init__(self, text: str) -> None:
        import pyoxigraph

        found = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)
        self.triples = [quad.triple for quad in found]
        self.by_subject: dict[object, list[pyoxigraph.Triple]] = defaultdict(list)
        for triple in self.triples:
            self.by_subject[triple.subject].append(triple)
        self.asked = {triple.object for triple in self.triples if triple.predicate.value != ns.RDF("type")}

    def values(self, subject: object, predicate: str) -> list[object]:
        return [triple.object for triple in self.by_subject[subject] if triple.predicate.value == predicate]

    def word(self, subject: object, predicate: str) -> str:
        (value,) = self.values(subject, predicate)
        return str(getattr(value, "value", ""))


@lru_cache(maxsize=4)
def divide(shapes: str) -> tuple[tuple[Divided, ...], str]:
    """Divide a shapes graph: the shapes that are checked in parts, and the rest as Turtle.

    A shape is checked in parts where its constraints in SPARQL can be followed from the node, and where they are asked
    of its own targets alone. Its other constraints stay in the rest, as does any other shape.

    Args:
        shapes: the shapes graph, as Turtle.
    """
    graph = _Graph(shapes)
    found = [one for node in list(graph.by_subject) if (one := _divided(graph, node))]
    away = {one.shape for one in found}
    rest = (
        triple
        for triple in graph.triples
        if triple.predicate.value != ns.SH("sparql") or getattr(triple.subject, "value", "") not in away
    )
    return tuple(sorted(found)), _text(rest)


def _divided(graph: _Graph, node: object) -> Divided | None:
    import pyoxigraph

    constraints = graph.values(node, ns.SH("sparql"))
    own = graph.by_subject[node]
    kinds = {getattr(kind, "value", "") for kind in graph.values(node, _TYPE)}
    plain = isinstance(node, pyoxigraph.NamedNode) and node not in graph.asked and kinds == {ns.SH("NodeShape")}
    if not constraints or not plain or any(_resting(graph, one) for one in (node, *constraints)):
        return None
    targets = [triple for triple in own if triple.predicate.value.removeprefix(str(ns.SH)).startswith("target")]
    if any(triple.predicate.value not in _TARGETS for triple in targets):
        return None
    walks: list[Walk] = []
    described = [triple for triple in own if triple.predicate.value in _OWN]
    for constraint in constraints:
        described += graph.by_subject[constraint]
        prefixes: dict[str, str] = {}
        for owner in graph.values(constraint, ns.SH("prefixes")):
            for declared in graph.values(owner, ns.SH("declare")):
                prefixes[graph.word(declared, ns.SH("prefix"))] = graph.word(declared, ns.SH("namespace"))
                described += graph.by_subject[declared]
            described += [one for one in graph.by_subject[owner] if one.predicate.value == ns.SH("declare")]
        walk = follow(graph.word(constraint, ns.SH("select")), prefixes)
        if walk is None:
            return None
        walks.append(walk)
    kept = tuple((_TARGETS[triple.predicate.value], Iri(getattr(triple.object, "value", ""))) for triple in targets)
    return Divided(str(getattr(node, "value", "")), tuple(walks), kept, _text(dict.fromkeys(described)))


def _resting(graph: _Graph, node: object) -> bool:
    return any(getattr(value, "value", "") == "true" for value in graph.values(node, ns.SH("deactivated")))


def _text(triples: Iterable[pyoxigraph.Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)


def run(
    check: Callable[[Sequence[Triple], str, str], Iterable[Raw]],
    triples: Sequence[Triple],
    known: Sequence[Triple],
    background: str,
    shapes: str,
) -> Iterator[Raw]:
    """Check a graph in parts.

    Args:
        check: what checks triples, with a background as N-Triples, against a shapes graph.
        triples: the graph.
        known: the background, as triples.
        background: the same as N-Triples.
        shapes: the shapes graph, as Turtle.

    Yields:
        What the engine says of the whole graph, in another order.
    """
    divided, rest = divide(shapes)
    yield from check(triples, background, rest)
    union = list(dict.fromkeys((*triples, *known)))
    nodes = _Nodes(union, divided)
    backward = frozenset[str]().union(*(walk.backward for one in divided for walk in one.walks))
    index = Index(union, backward)
    for one in divided:
        for part, focus in _parts(one, nodes.of(one), index):
            for raw in check(part, nodes.subclasses, one.text):
                if raw.focus in focus and raw.shape == one.shape:
                    yield raw


def _parts(
    one: Divided, nodes: dict[Term, dict[Triple, None]], index: Index
) -> Iterator[tuple[list[Triple], dict[Term, None]]]:
    """Gather nodes, each with why it is a target and what is seen from it, until a part is full."""
    part: dict[Triple, None] = {}
    focus: dict[Term, None] = {}
    for node, why in nodes.items():
        part.update(why)
        for walk in one.walks:
            part.update(walk.collect(index, node))
        focus[node] = None
        if len(part) >= SIZE:
            yield list(part), focus
            part, focus = {}, {}
    if focus:
        yield list(part), focus


class _Nodes:
    """The nodes that a shape is asked of, and the triples that make them its targets (SHACL, section 2.1.3)."""

    def __init__(self, triples: Iterable[Triple], divided: Iterable[Divided]) -> None:
        wanted = {name for one in divided for kind, name in one.targets if kind != "targetClass"}
        self._by_predicate: dict[str, list[Triple]] = defaultdict(list)
        self._by_class: dict[Term, list[Triple]] = defaultdict(list)
        self._below: dict[Term, list[Term]] = defaultdict(list)
        axioms: list[Triple] = []
        for triple in triples:
            subject, predicate, obj = triple
            if predicate in wanted:
                self._by_predicate[predicate].append(triple)
            if predicate == _TYPE:
                self._by_class[obj].append(triple)
            elif predicate == _SUBCLASS:
                self._below[obj].append(subject)
                axioms.append(triple)
        self.subclasses = "".join(f"{subject.n3()} {said.n3()} {obj.n3()} .\n" for subject, said, obj in axioms)

    def of(self, one: Divided) -> dict[Term, dict[Triple, None]]:
        """Return the nodes in the order of the graph, each with the triples that make it a target."""
        found: dict[Term, dict[Triple, None]] = {}
        for kind, name in one.targets:
            if kind == "targetClass":
                for triple in self._instances(name):
                    found.setdefault(triple[0], {})[triple] = None
                continue
            for triple in self._by_predicate[name]:
                node = triple[0] if kind == "targetSubjectsOf" else triple[2]
                # One triple makes the node a target; a journal that a thousand issues name needs no more.
                why = found.setdefault(node, {})
                if not why:
                    why[triple] = None
        return found

    def _instances(self, name: Term) -> Iterator[Triple]:
        ring, seen = [name], {name}
        while ring:
            for kind in ring:
                yield from self._by_class[kind]
            ring = [below for kind in ring for below in self._below[kind] if below not in seen]
            seen.update(ring)

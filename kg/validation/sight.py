"""What a SPARQL constraint can see from a node: the triples that decide whether the node passes, and no others.

An engine answers a constraint's query by joins over the whole graph, once for each node: over many pages that grows
like a square. A query whose patterns all hang together with ``$this`` can be answered over far fewer triples, and this
module tells which ones.

Why the answer is the same: say a variable's candidates are all terms that it can take in a solution for this node.
Those of ``$this`` are the node. Where a pattern has an end whose candidates are known, every triple (for a path, every
walk) that the pattern can match in a solution starts there, so it is collected; and its other end gives the candidates
of the variable that stands there. A pattern of OPTIONAL or of a FILTER with (NOT) EXISTS is asked for solutions of the
group around it, so it is followed from that group's variables. Hence each pattern has the same matches over the
collected triples as over the graph, and more triples of the graph do no harm. A query of which this cannot be shown (a
pattern without a known end, MINUS, a subquery, an aggregate …) is not followed: :func:`follow` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

from kg.quads import Blank, Iri, Literal, Term

__all__ = ["THIS", "Index", "Triple", "Walk", "follow"]

Triple: TypeAlias = tuple[Iri | Blank, Iri, Term]
Terms: TypeAlias = dict[Term, None]
"""A set of terms that keeps its order: the same graph gives the same parts."""

THIS = "this"


class _OpenError(Exception):
    """A part of a query does not hang together with the node, or is of a kind that is not followed."""


class Index:
    """The triples of a graph by their ends.

    Args:
        triples: the graph.
        backward: the predicates that are followed from the object too.
    """

    def __init__(self, triples: Iterable[Triple], backward: frozenset[str] = frozenset()) -> None:
        self._out: dict[tuple[Term, str], list[Triple]] = {}
        self._in: dict[tuple[Term, str], list[Triple]] = {}
        self._said: dict[Term, dict[Iri, None]] = {}
        for triple in triples:
            subject, predicate, obj = triple
            self._out.setdefault((subject, predicate), []).append(triple)
            self._said.setdefault(subject, {})[predicate] = None
            if predicate in backward:
                self._in.setdefault((obj, predicate), []).append(triple)

    def at(self, node: Term, predicate: str, forward: bool) -> Iterable[Triple]:
        """Return the triples of a predicate that leave a node, or that lead to it."""
        return (self._out if forward else self._in).get((node, predicate), ())

    def said(self, node: Term) -> Iterable[Iri]:
        """Return the predicates that are said of a node."""
        return self._said.get(node, ())


class _State:
    """The walk from one node: what was collected, and the candidates of each variable."""

    def __init__(self, index: Index, candidates: dict[str, Terms], collected: dict[Triple, None]) -> None:
        self.index = index
        self.candidates = candidates
        self.collected = collected

    def inner(self) -> _State:
        return _State(self.index, dict(self.candidates), self.collected)


_Step: TypeAlias = Callable[[_State], None]
_Path: TypeAlias = Callable[[_State, Terms], Terms]
"""Follow a path from some nodes, collecting; give where it leads."""


class Walk(NamedTuple):
    """How to collect what a query can see, and which predicates that leads against their direction."""

    steps: tuple[_Step, ...]
    backward: frozenset[str]

    def collect(self, index: Index, node: Term) -> dict[Triple, None]:
        """Return the triples that the query can see from a node."""
        state = _State(index, {THIS: {node: None}}, {})
        for step in self.steps:
            step(state)
        return state.collected


def follow(select: str, prefixes: dict[str, str]) -> Walk | None:
    """Find out how to collect what a query can see from ``$this``.

    Args:
        select: the query of a SPARQL constraint (SHACL, section 5.1).
        prefixes: the prefixes that are declared for it.

    Returns:
        The walk, or nothing where it cannot be shown that the collected triples decide the query.
    """
    from rdflib.plugins.sparql import prepareQuery

    query = prepareQuery(select, initNs=prefixes)
    planner = _Planner()
    try:
        steps, _ = planner.group(query.algebra.p, frozenset({THIS}))
    except _OpenError:
        return None
    return Walk(tuple(steps), frozenset(planner.backward))


_Plan: TypeAlias = tuple[list[_Step], frozenset[str]]
"""Steps, and the variables that are bound in every solution and whose candidates the steps tell."""


class _Planner:
    """Turn the algebra of a query (SPARQL 1.1, section 18.2) into steps."""

    def __init__(self) -> None:
        self.backward: set[str] = set()

    def group(self, node: Any, known: frozenset[str]) -> _Plan:
        """Plan a group graph pattern that is asked where the candidates of some variables are known."""
        match node.name:
            case "Project" | "Distinct" | "Reduced" | "OrderBy" | "SelectQuery":
                return self.group(node.p, known)
            case "BGP":
                return self._patterns(node.triples, known)
            case "Join":
                steps, bound = self.group(node.p1, known)
                more, others = self.group(node.p2, known | bound)
                return [*steps, *more], bound | others
            case "LeftJoin":
                steps, bound = self.group(node.p1, known)
                more, others = self.group(node.p2, known | bound)
                inside = [*more, *self._filter(node.expr, bound | others)]
                return [*steps, _aside(inside)], bound
            case "Union":
                left, one = self.group(node.p1, known)
                right, two = self.group(node.p2, known)
                return [_either(left, right, one & two)], one & two
            case "Filter":
                steps, bound = self.group(node.p, known)
                return [*steps, *self._filter(node.expr, bound)], bound
            case "Extend":
                steps, bound = self.group(node.p, known)
                return [*steps, *self._filter(node.expr, bound)], bound - {str(node.var)}
        raise _OpenError

    def _filter(self, expression: Any, bound: frozenset[str]) -> list[_Step]:
        """Plan the patterns of an expression: they see the solutions of the group that it stands in, and no more."""
        steps: list[_Step] = []
        for graph in _asked(expression):
            inside, _ = self.group(graph, bound | {THIS})
            steps.append(_aside(inside))
        return steps

    def _patterns(self, triples: Iterable[tuple[Any, Any, Any]], known: frozenset[str]) -> _Plan:
        waiting, bound, steps = list(triples), set(known), []
        names = {name for triple in waiting for name in map(_name, triple) if name}
        while waiting:
            # From a subject, where one is known: what leaves a node is little, what leads to it may be much.
            chosen = min(waiting, key=lambda triple: _rank(triple, bound))
            rank = _rank(chosen, bound)
            if rank == _NOWHERE:
                raise _OpenError
            forward = rank != _BACK
            start, end = (_name(node) for node in (chosen[::2] if forward else chosen[2::-2]))
            assert start is not None
            by = _name(chosen[1])
            path = self._path(chosen[1], forward) if by is None else _any_of(by)
            steps.append(_visit(start, path, end))
            bound.update(name for name in (end, by) if name)
            waiting.remove(chosen)
        return steps, frozenset(names)

    def _path(self, path: Any, forward: bool) -> _Path:
        """Plan a property path (SPARQL 1.1, section 9)."""
        import rdflib
        from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

        if isinstance(path, rdflib.URIRef):
            if not forward:
                self.backward.add(str(path))
            return _property(str(path), forward)
        if isinstance(path, InvPath):
            return self._path(path.arg, not forward)
        if isinstance(path, SequencePath):
            return _sequence([self._path(part, forward) for part in (path.args if forward else reversed(path.args))])
        if isinstance(path, AlternativePath):
            return _alternative([self._path(part, forward) for part in path.args])
        if isinstance(path, MulPath):
            return _repeated(self._path(path.path, forward), zero=path.zero, more=path.more)
        raise _OpenError


_AHEAD, _BACK, _ANYHOW, _NOWHERE = range(4)


def _rank(triple: tuple[Any, Any, Any], bound: set[str]) -> int:
    """Tell from which end a pattern can be followed."""
    subject, predicate, obj = (_name(node) for node in triple)
    if subject is not None and subject in bound:
        return _AHEAD if predicate is None or predicate in bound else _ANYHOW
    return _BACK if obj is not None and obj in bound and predicate is None else _NOWHERE


def _name(node: Any) -> str | None:
    """Return the name of a variable; a blank node of a query is one (SPARQL 1.1, section 4.1.4)."""
    import rdflib

    return str(node) if isinstance(node, (rdflib.Variable, rdflib.BNode)) else None


def _asked(expression: Any) -> Iterator[Any]:
    """Yield the graph patterns of EXISTS and NOT EXISTS in an expression."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(expression, CompValue):
        if expression.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            yield expression.graph
            return
        for part in expression.values():
            yield from _asked(part)
    elif isinstance(expression, list):
        for part in expression:
            yield from _asked(part)


def _visit(start: str, path: _Path, end: str | None) -> _Step:
    def step(state: _State) -> None:
        reached = path(state, state.candidates[start])
        if end is None:
            return
        known = state.candidates.get(end)
        if known is not None:
            # A literal is kept: engines differ in which tags of a language are one.
            reached = {node: None for node in reached if node in known or isinstance(node, Literal)}
        state.candidates[end] = reached

    return step


def _aside(steps: list[_Step]) -> _Step:
    """Collect for a part whose variables may stay unbound."""

    def step(state: _State) -> None:
        inner = state.inner()
        for one in steps:
            one(inner)

    return step


def _either(left: list[_Step], right: list[_Step], both: frozenset[str]) -> _Step:
    def step(state: _State) -> None:
        branches = [state.inner(), state.inner()]
        for branch, steps in zip(branches, (left, right), strict=True):
            for one in steps:
                one(branch)
        for name in both:
            state.candidates[name] = {**branches[0].candidates[name], **branches[1].candidates[name]}

    return step


def _property(predicate: str, forward: bool) -> _Path:
    def walk(state: _State, nodes: Terms) -> Terms:
        reached: Terms = {}
        for node in nodes:
            for triple in state.index.at(node, predicate, forward):
                state.collected[triple] = None
                reached[triple[2] if forward else triple[0]] = None
        return reached

    return walk


def _any_of(variable: str) -> _Path:
    def walk(state: _State, nodes: Terms) -> Terms:
        predicates = state.candidates.get(variable)
        if predicates is None:
            predicates = {name: None for node in nodes for name in state.index.said(node)}
            state.candidates[variable] = predicates
        return _alternative([_property(str(name), True) for name in predicates])(state, nodes)

    return walk


def _sequence(parts: list[_Path]) -> _Path:
    def walk(state: _State, nodes: Terms) -> Terms:
        for part in parts:
            nodes = part(state, nodes)
        return nodes

    return walk


def _alternative(parts: list[_Path]) -> _Path:
    def walk(state: _State, nodes: Terms) -> Terms:
        reached: Terms = {}
        for part in parts:
            reached.update(part(state, nodes))
        return reached

    return walk


def _repeated(inner: _Path, *, zero: bool, more: bool) -> _Path:
    def walk(state: _State, nodes: Terms) -> Terms:
        reached: Terms = dict(nodes) if zero else {}
        ring = nodes
        while ring:
            step = inner(state, ring)
            ring = {node: None for node in step if node not in reached} if more else {}
            reached.update(step)
        return reached

    return walk

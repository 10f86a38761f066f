"""Blank nodes that are named by what is said of them, so that the same list is the same list wherever it is met.

A blank node has no name that holds outside its file: loading a file twice doubles its lists, and two files may call
different nodes alike. Here the nodes that hang together (the cells of one list) are named by a digest of all that is
said of them, after the colour refinement that canonicalisation of RDF begins with.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.quads import Blank, Quad, Term

__all__ = ["Namer", "components", "has_blank", "named"]


def has_blank(quad: Quad) -> bool:
    """Tell whether a blank node stands in a quad."""
    return type(quad.subject) is Blank or type(quad.object) is Blank


def components(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """Yield the quads of some blank nodes, those together that share a node directly or by others, in their order.

    Args:
        quads: quads that each hold a blank node.
    """
    leader: dict[str, str] = {}

    def find(node: str) -> str:
        root = node
        while leader.setdefault(root, root) != root:
            root = leader[root]
        while leader[node] != root:
            leader[node], node = root, leader[node]
        return root

    kept = list(quads)
    for quad in kept:
        nodes = _nodes(quad)
        if len(nodes) == 2:
            leader[find(nodes[1])] = find(nodes[0])
    together: dict[str, list[Quad]] = defaultdict(list)
    for quad in kept:
        together[find(_nodes(quad)[0])].append(quad)
    yield from together.values()


def named(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield all quads, blank nodes named anew: those without any first, in their order, then the others.

    Args:
        quads: any quads; those that hold blank nodes are kept in memory until the end.
    """
    namer = Namer()
    held: list[Quad] = []
    for quad in quads:
        if has_blank(quad):
            held.append(quad)
        else:
            yield quad
    for component in components(held):
        yield from namer(component)


class Namer:
    """Name the blank nodes of components; the second of two that look the same gets a number, so that none is lost."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def __call__(self, component: list[Quad]) -> list[Quad]:
        """Return the quads of one component with new names.

        Args:
            component: quads that hang together by blank nodes; see :func:`components`.
        """
        colours = _refined(component)
        lines = sorted(_line(quad, colours) for quad in component)
        name = _digest("\n".join(lines))
        self._seen[name] += 1
        prefix = f"c{name}" if self._seen[name] == 1 else f"c{name}r{self._seen[name]}"
        # Nodes of one colour are alike in all that is said of them: their order in the file tells them apart.
        order = sorted(colours, key=colours.__getitem__)
        names = {node: Blank(f"{prefix}n{number}") for number, node in enumerate(order, start=1)}

        def term(value: Term) -> Term:
            return names[value] if isinstance(value, Blank) else value

        found = []
        for quad in component:
            subject = names[quad.subject] if isinstance(quad.subject, Blank) else quad.subject
            found.append(Quad(subject, quad.predicate, term(quad.object), quad.layer))
        return found


def _nodes(quad: Quad) -> list[str]:
    return [term for term in (quad.subject, quad.object) if isinstance(term, Blank)]


def _refined(component: list[Quad]) -> dict[str, str]:
    """Return a colour for each blank node, refined until no further node can be told from the others."""
    colours = {node: "" for quad in component for node in _nodes(quad)}
    count = 0
    while True:
        said: dict[str, list[str]] = {node: [] for node in colours}
        for quad in component:
            line = _line(quad, colours)
            if isinstance(quad.subject, Blank):
                said[quad.subject].append(f"> {line}")
            if isinstance(quad.object, Blank):
                said[quad.object].append(f"< {line}")
        colours = {node: _digest("\n".join([colours[node], *sorted(lines)])) for node, lines in said.items()}
        found = len(set(colours.values()))
        if found == count or found == len(colours):
            return colours
        count = found


def _line(quad: Quad, colours: dict[str, str]) -> str:
    subject, obj = (colours[term] if isinstance(term, Blank) else term.n3() for term in (quad.subject, quad.object))
    return f"{subject} {quad.predicate} {obj} {quad.layer}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

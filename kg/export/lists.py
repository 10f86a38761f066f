"""Which blank nodes of a graph are the cells of plain lists, that a format with a form for lists can write as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kg.export.grouping import Description, Node
from kg.namespaces import RDF
from kg.quads import Blank, Term

__all__ = ["Lists", "lists"]

_FIRST, _REST, _NIL = RDF("first"), RDF("rest"), RDF("nil")
_CELL = {_FIRST, _REST}


class Lists(NamedTuple):
    """The lists of a graph: the members of each by its first cell, and all cells that need not be written."""

    members: dict[Node, list[Term]]
    taken: set[Node]


def lists(nodes: Mapping[Node, Description]) -> Lists:
    """Find the plain lists: blank cells with one ``rdf:first`` and one ``rdf:rest``, each pointed to exactly once.

    Args:
        nodes: the nodes of one graph.
    """
    cells = {node for node, description in nodes.items() if type(node) is Blank and _plain(description)}
    if not cells:
        return Lists({}, set())
    pointed: dict[Term, int] = {}
    heads: dict[Blank, None] = {}
    for node, description in nodes.items():
        for objects in description.values():
            for obj in objects:
                if type(obj) is Blank and obj in cells:
                    pointed[obj] = pointed.get(obj, 0) + 1
                    if node not in cells:
                        heads[obj] = None
    found = Lists({}, set())
    # Inner lists are found from the outer ones: lists that hold each other in a ring hang on nothing.
    waiting = list(heads)
    while waiting:
        head = waiting.pop()
        chain = _chain(head, nodes, cells, pointed)
        if chain is not None:
            members = [next(iter(nodes[cell][_FIRST])) for cell in chain]
            found.members[head] = members
            found.taken.update(chain)
            waiting.extend(member for member in members if type(member) is Blank and member in cells)
    return found


def _plain(description: Description) -> bool:
    return description.keys() == _CELL and all(len(objects) == 1 for objects in description.values())


def _chain(
    head: Blank, nodes: Mapping[Node, Description], cells: set[Blank], pointed: Mapping[Term, int]
) -> list[Blank] | None:
    """Follow a list from its first cell; return its cells, or nothing where it is not plain to its end."""
    chain: list[Blank] = []
    cell: Term = head
    seen: set[Term] = set()
    while cell != _NIL:
        if type(cell) is not Blank or cell not in cells or cell in seen or pointed.get(cell) != 1:
            return None
        seen.add(cell)
        chain.append(cell)
        cell = next(iter(nodes[cell][_REST]))
    return chain

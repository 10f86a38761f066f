"""RDF 1.1 XML: one element a node, in reading order; plain lists as ``rdf:parseType="Collection"``.

XML 1.0 has no way to hold most control characters, and an element's name must end a property's IRI: what cannot be
written so is refused, with the formats that can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.errors import InputError
from kg.export import terms
from kg.export.grouping import Description, Node, Reader, describe
from kg.export.lists import lists
from kg.namespaces import PREFIXES, RDF
from kg.quads import XSD_STRING, Blank, Iri, Literal, Quad, Term

__all__ = ["attribute", "rdfxml", "text"]

_TYPE = RDF("type")
_NIL = RDF("nil")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*\Z")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARKED = re.compile("[&<>\r]")
_MARKS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", '"': "&quot;"}
_RESERVED = {RDF(name) for name in ("RDF", "Description", "ID", "about", "parseType", "resource", "nodeID", "datatype")}
_RESERVED |= {RDF(name) for name in ("li", "aboutEach", "aboutEachPrefix", "bagID")}
_OTHER = "Choose Turtle, TriG, N-Triples, N-Quads or JSON-LD."


def rdfxml(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield RDF/XML, in pieces; layers are left aside.

    Args:
        quads: what is written.
        base: not needed here, for IRIs stand whole; every writer takes it.

    Raises:
        InputError: a string holds a character that XML cannot, or a property has no name that an element may have.
    """
    layers = describe(quads, flat=True)
    writer = _Writer()
    body = list(writer.nodes(layers)) if layers else []
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    spaces = sorted((prefix, space) for space, prefix in writer.used.items())
    yield "<rdf:RDF" + "".join(f'\n    xmlns:{prefix}="{attribute(space)}"' for prefix, space in spaces) + ">\n"
    yield from body
    yield "</rdf:RDF>\n"


class _Writer:
    """Write elements, and remember which namespaces they took."""

    def __init__(self) -> None:
        self.used: dict[str, str] = {str(PREFIXES["rdf"]): "rdf"}
        self._prefixes = {str(space): prefix for prefix, space in PREFIXES.items()}
        self._names: dict[Iri, str] = {}

    def nodes(self, layers: Mapping[str, Mapping[Node, Description]]) -> Iterator[str]:
        """Yield each node of the only layer as an element."""
        nodes = layers[""]
        cells = lists(nodes)
        # A collection holds nodes only: a list of literals or of lists is written cell by cell.
        members = {
            head: chain
            for head, chain in cells.members.items()
            if not any(isinstance(member, Literal) or member in cells.members for member in chain)
        }
        taken = cells.taken if len(members) == len(cells.members) else _cells(members, nodes)
        for heading, heap in Reader(layers).read("", taken):
            yield f"\n  <!-- {heading} -->\n"
            for node in heap:
                yield self._node(node, nodes[node], members)

    def _node(self, node: Node, description: Description, members: Mapping[Node, list[Term]]) -> str:
        lines: list[str] = []
        types = description.get(_TYPE, {})
        named = next((cls for cls in types if type(cls) is Iri and cls not in _RESERVED and _splits(cls)), None)
        element = self._name(Iri(named)) if named is not None else "rdf:Description"
        for predicate, objects in description.items():
            for obj in objects:
                if predicate == _TYPE and obj == named:
                    continue
                lines.extend(self._property(self._name(predicate), obj, members, "    "))
        head = f"  <{element} {_subject(node)}"
        if not lines:
            return f"{head}/>\n"
        return "\n".join([f"{head}>", *lines, f"  </{element}>\n"])

    def _property(self, name: str, obj: Term, members: Mapping[Node, list[Term]], indent: str) -> Iterator[str]:
        if isinstance(obj, Literal):
            value, lang, datatype = obj
            kind = ""
            if lang:
                kind = f' xml:lang="{terms.language(obj)}"'
            elif datatype and datatype != XSD_STRING:
                kind = f' rdf:datatype="{attribute(terms.iri(Iri(datatype)))}"'
            yield f"{indent}<{name}{kind}>{text(value)}</{name}>"
        elif type(obj) is Blank and obj in members:
            yield f'{indent}<{name} rdf:parseType="Collection">'
            for member in members[obj]:
                assert not isinstance(member, Literal)
                yield f"{indent}  <rdf:Description {_subject(member)}/>"
            yield f"{indent}</{name}>"
        elif type(obj) is Blank:
            yield f'{indent}<{name} rdf:nodeID="{terms.blank(obj)}"/>'
        else:
            yield f'{indent}<{name} rdf:resource="{attribute(terms.iri(Iri(obj)))}"/>'

    def _name(self, iri: Iri) -> str:
        known = self._names.get(iri)
        if known is not None:
            return known
        split = _splits(terms.iri(iri))
        if split is None or iri in _RESERVED:
            raise InputError(f"RDF/XML has no element for the property <{iri}>", hint=_OTHER)
        space, local = split
        prefix = self.used.get(space)
        if prefix is None:
            prefix = self._prefixes.get(space) or f"ns{sum(name.startswith('ns') for name in self.used.values()) + 1}"
            self.used[space] = prefix
        self._names[iri] = f"{prefix}:{local}"
        return self._names[iri]


def _cells(members: Mapping[Node, list[Term]], nodes: Mapping[Node, Description]) -> set[Node]:
    taken: set[Node] = set()
    for head in members:
        cell: Term = head
        while isinstance(cell, Blank):
            taken.add(cell)
            cell = next(iter(nodes[cell][RDF("rest")]))
    return taken


def _splits(iri: Iri) -> tuple[str, str] | None:
    """Split an IRI into a namespace and the name of an element, at the last sign that is not of a name."""
    for mark in ("#", "/", ":"):
        space, found, local = iri.rpartition(mark)
        if found and _NAME.match(local):
            return space + found, local
    match = re.search(r"[A-Za-z_][A-Za-z0-9._-]*\Z", iri)
    return (iri[: match.start()], match[0]) if match and match.start() else None


def _subject(node: Node) -> str:
    if type(node) is Blank:
        return f'rdf:nodeID="{terms.blank(node)}"'
    return f'rdf:about="{attribute(terms.iri(Iri(node)))}"'


def text(value: str) -> str:
    """Return a string as the text of an element.

    Raises:
        InputError: it holds a character that XML cannot.
    """
    found = _FORBIDDEN.search(value)
    if found:
        raise InputError(f"XML cannot hold the character U+{ord(found[0]):04X}, as in {value[:60]!r}", hint=_OTHER)
    # "\r" as it stands would be read as "\n".
    return _MARKED.sub(lambda match: _MARKS[match[0]], value)


def attribute(value: str) -> str:
    """Return an IRI as the value of an attribute."""
    return re.sub('[&<>"]', lambda match: _MARKS[match[0]], value)

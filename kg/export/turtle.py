"""Turtle and TriG (RDF 1.1), grouped for reading: every node once, under the heading of its kind.

A node's IRI is written under the base (``<work/5f3a…>``), a term of a vocabulary with its prefix, a list as ``( … )``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.export import terms
from kg.export.grouping import Description, Node, Reader, describe, document
from kg.export.lists import lists
from kg.graphs import name_of
from kg.namespaces import PREFIXES, RDF
from kg.quads import LAYERS, XSD_STRING, Blank, Iri, Literal, Quad, Term

__all__ = ["trig", "turtle"]

_TYPE = RDF("type")
_NIL = RDF("nil")
_WIDTH = 118
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\Z")
_RELATIVE = re.compile(r"[A-Za-z][\w-]*(?:/[A-Za-z0-9_-][\w.~-]*)*(?:#[\w.~-]*)?\Z", re.ASCII)
_XSD = "http://www.w3.org/2001/XMLSchema#"
# Only numbers in their usual form stand bare: parsers rewrite others, such as 05, when they are not quoted.
_BARE = {
    f"{_XSD}integer": re.compile(r"(?:0|-?[1-9][0-9]*)\Z"),
    f"{_XSD}decimal": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+\Z"),
    f"{_XSD}boolean": re.compile(r"(?:true|false)\Z"),
}


def turtle(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield Turtle, in pieces; layers are left aside.

    Args:
        quads: what is written.
        base: where minted IRIs live.
    """
    layers = describe(quads, flat=True)
    writer = _Writer(base)
    body = list(writer.block(layers, "", ""))
    yield writer.head()
    yield from body


def trig(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield TriG, in pieces: one graph a layer.

    Args:
        quads: what is written.
        base: where minted IRIs live, and the graphs' names.
    """
    layers = describe(quads)
    order = [layer for layer in ("", *LAYERS) if layer in layers]
    order += sorted(layer for layer in layers if layer not in order)
    writer = _Writer(base)
    reader = Reader(layers)
    body: list[str] = []
    for layer in order:
        name = name_of(layer, base)
        if name is not None:
            label = Blank(name[2:]) if name.startswith("_:") else name
            body.append(f"\n{writer.term(label)} {{\n")
        body.extend(writer.block(layers, layer, "" if name is None else "    ", reader))
        if name is not None:
            body.append("}\n")
    yield writer.head()
    yield from body


class _Writer:
    """Write terms, and remember which prefixes they took."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.based = False
        self._relative = base.endswith("/") and "://" in base
        self.used: set[str] = set()
        self._known: dict[Iri, str] = {}
        self._namespaces = {str(namespace): prefix for prefix, namespace in PREFIXES.items()}

    def head(self) -> str:
        """Return the base and the prefixes that were used, sorted."""
        lines = [f"@base <{terms.iri(Iri(self.base))}> .\n"] if self.based else []
        lines += [f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(self.used)]
        return "".join(lines)

    def block(
        self, layers: Mapping[str, Mapping[Node, Description]], layer: str, indent: str, reader: Reader | None = None
    ) -> Iterator[str]:
        """Yield the nodes of one layer, section by section."""
        nodes = layers.get(layer)
        if not nodes:
            return
        cells = lists(nodes)
        first = True
        for heading, heap in (reader or Reader(layers)).read(layer, cells.taken):
            rule = "-" * max(3, _WIDTH - len(heading) - len(indent) - 7)
            # A graph's brace needs no blank line behind it.
            yield f"{'' if first and indent else chr(10)}{indent}# --- {heading} {rule}\n"
            whole = ""
            for node in heap:
                # A node stands close to its parts, and apart from the next.
                if document(node) != whole:
                    whole = document(node)
                    yield "\n"
                yield self._node(node, nodes[node], indent, cells.members)
            first = False

    def term(self, term: Term) -> str:
        """Return one term."""
        if type(term) is Iri:
            known = self._known.get(term)
            if known is None:
                known = self._known[term] = self._iri(term)
            return known
        if isinstance(term, Literal):
            return self._literal(term)
        return f"_:{terms.blank(Blank(term))}"

    def _node(self, node: Node, description: Description, indent: str, members: Mapping[Node, list[Term]]) -> str:
        inner = f"{indent}    "
        known = self._known
        pairs: list[str] = []
        for predicate, objects in description.items():
            verb = known.get(predicate) or self.term(predicate)
            words = [
                known.get(obj) or self.term(obj) if type(obj) is Iri and obj != _NIL else self._object(obj, members)
                for obj in objects
            ]
            said = words[0]
            if len(words) > 1:
                said = " , ".join(words)
                if len(said) + len(verb) + len(inner) > _WIDTH:
                    said = f" ,\n{inner}    ".join(words)
            if predicate == _TYPE:
                # What a node is stands first.
                pairs.insert(0, f"a {said}")
            else:
                pairs.append(f"{verb} {said}")
        return f"{indent}{self.term(node)} " + f" ;\n{inner}".join(pairs) + " .\n"

    def _object(self, obj: Term, members: Mapping[Node, list[Term]]) -> str:
        if type(obj) is Blank and obj in members:
            return f"( {' '.join(self._object(member, members) for member in members[obj])} )"
        return "()" if obj == _NIL and type(obj) is Iri else self.term(obj)

    def _iri(self, value: Iri) -> str:
        # What these two forms match holds no character that an IRI may not.
        if self._relative and value.startswith(self.base) and _RELATIVE.match(value, len(self.base)):
            self.based = True
            return f"<{value[len(self.base) :]}>"
        for mark in ("#", "/"):
            namespace, found, local = value.rpartition(mark)
            prefix = self._namespaces.get(namespace + found) if found else None
            if prefix is not None and _LOCAL.match(local):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return f"<{terms.iri(value)}>"

    def _literal(self, literal: Literal) -> str:
        value, lang, datatype = literal
        if lang:
            return f"{terms.quoted(value)}@{terms.language(literal)}"
        if not datatype or datatype == XSD_STRING:
            return terms.quoted(value)
        bare = _BARE.get(datatype)
        if bare is not None and bare.match(value):
            return value
        return f"{terms.quoted(value)}^^{self.term(Iri(datatype))}"

"""JSON-LD 1.1: one object a node, in reading order, under our own context, which stands in the file.

Names of properties and classes are those of ``ontology/context.jsonld``, of which the part that is used is written;
nothing has to be fetched to read the file. What the context has no word for keeps its IRI.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from kg.export import terms
from kg.export.grouping import Description, Node, Reader, describe
from kg.export.lists import lists
from kg.namespaces import RDF
from kg.quads import XSD_STRING, Blank, Iri, Literal, Quad, Term

__all__ = ["jsonld"]

_TYPE = RDF("type")
_NIL = RDF("nil")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w-]*[A-Za-z0-9_])?\Z", re.ASCII)
_RELATIVE = re.compile(r"[A-Za-z][\w-]*(?:/[A-Za-z0-9_-][\w.~-]*)*(?:#[\w.~-]*)?\Z", re.ASCII)


class _Word(NamedTuple):
    """What the context says of a property: its name, the type of its plain values, and its container."""

    name: str
    type: str = ""
    container: str = ""


def jsonld(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield JSON-LD, in pieces; layers are left aside.

    Args:
        quads: what is written.
        base: where minted IRIs live.
    """
    layers = describe(quads, flat=True)
    unusable: set[str] = set()
    while True:
        writer = _Writer(base, unusable)
        nodes = list(writer.nodes(layers)) if layers else []
        if writer.met <= unusable:
            break
        # An IRI begins like a word of the context (a scheme called "title:"): that word cannot be used.
        unusable |= writer.met
    yield '{\n  "@context": {\n'
    yield ",\n".join(f"    {_json(name)}: {_json(meaning)}" for name, meaning in writer.context())
    yield '\n  },\n  "@graph": ['
    for number, node in enumerate(nodes):
        yield f"{',' if number else ''}\n{node}"
    yield "\n  ]\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def _shared_context() -> Mapping[str, Any]:
    from kg.resources import ontology

    found: dict[str, Any] = json.loads(ontology("context.jsonld").read_text(encoding="utf-8"))["@context"]
    return found


class _Writer:
    """Write nodes, and remember which words of the context they took.

    Args:
        base: where minted IRIs live.
        unusable: words of the context that an IRI of the graph begins like.
    """

    def __init__(self, base: str, unusable: set[str]) -> None:
        self.base = base
        self.met: set[str] = set()
        self._based = False
        self._relative = base.endswith("/") and "://" in base
        self._used: set[str] = set()
        self._context = _shared_context()
        self._prefixes: dict[str, str] = {}
        self._classes: dict[str, str] = {}
        self._properties: dict[str, _Word] = {}
        self._known: dict[Iri, str] = {}
        for name, meaning in self._context.items():
            if isinstance(meaning, str) and meaning.endswith(("#", "/")) and name not in unusable:
                self._prefixes[meaning] = name
        for name, meaning in self._context.items():
            identifier = meaning if isinstance(meaning, str) else meaning["@id"]
            prefix, _, local = identifier.partition(":")
            if identifier.startswith("@") or name in unusable or identifier.endswith(("#", "/")):
                continue
            if prefix in unusable:
                continue
            iri = self._context[prefix] + local
            if name[0].isupper():
                self._classes[iri] = name
            elif isinstance(meaning, str):
                self._properties[iri] = _Word(name)
            else:
                self._properties[iri] = _Word(name, meaning.get("@type", ""), meaning.get("@container", ""))

    def context(self) -> Iterator[tuple[str, object]]:
        """Yield the words that were used, in the order of the shared context, the base first."""
        needed = set(self._used)
        for name in self._used:
            meaning = self._context[name]
            for value in [meaning] if isinstance(meaning, str) else meaning.values():
                if not value.startswith("@") and not value.endswith(("#", "/")):
                    needed.add(value.partition(":")[0])
        if self._based:
            yield "@base", self.base
        for name, meaning in self._context.items():
            if name in needed or name in ("id", "type"):
                yield name, meaning

    def nodes(self, layers: Mapping[str, Mapping[Node, Description]]) -> Iterator[str]:
        """Yield each node of the only layer as a JSON object."""
        nodes = layers[""]
        cells = lists(nodes)
        for _, heap in Reader(layers).read("", cells.taken):
            for node in heap:
                yield self._node(node, nodes[node], cells.members)

    def _node(self, node: Node, description: Description, members: Mapping[Node, list[Term]]) -> str:
        pairs: list[tuple[str, object]] = [("id", self._id(node))]
        types = description.get(_TYPE, {})
        # Sorted, for parsers hand them on in an order of their own.
        names = sorted(self._class(cls) for cls in types if not isinstance(cls, Literal))
        if names:
            pairs.append(("type", _alone(names)))
        for predicate, objects in description.items():
            values: Iterable[Term] = objects
            if predicate == _TYPE:
                values = [cls for cls in types if isinstance(cls, Literal)]
                if values:
                    pairs.append((self._compact(_TYPE), _alone([self._value(value, "") for value in values])))
                continue
            pairs.extend(self._property(predicate, list(values), members))
        lines = ",\n".join(f"      {_json(name)}: {_json(value)}" for name, value in pairs)
        return f"    {{\n{lines}\n    }}"

    def _property(
        self, predicate: Iri, objects: list[Term], members: Mapping[Node, list[Term]]
    ) -> Iterator[tuple[str, object]]:
        """Yield a property's values, under its word where the word's definition fits them, else under its IRI."""
        word = self._properties.get(predicate)
        rest = objects
        if word is not None and word.container == "@language":
            said: dict[str, list[str]] = {}
            rest = []
            for obj in objects:
                if isinstance(obj, Literal) and (obj.lang or not obj.datatype or obj.datatype == XSD_STRING):
                    said.setdefault(terms.language(obj) if obj.lang else "@none", []).append(obj.value)
                else:
                    rest.append(obj)
            if said:
                yield self._use(word.name), {tag: _alone(values) for tag, values in said.items()}
        elif word is not None and word.container == "@list":
            if len(objects) == 1 and (chain := _members(objects[0], members)) is not None:
                yield self._use(word.name), [self._item(member, word.type, members) for member in chain]
                return
        elif word is not None:
            yield self._use(word.name), _alone([self._item(obj, word.type, members) for obj in objects])
            return
        if rest:
            yield self._compact(predicate), _alone([self._item(obj, "", members) for obj in rest])

    def _item(self, obj: Term, type_: str, members: Mapping[Node, list[Term]]) -> object:
        chain = _members(obj, members)
        if chain is not None:
            return {"@list": [self._item(member, type_, members) for member in chain]}
        return self._value(obj, type_)

    def _value(self, obj: Term, type_: str) -> object:
        if not isinstance(obj, Literal):
            name = self._id(obj)
            return name if type_ == "@id" else {"id": name}
        value, lang, datatype = obj
        if lang:
            return {"@value": value, "@language": terms.language(obj)}
        if not datatype or datatype == XSD_STRING:
            return {"@value": value} if type_ else value
        if not type_:
            if datatype == f"{_XSD}integer" and _INTEGER.match(value):
                return int(value)
            if datatype == f"{_XSD}boolean" and value in ("true", "false"):
                return value == "true"
        elif datatype == _XSD + type_.removeprefix("xsd:"):
            return value
        return {"@value": value, "@type": self._compact(Iri(datatype))}

    def _class(self, cls: Iri | Blank) -> str:
        name = self._classes.get(cls)
        return self._use(name) if name is not None else self._id(cls, based=False)

    def _id(self, node: Iri | Blank, *, based: bool = True) -> str:
        if type(node) is Blank:
            return f"_:{terms.blank(node)}"
        value = Iri(node)
        if based and self._relative and value.startswith(self.base) and _RELATIVE.match(value, len(self.base)):
            self._based = True
            return value[len(self.base) :]
        return self._compact(value)

    def _compact(self, value: Iri) -> str:
        known = self._known.get(value)
        if known is None:
            known = self._known[value] = self._written(terms.iri(value))
        prefix = known.partition(":")[0]
        if known != value:
            self._used.add(prefix)
        return known

    def _written(self, value: Iri) -> str:
        for mark in ("#", "/"):
            namespace, found, local = value.rpartition(mark)
            prefix = self._prefixes.get(namespace + found) if found else None
            if prefix is not None and _LOCAL.match(local):
                return f"{prefix}:{local}"
        scheme, _, rest = value.partition(":")
        if scheme in self._context and not rest.startswith("//"):
            self.met.add(scheme)
        return value

    def _use(self, name: str) -> str:
        self._used.add(name)
        return name


def _members(obj: Term, members: Mapping[Node, list[Term]]) -> list[Term] | None:
    if obj == _NIL and type(obj) is Iri:
        return []
    return members.get(obj) if type(obj) is Blank else None


def _alone(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values

"""The shapes as data: their messages, severities and paths, and which of them rest on a given graph.

A shape with ``kg:layer`` needs those layers: where the graph lacks one, its triples are not missing but were never
asked for, and the shape is deactivated (SHACL, section 2.1.3.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kg import namespaces as ns
from kg.quads import LAYERS, Quad
from kg.resources import ontology

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["Shape", "Shapes", "background", "layers_of", "shapes"]

_MARKS: dict[str, frozenset[str]] = {
    "bibliography": frozenset({ns.PRO("withRole"), ns.CITO("cites"), ns.DCTERMS("issued"), ns.BIBO("authorList")}),
    "transcription": frozenset({ns.KG("sha256"), ns.KG("characters"), ns.C4O("hasContent")}),
    "quality": frozenset({ns.PROV("used"), ns.VOID("triples"), ns.OA("hasBody"), ns.DQV("value")}),
    "derived": frozenset({ns.KG("candidate"), ns.KG("matchedIn")}),
}
"""Properties that one layer alone states: they tell its presence in a graph whose layers are one, as in Turtle."""


_BACKGROUND = frozenset(
    {ns.RDF("type"), ns.RDFS("subClassOf"), ns.SKOS("inScheme"), ns.SKOS("prefLabel"), ns.KG("severity")}
)


@dataclass(slots=True)
class Shape:
    """One named shape: what it says to people, how much it matters, which property it looks at."""

    iri: str
    labels: dict[str, str] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    severity: str = "Violation"
    layers: frozenset[str] = frozenset()
    path: pyoxigraph.NamedNode | pyoxigraph.BlankNode | None = None

    @property
    def name(self) -> str:
        """Return the local name, by which documentation and examples call the shape."""
        return self.iri.rpartition("#")[2]


class Shapes:
    """The shapes graph: its text for an engine, its named shapes for people."""

    def __init__(self, text: str) -> None:
        import pyoxigraph

        self.text = text
        self._objects: dict[object, dict[str, list[object]]] = {}
        for triple in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE):
            by_predicate = self._objects.setdefault(triple.subject, {})
            by_predicate.setdefault(triple.predicate.value, []).append(triple.object)
        self.named = {shape.iri: shape for shape in self._shapes()}

    def _shapes(self) -> Iterator[Shape]:
        import pyoxigraph

        for node, properties in self._objects.items():
            kinds = {getattr(kind, "value", "") for kind in properties.get(ns.RDF("type"), ())}
            if not isinstance(node, pyoxigraph.NamedNode) or not kinds & {ns.SH("NodeShape"), ns.SH("PropertyShape")}:
                continue
            shape = Shape(node.value)
            for said, words in ((ns.RDFS("label"), shape.labels), (ns.SH("message"), shape.messages)):
                for literal in properties.get(said, ()):
                    if isinstance(literal, pyoxigraph.Literal):
                        words[literal.language or ""] = literal.value
            for severity in properties.get(ns.SH("severity"), ()):
                shape.severity = str(getattr(severity, "value", "")).rpartition("#")[2]
            shape.layers = frozenset(str(getattr(layer, "value", "")) for layer in properties.get(ns.KG("layer"), ()))
            for path in properties.get(ns.SH("path"), ()):
                if isinstance(path, (pyoxigraph.NamedNode, pyoxigraph.BlankNode)):
                    shape.path = path
            yield shape

    def resting(self, layers: Iterable[str]) -> list[str]:
        """Return the shapes that have nothing to check where the graph holds only these layers, sorted."""
        present = set(layers)
        return sorted(iri for iri, shape in self.named.items() if not shape.layers <= present)

    def turtle(self, layers: Iterable[str]) -> str:
        """Return the shapes graph as Turtle, with the resting shapes deactivated."""
        lines = (f"<{iri}> <{ns.SH('deactivated')}> true ." for iri in self.resting(layers))
        return "\n".join([self.text, *lines, ""])

    def path(self, iri: str) -> str:
        """Return the path of a property shape as Turtle writes it in ``sh:path``; empty for a node shape."""
        shape = self.named.get(iri)
        return self._path(shape.path) if shape is not None and shape.path is not None else ""

    def _path(self, node: object) -> str:
        import pyoxigraph

        if isinstance(node, pyoxigraph.NamedNode):
            return f"<{node.value}>"
        properties = self._objects.get(node, {})
        if ns.RDF("first") in properties:
            return f"( {' '.join(self._items(node))} )"
        steps = ((step, objects) for step, objects in properties.items() if step.startswith(ns.SH))
        step, objects = next(steps)
        return f"[ <{step}> {self._path(objects[0])} ]"

    def _items(self, cell: object) -> Iterator[str]:
        while (properties := self._objects.get(cell)) is not None and ns.RDF("first") in properties:
            yield self._path(properties[ns.RDF("first")][0])
            cell = properties[ns.RDF("rest")][0]


@cache
def shapes() -> Shapes:
    """Read all files of ``ontology/shapes/``."""
    files = sorted(ontology("shapes").glob("*.ttl"))
    return Shapes("\n".join(file.read_text(encoding="utf-8") for file in files))


@cache
def background() -> str:
    """Return what a validator has to know beside the graph, as N-Triples: subclasses, and the concepts of our schemes.

    ``sh:class foaf:Agent`` rejects a ``foaf:Person`` where nobody says that a person is an agent.
    """
    import pyoxigraph

    names = ("imports.ttl", "schemes/findings.ttl", "schemes/rules.ttl", "schemes/work-types.ttl")
    lines: list[str] = []
    for name in names:
        for quad in pyoxigraph.parse(ontology(name).read_bytes(), format=pyoxigraph.RdfFormat.TURTLE):
            # The schemes' own metadata (creator, licence …) is no matter of the graph's shapes.
            if quad.predicate.value in _BACKGROUND and isinstance(quad.subject, pyoxigraph.NamedNode):
                lines.append(f"{quad.triple} .")
    return "\n".join(lines)


def layers_of(quads: Iterable[Quad]) -> frozenset[str]:
    """Tell which layers a graph holds: by the quads' own layers, else by what only one layer states."""
    found: set[str] = set()
    for quad in quads:
        if quad.layer:
            found.add(quad.layer)
        else:
            found.update(layer for layer in LAYERS if quad.predicate in _MARKS[layer])
    return frozenset(found & set(LAYERS))

"""GraphML: works, people, bodies and venues as a network, for programs that draw and measure one.

An edge says who cites whom, who wrote, edited or translated what, and what appeared where (``kind``); the evidence
stays behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg import namespaces as ns
from kg.converters.mapping import CONTAINERS
from kg.export.grouping import Description, Node, describe
from kg.export.rdfxml import attribute, text
from kg.quads import Iri, Literal, Quad, Term

__all__ = ["graphml"]

_EDGES = {
    ns.CITO("cites"): "cites",
    ns.DCTERMS("creator"): "author",
    ns.BIBO("editor"): "editor",
    ns.BIBO("translator"): "translator",
    ns.DCTERMS("publisher"): "publisher",
    ns.DCTERMS("isPartOf"): "part-of",
    ns.BIBO("presentedAt"): "presented-at",
}
_KEYS = (
    ("kind", "node", "string"),
    ("label", "node", "string"),
    ("type", "node", "string"),
    ("year", "node", "int"),
    ("language", "node", "string"),
    ("relation", "edge", "string"),
)
_NAMES = (ns.DCTERMS("title"), ns.FOAF("name"), ns.RDFS("label"))


def graphml(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield GraphML (graphml.graphdrawing.org, 1.0); the id of a node is its IRI.

    Args:
        quads: a graph with the layer bibliography.
        base: not needed here; every writer takes it.
    """
    nodes = describe(quads, flat=True).get("", {})
    shown = {node: kind for node, description in nodes.items() if (kind := _kind(description)) and type(node) is Iri}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name, domain, type_ in _KEYS:
        yield f'  <key id="{name}" for="{domain}" attr.name="{name}" attr.type="{type_}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node, kind in shown.items():
        pairs = {"kind": kind, **_data(nodes, node)}
        data = "".join(f'<data key="{key}">{text(value)}</data>' for key, value in pairs.items() if value)
        yield f'    <node id="{attribute(node)}">{data}</node>\n'
    for node in shown:
        for predicate, objects in nodes[node].items():
            relation = _EDGES.get(predicate)
            for obj in objects if relation else ():
                if obj in shown:
                    ends = f'source="{attribute(node)}" target="{attribute(str(obj))}"'
                    yield f'    <edge {ends}><data key="relation">{relation}</data></edge>\n'
    yield "  </graph>\n</graphml>\n"


def _kind(description: Description) -> str:
    types = description.get(ns.RDF("type"), {})
    if ns.FOAF("Person") in types:
        return "person"
    if ns.FOAF("Organization") in types:
        return "organization"
    if any(cls in types for name, cls in CONTAINERS.items() if name != "book"):
        return "venue"
    if ns.BIBO("Issue") in types:
        return "issue"
    return "work" if any(str(cls).startswith(ns.BIBO) for cls in types) else ""


def _data(nodes: Mapping[Node, Description], node: Iri) -> dict[str, str]:
    description = nodes[node]
    language = next(iter(description.get(ns.DCTERMS("language"), ())), "")
    issued = next((term.value for term in description.get(ns.DCTERMS("issued"), ()) if isinstance(term, Literal)), "")
    types = sorted(_local(cls) for cls in description.get(ns.RDF("type"), ()))
    return {
        "label": _label(nodes, node),
        "type": " ".join(types),
        "year": issued[:4] if issued[:4].isdigit() else "",
        "language": _local(language) if language else "",
    }


def _label(nodes: Mapping[Node, Description], node: Iri) -> str:
    """Return the Korean name, else the first; of an issue, its numbers behind its journal's name."""
    description = nodes[node]
    names = [term for prop in _NAMES for term in description.get(prop, ()) if isinstance(term, Literal)]
    if names:
        return min(enumerate(names), key=lambda pair: (pair[1].lang != "ko", pair[0]))[1].value
    numbers = [_first(description, ns.BIBO(name)) for name in ("volume", "issue")]
    holder = next(iter(description.get(ns.DCTERMS("isPartOf"), ())), None)
    journal = _label(nodes, holder) if type(holder) is Iri and holder in nodes and holder != node else ""
    volume = f"{numbers[0]}({numbers[1]})" if numbers[0] and numbers[1] else numbers[0] or numbers[1]
    return " ".join(part for part in (journal, volume) if part)


def _first(description: Description, predicate: Iri) -> str:
    return next((term.value for term in description.get(predicate, ()) if isinstance(term, Literal)), "")


def _local(term: Term | str) -> str:
    return str(term).replace("#", "/").rpartition("/")[2]

"""The order in which a person reads a graph: what it is, the page, the paper, its authors, the references, the rest.

Every node belongs to one section, told by its type; in a section, the nodes stand in printed order: entries by their
numbers, what they point to in the order in which they do, evidence in the order of the characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from kg import namespaces as ns
from kg.export.terms import natural
from kg.garbage import kept
from kg.quads import Blank, Iri, Literal, Quad, Term

__all__ = ["HEADINGS", "Description", "Node", "Reader", "describe", "document"]

Node: TypeAlias = Iri | Blank
Description: TypeAlias = dict[Iri, dict[Term, None]]
"""The properties of one node, each with its values, in the order in which they are said."""

_TYPE = ns.RDF("type")

HEADINGS = (
    "This graph, and how it was made",
    "The saved page",
    "The paper",
    "Its authors and their affiliations",
    "References, as they are printed",
    "Works that cite the paper, as they are printed",
    "Works",
    "Journals, issues, books and series",
    "People and organizations",
    "Citations",
    "Concepts",
    "Findings about the page",
    "Candidates for identity",
    "How surely the entries were read",
    "Evidence: the characters, or the rule, behind each statement",
    "Where it stands in the page",
    "Everything else",
)
"""The headings of the sections, in reading order."""

(
    _GRAPH, _PAGE, _PAPER, _AUTHORS, _REFERENCES, _CITED_BY, _WORKS, _VENUES, _AGENTS,
    _CITATIONS, _CONCEPTS, _FINDINGS, _CANDIDATES, _CONFIDENCE, _EVIDENCE, _PLACES, _REST,
) = range(len(HEADINGS))  # fmt: skip

_SECTIONS: dict[str, int] = {
    ns.VOID("Dataset"): _GRAPH,
    ns.DCAT("Dataset"): _GRAPH,
    ns.PROV("Activity"): _GRAPH,
    ns.PROV("SoftwareAgent"): _GRAPH,
    ns.PROV("Entity"): _PAGE,
    ns.BIRO("ReferenceList"): _PAGE,
    ns.KG("CitedByList"): _PAGE,
    ns.BIRO("BibliographicReference"): _REFERENCES,
    ns.KG("CitedByEntry"): _CITED_BY,
    **{ns.BIBO(name): _VENUES for name in ("Journal", "Issue", "Series", "Proceedings", "Newspaper")},
    **{ns.BIBO(name): _VENUES for name in ("Website", "Event", "Collection", "Magazine", "Periodical")},
    ns.FOAF("Person"): _AGENTS,
    ns.FOAF("Organization"): _AGENTS,
    ns.PRO("RoleInTime"): _WORKS,
    ns.CITO("Citation"): _CITATIONS,
    ns.SKOS("Concept"): _CONCEPTS,
    ns.SKOS("ConceptScheme"): _CONCEPTS,
    ns.DQV("QualityAnnotation"): _FINDINGS,
    ns.OA("SpecificResource"): _FINDINGS,
    ns.KG("IdentityCandidate"): _CANDIDATES,
    ns.DQV("QualityMeasurement"): _CONFIDENCE,
    ns.RDF("Statement"): _EVIDENCE,
    ns.KG("Reading"): _EVIDENCE,
    ns.OA("TextPositionSelector"): _PLACES,
}
_KINDS: dict[str, int] = {
    ns.VOID("Dataset"): 0,
    ns.DCAT("Dataset"): 0,
    ns.PROV("Activity"): 1,
    ns.PROV("SoftwareAgent"): 2,
}

Key: TypeAlias = tuple[object, ...]


@kept()
def describe(quads: Iterable[Quad], *, flat: bool = False) -> dict[str, dict[Node, Description]]:
    """Collect the quads of each layer by node; what is said twice is kept once.

    Args:
        quads: the quads.
        flat: put all layers together, under the empty name.

    Returns:
        For each layer, its nodes in the order in which they are first said something of.
    """
    layers: dict[str, dict[Node, Description]] = {}
    nodes: dict[Node, Description] = {}
    current: str | None = None
    for subject, predicate, obj, layer in quads:
        if layer != current:
            nodes = layers.setdefault("" if flat else layer, {})
            current = layer
        node = nodes.get(subject)
        if node is None:
            nodes[subject] = {predicate: {obj: None}}
        elif predicate in node:
            node[predicate][obj] = None
        else:
            node[predicate] = {obj: None}
    return layers


class Reader:
    """Know what the nodes of a whole graph are, and put those of one layer after another into reading order.

    Args:
        layers: the nodes of every layer: a node of one may be told by its type in another.
    """

    def __init__(self, layers: Mapping[str, Mapping[Node, Description]]) -> None:
        self._ranks: dict[Term, int] = {}
        self._occurred: dict[Term, int] = {}
        self._sections: dict[Node, int] = {}
        self._starts: dict[Node, int] = {}
        self._layers = layers
        papers: dict[Term, None] = {}
        held: set[Term] = set()
        for nodes in layers.values():
            for node, description in nodes.items():
                self._occurred.setdefault(node, len(self._occurred))
                for cls in description.get(_TYPE, ()):
                    section = _SECTIONS.get(str(cls))
                    if section is None:
                        section = _WORKS if str(cls).startswith(ns.BIBO) else _REST
                    known = self._sections.get(node)
                    self._sections[node] = section if known is None else min(section, known)
                papers.update(dict.fromkeys(description.get(ns.FOAF("primaryTopic"), ())))
                held.update(description.get(ns.DCTERMS("isPartOf"), ()))
                start = next(iter(description.get(ns.OA("start"), ())), None)
                if isinstance(start, Literal) and start.value.isdigit():
                    self._starts[node] = int(start.value)
        self._raise(papers, held)

    def _raise(self, papers: Mapping[Term, None], held: set[Term]) -> None:
        """Move the page's papers with their parts, and their authors, to sections of their own; books to the venues."""
        for node, section in self._sections.items():
            if section in (_WORKS, _CONCEPTS) and document(node) in papers:
                self._sections[node] = _PAPER
            elif section == _WORKS and node in held:
                self._sections[node] = _VENUES
        for nodes in self._layers.values():
            for node, description in nodes.items():
                if self._sections.get(node) != _PAPER:
                    continue
                for predicate in (ns.DCTERMS("creator"), ns.PRO("isHeldBy"), ns.PRO("relatesToOrganization")):
                    for obj in description.get(predicate, ()):
                        if isinstance(obj, (Iri, Blank)) and self._sections.get(obj) == _AGENTS:
                            self._sections[obj] = _AUTHORS

    def read(self, layer: str, leave: set[Node] | frozenset[Node] = frozenset()) -> Iterator[tuple[str, list[Node]]]:
        """Yield the sections of one layer that hold anything: the heading and the nodes, in reading order.

        Args:
            layer: the layer.
            leave: nodes that are written elsewhere, such as the cells of lists.
        """
        nodes = self._layers[layer]
        heaps: list[list[Node]] = [[] for _ in HEADINGS]
        for node in nodes:
            if node not in leave:
                heaps[self._section(node)].append(node)
        for section, heap in enumerate(heaps):
            if not heap:
                continue
            heap.sort(key=self._key(section, nodes))
            if section <= _CANDIDATES:
                self._mention(heap, nodes)
            yield HEADINGS[section], heap

    def _section(self, node: Node) -> int:
        found = self._sections.get(node)
        if found is None:
            # What no type tells is put beside the document that it is a part of.
            found = self._sections.get(Iri(document(node)), _REST)
        return found

    def _mention(self, heap: Iterable[Node], nodes: Mapping[Node, Description]) -> None:
        """Remember in which order the nodes of a section are met, and in which order they point to others."""
        ranks = self._ranks
        for node in heap:
            ranks.setdefault(node, len(ranks))
            for objects in nodes[node].values():
                for obj in objects:
                    if obj not in ranks and not isinstance(obj, Literal):
                        ranks[obj] = len(ranks)

    def _key(self, section: int, nodes: Mapping[Node, Description]) -> Callable[[Node], Key]:
        if section == _GRAPH:
            return lambda node: (min((_KINDS.get(str(cls), 9) for cls in nodes[node].get(_TYPE, ())), default=9), node)
        if section == _CITATIONS:
            return lambda node: (
                *self._place(node)[:2],
                *self._rank(_one(nodes[node], ns.CITO("hasCitedEntity"), node)),
            )
        if section == _EVIDENCE:
            return lambda node: self._evidence_key(node, nodes[node])
        if section == _PLACES:
            return lambda node: (*self._place(node)[:2], self._starts.get(node, 0), *self._place(node)[2:])
        return self._place

    def _evidence_key(self, node: Node, description: Description) -> Key:
        """Sort evidence by its entry, then by where the characters stand, what a rule says last."""
        entry = _one(description, ns.DCTERMS("isPartOf"), node)
        selector = _one(description, ns.OA("hasSelector"), None)
        start = self._starts.get(selector) if isinstance(selector, (Iri, Blank)) else None
        return (*self._place(entry), start is None, start or 0, natural(node.rpartition("#")[2]))

    def _place(self, node: Term) -> Key:
        whole = document(str(node))
        return (*self._rank(Iri(whole)), natural(str(node)[len(whole) :]))

    def _rank(self, node: Term) -> tuple[int, int]:
        """Rank a node by when it was first pointed to, else by when anything was first said of it."""
        rank = self._ranks.get(node)
        if rank is not None:
            return (0, rank)
        return (1, self._occurred.get(node, len(self._occurred)))


def document(iri: str) -> str:
    """Return what a node is a part of: its IRI without the fragment."""
    return iri.partition("#")[0]


def _one(description: Description, predicate: Iri, default: Node | None) -> Term:
    return next(iter(description.get(predicate, ())), default) or Iri("")

"""From a node of the graph to the line of the saved page that it comes from.

The way leads over the graph's own evidence: a work over the entry that points to it, a person over the statement that
names them, an entry over its span; then to the page, whose ``kg:lineStarts`` give the line.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

from kg import namespaces as ns
from kg.quads import Iri, Literal, Quad, Term

__all__ = ["Place", "Places"]

Place = tuple[str, int]
"""The name of a saved page, and a line of it from 1 on; 0 where the page is known and the line is not."""

_FORWARD = (
    ns.OA("hasTarget"),
    ns.PROV("wasDerivedFrom"),
    ns.DQV("computedOn"),
    ns.DCTERMS("isPartOf"),
    ns.PRO("isHeldBy"),
    ns.PRO("relatesToDocument"),
    ns.CITO("hasCitedEntity"),
    ns.KG("candidate"),
)
_BACKWARD = (
    ns.OA("hasSelector"),
    ns.BIRO("references"),
    ns.RDF("subject"),
    ns.RDF("object"),
    ns.PRO("relatesToOrganization"),
    ns.DCTERMS("isPartOf"),
    ns.DCTERMS("creator"),
    ns.RDF("first"),
    ns.RDF("rest"),
    ns.BIBO("authorList"),
    ns.BIBO("editorList"),
    ns.FOAF("primaryTopic"),
)
_OF_PAGE = (ns.PROV("wasQuotedFrom"), ns.OA("hasSource"), ns.DCTERMS("isPartOf"))
_STEPS = 6
"""No node of the data model is farther from its span: list cell, cell, work, entry, span, page."""


class Places:
    """Know where the nodes of a graph stand in the saved pages.

    Args:
        quads: the graph.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        wanted = {*_FORWARD, *_BACKWARD, *_OF_PAGE}
        self._forward: dict[Term, dict[str, list[Term]]] = {}
        self._backward: dict[Term, dict[str, list[Term]]] = {}
        self._start: dict[Term, int] = {}
        self._lines: dict[Term, list[int]] = {}
        self._names: dict[Term, str] = {}
        labels: dict[Term, str] = {}
        for subject, predicate, obj, _ in quads:
            if isinstance(obj, Literal):
                if predicate == ns.OA("start") and obj.value.isdecimal():
                    self._start[subject] = int(obj.value)
                elif predicate == ns.KG("lineStarts"):
                    self._lines[subject] = [int(word) for word in obj.value.split() if word.isdecimal()]
                elif predicate == ns.RDFS("label"):
                    labels[subject] = obj.value
                elif predicate == ns.KG("sha256"):
                    self._names[subject] = ""
            elif predicate in wanted:
                self._forward.setdefault(subject, {}).setdefault(predicate, []).append(obj)
                self._backward.setdefault(obj, {}).setdefault(predicate, []).append(subject)
        for page in self._names:
            self._names[page] = labels.get(page, "")

    def of(self, *nodes: Term | None) -> Place:
        """Return where the first of some nodes that stands anywhere stands; empty where none does."""
        known = [node for node in nodes if node is not None and not isinstance(node, Literal)]
        pages: list[Place] = []
        for node in known:
            place = self._find(node)
            if place is not None and place[1]:
                return place
            if place is not None:
                pages.append(place)
        return pages[0] if pages else ("", 0)

    def _find(self, node: Term) -> Place | None:
        """Search in breadth: the nearest spans tell the line, the first of them in the page where there are several."""
        seen: set[Term] = {node}
        ring: list[Term] = [node]
        page: Place | None = None
        for _ in range(_STEPS):
            spans: list[tuple[str, int]] = []
            for here in ring:
                if here in self._names:
                    page = page or (self._names[here], 0)
                spans.extend(
                    self._place(here, at) for at in (here, *self._next(here, ns.OA("hasSelector"))) if at in self._start
                )
            if spans:
                return min(spans)
            # A page leads to all of its parts: it is where a way ends.
            ring = [found for here in ring if here not in self._names for found in self._around(here)]
            ring = [found for found in dict.fromkeys(ring) if found not in seen]
            seen.update(ring)
        return page

    def _next(self, node: Term, predicate: str) -> list[Term]:
        return sorted(self._forward.get(node, {}).get(predicate, ()))

    def _around(self, node: Term) -> Iterator[Term]:
        exact = [target for target in self._next(node, ns.OA("hasTarget")) if self._next(target, ns.OA("hasSource"))]
        if exact:
            # A finding names the entry and the very characters: these tell more.
            yield from exact
            return
        for predicate in _FORWARD:
            yield from self._next(node, predicate)
        for predicate in _BACKWARD:
            yield from sorted(self._backward.get(node, {}).get(predicate, ()))

    def _place(self, owner: Term, span: Term) -> Place:
        page = self._page(owner) or self._page(span)
        if page is None:
            return "", 0
        starts = self._lines.get(page, [])
        return self._names[page], bisect.bisect_right(starts, self._start[span])

    def _page(self, node: Term) -> Term | None:
        ring, seen = [node], {node}
        while ring:
            for here in ring:
                if here in self._names:
                    return here
            step = [found for here in ring for predicate in _OF_PAGE for found in self._next(here, predicate)]
            owners = [found for here in ring for found in self._backward.get(here, {}).get(ns.OA("hasSelector"), ())]
            ring = [found for found in dict.fromkeys([*step, *sorted(owners)]) if found not in seen]
            seen.update(ring)
        # A part of a page that nothing links to is named after it.
        page = Iri(str(node).partition("#")[0])
        return page if page in self._names else None

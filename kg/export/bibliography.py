"""A graph → a list of works, as reference managers have it: CSL-JSON, BibTeX, RIS. The mapping table, read backwards.

The works are those of the pages, the papers before what they cite, in printed order: of the same graph, a file and a
store, which keeps no order, give the same list. What a graph knows beyond a list of works (two titles, evidence,
findings) has no place there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from kg import namespaces as ns
from kg.converters.mapping import CONTAINERS, ROLES, TYPES, term
from kg.export.grouping import Description, Node, Reader, describe
from kg.export.terms import natural
from kg.quads import Blank, Iri, Literal, Quad, Term
from kg.references import csl

__all__ = ["bibtex", "csl_json", "items", "ris"]

_KINDS = {(mapping.cls, mapping.concept): kind for kind, mapping in TYPES.items()}
_VENUES = frozenset(CONTAINERS.values()) - {ns.BIBO("Book")}
_GENRES = {
    "phd": {"ko": "박사학위논문", "": "PhD thesis"},
    "ma": {"ko": "석사학위논문", "": "Master's thesis"},
    "ms": {"ko": "석사학위논문", "": "Master's thesis"},
}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_RECORD = "ParsedReference"
# A citing work's entry may bear both classes.
_LISTS = {ns.KG("CitedByEntry"): 2, ns.BIRO("BibliographicReference"): 1}
_Place: TypeAlias = tuple[int, tuple[tuple[str | int, ...], ...], int]
_LAST: _Place = (9, (), 0)


def csl_json(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield the works as a CSL-JSON array (citationstyles.org, CSL 1.0.2 data schema).

    Args:
        quads: a graph with the layer bibliography.
        base: not needed here; every writer takes it.
    """
    yield "["
    for number, item in enumerate(items(quads)):
        yield f"{',' if number else ''}\n{json.dumps(item, ensure_ascii=False, indent=2)}"
    yield "\n]\n"


def bibtex(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield the works as BibTeX entries, whose keys are the ends of their IRIs.

    Args:
        quads: a graph with the layer bibliography.
        base: where minted IRIs live.
    """
    from kg.references.bibtex import entry

    for item in items(quads):
        yield entry(item, _key(item["id"], base)) + "\n"


def ris(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield the works as RIS records.

    Args:
        quads: a graph with the layer bibliography.
        base: where minted IRIs live.
    """
    from kg.references.ris import record

    for item in items(quads):
        yield record({**item, "id": _key(item["id"], base)})


def _key(iri: str, base: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", iri.removeprefix(base)).strip("-")


def items(quads: Iterable[Quad]) -> Iterator[dict[str, Any]]:
    """Yield the works of a graph as CSL-JSON items; the id is the work's IRI.

    Args:
        quads: a graph with the layer bibliography.
    """
    layers = describe(quads, flat=True)
    if not layers:
        return
    nodes = layers[""]
    held = {obj for description in nodes.values() for obj in description.get(ns.DCTERMS("isPartOf"), ())}
    reader = _Works(nodes)
    met = [node for _, heap in Reader(layers).read("") for node in heap]
    places = _places(nodes)
    if places:
        # What stands in no list comes last; where the graph holds no list, the order is that in which it was said.
        met.sort(key=lambda node: (places.get(node, _LAST), natural(node)))
    for node in met:
        types = nodes[node].get(ns.RDF("type"), {})
        if type(node) is Iri and node not in held and any(_is_work(cls) for cls in types):
            yield reader.item(node)


def _places(nodes: Mapping[Node, Description]) -> dict[Term, _Place]:
    """Tell where each work stands: a paper, a reference or a citing work; on which page; at which number."""
    pages: dict[Term, tuple[tuple[str | int, ...], ...]] = {}
    found: dict[Term, _Place] = {}
    for node, said in nodes.items():
        papers = said.get(ns.FOAF("primaryTopic"), ())
        if papers:
            name = min((one.value for one in said.get(ns.RDFS("label"), ()) if isinstance(one, Literal)), default="")
            pages[node] = natural(name), natural(node)
            for paper in papers:
                found[paper] = min(found.get(paper, _LAST), (0, pages[node], 0))
    for said in nodes.values():
        kind = next((kind for cls, kind in _LISTS.items() if cls in said.get(ns.RDF("type"), ())), 0)
        page = next((pages[one] for one in said.get(ns.PROV("wasQuotedFrom"), ()) if one in pages), ())
        numbers = [one.value for one in said.get(ns.SCHEMA("position"), ()) if isinstance(one, Literal)]
        for work in said.get(ns.BIRO("references"), ()) if kind else ():
            place = kind, page, min((int(number) for number in numbers if number.isdecimal()), default=0)
            found[work] = min(found.get(work, _LAST), place)
    return found


def _is_work(cls: Term) -> bool:
    return str(cls).startswith(ns.BIBO) and cls not in _VENUES


class _Works:
    """Read works from the descriptions of a graph."""

    def __init__(self, nodes: Mapping[Node, Description]) -> None:
        self._nodes = nodes

    def item(self, work: Iri) -> dict[str, Any]:
        """Return one work as a CSL-JSON item."""
        language = self._local(work, term(_RECORD, "lang"))
        found: dict[str, Any] = {"id": str(work), "type": self._type(work)}
        for role, (prop, listing, _) in ROLES.items():
            names = [self._name(person, language) for person in self._people(work, prop, listing)]
            if names := [name for name in names if name]:
                found[role] = names
        self._put(found, "title", self._text(work, term(_RECORD, "title"), language))
        self._venues(found, work, language)
        for field, key in (
            ("volume", "volume"), ("number", "number"), ("edition", "edition"), ("doi", "DOI"), ("url", "URL"),
            ("place", "publisher-place"), ("note", "note"),
        ):  # fmt: skip
            self._put(found, key, self._text(work, term(_RECORD, field), language))
        pages = [self._text(work, term(_RECORD, f"pages.{end}"), "") for end in ("start", "end")]
        self._put(found, "page", "-".join(page for page in pages if page))
        self._put(found, "publisher", self._of(work, ns.DCTERMS("publisher"), ns.FOAF("name"), language))
        issued = _DATE.match(self._text(work, ns.DCTERMS("issued"), ""))
        if issued:
            found["issued"] = {"date-parts": [[int(part) for part in issued.groups() if part]]}
        degree = _GENRES.get(self._local(work, ns.BIBO("degree")))
        if degree:
            found["genre"] = degree.get(language, degree[""])
        self._put(found, "abstract", self._text(work, ns.DCTERMS("abstract"), language))
        keywords = [self._text(concept, ns.SKOS("prefLabel"), language) for concept in self._keywords(work)]
        self._put(found, "keyword", ", ".join(keyword for keyword in keywords if keyword))
        self._put(found, "language", language)
        return found

    def _type(self, work: Node) -> str:
        classes = [cls for cls in self._objects(work, ns.RDF("type")) if type(cls) is Iri]
        concepts = [concept for concept in self._objects(work, ns.DCTERMS("type")) if type(concept) is Iri]
        for cls in classes:
            for concept in (*concepts, None):
                kind = _KINDS.get((cls, concept))
                if kind is not None:
                    return csl.TYPES[kind]
        return "document"

    def _people(self, work: Node, prop: Iri, listing: Iri | None) -> list[Node]:
        """Return who holds a role, in the order of the list where there is one."""
        listed: list[Node] = []
        cell = next(iter(self._objects(work, listing)), None) if listing else None
        while cell is not None and cell in self._nodes and len(listed) <= len(self._nodes):
            listed += self._objects(cell, ns.RDF("first"))
            cell = next(iter(self._objects(cell, ns.RDF("rest"))), None)
        return listed or self._objects(work, prop)

    def _name(self, person: Node, language: str) -> dict[str, str]:
        literal = self._literal(person, ns.FOAF("name"), language)
        if literal is None:
            return {}
        parts = {
            key: self._literal(person, prop, literal.lang, strict=True)
            for key, prop in (("family", ns.FOAF("familyName")), ("given", ns.FOAF("givenName")))
        }
        if parts["family"] is None:
            return {"literal": literal.value}
        return {key: part.value for key, part in parts.items() if part is not None}

    def _venues(self, found: dict[str, Any], work: Node, language: str) -> None:
        """Say what holds the work: an issue and its journal, a series, or a book with its editors and publisher."""
        for holder in self._objects(work, ns.DCTERMS("isPartOf")):
            types = self._nodes.get(holder, {}).get(ns.RDF("type"), {})
            title = self._text(holder, ns.DCTERMS("title"), language)
            if ns.BIBO("Issue") in types:
                self._put(found, "volume", self._text(holder, ns.BIBO("volume"), ""))
                self._put(found, "issue", self._text(holder, ns.BIBO("issue"), ""))
                self._venues(found, holder, language)
            elif ns.BIBO("Series") in types:
                self._put(found, "collection-title", title)
            else:
                self._put(found, "container-title", title)
                self._put(found, "ISSN", self._text(holder, ns.BIBO("issn"), ""))
                for key, prop in (("publisher-place", ns.KG("placeOfPublication")), ("volume", ns.BIBO("volume"))):
                    self._put(found, key, self._text(holder, prop, ""))
                self._put(found, "publisher", self._of(holder, ns.DCTERMS("publisher"), ns.FOAF("name"), language))
                prop, listing, _ = ROLES["editor"]
                editors = [self._name(person, language) for person in self._people(holder, prop, listing)]
                if editors and "editor" not in found:
                    found["editor"] = [name for name in editors if name]
        self._put(found, "event-title", self._of(work, ns.BIBO("presentedAt"), ns.RDFS("label"), language))
        # CSL styles print the event of a talk and the series of a report where a journal stands.
        self._put(found, "container-title", found.get("event-title", "") or found.get("collection-title", ""))

    def _keywords(self, work: Node) -> list[Node]:
        return [node for node in self._objects(work, ns.DCTERMS("subject")) if str(node).startswith(f"{work}#")]

    def _of(self, node: Node, prop: Iri, name: Iri, language: str) -> str:
        named = (self._text(one, name, language) for one in self._objects(node, prop))
        return next((text for text in named if text), "")

    def _local(self, node: Node, prop: Iri) -> str:
        value = next(iter(self._objects(node, prop)), None)
        return re.split(r"[/#]", value)[-1] if value else ""

    def _objects(self, node: Node, prop: Iri) -> list[Node]:
        found = (obj for obj in self._nodes.get(node, {}).get(prop, ()) if isinstance(obj, (Iri, Blank)))
        return sorted(found, key=natural)

    def _text(self, node: Node, prop: Iri, language: str) -> str:
        literal = self._literal(node, prop, language)
        return literal.value if literal else ""

    def _literal(self, node: Node, prop: Iri, language: str, *, strict: bool = False) -> Literal | None:
        """Return a value in the work's language, else the first one; ``strict``: in that language or none."""
        # Sorted, for a store hands them on in an order of its own.
        values = sorted(value for value in self._nodes.get(node, {}).get(prop, ()) if isinstance(value, Literal))
        mine = next((value for value in values if value.lang == language), None)
        if mine is not None or strict:
            return mine
        # A Latin name stands in a work in any other language than Korean.
        plain = next((value for value in values if language not in ("", "ko") and value.lang in ("", "ko-Latn")), None)
        return plain or next(iter(values), None)

    @staticmethod
    def _put(found: dict[str, Any], key: str, value: str) -> None:
        if value and key not in found:
            found[key] = value

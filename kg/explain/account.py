"""Where a thing comes from: each statement with its characters or its rule, the entries, the findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from kg import namespaces as ns
from kg.explain.asking import places, rows, spans, text
from kg.explain.pages import Entry, Excerpt, Page, Pages
from kg.explain.things import Match, describe
from kg.export.terms import natural
from kg.quads import Iri, Term
from kg.stores import Store

__all__ = ["Conjecture", "Explanation", "Notice", "Place", "Said", "explain"]

_STATEMENT = """
  ?statement a ?kind ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:field ?field ; dcterms:isPartOf ?part .
  FILTER(?kind IN (rdf:Statement, kg:Reading))
  OPTIONAL { ?statement rdf:value ?value }
  OPTIONAL { ?statement kg:rule ?rule }
  OPTIONAL { ?statement kg:confidence ?confidence }
}"""
_COLUMNS = "?statement ?kind ?s ?p ?o ?field ?part ?value ?rule ?confidence"
# Two queries and no UNION: joined with so long a pattern, some engines read the whole graph for it.
_ABOUT = tuple(
    f"""
SELECT {_COLUMNS}
WHERE {{
  VALUES ?thing {{ $THINGS }}
  ?statement {end} ?thing .{_STATEMENT}"""
    for end in ("rdf:subject", "rdf:object")
)
_WITHIN = (
    f"""
SELECT {_COLUMNS}
WHERE {{
  VALUES ?thing {{ $THINGS }}
  ?statement dcterms:isPartOf ?thing .{_STATEMENT}""",
)
_ONE = (
    f"""
SELECT {_COLUMNS}
WHERE {{
  VALUES ?statement {{ $THINGS }}{_STATEMENT}""",
)

_FINDING = """
  ?finding a dqv:QualityAnnotation ; oa:hasBody ?kind ; oa:hasTarget ?target .
  OPTIONAL { ?finding rdfs:comment ?comment }
}"""
_FINDINGS = f"""
SELECT ?finding ?kind ?target ?comment
WHERE {{
  VALUES ?thing {{ $THINGS }}
  ?finding oa:hasTarget ?thing .{_FINDING}"""
_FINDING_ONE = f"""
SELECT ?finding ?kind ?target ?comment
WHERE {{
  VALUES ?finding {{ $THINGS }}{_FINDING}"""
_CANDIDATES = """
SELECT ?candidate ?rule ?score ?comment ?other
WHERE {
  VALUES ?thing { $THINGS }
  ?candidate kg:candidate ?thing .
  ?candidate kg:candidate ?other .
  OPTIONAL { ?candidate kg:rule ?rule }
  OPTIONAL { ?candidate kg:score ?score }
  OPTIONAL { ?candidate rdfs:comment ?comment }
}"""

_CANDIDATE_ONE = _CANDIDATES.replace("?thing", "?candidate", 1).replace("  ?candidate kg:candidate ?thing .\n", "")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a page: offsets in code points, line and column from 1 on (0: not told), and the characters."""

    start: int
    end: int
    line: int = 0
    column: int = 0
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One triple, and the characters or the rule by which it stands in the graph.

    ``reading`` tells that the triple does not stand in the graph: it is what this entry prints of a thing that another
    describes.
    """

    iri: Iri
    subject: Term
    predicate: Iri
    object: Term
    field: str
    page: Page | None
    entry: Entry | None
    characters: str = ""
    rule: str = ""
    confidence: str = ""
    reading: bool = False
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding about a page or an entry."""

    iri: Iri
    kind: Iri
    comment: str
    page: Page | None
    entry: Entry | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Conjecture:
    """Nodes that a rule holds for one and the same; it merges nothing."""

    iri: Iri
    rule: str
    score: str
    comment: str
    things: tuple[Match, ...]


@dataclass(slots=True)
class Explanation:
    """All that a graph tells of where a thing comes from."""

    thing: Match
    page: Page | None = None
    entries: list[Entry] = field(default_factory=list)
    statements: list[Said] = field(default_factory=list)
    findings: list[Notice] = field(default_factory=list)
    candidates: list[Conjecture] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)


def explain(store: Store, pages: Pages, thing: Match, only: str = "") -> Explanation:
    """Tell where a thing comes from.

    Args:
        store: the graph.
        pages: its pages.
        thing: a work, person, body, venue, entry, page, citation, statement or finding.
        only: one field, such as ``title``; all of them where it is empty.
    """
    result = Explanation(thing, pages=pages.pages)
    classes = set(thing.classes)
    queries: Sequence[str]
    if thing.iri in pages.pages:
        result.page = pages.pages[thing.iri]
        queries, things = _WITHIN, [thing.iri]
    elif ns.BIRO("BibliographicReference") in classes or ns.KG("CitedByEntry") in classes:
        result.entries = pages.entries([thing.iri])
        queries, things = _WITHIN, [thing.iri]
    elif ns.RDF("Statement") in classes or ns.KG("Reading") in classes:
        queries, things = _ONE, [thing.iri]
    else:
        queries, things = _ABOUT, [thing.iri]
        result.entries = pages.pointing_to([thing.iri]) or pages.behind([thing.iri])
        result.page = next((page for page in pages.pages.values() if page.paper == thing.iri), None)
    result.statements = _statements(store, pages, queries, things, only)
    result.findings = _findings(store, pages, result, classes)
    result.candidates = _candidates(store, thing)
    return result


def _statements(store: Store, pages: Pages, queries: Sequence[str], things: Iterable[Term], only: str) -> list[Said]:
    grouped: dict[Iri, list[dict[str, Term]]] = {}
    for row in chain.from_iterable(rows(store, query, things) for query in queries):
        if not only or only in (text(row, "field"), _local(text(row, "p"))):
            grouped.setdefault(Iri(text(row, "statement")), []).append(dict(row))
    parts = {text(found[0], "part") for found in grouped.values()}
    entries = {entry.iri: entry for entry in pages.entries(Iri(part) for part in parts if part not in pages.pages)}
    where = spans(store, grouped)
    said = []
    for iri, found in grouped.items():
        row = found[0]
        entry = entries.get(Iri(text(row, "part")))
        page = pages.pages.get(entry.page if entry else text(row, "part"))
        stretches = _quoted([_place(page, entry, *span) for span in where.get(iri, ())], text(row, "value"))
        said.append(
            Said(
                iri, row["s"], Iri(text(row, "p")), row["o"], text(row, "field"), page, entry, text(row, "value"),
                text(row, "rule"), text(row, "confidence"), text(row, "kind") == ns.KG("Reading"),
                tuple(stretches),
            )
        )  # fmt: skip
    return sorted(said, key=_order)


def _quoted(places: list[Place], characters: str) -> list[Place]:
    """Sort the places of a statement, and give each its characters: ``rdf:value`` holds them with a space between."""
    places.sort(key=lambda place: (place.start, place.end))
    if any(place.excerpt for place in places):
        return places
    if len(places) > 1 and sum(place.end - place.start + 1 for place in places) - 1 != len(characters):
        return places
    at = 0
    found = []
    for place in places:
        # Of HTML, the only place may be longer than its characters.
        end = at + place.end - place.start if len(places) > 1 else len(characters)
        found.append(replace(place, excerpt=Excerpt("", characters[at:end], "")))
        at = end + 1
    return found


def _order(said: Said) -> tuple[object, ...]:
    """Sort by page and place; what a rule says without characters comes behind."""
    page = said.page.iri if said.page else ""
    start = said.places[0].start if said.places else -1
    return (page, not said.places, start, natural(said.iri))


def _findings(store: Store, pages: Pages, result: Explanation, classes: set[Iri]) -> list[Notice]:
    targets: list[Term] = [entry.iri for entry in result.entries]
    query = _FINDINGS
    if result.page is not None:
        targets.append(result.page.iri)
    if ns.DQV("QualityAnnotation") in classes:
        query, targets = _FINDING_ONE, [result.thing.iri]
    entries = {entry.iri: entry for entry in result.entries}
    notices: dict[Iri, Notice] = {}
    found = [dict(row) for row in rows(store, query, targets)] if targets else []
    unknown = {Iri(text(row, "target")) for row in found} - entries.keys() - set(map(Iri, pages.pages))
    entries.update((entry.iri, entry) for entry in pages.entries(sorted(unknown)))
    where = places(store, dict.fromkeys(Iri(text(row, "finding")) for row in found))
    for row in found:
        iri = Iri(text(row, "finding"))
        entry = entries.get(Iri(text(row, "target")))
        start, end, source = next(iter(where.get(iri, ())), (None, None, ""))
        page = pages.pages.get(source) or (pages.pages.get(entry.page) if entry else None)
        known = notices.get(iri)
        if known is not None and known.entry is not None:
            continue
        place = _place(page, entry, start, end) if start is not None and end is not None else None
        notices[iri] = Notice(iri, Iri(text(row, "kind")), text(row, "comment"), page, entry, place)
    return sorted(
        notices.values(),
        key=lambda notice: (notice.page.iri if notice.page else "", natural(notice.iri)),
    )


def _candidates(store: Store, thing: Match) -> list[Conjecture]:
    found: dict[Iri, list[dict[str, Term]]] = {}
    query = _CANDIDATE_ONE if ns.KG("IdentityCandidate") in thing.classes else _CANDIDATES
    for row in rows(store, query, [thing.iri]):
        found.setdefault(Iri(text(row, "candidate")), []).append(dict(row))
    conjectures = []
    for iri in sorted(found, key=natural):
        first = found[iri][0]
        others = sorted({Iri(text(row, "other")) for row in found[iri]})
        described = tuple(describe(store, others))
        conjectures.append(
            Conjecture(iri, text(first, "rule"), text(first, "score"), text(first, "comment"), described)
        )
    return conjectures


def _place(page: Page | None, entry: Entry | None, start: int, end: int) -> Place:
    line, column = page.place(start) if page else (0, 0)
    return Place(start, end, line, column, entry.excerpt(start, end) if entry else None)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]

"""What a graph tells of one saved page: each statement with its characters, and the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import NamedTuple

from kg import namespaces as ns
from kg.answers.names import short
from kg.explain.asking import number, places, rows, text
from kg.export.terms import natural
from kg.quads import Iri, Literal, Term
from kg.site.naming import language
from kg.stores import Store

__all__ = ["Finding", "Statement", "Summary", "Tally", "findings", "shown", "statements", "summary"]

_STATEMENTS = """
SELECT ?statement ?kind ?s ?p ?o ?field ?thing ?value ?rule ?confidence
WHERE {
  VALUES ?thing { $THINGS }
  ?statement dcterms:isPartOf ?thing ; kg:field ?field ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; a ?kind .
  FILTER(?kind IN (rdf:Statement, kg:Reading))
  OPTIONAL { ?statement rdf:value ?value }
  OPTIONAL { ?statement kg:rule ?rule }
  OPTIONAL { ?statement kg:confidence ?confidence }
}"""
_SPANS = """
SELECT ?statement ?start ?end
WHERE {
  VALUES ?thing { $THINGS }
  ?statement dcterms:isPartOf ?thing ; kg:field ?field ; oa:hasSelector ?at .
  ?at oa:start ?start ; oa:end ?end .
}"""
_FINDINGS = """
SELECT ?finding ?kind ?thing ?comment
WHERE {
  VALUES ?thing { $THINGS }
  ?finding oa:hasTarget ?thing ; a dqv:QualityAnnotation ; oa:hasBody ?kind .
  OPTIONAL { ?finding rdfs:comment ?comment }
}"""

# Of a whole page, whose entries are found by way of its lists: every statement with characters is quoted from the page,
# many times as many. Each branch of a union stands by itself: an engine may read the graph for what is behind it.
_COUNTED = """
SELECT ?field ?placed (COUNT(DISTINCT ?statement) AS ?count)
WHERE {
  {
    VALUES ?thing { $THINGS }
    ?statement dcterms:isPartOf ?thing ; kg:field ?field .
  } UNION {
    VALUES ?thing { $THINGS }
    ?list dcterms:isPartOf ?thing .
    ?entry dcterms:isPartOf ?list .
    ?statement dcterms:isPartOf ?entry ; kg:field ?field .
  }
  OPTIONAL { ?statement oa:hasSelector ?at }
  BIND(BOUND(?at) AS ?placed)
}
GROUP BY ?field ?placed"""
_NOTICED = """
SELECT (COUNT(DISTINCT ?finding) AS ?count)
WHERE {
  {
    VALUES ?thing { $THINGS }
    ?finding oa:hasTarget ?thing ; a dqv:QualityAnnotation ; oa:hasBody ?kind .
  } UNION {
    VALUES ?thing { $THINGS }
    ?list dcterms:isPartOf ?thing .
    ?entry dcterms:isPartOf ?list .
    ?finding oa:hasTarget ?entry ; a dqv:QualityAnnotation ; oa:hasBody ?kind .
  }
}"""
_SURE = """
SELECT (SUM(?confidence) AS ?sum) (COUNT(?confidence) AS ?count)
WHERE {
  VALUES ?thing { $THINGS }
  ?list dcterms:isPartOf ?thing .
  ?entry dcterms:isPartOf ?list .
  ?measured dqv:computedOn ?entry ; dqv:isMeasurementOf kg:parseConfidence ; dqv:value ?confidence .
}"""


@dataclass(slots=True)
class Statement:
    """One triple, by which characters or which rule it stands, and how surely; ``spans`` are offsets in the page."""

    iri: Iri
    subject: Term
    predicate: Iri
    object: Term
    field: str
    part: str
    value: str = ""
    rule: str = ""
    confidence: str = ""
    reading: bool = False
    spans: list[tuple[int, int]] = made(default_factory=list)

    @property
    def id(self) -> str:
        """The name of the statement within its page."""
        return self.iri.partition("#")[2]


@dataclass(slots=True)
class Finding:
    """One finding about the page or an entry; ``spans`` are offsets in the page."""

    iri: Iri
    kind: Iri
    comment: str
    targets: list[str] = made(default_factory=list)
    spans: list[tuple[int, int]] = made(default_factory=list)


class Summary(NamedTuple):
    """How much is said of a page: statements, those of each field that have characters, findings, mean confidence."""

    statements: int
    fields: Mapping[str, int]
    findings: int
    certainty: float | None


class Tally:
    """What is counted of a page while it is read part by part: when all of it was, its summary asks for nothing."""

    def __init__(self) -> None:
        self._read: set[str] = set()
        self._statements = 0
        self._fields: Counter[str] = Counter()
        self._findings: set[str] = set()
        self._scores: list[float] = []

    def add(self, parts: Mapping[Iri, str], said: Iterable[Statement], found: Iterable[Finding]) -> None:
        """Count what was read of some parts; what was counted before is not counted again.

        Args:
            parts: the page or entries of it, each with how surely it was read.
            said: their statements.
            found: the findings about them.
        """
        new = parts.keys() - self._read
        self._read |= new
        for one in said:
            if one.part in new:
                self._statements += 1
                self._fields[one.field] += bool(one.spans)
        self._findings.update(one.iri for one in found)
        self._scores += (float(parts[part]) for part in new if parts[part])

    def summary(self, parts: Iterable[str]) -> Summary | None:
        """Return how much is said of a page with these parts, or nothing where one of them was not read yet."""
        if not self._read.issuperset(parts):
            return None
        mean = sum(self._scores) / len(self._scores) if self._scores else None
        return Summary(self._statements, +self._fields, len(self._findings), mean)


def statements(store: Store, parts: Iterable[Term]) -> list[Statement]:
    """Return the statements of a page and its entries, in the order of their characters.

    Args:
        store: the graph.
        parts: the page and its entries.
    """
    parts = list(parts)
    found: dict[str, Statement] = {}
    for row in rows(store, _STATEMENTS, parts):
        iri = Iri(text(row, "statement"))
        if iri not in found:
            found[iri] = Statement(
                iri, row["s"], Iri(text(row, "p")), row["o"], text(row, "field"), text(row, "thing"),
                text(row, "value"), text(row, "rule"), text(row, "confidence"), text(row, "kind") == ns.KG("Reading"),
            )  # fmt: skip
    stretches: dict[str, set[tuple[int, int]]] = {}
    # Asked along the way to them: thousands of statements named one by one take an engine longer to read than to find.
    for row in rows(store, _SPANS, parts):
        start, end = number(row, "start"), number(row, "end")
        if start is not None and end is not None:
            stretches.setdefault(text(row, "statement"), set()).add((start, end))
    for thing, pairs in stretches.items():
        if thing in found:
            found[thing].spans = sorted(pairs)
    return sorted(
        found.values(), key=lambda one: (not one.spans, one.spans[0] if one.spans else (0, 0), natural(one.iri))
    )


def summary(store: Store, page: Iri) -> Summary:
    """Return how much is said of a page and its entries, without reading what.

    Args:
        store: the graph.
        page: the saved page.
    """
    said, fields = 0, dict[str, int]()
    for row in rows(store, _COUNTED, [page]):
        count = number(row, "count") or 0
        said += count
        if text(row, "placed") in ("true", "1"):  # Virtuoso says 1.
            fields[text(row, "field")] = count
    noticed = next((number(row, "count") or 0 for row in rows(store, _NOTICED, [page])), 0)
    total, measured = 0.0, 0
    for row in rows(store, _SURE, [page]):
        total, measured = float(text(row, "sum") or 0), number(row, "count") or 0
    return Summary(said, fields, noticed, total / measured if measured else None)


def findings(store: Store, parts: Iterable[Term]) -> list[Finding]:
    """Return the findings about a page and its entries."""
    found: dict[str, Finding] = {}
    for row in rows(store, _FINDINGS, parts):
        iri = Iri(text(row, "finding"))
        one = found.setdefault(iri, Finding(iri, Iri(text(row, "kind")), text(row, "comment")))
        if text(row, "thing") not in one.targets:
            one.targets.append(text(row, "thing"))
    for thing, stretches in places(store, map(Iri, found)).items():
        found[Iri(thing)].spans += sorted({(start, end) for start, end, _ in stretches})
    return sorted(found.values(), key=lambda one: natural(one.iri))


def shown(term: Term) -> str:
    """Return a term as Turtle writes it, shortened as far as it stays clear."""
    if isinstance(term, Literal):
        text_ = term.value if len(term.value) <= 300 else f"{term.value[:300]}…"
        quoted = Literal(text_).n3()
        if term.lang:
            return f"{quoted}@{language(term.lang)}"
        return f"{quoted}^^{short(term.datatype)}" if term.datatype and term.datatype != ns.XSD("string") else quoted
    brief = short(term)
    if brief == term:
        return f"<{term}>"
    return brief if ":" in brief else f"<{brief}>"

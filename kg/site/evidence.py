"""What a graph tells of one saved page: each statement with its characters, and the findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as made

from kg import namespaces as ns
from kg.answers.names import short
from kg.explain.asking import places, rows, spans, text
from kg.export.terms import natural
from kg.quads import Iri, Literal, Term
from kg.site.naming import language
from kg.stores import Store

__all__ = ["Finding", "Statement", "findings", "shown", "statements"]

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
_FINDINGS = """
SELECT ?finding ?kind ?thing ?comment
WHERE {
  VALUES ?thing { $THINGS }
  ?finding oa:hasTarget ?thing ; a dqv:QualityAnnotation ; oa:hasBody ?kind .
  OPTIONAL { ?finding rdfs:comment ?comment }
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


def statements(store: Store, parts: Iterable[Term]) -> list[Statement]:
    """Return the statements of a page and its entries, in the order of their characters.

    Args:
        store: the graph.
        parts: the page and its entries.
    """
    found: dict[str, Statement] = {}
    for row in rows(store, _STATEMENTS, parts):
        iri = Iri(text(row, "statement"))
        if iri not in found:
            found[iri] = Statement(
                iri, row["s"], Iri(text(row, "p")), row["o"], text(row, "field"), text(row, "thing"),
                text(row, "value"), text(row, "rule"), text(row, "confidence"), text(row, "kind") == ns.KG("Reading"),
            )  # fmt: skip
    for thing, stretches in spans(store, map(Iri, found)).items():
        found[thing].spans += stretches
    return sorted(
        found.values(), key=lambda one: (not one.spans, one.spans[0] if one.spans else (0, 0), natural(one.iri))
    )


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

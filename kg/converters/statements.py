"""What the converters say, collected for one source: each triple once, in one layer.

:class:`Statements` also knows how a triple is tied to the characters that say it, or to the rule that concluded it.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg import namespaces as ns
from kg.identity.candidates import People
from kg.identity.likeness import Names, Titles
from kg.identity.works import Works
from kg.quads import Blank, Iri, Literal, Quad, Term
from kg.records import Paper, Passage, Span

__all__ = ["Shared", "Statements", "boolean", "date", "decimal", "integer", "string"]

_INTEGER = ns.XSD("integer")
_DECIMAL = ns.XSD("decimal")
_DATE_TYPES = {4: ns.XSD("gYear"), 7: ns.XSD("gYearMonth"), 10: ns.XSD("date")}


def string(value: str) -> Literal:
    """Return a plain string literal."""
    return Literal(value)


def integer(value: int) -> Literal:
    """Return an ``xsd:integer``."""
    return Literal(str(value), "", _INTEGER)


def decimal(value: float) -> Literal:
    """Return an ``xsd:decimal`` of three places, in the canonical form of XML Schema 1.1."""
    text = f"{value:.3f}".rstrip("0")
    return Literal(text + "0" if text.endswith(".") else text, "", _DECIMAL)


def boolean(value: bool) -> Literal:
    """Return an ``xsd:boolean``."""
    return Literal("true" if value else "false", "", ns.XSD("boolean"))


def date(value: str) -> Literal:
    """Return a date in its printed precision: ``xsd:gYear``, ``xsd:gYearMonth`` or ``xsd:date``."""
    return Literal(value, "", _DATE_TYPES[len(value)])


class Shared:
    """What the sources of one build have in common: works, and what has been said of shared nodes.

    A journal or an organisation that several pages name gets one name a language, the first in the order in which the
    sources are converted, which is the order of their keys. What may be one thing under two names is looked for in the
    same order.
    """

    def __init__(self, works: Works, base: str = ns.DEFAULT_BASE) -> None:
        self.works = works
        self.base = base
        self.people, self.titles = People(), Titles()
        self.journals, self.bodies = Names(), Names()
        self._said: set[tuple[str, str, str]] = set()

    def first(self, subject: Iri, predicate: Iri, lang: str) -> bool:
        """Tell whether nothing has been said with that property in that language, and note that it now is."""
        slot = (subject, predicate, lang)
        if slot in self._said:
            return False
        self._said.add(slot)
        return True


class Statements:
    """Collect the quads of one source, in the order in which they are said."""

    def __init__(self, paper: Paper, shared: Shared) -> None:
        self.paper = paper
        self.shared = shared
        self.source = self.iri(f"source/{paper.source.key}")
        self.places: dict[tuple[str, str, int, str, int], Iri] = {}
        """Which node a place of a record became: (kind, owner, position, role, index) → IRI."""
        self._quads: dict[tuple[Iri | Blank, Iri, Term], str] = {}
        self._ids: dict[str, int] = {}

    def iri(self, path: str) -> Iri:
        """Return the IRI of a path under the base."""
        return Iri(self.shared.base + path)

    def part(self, name: str) -> Iri:
        """Return the IRI of a part of this source, such as ``reference-5``."""
        return Iri(f"{self.source}#{name}")

    def fresh(self, name: str) -> Iri:
        """Return the IRI of a part of this source, numbered from the second of its name on."""
        count = self._ids[name] = self._ids.get(name, 0) + 1
        return self.part(name if count == 1 else f"{name}-{count}")

    def say(self, subject: Iri | Blank, predicate: Iri, obj: Term, layer: str = "bibliography") -> None:
        """State a triple; the first layer that says it keeps it."""
        self._quads.setdefault((subject, predicate, obj), layer)

    def type(self, subject: Iri, cls: Iri, layer: str = "bibliography") -> None:
        """State what a node is."""
        self.say(subject, ns.RDF("type"), cls, layer)

    def label(self, subject: Iri, predicate: Iri, value: str, lang: str, layer: str = "bibliography") -> bool:
        """Name a shared node, once a language; tell whether this name is the one that stands."""
        if not self.shared.first(subject, predicate, lang):
            return (subject, predicate, Literal(value, lang)) in self._quads
        self.say(subject, predicate, Literal(value, lang), layer)
        return True

    def has(self, subject: Iri, predicate: Iri, obj: Term) -> bool:
        """Tell whether the triple has been stated from this source."""
        return (subject, predicate, obj) in self._quads

    def list(self, subject: Iri, predicate: Iri, items: Iterable[Iri], label: str) -> None:
        """State an ``rdf:List``; its cells are the only blank nodes of a graph.

        Args:
            subject: the node that has the list.
            predicate: the property that leads to it.
            items: the members, in order.
            label: what the cells are called, unique in the graph.
        """
        members = list(items)
        cells = [Blank(f"{label}{number}") for number in range(1, len(members) + 1)]
        self.say(subject, predicate, cells[0] if cells else ns.RDF("nil"))
        for number, (cell, member) in enumerate(zip(cells, members, strict=True), start=1):
            self.say(cell, ns.RDF("first"), member)
            self.say(cell, ns.RDF("rest"), cells[number] if number < len(cells) else ns.RDF("nil"))

    def selector(self, subject: Iri, span: Span, layer: str = "transcription", suffix: str = "span") -> None:
        """Tie a node to characters of the source (W3C Web Annotation: text position selector)."""
        node = Iri(f"{subject}-{suffix}")
        self.say(subject, ns.OA("hasSelector"), node, layer)
        self.type(node, ns.OA("TextPositionSelector"), layer)
        self.say(node, ns.OA("start"), integer(span.start), layer)
        self.say(node, ns.OA("end"), integer(span.end), layer)

    def quote(
        self,
        name: str,
        triple: tuple[Iri, Iri, Term],
        field: str,
        spans: Iterable[Span],
        *,
        of: Iri | None = None,
        passage: Passage | None = None,
        confidence: float | None = None,
        layer: str = "transcription",
        cls: Iri | None = None,
        rule: str = "",
    ) -> Iri:
        """Say which characters of the source say a triple.

        Args:
            name: what the statement is called within the source, such as ``reference-5-title``.
            triple: subject, predicate and object.
            field: the field's name for people, such as ``title``.
            spans: where it is printed: over ``passage`` if given, else over the source.
            of: the entry that the characters belong to; the source where there is none.
            passage: the entry's text, for spans over it.
            confidence: a probability, where a model read the field.
            layer: the layer of the statement: ``transcription``, or ``derived`` for what a rule concluded.
            cls: ``rdf:Statement``, or ``kg:Reading`` where the graph does not state the triple.
            rule: the local name of the rule that concluded the triple, for the derived layer.
        """
        node = self.fresh(name)
        self._statement(node, triple, field, of or self.source, layer, cls)
        if rule:
            self.say(node, ns.KG("rule"), ns.RULE(rule), layer)
        words: list[str] = []
        places = list(spans)
        for number, span in enumerate(places, start=1):
            words.append(passage.text[span.start : span.end] if passage else self.paper.text[span.start : span.end])
            at = passage.locate(span) if passage else span
            self.selector(node, at, layer, "span" if number == 1 else f"span-{number}")
        if words:
            self.say(node, ns.RDF("value"), string(" ".join(words)), layer)
            self.say(node, ns.PROV("wasQuotedFrom"), self.source, layer)
        if confidence is not None and confidence < 1.0:
            self.say(node, ns.KG("confidence"), decimal(confidence), "quality")
        return node

    def conclude(
        self,
        name: str,
        triple: tuple[Iri, Iri, Term],
        field: str,
        rule: str,
        *,
        of: Iri | None = None,
        confidence: float | None = None,
        layer: str = "quality",
    ) -> Iri:
        """Say by which rule a triple was concluded that no characters say."""
        node = self.fresh(name)
        self._statement(node, triple, field, of or self.source, layer, None)
        self.say(node, ns.KG("rule"), ns.RULE(rule), layer)
        if confidence is not None and confidence < 1.0:
            self.say(node, ns.KG("confidence"), decimal(confidence), layer)
        return node

    def quads(self) -> Iterable[Quad]:
        """Yield what was said, in order."""
        for (subject, predicate, obj), layer in self._quads.items():
            yield Quad(subject, predicate, obj, layer)

    def _statement(
        self, node: Iri, triple: tuple[Iri, Iri, Term], field: str, of: Iri, layer: str, cls: Iri | None
    ) -> None:
        self.type(node, cls or ns.RDF("Statement"), layer)
        self.say(node, ns.RDF("subject"), triple[0], layer)
        self.say(node, ns.RDF("predicate"), triple[1], layer)
        self.say(node, ns.RDF("object"), triple[2], layer)
        self.say(node, ns.KG("field"), string(field), layer)
        self.say(node, ns.DCTERMS("isPartOf"), of, layer)

"""What a node is called on a page, and what it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg import namespaces as ns
from kg.answers.names import name, short
from kg.explain.asking import rows, text
from kg.quads import Iri, Literal, Term
from kg.site.words import WORDS, say
from kg.stores import Store

__all__ = ["Label", "Names", "language", "property_name"]

_NAMED = """
SELECT ?thing ?class ?name
WHERE {
  VALUES ?thing { $THINGS }
  { ?thing a ?class }
  UNION
  { VALUES ?property { dcterms:title foaf:name skos:prefLabel rdfs:label } ?thing ?property ?name }
}"""
_ISSUES = """
SELECT ?thing ?volume ?issue ?name
WHERE {
  VALUES ?thing { $THINGS }
  ?thing dcterms:isPartOf ?venue .
  ?venue dcterms:title ?name .
  OPTIONAL { ?thing bibo:volume ?volume }
  OPTIONAL { ?thing bibo:issue ?issue }
}"""
_PRINTED = """
SELECT ?thing ?name
WHERE {
  VALUES ?thing { $THINGS }
  ?entry biro:references ?thing ; c4o:hasContent ?name .
}"""

_PLAIN = {ns.BIBO("Document"), ns.BIBO("Issue"), ns.PROV("Entity"), ns.PROV("Agent"), ns.DCAT("Dataset")}


class Label(NamedTuple):
    """A name with its language."""

    text: str
    lang: str = ""


class Names:
    """Look names up, many at a time.

    Args:
        store: the graph.
        lang: the language that is wanted where a node has names in several.
    """

    def __init__(self, store: Store, lang: str) -> None:
        self._store = store
        self._lang = lang
        self._names: dict[str, list[Label]] = {}
        self._classes: dict[str, set[Iri]] = {}

    def load(self, terms: Iterable[Term | None]) -> None:
        """Look up the names of all IRIs among some terms."""
        wanted = {term for term in terms if isinstance(term, Iri)} - self._names.keys()
        new = [Iri(iri) for iri in sorted(wanted) if "\n" not in iri]
        for iri in new:
            self._names[iri], self._classes[iri] = [], set()
        for row in rows(self._store, _NAMED, new):
            if "class" in row:
                self._classes[text(row, "thing")].add(Iri(text(row, "class")))
            else:
                self._add(text(row, "thing"), row["name"])
        issues = [iri for iri in new if ns.BIBO("Issue") in self._classes[iri] and not self._names[iri]]
        for row in rows(self._store, _ISSUES, issues):
            number = text(row, "volume") + (f"({text(row, 'issue')})" if "issue" in row else "")
            said = row["name"]
            if isinstance(said, Literal):
                self._add(text(row, "thing"), Literal(f"{said.value} {number}".strip(), said.lang))
        works = [iri for iri in new if not self._names[iri] and self._classes[iri] and "#" not in iri]
        for row in rows(self._store, _PRINTED, works):
            self._add(text(row, "thing"), row["name"])

    def _add(self, iri: str, term: Term) -> None:
        if isinstance(term, Literal):
            label = Label(" ".join(term.value.split()), language(term.lang))
            if label.text and label not in self._names[iri]:
                self._names[iri].append(label)

    def all(self, iri: str) -> list[Label]:
        """Return every name of a node, the one in the wanted language first."""
        order = (self._lang, "", "en", "ko-Latn", "ko")

        def place(label: Label) -> tuple[int, str, str]:
            at = order.index(label.lang) if label.lang in order else len(order)
            return at, label.lang, label.text

        return sorted(self._names.get(iri, []), key=place)

    def label(self, iri: str) -> Label:
        """Return what a node is called; of a node without a name, its shortened IRI."""
        found = self.all(iri)
        return found[0] if found else Label(name(Iri(iri), "iri", self._lang))

    def classes(self, iri: str) -> set[Iri]:
        """Return the classes of a node."""
        return self._classes.get(iri, set())

    def kind(self, iri: str) -> str:
        """Return what a node is, as a person says it."""
        classes = sorted(self.classes(iri), key=lambda cls: (cls in _PLAIN, cls))
        for cls in classes:
            key = f"class:{cls.rpartition('/')[2].rpartition('#')[2]}"
            if key in WORDS:
                return say(key, self._lang)
            found = name(cls, "type", self._lang)
            if found != short(cls):
                return found
        return short(classes[0]) if classes else ""


def language(tag: str) -> str:
    """Return a language tag as it is usually written: RDF stores keep it in small letters."""
    parts = tag.split("-")
    return "-".join([parts[0].lower(), *(p.capitalize() if len(p) == 4 else p for p in parts[1:])]) if tag else ""


def property_name(predicate: Iri, lang: str) -> str:
    """Return what a property is called."""
    local = predicate.rpartition("#")[2].rpartition("/")[2]
    known = WORDS.get(f"property:{local}")
    return known.of(lang) if known else name(predicate, "field", lang)

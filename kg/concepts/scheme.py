"""A SKOS concept scheme from any RDF file: its concepts, their labels in every language, what is broader than what.

The file may be the work of any tool. What SKOS lets one leave out is filled in by its own rules (a concept is also
what has a broader one, a top concept is also what has none), and nothing else is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg import namespaces as ns
from kg.errors import InputError
from kg.quads import Iri, Literal

if TYPE_CHECKING:
    from kg.concepts.matcher import Matcher
    from kg.quads import Quad, Term

__all__ = ["Concept", "Label", "Scheme", "load"]

_XL = "http://www.w3.org/2008/05/skos-xl#"
_ORDER = {"pref": 0, "alt": 1, "hidden": 2}
_DEPRECATED = ns.OWL("deprecated")
_WANTED = (
    ns.RDF("type"),
    *(ns.SKOS(f"{kind}Label") for kind in _ORDER),
    *(f"{_XL}{kind}Label" for kind in _ORDER),
    f"{_XL}literalForm",
    *map(ns.SKOS, ("broader", "narrower", "inScheme", "topConceptOf", "hasTopConcept")),
    ns.DCTERMS("title"),
    ns.RDFS("label"),
    _DEPRECATED,
)
_NO_CONCEPTS = frozenset(map(ns.SKOS, ("ConceptScheme", "Collection", "OrderedCollection")))


@dataclass(frozen=True, order=True, slots=True)
class Label:
    """One label of a concept: the string, its language tag or nothing, and ``pref``, ``alt`` or ``hidden``."""

    value: str
    lang: str = ""
    kind: str = "pref"


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept: its labels, the concepts that are broader, and whether it stands at the top.

    ``schemes`` are those that it belongs to; ``deprecated`` says that the scheme has given it up
    (``owl:deprecated``): it is described, but no longer matched.
    """

    iri: Iri
    labels: tuple[Label, ...]
    broader: tuple[Iri, ...] = ()
    schemes: tuple[Iri, ...] = ()
    top: bool = False
    deprecated: bool = False


@dataclass(frozen=True)
class Scheme:
    """A concept scheme: its IRI and its concepts by IRI, in the order of their IRIs.

    ``titles`` holds the titles of the scheme, and of any other scheme of the file that concepts belong to.
    """

    iri: Iri
    titles: dict[Iri, tuple[Literal, ...]] = field(default_factory=dict)
    concepts: dict[Iri, Concept] = field(default_factory=dict)

    def ancestors(self, concept: Iri) -> list[Iri]:
        """Return every concept that is broader, near or far, sorted; a circle of broader concepts ends the walk."""
        found: set[Iri] = set()
        waiting = list(self.concepts[concept].broader)
        while waiting:
            one = waiting.pop()
            if one not in found and one != concept:
                found.add(one)
                waiting.extend(self.concepts[one].broader)
        return sorted(found)

    @cached_property
    def matcher(self) -> Matcher:
        """Return what finds the labels of the scheme in a text."""
        from kg.concepts.matcher import Matcher

        return Matcher(
            (label.value, concept.iri)
            for concept in self.concepts.values()
            if not concept.deprecated
            for label in concept.labels
        )


def load(path: str | Path) -> Scheme:
    """Read a concept scheme (SKOS Reference, W3C 2009; labels of SKOS-XL too).

    Args:
        path: a file in any format of RDF that :func:`kg.stores.quads` reads, also gzipped.

    Raises:
        InputError: the file cannot be read, with line and column where it is no RDF; or it holds no concept with a
            label, or no scheme to which the concepts belong.
    """
    from kg.stores import quads

    name = str(path)
    if not Path(path).is_file():
        raise InputError("there is no such file", file=name, hint="Name a file with a SKOS concept scheme.")
    return _Reader(name, quads(name)).scheme()


class _Reader:
    """Gather what a file says of concepts, in one pass over its triples."""

    def __init__(self, name: str, triples: Iterable[Quad]) -> None:
        self._name = name
        self._said: dict[str, dict[str, set[Term]]] = {predicate: {} for predicate in _WANTED}
        for triple in triples:
            wanted = self._said.get(triple.predicate)
            if wanted is not None:
                wanted.setdefault(triple.subject, set()).add(triple.object)

    def scheme(self) -> Scheme:
        """Return the scheme, or say what is missing."""
        labels = self._labels()
        broader = self._broader()
        concepts = sorted(iri for iri in self._concepts(broader) if iri in labels)
        if not concepts:
            raise InputError(
                "the file holds no skos:Concept with a label",
                file=self._name,
                hint="Give each concept an IRI, the type skos:Concept and a skos:prefLabel.",
            )
        schemes, tops = self._schemes()
        count = dict.fromkeys(self._instances("ConceptScheme"), 0)
        for concept in concepts:
            for scheme in schemes.get(concept, ()):
                count[scheme] = count.get(scheme, 0) + 1
        if not count:
            raise InputError(
                "the file does not say to which scheme its concepts belong",
                file=self._name,
                hint="Describe a skos:ConceptScheme, and give each concept its skos:inScheme.",
            )
        main = min(count, key=lambda iri: (-count[iri], iri))
        known = set(concepts)
        deprecated = {iri for iri, values in self._said[_DEPRECATED].items() if _true(values)}
        made: dict[Iri, Concept] = {}
        for iri in concepts:
            parents = tuple(sorted(Iri(one) for one in broader.get(iri, ()) if one in known and one != iri))
            made[Iri(iri)] = Concept(
                Iri(iri),
                tuple(sorted(labels[iri], key=lambda label: (label.lang, _ORDER[label.kind], label.value))),
                parents,
                tuple(sorted(schemes.get(iri, ()))) or (main,),
                top=iri in tops or not parents,
                deprecated=iri in deprecated,
            )
        others = {scheme for concept in made.values() for scheme in concept.schemes} - {main}
        described = {iri: tuple(self._titles(iri)) for iri in sorted({main, *others})}
        return Scheme(main, described, made)

    def _instances(self, cls: str) -> set[Iri]:
        wanted = ns.SKOS(cls)
        return {Iri(iri) for iri, types in self._said[ns.RDF("type")].items() if wanted in types}

    def _labels(self) -> dict[str, set[Label]]:
        found: dict[str, set[Label]] = {}
        forms = self._said[_XL + "literalForm"]
        for kind in _ORDER:
            for iri, values in self._said[ns.SKOS(f"{kind}Label")].items():
                found.setdefault(iri, set()).update(_label(value, kind) for value in values)
            for iri, nodes in self._said[f"{_XL}{kind}Label"].items():
                for node in nodes:
                    if not isinstance(node, Literal):
                        found.setdefault(iri, set()).update(_label(value, kind) for value in forms.get(node, ()))
        return {iri: kept for iri, all_ in found.items() if (kept := {label for label in all_ if label.value.strip()})}

    def _broader(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for iri, values in self._said[ns.SKOS("broader")].items():
            found.setdefault(iri, set()).update(value for value in values if isinstance(value, Iri))
        for iri, values in self._said[ns.SKOS("narrower")].items():
            for value in values:
                if isinstance(value, Iri):
                    found.setdefault(value, set()).add(iri)
        return found

    def _concepts(self, broader: dict[str, set[str]]) -> set[str]:
        """Return what is a concept, by its type or by the domains and ranges of SKOS (S19, S3–S8)."""
        found: set[str] = {*self._instances("Concept"), *broader, *(one for some in broader.values() for one in some)}
        found.update(self._said[ns.SKOS("topConceptOf")])
        for values in self._said[ns.SKOS("hasTopConcept")].values():
            found.update(value for value in values if isinstance(value, Iri))
        types = self._said[ns.RDF("type")]
        return {iri for iri in found if ":" in iri and not types.get(iri, set()) & _NO_CONCEPTS}

    def _schemes(self) -> tuple[dict[str, set[Iri]], set[str]]:
        """Return the schemes of each concept, and the concepts at the top of one."""
        found: dict[str, set[Iri]] = {}
        tops: set[str] = set(self._said[ns.SKOS("topConceptOf")])
        for predicate in ("inScheme", "topConceptOf"):
            for iri, values in self._said[ns.SKOS(predicate)].items():
                found.setdefault(iri, set()).update(value for value in values if isinstance(value, Iri))
        for scheme, values in self._said[ns.SKOS("hasTopConcept")].items():
            for value in values:
                if isinstance(value, Iri):
                    tops.add(value)
                    found.setdefault(value, set()).add(Iri(scheme))
        return found, tops

    def _titles(self, scheme: Iri) -> list[Literal]:
        """Return the titles of a scheme, one a language; what stands first here counts first."""
        found: dict[str, Literal] = {}
        for predicate in (ns.DCTERMS("title"), ns.SKOS("prefLabel"), ns.RDFS("label")):
            for value in sorted(one for one in self._said[predicate].get(scheme, ()) if isinstance(one, Literal)):
                found.setdefault(value.lang, value)
        return [found[lang] for lang in sorted(found)]


def _label(value: Term, kind: str) -> Label:
    return Label(value.value, value.lang, kind) if isinstance(value, Literal) else Label("", "", kind)


def _true(values: Iterable[Term]) -> bool:
    return any(isinstance(value, Literal) and value.value in ("true", "1") for value in values)

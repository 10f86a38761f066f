"""The scheme of the sample paper's field is well-formed SKOS and fit for matching."""

from __future__ import annotations

from collections import Counter

import pytest

from kg import namespaces as ns
from kg import resources
from kg.concepts.scheme import Scheme, load
from kg.quads import Literal
from kg.stores import quads

_PATH = resources.ontology("schemes", "regional-policy.ttl")


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load(_PATH)


def test_every_concept_has_labels_and_a_definition_in_both_languages(scheme: Scheme) -> None:
    defined: dict[str, set[str]] = {}
    for quad in quads(str(_PATH)):
        if quad.predicate == ns.SKOS("definition") and isinstance(quad.object, Literal):
            defined.setdefault(quad.subject, set()).add(quad.object.lang)
    for iri, concept in scheme.concepts.items():
        preferred = Counter(label.lang for label in concept.labels if label.kind == "pref")
        assert preferred == {"en": 1, "ko": 1}, iri
        assert defined[iri] == {"en", "ko"}, iri


def test_no_label_is_that_of_two_concepts_or_of_two_kinds(scheme: Scheme) -> None:
    count = Counter(
        (label.value.casefold(), label.lang) for concept in scheme.concepts.values() for label in concept.labels
    )
    assert [label for label, times in count.items() if times > 1] == []


def test_no_label_matches_like_that_of_another_concept(scheme: Scheme) -> None:
    for iri, concept in scheme.concepts.items():
        for label in concept.labels:
            whole = [m for m in scheme.matcher.find(label.value) if len(m.span) == len(label.value)]
            assert {match.concept for match in whole} <= {iri}, label


def test_every_label_finds_its_concept(scheme: Scheme) -> None:
    for iri, concept in scheme.concepts.items():
        for label in concept.labels:
            assert iri in {match.concept for match in scheme.matcher.find(label.value)}, label


def test_every_concept_is_reached_from_the_top_and_none_is_above_itself(scheme: Scheme) -> None:
    tops = {iri for iri, concept in scheme.concepts.items() if concept.top}
    for iri, concept in scheme.concepts.items():
        above = scheme.ancestors(iri)
        assert concept.top != bool(concept.broader), iri
        assert concept.top or tops & set(above), iri
        assert all(iri not in scheme.ancestors(one) for one in above), iri


def test_nothing_is_mapped_to_schemes_of_others() -> None:
    mapping = {ns.SKOS(f"{kind}Match") for kind in ("exact", "close", "broad", "narrow", "related")}
    assert not any(quad.predicate in mapping for quad in quads(str(_PATH)))

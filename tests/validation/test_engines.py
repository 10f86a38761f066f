from __future__ import annotations

import importlib.util

import pytest

from kg.errors import UsageError
from kg.quads import Iri, Literal, Quad
from kg.validation import engines, validate
from tests.validation.sample import sample

compiled = pytest.mark.skipif(importlib.util.find_spec("shacl") is None, reason="the compiled engine is not installed")


@compiled
def test_both_engines_say_the_same_of_the_sample_page() -> None:
    fast, reference = (validate(sample(), engine=engine) for engine in ("shacl", "pyshacl"))
    assert fast.counts["Violation"] == 0
    assert fast.counts["Warning"] > 10
    assert [result.order() for result in fast.results] == [result.order() for result in reference.results]


def test_an_unknown_engine_is_told() -> None:
    with pytest.raises(UsageError, match="auto, shacl, pyshacl"):
        validate([], engine="jena")


def test_without_the_compiled_engine_the_reference_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines.importlib.util, "find_spec", lambda name: None)
    assert engines.choose("auto") == "pyshacl"
    with pytest.raises(UsageError, match="not installed"):
        engines.choose("shacl")


@compiled
@pytest.mark.parametrize(
    ("value", "name"),
    [
        (Literal("Hong", "ko-Hang"), "language tags keep their case"),
        (Literal('say "no"\n\\', ""), "quotes, ends of lines and backslashes"),
        (Literal("P0Y", "", "http://www.w3.org/2001/XMLSchema#duration"), "lexical forms stay as they are"),
    ],
)
def test_the_graphs_own_terms_come_back(value: Literal, name: str) -> None:
    person = Iri("https://paper-kg.example/person/1")
    quads = [
        Quad(
            person, Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), Iri("http://xmlns.com/foaf/0.1/Person"), ""
        ),
        Quad(person, Iri("http://purl.org/dc/terms/identifier"), value, ""),
    ]
    for engine in ("shacl", "pyshacl"):
        (result,) = [one for one in validate(quads, engine=engine).results if one.name == "person-orcid"]
        assert result.value == value, name

from __future__ import annotations

import importlib.util

import pytest

from kg.resources import ontology
from kg.validation import validate
from kg.validation.shapes import shapes
from tests.validation.examples import HANDED_ON, INVALID, VALID, load, outcomes

ENGINES = ["pyshacl", *(["shacl"] if importlib.util.find_spec("shacl") else [])]


def test_every_constraint_has_an_invalid_example() -> None:
    # A shape with a message has a constraint of its own.
    constraints = {shape.name for shape in shapes().named.values() if shape.messages}
    assert {path.stem for path in INVALID} == constraints


def test_every_entity_has_a_valid_example() -> None:
    entities = {path.stem for path in ontology("shapes").glob("*.ttl")} - {"prefixes", "values"}
    assert {path.stem for path in VALID} == entities


@pytest.mark.parametrize("engine", ENGINES)
def test_an_invalid_example_is_caught_by_its_shape_and_by_no_other(engine: str) -> None:
    found = outcomes(engine)
    for path in INVALID:
        caught = {shape for shape, _, _ in found[path]}
        assert path.stem in caught, path.name
        assert caught - {path.stem} <= HANDED_ON, path.name


@pytest.mark.parametrize("engine", ENGINES)
def test_a_valid_example_passes(engine: str) -> None:
    found = outcomes(engine)
    for path in VALID:
        assert {shape for shape, _, _ in found[path]} <= HANDED_ON, path.name


@pytest.mark.skipif(len(ENGINES) < 2, reason="the compiled engine is not installed")
def test_both_engines_agree_on_every_example() -> None:
    assert outcomes("shacl") == outcomes("pyshacl")


def test_an_example_alone_is_judged_as_it_is_among_the_others() -> None:
    for path in INVALID:
        report = validate(load(path))
        assert {result.name for result in report.results} == {shape for shape, _, _ in outcomes(report.engine)[path]}
        assert report.conforms == (shapes().named[report.results[0].shape].severity != "Violation"), path.name

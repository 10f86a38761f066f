from __future__ import annotations

import dataclasses

from kg import namespaces as ns
from kg.converters.mapping import STRUCTURE, TABLE
from kg.records import Author, Name, Paper, ParsedReference, Reference
from kg.resources import ontology
from kg.validation.shapes import shapes
from tests.converters.papers import everything, graph
from tests.validation.sample import sample

ROWS = (*TABLE, *STRUCTURE)
PROPERTIES = {row.predicate for row in ROWS}


def _short(iri: str) -> str:
    prefix, space = max(
        ((prefix, space) for prefix, space in ns.PREFIXES.items() if iri.startswith(space)),
        key=lambda pair: len(pair[1]),
    )
    return f"{prefix}:{iri.removeprefix(space)}"


def test_whatever_is_said_in_the_bibliography_is_in_the_table() -> None:
    said = {quad.predicate for quad in [*sample(), *graph(everything())] if quad.layer == "bibliography"}
    assert said <= PROPERTIES


def test_whatever_is_in_the_table_is_said() -> None:
    said = {quad.predicate for quad in graph(everything())}
    # No entry is labelled in a page of plain lines.
    assert said >= PROPERTIES - {ns.KG("label")}


def test_every_property_is_in_a_shape() -> None:
    text = shapes().text
    assert [row.predicate for row in ROWS if f"{_short(row.predicate)} " not in text] == []


def test_every_property_is_in_the_vocabulary_or_our_own() -> None:
    terms = ontology("vocabulary.tsv").read_text(encoding="utf-8") + ontology("kg.ttl").read_text(encoding="utf-8")
    assert [
        row.predicate
        for row in ROWS
        if f"{_short(row.predicate)}\t" not in terms and f"\n{_short(row.predicate)} a" not in terms
    ] == []


def test_a_field_has_one_row() -> None:
    keys = [(row.record, row.field) for row in TABLE]
    assert len(set(keys)) == len(keys)


def test_a_row_names_a_field_that_there_is() -> None:
    records = {
        cls.__name__: {field.name for field in dataclasses.fields(cls)} for cls in (Author, Name, Paper, Reference)
    }
    for row in TABLE:
        if row.record != ParsedReference.__name__:
            assert row.field.split(".")[0] in records[row.record], row

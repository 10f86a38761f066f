"""Some layers, with what their nodes are; and citations restated."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.export.choice import choose, views
from kg.namespaces import BIBO, CITO, DCTERMS, VOID
from kg.quads import LAYERS, Iri, Literal, Quad
from tests.export.graphs import BASE, TYPE, small

TRIPLES = Quad(
    Iri(f"{BASE}dataset"), VOID("triples"), Literal("604", "", "http://www.w3.org/2001/XMLSchema#integer"), "quality"
)


def test_all_layers_are_the_graph_itself() -> None:
    quads = small()
    assert choose(quads, LAYERS) is quads


@pytest.mark.parametrize("layer", LAYERS)
def test_every_minted_iri_is_described(layer: str) -> None:
    chosen = list(choose(small(), [layer]))
    assert {quad for quad in small() if quad.layer == layer} <= set(chosen)
    typed = {quad.subject for quad in chosen if quad.predicate == TYPE}
    every = {quad.subject for quad in small() if quad.predicate == TYPE}
    met = {quad.subject for quad in chosen} | {quad.object for quad in chosen if isinstance(quad.object, Iri)}
    assert met & every <= typed
    assert {quad.layer for quad in chosen} == {layer}
    added = set(chosen) - set(small())
    assert all(quad.predicate == TYPE for quad in added)
    assert {quad[:3] for quad in added} <= {quad[:3] for quad in small()}


def test_what_a_rule_derived_stays_in_its_layer() -> None:
    chosen = list(choose(small(), ["bibliography", "transcription"]))
    assert CITO("AuthorSelfCitation") in {quad.object for quad in small()}
    assert CITO("AuthorSelfCitation") not in {quad.object for quad in chosen}


def test_the_graph_counts_what_is_written() -> None:
    chosen = list(choose([*small(), TRIPLES], ["quality"]))
    (count,) = [quad.object.value for quad in chosen if quad.predicate == VOID("triples")]  # type: ignore[union-attr]
    assert int(count) == len(chosen) < 604


def test_layers_cannot_be_chosen_from_a_graph_without_them() -> None:
    flat = [quad._replace(layer="") for quad in small()]
    with pytest.raises(UsageError, match="does not keep its layers apart"):
        choose(flat, ["bibliography"])
    assert list(choose([], ["bibliography"])) == []


def test_views_restate_each_citation_three_times() -> None:
    quads = [*small(), TRIPLES]
    restated = views(quads)
    cites = {(quad.subject, quad.object) for quad in quads if quad.predicate == CITO("cites")}
    new = [quad for quad in restated if quad not in quads and quad.predicate != VOID("triples")]
    assert len(new) == 3 * len(cites) > 0
    assert {quad.layer for quad in new} == {"derived"}
    for prop in (DCTERMS("references"), BIBO("cites")):
        assert {(quad.subject, quad.object) for quad in new if quad.predicate == prop} == cites
    back = {(quad.object, quad.subject) for quad in new if quad.predicate == DCTERMS("isReferencedBy")}
    assert back == cites
    assert len(views(restated)) == len(restated)
    (count,) = [quad.object.value for quad in restated if quad.predicate == VOID("triples")]  # type: ignore[union-attr]
    assert int(count) == len(restated)


def test_views_of_a_flat_graph_are_flat() -> None:
    assert {quad.layer for quad in views(quad._replace(layer="") for quad in small())} == {""}

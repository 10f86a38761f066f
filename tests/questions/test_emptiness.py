"""An empty answer says whether the graph lacks the data or the page does."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from kg import questions, stores
from kg.answers import Emptiness
from kg.quads import LAYERS, Iri, Literal, Quad
from kg.questions.asking import probes
from tests.questions import expected

GRAPH = tuple(stores.quads(str(expected.SMALL)))
SAMPLE_ONLY = {"paper": "https://paper-kg.example/work/b000000000000000"}


def why(name: str, quads: Iterable[Quad], engine: str = "oxigraph", **parameters: str) -> Emptiness:
    with stores.of_quads(quads, engine=engine) as store:
        answer = questions.ask(name, store, parameters)
    assert not answer.rows
    assert answer.emptiness is not None
    return answer.emptiness


def without(*layers: str) -> list[Quad]:
    return [quad for quad in GRAPH if quad.layer not in layers]


def dropping(*predicates: str) -> list[Quad]:
    return [quad for quad in GRAPH if not quad.predicate.endswith(predicates)]


@pytest.mark.parametrize("engine", stores.ENGINES)
@pytest.mark.parametrize("question", questions.catalogue(), ids=lambda question: question.id)
def test_a_graph_of_something_else_lacks_the_first_layer(question: questions.Question, engine: str) -> None:
    other = [Quad(Iri("http://a/b"), Iri("http://a/c"), Literal("d"), "")]
    reason = why(question.id, other, engine)
    assert reason.lacks == "graph"
    assert reason.probe == f"layer-{question.layers[0]}"


@pytest.mark.parametrize("question", questions.catalogue(), ids=lambda question: question.id)
@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_left_out_is_named(question: questions.Question, layer: str) -> None:
    if layer not in question.layers:
        return
    with stores.of_quads(without(layer)) as store:
        reason = questions.ask(question, store).emptiness
    # What a layer left out leaves behind may still answer; where it does not, the layer is the reason.
    if reason is not None:
        assert (reason.lacks, reason.probe) == ("graph", f"layer-{layer}")


CASES = [
    ("paper-abstract", GRAPH, {}, "page", "no-abstract"),
    ("paper-keywords", GRAPH, SAMPLE_ONLY, "page", "no-keywords"),
    ("paper-keywords", GRAPH, {"paper": "http://a/none"}, "graph", "no-such-paper"),
    ("reference-evidence", GRAPH, {"number": "99"}, "page", "no-such-reference"),
    ("references-by-year", dropping("terms/issued"), {}, "page", "no-dated-references"),
    ("citing-works", GRAPH, SAMPLE_ONLY, "page", "no-citing-works"),
    ("days-to-issue", GRAPH, SAMPLE_ONLY, "page", "no-submission-date"),
    ("self-citations", GRAPH, SAMPLE_ONLY, "page", ""),
    ("self-citations", without("derived"), {}, "graph", "layer-derived"),
    ("findings", GRAPH, {"kind": "truncated-url"}, "page", ""),
    ("co-citation", expected.sample(), {}, "graph", "one-paper"),
    ("reference-list", GRAPH, {"from": "2020"}, "page", ""),
    ("cited-journals", dropping("terms/isPartOf"), {}, "page", "no-references"),
]


@pytest.mark.parametrize("engine", stores.ENGINES)
@pytest.mark.parametrize(("name", "quads", "parameters", "lacks", "probe"), CASES)
def test_the_reason(
    name: str, quads: tuple[Quad, ...], parameters: dict[str, str], lacks: str, probe: str, engine: str
) -> None:
    reason = why(name, quads, engine, **parameters)
    assert (reason.lacks, reason.probe) == (lacks, probe)
    assert reason.message.en
    assert any("가" <= char <= "힣" for char in reason.message.ko)


def test_every_probe_is_of_use() -> None:
    used = {name for question in questions.catalogue() for name in question.empty} | {"no-such-paper"}
    used |= {f"layer-{layer}" for layer in LAYERS}
    # The questions about concepts use the others.
    assert set(probes()) - used <= {"no-scheme", "no-concepts", "no-citing-concepts"}


def test_the_graph_is_told_before_the_page() -> None:
    # Without references there are no dated ones either; the first reason is the true one.
    reason = why(
        "references-by-decade",
        [quad for quad in GRAPH if "ReferenceList" not in quad.object and "cites" not in quad.predicate],
    )
    assert reason.probe == "no-references"

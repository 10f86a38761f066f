"""Every question gives on Virtuoso the rows that it gives on the other engines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from kg import export, questions, stores
from kg.quads import Quad
from kg.questions import Question
from tests.questions import expected
from tests.virtuoso import virtuoso

BASE = "https://paper-kg.example/"
CATALOGUE = questions.catalogue()


def quads_of(graph: str) -> Iterator[Quad]:
    return stores.quads(str(expected.SMALL)) if graph == "small" else iter(expected.sample())


@pytest.fixture(scope="module")
def memory() -> dict[str, stores.Store]:
    return {name: stores.of_quads(quads_of(name), base=BASE) for name in ("small", "sample")}


@pytest.fixture(scope="module")
def opened() -> Iterator[dict[str, stores.Store]]:
    """Offer both graphs, each as its own set of graphs on one server, named in the endpoint's URL."""
    graphs: dict[str, list[Quad]] = {
        "small": list(stores.quads(str(expected.SMALL))),
        "sample": list(expected.sample()),
    }
    with virtuoso() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_ENDPOINT_TIMEOUT", "40")
        found: dict[str, stores.Store] = {}
        for name, quads in graphs.items():
            layers: dict[str, list[Quad]] = defaultdict(list)
            for quad in quads:
                layers[quad.layer].append(quad)
            for layer, some in layers.items():
                text = "".join(export.serialize(some, format="ntriples", base=BASE))
                server.put(f"{BASE}{name}/graph/{layer}", text.encode())
            words = "&".join(f"default-graph-uri={BASE}{name}/graph/{layer}" for layer in layers)
            found[name] = stores.open_graph(f"{server.url}?{words}")
        yield found
        for store in found.values():
            store.close()


@pytest.mark.parametrize("question", CATALOGUE, ids=lambda question: question.id)
@pytest.mark.parametrize("graph", ["small", "sample"])
def test_the_answers_are_those_of_the_other_engines(
    opened: dict[str, stores.Store], memory: dict[str, stores.Store], question: Question, graph: str
) -> None:
    answer = questions.ask(question, opened[graph], lang="ko")
    assert expected.text(answer) == expected.text(questions.ask(question, memory[graph], lang="ko"))


@pytest.mark.parametrize("graph", ["small", "sample"])
def test_the_probes_say_the_same(opened: dict[str, stores.Store], memory: dict[str, stores.Store], graph: str) -> None:
    for probe in questions.asking.probes().values():
        assert opened[graph].ask(probe.query) == memory[graph].ask(probe.query), probe.id

"""Every question gives the same rows on rdflib, on Oxigraph and on a SPARQL server, and those are the expected ones.

The answers on the small graph have been worked out by hand; those on the sample page have been read against the page.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg import questions, stores
from kg.answers import plain
from kg.answers.names import short
from kg.answers.output import pairs
from kg.quads import Iri, nquads
from kg.questions import Question
from tests import servers, vectors
from tests.questions import expected

CATALOGUE = questions.catalogue()
ENGINES = ("oxigraph", "rdflib", "server")


@pytest.fixture(scope="module")
def opened() -> Iterator[dict[tuple[str, str], stores.Store]]:
    small = list(stores.quads(str(expected.SMALL)))
    graphs = {"small": small, "sample": list(expected.sample())}
    base = "https://paper-kg.example/"
    found: dict[tuple[str, str], stores.Store] = {}
    data = {name: "\n".join(nquads(quad, base) for quad in quads).encode() for name, quads in graphs.items()}
    with (
        servers.oxigraph(data["small"], "application/n-quads") as small_url,
        servers.oxigraph(data["sample"], "application/n-quads", "--union-default-graph") as sample_url,
    ):
        for name, quads in graphs.items():
            found[name, "oxigraph"] = stores.of_quads(quads, base=base)
            # The other way round: no order may come from the order of the triples.
            found[name, "rdflib"] = stores.of_quads(reversed(quads), engine="rdflib", base=base)
        found["small", "server"] = stores.open_graph(small_url)
        found["sample", "server"] = stores.open_graph(sample_url)
        yield found
        for store in found.values():
            store.close()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("question", CATALOGUE, ids=lambda question: question.id)
def test_the_small_graph_is_answered_as_worked_out_by_hand(
    opened: dict[tuple[str, str], stores.Store], question: Question, engine: str
) -> None:
    answer = questions.ask(question, opened["small", engine], lang="ko")
    assert expected.text(answer) == (expected.ANSWERS / f"{question.id}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("question", CATALOGUE, ids=lambda question: question.id)
def test_the_sample_page_is_answered_as_expected(
    opened: dict[tuple[str, str], stores.Store], question: Question, engine: str
) -> None:
    answer = questions.ask(question, opened["sample", engine], lang="ko")
    assert expected.text(answer) == expected.beside(question).read_text(encoding="utf-8")


def test_every_expected_answer_belongs_to_a_question() -> None:
    ids = {question.id for question in CATALOGUE}
    assert {path.stem for path in expected.ANSWERS.glob("*.csv")} == ids
    folder = CATALOGUE[0].path.parents[1]
    assert {path.name.removesuffix(".expected.csv") for path in folder.glob("*/*.expected.csv")} == ids


def test_there_are_questions_of_every_kind() -> None:
    assert len(CATALOGUE) >= 24
    assert {question.aspect for question in CATALOGUE} >= {"paper", "authors", "references", "venues", "time"}


def bound() -> dict[tuple[str, str], list[list[str]]]:
    """Return the cases of the vector file: question and parameters, and the rows that they give."""
    cases: dict[tuple[str, str], list[list[str]]] = {}
    for name, parameters, *row in vectors.rows("answers.tsv"):
        found = cases.setdefault((name, parameters), [])
        if row:
            found.append(row)
    return cases


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("case", "rows"), bound().items(), ids=[" ".join(case) for case in bound()])
def test_parameters_narrow_the_answer(
    opened: dict[tuple[str, str], stores.Store], engine: str, case: tuple[str, str], rows: list[list[str]]
) -> None:
    name, words = case
    answer = questions.ask(name, opened["small", engine], pairs(words.split()), lang="ko")
    assert [[short(term) if isinstance(term, Iri) else plain(term) for term in row] for row in answer.rows] == rows

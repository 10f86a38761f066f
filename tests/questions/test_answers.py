"""Every question gives the same rows on rdflib, on Oxigraph and on a SPARQL server, and those are the expected ones.

The answers on the small graph have been worked out by hand; those on the sample page have been read against the page.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg import questions, stores
from kg.quads import nquads
from kg.questions import Question
from tests import servers
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


# Question, parameters, and the rows, each as its values joined by "|": worked out by hand on the small graph.
A, B = "https://paper-kg.example/work/a000000000000000", "https://paper-kg.example/work/b000000000000000"
BOUND = [
    ("papers", {"paper": A, "labels": "en"}, [f"{A}|Regional Innovation and Agglomeration|2016-04-30|2|6|2"]),
    ("papers", {"paper": B}, [f"{B}|클러스터의 진화|2018-06-30|1|3|0"]),
    ("references-by-type", {"paper": B}, ["http://purl.org/ontology/bibo/AcademicArticle|2|66.7",
                                          "http://purl.org/ontology/bibo/Book|1|33.3"]),
    ("references-by-decade", {"paper": B}, ["2000|1|33.3", "2010|2|66.7"]),
    ("price-index", {"paper": A, "years": "2"}, [f"{A}|all|5|2|40", f"{A}|foreign|2|0|0", f"{A}|korean|3|2|66.7"]),
    ("reference-list", {"paper": A, "kind": "bibo:Thesis"}, [
        f"{A}|5|박소라|2015|산업집적의 동학|http://purl.org/ontology/bibo/Thesis"
        "|박소라, 2015, 산업집적의 동학, 한빛대학교 박사학위논문."]),
    ("reference-list", {"paper": B, "language": "en", "from": "2005"}, [
        f"{B}|1|Park, S.|2010|Clusters Revisited|http://purl.org/ontology/bibo/Book"
        "|Park, S., 2010, Clusters Revisited, London: Northgate."]),
    ("coauthors", {"atLeast": "1"}, ["Park, S.|Roe, J.|1|2004|2004", "김하늘|이바다|1|2016|2016"]),
    ("title-terms", {"years": "10", "atLeast": "2", "paper": A}, ["2010|산업집적|2"]),
    ("least-sure-references", {"below": "0.7"}, [f"{A}|6|0.4|http://cluster.example",
                                                  f"{A}|2|0.6|Park, S., 2010, Clusters Revisited, London: Northgate."]),
    ("candidates", {"atLeast": "0.7"}, ["person|Park, S.|Park, S.|0.8|https://w3id.org/paper-kg/rule/initials-name"
                                         "|Park, S. / Park, S."]),
    ("incomplete-references", {"without": "venue"}, [
        f"{B}|venue|3|http://purl.org/ontology/bibo/AcademicArticle|김하늘.이바다, 2016, 지역혁신과 산업집적."]),
    ("findings", {"kind": "missing-year"}, [
        f"{A}|https://w3id.org/paper-kg/finding/missing-year|reference|6||||"]),
    ("reference-evidence", {"paper": A, "number": "2"}, [
        f"{A}|concept|클러스터|Clusters|269|277||https://w3id.org/paper-kg/rule/concept-label",
        f"{A}|type|http://purl.org/ontology/bibo/Book||||0.65|https://w3id.org/paper-kg/rule/type-model"]),
    ("shared-references", {"atLeast": "3"}, []),
    ("most-cited-authors", {"paper": B, "atLeast": "1"}, ["Park, S.|2||0", "Roe, J.|1||0", "김하늘|1||0", "이바다|1||0"]),
]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "parameters", "rows"), BOUND)
def test_parameters_narrow_the_answer(
    opened: dict[tuple[str, str], stores.Store],
    engine: str,
    name: str,
    parameters: dict[str, str],
    rows: list[str],
) -> None:
    from kg.answers import plain

    answer = questions.ask(name, opened["small", engine], parameters, lang="ko")
    assert ["|".join(plain(term) for term in row) for row in answer.rows] == rows

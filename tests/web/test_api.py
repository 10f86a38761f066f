"""The questions over HTTP: the same rows as on the command line, and a description that fits them."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from kg import charts, questions, stores
from kg.answers import layout
from kg.errors import UsageError
from kg.questions import Question
from kg.questions.parameters import read
from kg.web.api import openapi
from tests.questions.expected import sample


@pytest.fixture(scope="module")
def store() -> stores.Store:
    return stores.of_quads(sample())


def test_the_catalogue_names_every_question(client: TestClient) -> None:
    listed = client.get("/api/questions").json()
    assert [one["id"] for one in listed] == [one.id for one in questions.catalogue()]
    assert client.get(listed[0]["answer"]).status_code == 200


@pytest.mark.parametrize("question", questions.catalogue(), ids=lambda one: one.id)
def test_each_question_answers_as_it_does_elsewhere(
    client: TestClient, store: stores.Store, question: Question
) -> None:
    answer = client.get(f"/api/questions/{question.id}", params={"lang": "ko", "format": "csv"})
    assert answer.status_code == 200, answer.text
    expected = questions.ask(question, store, {}, "ko")
    if len(expected.rows) <= 500:
        assert answer.text == layout(expected, "csv")
        assert ("kg-answer-empty" in answer.headers) == (expected.emptiness is not None)
    else:
        assert answer.headers["kg-answer-cut"] == "rows"
        assert len(answer.text.splitlines()) >= 501


def test_formats_languages_and_downloads(client: TestClient) -> None:
    where = "/api/questions/paper-authors"
    assert client.get(where).headers["content-type"] == "application/json"
    assert client.get(where, headers={"accept": "text/csv"}).headers["content-type"] == "text/csv; charset=utf-8"
    korean = client.get(where, headers={"accept-language": "ko-KR,ko;q=0.9,en;q=0.8"})
    assert korean.headers["content-language"] == "ko"
    assert (
        client.get(where, params={"format": "md", "download": 1}).headers["content-disposition"].endswith('authors.md"')
    )


def test_pictures_are_those_of_the_page(client: TestClient, store: stores.Store) -> None:
    where = "/api/questions/references-by-year"
    question = questions.find("references-by-year")
    drawn = charts.plan(questions.ask(question, store, {}, "ko"), "ko")
    assert drawn is not None
    for format_ in charts.sketches(drawn):
        given = client.get(where, params={"format": format_, "lang": "ko"})
        assert given.headers["content-type"] == charts.PICTURES[format_]
        assert given.content == charts.sketch(drawn, format_, question.question.ko, "ko")
        assert (
            client.get(f"/question/references-by-year.{format_}").headers["content-type"]
            == given.headers["content-type"]
        )
    assert client.get(where, headers={"accept": "image/svg+xml"}).text.startswith("<svg")
    # A browser's own wish, pictures among it, is answered with data.
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/png,image/svg+xml,*/*;q=0.8"
    assert client.get(where, headers={"accept": browser}).headers["content-type"] == "application/json"


def test_an_answer_without_a_picture_says_so(client: TestClient) -> None:
    for format_ in ("svg", "png"):
        given = client.get("/api/questions/papers", params={"format": format_})
        assert (given.status_code, "table says it better" in given.text) == (404, True)
        assert client.get(f"/question/papers.{format_}").status_code == 404


@pytest.mark.parametrize(
    ("where", "status", "said"),
    [
        ("questions/paper-author", 404, "paper-authors"),
        ("questions/../../etc/passwd.rq", 404, ""),
        ("questions/%2Fetc%2Fpasswd.rq", 404, ""),
        ("questions/x.rq.rq", 404, ""),
        ("nothing", 404, "openapi"),
        ("questions/paper-authors?nonsense=1", 400, "nonsense"),
        ("questions/paper-authors?lang=fr", 400, "lang"),
        ("questions/paper-authors?format=gif", 400, "csv"),
    ],
)
def test_faults_are_told(client: TestClient, where: str, status: int, said: str) -> None:
    answer = client.get(f"/api/{where}")
    assert answer.status_code == status
    assert said in answer.text


def test_openapi_describes_each_question_with_its_parameters(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    paths = described["paths"]
    for one in questions.catalogue():
        operation = paths[f"/api/questions/{one.id}"]["get"]
        names = {parameter["name"] for parameter in operation["parameters"]}
        assert names == {parameter.name for parameter in one.parameters} | {"lang", "format"}
        row = operation["responses"]["200"]["content"]["application/json"]["schema"]["items"]
        assert list(row["properties"]) == [column.name for column in one.columns]
    ids = [path["get"]["operationId"] for path in paths.values()]
    assert len(set(ids)) == len(ids)


WORDS = (
    "", "x", "bibo:Book", "https://example.org/a", "urn:x", "<b", "a b", "a:b c", "a:b\\c",
    ":x", "1:x", "가:나", "x:가",
    "ko", "ko-Latn", "k", "korean-language", "ko_KR", "ko-", "2016", "0", "16", "02016", "20.16", "\x07", "a\\u0041",
)  # fmt: skip


def test_openapi_describes_what_a_parameter_takes() -> None:
    """A word fits the pattern of a parameter's schema if, and only if, the parameter is read from it."""
    described = openapi("")["paths"]
    seen = set()
    for one in questions.catalogue():
        operation = described[f"/api/questions/{one.id}"]["get"]
        for parameter, said in zip(one.parameters, operation["parameters"], strict=False):
            schema = said["schema"]
            if "pattern" not in schema:
                continue
            seen.add(parameter.type)
            assert re.search(schema["pattern"], schema["default"])
            for word in WORDS:
                try:
                    read(parameter.type, word)
                    taken = True
                except UsageError:
                    taken = False
                assert taken == bool(re.search(schema["pattern"], word)), (parameter.type, word)
    assert seen >= {"iri", "language", "year"}


_TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}


def test_rows_are_as_openapi_says(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    for where, path in list(paths.items())[1:]:
        schema = path["get"]["responses"]["200"]["content"]["application/json"]["schema"]["items"]["properties"]
        for row in client.get(where).json()[:50]:
            for name, value in row.items():
                allowed = tuple(_TYPES[one] for one in schema[name]["type"])
                assert any(isinstance(value, one) for one in allowed), (where, name, value)

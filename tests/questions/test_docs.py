"""The page about questions says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from kg import questions, stores
from kg.answers import KINDS, plain
from kg.questions.header import ASPECTS
from kg.questions.parameters import TYPES
from tests.questions import expected

PAGE = (Path(__file__).parents[2] / "docs" / "06-questions.md").read_text(encoding="utf-8")


def test_the_example_is_a_question_that_works(tmp_path: Path) -> None:
    found = re.search(r"```sparql\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    path = tmp_path / "theses-by-school.rq"
    path.write_text(found[1], encoding="utf-8")
    with stores.open_graph(str(expected.SMALL)) as store:
        rows = questions.ask(questions.find(str(path)), store).rows
    assert [[plain(term) for term in row] for row in rows] == [["Hanbit University", "1"]]


def test_kinds_types_and_aspects_are_all_named() -> None:
    for words in (KINDS, ASPECTS):
        assert f"`{' '.join(words)}`" in PAGE
    assert all(f"`{type_}`" in PAGE for type_ in TYPES)

"""How the queries of the catalogue are written: for people to read, and for every engine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import questions, resources, sparql
from kg.namespaces import PREFIXES

FILES = sorted(resources.queries().glob("*/*.rq"))
# Every function of SPARQL 1.1 and XPath's casts that the questions use; none is an engine's own.
FUNCTIONS = set(
    """
    ABS AVG BIND BOUND CEIL COALESCE CONCAT CONTAINS COUNT DAY EXISTS FILTER FLOOR IF IN ISIRI ISLITERAL LANG
    LANGMATCHES MAX MIN REPLACE ROUND SAMPLE STR STRAFTER STRBEFORE STRENDS STRLEN STRSTARTS SUBSTR SUM
    """.split()
)
KEYWORDS = set(
    """
    A AS ASC ASK BIND BY COUNT DESC DISTINCT EXISTS FILTER GROUP HAVING IN MINUS NOT OPTIONAL ORDER PREFIX SELECT UNION
    VALUES WHERE TRUE FALSE
    """.split()
)


def body(path: Path) -> str:
    return "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_prefixes_are_sorted_known_and_used(path: Path) -> None:
    declared = re.findall(r"^PREFIX (\w+): <(.+)>$", body(path), re.MULTILINE)
    names = [name for name, _ in declared]
    assert names == sorted(names)
    assert all(PREFIXES[name] == iri for name, iri in declared)
    used = {token.text.partition(":")[0] for token in sparql.significant(body(path)) if token.kind == "name"}
    assert used == set(names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_are_of_sparql_1_1_and_in_capitals(path: Path) -> None:
    for token in sparql.significant(body(path)):
        if token.kind == "word":
            assert token.text in KEYWORDS | FUNCTIONS | {"a", "true", "false"}, token.text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_triple_pattern_a_line(path: Path) -> None:
    for line in body(path).splitlines():
        assert line == line.rstrip()
        assert len(re.findall(r" \.(?= |$)", line)) <= 1, line
        assert not re.search(r"[;,] *$", re.sub(r'"[^"]*"', "", line)), line


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_optional_hangs_together(path: Path) -> None:
    """Patterns without a common variable are joined all with all: ten thousand times ten thousand."""
    for block in re.findall(r"OPTIONAL \{([^{}]*)\}", body(path)):
        groups: list[set[str]] = []
        for line in block.splitlines():
            if not line.endswith(" ."):
                continue
            found = set(re.findall(r"\?\w+", line))
            apart = [group for group in groups if not group & found]
            groups = [*apart, found.union(*(group for group in groups if group & found))]
        assert len(groups) < 2, groups


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_engines_parse_it(path: Path) -> None:
    import pyoxigraph
    from rdflib.plugins.sparql import prepareQuery

    prepareQuery(body(path))
    pyoxigraph.Store().query(body(path))


@pytest.mark.parametrize("question", questions.catalogue(), ids=lambda question: question.id)
def test_a_select_has_an_order(question: questions.Question) -> None:
    assert re.search(r"\nORDER BY [^\n]+\n*\Z", question.query)
    assert "LIMIT" not in sparql.words(question.query)
    assert question.question.en.endswith("?")
    assert question.question.ko.endswith("?")
    assert {parameter.name for parameter in question.parameters} <= set(sparql.defaults(question.query))

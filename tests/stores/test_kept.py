"""Answers kept with a store: given again, and never for other data or another query."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg import stores
from kg.quads import Blank, Iri, Literal, Quad
from kg.stores import Rows, disk
from kg.stores.kept import Kept

BASE = "https://example.org/"
QUERY = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"
MADE_UP = Rows(("count",), [(Literal("99", "", "http://www.w3.org/2001/XMLSchema#integer"),)])


def _quad(number: int) -> Quad:
    return Quad(Iri(f"{BASE}thing/{number}"), Iri(f"{BASE}is"), Literal(str(number)), "bibliography")


def _count(word: str, query: str = QUERY) -> str:
    with stores.open_graph(word) as store:
        term = store.select(query).rows[0][0]
    assert isinstance(term, Literal)
    return term.value


@pytest.fixture
def word(tmp_path: Path) -> str:
    path = str(tmp_path / "store")
    state = disk.write(path, [_quad(1), _quad(2)], BASE)
    # An answer that is wrong tells whether the store was asked.
    Kept(Path(path) / state.data).put(QUERY, MADE_UP)
    return path


def test_a_kept_answer_is_given(word: str) -> None:
    assert _count(word) == "99"


def test_another_query_is_asked(word: str) -> None:
    assert _count(word, QUERY + " ") == "2"


def test_what_is_added_is_seen_at_once(word: str) -> None:
    disk.write(word, [_quad(3)], BASE, add=True)
    assert _count(word) == "3"


def test_what_is_written_anew_is_seen_at_once(word: str) -> None:
    disk.write(word, [_quad(1), _quad(2), _quad(3), _quad(4)], BASE)
    assert _count(word) == "4"


def test_data_that_another_program_has_changed_are_asked(word: str) -> None:
    store = pyoxigraph.Store(str(Path(word) / disk.state(word).data))
    store.add(pyoxigraph.Quad(*(pyoxigraph.NamedNode(f"{BASE}{name}") for name in "spog")))
    store.flush()
    del store
    assert _count(word) == "3"


def test_an_answer_of_other_data_is_not_given(word: str, tmp_path: Path) -> None:
    other = str(tmp_path / "other")
    disk.write(other, [_quad(number) for number in range(500)], BASE)
    (Path(word) / "data-1" / "kept").rename(Path(other) / "data-1" / "kept")
    assert _count(other) == "500"


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"data": 1}', b"\xff"])
def test_a_damaged_answer_is_not_given(word: str, said: bytes) -> None:
    (file,) = (Path(word) / "data-1" / "kept").iterdir()
    file.write_bytes(said)
    assert _count(word) == "2"


def test_every_kind_of_term_comes_back(word: str) -> None:
    rows: list[tuple[Iri | Blank | Literal | None, ...]] = [
        (Iri("https://example.org/가"), Blank("b1"), None),
        (Literal('"quoted"\n'), Literal("가", "ko"), Literal("1", "", "http://www.w3.org/2001/XMLSchema#integer")),
        (Literal("_:b1"), Literal("<https://example.org/>"), Iri("urn:x:_:b")),
    ]
    kept = Kept(Path(word) / "data-1")
    kept.put("SELECT ?a ?b ?c", Rows(("a", "b", "c"), rows))
    found = Kept(Path(word) / "data-1").get("SELECT ?a ?b ?c")
    assert found == Rows(("a", "b", "c"), rows)
    assert [[type(term) for term in row] for row in found.rows] == [[type(term) for term in row] for row in rows]

"""Answers in JSON are read as they come, wherever they are cut into pieces, and never taken for whole when not so."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator

import pytest

from kg.errors import InputError
from kg.quads import Blank, Iri, Literal
from kg.stores import tables

CELLS = {
    "a": {"type": "uri", "value": "http://e/가"},
    "b": {"type": "literal", "value": '"}]}, {"bindings": [', "xml:lang": "ko-latn"},
    "c": {"type": "typed-literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#int"},
    "d": {"type": "bnode", "value": "_:n1"},
    "e": {"type": "literal", "value": "y", "datatype": "http://www.w3.org/2001/XMLSchema#string"},
}
ROW = (
    Iri("http://e/가"),
    Literal('"}]}, {"bindings": [', "ko-Latn"),
    Literal("1", "", "http://www.w3.org/2001/XMLSchema#int"),
    Blank("n1"),
    Literal("y"),
    None,
)
HEAD = {"vars": [*CELLS, "f"], "link": ['a "bindings": [ in a string']}
LATE = {"results": {"distinct": False, "bindings": [CELLS, {}, CELLS], "ordered": True}, "head": HEAD}
EARLY = {"head": HEAD, **LATE}


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


@pytest.mark.parametrize("found", [EARLY, LATE], ids=["head first", "head last"])
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_rows_are_the_same_wherever_the_answer_is_cut_into_pieces(
    found: object, indent: int | None, ascii_only: bool
) -> None:
    data = json.dumps(found, indent=indent, ensure_ascii=ascii_only).encode()
    for size in (*range(1, 60), 1000, 100_000):
        table = tables.read(pieces(b"\xef\xbb\xbf" + data, size))
        assert table.rows is not None
        assert table.rows.columns == (*CELLS, "f")
        assert table.rows.rows == [ROW, (None,) * 6, ROW]
        assert table.around["results"]["ordered"] is True


def test_an_answer_that_stops_anywhere_is_told() -> None:
    data = json.dumps(EARLY).encode()
    for end in range(1, len(data)):
        with pytest.raises(tables.CutError):
            tables.read([data[:end]])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no JSON"),
        (b"<html>Welcome</html>", "no JSON"),
        (b"[1, 2]", "no SPARQL result"),
        (b'{"results": {"bindings": []}}', "no 'head'"),
        (b'{"head": {"vars": ["a"]}, "results": {"bindings": [3]}}', "a row is no object"),
        (b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": "x"}]}}', "no table of results"),
        (b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri"}}]}}', "no 'value'"),
        (b'{"head": {"vars": ["a"]}, "bindings": [{"a": {"type": "uri", "value": "x"}}]}', "no 'results'"),
        (b'{"head": {"vars": ["a"]}, "results": {"bindings": [], "x": {"bindings": []}}}', ""),
        (b'{"head": {"vars": ["a"]}, "x": {"bindings": [{}]}, "results": {"bindings": [{}]}}', "rows stand elsewhere"),
    ],
)
def test_what_is_no_result_is_told(data: bytes, message: str) -> None:
    if not message:
        assert tables.read([data]).rows == (("a",), [])
        return
    with pytest.raises(tables.ForeignError, match=message):
        tables.read([data])


def test_a_triple_in_the_place_of_a_term_is_told() -> None:
    data = b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "triple", "value": {}}}]}}'
    with pytest.raises(InputError, match="a triple in the place of a term"):
        tables.read([data])


def test_an_answer_without_rows_has_none() -> None:
    table = tables.read([b'{"head": {}, "boolean": true}'])
    assert table.rows is None
    assert table.around["boolean"] is True


def test_the_text_of_a_long_answer_is_never_in_memory_as_a_whole() -> None:
    row = json.dumps({"a": {"type": "uri", "value": "http://e/" + "x" * 500}}).encode()
    count = 20_000

    def chunks() -> Iterator[bytes]:
        yield b'{"head": {"vars": ["a"]}, "results": {"bindings": [' + row
        for _ in range(count - 1):
            yield b"," + row
        yield b"]}}"

    tracemalloc.start()
    try:
        table = tables.read(chunks())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert table.rows is not None
    assert len(table.rows.rows) == count
    # The text is of more than 10 MB; each row is a tuple, and the one IRI of them all is kept once.
    assert peak < count * len(row) / 2

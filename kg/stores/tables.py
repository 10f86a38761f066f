"""An answer in SPARQL 1.1 Query Results JSON, read as it comes: rows are made while the server is still sending.

The text of an answer of a million rows is never in memory as a whole, nor is the tree that a JSON parser would make of
it. What stands around the rows is read strictly as JSON in the end, so an answer that stops early is known for one.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kg.errors import InputError
from kg.quads import XSD_STRING, Blank, Iri, Literal, Term
from kg.stores import Row, Rows

__all__ = ["CutError", "ForeignError", "Table", "read"]

_ROWS = re.compile(r'"bindings"\s*:\s*\[')
_SPACES = re.compile(r"[\s,]*")


class CutError(Exception):
    """The answer stops in the middle."""


class ForeignError(Exception):
    """The answer is no result of a query; ``start`` is its beginning, where it is no JSON at all."""

    def __init__(self, message: str, start: str = "") -> None:
        super().__init__(message)
        self.start = start


class Table(NamedTuple):
    """What an answer holds: its rows, where it has any place for rows, and what stands around them."""

    rows: Rows | None
    around: dict[str, Any]


def read(chunks: Iterable[bytes]) -> Table:
    """Read an answer.

    Args:
        chunks: its bytes, in pieces of any size.

    Raises:
        CutError: it stops in the middle.
        ForeignError: it is something else.
    """
    reader = _Reader()
    decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
    for chunk in chunks:
        reader.feed(decode(chunk))
    reader.feed(decode(b"", final=True), last=True)
    return reader.table()


class _Reader:
    def __init__(self) -> None:
        self._text = ""
        self._before: str | None = None
        self._ended = False
        self._wait = 0
        self._names: tuple[str, ...] | None = None
        self._early: list[Mapping[str, Any]] = []
        self._rows: list[Row] = []
        self._terms = _Terms()
        self._scan = json.JSONDecoder().raw_decode

    def feed(self, text: str, *, last: bool = False) -> None:
        """Take a piece of the answer, and make the rows that are whole."""
        self._text += text
        if self._ended or (len(self._text) < self._wait and not last):
            return
        if self._before is None:
            found = _ROWS.search(self._text)
            if found is None:
                return
            self._before, self._text = self._text[: found.end()], self._text[found.end() :]
            self._names = self._told()
        place = 0
        while True:
            match = _SPACES.match(self._text, place)
            start = match.end() if match else place
            if self._text[start : start + 1] == "]":
                self._ended = True
                place = start
                break
            try:
                row, place = self._scan(self._text, start)
            except ValueError:
                break  # The rest of this row has yet to come, or it is none: the end will tell.
            self._row(row)
        self._text = self._text[place:]
        # A piece that holds no end of a row is looked at again only when there is twice as much of it.
        self._wait = 0 if place else 2 * len(self._text)

    def _told(self) -> tuple[str, ...] | None:
        """Return the columns, where they stand before the rows."""
        try:
            return _columns(json.loads(f"{self._before}]}}}}"))
        except (ValueError, KeyError, TypeError):
            return None

    def _row(self, row: Any) -> None:
        if not isinstance(row, dict):
            raise ForeignError("the answer is no table of results (a row is no object)")
        if self._names is None:
            self._early.append(row)
        else:
            self._rows.append(self._terms.row(row, self._names))

    def table(self) -> Table:
        if self._before is None:
            return Table(None, _whole(self._text))
        around = _whole(f"{self._before}{self._text}")
        try:
            if around["results"]["bindings"] != []:
                raise ForeignError("the answer is no table of results (its rows stand elsewhere)")
            names = _columns(around)
        except (KeyError, TypeError) as error:
            raise ForeignError(f"the answer is no table of results (no {error})") from None
        self._rows.extend(self._terms.row(row, names) for row in self._early)
        return Table(Rows(names, self._rows), around)


def _columns(around: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(name) for name in around["head"]["vars"])


def _whole(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        if text.lstrip()[:1] == "{":
            raise CutError from None
        raise ForeignError("the answer is no JSON", text) from None
    if not isinstance(found, dict):
        raise ForeignError("the answer is no SPARQL result")
    return found


class _Terms:
    """Make terms of cells; an IRI that comes again and again is kept once."""

    def __init__(self) -> None:
        from kg.stores.files import tag

        self._tag = tag
        self._iris: dict[str, Iri] = {}

    def row(self, row: Mapping[str, Any], names: tuple[str, ...]) -> Row:
        try:
            return tuple([self._term(row[name]) if name in row else None for name in names])
        except (KeyError, TypeError, AttributeError) as error:
            raise ForeignError(f"the answer is no table of results (no {error})") from None

    def _term(self, cell: Mapping[str, str]) -> Term:
        """Return the term of one cell; ``typed-literal`` is an old spelling."""
        kind, text = cell["type"], cell["value"]
        if kind == "uri":
            return self._iri(text)
        if kind == "bnode":
            return Blank(text.removeprefix("_:"))
        if kind not in ("literal", "typed-literal"):
            raise InputError(f"the answer holds a {kind} in the place of a term", hint="Ask for its parts.")
        if cell.get("xml:lang"):
            return Literal(text, self._tag(cell["xml:lang"]))
        datatype = cell.get("datatype", "")
        return Literal(text, "", "" if datatype == XSD_STRING else datatype and self._iri(datatype))

    def _iri(self, text: str) -> Iri:
        iri = self._iris.get(text)
        if iri is None:
            iri = self._iris[text] = Iri(text)
        return iri

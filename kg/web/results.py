"""Answers of SELECT and ASK in the W3C's four formats, cut at a limit where there is one, and always whole documents.

SPARQL 1.1 Query Results JSON Format; SPARQL Query Results XML Format (Second Edition); SPARQL 1.1 Query Results CSV
and TSV Formats.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Generator, Iterable
from html import escape
from typing import NamedTuple

from kg.quads import Blank, Iri, Literal, Term
from kg.web.engine import Solutions
from kg.web.replies import Limits, RefusedError

__all__ = ["boolean", "cut_note", "table"]

_PIECE = 1 << 16
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'


def cut_note(kind: str, limits: Limits) -> str:
    """Return the sentence that says where an answer was cut: at ``rows``, ``triples`` or ``bytes``."""
    number = limits.bytes if kind == "bytes" else limits.rows
    return f"The answer was cut at {number} {kind}, this server's limit; ask for the rest with LIMIT and OFFSET."


def table(answer: Solutions, format_: str, limits: Limits) -> Generator[bytes, None, str]:
    """Write the rows of an answer, piece by piece, as the engine finds them.

    Args:
        answer: columns and rows, which are read no further than the limit.
        format_: ``json``, ``xml``, ``csv`` or ``tsv``.
        limits: how many rows and bytes there may be.

    Yields:
        The document, some ten thousand bytes at a time.

    Returns:
        What the document was cut at: ``rows``, ``bytes`` or nothing.

    Raises:
        RefusedError: the format cannot hold the answer.
    """
    form = _FORMS[format_]
    write = form.row(answer.columns)
    held = [form.opening(answer.columns)]
    waiting = size = 0
    cut = ""
    for number, row in enumerate(answer.rows):
        if number >= limits.rows:
            cut = "rows"
            break
        piece = (form.between if number else "") + write(row)
        length = len(piece.encode())
        if size + length > limits.bytes:
            cut = "bytes"
            break
        held.append(piece)
        size += length
        waiting += length
        if waiting > _PIECE:
            yield "".join(held).encode()
            held, waiting = [], 0
    held.append(form.closing(cut_note(cut, limits) if cut else ""))
    yield "".join(held).encode()
    return cut


def boolean(value: bool, format_: str) -> bytes:
    """Write the answer of an ASK query; CSV and TSV, for which there is no standard, hold the one word."""
    word = "true" if value else "false"
    if format_ == "json":
        return f'{{"head":{{}},"boolean":{word}}}\n'.encode()
    if format_ == "xml":
        return f"{_HEAD}<head/>\n<boolean>{word}</boolean>\n</sparql>\n".encode()
    return f"{word}\n".encode()


# -- one row ---------------------------------------------------------------------------------------------------------

Row = tuple[Term | None, ...]


def _json(columns: tuple[str, ...]) -> Callable[[Row], str]:
    def write(row: Row) -> str:
        bound = {name: _json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}
        return json.dumps(bound, ensure_ascii=False, separators=(",", ":"))

    return write


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"type": "uri", "value": term}
    if isinstance(term, Blank):
        return {"type": "bnode", "value": term}
    said = {"type": "literal", "value": term.value}
    if term.lang:
        said["xml:lang"] = term.lang
    elif term.datatype:
        said["datatype"] = term.datatype
    return said


def _xml(columns: tuple[str, ...]) -> Callable[[Row], str]:
    def write(row: Row) -> str:
        cells = (
            f'<binding name="{escape(name)}">{_xml_term(term)}</binding>'
            for name, term in zip(columns, row, strict=True)
            if term is not None
        )
        return f"<result>{''.join(cells)}</result>\n"

    return write


def _xml_term(term: Term) -> str:
    if isinstance(term, Iri):
        return f"<uri>{_xml_text(term)}</uri>"
    if isinstance(term, Blank):
        return f"<bnode>{_xml_text(term)}</bnode>"
    said = f' xml:lang="{escape(term.lang)}"' if term.lang else ""
    if term.datatype and not term.lang:
        said = f' datatype="{escape(term.datatype)}"'
    return f"<literal{said}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    if _NO_XML.search(text):
        raise RefusedError(406, "the answer holds a character that XML 1.0 cannot; ask for JSON")
    # A parser would read a bare carriage return as a line feed.
    return escape(text, quote=False).replace("\r", "&#13;")


def _csv(columns: tuple[str, ...]) -> Callable[[Row], str]:
    def write(row: Row) -> str:
        return _csv_line("" if term is None else _csv_term(term) for term in row)

    return write


def _csv_term(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term.n3() if isinstance(term, Blank) else str(term)


def _csv_line(cells: Iterable[str]) -> str:
    row = list(cells)
    if row == [""]:
        # An empty line would be no row; the writer would quote it, which CSV allows too.
        return "\r\n"
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(row)
    return out.getvalue()


def _tsv(columns: tuple[str, ...]) -> Callable[[Row], str]:
    def write(row: Row) -> str:
        return "\t".join("" if term is None else term.n3() for term in row) + "\n"

    return write


# -- the document around the rows --------------------------------------------------------------------------------------


class _Form(NamedTuple):
    """How a format writes one row, and what stands before, between and behind the rows.

    Where an answer was cut is told behind the rows: before them nobody knows.
    """

    row: Callable[[tuple[str, ...]], Callable[[Row], str]]
    opening: Callable[[tuple[str, ...]], str]
    between: str
    closing: Callable[[str], str]


def _json_opening(columns: tuple[str, ...]) -> str:
    return f'{{"head":{{"vars":{json.dumps(columns, ensure_ascii=False)}}},"results":{{"bindings":[\n'


def _json_closing(note: str) -> str:
    return "\n]}" + (f',"note":{json.dumps(note)}' if note else "") + "}\n"


def _xml_opening(columns: tuple[str, ...]) -> str:
    variables = "".join(f'<variable name="{escape(name)}"/>' for name in columns)
    return f"{_HEAD}<head>{variables}</head>\n<results>\n"


def _xml_closing(note: str) -> str:
    return "</results>\n" + (f"<!-- {note} -->\n" if note else "") + "</sparql>\n"


def _tsv_opening(columns: tuple[str, ...]) -> str:
    return "\t".join(f"?{name}" for name in columns) + "\n"


_FORMS: dict[str, _Form] = {
    "json": _Form(_json, _json_opening, ",\n", _json_closing),
    "xml": _Form(_xml, _xml_opening, "", _xml_closing),
    "csv": _Form(_csv, _csv_line, "", lambda note: ""),
    "tsv": _Form(_tsv, _tsv_opening, "", lambda note: ""),
}

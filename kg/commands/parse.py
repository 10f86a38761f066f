"""``kg parse``: reference strings, one a line, or a page → CSL-JSON lines, BibTeX or RIS."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.records import ParsedReference

__all__ = ["add_arguments", "run"]

FORMATS = ("csl-json", "bibtex", "ris")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add = parser.add_argument
    add("file", metavar="FILE", nargs="?", default="-", help="the references, one a line; - for standard input (-)")
    add("--page", action="store_true", help="FILE is a saved article page; its reference list is read")
    add("--to", choices=FORMATS, default="csl-json", help="what is written (csl-json, one object a line)")
    add("-o", "--output", metavar="OUT", default="-", help="the file to write; - for standard output (-)")
    add("--alone", action="store_true", help="read each reference without the others of the list")


def run(args: argparse.Namespace) -> int:
    """Parse the references and write them."""
    from kg.export.output import whole_file
    from kg.references import bibtex, csl, ris

    data = _data(args.file)
    found = _page(data, args.file) if args.page else _lines(data, args.file, joint=not args.alone)
    with whole_file(args.output) as out:
        for number, parsed in found:
            item = csl.item(parsed, number)
            if args.to == "bibtex":
                text = bibtex.entry(item, f"ref{number}") + "\n"
            elif args.to == "ris":
                text = ris.record(item)
            else:
                text = _json(item)
            out.write(text.encode("utf-8", "surrogatepass"))
    return 0


def _json(item: dict[str, Any]) -> str:
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n"


def _data(name: str) -> bytes:
    from pathlib import Path

    from kg.errors import InputError

    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        reason = "it does not exist" if isinstance(error, FileNotFoundError) else error.strerror or "unreadable"
        raise InputError(reason, file=name, hint="Name a file, or - for standard input.") from error


def _lines(data: bytes, name: str, *, joint: bool) -> Iterator[tuple[int, ParsedReference]]:
    """Read one reference a line, whatever the encoding; the number is the line's, and empty lines hold nothing."""
    from kg.readers.decode import decode
    from kg.references import parse

    if not data.strip():
        return
    shown = "standard input" if name == "-" else name
    # Only LF, CR LF and CR end a line: other signs that Unicode calls line ends stand inside references.
    text = decode(data, shown).text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    yield from zip((number for number, _ in lines), parse((line for _, line in lines), joint=joint), strict=True)


def _page(data: bytes, name: str) -> Iterable[tuple[int, ParsedReference]]:
    from kg import pipeline

    paper = pipeline.read(data, "standard input" if name == "-" else name)
    return [(entry.position, entry.parsed) for entry in paper.references if entry.parsed]

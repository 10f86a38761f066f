"""Lay out an answer: a table for the eye, Markdown, CSV, TSV or JSON.

For people (``table``, ``md``) the columns bear labels in the chosen language, IRIs are shortened and named, and the
columns stay in line where Hangul takes two cells. For programs (``csv``, ``tsv``, ``json``) the columns are called as
the query calls them and values stand in full.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence

from kg.answers.names import name
from kg.answers.rows import NUMERIC, Answer, Column, plain
from kg.quads import Term

__all__ = ["FORMATS", "cells", "display_width", "grid", "layout", "markdown"]

FORMATS = ("table", "csv", "tsv", "json", "md")
"""The formats of an answer."""

_NARROWEST = 8


def layout(answer: Answer, format_: str, lang: str = "en", width: int = 0) -> str:
    """Return an answer as text that ends with a line end.

    Args:
        answer: what was answered.
        format_: one of :data:`FORMATS`.
        lang: the language of labels and names, for people.
        width: how many cells a line of a table may take; 0 for as many as it needs.

    Returns:
        The text. Where there are no rows, ``table`` and ``md`` hold nothing but the reason; the others have a header
        or an empty list.
    """
    if format_ == "json":
        return _json(answer)
    if format_ in ("csv", "tsv"):
        return _separated(answer, format_)
    if not answer.rows:
        reason = (
            answer.emptiness.message.of(lang) if answer.emptiness else ("답이 없다." if lang == "ko" else "No rows.")
        )
        return reason + "\n"
    labels = [column.label.of(lang) for column in answer.columns]
    numeric = [column.kind in NUMERIC for column in answer.columns]
    rows = cells(answer, lang)
    return markdown(labels, rows, numeric) if format_ == "md" else grid(labels, rows, numeric, width)


def cells(answer: Answer, lang: str) -> list[list[str]]:
    """Return the cells of an answer as a person reads them."""
    return [
        [_cell(column, term, lang) for column, term in zip(answer.columns, row, strict=True)] for row in answer.rows
    ]


def _cell(column: Column, term: Term | None, lang: str) -> str:
    text = name(term, column.kind, lang)
    return " ".join(text.split())


def _json(answer: Answer) -> str:
    """Write a JSON array of one object a row: numbers as numbers, nothing as null."""
    rows = list(answer)
    if not rows:
        return "[]\n"
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def _separated(answer: Answer, format_: str) -> str:
    """Write CSV (RFC 4180, but line feeds) or TSV (no quotes; a tab or line end within a value becomes a space)."""
    out = io.StringIO()
    names = [column.name for column in answer.columns]
    rows = ([plain(term) for term in row] for row in answer.rows)
    if format_ == "csv":
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
    else:
        for row in (names, *rows):
            out.write("\t".join(" ".join(text.splitlines()).replace("\t", " ") for text in row) + "\n")
    return out.getvalue()


def markdown(labels: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool]) -> str:
    """Return a table in Markdown, its signs escaped.

    Args:
        labels: the heads of the columns.
        rows: the cells.
        numeric: which columns hold numbers, and stand at the right.
    """
    lines = [labels, ["--:" if right else "---" for right in numeric], *([_escaped(c) for c in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escaped(text: str) -> str:
    for sign in "\\|*_`<[":
        text = text.replace(sign, "\\" + sign)
    return text


def display_width(text: str) -> int:
    """Return how many cells of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(_cell_width(char) for char in text)


def _cell_width(char: str) -> int:
    # Vowels and finals of decomposed Hangul join the syllable before them.
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def grid(labels: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], width: int = 0) -> str:
    """Return a table whose columns stand in line on a terminal.

    Args:
        labels: the heads of the columns.
        rows: the cells, without line ends.
        numeric: which columns hold numbers, and stand at the right.
        width: how many cells a line may take; 0 for as many as it needs. Long cells go on in the next line.
    """
    widths = [
        max(display_width(text) for text in (label, *(row[index] for row in rows)))
        for index, label in enumerate(labels)
    ]
    if width:
        widths = _fitted(widths, width - 2 * (len(widths) - 1))
    lines = [*_lines(labels, widths, numeric), "  ".join("─" * size for size in widths)]
    for row in rows:
        lines.extend(_lines(row, widths, numeric))
    return "".join(line.rstrip() + "\n" for line in lines)


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """Narrow the widest columns until all fit, or all are as narrow as can be read."""
    fitted = list(widths)
    while sum(fitted) > room:
        widest = max(fitted)
        if widest <= _NARROWEST:
            break
        fitted[fitted.index(widest)] = max(_NARROWEST, widest - max(1, (sum(fitted) - room) // len(fitted)))
    return fitted


def _lines(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    parts = [_wrapped(text, size) for text, size in zip(row, widths, strict=True)]
    lines: list[str] = []
    for number in range(max(len(part) for part in parts)):
        line: list[str] = []
        for part, size, right in zip(parts, widths, numeric, strict=True):
            text = part[number] if number < len(part) else ""
            gap = " " * (size - display_width(text))
            line.append(gap + text if right else text + gap)
        lines.append("  ".join(line))
    return lines


def _wrapped(text: str, size: int) -> list[str]:
    """Break a text into lines of so many cells, between words where it can be."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        width = display_width(word)
        if line and used + 1 + width <= size:
            line, used = f"{line} {word}", used + 1 + width
            continue
        if line:
            lines.append(line)
        line, used = "", 0
        for char in word:
            if used + _cell_width(char) > size:
                lines.append(line)
                line, used = "", 0
            line, used = line + char, used + _cell_width(char)
    return [*lines, line]

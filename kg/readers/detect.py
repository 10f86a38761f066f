"""Which format a saved page has. A further format is one more row of ``FORMATS`` and one more module."""

from __future__ import annotations

import importlib
import importlib.util
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol, cast

from kg.errors import InputError
from kg.records import Paper, Source

__all__ = ["FORMATS", "Format", "Reader", "detect", "load", "suffixes"]


class Reader(Protocol):
    """What a module that reads a format offers."""

    def recognises(self, text: str, name: str) -> bool:
        """Tell whether a decoded page is of the format."""

    def read(self, text: str, source: Source) -> Paper:
        """Read a decoded page; raise InputError where it is no article page."""


@dataclass(frozen=True, slots=True)
class Format:
    """Describe a format: its name, its media type, the suffixes of its files, and the module that reads it."""

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    module: str


FORMATS: tuple[Format, ...] = (
    Format("html", "text/html", (".html", ".htm", ".xhtml"), "kg.readers.html"),
    Format("text", "text/plain", (".txt", ".text"), "kg.readers.text"),
)
"""The formats, in the order in which they are tried; text takes what no other recognises."""

# What decodes as text and is no page: how it begins, what it is, and what to do.
_OTHERS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"(?:from:[^\n]*saved by|mime-version:|content-type: multipart/)", re.IGNORECASE),
        "an MHTML archive of a page",
        "Save it as 'Web page, HTML only', or copy its text.",
    ),
    (re.compile(r"@(?:article|book|inproceedings|misc|comment|string)\s*\{", re.IGNORECASE), "a BibTeX file", ""),
    (re.compile(r"TY  - [A-Z]{3,4}"), "an RIS file", ""),
    (
        re.compile(r"@prefix\s|PREFIX\s+\w*:\s*<|<[^>\s]+>\s+<[^>\s]+>\s+[<\"_]"),
        "an RDF graph",
        "'kg validate' reads it.",
    ),
    (re.compile(r"\{\s*\"|\[\s*\{\s*\""), "a JSON file", ""),
)


def load(format_: Format) -> Reader:
    """Return the module that reads a format."""
    return cast(Reader, importlib.import_module(format_.module))


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of all formats."""
    return tuple(suffix for format_ in FORMATS for suffix in format_.suffixes)


def detect(text: str, name: str = "") -> Format:
    """Return the format of a decoded page.

    Args:
        text: the page.
        name: the file's name, whose suffix decides where the page itself does not tell.

    Raises:
        InputError: the text is of a format that is no page.
    """
    start = text[:2048].lstrip()
    for pattern, what, hint in _OTHERS:
        if pattern.match(start):
            raise InputError(
                f"this is {what}, not a saved page", file=name, line=1, hint=hint or "Save the article's page."
            )
    for format_ in FORMATS:
        if importlib.util.find_spec(format_.module) is None:
            continue
        if load(format_).recognises(text, name):
            return format_
    suffix = PurePath(name).suffix.lower()
    return next((format_ for format_ in FORMATS if suffix in format_.suffixes), FORMATS[-1])

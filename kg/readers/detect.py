"""Which format a saved page has. A further format is one more row of ``FORMATS`` and one more module."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FORMATS", "Format", "detect"]


@dataclass(frozen=True, slots=True)
class Format:
    """Describe a format: its name, media type, the suffixes of its files, and the module that reads it.

    The module offers ``recognises(text: str, name: str) -> bool`` and
    ``read(text: str, source: kg.records.Source) -> kg.records.Paper``; it raises InputError where the page is no
    article page.
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    module: str


FORMATS: tuple[Format, ...] = (
    Format("html", "text/html", (".html", ".htm", ".xhtml"), "kg.readers.html"),
    Format("text", "text/plain", (".txt", ".text"), "kg.readers.text"),
)
"""The formats, in the order in which they are tried; text takes what no other recognises."""


def detect(text: str, name: str = "") -> Format:
    """Return the format of a decoded page.

    Args:
        text: the page.
        name: the file's name, whose suffix decides where the page itself does not tell.
    """
    raise NotImplementedError

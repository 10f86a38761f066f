"""Quads → files: Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML. Our own writers, each byte the same each time.

A file is written whole or not at all. Every writer takes the quads and the base, and yields pieces of text.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import ModuleType
from typing import Any, TypeAlias

from kg.errors import InputError, UsageError
from kg.formats import FORMATS as _ALL
from kg.formats import by_suffix
from kg.quads import LAYERS, Quad

__all__ = ["FORMATS", "Writer", "format_of", "serialize", "write"]

FORMATS: tuple[str, ...] = tuple(_ALL)
"""The names of the formats."""

Writer: TypeAlias = Callable[[Iterable[Quad], str], Iterator[str]]

_WRITERS = {
    "turtle": ("kg.export.turtle", "turtle"),
    "trig": ("kg.export.turtle", "trig"),
    "ntriples": ("kg.export.lines", "ntriples"),
    "nquads": ("kg.export.lines", "nquads"),
    "jsonld": ("kg.export.jsonld", "jsonld"),
    "rdfxml": ("kg.export.rdfxml", "rdfxml"),
}


def format_of(path: str, format: str | None = None) -> str:  # noqa: A002
    """Return the format in which a file is to be written.

    Args:
        path: the file's name, which tells the format by its suffix (``.gz`` aside), or ``-``.
        format: the format's name, where the user said it.

    Raises:
        UsageError: there is no such format, or nothing tells it.
    """
    if format is not None:
        if format not in FORMATS:
            raise UsageError(f"no format is called {format!r}; the formats are {', '.join(FORMATS)}")
        return format
    found = by_suffix(path) if path != "-" else None
    if found is None:
        suffixes = " ".join(suffix for one in _ALL.values() for suffix in one.suffixes[:1])
        what = "standard output has no suffix" if path == "-" else f"the suffix of {path!r} tells no format"
        raise UsageError(f"{what}; end the name in one of {suffixes}, or say --format {'|'.join(FORMATS)}")
    return found.name


def serialize(quads: Iterable[Quad], *, format: str, base: str, layers: Sequence[str] = LAYERS) -> Iterator[str]:  # noqa: A002
    """Yield a graph in a format, in pieces of text.

    Args:
        quads: the quads.
        format: one of :data:`FORMATS`.
        base: where minted IRIs live, and the names of the layers' graphs.
        layers: which layers are written.

    Raises:
        UsageError: there is no such format.
        InputError: the format cannot hold what is to be written.
    """
    from kg.export.choice import choose

    module, name = _WRITERS[format_of("-", format)]
    writer: Writer = getattr(importlib.import_module(module), name)
    return writer(choose(quads, layers), base)


def write(quads: Iterable[Quad], path: str, *, format: str, base: str, layers: Sequence[str] = LAYERS) -> None:  # noqa: A002
    """Write a graph to a file, whole or not at all.

    Args:
        quads: the quads; N-Triples and N-Quads take a stream of any length.
        path: the file's name; ``.gz`` packs it, ``-`` is standard output.
        format: one of :data:`FORMATS`.
        base: where minted IRIs live, and the names of the layers' graphs.
        layers: which layers are written.

    Raises:
        UsageError: there is no such format or folder.
        InputError: the file cannot be written, or the format cannot hold what is to be written.
    """
    from kg.export.output import whole_file

    pieces = serialize(quads, format=format, base=base, layers=layers)
    with whole_file(path) as file:
        buffer: list[str] = []
        size = 0
        for piece in pieces:
            buffer.append(piece)
            size += len(piece)
            if size > 1 << 16:
                file.write(_encoded("".join(buffer)))
                buffer.clear()
                size = 0
        file.write(_encoded("".join(buffer)))


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        around = text[max(0, error.start - 40) : error.end + 10]
        raise InputError(
            f"half a character (a lone surrogate) stands in {around!r}", hint="Read the source again."
        ) from None


class _Verb(ModuleType):
    """Let ``kg.export(graph, path)`` be the verb of the Python interface, though this room bears the same name."""

    def __call__(self, *args: Any, **named: Any) -> None:
        """Write a graph; see :func:`kg.api.export`."""
        from kg import api

        api.export(*args, **named)


sys.modules[__name__].__class__ = _Verb

"""Quads → files: six formats of RDF, and lists of works. Our own writers, each byte the same each time.

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
from kg.quads import LAYERS, Quad

__all__ = ["ALL_FORMATS", "FORMATS", "Writer", "format_of", "serialize", "write"]

FORMATS: tuple[str, ...] = tuple(_ALL)
"""The names of the formats of RDF: these hold a whole graph."""

_LISTS = {"bibtex": ".bib", "ris": ".ris", "csl-json": ".json", "graphml": ".graphml"}

ALL_FORMATS: tuple[str, ...] = (*FORMATS, *_LISTS)
"""The names of all formats; the last ones hold the works of a graph and no more."""

Writer: TypeAlias = Callable[[Iterable[Quad], str], Iterator[str]]

_WRITERS = {
    "turtle": ("kg.export.turtle", "turtle"),
    "trig": ("kg.export.turtle", "trig"),
    "ntriples": ("kg.export.lines", "ntriples"),
    "nquads": ("kg.export.lines", "nquads"),
    "jsonld": ("kg.export.jsonld", "jsonld"),
    "rdfxml": ("kg.export.rdfxml", "rdfxml"),
    "bibtex": ("kg.export.bibliography", "bibtex"),
    "ris": ("kg.export.bibliography", "ris"),
    "csl-json": ("kg.export.bibliography", "csl_json"),
    "graphml": ("kg.export.graphml", "graphml"),
}


def format_of(path: str, format: str | None = None, *, whole: bool = True) -> str:
    """Return the format in which a file is to be written.

    Args:
        path: the file's name, which tells the format by its suffix (``.gz`` aside), or ``-``.
        format: the format's name, where the user said it.
        whole: only the formats of RDF will do, which hold a whole graph.

    Raises:
        UsageError: there is no such format, or nothing tells it.
    """
    formats = FORMATS if whole else ALL_FORMATS
    if format is not None:
        if format not in formats:
            raise UsageError(f"no format is called {format!r}; the formats are {', '.join(formats)}")
        return format
    suffixes = {suffix: one.name for one in _ALL.values() for suffix in one.suffixes}
    if not whole:
        suffixes |= {suffix: name for name, suffix in _LISTS.items()}
    lowered = path.lower().removesuffix(".gz")
    found = next((name for suffix, name in suffixes.items() if lowered.endswith(suffix)), None)
    if found is None:
        what = "standard output has no suffix" if path == "-" else f"the suffix of {path!r} tells no format"
        ends = " ".join(suffixes)
        raise UsageError(f"{what}; end the name in one of {ends}, or say --format {'|'.join(formats)}")
    return found


def serialize(quads: Iterable[Quad], *, format: str, base: str, layers: Sequence[str] = LAYERS) -> Iterator[str]:
    """Yield a graph in a format, in pieces of text.

    Args:
        quads: the quads.
        format: one of :data:`ALL_FORMATS`.
        base: where minted IRIs live, and the names of the layers' graphs.
        layers: which layers are written.

    Raises:
        UsageError: there is no such format.
        InputError: the format cannot hold what is to be written.
    """
    from kg.export.choice import choose

    module, name = _WRITERS[format_of("-", format, whole=False)]
    writer: Writer = getattr(importlib.import_module(module), name)
    return writer(choose(quads, layers), base)


def write(quads: Iterable[Quad], path: str, *, format: str, base: str, layers: Sequence[str] = LAYERS) -> None:
    """Write a graph to a file, whole or not at all.

    Args:
        quads: the quads; N-Triples and N-Quads take a stream of any length.
        path: the file's name; ``.gz`` packs it, ``-`` is standard output.
        format: one of :data:`ALL_FORMATS`.
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

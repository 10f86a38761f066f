"""The verbs of the command line as functions, for notebooks and other programs.

Wherever a graph is asked for, a file's name, an endpoint's URL, an rdflib graph or a list of quads will do.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from kg.namespaces import DEFAULT_BASE
from kg.quads import LAYERS, Quad

if TYPE_CHECKING:
    import rdflib

    from kg.answers import Answer
    from kg.records import Paper
    from kg.validation import Report

__all__ = ["ask", "convert", "export", "graph", "parse", "quads", "read", "validate"]

GraphLike: TypeAlias = "str | os.PathLike[str] | rdflib.Graph | Iterable[Quad]"


def read(source: str | os.PathLike[str] | bytes) -> Paper:
    """Read one saved page, its references parsed.

    Args:
        source: the file's path, or its bytes.

    Raises:
        InputError: the bytes are no article page that a reader knows.
    """
    from kg import pipeline

    if isinstance(source, bytes):
        return pipeline.read(source, "page")
    path = Path(source)
    return pipeline.read(path.read_bytes(), path.name)


def parse(strings: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Parse reference strings: one CSL-JSON item each, in order, with its confidence and the span of each field.

    Args:
        strings: one reference each; those of one list explain each other.
    """
    from kg import references
    from kg.references import csl

    for number, parsed in enumerate(references.parse(strings), start=1):
        yield csl.item(parsed, number)


def convert(
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    base: str = DEFAULT_BASE,
    layers: Sequence[str] = LAYERS,
    concepts: Sequence[str | os.PathLike[str]] = (),
) -> list[Quad]:
    """Convert saved pages into quads.

    Args:
        sources: a file, a folder or a pattern, or several of them.
        base: where minted IRIs live; it ends with a slash.
        layers: which layers are wanted.
        concepts: SKOS schemes to match against titles, abstracts and keywords.

    Raises:
        InputError: a source cannot be read.
    """
    from kg import pipeline, readers

    words = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
    options = pipeline.Options(
        base=base,
        layers=tuple(layer for layer in LAYERS if layer in layers),
        concepts=tuple(Path(name) for name in concepts),
        engine="none",
    )
    return pipeline.build(readers.sources([os.fspath(word) for word in words]), options).quads


def quads(graph_: GraphLike) -> Iterable[Quad]:
    """Return the quads of a graph, whatever stands for it.

    Args:
        graph_: a file's name, an endpoint's URL, an rdflib graph, or quads.
    """
    from kg import stores

    if isinstance(graph_, (str, os.PathLike)):
        return stores.quads(os.fspath(graph_))
    if hasattr(graph_, "serialize"):
        return stores.of_rdflib(cast("rdflib.Graph", graph_))
    return graph_


def graph(source: GraphLike, *, layers: Sequence[str] = LAYERS) -> rdflib.Graph:
    """Return an rdflib graph, for whoever programs with it.

    Args:
        source: a file's name, an endpoint's URL, or quads.
        layers: which layers are wanted; a file of triples alone has none and comes whole.
    """
    from kg import stores

    return stores.to_rdflib(quad for quad in quads(source) if not quad.layer or quad.layer in layers)


def export(
    graph_: GraphLike,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    layers: Sequence[str] = LAYERS,
) -> None:
    """Write a graph to a file, whole or not at all.

    Args:
        graph_: a file's name, an endpoint's URL, an rdflib graph, or quads.
        path: the file; ``.gz`` behind its suffix compresses it.
        format: the format, where the file's name does not tell it; see :data:`kg.formats.FORMATS`.
        layers: which layers are wanted.

    Raises:
        UsageError: the format is not known.
        InputError: the file cannot be written.
    """
    from kg import export as writers
    from kg.graphs import tell_base

    base, found = tell_base(quads(graph_))
    name = os.fspath(path)
    writers.write(found, name, format=writers.format_of(name, format), base=base, layers=layers)


def validate(graph_: GraphLike, *, engine: str = "auto") -> Report:
    """Check a graph against the shapes (SHACL).

    Args:
        graph_: a file's name, an endpoint's URL, an rdflib graph, or quads.
        engine: ``auto``, ``shacl`` or ``pyshacl``.
    """
    from kg import validation

    return validation.validate(quads(graph_), engine=engine)


def ask(question: str, graph_: GraphLike, *, lang: str = "en", **parameters: object) -> Answer:
    """Answer a question of the catalogue.

    Args:
        question: its id, such as ``most-cited-authors``.
        graph_: a file's name, an endpoint's URL, an rdflib graph, or quads.
        lang: the language of labels and explanations, ``en`` or ``ko``.
        parameters: values for the question's parameters.

    Example:
        >>> import kg
        >>> kg.ask("references-by-type", "graph.ttl")  # doctest: +SKIP
    """
    from kg import questions, stores

    words = {name: str(value) for name, value in parameters.items()}
    if isinstance(graph_, (str, os.PathLike)):
        with stores.open_graph(os.fspath(graph_)) as store:
            return questions.ask(question, store, words, lang)
    with stores.of_quads(quads(graph_)) as store:
        return questions.ask(question, store, words, lang)

"""The verbs of the command line as functions, for notebooks and other programs.

Wherever a graph is asked for, a file's name, an endpoint's URL, an rdflib graph or a list of quads will do.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from kg.namespaces import DEFAULT_BASE, PREFIXES
from kg.quads import LAYERS, Quad

if TYPE_CHECKING:
    import rdflib

    from kg.answers import Answer
    from kg.records import Paper
    from kg.stores import Store
    from kg.validation import Report

__all__ = ["ask", "convert", "explain", "export", "graph", "parse", "quads", "query", "read", "validate"]

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
    from kg import questions

    asked = questions.find(question)
    words = {name: str(value) for name, value in parameters.items()}
    with _opened(graph_) as store:
        answer = questions.ask(asked, store, words, lang)
    return replace(answer, title=asked.question, lang=lang)


def query(sparql: str, graph_: GraphLike, *, title: str = "", lang: str = "en") -> Answer:
    """Answer a query of your own, SELECT or ASK.

    Args:
        sparql: the query, SPARQL 1.1; the usual prefixes need not be declared.
        graph_: a file's name, an endpoint's URL, an rdflib graph, or quads.
        title: what stands above the answer.
        lang: the language of names and explanations, ``en`` or ``ko``.

    Raises:
        UsageError: the query is of another form; :func:`graph` gives the triples themselves.
        InputError: the query is wrong, or the graph cannot be read.
    """
    from kg import sparql as language
    from kg.answers import Answer, Texts
    from kg.errors import UsageError
    from kg.quads import Literal

    declared = {name.lower() for name in re.findall(r"\bprefix\s+([\w.-]*):", sparql, flags=re.IGNORECASE)}
    # On the first line, so that an engine's line numbers stay those of the query.
    usual = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items() if name not in declared)
    form = language.form(sparql)
    sparql = usual + sparql
    if form not in ("SELECT", "ASK"):
        raise UsageError(f"this takes a SELECT or an ASK query, not {form or 'what was given'}")
    with _opened(graph_) as store:
        if form == "SELECT":
            answer = Answer.of(*store.select(sparql))
        else:
            said = "true" if store.ask(sparql) else "false"
            answer = Answer.of(("answer",), [(Literal(said, "", "http://www.w3.org/2001/XMLSchema#boolean"),)])
    return replace(answer, title=Texts(title, title), lang=lang)


def explain(graph_: GraphLike, thing: str, *, field: str = "", lang: str = "en") -> str:
    """Tell which characters of which page say so, as a text to print.

    Args:
        graph_: a file's name, an endpoint's URL, an rdflib graph, or quads; with its layer of transcription.
        thing: an IRI or the end of one, the number of a reference (``5``, ``cited-by-2``), or part of a title or name.
        field: only what is said in this field, such as ``title``.
        lang: the language of headings, ``en`` or ``ko``.

    Returns:
        What is told; where several things are meant, a list of them.

    Raises:
        UsageError: nothing of that name is in the graph.
    """
    from kg import explain as room
    from kg.explain import text

    with _opened(graph_) as store:
        pages = room.Pages(store)
        found = room.find(store, pages, str(thing))
        if len(found) > 1:
            return text.choices(found, lang)
        return text.layout(room.explain(store, pages, found[0], field), lang, only=field)


@contextmanager
def _opened(graph_: GraphLike) -> Iterator[Store]:
    from kg import stores

    if isinstance(graph_, (str, os.PathLike)):
        with stores.open_graph(os.fspath(graph_)) as store:
            yield store
    else:
        with stores.of_quads(quads(graph_)) as store:
            yield store

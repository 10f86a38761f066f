"""Ask a store: bind the parameters, run the query, and where nothing comes back, find out why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg import sparql
from kg.answers import Answer, Emptiness, canonical
from kg.errors import InputError, UsageError
from kg.quads import Literal, Term
from kg.questions.header import ASPECTS, Probe, Question, probe, question
from kg.questions.parameters import bindings, close

if TYPE_CHECKING:
    from kg.stores import Store

__all__ = ["ask", "catalogue", "check", "emptiness", "find", "probes"]


@cache
def _one(path: Path, folder: Path) -> Question:
    """Read a question of the catalogue, and see that it stands where its folder looks for it."""
    read = question(path)
    if read.id != path.stem or read.aspect != path.parent.name:
        raise InputError(f"holds the question {read.aspect}/{read.id}; call it so", file=str(path), line=1)
    for name in read.empty:
        if not (folder / "emptiness" / f"{name}.rq").is_file():
            raise InputError(f"empty: no probe is called {name!r}", file=str(path))
    return read


@cache
def _catalogue(folder: Path) -> tuple[Question, ...]:
    found: dict[str, Question] = {}
    for aspect in ASPECTS:
        for path in sorted((folder / aspect).glob("*.rq")):
            read = _one(path, folder)
            if read.id in found:
                raise InputError(f"the question {read.id!r} stands in {found[read.id].path} too", file=str(path))
            found[read.id] = read
    return tuple(found.values())


def catalogue() -> list[Question]:
    """Return every question of ``queries/``, by aspect and id.

    Raises:
        InputError: a file of the catalogue is not as it must be.
    """
    from kg import resources

    return list(_catalogue(resources.queries()))


@cache
def probes() -> Mapping[str, Probe]:
    """Return the probes of ``queries/emptiness``, by id."""
    from kg import resources

    found = (probe(path) for path in sorted((resources.queries() / "emptiness").glob("*.rq")))
    return {one.id: one for one in found}


def find(word: str) -> Question:
    """Return the question of that id, or of that file where the word ends with ``.rq``.

    Raises:
        UsageError: no question is called so; the message names those that are called nearly so.
        InputError: the file is no question.
    """
    if word.endswith(".rq"):
        return question(Path(word))
    from kg import resources

    if re.fullmatch(r"[\w-]+", word):
        # To answer one question, the other fifty need not be read.
        folder = resources.queries()
        places = (folder / aspect / f"{word}.rq" for aspect in ASPECTS)
        path = next((place for place in places if place.is_file()), None)
        if path is not None:
            return _one(path, folder)
    known = {one.id: one for one in catalogue()}
    if word not in known:
        raise UsageError(f"no question is called {word!r}{close(word, known)}; 'kg questions' lists them all")
    return known[word]


def check(asked: Question, parameters: Mapping[str, str]) -> None:
    """See whether a question takes some parameters, before a graph is opened for it.

    Raises:
        UsageError: it has no such parameter, or a value is of another type.
    """
    bindings(asked.parameters, parameters)


def ask(which: str | Question, store: Store, parameters: Mapping[str, str] | None = None, lang: str = "en") -> Answer:
    """Answer a question from a store.

    Args:
        which: the question's id, or the question.
        store: an open graph.
        parameters: the words for the question's parameters; the defaults stand for the others.
        lang: the language of titles and labels where a graph has several (``en``, ``ko``), unless the parameter
            ``labels`` says otherwise.

    Returns:
        The rows in the question's own order; where there are none, the reason.

    Raises:
        UsageError: no question is called so, or it has no such parameter.
    """
    asked = which if isinstance(which, Question) else find(which)
    given = dict(parameters or {})
    if any(parameter.name == "labels" for parameter in asked.parameters):
        given.setdefault("labels", lang)
    values = bindings(asked.parameters, given)
    found = store.select(sparql.bind(asked.query, values))
    if asked.then == "terms":
        from kg.questions.terms import count

        rows = count([tuple(canonical(term) for term in row) for row in found.rows])
    else:
        kinds = [column.kind for column in asked.columns]
        rows = [tuple(map(canonical, row, kinds)) for row in found.rows]
    return Answer(asked.columns, rows, None if rows else emptiness(asked, store, values), asked.id)


def emptiness(asked: Question, store: Store, values: Mapping[str, Term]) -> Emptiness:
    """Return why a question has no answer: the first probe that finds nothing, in the order of what needs what.

    Args:
        asked: the question.
        store: the graph that had no answer.
        values: the terms of the question's parameters.
    """
    for name in _order(asked, values):
        one = probes()[name]
        shared = {parameter.name: values.get(parameter.name, parameter.default) for parameter in one.parameters}
        if not store.ask(sparql.bind(one.query, shared)):
            return Emptiness(one.lacks, one.id, one.message)
    return Emptiness("page", "", asked.nothing)


def _order(asked: Question, values: Mapping[str, Term]) -> Iterable[str]:
    """Name the probes: the layers first, then the paper asked for, then what the question itself needs."""
    for layer in asked.layers:
        yield f"layer-{layer}"
    if values.get("paper", Literal("")) != Literal(""):
        yield "no-such-paper"
    yield from asked.empty

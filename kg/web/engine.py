"""The graph as the endpoint sees it: one question, the rows as they come, never more than is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from kg.errors import InputError, KgError
from kg.graphs import name_of
from kg.namespaces import DEFAULT_BASE
from kg.quads import LAYERS, Quad, Term
from kg.stores import Store
from kg.stores.oxigraph import OxigraphQueries, of_oxigraph, triple
from kg.web.guard import Asked
from kg.web.replies import Limits, RefusedError

__all__ = ["Engine", "Solutions", "open_engine"]

_Answered = TypeVar("_Answered")


class Solutions(NamedTuple):
    """The answer of a SELECT query, row by row."""

    columns: tuple[str, ...]
    rows: Iterable[tuple[Term | None, ...]]


class Engine:
    """A store, and what the protocol has to know of it.

    Args:
        store: the open graph.
        base: where its minted IRIs live.
        triples: how many triples each of its graphs holds, by the graph's layer; empty where nobody knows.
        limits: how much one query may take.
    """

    def __init__(self, store: Store, base: str, triples: dict[str, int], limits: Limits) -> None:
        self.store = store
        self.base = base
        self.triples = triples
        self.limits = limits
        self.graphs = {str(name): count for name, count in _named(triples, base)}

    def evaluate(self, query: str, asked: Asked) -> Solutions | bool | Iterable[Quad]:
        """Run a query that the guard has read.

        Raises:
            RefusedError: the query is wrong, or the store cannot answer it.
        """
        if isinstance(self.store, OxigraphQueries):
            return _oxigraph(self.store, query, asked)
        if asked.default is not None or asked.named is not None:
            raise RefusedError(
                403, "a graph cannot be named here: the store is an endpoint, and answers over all of its own"
            )
        try:
            if asked.form == "SELECT":
                return Solutions(*self.store.select(query))
            if asked.form == "ASK":
                return self.store.ask(query)
            return self.store.construct(query)
        except InputError as error:
            raise RefusedError(502, f"the endpoint behind this one says: {error}") from None


def _oxigraph(store: OxigraphQueries, query: str, asked: Asked) -> Solutions | bool | Iterable[Quad]:
    import pyoxigraph as ox

    try:
        found = store.evaluate(query, asked.default, asked.named)
    except InputError as error:
        raise RefusedError(400, str(error)) from None
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        return Solutions(columns, _guarded(tuple(map(of_oxigraph, row)) for row in found))
    return _guarded(triple(of_oxigraph(t.subject), of_oxigraph(t.predicate), of_oxigraph(t.object)) for t in found)


def _guarded(source: Iterable[_Answered]) -> Iterator[_Answered]:
    """Hand on what the engine computes, and say its faults as ours."""
    try:
        yield from source
    except (OSError, RuntimeError, ValueError, KgError) as error:
        raise RefusedError(500, f"the query failed: {error}") from error


def _named(triples: dict[str, int], base: str) -> Iterator[tuple[str, int]]:
    for layer, count in triples.items():
        name = name_of(layer, base)
        if name is not None and not name.startswith("_:"):
            yield str(name), count


def open_engine(word: str, limits: Limits) -> Engine:
    """Open a store folder or an endpoint to answer requests.

    Args:
        word: the folder, or the endpoint's URL.
        limits: how much one query may take.

    Raises:
        InputError: the store is none, or is damaged.
    """
    from kg import stores
    from kg.stores import disk

    store = stores.open_graph(word)
    if stores.is_url(word):
        return Engine(store, DEFAULT_BASE, {}, limits)
    found = disk.state(word)
    order = {layer: number for number, layer in enumerate(LAYERS)}
    triples = dict(sorted(found.triples.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))
    return Engine(store, found.base, triples, limits)

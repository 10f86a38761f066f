"""Quads in memory: a store on pyoxigraph, which is fast, or on rdflib, which people program with.

The default graph of every query is the union of all graphs, on both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from kg.errors import InputError, UsageError
from kg.graphs import layer_of, name_of, tell_base
from kg.quads import XSD_STRING, Blank, Iri, Literal, Quad, Term
from kg.stores import Rows
from kg.stores.files import tag
from kg.stores.oxigraph import HINT, WRONG_KIND, Closing, OxigraphQueries, Watched, to_oxigraph, triple

if TYPE_CHECKING:
    import rdflib

__all__ = ["OxigraphStore", "RdflibStore", "of_rdflib", "to_rdflib"]


class OxigraphStore(OxigraphQueries):
    """Hold quads in a pyoxigraph store.

    Args:
        source: the quads.
        base: where minted IRIs live, for the graphs' names; where it is empty, that of the data.
    """

    def __init__(self, source: Iterable[Quad], base: str = "") -> None:
        import pyoxigraph as ox

        told, quads = (base, iter(source)) if base else tell_base(source)
        self._store = ox.Store()
        watched = Watched(quads)
        self._store.bulk_extend(to_oxigraph(watched, told))
        self._own: list[Quad] | None = None
        if watched.doubled:
            self._merge()

    def _merge(self) -> None:
        """Copy all graphs into the default graph, where a triple that several of them say stands once."""
        import pyoxigraph as ox

        self._own = list(self._all(self._store))
        self._store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in list(self._store))

    def _dataset(self) -> dict[str, Any]:
        return {"use_default_graph_as_union": self._own is None}

    def quads(self) -> Iterator[Quad]:
        """Yield everything that the store holds, sorted."""
        yield from _sorted(list(self._all(self._store)) if self._own is None else self._own)


class RdflibStore(Closing):
    """Hold quads in an rdflib dataset.

    Args:
        source: the quads.
        base: where minted IRIs live, for the graphs' names; where it is empty, that of the data.
    """

    def __init__(self, source: Iterable[Quad], base: str = "") -> None:
        import rdflib
        import rdflib.plugins.sparql

        # A query must not make rdflib fetch what its FROM names.
        rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
        told, quads = (base, iter(source)) if base else tell_base(source)
        self._dataset = rdflib.Dataset(default_union=True)
        graphs: dict[str, rdflib.Graph] = {}
        convert = _ToRdflib()
        for quad in quads:
            graph = graphs.get(quad.layer)
            if graph is None:
                name = name_of(quad.layer, told)
                if name is None:
                    graph = self._dataset.default_graph
                else:
                    graph = self._dataset.graph(convert(Blank(name[2:]) if name.startswith("_:") else name))
                graphs[quad.layer] = graph
            graph.add((convert(quad.subject), convert(quad.predicate), convert(quad.object)))

    def select(self, query: str) -> Rows:
        """Run a SELECT query."""
        result = self._query(query, "SELECT")
        columns = tuple(str(variable) for variable in result.vars or ())
        try:
            return Rows(columns, [tuple(_of_rdflib(term) for term in row) for row in result])
        except RecursionError as error:
            raise _too_deep() from error

    def ask(self, query: str) -> bool:
        """Run an ASK query."""
        return bool(self._query(query, "ASK").askAnswer)

    def construct(self, query: str) -> list[Quad]:
        """Run a CONSTRUCT or DESCRIBE query."""
        result = self._query(query, "CONSTRUCT", "DESCRIBE")
        return [triple(_of_rdflib(s), _of_rdflib(p), _of_rdflib(o)) for s, p, o in result]

    def quads(self) -> Iterator[Quad]:
        """Yield everything that the store holds, sorted."""
        yield from _sorted(list(of_rdflib(self._dataset)))

    def _query(self, query: str, *kinds: str) -> Any:
        from pyparsing.exceptions import ParseBaseException

        try:
            result = self._dataset.query(query)
        except ParseBaseException as error:
            said = f"no SPARQL: {error.msg}"
            raise InputError(said, line=error.lineno, column=error.col, hint=HINT) from None
        except RecursionError as error:
            raise _too_deep() from error
        except Exception as error:
            # rdflib raises what it likes, bare Exception included: an unknown prefix, a bad aggregate.
            raise InputError(f"the query failed: {error}", hint=HINT) from error
        if result.type not in kinds:
            raise UsageError(WRONG_KIND[kinds[0].lower()])
        return result


def _too_deep() -> InputError:
    return InputError("rdflib cannot follow so long a path", hint="Use the engine oxigraph.")


def _sorted(quads: list[Quad]) -> list[Quad]:
    return sorted(quads, key=lambda quad: (quad.layer, quad.subject, quad.predicate, _rank(quad.object)))


def _rank(term: Term) -> tuple[int, tuple[str, ...]]:
    return (2, tuple(term)) if isinstance(term, Literal) else (int(isinstance(term, Blank)), (str(term),))


# -- rdflib --------------------------------------------------------------------------------------------------------


class _ToRdflib:
    """Turn light terms into rdflib's; a literal keeps the form in which it stands."""

    def __init__(self) -> None:
        import rdflib

        self._iris: dict[str, rdflib.URIRef] = {}
        self._iri: Callable[[str], rdflib.URIRef] = rdflib.URIRef
        self._blank: Callable[[str], rdflib.BNode] = rdflib.BNode
        self._literal: Callable[..., rdflib.Literal] = rdflib.Literal

    def __call__(self, term: Term) -> Any:
        if isinstance(term, Literal):
            if term.lang:
                return self._literal(term.value, lang=term.lang)
            datatype = self(Iri(term.datatype)) if term.datatype else None
            return self._literal(term.value, datatype=datatype, normalize=False)
        if isinstance(term, Blank):
            return self._blank(term)
        iri = self._iris.get(term)
        if iri is None:
            iri = self._iris[term] = self._iri(str(term))
        return iri


def _of_rdflib(term: object) -> Term | None:
    import rdflib

    if term is None:
        return None
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), tag(term.language))
        datatype = str(term.datatype or "")
        return Literal(str(term), "", "" if datatype == XSD_STRING else datatype)
    if isinstance(term, rdflib.BNode):
        return Blank(term)
    return Iri(str(term))


def of_rdflib(graph: rdflib.Graph) -> Iterator[Quad]:
    """Yield the quads of an rdflib graph or dataset."""
    import rdflib
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    if isinstance(graph, rdflib.Dataset):
        for subject, predicate, obj, name in graph.quads((None, None, None, None)):
            label = f"_:{name}" if isinstance(name, rdflib.BNode) else str(name or "")
            layer = "" if name == DATASET_DEFAULT_GRAPH_ID else layer_of(label)[0]
            yield triple(_of_rdflib(subject), _of_rdflib(predicate), _of_rdflib(obj), layer)
        return
    for subject, predicate, obj in graph:
        yield triple(_of_rdflib(subject), _of_rdflib(predicate), _of_rdflib(obj))


def to_rdflib(source: Iterable[Quad]) -> rdflib.Graph:
    """Return one rdflib graph of some quads, whatever their layers."""
    import rdflib

    graph = rdflib.Graph()
    for prefix, namespace in _prefixes():
        graph.bind(prefix, rdflib.Namespace(namespace))
    convert = _ToRdflib()
    for quad in source:
        graph.add(cast(Any, (convert(quad.subject), convert(quad.predicate), convert(quad.object))))
    return graph


def _prefixes() -> Iterator[tuple[str, str]]:
    from kg.namespaces import PREFIXES

    return ((prefix, str(namespace)) for prefix, namespace in PREFIXES.items())

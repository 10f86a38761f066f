"""What every store on pyoxigraph does: take quads, run queries, wherever the quads are, and turn terms both ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg.errors import InputError, UsageError
from kg.graphs import layer_of, name_of
from kg.quads import XSD_STRING, Blank, Iri, Literal, Quad, Term
from kg.stores import Rows
from kg.stores.files import tag

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.stores.kept import Kept

__all__ = [
    "HINT",
    "WRONG_KIND",
    "Closing",
    "OxigraphQueries",
    "Watched",
    "graph_node",
    "of_oxigraph",
    "to_oxigraph",
    "triple",
]

WRONG_KIND = {
    "select": "a SELECT query is needed here",
    "ask": "an ASK query is needed here",
    "construct": "a CONSTRUCT or DESCRIBE query is needed here",
}
"""What is said where a query is of another form than its verb."""

HINT = "Mend the query at that place."
_LONG = 100


class Closing:
    """What the stores of this machine share: closing, and being a context manager."""

    def close(self) -> None:
        """Let go of the memory."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class OxigraphQueries(Closing):
    """Ask a pyoxigraph store; who holds it says what the default graph of its queries is."""

    base = ""
    _store: ox.Store
    _kept: Kept | None = None

    def _dataset(self) -> dict[str, Any]:
        """Return the words that make the union of all graphs a query's default graph."""
        return {"use_default_graph_as_union": True}

    def select(self, query: str) -> Rows:
        """Run a SELECT query, or take its answer where the store has kept it."""
        import pyoxigraph as ox

        known = self._kept.get(query) if self._kept is not None else None
        if known is not None:
            return known
        result = self._query(query)
        if not isinstance(result, ox.QuerySolutions):
            raise UsageError(WRONG_KIND["select"])
        columns = tuple(variable.value for variable in result.variables)
        return Rows(columns, [tuple(of_oxigraph(term) for term in row) for row in result])

    def ask(self, query: str) -> bool:
        """Run an ASK query."""
        import pyoxigraph as ox

        result = self._query(query)
        if not isinstance(result, ox.QueryBoolean):
            raise UsageError(WRONG_KIND["ask"])
        return bool(result)

    def construct(self, query: str) -> list[Quad]:
        """Run a CONSTRUCT or DESCRIBE query."""
        import pyoxigraph as ox

        result = self._query(query)
        if not isinstance(result, ox.QueryTriples):
            raise UsageError(WRONG_KIND["construct"])
        return [triple(of_oxigraph(t.subject), of_oxigraph(t.predicate), of_oxigraph(t.object)) for t in result]

    def evaluate(
        self, query: str, default: Sequence[str] | None = None, named: Sequence[str] | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a query of any form and hand out the engine's own answer, which is computed as it is read.

        A relative IRI means one of the graph's own: it is resolved against the base, where the store has one.

        Args:
            query: the query; what its FROM says does not count.
            default: the graphs whose union is the default graph; where it is not given, the union of all.
            named: the graphs that ``GRAPH`` sees; where it is not given, every named graph.
        """
        import pyoxigraph as ox

        words = dict(self._dataset())
        if self.base:
            words["base_iri"] = self.base
        if default is not None:
            words.pop("use_default_graph_as_union", None)
            words = {**words, "default_graph": [ox.NamedNode(graph) for graph in default]}
        if named is not None:
            words = {**words, "named_graphs": [ox.NamedNode(graph) for graph in named]}
        return self._query(query, words)

    def _query(
        self, query: str, dataset: dict[str, Any] | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._store.query(query, **(self._dataset() if dataset is None else dataset))
        except SyntaxError as error:
            raise _fault(str(error)) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise InputError(f"the query failed: {error}") from error

    def _all(self, quads: Iterable[ox.Quad]) -> Iterator[Quad]:
        """Turn quads of the store into light ones."""
        import pyoxigraph as ox

        layers: dict[Any, str] = {}
        for quad in quads:
            graph = quad.graph_name
            layer = layers.get(graph)
            if layer is None:
                layer = ""
                if not isinstance(graph, ox.DefaultGraph):
                    layer = layer_of(graph.value if isinstance(graph, ox.NamedNode) else str(graph))[0]
                layers[graph] = layer
            yield triple(of_oxigraph(quad.subject), of_oxigraph(quad.predicate), of_oxigraph(quad.object), layer)


def _fault(message: str) -> InputError:
    """Tell where a query is wrong; the parser's list of everything that it would have taken helps nobody."""
    match = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    line, column = (int(match[1]), int(match[2])) if match else (0, 0)
    said = match[3] if match else message
    if "Prefix not found" in said:
        said = "a prefix is not declared"
    elif len(said) > _LONG:
        said = "something else is expected here"
    return InputError(f"no SPARQL: {said}", line=line, column=column, hint=HINT)


def triple(subject: Term | None, predicate: Term | None, obj: Term | None, layer: str = "") -> Quad:
    """Return a quad of terms, each of which may stand where it stands."""
    assert isinstance(subject, (Iri, Blank))
    assert isinstance(predicate, Iri)
    assert obj is not None
    return Quad(subject, predicate, obj, layer)


def graph_node(layer: str, base: str) -> ox.NamedNode | ox.BlankNode | ox.DefaultGraph:
    """Return the graph of a layer, as pyoxigraph names it.

    Args:
        layer: one of the four layers, or the whole name of a foreign graph; none is the default graph.
        base: where minted IRIs live.
    """
    import pyoxigraph as ox

    name = name_of(layer, base)
    if name is None:
        return ox.DefaultGraph()
    return ox.BlankNode(name[2:]) if name.startswith("_:") else ox.NamedNode(name)


def to_oxigraph(quads: Iterable[Quad], base: str) -> Iterator[ox.Quad]:
    """Turn light quads into pyoxigraph's; a layer becomes the graph of its name."""
    import pyoxigraph as ox

    nodes: dict[str, ox.NamedNode] = {}
    graphs: dict[str, ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = {}

    def named(iri: str) -> ox.NamedNode:
        node = nodes.get(iri)
        if node is None:
            node = nodes[iri] = ox.NamedNode(iri)
        return node

    def term(value: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if isinstance(value, Iri):
            return ox.NamedNode(value)
        if isinstance(value, Blank):
            return ox.BlankNode(value)
        if value.lang:
            return ox.Literal(value.value, language=value.lang)
        return ox.Literal(value.value, datatype=named(value.datatype)) if value.datatype else ox.Literal(value.value)

    for subject, predicate, obj, layer in quads:
        graph = graphs.get(layer)
        if graph is None:
            graph = graphs[layer] = graph_node(layer, base)
        node = ox.BlankNode(subject) if isinstance(subject, Blank) else ox.NamedNode(subject)
        yield ox.Quad(node, named(predicate), term(obj), graph)


def of_oxigraph(term: object) -> Term | None:
    """Turn a term of pyoxigraph into a light one."""
    turn = _turns().get(type(term))
    if turn is None:
        raise InputError("the answer holds a triple in the place of a term (RDF 1.2)", hint="Ask for its parts.")
    return turn(term)


@cache
def _turns() -> dict[type, Callable[[Any], Term | None]]:
    """Return how terms of each type are turned: looked up once, for an answer has tens of thousands of them."""
    import pyoxigraph as ox

    return {
        type(None): lambda term: None,
        ox.NamedNode: lambda term: Iri(term.value),
        ox.BlankNode: lambda term: Blank(term.value),
        ox.Literal: _literal,
    }


def _literal(term: ox.Literal) -> Literal:
    if term.language:
        return Literal(term.value, tag(term.language))
    datatype = term.datatype.value
    return Literal(term.value, "", "" if datatype == XSD_STRING else datatype)


class Watched:
    """Pass quads on, and note their layers, and whether two graphs may say the same triple.

    The engine's union of graphs repeats such a triple, and SPARQL's merge does not: a store that holds one needs a
    graph of its own for all of them.

    Args:
        quads: the quads, which are read once.
        elsewhere: tells whether another graph of what is added to says a quad's triple.
    """

    def __init__(self, quads: Iterable[Quad], elsewhere: Callable[[Quad], bool] | None = None) -> None:
        self._quads = quads
        self._elsewhere = elsewhere
        self.layers: set[str] = set()
        self.doubled = False

    def __iter__(self) -> Iterator[Quad]:
        seen: dict[int, str] = {}
        for quad in self._quads:
            self.layers.add(quad.layer)
            # Two triples of one hash cost no more than a union graph that was not needed.
            if not self.doubled:
                self.doubled = seen.setdefault(hash(quad[:3]), quad.layer) != quad.layer
            if not self.doubled and self._elsewhere is not None:
                self.doubled = self._elsewhere(quad)
            yield quad

"""Where a graph lives: a file in memory, a store in a folder, or a SPARQL 1.1 endpoint; one interface for all.

Nothing here knows bibliography.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self, TypeAlias

from kg.errors import UsageError
from kg.quads import Quad, Term

if TYPE_CHECKING:
    import rdflib

__all__ = [
    "ENGINES",
    "Row",
    "Rows",
    "Store",
    "is_url",
    "of_quads",
    "of_rdflib",
    "open_graph",
    "quads",
    "quads_of",
    "shown",
    "to_rdflib",
]

ENGINES = ("oxigraph", "rdflib")
"""What runs the queries over a graph file, the usual one first."""


Row: TypeAlias = tuple[Term | None, ...]
"""The cells of one row, with nothing where nothing is bound."""


class Rows(NamedTuple):
    """The answer of a SELECT query: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: list[Row]


class Store(Protocol):
    """A graph that can be asked. The default graph of a query is the union of all graphs."""

    def select(self, query: str) -> Rows:
        """Run a SELECT query."""
        ...

    def ask(self, query: str) -> bool:
        """Run an ASK query."""
        ...

    def construct(self, query: str) -> list[Quad]:
        """Run a CONSTRUCT or DESCRIBE query; the layer of its triples is empty."""
        ...

    def quads(self) -> Iterator[Quad]:
        """Yield everything that the store holds; each quad's layer is told by its graph's name."""
        ...

    def close(self) -> None:
        """Let go of memory, files and connections."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def is_url(word: str) -> bool:
    """Tell whether a word of the command line names an endpoint."""
    return word.lower().startswith(("http://", "https://"))


def shown(word: str) -> str:
    """Return a word of the command line as it may be shown: a password may stand in an endpoint's URL."""
    if not is_url(word) or "@" not in word:
        return word
    import urllib.parse

    parts = urllib.parse.urlsplit(word)
    return urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def open_graph(word: str, *, engine: str = "oxigraph", format: str | None = None) -> Store:
    """Open a graph, to ask it.

    Args:
        word: a graph file, ``-`` for standard input, a store's folder, or an endpoint's URL.
        engine: what runs the queries over a file: ``oxigraph`` or ``rdflib``.
        format: the file's format, where its name does not tell it; see :data:`kg.formats.FORMATS`.

    Raises:
        UsageError: there is no such engine or format.
        InputError: the file cannot be read, or is not what its format asks for.
    """
    if is_url(word):
        from kg.stores.endpoint import open_endpoint

        return open_endpoint(word)
    from kg.stores import disk, files

    if disk.names_folder(word):
        return disk.open_folder(word)
    file = files.read(word, format)
    return of_quads(file.quads(), engine=engine, base=file.base)


def quads(word: str, *, format: str | None = None) -> Iterator[Quad]:
    """Read a whole graph as light quads, in the order of the file.

    A graph ``<base>graph/<layer>`` is that layer; any other graph's name stands whole in the place of the layer, and
    triples in no named graph have an empty one.

    Args:
        word: a graph file, ``-`` for standard input, a store's folder, or an endpoint's URL.
        format: the file's format, where its name does not tell it.

    Raises:
        InputError: the file cannot be read, or is not what its format asks for.
    """
    return with_base(word, format=format)[1]


def with_base(word: str, *, format: str | None = None) -> tuple[str, Iterator[Quad]]:
    """Read a whole graph as light quads, and tell where its minted IRIs live: by its graphs' names, else by themselves.

    Args:
        word: a graph file, ``-`` for standard input, a store's folder, or an endpoint's URL.
        format: the file's format, where its name does not tell it.

    Raises:
        InputError: the file cannot be read, or is not what its format asks for.
    """
    from kg.graphs import tell_base

    if is_url(word):
        return tell_base(_whole(word))
    from kg.stores import disk, files

    if disk.names_folder(word):
        return disk.state(word).base, _whole(word)
    file = files.read(word, format)
    return (file.base, file.quads()) if file.base else tell_base(file.quads())


def _whole(word: str) -> Iterator[Quad]:
    with open_graph(word) as store:
        yield from store.quads()


def quads_of(text: str | bytes, format: str) -> Iterator[Quad]:
    """Read a graph that is at hand as text.

    Args:
        text: the graph.
        format: its format.

    Raises:
        InputError: the text is not what its format asks for.
    """
    import io

    from kg.stores import files

    data = text.encode() if isinstance(text, str) else text
    return files.read_stream(io.BufferedReader(io.BytesIO(data)), "text", format).quads()


def of_quads(source: Iterable[Quad], *, engine: str = "oxigraph", base: str = "") -> Store:
    """Make a store in memory of some quads.

    Args:
        source: the quads.
        engine: ``oxigraph`` or ``rdflib``.
        base: where minted IRIs live, for the names of the layers' graphs; that of the data where it is not given.
    """
    from kg.stores import memory

    if engine not in ENGINES:
        raise UsageError(f"no engine is called {engine!r}; the engines are {', '.join(ENGINES)}")
    return memory.OxigraphStore(source, base) if engine == "oxigraph" else memory.RdflibStore(source, base)


def of_rdflib(graph: rdflib.Graph) -> Iterator[Quad]:
    """Yield the quads of an rdflib graph or dataset."""
    from kg.stores import memory

    return memory.of_rdflib(graph)


def to_rdflib(source: Iterable[Quad]) -> rdflib.Graph:
    """Return one rdflib graph of some quads, whatever their layers; its literals keep their printed forms."""
    from kg.stores import memory

    return memory.to_rdflib(source)

"""A graph kept in a folder: an embedded Oxigraph store, opened in milliseconds, written whole or not at all.

The folder holds a marker, ``kg-store.json``, and the data of one state, ``data-<number>/``. A writer makes the next
state beside it (:mod:`kg.stores.writing`) and then replaces the marker: who reads goes on reading the state that they
opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.quads import Quad
from kg.stores import locks
from kg.stores.kept import Kept
from kg.stores.marker import MARKER, UNION, State, is_store, names_folder, rank, state
from kg.stores.oxigraph import OxigraphQueries, graph_node
from kg.stores.writing import write

__all__ = ["MARKER", "DiskStore", "State", "is_store", "names_folder", "open_folder", "state", "write"]


def open_folder(word: str) -> DiskStore:
    """Open a store to read it; what others write meanwhile is not seen.

    Args:
        word: the folder.

    Raises:
        InputError: the folder is no store, or its data are damaged.
    """
    for _ in range(100):
        found = state(word)
        data = Path(word) / found.data
        try:
            held = locks.hold(data, shared=True)
        except FileNotFoundError:
            if state(word) == found:
                raise InputError(f"{found.data} is missing", file=word, hint="Build the store again.") from None
            continue
        # Between the marker and the lock a writer may have made the next state.
        if held is not None and state(word) == found:
            return DiskStore(word, found, held)
        locks.release(held)
    raise InputError("the store is being written all the time", file=word, hint="Try again later.")


class DiskStore(OxigraphQueries):
    """Ask one state of a store on disk.

    Args:
        word: the folder.
        found: the state.
        held: the open file that keeps the state from being removed.
    """

    def __init__(self, word: str, found: State, held: int) -> None:
        import pyoxigraph as ox

        self.state = found
        self.base = found.base
        self._held: int | None = held
        try:
            self._store = ox.Store.read_only(str(Path(word) / found.data))
        except (OSError, RuntimeError) as error:
            self.close()
            raise InputError(f"the data are damaged: {error}", file=word, hint="Build the store again.") from None
        self._kept = Kept(Path(word) / found.data)
        self._words: dict[str, Any] = {"use_default_graph_as_union": True}
        if found.union:
            named = [graph for graph in self._store.named_graphs() if graph != ox.NamedNode(UNION)]
            self._words = {"default_graph": [ox.NamedNode(UNION)], "named_graphs": named}

    def _dataset(self) -> dict[str, Any]:
        return self._words

    def quads(self) -> Iterator[Quad]:
        """Yield everything that the store holds, layer by layer, each in the order of the store."""
        for graph in sorted(self.state.triples, key=rank):
            yield from self._all(self._store.quads_for_pattern(None, None, None, graph_node(graph, self.base)))

    def close(self) -> None:
        """Let go of the data: a writer may remove this state."""
        locks.release(self._held)
        self._held = None

"""What the overview and a start ask of the whole graph, asked once when a store has been written, and kept with it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from kg.quads import Quad
from kg.site.paths import LANGUAGES
from kg.stores import Rows, Store
from kg.stores.disk import open_folder
from kg.stores.kept import Kept
from kg.stores.oxigraph import Closing

__all__ = ["prepare"]

_WORTH = 50_000
"""How many triples a store holds before this is worth its time: a smaller one answers at once."""


class _Watched(Closing):
    """A store that notes what it is asked, and what it answered."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: dict[str, Rows] = {}

    def select(self, query: str) -> Rows:
        """Run a SELECT query."""
        found = self.asked[query] = self._store.select(query)
        return found

    def ask(self, query: str) -> bool:
        """Run an ASK query."""
        return self._store.ask(query)

    def construct(self, query: str) -> list[Quad]:
        """Run a CONSTRUCT or DESCRIBE query."""
        return self._store.construct(query)

    def quads(self) -> Iterator[Quad]:
        """Yield everything that the store holds."""
        return self._store.quads()


def prepare(word: str, least: int = _WORTH) -> int:
    """Make the overview of a store in every language, and keep with the store what this and a start were answered.

    That it fails keeps nothing from working: what is not kept is asked anew.

    Args:
        word: the folder of the store.
        least: a store of fewer triples is left as it is.

    Returns:
        How many answers are kept.
    """
    with open_folder(word) as store:
        if sum(store.state.triples.values()) < least:
            return 0
        watched = _Watched(store)
        with contextlib.suppress(Exception):  # Of a graph of others' making, the overview may be impossible.
            from kg.site.site import Site

            for lang in LANGUAGES:
                site = Site(watched, base=store.base, lang=lang)
                site.page("")
            _ = site.foreign
        kept = Kept(Path(word) / store.state.data)
        with contextlib.suppress(OSError):  # The disk is full, or the folder somebody else's.
            for query, answer in watched.asked.items():
                kept.put(query, answer)
        return len(watched.asked)

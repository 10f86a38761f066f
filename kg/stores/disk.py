"""A graph kept in a folder: an embedded Oxigraph store, opened in milliseconds, written whole or not at all.

The folder holds a marker, ``kg-store.json``, and the data of one state, ``data-<number>/``. A writer makes the next
state beside it (a copy shares its files with the old one) and then replaces the marker: who reads goes on reading the
state that they opened, and a writer that breaks off leaves the store as it was. One writer at a time; an old state is
removed when nobody reads it any more.
"""

from __future__ import annotations

import contextlib
import glob
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import InputError, UsageError
from kg.graphs import name_of
from kg.quads import LAYERS, Quad
from kg.stores import blanks, locks
from kg.stores.kept import Kept
from kg.stores.oxigraph import OxigraphQueries, to_oxigraph

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["DiskStore", "State", "is_store", "names_folder", "open_folder", "state", "write"]

MARKER = "kg-store.json"
_VERSION = 1
_UNION = "urn:x-paper-kg:union"
"""The graph that holds each triple once, where several graphs say the same triple; no query sees its name."""


class State(NamedTuple):
    """What a store holds: where minted IRIs live, its data's folder, triples by layer, whether graphs overlap."""

    base: str
    data: str
    triples: dict[str, int]
    union: bool


def names_folder(word: str) -> bool:
    """Tell whether a word of the command line names a folder: one that there is, or one that is to be made."""
    return word.endswith(("/", os.sep)) or Path(word).is_dir()


def is_store(word: str) -> bool:
    """Tell whether a folder is a store."""
    return (Path(word) / MARKER).is_file()


def state(word: str) -> State:
    """Read a store's marker.

    Args:
        word: the folder.

    Raises:
        InputError: the folder is no store, or one of a later version.
    """
    marker = Path(word) / MARKER
    try:
        found = json.loads(marker.read_text(encoding="utf-8"))
        version = found["version"]
        if found["kind"] != "paper-kg store" or not isinstance(version, int):
            raise ValueError
        if version > _VERSION:
            raise InputError(f"the store is of version {version}; this program knows {_VERSION}", file=word,
                             hint="Bring paper-kg up to date.")  # fmt: skip
        read = State(str(found["base"]), str(found["data"]), dict(found["triples"]), bool(found["union"]))
    except FileNotFoundError:
        hint = "Make a store with 'kg build PAGE -o FOLDER/' or 'kg load GRAPH FOLDER/', or name a graph file in it."
        missing = "the folder is no store" if Path(word).is_dir() else "there is no such folder"
        raise InputError(missing, file=word, hint=hint) from None
    except OSError as error:
        raise InputError(error.strerror or str(error), file=word, hint="Check its permissions.") from None
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{MARKER} is damaged", file=word, hint="Build the store again.") from None
    if not re.fullmatch(r"data-\d+", read.data):
        raise InputError(f"{MARKER} is damaged", file=word, hint="Build the store again.")
    return read


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
            named = [graph for graph in self._store.named_graphs() if graph != ox.NamedNode(_UNION)]
            self._words = {"default_graph": [ox.NamedNode(_UNION)], "named_graphs": named}

    def _dataset(self) -> dict[str, Any]:
        return self._words

    def quads(self) -> Iterator[Quad]:
        """Yield everything that the store holds, layer by layer, each in the order of the store."""
        for graph in sorted(self.state.triples, key=_rank):
            yield from self._all(self._store.quads_for_pattern(None, None, None, _graph(graph, self.base)))

    def close(self) -> None:
        """Let go of the data: a writer may remove this state."""
        locks.release(self._held)
        self._held = None


def write(word: str, quads: Iterable[Quad], base: str, *, add: bool = False) -> State:
    """Write quads to a store, all of them or none; the store is made where there is none.

    Args:
        word: the folder.
        quads: what is written; it may be a stream, and is read once.
        base: where minted IRIs live, for the names of the layers' graphs.
        add: keep what the store holds; a blank node of which the same is said is the same.

    Returns:
        What the store holds now.

    Raises:
        UsageError: the folder holds other things, or cannot be made.
        InputError: someone else writes, or the disk does not take it.
    """
    folder = Path(os.path.realpath(word))
    if not is_store(word):
        return _make(folder, word, quads, base)
    with _only_writer(folder, word):
        old = state(word)
        if add and old.base != base and _minted(old.triples):
            raise InputError(f"the store mints IRIs at {old.base}, the graph at {base}", file=word,
                             hint="Build the graph with --base, or load it into another store.")  # fmt: skip
        number = int(old.data.removeprefix("data-")) + 1
        _sweep(folder, "data-*", keep=old.data)
        new = f"data-{number}"
        try:
            made = _fill(folder, new, quads, base, old if add else None)
            _mark(folder, made)
        except OSError as error:
            shutil.rmtree(folder / new, ignore_errors=True)
            raise InputError(error.strerror or str(error), file=word, hint="Check the disk.") from None
        except BaseException:
            shutil.rmtree(folder / new, ignore_errors=True)
            raise
        _sweep(folder, "data-*", keep=new)
        return made


@contextlib.contextmanager
def _only_writer(folder: Path, word: str) -> Iterator[None]:
    held = locks.hold(folder, shared=False)
    if held is None:
        raise InputError("another process is writing to this store", file=word,
                         hint="Wait until it has finished, or end it; reading goes on meanwhile.")  # fmt: skip
    try:
        yield
    finally:
        locks.release(held)


def _make(folder: Path, word: str, quads: Iterable[Quad], base: str) -> State:
    """Make a new store beside its place, and move it there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "holds other things and is no store" if folder.is_dir() else "is a file"
        raise UsageError(f"{word!r} {what}; name an empty or a new folder")
    try:
        beside, held = _beside(folder)
    except FileNotFoundError:
        raise UsageError(f"there is no folder {str(folder.parent)!r} to make {word!r} in") from None
    except OSError as error:
        raise InputError(error.strerror or "it cannot be made", file=word, hint="Check the folder.") from None
    try:
        made = _fill(beside, "data-1", quads, base, None)
        _mark(beside, made)
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o777 & ~mask)
        beside.rename(folder)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        if is_store(word):
            hint = "Run the command again, to replace what it holds or to add to it."
            raise InputError("another process has made this store meanwhile", file=word, hint=hint) from None
        raise InputError(error.strerror or str(error), file=word, hint="Check the disk.") from None
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    finally:
        locks.release(held)
    return made


def _beside(folder: Path) -> tuple[Path, int | None]:
    """Make a locked folder beside a store that is to be, and remove those that killed writers left."""
    prefix = f".{folder.name}.kg-"
    _sweep(folder.parent, f"{glob.escape(prefix)}*", keep="")
    while True:
        beside = Path(tempfile.mkdtemp(prefix=prefix, dir=folder.parent))
        # Before it is locked, another writer may take it for a left one.
        with contextlib.suppress(FileNotFoundError):
            held = locks.hold(beside, shared=False)
            if held is not None and beside.is_dir():
                return beside, held
            locks.release(held)


def _fill(folder: Path, data: str, quads: Iterable[Quad], base: str, old: State | None) -> State:
    """Write the data of a state, beginning with those of an old one."""
    import pyoxigraph as ox

    path = str(folder / data)
    if old is not None:
        ox.Store.read_only(str(folder / old.data)).backup(path)
    store = ox.Store(path)
    union = old is not None and old.union
    watched = _Watched(blanks.named(quads), store if old is not None else None, base)
    store.bulk_extend(to_oxigraph(watched, base))
    if watched.doubled or union:
        union = True
        store.bulk_extend(
            ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(_UNION))
            for quad in store
            if quad.graph_name != ox.NamedNode(_UNION)
        )
    if old is None:
        # A look-up then reads one table and not one of each batch. What is added to is left to the engine, for the
        # state before shares its tables.
        store.optimize()
    store.flush()
    layers = {*watched.layers, *(old.triples if old is not None else ())}
    # Counted, not added up: a quad that was there already is there once.
    counts = {
        layer: sum(1 for _ in store.quads_for_pattern(None, None, None, _graph(layer, base)))
        for layer in sorted(layers, key=_rank)
    }
    return State(base, data, {layer: count for layer, count in counts.items() if count}, union)


class _Watched:
    """Pass quads on, note their layers, and whether two graphs may say the same triple."""

    def __init__(self, quads: Iterable[Quad], store: ox.Store | None, base: str) -> None:
        self._quads = quads
        self._store = store
        self._base = base
        self.layers: set[str] = set()
        self.doubled = False

    def __iter__(self) -> Iterator[Quad]:
        seen: dict[int, str] = {}
        for quad in self._quads:
            self.layers.add(quad.layer)
            # Two triples of one hash cost no more than a union graph that was not needed.
            if not self.doubled and seen.setdefault(hash(quad[:3]), quad[3]) != quad[3]:
                self.doubled = True
            if not self.doubled and self._store is not None:
                self.doubled = self._said_elsewhere(quad)
            yield quad

    def _said_elsewhere(self, quad: Quad) -> bool:
        assert self._store is not None
        made = next(to_oxigraph((quad,), self._base))
        found = self._store.quads_for_pattern(made.subject, made.predicate, made.object, None)
        return any(other.graph_name != made.graph_name for other in found)


def _mark(folder: Path, made: State) -> None:
    """Replace the marker, which makes the new state the store's."""
    text = json.dumps({"kind": "paper-kg store", "version": _VERSION, **made._asdict()}, ensure_ascii=False, indent=1)
    beside = folder / f".{MARKER}"
    with beside.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / MARKER)


def _sweep(folder: Path, pattern: str, keep: str) -> None:
    """Remove the states that nobody reads, and what a writer left that was killed."""
    for path in folder.glob(pattern):
        if path.name == keep:
            continue
        held = locks.hold(path, shared=False)
        # Where there are no locks, nobody knows whether a new store is being made there.
        if held is not None and (keep or held >= 0):
            shutil.rmtree(path, ignore_errors=True)
            locks.release(held)


def _graph(layer: str, base: str) -> ox.NamedNode | ox.BlankNode | ox.DefaultGraph:
    import pyoxigraph as ox

    name = name_of(layer, base)
    if name is None:
        return ox.DefaultGraph()
    return ox.BlankNode(name[2:]) if name.startswith("_:") else ox.NamedNode(name)


def _rank(layer: str) -> tuple[int, str]:
    return (LAYERS.index(layer) if layer in LAYERS else len(LAYERS), layer)


def _minted(triples: dict[str, int]) -> bool:
    return any(layer in LAYERS for layer in triples)

"""How a store in a folder is written: the next state beside the present one, all of it or nothing.

A copy of a state shares its files with it, so adding to a large store is quick, and a writer that breaks off leaves the
store as it was. One writer at a time; an old state is removed when nobody reads it any more.
"""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, UsageError
from kg.quads import LAYERS, Quad
from kg.stores import blanks, locks
from kg.stores.marker import UNION, State, is_store, mark, rank, state
from kg.stores.oxigraph import Watched, graph_node, to_oxigraph

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["write"]


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
            mark(folder, made)
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
        mark(beside, made)
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
    watched = Watched(blanks.named(quads), None if old is None else _elsewhere(store, base))
    store.bulk_extend(to_oxigraph(watched, base))
    if watched.doubled or union:
        union = True
        store.bulk_extend(
            ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(UNION))
            for quad in store
            if quad.graph_name != ox.NamedNode(UNION)
        )
    if old is None:
        # A look-up then reads one table and not one of each batch. What is added to is left to the engine, for the
        # state before shares its tables.
        store.optimize()
    store.flush()
    layers = {*watched.layers, *(old.triples if old is not None else ())}
    # Counted, not added up: a quad that was there already is there once.
    counts = {
        layer: sum(1 for _ in store.quads_for_pattern(None, None, None, graph_node(layer, base)))
        for layer in sorted(layers, key=rank)
    }
    return State(base, data, {layer: count for layer, count in counts.items() if count}, union)


def _elsewhere(store: ox.Store, base: str) -> Callable[[Quad], bool]:
    """Return what tells whether a store says a quad's triple in another graph."""

    def said(quad: Quad) -> bool:
        made = next(to_oxigraph((quad,), base))
        found = store.quads_for_pattern(made.subject, made.predicate, made.object, None)
        return any(other.graph_name != made.graph_name for other in found)

    return said


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


def _minted(triples: dict[str, int]) -> bool:
    return any(layer in LAYERS for layer in triples)

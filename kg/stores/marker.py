"""The marker of a store in a folder, ``kg-store.json``: which state of the data is the store's, and what it holds."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import NamedTuple

from kg.errors import InputError
from kg.quads import LAYERS

__all__ = ["MARKER", "UNION", "State", "is_store", "mark", "names_folder", "rank", "state"]

MARKER = "kg-store.json"
_VERSION = 1
UNION = "urn:x-paper-kg:union"
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


def mark(folder: Path, made: State) -> None:
    """Replace the marker, which makes a new state the store's.

    Args:
        folder: the store.
        made: the state, whose data are written.

    Raises:
        OSError: the marker cannot be written.
    """
    text = json.dumps({"kind": "paper-kg store", "version": _VERSION, **made._asdict()}, ensure_ascii=False, indent=1)
    beside = folder / f".{MARKER}"
    with beside.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / MARKER)


def rank(layer: str) -> tuple[int, str]:
    """Return what layers are sorted by: the four first, in their order, then foreign graphs by name."""
    return (LAYERS.index(layer) if layer in LAYERS else len(LAYERS), layer)

"""The words of a command → the bytes of saved pages: files, folders, globs and standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import InputError, UsageError
from kg.readers.decode import MAXIMUM
from kg.readers.detect import suffixes

__all__ = ["sources"]


def sources(words: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every saved page that the words name, each file once.

    A folder means the pages in it and below it, by their suffix; a pattern means what it matches. Folders and patterns
    are in the order of their paths, whatever the file system's is.

    Args:
        words: files, folders, patterns such as ``pages/*.html``, or ``-`` for standard input.

    Raises:
        UsageError: a word names nothing.
        InputError: a file cannot be read.
    """
    seen: set[str] = set()
    for word in words:
        if word == "-":
            if word not in seen:
                seen.add(word)
                yield "-", sys.stdin.buffer.read(MAXIMUM + 1)
            continue
        for path in _files(word):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                yield str(path), _bytes(path)


def _files(word: str) -> list[Path]:
    path = Path(word)
    if path.is_dir():
        return _in_folder(path)
    if path.exists():
        return [path]
    if any(char in word for char in "*?["):
        found = [Path(name) for name in sorted(glob.glob(word, recursive=True))]
        files = [file for one in found for file in (_in_folder(one, empty=True) if one.is_dir() else [one])]
        if files:
            return files
        raise UsageError(f"no file matches {word!r}")
    raise UsageError(f"there is no file or folder {word!r}; quote a name that holds spaces")


def _in_folder(folder: Path, *, empty: bool = False) -> list[Path]:
    known = suffixes()
    found = [path for path in folder.rglob("*") if path.suffix.lower() in known and path.is_file()]
    found = [path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    if not found and not empty:
        raise UsageError(f"the folder {str(folder)!r} holds no page ({' '.join(known)})")
    return sorted(found, key=lambda path: path.as_posix())


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAXIMUM + 1)
    except OSError as error:
        raise InputError(
            error.strerror or "it cannot be read", file=str(path), hint="Check its permissions."
        ) from error

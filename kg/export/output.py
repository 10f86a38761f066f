"""Where a file is written: beside its place, and moved there when it is whole; or to standard output."""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from kg.errors import InputError, UsageError

__all__ = ["whole_file"]


@contextmanager
def whole_file(path: str) -> Iterator[IO[bytes]]:
    """Offer a file to write to, which stands in its place only when all of it has been written.

    Args:
        path: the file's name; ``.gz`` packs it, ``-`` is standard output.

    Raises:
        UsageError: there is no such folder.
        InputError: the file cannot be written.
    """
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            if target.is_dir():
                raise UsageError(f"{path!r} is a folder; name a file in it")
            # A pipe or a device has no place to be moved to.
            with target.open("wb") as device, _packed(device, path) as file:
                yield file
            return
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except FileNotFoundError:
        raise UsageError(f"there is no folder {str(Path(path).parent)!r} to write {path!r} to") from None
    except OSError as error:
        raise InputError(error.strerror or "it cannot be written", file=path, hint="Check the folder.") from error
    try:
        with os.fdopen(handle, "wb") as raw, _packed(raw, path) as file:
            yield file
        Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else _mode())
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise InputError(error.strerror or "it cannot be written", file=path, hint="Check the disk.") from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _packed(file: BinaryIO, path: str) -> Iterator[IO[bytes]]:
    if not path.lower().endswith(".gz"):
        yield file
        return
    # No name and no time in the header: the same graph gives the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        yield cast(IO[bytes], packed)


def _mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

"""Write the site of a graph to a folder: pages that open from disk, with no server and no network."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.stores import Store

__all__ = ["Report", "write"]

MARK = ".paper-kg-report"


class Report(NamedTuple):
    """What was written: how many pages and files, and the page to open first."""

    pages: int
    files: int
    first: str


def write(store: Store, folder: str, *, lang: str = "en") -> Report:
    """Write the pages of a graph to a folder, all of them or none.

    Args:
        store: an open graph.
        folder: where the pages go: a new or empty folder, or one that an earlier report was written to.
        lang: the language of the first page; the other language is a press away.

    Raises:
        UsageError: the folder holds something else, or its parent does not exist.
        InputError: a file cannot be written.
    """
    from kg.site import Site
    from kg.site.paths import file_of

    target = Path(os.path.realpath(folder))
    _check(target, folder)
    site = Site(store, lang=lang)
    pages = files = 0
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise InputError(error.strerror or "it cannot be written", file=folder, hint="Check the folder.") from error
    try:
        for path in site.paths():
            page = site.page(path)
            if page is None:
                continue
            file = made / file_of(page.path, live=False)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(page.body)
            files += 1
            pages += page.media_type.startswith("text/html")
        (made / "static").mkdir()
        for name in site.assets():
            (made / "static" / name).write_bytes(site.asset(name) or b"")
            files += 1
        (made / MARK).write_text("Written by kg report; the next report may replace this folder.\n", encoding="utf-8")
        _readable(made)
        _replace(made, target)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        raise InputError(error.strerror or "it cannot be written", file=folder, hint="Check the disk.") from error
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return Report(pages, files, str(Path(folder) / "index.html"))


def _check(target: Path, folder: str) -> None:
    if target.exists() and not target.is_dir():
        raise UsageError(f"{folder!r} is a file; name a folder")
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {str(target.parent)!r} to write {folder!r} to")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file():
        raise UsageError(f"{folder!r} holds other files; name a new or empty folder")


def _readable(made: Path) -> None:
    """Give the folder the rights that a new folder has: a temporary one is its owner's alone."""
    mask = os.umask(0)
    os.umask(mask)
    made.chmod(0o777 & ~mask)


def _replace(made: Path, target: Path) -> None:
    """Put the new folder in the place of the old one; between the two renames nothing is lost."""
    if not target.exists():
        made.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    target.rename(old / "old")
    try:
        made.rename(target)
    except OSError:
        (old / "old").rename(target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)

"""The pages of a site, and a folder that holds them or some of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.site import Site
from kg.site.network import DATA
from kg.site.paths import file_of
from tests.site.browser.window import Place


def every(paths: Iterable[str]) -> tuple[str, ...]:
    """Choose the pages among the paths of a site, each by its path in English."""
    # Data, queries and pictures lie beside the pages; they are no pages of ours.
    return tuple(path for path in paths if not path.startswith("ko/") and file_of(path, live=False).endswith(".html"))


def written(site: Site, folder: Path, names: Iterable[str]) -> Place:
    """Write some pages of a site to a folder, in both languages, with what they load."""
    names = tuple(names)
    beside = {"network": DATA, "search": "search-index.js"}
    for name in (*names, *(beside[name] for name in names if name in beside)):
        for path in (name, f"ko/{name}"):
            page = site.page(path)
            if page is not None:
                file = folder / file_of(page.path, live=False)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(page.body)
    (folder / "static").mkdir()
    for name in site.assets():
        (folder / "static" / name).write_bytes(site.asset(name) or b"")
    return Place(f"{folder.as_uri()}/", False, names)

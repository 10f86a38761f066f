"""Which pages of a site are looked at, and a folder that holds just these."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from kg.site import Site
from kg.site.network import DATA
from kg.site.paths import file_of
from tests.site.browser.window import Place

_OF_A_KIND = 2


def chosen(paths: Iterable[str]) -> tuple[str, ...]:
    """Choose every page that is one of its kind, and a few of each kind of which there are many."""
    kinds: dict[str, list[str]] = {}
    for path in sorted(paths):
        # Data, queries and pictures lie beside the pages; they are no pages of ours.
        if not path.startswith("ko/") and file_of(path, live=False).endswith(".html"):
            kinds.setdefault(path.partition("/")[0] if "/" in path else path, []).append(path)
    return tuple(path for listed in kinds.values() for path in listed[:: max(1, -(-len(listed) // _OF_A_KIND))])


def named(site: Site, word: str) -> list[str]:
    """Return the paths of what has a word in one of its names, as the search would find it."""
    index = site.page("search-index.js")
    assert index is not None
    entries = json.loads(re.sub(r"^[^=]*=|;\s*$", "", index.body.decode()))
    return [path.removesuffix(".html") for path, _, *names in entries if word in "\n".join(names).lower()]


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

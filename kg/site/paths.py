"""Where a page is: the path of a node of the graph, and the link from one page to another.

A path is what stands behind the root: ``work/4c1b…``, ``questions``, ``ko/work/4c1b…`` in Korean. Served, the path is
the URL's; on disk the same path ends with ``.html``, and every link is relative, so that a folder can be moved.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

__all__ = ["LANGUAGES", "file_of", "href", "node_path", "safe_url", "split"]

LANGUAGES = ("en", "ko")
"""The languages of the interface."""

_OWN = re.compile(r"[a-z]+/[0-9A-Za-z][0-9A-Za-z._-]*")
_FILES = (".csv", ".json", ".js", ".css", ".svg", ".png", ".rq", ".txt")
_ANCHORED = re.compile(r"(?:reference|cited-by)-\d+|keyword-[\w-]+")


def split(path: str, default: str) -> tuple[str, str]:
    """Return the language of a path and the path without it."""
    for lang in LANGUAGES:
        if lang != default and (path == lang or path.startswith(f"{lang}/")):
            return lang, path[len(lang) + 1 :]
    return default, path


def node_path(iri: str, base: str) -> str:
    """Return the path of a node's page, with the anchor of what has a place on the page of something else.

    Args:
        iri: the node. What another party minted gets a path by its digest.
        base: where the graph's own IRIs live.
    """
    local = iri.removeprefix(base)
    page, _, fragment = local.partition("#")
    if local == iri or not _OWN.fullmatch(page):
        return f"thing/{sha256(iri.encode()).hexdigest()[:16]}"
    return f"{page}#{fragment}" if _ANCHORED.fullmatch(fragment) else page


def file_of(path: str, live: bool) -> str:
    """Return where a path stands: as a URL of the server, or as a file of the folder."""
    if path.endswith(_FILES) or live:
        return path
    return f"{path}index.html" if not path or path.endswith("/") else f"{path}.html"


@lru_cache(maxsize=1 << 14)
def href(source: str, target: str, root: str, live: bool) -> str:
    """Return the link from the page at one path to another path.

    Args:
        source: the path of the page that holds the link.
        target: where it leads; behind ``#`` an anchor.
        root: what stands before every path; where it is empty, links are relative.
        live: whether the pages are served.
    """
    page, mark, anchor = target.partition("#")
    to = file_of(page, live)
    if root:
        return f"{root.rstrip('/')}/{to}{mark}{anchor}"
    if page == source and mark:
        return f"#{anchor}"
    return f"{_relative(file_of(source, live), to)}{mark}{anchor}"


def _relative(source: str, target: str) -> str:
    """Return the way from one path to another; both go down from one root, without ``.`` and ``..`` (RFC 3986, 4.2)."""
    here, there = source.split("/")[:-1], target.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:]) or "./"


def safe_url(text: str) -> str:
    """Return a web address that may stand in a link; of anything else, nothing."""
    return text if re.fullmatch(r"https?://[^\s<>\"'`\\]+", text) else ""

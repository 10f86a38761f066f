"""The site: which pages there are, and each of them by its path."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kg.explain.asking import rows, text
from kg.explain.pages import Pages
from kg.namespaces import DEFAULT_BASE
from kg.quads import Iri
from kg.site import paths
from kg.site.context import Context, Page, bundled, shelves
from kg.site.evidence import Tally
from kg.stores import Store

if TYPE_CHECKING:
    from kg.answers import Answer
    from kg.explain.pages import Entry
    from kg.explain.pages import Page as Saved
    from kg.site.links import View

__all__ = ["Site", "base_of"]

_MINTED = re.compile(r"([A-Za-z][\w+.-]*://[^#?]*/)[a-z]+/[0-9a-f]{16}(?:#.*)?\Z")
_ANY = """
SELECT ?thing
WHERE { VALUES ?class { foaf:Document bibo:AcademicArticle bibo:Book foaf:Person } ?thing a ?class }
LIMIT 20"""
_NODES = """
SELECT DISTINCT ?thing
WHERE {
  ?thing a ?class .
  FILTER(ISIRI(?thing) && !CONTAINS(STR(?thing), "#"))
}
ORDER BY ?thing"""
_FOREIGN = """
SELECT DISTINCT ?thing
WHERE {
  ?work dcterms:subject ?thing .
  FILTER(ISIRI(?thing))
}
ORDER BY ?thing"""

# The first part of a path, and the module that makes such pages.
_FIXED = {
    "": "overview",
    "questions": "asked",
    "network": "network",
    "network-data.js": "network",
    "search": "search",
    "search-index.js": "search",
    "editor": "editor",
    "about": "about",
}
_STATIC = re.compile(r"[a-z][a-z0-9-]*\.(?:css|js|svg|txt)")


def base_of(store: Store) -> str:
    """Return where the minted IRIs of a graph live."""
    for row in rows(store, _ANY):
        match = _MINTED.fullmatch(text(row, "thing"))
        if match:
            return match[1]
    return DEFAULT_BASE


class Site:
    """The pages of one graph. What the store holds must not change while the site stands.

    Args:
        store: the graph.
        base: where its minted IRIs live; told by the graph where it is empty.
        lang: the language of the pages without one in their path; those of the other begin with ``ko/`` or ``en/``.
        root: what stands before every link; empty: links are relative.
        live: whether a server answers queries behind the pages, at ``sparql`` beside them.
    """

    def __init__(self, store: Store, *, base: str = "", lang: str = "en", root: str = "", live: bool = False) -> None:
        self.store = store
        self.base = base or base_of(store)
        self.lang = lang
        self.root = root
        self.live = live
        self._kept: dict[str, Page] = {}
        # The question that was asked last: its page and its files follow each other.
        self.answered: tuple[object, Answer] | None = None

    @property
    def version(self) -> str:
        """The version of the program."""
        from kg import __version__

        return __version__

    @cached_property
    def pages(self) -> Pages:
        """The saved pages of the graph."""
        return Pages(self.store)

    @cached_property
    def listed(self) -> Callable[[Saved], list[Entry]]:
        """Return the entries of a saved page with their texts alone; kept, for a long page is sent in many parts."""
        return lru_cache(maxsize=8)(self.pages.listed)

    @cached_property
    def tally(self) -> Callable[[str], Tally]:
        """Return what was counted of a saved page while its parts were read; of the last ones."""
        return lru_cache(maxsize=8)(lambda page: Tally())

    @cached_property
    def pictures(self) -> list[View]:
        """The links of the graph as the network shows them, in no language."""
        from kg.site.links import views

        return views(self.store, {page.paper for page in self.pages.pages.values() if page.paper})

    @cached_property
    def foreign(self) -> dict[str, Iri]:
        """The concepts that others minted, by the path of their page."""
        found = (Iri(text(row, "thing")) for row in rows(self.store, _FOREIGN))
        return {paths.node_path(iri, self.base): iri for iri in found if not iri.startswith(self.base)}

    def warming(self) -> Iterator[None]:
        """Do in steps what the first visitors would wait for: see :mod:`kg.site.warming`."""
        from kg.site import warming

        modules = dict.fromkeys((*_FIXED.values(), "paper", "entity"))
        return warming.steps(self, tuple(f"kg.site.{name}" for name in modules))

    def warm(self) -> None:
        """Do at once what the first visitors would wait for."""
        for _ in self.warming():
            pass

    def path_of(self, iri: Iri) -> str:
        """Return the path of a node's page; of a node without one, an empty string."""
        if iri.startswith(self.base):
            path = paths.node_path(iri, self.base)
            return "" if path.startswith(("thing/", "graph/")) else path
        path = paths.node_path(iri, self.base)
        return path if path in self.foreign else ""

    def iri_of(self, path: str) -> Iri | None:
        """Return the node that a path is the page of, whether or not the graph knows it; of no node's path, nothing."""
        bare = paths.split(path.strip("/").removesuffix(".html"), self.lang)[1].partition("#")[0]
        if bare.startswith("thing/"):
            return self.foreign.get(bare)
        return Iri(self.base + bare) if re.fullmatch(r"[a-z]+/[0-9A-Za-z][\w.-]*", bare) else None

    def page(self, path: str, parameters: Mapping[str, str] | None = None) -> Page | None:
        """Return the page at a path, or nothing where there is none.

        Args:
            path: with or without ``.html``; a slash before it does not matter.
            parameters: what a served page is asked for: the parameters of a question, the word of a search.

        Raises:
            UsageError: a parameter is not one that the page takes.
        """
        if not parameters and path in self._kept:
            return self._kept[path]
        lang, bare = paths.split(path.lstrip("/"), self.lang)
        bare = re.sub(r"(?:^|(?<=/))index(?:\.html)?\Z", "", bare).removesuffix(".html").rstrip("/")
        context = Context(self, lang, bare)
        head = bare.partition("/")[0]
        if bare in _FIXED:
            name = _FIXED[bare]
        elif head == "question":
            name = "asked"
        elif head == "source":
            name = "paper"
        elif self.iri_of(bare) is not None:
            name = "entity"
        else:
            return None
        module = importlib.import_module(f"kg.site.{name}")
        page: Page | None = module.page(context, parameters or {})
        if self.live and page is not None and bare in _FIXED and not parameters:
            # These look at the whole graph, and are few: a visitor waits for each of them once.
            self._kept[path] = page
        return page

    def paths(self) -> Iterator[str]:
        """Yield the path of every page, in both languages; those of questions also as data, query and picture."""
        from kg import questions
        from kg.site import asked

        fixed = [name for name in _FIXED if name != "network-data.js" or bundled("network")]
        nodes = (Iri(text(row, "thing")) for row in rows(self.store, _NODES))
        own = [self.path_of(iri) for iri in nodes if iri.startswith(self.base) and self.path_of(iri)]
        for lang in (self.lang, *(one for one in paths.LANGUAGES if one != self.lang)):
            prefix = "" if lang == self.lang else f"{lang}/"
            yield from (prefix + path for path in fixed)
            for one in questions.catalogue():
                yield f"{prefix}question/{one.id}"
                # Asked when the page has been taken, so that one answer does for the page and its files.
                yield from (f"{prefix}question/{one.id}{end}" for end in asked.files(self, one, lang))
            yield from (prefix + path for path in own)
            yield from (prefix + path for path in self.foreign)

    @staticmethod
    def assets() -> list[str]:
        """Return the names of the static files, those that ``make site`` bundled among them."""
        found = (file.name for shelf in shelves() for file in shelf.iterdir())
        return sorted(name for name in found if _STATIC.fullmatch(name))

    @staticmethod
    def asset(name: str) -> bytes | None:
        """Return a static file (``static/<name>``), or nothing where there is none of that name."""
        if not _STATIC.fullmatch(name):
            return None
        file = next((file for shelf in shelves() if (file := shelf / name).is_file()), None)
        return file.read_bytes() if file else None

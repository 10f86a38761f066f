"""What the first visitors of a served site would wait for, done before they come, in steps between which they may come.

The first page of its kind pays for more than itself: modules, templates, and the parts of the store's tables that say
where everything lies. So one page of each kind is made, and thrown away: a saved page, which most come for and which
takes longest, before the server says that it is ready; the others when nobody asks for anything.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from kg.explain.asking import rows, text
from kg.quads import Iri
from kg.site.context import environment

if TYPE_CHECKING:
    from kg.site.site import Site

__all__ = ["steps"]

_ONE = """
SELECT ?thing
WHERE {{ ?thing a {kind} . FILTER(ISIRI(?thing)) }}
LIMIT 1"""
_KINDS = ("foaf:Person", "bibo:AcademicArticle", "bibo:Book", "bibo:Journal", "foaf:Organization", "skos:Concept")


def steps(site: Site, modules: tuple[str, ...]) -> Iterator[None]:
    """Make a site ready; what fails now will fail again, and be told, when somebody asks for it.

    Args:
        site: the site.
        modules: the modules that make its pages.

    Yields:
        After each step: none takes longer than one page does. The first step is the saved page.
    """
    made: list[Callable[[], object]] = [lambda: _saved(site)]
    made += [partial(importlib.import_module, module) for module in modules]
    made += [partial(environment().get_template, name) for name in environment().list_templates()]
    made += [lambda: site.pages, lambda: site.foreign]
    made += [partial(_node, site, kind) for kind in _KINDS]
    for step in made:
        with suppress(Exception):
            step()
        yield


def _saved(site: Site) -> None:
    for iri in list(site.pages.pages)[:1]:
        site.page(site.path_of(Iri(iri)))


def _node(site: Site, kind: str) -> None:
    for row in rows(site.store, _ONE.format(kind=kind)):
        site.page(site.path_of(Iri(text(row, "thing"))))

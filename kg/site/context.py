"""One page in the making: its language, its links, its template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.quads import Iri
from kg.site import paths
from kg.site.words import say

if TYPE_CHECKING:
    import jinja2

    from kg.site.site import Site

__all__ = ["BUNDLE", "FOLDER", "Context", "Page", "bundled", "environment", "shelves"]

FOLDER = Path(__file__).resolve().parent
"""Where the templates and the static files are."""

BUNDLE = FOLDER / "bundle"
"""Where ``make site`` puts the third-party scripts; a bare checkout has no such folder."""


def bundled(name: str) -> bool:
    """Return whether a bundle of third-party scripts is here: ``charts``, ``network`` or ``editor``."""
    return (BUNDLE / f"bundle-{name}.js").is_file()


def shelves() -> list[Path]:
    """Return the folders that the static files are in."""
    return [shelf for shelf in (FOLDER / "static", BUNDLE) if shelf.is_dir()]


class Page(NamedTuple):
    """A page: where it is, what it is called, its bytes, and the paths that it links to."""

    path: str
    title: str
    body: bytes
    media_type: str = "text/html; charset=utf-8"
    links: tuple[str, ...] = ()


@cache
def environment() -> jinja2.Environment:
    """Return the templates. All text that is put in is escaped; a name that is not given is a fault."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Context:
    """What a template knows of the page that it makes.

    Args:
        site: the site.
        lang: the language of the page.
        path: the page's path without its language.
    """

    def __init__(self, site: Site, lang: str, path: str) -> None:
        self.site = site
        self.lang = lang
        self.bare = path
        self.live = site.live
        self.path = self._own(path, lang)
        self._links: dict[str, None] = {}

    def _own(self, path: str, lang: str) -> str:
        return path if lang == self.site.lang else f"{lang}/{path}"

    def t(self, key: str, **values: object) -> str:
        """Return a text of the interface."""
        return say(key, self.lang, **values)

    def href(self, path: str, lang: str = "") -> str:
        """Return a link to another page of the site, in the language of this one."""
        target = self._own(path, lang or self.lang)
        self._links[target] = None
        return paths.href(self.path, target, self.site.root, self.site.live)

    def asset(self, name: str) -> str:
        """Return a link to a static file."""
        return paths.href(self.path, f"static/{name}", self.site.root, self.site.live)

    def bundled(self, name: str) -> bool:
        """Return whether a bundle of third-party scripts is here: ``charts``, ``network`` or ``editor``."""
        return bundled(name)

    def first(self, parameters: Mapping[str, str]) -> int:
        """Return at which item a list begins (``?from=100``): of a long list, a served page holds a part."""
        said = parameters.get("from", "")
        return int(said) if self.live and said.isdecimal() and len(said) < 9 else 0

    @property
    def endpoint(self) -> str:
        """The link to the SPARQL endpoint of the server; it is the same in every language."""
        return paths.href(self.path, "sparql", self.site.root, self.site.live)

    def link(self, iri: str) -> str:
        """Return a link to the page of a node; of a node without a page, an empty string."""
        path = self.site.path_of(Iri(iri))
        return self.href(path) if path else ""

    def url(self, text: str) -> str:
        """Return a web address that may stand in a link; of anything else, nothing."""
        return paths.safe_url(text)

    def script(self, variable: str, value: object, title: str) -> Page:
        """Make a script that holds data, and not JSON: a page from disk may not fetch.

        Args:
            variable: the global variable that is set.
            value: the data.
            title: what the page is called that loads it.
        """
        data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        # No sign in it can end the script.
        for sign, escape in (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
            data = data.replace(sign, escape)
        return Page(self.path, title, f"window.{variable}={data};\n".encode(), "text/javascript; charset=utf-8")

    def render(self, template: str, title: str, **values: Any) -> Page:
        """Make the page."""
        made = environment().get_template(template).render(
            c=self, t=self.t, title=title, other="ko" if self.lang == "en" else "en", **values
        )  # fmt: skip
        return Page(self.path, title, made.encode(), links=tuple(self._links))

"""The search: an index of titles and names as a script, so that it works from disk too, and the page that asks it."""

from __future__ import annotations

from collections.abc import Mapping

from kg.explain.asking import rows, text
from kg.quads import Iri
from kg.site.context import Context, Page
from kg.site.naming import language
from kg.site.paths import file_of
from kg.site.words import WORDS, say

__all__ = ["page"]

_NAMED = """
SELECT DISTINCT ?thing ?name
WHERE {
  VALUES ?property { dcterms:title foaf:name skos:prefLabel rdfs:label }
  ?thing ?property ?name .
  FILTER(ISIRI(?thing))
}
ORDER BY ?thing ?name"""
_KINDS = {
    "work": "class:Work",
    "book": "class:Work",
    "person": "class:Person",
    "organization": "class:Organization",
    "journal": "journal",
    "series": "class:Series",
    "newspaper": "class:Newspaper",
    "event": "class:Event",
    "thing": "class:Concept",
    "source": "saved-page",
}


def page(context: Context, parameters: Mapping[str, str]) -> Page:
    """Return the page of the search, or its index."""
    if context.bare == "search-index.js":
        return _index(context)
    return context.render("search.html", context.t("search"), word=parameters.get("q", ""))


def _index(context: Context) -> Page:
    site, lang = context.site, context.lang
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows(site.store, _NAMED):
        path = site.path_of(Iri(text(row, "thing")))
        term = row["name"]
        if path and ("#" not in path or "#keyword" in path):
            found.setdefault(path, []).append(
                (language(getattr(term, "lang", "")), " ".join(text(row, "name").split()))
            )
    entries = []
    for path, names in found.items():
        names.sort(key=lambda name: (name[0] != lang, name[0] not in ("", "en"), name))
        page_, mark, anchor = path.partition("#")
        kind = "class:Concept" if mark else _KINDS.get(path.partition("/")[0], "")
        label = say(kind, lang) if kind in WORDS else ""
        texts = list(dict.fromkeys(name for _, name in names))
        entries.append([file_of(page_, site.live) + mark + anchor, label, *texts])
    return context.script("KG_INDEX", entries, context.t("search"))

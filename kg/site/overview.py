"""The first page: what the corpus is about."""

from __future__ import annotations

from collections.abc import Mapping

from kg import charts, questions
from kg.explain.asking import number, rows
from kg.quads import Iri
from kg.site.context import Context, Page
from kg.site.figures import figure
from kg.site.naming import Names

__all__ = ["page"]

_PAPERS_SHOWN = 50
_COUNTS = {
    "works": "SELECT (COUNT(DISTINCT ?x) AS ?count) WHERE { ?c cito:hasCitedEntity|cito:hasCitingEntity ?x }",
    "citations": "SELECT (COUNT(DISTINCT ?x) AS ?count) WHERE { ?x a cito:Citation }",
    "people": "SELECT (COUNT(DISTINCT ?x) AS ?count) WHERE { ?x a foaf:Person }",
    "bodies": "SELECT (COUNT(DISTINCT ?x) AS ?count) WHERE { ?x a foaf:Organization }",
    "venues": "SELECT (COUNT(DISTINCT ?x) AS ?count) WHERE { ?x a bibo:Journal }",
    "findings": "SELECT (COUNT(DISTINCT ?x) AS ?count) WHERE { ?x a dqv:QualityAnnotation }",
}
_CHARTS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("chart-years", "references-by-year", {}),
    ("chart-age", "age-distribution", {}),
    ("chart-types", "references-by-type", {}),
    ("chart-journals", "cited-journals", {}),
    ("chart-authors", "most-cited-authors", {}),
    ("chart-findings", "findings-by-kind", {}),
)


def page(context: Context, parameters: Mapping[str, str]) -> Page:
    """Return the overview."""
    store, lang = context.site.store, context.lang
    saved = list(context.site.pages.pages.values())
    shown = saved[:_PAPERS_SHOWN]
    names = Names(store, lang)
    names.load(Iri(one.paper) for one in shown if one.paper)
    counts = [
        (key, next((number(row, "count") for row in rows(store, query)), 0) or 0) for key, query in _COUNTS.items()
    ]
    figures = []
    for title, question, given in _CHARTS:
        answer = questions.ask(question, store, given, lang)
        figures.append(figure(charts.plan(answer, lang), context.t(title), lang, question))
    return context.render(
        "overview.html",
        context.t("overview"),
        counts=[pair for pair in counts if pair[1]],
        papers=[(one, names.all(one.paper) if one.paper else []) for one in shown],
        total=len(saved),
        figures=[one for one in figures if one],
    )

"""The network: citations over time, who writes together, works and their concepts, as pictures to move in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kg.explain.asking import rows, text
from kg.quads import Iri
from kg.site import layout
from kg.site.context import Context, Page
from kg.site.naming import Names

__all__ = ["page"]

_MOST = 1500
_NAMED = 14
_SIZE = (1200.0, 640.0)

_CITES = """
SELECT DISTINCT ?one ?other
WHERE { ?one cito:cites ?other . FILTER(ISIRI(?one) && ISIRI(?other)) }"""
_AUTHORS = """
SELECT DISTINCT ?work ?person
WHERE { ?work dcterms:creator ?person . FILTER(ISIRI(?person)) }"""
_CONCEPTS = """
SELECT DISTINCT ?one ?other
WHERE { ?one dcterms:subject ?other . FILTER(ISIRI(?one) && ISIRI(?other)) }"""
_DATED = """
SELECT ?thing ?issued ?language
WHERE {
  VALUES ?thing { $THINGS }
  OPTIONAL { ?thing dcterms:issued ?issued }
  OPTIONAL { ?thing dcterms:language ?language }
}"""


class _Drawn(NamedTuple):
    """One picture: its nodes as template values, its links as places, how many nodes there were."""

    key: str
    nodes: list[dict[str, Any]]
    links: list[tuple[int, int]]
    total: int
    ticks: list[tuple[float, str]]


def page(context: Context, parameters: Mapping[str, str]) -> Page:
    """Return the page of the network."""
    cites = _pairs(context, _CITES)
    concepts = _pairs(context, _CONCEPTS)
    groups: dict[Iri, list[Iri]] = {}
    for row in rows(context.site.store, _AUTHORS):
        groups.setdefault(Iri(text(row, "work")), []).append(Iri(text(row, "person")))
    together: Counter[tuple[Iri, Iri]] = Counter()
    for people in groups.values():
        # A paper of hundreds of authors would be nothing but a ball.
        people = sorted(set(people))[:30]
        together.update((one, other) for at, one in enumerate(people) for other in people[at + 1 :])
    drawn = [
        _citations(context, cites),
        _linked(context, "view-authors", sorted(together), lambda node: "person"),
        _linked(context, "view-concepts", concepts, _concept_or_work(concepts)),
    ]
    return context.render("network.html", context.t("network"), drawn=drawn, size=_SIZE)


def _pairs(context: Context, query: str) -> list[tuple[Iri, Iri]]:
    found = {(Iri(text(row, "one")), Iri(text(row, "other"))) for row in rows(context.site.store, query)}
    return sorted(found)


def _concept_or_work(concepts: Sequence[tuple[Iri, Iri]]) -> Any:
    subjects = {other for _, other in concepts}
    return lambda node: "concept" if node in subjects else "work"


def _chosen(pairs: Iterable[tuple[Iri, Iri]]) -> tuple[list[Iri], list[tuple[int, int]], Counter[Iri], int]:
    """Keep the nodes with the most links, and the links between them."""
    degree: Counter[Iri] = Counter()
    listed = list(pairs)
    for one, other in listed:
        degree[one] += 1
        degree[other] += 1
    nodes = sorted(degree, key=lambda node: (-degree[node], node))[:_MOST]
    place = {node: at for at, node in enumerate(nodes)}
    links = [(place[one], place[other]) for one, other in listed if one in place and other in place]
    return nodes, links, degree, len(degree)


def _citations(context: Context, pairs: Sequence[tuple[Iri, Iri]]) -> _Drawn:
    nodes, links, degree, total = _chosen(pairs)
    dated: dict[str, tuple[str, str]] = {}
    for row in rows(context.site.store, _DATED, nodes):
        known = dated.get(text(row, "thing"), ("", ""))
        dated[text(row, "thing")] = (known[0] or text(row, "issued")[:4], known[1] or text(row, "language"))
    years = [int(said) if (said := dated.get(node, ("", ""))[0]).isdecimal() else None for node in nodes]
    places = layout.timeline(years, [degree[node] for node in nodes], *_SIZE)
    papers = {page.paper for page in context.site.pages.pages.values()}
    citing = {one for one, _ in pairs}

    def group(node: Iri) -> str:
        if node in papers:
            return "paper"
        if node in citing:
            return "citing"
        spoken = dated.get(node, ("", ""))[1].rpartition("/")[2]
        return "ko" if spoken == "ko" else "foreign" if spoken else "other"

    columns: dict[float, str] = {}
    for told, (x, _) in zip(years, places, strict=True):
        columns[x] = str(told) if told is not None else context.t("undated")
    ticks: list[tuple[float, str]] = []
    for x in sorted(columns):
        if not ticks or x - ticks[-1][0] > 50:
            ticks.append((x, columns[x]))
    made = _nodes(context, nodes, places, degree, group, [str(one or "") for one in years])
    return _Drawn("view-citations", made, links, total, ticks)


def _linked(context: Context, key: str, pairs: Sequence[tuple[Iri, Iri]], group: Any) -> _Drawn:
    nodes, links, degree, total = _chosen(pairs)
    places = layout.springs(len(nodes), links, *_SIZE)
    return _Drawn(key, _nodes(context, nodes, places, degree, group), links, total, [])


def _nodes(
    context: Context,
    nodes: Sequence[Iri],
    places: Sequence[tuple[float, float]],
    degree: Counter[Iri],
    group: Any,
    notes: Sequence[str] = (),
) -> list[dict[str, Any]]:
    names = Names(context.site.store, context.lang)
    names.load(nodes)
    made = []
    for at, (node, (x, y)) in enumerate(zip(nodes, places, strict=True)):
        label = names.label(node)
        made.append(
            {
                "href": context.link(node),
                "label": label.text,
                "short": label.text if len(label.text) <= 28 else f"{label.text[:27]}…",
                "lang": label.lang,
                "x": f"{x:.1f}",
                "y": f"{y:.1f}",
                "r": f"{min(18.0, 4.0 + 1.2 * degree[node] ** 0.5):.1f}",
                "degree": degree[node],
                "group": group(node),
                "named": at < (_NAMED if not notes else _NAMED // 2) and degree[node] > 1,
                "note": notes[at] if notes else "",
            }
        )
    return made

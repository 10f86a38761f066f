"""What is linked with what: citations, people who write together, works and concepts, works cited together or alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from kg.explain.asking import rows, text
from kg.quads import Iri
from kg.site import layout
from kg.stores import Store

__all__ = ["HEIGHT", "WIDTH", "View", "views"]

WIDTH, HEIGHT = 1200.0, 640.0
"""How large the plane is that the nodes stand on."""

_NODES = 10_000
_LINKS = 40_000
# A paper of hundreds of authors would be nothing but a ball; what everybody cites couples nobody.
_TOGETHER = 30
_CITED_BY = 300
_CITED = 400

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

Pairs = Mapping[tuple[Iri, Iri], int]


class View(NamedTuple):
    """One kind of links: its nodes, the most linked first, where they stand, and the links as places in that list."""

    key: str
    nodes: tuple[Iri, ...]
    groups: tuple[str, ...]
    years: tuple[str, ...]
    degrees: tuple[int, ...]
    places: tuple[tuple[float, float], ...]
    links: tuple[tuple[int, int, int], ...]
    all_nodes: int
    all_links: int
    timed: bool = False


def views(store: Store, papers: Collection[str]) -> list[View]:
    """Return every kind of links of a graph, at most the 10,000 most linked nodes and 40,000 strongest links of each.

    Co-citation (Small 1973) links two works that at least two papers cite; bibliographic coupling (Kessler 1963) two
    papers that cite the same work.

    Args:
        store: the graph.
        papers: the papers that the graph holds the reference lists of.
    """
    cites = sorted({(Iri(text(row, "one")), Iri(text(row, "other"))) for row in rows(store, _CITES)})
    lists: dict[Iri, list[Iri]] = defaultdict(list)
    for one, other in cites:
        lists[one].append(other)
    known = set(papers)
    of_papers = {one: cited for one, cited in lists.items() if (one in known if known else len(cited) > 1)}
    groups: dict[Iri, list[Iri]] = defaultdict(list)
    for row in rows(store, _AUTHORS):
        groups[Iri(text(row, "work"))].append(Iri(text(row, "person")))
    written: Counter[tuple[Iri, Iri]] = Counter()
    for people in groups.values():
        written.update(combinations(sorted(set(people))[:_TOGETHER], 2))
    subjects = {(Iri(text(row, "one")), Iri(text(row, "other"))): 1 for row in rows(store, _CONCEPTS)}
    concepts = {other for _, other in subjects}
    dates = _Dates(store)
    return [
        _citations(cites, known, dates),
        _view("view-authors", written, lambda node: "person"),
        _view("view-concepts", subjects, lambda node: "concept" if node in concepts else "work"),
        _view("view-cocitation", _cited_together(of_papers), lambda node: dates.group(node), dates),
        _view("view-coupling", _coupled(of_papers), lambda node: "paper", dates),
    ]


class _Dates:
    """When works came out and in which language, asked for at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[str, str]] = {}

    def load(self, nodes: Iterable[Iri]) -> None:
        """Look up some works."""
        wanted = [node for node in nodes if node not in self._known]
        self._known.update((node, ("", "")) for node in wanted)
        for row in rows(self._store, _DATED, wanted):
            year, spoken = self._known[text(row, "thing")]
            told = year or text(row, "issued")[:4], spoken or text(row, "language").rpartition("/")[2]
            self._known[text(row, "thing")] = told

    def year(self, node: Iri) -> str:
        """Return the year of a work, or nothing."""
        year = self._known[node][0]
        return year if year.isdecimal() else ""

    def group(self, node: Iri) -> str:
        """Return whether a work is Korean or foreign, where that is told."""
        spoken = self._known[node][1]
        return "ko" if spoken == "ko" else "foreign" if spoken else "other"


def _cited_together(lists: Mapping[Iri, Sequence[Iri]]) -> Pairs:
    times = Counter(work for cited in lists.values() for work in cited)
    found: Counter[tuple[Iri, Iri]] = Counter()
    for cited in lists.values():
        often = sorted((work for work in cited if times[work] > 1), key=lambda work: (-times[work], work))[:_CITED]
        found.update(combinations(sorted(often), 2))
    return {pair: count for pair, count in found.items() if count > 1}


def _coupled(lists: Mapping[Iri, Sequence[Iri]]) -> Pairs:
    citing: dict[Iri, list[Iri]] = defaultdict(list)
    for paper, cited in lists.items():
        for work in cited:
            citing[work].append(paper)
    found: Counter[tuple[Iri, Iri]] = Counter()
    for papers in citing.values():
        if 1 < len(papers) <= _CITED_BY:
            found.update(combinations(sorted(papers), 2))
    return found


def _chosen(pairs: Pairs) -> tuple[list[Iri], list[tuple[int, int, int]], Counter[Iri]]:
    """Keep the nodes with the most links, and the strongest links between them."""
    degree: Counter[Iri] = Counter()
    for one, other in pairs:
        degree[one] += 1
        degree[other] += 1
    nodes = sorted(degree, key=lambda node: (-degree[node], node))[:_NODES]
    place = {node: at for at, node in enumerate(nodes)}
    links = [
        (place[one], place[other], weight)
        for (one, other), weight in pairs.items()
        if one in place and other in place and one != other
    ]
    links.sort(key=lambda link: (-link[2], link[0], link[1]))
    return nodes, sorted(links[:_LINKS]), degree


def _view(key: str, pairs: Pairs, group: Callable[[Iri], str], dates: _Dates | None = None) -> View:
    nodes, links, degree = _chosen(pairs)
    if dates:
        dates.load(nodes)
    places = layout.springs(len(nodes), [(one, other) for one, other, _ in links], WIDTH, HEIGHT)
    return View(
        key,
        tuple(nodes),
        tuple(map(group, nodes)),
        tuple(dates.year(node) if dates else "" for node in nodes),
        tuple(degree[node] for node in nodes),
        tuple(places),
        tuple(links),
        len(degree),
        len(pairs),
    )


def _citations(cites: Sequence[tuple[Iri, Iri]], papers: Collection[str], dates: _Dates) -> View:
    nodes, links, degree = _chosen(dict.fromkeys(cites, 1))
    dates.load(nodes)
    citing = {one for one, _ in cites}

    def group(node: Iri) -> str:
        return "paper" if node in papers else "citing" if node in citing else dates.group(node)

    years = [dates.year(node) for node in nodes]
    weights = [degree[node] for node in nodes]
    places = layout.timeline([int(year) if year else None for year in years], weights, WIDTH, HEIGHT)
    return View(
        "view-citations",
        tuple(nodes),
        tuple(map(group, nodes)),
        tuple(years),
        tuple(weights),
        tuple(places),
        tuple(links),
        len(degree),
        len(cites),
        timed=True,
    )

"""The network: citations over time, who writes together, works and their concepts, as pictures to move in.

The page holds a plain picture of each kind of links. Where ``make site`` bundled the script that draws by the graphics
card, the page also loads all nodes and links as a script beside it, so that this works from disk too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.quads import Iri
from kg.site.context import Context, Page
from kg.site.links import HEIGHT, WIDTH, View
from kg.site.naming import Names
from kg.site.paths import file_of

__all__ = ["DATA", "GROUPS", "page"]

DATA = "network-data.js"
"""The path of all nodes and links as a script."""

GROUPS = ("paper", "ko", "foreign", "citing", "person", "concept", "work", "other")
"""What nodes are, in the order of the legend."""

# A picture in the page is made of elements, of which thousands are slow; beside the other script it stands in for it.
_DRAWN = 1500
_STANDING_IN = 300
_LINES = 4
_NAMED = 14
_LISTED = 200
# How far apart the years stand below a plain picture, on a desk and on a phone, where the same picture is smaller.
_APART, _APART_ON_A_PHONE = 50.0, 140.0


def page(context: Context, parameters: Mapping[str, str]) -> Page | None:
    """Return the page of the network, or what its script draws."""
    full = context.bundled("network")
    views = context.site.pictures
    if context.bare == DATA:
        return _data(context, views) if full else None
    return context.render(
        "network.html",
        context.t("network"),
        drawn=[_drawn(context, view, _STANDING_IN if full else _DRAWN) for view in views],
        size=(WIDTH, HEIGHT),
        groups=GROUPS,
        full=full,
        data=DATA,
    )


def _drawn(context: Context, view: View, most: int) -> dict[str, Any]:
    nodes = view.nodes[:most]
    names = Names(context.site.store, context.lang)
    names.load(nodes)
    made = []
    for at, node in enumerate(nodes):
        label = names.label(node)
        x, y = view.places[at]
        degree = view.degrees[at]
        made.append(
            {
                "href": context.link(node),
                "label": label.text,
                "short": label.text if len(label.text) <= 28 else f"{label.text[:27]}…",
                "lang": label.lang,
                "x": f"{x:.1f}",
                "y": f"{y:.1f}",
                "r": f"{min(18.0, 4.0 + 1.2 * degree**0.5):.1f}",
                "degree": degree,
                "group": view.groups[at],
                "named": at < (_NAMED // 2 if view.timed else _NAMED) and degree > 1,
                "note": view.years[at],
            }
        )
    between = [link for link in view.links if link[0] < len(nodes) and link[1] < len(nodes)]
    between.sort(key=lambda link: -link[2])
    links = sorted((one, other) for one, other, _ in between[: _LINES * most])
    present = set(view.groups)
    ticks = _apart(_ticks(context, view), _APART)
    few = {x for x, _ in _apart(ticks, _APART_ON_A_PHONE)}
    return {
        "key": view.key,
        "nodes": made,
        "links": links,
        "groups": [group for group in GROUPS if group in present],
        "ticks": [(x, label, x in few) for x, label in ticks],
        "kept": (len(view.nodes), len(view.links)),
        "total": (view.all_nodes, view.all_links),
        "listed": _LISTED,
    }


def _ticks(context: Context, view: View) -> list[tuple[float, str]]:
    """Return which years stand where below a picture over time."""
    if not view.timed:
        return []
    columns: dict[str, list[float]] = {}
    for year, (x, _) in zip(view.years, view.places, strict=True):
        columns.setdefault(year, []).append(x)
    return sorted((round((min(at) + max(at)) / 2, 1), year or context.t("undated")) for year, at in columns.items())


def _apart(ticks: list[tuple[float, str]], least: float) -> list[tuple[float, str]]:
    """Return as many of the years as there is room for."""
    kept: list[tuple[float, str]] = []
    for x, label in ticks:
        if not kept or x - kept[-1][0] > least:
            kept.append((x, label))
    return kept


def _data(context: Context, views: list[View]) -> Page:
    """Return all nodes once, and for every kind of links which of them it joins, as a script."""
    place: dict[Iri, int] = {}
    for view in views:
        for node in view.nodes:
            place.setdefault(node, len(place))
    names = Names(context.site.store, context.lang)
    names.load(place)
    nodes = []
    for node in place:
        label = names.label(node)
        path = context.site.path_of(node)
        page_, mark, anchor = path.partition("#")
        link = file_of(page_, context.live) + mark + anchor if path else ""
        nodes.append([label.text, label.lang, link])
    made = {
        view.key: {
            "nodes": [place[node] for node in view.nodes],
            "groups": [GROUPS.index(group) for group in view.groups],
            "years": [int(year) if year else 0 for year in view.years],
            "degrees": list(view.degrees),
            "x": [round(x, 1) for x, _ in view.places],
            "y": [round(y, 1) for _, y in view.places],
            "links": [number for link in view.links for number in link],
            "ticks": _apart(_ticks(context, view), 0.0),
        }
        for view in views
        if view.nodes
    }
    return context.script("KG_NETWORK", {"groups": GROUPS, "nodes": nodes, "views": made}, context.t("network"))

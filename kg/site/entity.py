"""The page of a node: a work, a person, a body, a venue, a concept; whatever the graph describes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from kg import namespaces as ns
from kg.answers.names import name
from kg.charts import Bar, Plan
from kg.explain.asking import rows, text
from kg.quads import Blank, Iri, Literal, Term
from kg.site import printed
from kg.site.context import Context, Page
from kg.site.figures import figure
from kg.site.naming import Names, property_name
from kg.site.paper import field_name, percent, term

__all__ = ["page"]

_SHOWN = 300
_EVIDENCE_SHOWN = 60
# Of a served page somebody waits for every one of them, and the rest stands behind a link.
_SHOWN_LIVE = 50
_EVIDENCE_SHOWN_LIVE = 20

_DESCRIBED = """
SELECT DISTINCT ?p ?o
WHERE { VALUES ?thing { $THINGS } ?thing ?p ?o }"""
# The node is bound in every branch: some engines join a union with what stands before it only when all of it is found.
_WORKS = """
SELECT DISTINCT ?relation ?work ?issued
WHERE {
  {
    VALUES ?thing { $THINGS }
    VALUES ?relation {
      dcterms:creator bibo:editor bibo:translator dcterms:publisher dcterms:subject schema:funder cito:cites
      bibo:presentedAt dcterms:isPartOf
    }
    ?work ?relation ?thing .
  } UNION {
    VALUES ?thing { $THINGS }
    ?issue dcterms:isPartOf ?thing . ?issue a bibo:Issue . ?work dcterms:isPartOf ?issue .
    BIND(dcterms:isPartOf AS ?relation)
  } UNION {
    VALUES ?thing { $THINGS }
    ?thing cito:cites ?work . BIND(biro:references AS ?relation)
  } UNION {
    VALUES ?thing { $THINGS }
    ?role pro:relatesToOrganization ?thing ; pro:relatesToDocument ?work . BIND(pro:relatesToOrganization AS ?relation)
  }
  FILTER(ISIRI(?work))
  OPTIONAL { ?work dcterms:issued ?issued }
}"""
_ISSUES = """
SELECT DISTINCT ?issue
WHERE {
  VALUES ?thing { $THINGS }
  ?issue dcterms:isPartOf ?thing ; a bibo:Issue .
}"""
_SELF = """
SELECT DISTINCT ?work
WHERE {{
  VALUES ?thing {{ $THINGS }}
  ?citation {here} ?thing ; {there} ?work ; a ?kind .
  FILTER(?kind IN (cito:AuthorSelfCitation, cito:JournalSelfCitation))
}}"""
_CITATION = ("cito:hasCitingEntity", "cito:hasCitedEntity")
_AUTHORSHIPS = """
SELECT DISTINCT ?position ?role ?person ?body
WHERE {
  VALUES ?thing { $THINGS }
  ?at pro:relatesToDocument ?thing ; pro:withRole ?role ; pro:isHeldBy ?person .
  OPTIONAL { ?at schema:position ?position }
  OPTIONAL { ?at pro:relatesToOrganization ?body }
}"""

# Said elsewhere on the page, or only of use to programs.
_ELSEWHERE = {
    ns.RDF("type"), ns.CITO("cites"), ns.BIBO("authorList"), ns.BIBO("editorList"), ns.DCTERMS("creator"),
    ns.BIBO("editor"), ns.BIBO("translator"), ns.KG("lineStarts"), ns.VOID("vocabulary"),
}  # fmt: skip
_FIRST = (ns.DCTERMS("title"), ns.FOAF("name"), ns.SKOS("prefLabel"), ns.RDFS("label"), ns.DCTERMS("issued"))
# What the works are called that stand in a relation to the node, in the order of the page.
_TITLES = {
    ns.DCTERMS("creator"): "works-of",
    ns.BIBO("editor"): "works-edited",
    ns.BIBO("translator"): "works-translated",
    ns.DCTERMS("publisher"): "works-from",
    ns.DCTERMS("subject"): "works-about",
    ns.SCHEMA("funder"): "works-funded",
    ns.PRO("relatesToOrganization"): "works-affiliated",
    ns.DCTERMS("isPartOf"): "works-in",
    ns.BIBO("presentedAt"): "works-in",
    ns.CITO("cites"): "is-cited",
    ns.BIRO("references"): "cites",
}


def page(context: Context, parameters: Mapping[str, str]) -> Page | None:
    """Return the page of a node, by its path; of a node that the graph does not know, nothing."""
    iri = context.site.iri_of(context.bare)
    store = context.site.store
    if iri is None:
        return None
    said = [(Iri(text(row, "p")), row["o"]) for row in rows(store, _DESCRIBED, [iri])]
    works = [(text(row, "relation"), Iri(text(row, "work")), text(row, "issued")) for row in rows(store, _WORKS, [iri])]
    if not said and not works:
        return None
    # A journal's issues are the way to its articles; the articles are what a person looks for.
    issues = {Iri(text(row, "issue")) for row in rows(store, _ISSUES, [iri])}
    works = [one for one in works if one[1] not in issues]
    own = {
        Iri(text(row, "work"))
        for here, there in (_CITATION, _CITATION[::-1])
        for row in rows(store, _SELF.format(here=here, there=there), [iri])
    }
    held = list(rows(store, _AUTHORSHIPS, [iri]))
    places, more = printed.places(store, iri, _EVIDENCE_SHOWN_LIVE if context.live else _EVIDENCE_SHOWN)
    conjectures = printed.conjectures(store, iri)
    saved = next((page.iri for page in context.site.pages.pages.values() if page.paper == iri), "")
    first = context.first(parameters)
    most = _SHOWN_LIVE if context.live else _SHOWN
    listed = _listed(works, first, most)
    names = Names(store, context.lang)
    wanted: list[Term | None] = [iri, *(one for predicate, one in said if predicate not in _ELSEWHERE)]
    wanted += [work for one in listed for work, _ in one.shown]
    wanted += [row.get(key) for row in held for key in ("person", "body")]
    wanted += [thing for one in conjectures for thing in one.things]
    names.load(wanted)
    title = names.label(iri)
    groups = [_group(context, names, one, first, own) for one in listed]
    return context.render(
        "entity.html",
        title.text,
        iri=iri,
        kind=names.kind(iri),
        names=names.all(iri),
        facts=_facts(context, names, said),
        authors=_authors(context, names, held),
        groups=groups,
        figure=_by_year(context, listed),
        candidates=[_candidate(context, names, one, iri) for one in conjectures],
        evidence=[_printed(context, one) for one in places],
        evidence_more=more,
        saved=saved,
    )


def _facts(context: Context, names: Names, said: list[tuple[Iri, Term]]) -> list[dict[str, Any]]:
    found: dict[Iri, list[Term]] = {}
    for predicate, one in said:
        if predicate not in _ELSEWHERE and not isinstance(one, Blank):
            found.setdefault(predicate, []).append(one)

    def place(predicate: Iri) -> tuple[int, str]:
        return (_FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)), predicate

    facts = []
    for predicate in sorted(found, key=place):
        values = sorted(set(found[predicate]), key=lambda one: (isinstance(one, Literal), str(one)))
        shown = [term(context, one, names) for one in values[:_SHOWN]]
        for value in shown:
            value["href"] = value["href"] or context.url(value["text"])
        facts.append({"label": property_name(predicate, context.lang), "iri": predicate, "values": shown})
    return facts


def _authors(context: Context, names: Names, held: list[Mapping[str, Term]]) -> list[dict[str, Any]]:
    found = []
    for row in held:
        role = text(row, "role").rpartition("/")[2]
        body = row.get("body")
        found.append(
            {
                "place": (role != "author", role, int(text(row, "position") or 0)),
                "role": field_name(role, context.lang),
                "person": term(context, row["person"], names),
                "body": term(context, body, names) if body is not None else None,
            }
        )
    return sorted(found, key=lambda one: (one["place"], one["person"]["text"]))


class _Listed(NamedTuple):
    """The works that stand in one relation to the node: how often each year, and those that this page shows."""

    key: str
    years: Counter[str]
    total: int
    shown: list[tuple[Iri, str]]


def _listed(works: list[tuple[str, Iri, str]], first: int, most: int) -> list[_Listed]:
    found: dict[str, dict[Iri, str]] = {}
    for relation, work, issued in works:
        found.setdefault(_TITLES[Iri(relation)], {}).setdefault(work, issued)
    listed = []
    for key in dict.fromkeys(_TITLES.values()):
        if key in found:
            order = sorted(found[key].items(), key=lambda pair: (pair[1][:4] or "9999", pair[0]))
            years = Counter(issued[:4] for _, issued in order if issued[:4].isdecimal())
            listed.append(_Listed(key, years, len(order), order[first : first + most]))
    return listed


def _group(context: Context, names: Names, one: _Listed, first: int, own: set[Iri]) -> dict[str, Any]:
    order = sorted(one.shown, key=lambda pair: (pair[1][:4] or "9999", names.label(pair[0]).text))
    works = [
        {**term(context, work, names), "year": issued[:4], "kind": names.kind(work), "own": work in own}
        for work, issued in order
    ]
    left = max(0, one.total - first - len(works))
    return {"key": one.key, "works": works, "more": left, "next": first + len(works) if context.live and left else 0,
            "total": one.total}  # fmt: skip


def _by_year(context: Context, listed: list[_Listed]) -> dict[str, Any] | None:
    """Draw the works over the years, where they are many enough to show a shape."""
    largest = max(listed, key=lambda one: one.total, default=None)
    if largest is None or len(largest.years) < 4:
        return None
    bars = tuple(Bar(year, (float(largest.years[year]),)) for year in sorted(largest.years))
    title = context.t(largest.key)
    return figure(Plan(True, context.t("year"), (context.t("works"),), bars), title, context.lang)


def _candidate(context: Context, names: Names, one: printed.Conjecture, iri: Iri) -> dict[str, Any]:
    return {
        "rule": name(Iri(one.rule), "rule", context.lang) if one.rule else "",
        "score": percent(one.score),
        "comment": one.comment,
        "things": [
            {
                **term(context, thing, names),
                "here": thing == iri,
                "kind": names.kind(thing),
                "names": names.all(thing),
            }
            for thing in one.things
        ],
    }


def _printed(context: Context, one: printed.Printed) -> dict[str, Any]:
    """Return an entry's text with the characters to be marked, and the way to its page."""
    saved = context.site.pages.pages.get(one.page)
    said = dict.fromkeys((field_name(field, context.lang), characters) for field, characters in one.said)
    return {
        "href": context.link(one.iri),
        "content": one.content,
        "said": list(said),
        "page": saved.name if saved else "",
    }

"""The page of a node: a work, a person, a body, a venue, a concept; whatever the graph describes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg import namespaces as ns
from kg.answers.names import name
from kg.charts import Bar, Plan
from kg.explain.asking import rows, text
from kg.explain.pages import Entry
from kg.quads import Blank, Iri, Literal, Term
from kg.site import printed
from kg.site.context import Context, Page
from kg.site.figures import figure
from kg.site.naming import Names, property_name
from kg.site.paper import field_name, percent, term

__all__ = ["page"]

_SHOWN = 300
_EVIDENCE_SHOWN = 60

_DESCRIBED = """
SELECT DISTINCT ?p ?o
WHERE { VALUES ?thing { $THINGS } ?thing ?p ?o }"""
_WORKS = """
SELECT DISTINCT ?relation ?work ?issued
WHERE {
  VALUES ?thing { $THINGS }
  {
    VALUES ?relation {
      dcterms:creator bibo:editor bibo:translator dcterms:publisher dcterms:subject schema:funder cito:cites
      bibo:presentedAt
    }
    ?work ?relation ?thing .
  } UNION {
    ?work dcterms:isPartOf ?thing . BIND(dcterms:isPartOf AS ?relation)
  } UNION {
    ?issue dcterms:isPartOf ?thing . ?issue a bibo:Issue . ?work dcterms:isPartOf ?issue .
    BIND(dcterms:isPartOf AS ?relation)
  } UNION {
    ?thing cito:cites ?work . BIND(biro:references AS ?relation)
  } UNION {
    ?role pro:relatesToOrganization ?thing ; pro:relatesToDocument ?work . BIND(pro:relatesToOrganization AS ?relation)
  }
  FILTER(ISIRI(?work))
  OPTIONAL { ?work dcterms:issued ?issued }
}"""
_SELF = """
SELECT DISTINCT ?work
WHERE {
  VALUES ?thing { $THINGS }
  VALUES ?kind { cito:AuthorSelfCitation cito:JournalSelfCitation }
  ?citation a ?kind .
  { ?citation cito:hasCitingEntity ?thing ; cito:hasCitedEntity ?work }
  UNION { ?citation cito:hasCitedEntity ?thing ; cito:hasCitingEntity ?work }
}"""
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
    own = {Iri(text(row, "work")) for row in rows(store, _SELF, [iri])}
    held = list(rows(store, _AUTHORSHIPS, [iri]))
    told = printed.said(store, context.site.pages, iri)
    pointing = printed.pointing(store, context.site.pages, iri)
    conjectures = printed.conjectures(store, iri)
    saved = next((page.iri for page in context.site.pages.pages.values() if page.paper == iri), "")
    evidence = _evidence(context, told, pointing)
    names = Names(store, context.lang)
    wanted: list[Term | None] = [iri, *(one for _, one in said), *(work for _, work, _ in works[: 4 * _SHOWN])]
    wanted += [row.get(key) for row in held for key in ("person", "body")]
    wanted += [thing for one in conjectures for thing in one.things]
    names.load(wanted)
    title = names.label(iri)
    groups = _groups(context, names, works, own, names.classes(iri))
    return context.render(
        "entity.html",
        title.text,
        iri=iri,
        kind=names.kind(iri),
        names=names.all(iri),
        facts=_facts(context, names, said),
        authors=_authors(context, names, held),
        groups=groups,
        figure=_by_year(context, works, groups),
        candidates=[_candidate(context, names, one, iri) for one in conjectures],
        evidence=evidence[:_EVIDENCE_SHOWN],
        evidence_more=max(0, len(evidence) - _EVIDENCE_SHOWN),
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


def _groups(
    context: Context, names: Names, works: list[tuple[str, Iri, str]], own: set[Iri], classes: set[Iri]
) -> list[dict[str, Any]]:
    found: dict[str, dict[Iri, str]] = {}
    for relation, work, issued in works:
        found.setdefault(_TITLES[Iri(relation)], {}).setdefault(work, issued)
    groups = []
    for key in dict.fromkeys(_TITLES.values()):
        listed = sorted(found.get(key, {}).items(), key=lambda pair: (pair[1][:4] or "9999", names.label(pair[0]).text))
        # A journal's issues are the way to its articles; the articles are what a person looks for.
        listed = [pair for pair in listed if ns.BIBO("Issue") not in names.classes(pair[0])]
        if not listed:
            continue
        shown = [
            {
                **term(context, work, names),
                "year": issued[:4],
                "kind": names.kind(work),
                "own": work in own,
            }
            for work, issued in listed[:_SHOWN]
        ]
        groups.append({"key": key, "works": shown, "more": len(listed) - len(shown), "total": len(listed)})
    return groups


def _by_year(
    context: Context, works: list[tuple[str, Iri, str]], groups: list[dict[str, Any]]
) -> dict[str, Any] | None:
    """Draw the works over the years, where they are many enough to show a shape."""
    if not groups:
        return None
    largest = max(groups, key=lambda group: int(group["total"]))
    years: dict[str, set[Iri]] = {}
    for relation, work, issued in works:
        if _TITLES[Iri(relation)] == largest["key"] and issued[:4].isdecimal():
            years.setdefault(issued[:4], set()).add(work)
    if len(years) < 4:
        return None
    bars = tuple(Bar(year, (float(len(years[year])),)) for year in sorted(years))
    title = context.t(str(largest["key"]))
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


def _evidence(context: Context, told: list[printed.Said], pointing: list[Entry]) -> list[dict[str, Any]]:
    """Group what is said by the entry that says it: the entry's text with the characters marked, and a way there."""
    found = {str(entry.iri): _printed(context, entry.iri, entry.page, entry.content) for entry in pointing}
    for said in told:
        at = said.entry.iri if said.entry else said.page
        content = said.entry.content if said.entry else ""
        one = found.setdefault(at, _printed(context, at, said.page, content))
        field = field_name(said.field, context.lang)
        if (field, said.characters) not in one["said"]:
            one["said"].append((field, said.characters))
    return list(found.values())


def _printed(context: Context, iri: str, page_: str, content: str) -> dict[str, Any]:
    saved = context.site.pages.pages.get(page_)
    return {"href": context.link(iri), "content": content, "said": [], "page": saved.name if saved else ""}

"""The paper page: the text of a saved page, every field coloured by its meaning, each with its triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from kg import namespaces as ns
from kg.answers.names import name
from kg.explain.pages import Entry
from kg.explain.pages import Page as Saved
from kg.quads import Iri, Literal, Term
from kg.site import evidence, marking
from kg.site.context import Context, Page
from kg.site.naming import Names, language, property_name
from kg.site.words import WORDS

__all__ = ["field_name", "page", "term", "triple"]


def page(context: Context, parameters: Mapping[str, str]) -> Page | None:
    """Return the page of a saved page, by its path ``source/<key>``."""
    iri = context.site.iri_of(context.bare)
    saved = context.site.pages.pages.get(iri or "")
    if saved is None:
        return None
    store = context.site.store
    entries = context.site.pages.of_page(saved)
    parts: list[Term] = [saved.iri, *(entry.iri for entry in entries)]
    said = evidence.statements(store, parts)
    found = evidence.findings(store, parts)
    names = Names(store, context.lang)
    terms = {term for one in said for term in (one.subject, one.object)}
    names.load([*terms, *(Iri(entry.work) for entry in entries if entry.work), Iri(saved.paper)])
    by_part: dict[str, list[evidence.Statement]] = {}
    for one in said:
        by_part.setdefault(one.part, []).append(one)
    by_target: dict[str, list[evidence.Finding]] = {}
    for notice in found:
        for target in notice.targets:
            by_target.setdefault(target, []).append(notice)
    drawn = [_entry(context, saved, entry, by_part, by_target, names) for entry in entries]
    groups = Counter(group for one in said if one.spans and (group := marking.group_of(one.field)))
    header = [_row(context, saved, one, names) for one in by_part.get(saved.iri, [])]
    title = names.label(saved.paper) if saved.paper else None
    scores = [float(entry.confidence) for entry in entries if entry.confidence]
    return context.render(
        "paper.html",
        title.text if title else saved.name,
        saved=saved,
        names=names.all(saved.paper) if saved.paper else [],
        paper=saved.paper,
        header=header,
        header_findings=[_finding(context, one) for one in by_target.get(saved.iri, [])],
        references=[one for one in drawn if one["kind"] == "reference"],
        cited_by=[one for one in drawn if one["kind"] == "cited-by"],
        legend=[(group, groups[group]) for group in (*marking.GROUPS, "other") if groups[group]],
        counts={
            "references": sum(entry.kind == "reference" for entry in entries),
            "cited_by": sum(entry.kind == "cited-by" for entry in entries),
            "triples": len(said),
            "findings": len(found),
        },
        mean=f"{100 * sum(scores) / len(scores):.0f}" if scores else "",
    )


def _entry(
    context: Context,
    saved: Saved,
    entry: Entry,
    by_part: Mapping[str, list[evidence.Statement]],
    by_target: Mapping[str, list[evidence.Finding]],
    names: Names,
) -> dict[str, Any]:
    said = by_part.get(entry.iri, [])
    found = by_target.get(entry.iri, [])
    return {
        "id": entry.iri.partition("#")[2],
        "kind": entry.kind,
        "label": entry.label or f"{entry.position}.",
        "position": entry.position,
        "confidence": entry.confidence,
        "percent": percent(entry.confidence),
        "work": context.link(entry.work) if entry.work else "",
        "work_kind": names.kind(entry.work) if entry.work else "",
        "work_label": names.label(entry.work).text if entry.work else "",
        "pieces": marking.pieces(entry, said, found),
        "rows": [_row(context, saved, one, names, entry) for one in said],
        "findings": [_finding(context, one) for one in found],
    }


def _row(
    context: Context, saved: Saved, one: evidence.Statement, names: Names, entry: Entry | None = None
) -> dict[str, Any]:
    line, column = saved.place(one.spans[0][0]) if one.spans else (0, 0)
    return {
        "id": one.id,
        "group": marking.group_of(one.field),
        "field": field_name(one.field, context.lang),
        "value": one.value,
        "predicate": property_name(one.predicate, context.lang),
        "object": term(context, one.object, names),
        "confidence": one.confidence,
        "percent": percent(one.confidence),
        "rule": name(Iri(one.rule), "rule", context.lang) if one.rule else "",
        "reading": one.reading,
        "turtle": triple(one.subject, one.predicate, one.object),
        "spans": one.spans,
        "line": line,
        "column": column,
        # What stands in a tag (the target of a link) has no character to light up.
        "placed": bool(one.spans) and entry is not None,
    }


def _finding(context: Context, one: evidence.Finding) -> dict[str, Any]:
    return {
        "id": one.iri.partition("#")[2],
        "kind": name(one.kind, "finding", context.lang),
        "comment": one.comment,
    }


def percent(text: str) -> str:
    """Return a share of one as whole hundredths, cut and not rounded: nothing unsure becomes a hundred."""
    return str(int(float(text) * 100 + 1e-9)) if text else ""


def field_name(field: str, lang: str) -> str:
    """Return what a field is called."""
    known = WORDS.get(f"field:{field}")
    return known.of(lang) if known else name(Literal(field), "field", lang)


def term(context: Context, one: Term, names: Names) -> dict[str, str]:
    """Return a term as a person reads it: its text, its language, and the link to its page."""
    if isinstance(one, Literal):
        return {"text": one.value, "lang": language(one.lang), "href": ""}
    label = names.label(one)
    if not names.all(one):
        return {"text": name(Iri(one), "type", context.lang), "lang": "", "href": context.link(one)}
    return {"text": label.text, "lang": label.lang, "href": context.link(one)}


def triple(subject: Term, predicate: Iri, object_: Term) -> str:
    """Return a triple as one line of Turtle."""
    verb = "a" if predicate == ns.RDF("type") else evidence.shown(predicate)
    return f"{evidence.shown(subject)} {verb} {evidence.shown(object_)} ."

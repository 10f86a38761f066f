"""The paper page: the text of a saved page, every field coloured by its meaning, each with its triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
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

__all__ = ["field_name", "page", "percent", "term", "triple"]

# How many entries a served page has with their fields at once, and up to how many it has all of them.
_AT_ONCE = 8
_SHORT = 12


def page(context: Context, parameters: Mapping[str, str]) -> Page | None:
    """Return the page of a saved page, by its path ``source/<key>``.

    A served page with many entries has the fields of eight (``?from=48``: from the 49th on) and the text of
    the others, so that nobody waits for all of them. What makes it whole asks for ``?from=48&part=entries``, which is
    those eight alone, and in the end for ``?part=summary``.
    """
    iri = context.site.iri_of(context.bare)
    saved = context.site.pages.pages.get(iri or "")
    if saved is None:
        return None
    listed = context.site.listed(saved) if context.live else []
    if len(listed) <= _SHORT:
        return _whole(context, saved)
    part = parameters.get("part", "")
    tally = context.site.tally(saved.iri)
    if part == "summary":
        summary = tally.summary((saved.iri, *(entry.iri for entry in listed)))
        summary = summary or evidence.summary(context.site.store, saved.iri)
        return context.render("part.html", saved.name, part=part, **_facts(summary, listed))
    first = context.first(parameters)
    first = first - first % _AT_ONCE if first < len(listed) else 0
    chosen = context.site.pages.entries(entry.iri for entry in listed[first : first + _AT_ONCE])
    head = [] if part == "entries" else [saved.iri]
    read = _Read(context, saved, head, chosen)
    tally.add(dict.fromkeys(head, "") | {entry.iri: entry.confidence for entry in chosen}, read.said, read.found)
    drawn = [_entry(context, saved, entry, read) for entry in chosen]
    if part == "entries":
        return context.render("part.html", saved.name, part=part, **_lists(drawn))
    full = {one["id"]: one for one in drawn}
    drawn = [full.get(_anchor(entry)) or _brief(entry, at - at % _AT_ONCE) for at, entry in enumerate(listed)]
    fields = dict.fromkeys((one.field for one in read.said if one.spans), 0)
    return _page(context, saved, read, drawn, _facts(evidence.Summary(0, fields, 0, None), listed))


def _whole(context: Context, saved: Saved) -> Page:
    entries = context.site.pages.of_page(saved)
    read = _Read(context, saved, [saved.iri], entries)
    scores = [float(entry.confidence) for entry in entries if entry.confidence]
    mean = sum(scores) / len(scores) if scores else None
    summary = evidence.Summary(
        len(read.said), Counter(one.field for one in read.said if one.spans), len(read.found), mean
    )
    return _page(context, saved, read, [_entry(context, saved, entry, read) for entry in entries],
                 _facts(summary, entries))  # fmt: skip


def _facts(summary: evidence.Summary, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return what stands above the entries; of what was not counted, no number."""
    groups: Counter[str] = Counter()
    for field, count in summary.fields.items():
        groups[marking.group_of(field)] += count
    return {
        "legend": [(group, groups[group]) for group in (*marking.GROUPS, "other") if group in groups],
        "counts": {
            "references": sum(entry.kind == "reference" for entry in entries),
            "cited_by": sum(entry.kind == "cited-by" for entry in entries),
            "triples": summary.statements,
            "findings": summary.findings,
        },
        "mean": "" if summary.certainty is None else f"{100 * summary.certainty:.0f}",
    }


class _Read:
    """What the graph says of some entries of a page, and of its header where that is asked for."""

    def __init__(self, context: Context, saved: Saved, head: Sequence[Iri], entries: Sequence[Entry]) -> None:
        store = context.site.store
        parts = [*head, *(entry.iri for entry in entries)]
        self.said = evidence.statements(store, parts)
        self.by_part: dict[str, list[evidence.Statement]] = {}
        for one in self.said:
            self.by_part.setdefault(one.part, []).append(one)
        self.found = evidence.findings(store, parts)
        self.by_target: dict[str, list[evidence.Finding]] = {}
        for notice in self.found:
            for target in notice.targets:
                self.by_target.setdefault(target, []).append(notice)
        self.names = Names(store, context.lang)
        terms = {term for one in self.said for term in (one.subject, one.object)}
        self.names.load([*terms, *(Iri(entry.work) for entry in entries if entry.work), Iri(saved.paper)])


def _lists(drawn: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "references": [one for one in drawn if one["kind"] == "reference"],
        "cited_by": [one for one in drawn if one["kind"] == "cited-by"],
    }


def _page(
    context: Context, saved: Saved, read: _Read, drawn: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]
) -> Page:
    names = read.names
    title = names.label(saved.paper) if saved.paper else None
    return context.render(
        "paper.html",
        title.text if title else saved.name,
        saved=saved,
        names=names.all(saved.paper) if saved.paper else [],
        paper=saved.paper,
        header=[_row(context, saved, one, names) for one in read.by_part.get(saved.iri, [])],
        header_findings=[_finding(context, one) for one in read.by_target.get(saved.iri, [])],
        **facts,
        **_lists(drawn),
    )


def _anchor(entry: Entry) -> str:
    return entry.iri.partition("#")[2]


def _brief(entry: Entry, first: int) -> dict[str, Any]:
    """Return an entry of which the page has the text alone, and where its fields are."""
    return {
        "id": _anchor(entry),
        "kind": entry.kind,
        "label": entry.label or f"{entry.position}.",
        "content": entry.content,
        "rest": first,
        "brief": True,
    }


def _entry(context: Context, saved: Saved, entry: Entry, read: _Read) -> dict[str, Any]:
    said, names = read.by_part.get(entry.iri, []), read.names
    found = read.by_target.get(entry.iri, [])
    return {
        "id": _anchor(entry),
        "brief": False,
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

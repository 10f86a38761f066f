"""An explanation for programs: JSON, with every IRI whole and every offset."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kg.explain.account import Conjecture, Explanation, Notice, Place, Said
from kg.explain.pages import Entry, Page
from kg.explain.things import Match
from kg.quads import Literal, Term

__all__ = ["choices", "layout"]


def layout(explanation: Explanation) -> str:
    """Return an explanation as a JSON object.

    ``statements`` hold the triple, its field, rule and confidence, and ``places``: offsets in code points (half-open),
    line and column from 1 on, the characters, and what stands before and behind them in the entry.
    """
    thing = explanation.thing
    found: dict[str, Any] = {
        **_match(thing),
        "page": _page(explanation.page) if explanation.page else None,
        "entries": [_entry(entry, explanation.pages.get(entry.page)) for entry in explanation.entries],
        "statements": [_said(said) for said in explanation.statements],
        "findings": [_notice(notice) for notice in explanation.findings],
        "candidates": [_conjecture(conjecture) for conjecture in explanation.candidates],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def choices(matches: Sequence[Match]) -> str:
    """Return what a word may mean as a JSON object."""
    return json.dumps({"matches": [_match(match) for match in matches]}, ensure_ascii=False, indent=2) + "\n"


def _match(match: Match) -> dict[str, Any]:
    return {"iri": match.iri, "types": list(match.classes), "names": [_term(text) for text in match.names]}


def _term(term: Term) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"iri": str(term)}
    found = {"value": term.value}
    if term.lang:
        found["language"] = term.lang
    elif term.datatype:
        found["datatype"] = term.datatype
    return found


def _page(page: Page) -> dict[str, Any]:
    return {"iri": page.iri, "name": page.name, "sha256": page.sha256, "encoding": page.encoding}


def _entry(entry: Entry, page: Page | None) -> dict[str, Any]:
    line, column = page.place(entry.start) if page and entry.start is not None else (0, 0)
    return {
        "iri": entry.iri,
        "kind": entry.kind,
        "position": entry.position,
        "page": page.name if page else "",
        "start": entry.start,
        "end": entry.end,
        "line": line or None,
        "column": column or None,
        "label": entry.label,
        "content": entry.content,
        "work": entry.work or None,
        "confidence": float(entry.confidence) if entry.confidence else None,
    }


def _said(said: Said) -> dict[str, Any]:
    return {
        "iri": said.iri,
        "subject": str(said.subject),
        "predicate": said.predicate,
        "object": _term(said.object),
        "field": said.field,
        "reading": said.reading,
        "rule": said.rule or None,
        "confidence": float(said.confidence) if said.confidence else None,
        "page": said.page.name if said.page else "",
        "entry": said.entry.iri if said.entry else None,
        "characters": said.characters,
        "places": [_place(place) for place in said.places],
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "iri": notice.iri,
        "kind": notice.kind,
        "comment": notice.comment,
        "page": notice.page.name if notice.page else "",
        "entry": notice.entry.iri if notice.entry else None,
        "place": _place(notice.place) if notice.place else None,
    }


def _conjecture(conjecture: Conjecture) -> dict[str, Any]:
    return {
        "iri": conjecture.iri,
        "rule": conjecture.rule or None,
        "score": float(conjecture.score) if conjecture.score else None,
        "comment": conjecture.comment,
        "things": [_match(match) for match in conjecture.things],
    }


def _place(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"start": place.start, "end": place.end}
    found |= {"line": place.line or None, "column": place.column or None}
    if place.excerpt is not None:
        found |= {"before": place.excerpt.before, "marked": place.excerpt.marked, "after": place.excerpt.after}
    return found

"""Ask a store about given nodes: the prefixes are put in front, the nodes are bound by ``VALUES``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.export import terms
from kg.namespaces import PREFIXES
from kg.quads import Iri, Literal, Term
from kg.stores import Store

__all__ = ["number", "places", "rows", "spans", "text"]

_AT_ONCE = 200
_SPANS = """
SELECT ?thing ?start ?end
WHERE {
  VALUES ?thing { $THINGS }
  ?thing oa:hasSelector ?at .
  ?at oa:start ?start ; oa:end ?end .
}"""
_PLACES = """
SELECT ?thing ?start ?end ?page
WHERE {
  VALUES ?thing { $THINGS }
  ?thing oa:hasTarget ?place .
  ?place a oa:SpecificResource ; oa:hasSelector ?at .
  ?at oa:start ?start ; oa:end ?end .
  OPTIONAL { ?place oa:hasSource ?page }
}"""
_PREFIX = re.compile(r"(?<![\w<])([a-z][a-z0-9]*):(?=\w)")


def rows(store: Store, query: str, things: Iterable[Term] | None = None) -> Iterator[Mapping[str, Term]]:
    """Yield the rows of a SELECT query, each as the variables that are bound.

    Args:
        store: what is asked.
        query: the query without its prefixes.
        things: what ``?thing`` may be; the query says ``VALUES ?thing { $THINGS }`` where it is to be bound.
    """
    used = sorted({name for name in _PREFIX.findall(query) if name in PREFIXES})
    head = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used)
    if things is None:
        yield from _run(store, head + query)
        return
    words = list(dict.fromkeys(_word(thing) for thing in things))
    for first in range(0, len(words), _AT_ONCE):
        yield from _run(store, head + query.replace("$THINGS", " ".join(words[first : first + _AT_ONCE])))


def spans(store: Store, things: Iterable[Term]) -> dict[str, list[tuple[int, int]]]:
    """Return the stretches of the page at which some things stand, sorted; of what has none, nothing.

    Asked apart: an OPTIONAL of several patterns makes an engine read the selectors of the whole graph.

    Args:
        store: what is asked.
        things: statements, entries or lists.
    """
    found: dict[str, set[tuple[int, int]]] = {}
    for row in rows(store, _SPANS, things):
        start, end = number(row, "start"), number(row, "end")
        if start is not None and end is not None:
            found.setdefault(text(row, "thing"), set()).add((start, end))
    return {thing: sorted(pairs) for thing, pairs in found.items()}


def places(store: Store, findings: Iterable[Term]) -> dict[str, list[tuple[int, int, str]]]:
    """Return the stretches that some findings are about, sorted, each with its page.

    Args:
        store: what is asked.
        findings: the findings.
    """
    found: dict[str, set[tuple[int, int, str]]] = {}
    for row in rows(store, _PLACES, findings):
        start, end = number(row, "start"), number(row, "end")
        if start is not None and end is not None:
            found.setdefault(text(row, "thing"), set()).add((start, end, text(row, "page")))
    return {thing: sorted(stretches) for thing, stretches in found.items()}


def _run(store: Store, query: str) -> Iterator[Mapping[str, Term]]:
    columns, found = store.select(query)
    for row in found:
        yield {name: term for name, term in zip(columns, row, strict=True) if term is not None}


def _word(term: Term) -> str:
    if isinstance(term, Literal):
        return terms.quoted(term.value) + (f"@{terms.language(term)}" if term.lang else "")
    return f"<{terms.iri(Iri(term))}>"


def text(row: Mapping[str, Term], name: str) -> str:
    """Return what a variable is bound to, as text; of nothing, an empty string."""
    term = row.get(name)
    if term is None:
        return ""
    return term.value if isinstance(term, Literal) else str(term)


def number(row: Mapping[str, Term], name: str) -> int | None:
    """Return what a variable is bound to as a whole number, or nothing."""
    found = text(row, name)
    return int(found) if re.fullmatch(r"[+-]?\d+", found) else None

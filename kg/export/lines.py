"""N-Triples and N-Quads (RDF 1.1): one statement a line, as a stream of any length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.export import terms
from kg.graphs import name_of
from kg.quads import XSD_STRING, Blank, Iri, Literal, Quad, Term

__all__ = ["nquads", "ntriples"]

_CACHED = 100_000
_CHUNK = 4096


def ntriples(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield N-Triples, in pieces of many lines; layers are left aside.

    Args:
        quads: what is written, in this order.
        base: not needed here; every writer takes it.
    """
    return _lines(quads, base, graphs=False)


def nquads(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield N-Quads, in pieces of many lines; a layer is the graph of its name.

    Args:
        quads: what is written, in this order.
        base: where the graphs' names live.
    """
    return _lines(quads, base, graphs=True)


def _lines(quads: Iterable[Quad], base: str, *, graphs: bool) -> Iterator[str]:
    # IRIs repeat, and are checked and wrapped once; the memory for it is bounded.
    known: dict[Iri, str] = {}
    tails: dict[str, str] = {}
    ends: dict[str, str] = {}
    quoted = terms.quoted
    lines: list[str] = []
    for subject, predicate, obj, layer in quads:
        if len(known) > _CACHED:
            known.clear()
        if type(subject) is Iri:
            first = known.get(subject)
            if first is None:
                first = known[subject] = _written(subject)
        else:
            first = _written(subject)
        second = known.get(predicate)
        if second is None:
            second = known[predicate] = _written(predicate)
        if type(obj) is Iri:
            third = known.get(obj)
            if third is None:
                third = known[obj] = _written(obj)
        elif type(obj) is Literal:
            value, lang, datatype = obj
            tail = tails.get(lang or datatype)
            if tail is None:
                tail = tails[lang or datatype] = _tail(obj)
            third = f"{quoted(value)}{tail}"
        else:
            third = _written(obj)
        end = ends.get(layer)
        if end is None:
            end = ends[layer] = _end(layer, base) if graphs else " .\n"
        lines.append(f"{first} {second} {third}{end}")
        if len(lines) >= _CHUNK:
            yield "".join(lines)
            lines.clear()
    if lines:
        yield "".join(lines)


def _end(layer: str, base: str) -> str:
    name = name_of(layer, base)
    if name is None:
        return " .\n"
    return f" {_written(Blank(name[2:]) if name.startswith('_:') else name)} .\n"


def _written(term: Term) -> str:
    if isinstance(term, Literal):
        return f"{terms.quoted(term.value)}{_tail(term)}"
    return f"<{terms.iri(term)}>" if isinstance(term, Iri) else f"_:{terms.blank(term)}"


def _tail(literal: Literal) -> str:
    """Return what stands behind the quotation marks: a language tag, a datatype or nothing."""
    if literal.lang:
        return f"@{terms.language(literal)}"
    if literal.datatype and literal.datatype != XSD_STRING:
        return f"^^<{terms.iri(Iri(literal.datatype))}>"
    return ""

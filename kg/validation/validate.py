"""Check a graph against the shapes: choose what rests, run an engine, say of each result what and where it is."""

from __future__ import annotations

from collections.abc import Iterable

from kg import namespaces as ns
from kg.quads import Literal, Quad, Term
from kg.validation import engines
from kg.validation.engines import ENGINES, Raw
from kg.validation.places import Places
from kg.validation.report import SEVERITIES, Report, Result
from kg.validation.shapes import background, layers_of, shapes

__all__ = ["ENGINES", "validate"]


def validate(quads: Iterable[Quad], *, engine: str = "auto", base: str = ns.DEFAULT_BASE) -> Report:
    """Validate a graph against the shapes (W3C Shapes Constraint Language).

    Args:
        quads: the graph; its layers are checked as one.
        engine: ``shacl``, ``pyshacl`` (the reference), or ``auto``: the first where it is installed, else the second.
        base: where the graph's IRIs were minted; the report writes them without it.

    Raises:
        UsageError: the engine is unknown or not installed.
    """
    chosen = engines.choose(engine)
    graph = quads if isinstance(quads, list) else list(quads)
    ours = shapes()
    present = layers_of(graph)
    found = _merge(engines.run(chosen, graph, background(), ours.turtle(present)))
    places = Places(graph) if found else None
    kinds = _kinds()
    notes = _notes(graph)
    results: list[Result] = []
    for (shape, focus, value), raws in found.items():
        page, line = places.of(_part(value), focus, value) if places else ("", 0)
        named = ours.named.get(shape)
        kind = kinds.get(value) if value is not None and not isinstance(value, Literal) else None
        messages = _of_finding(kind, notes.get(focus, "")) if kind else named.messages if named else {}
        results.append(
            Result(
                severity=raws[0].severity,
                page=page,
                line=line,
                shape=shape,
                focus=focus,
                value=value,
                path=ours.path(shape),
                messages=tuple(sorted(messages.items())),
                components=tuple(sorted({raw.component for raw in raws})),
            )
        )
    return Report(sorted(results, key=Result.order), engine=chosen, base=base, layers=tuple(sorted(present)))


def _merge(raws: Iterable[Raw]) -> dict[tuple[str, Term, Term | None], list[Raw]]:
    """Gather what one shape says of one value: several components of it may fail, its message is one."""
    found: dict[tuple[str, Term, Term | None], list[Raw]] = {}
    for raw in raws:
        found.setdefault((raw.shape, raw.focus, raw.value), []).append(raw)
    for same in found.values():
        same.sort(key=lambda raw: (SEVERITIES.index(raw.severity), raw.component))
    return found


def _part(value: Term | None) -> Term | None:
    """Return a value that is a part of a page: where a list is at fault, its entry tells the line."""
    return value if value is not None and not isinstance(value, Literal) and "#" in value else None


def _kinds() -> dict[Term, dict[str, str]]:
    """Return the labels of the kinds of findings, which say more than the shape that hands the findings on."""
    import pyoxigraph

    labels: dict[Term, dict[str, str]] = {}
    for triple in pyoxigraph.parse(background().encode(), format=pyoxigraph.RdfFormat.N_TRIPLES):
        subject, predicate, obj = triple.subject, triple.predicate, triple.object
        if (
            isinstance(obj, pyoxigraph.Literal)
            and predicate.value == ns.SKOS("prefLabel")
            and isinstance(subject, pyoxigraph.NamedNode)
            and subject.value.startswith(ns.FINDING)
        ):
            labels.setdefault(ns.FINDING(subject.value.removeprefix(ns.FINDING)), {})[obj.language or ""] = obj.value
    return labels


def _notes(quads: Iterable[Quad]) -> dict[Term, str]:
    comment = ns.RDFS("comment")
    return {subject: obj.value for subject, said, obj, _ in quads if said == comment and isinstance(obj, Literal)}


def _of_finding(labels: dict[str, str], note: str) -> dict[str, str]:
    return {lang: f"{label}: {note}" if note else label for lang, label in labels.items()}

"""Who claims which characters: no character belongs to two values, unless one value lies inside the other."""

from __future__ import annotations

from collections.abc import Iterator

from kg.records import ParsedReference, Span

__all__ = ["NESTED", "claims", "conflicts"]

NESTED = frozenset(
    (
        ("publisher", "series"),
        ("publisher", "container"),
        ("year", "date"),
        ("institution", "series"),
        ("year", "number"),
    )
)
"""Which value may lie inside which: the body in the name of its series, the year in a date or in a report's number."""


def claims(found: ParsedReference) -> list[tuple[Span, str]]:
    """List the spans of a reference with what claims them, in order: names by their role, fields by their name."""
    result = [(name.span, name.role) for name in found.names if name.span]
    result += [(span, field.name) for field in found.fields for span in field.spans]
    if found.parallel:
        result += claims(found.parallel)
    return sorted(result)


def conflicts(found: ParsedReference) -> Iterator[str]:
    """Yield what is wrong with the spans of a reference, in words; nothing where all is well."""
    size = len(found.raw)
    every = claims(found)
    for span, name in every:
        if span.end > size or span.start == span.end:
            yield f"{name} claims {span.start}-{span.end} of {size} characters"
    for at, (span, name) in enumerate(every):
        for other, its in every[at + 1 :]:
            if other.start >= span.end:
                break
            inner, outer = ((span, name), (other, its)) if len(span) <= len(other) else ((other, its), (span, name))
            if not outer[0].contains(inner[0]) or (inner[1], outer[1]) not in NESTED:
                yield f"{name} {span.start}-{span.end} and {its} {other.start}-{other.end} overlap"
    for span in found.unread:
        if any(span.start < other.end and other.start < span.end for other, _ in every):
            yield f"{span.start}-{span.end} is read and called unread"

"""Who claims which characters: no character belongs to two values, unless one value lies inside the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.records import ParsedReference, Span

__all__ = ["NESTED", "claims", "conflicts", "settle"]

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
    result.sort(key=_place)
    return result


def _place(claim: tuple[Span, str]) -> tuple[int, int, str]:
    """Give what claims are ordered by: quicker than comparing spans."""
    return claim[0].start, claim[0].end, claim[1]


def conflicts(found: ParsedReference) -> Iterator[str]:
    """Yield what is wrong with the spans of a reference, in words; nothing where all is well."""
    size = len(found.raw)
    every = claims(found)
    for span, name in every:
        if span.end > size or span.start == span.end:
            yield f"{name} claims {span.start}-{span.end} of {size} characters"
    for at, (span, name) in enumerate(every):
        for place in range(at + 1, len(every)):
            other, its = every[place]
            if other.start >= span.end:
                break
            if _apart((span, name), (other, its)):
                yield f"{name} {span.start}-{span.end} and {its} {other.start}-{other.end} overlap"
    for span in found.unread:
        if any(span.start < other.end and other.start < span.end for other, _ in every):
            yield f"{span.start}-{span.end} is read and called unread"


def settle(found: ParsedReference) -> ParsedReference:
    """Return a reference in which every character has one owner: of two fields that overlap, the surer one stays.

    The characters of the field that goes are not lost: they count as not understood.
    """
    every = claims(found)
    if all(one[0].end <= other[0].start for one, other in pairwise(every)):
        return found
    if not any(_clash(every, at) for at in range(len(every))):
        return found
    kept: list[tuple[Span, str]] = []
    taken = bytearray(len(found.raw))  # most claims lie in free characters, and need no comparing
    names = []
    for name in found.names:
        own = [(name.span, name.role)] if name.span else []
        if _free(own, taken) or not _touches(own, kept):
            _take(own, taken)
            kept += own
            names.append(name)
    fields = []
    for field in sorted(found.fields, key=lambda one: (-one.confidence, one.spans)):
        own = [(span, field.name) for span in field.spans]
        if not _free(own, taken) and _touches(own, kept):
            continue
        _take(own, taken)
        kept += own
        fields.append(field)
    held = {id(field) for field in fields}
    lost = {span for field in found.fields if id(field) not in held for span in field.spans}
    lost = {span for span in lost if _free([(span, "")], taken)}
    parallel = found.parallel
    if parallel and any(_apart(one, other) for one in claims(parallel) for other in kept):
        free = [field for field in parallel.fields if not _touches([(s, field.name) for s in field.spans], kept)]
        people = (name for name in parallel.names if not name.span or not _touches([(name.span, name.role)], kept))
        parallel = parallel.replace(fields=tuple(free), names=tuple(people))
    order = {id(field): at for at, field in enumerate(found.fields)}
    return found.replace(
        names=tuple(names),
        fields=tuple(sorted(fields, key=lambda field: order[id(field)])),
        parallel=parallel,
        unread=tuple(sorted({*found.unread, *lost})),
    )


def _free(own: list[tuple[Span, str]], taken: bytearray) -> bool:
    return not any(any(taken[span.start : span.end]) for span, _ in own)


def _take(own: list[tuple[Span, str]], taken: bytearray) -> None:
    for span, _ in own:
        taken[span.start : span.end] = b"\x01" * (span.end - span.start)


def _touches(own: list[tuple[Span, str]], kept: list[tuple[Span, str]]) -> bool:
    return any(_apart(one, other) for one in own for other in kept)


def _clash(every: list[tuple[Span, str]], at: int) -> bool:
    """Tell whether a claim overlaps one of those behind it."""
    for place in range(at + 1, len(every)):
        other = every[place]
        if other[0].start >= every[at][0].end:
            return False
        if _apart(every[at], other):
            return True
    return False


def _apart(one: tuple[Span, str], other: tuple[Span, str]) -> bool:
    """Tell whether two claims overlap, and neither may lie inside the other."""
    (span, name), (its, role) = one, other
    if span.end <= its.start or its.end <= span.start:
        return False
    inside = its.contains(span) and (name, role) in NESTED
    return not inside and not (span.contains(its) and (role, name) in NESTED)

"""The links inside a printed entry → what they say of the work and its text does not: the DOI."""

from __future__ import annotations

import re
from urllib.parse import unquote

from kg.records import CitedBy, Field, ParsedReference, Reference, Span

__all__ = ["add"]

# The resolver's address, its mirrors', or the bare name; a slash may be escaped (RFC 3986).
_DOI = re.compile(r"\b10\.\d{4,9}(?:/|%2[Ff])[^\s?#\"&]+")


def add(entry: Reference | CitedBy, parsed: ParsedReference) -> ParsedReference:
    """Add the DOI that only the target of a link says; its span lies behind the text, over ``entry.whole``.

    An entry with two links to different DOIs does not say which is its own, and neither is taken.
    """
    halves = (parsed, parsed.parallel) if parsed.parallel else (parsed,)
    if not entry.links or any(half.field("doi") for half in halves):
        return parsed
    found: dict[str, Field] = {}
    start = len(entry.passage.text)
    for link in entry.links:
        start += 1
        match = _DOI.search(link.value)
        if match:
            printed = match[0].rstrip(".,;/")
            value = unquote(printed)
            span = Span(start + match.start(), start + match.start() + len(printed))
            found.setdefault(value.lower(), Field("doi", value, (span,)))
        start += len(link.value)
    if len(found) != 1:
        return parsed
    return parsed.replace(fields=(*parsed.fields, *found.values()))

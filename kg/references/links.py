"""The links inside a printed entry → what they say of the work and its text does not: its DOI, its id on a platform."""

from __future__ import annotations

import re
from urllib.parse import unquote

from kg.records import CitedBy, Field, ParsedReference, Reference, Span
from kg.references.patterns import lazy

__all__ = ["add"]

# The resolver's address, its mirrors', or the bare name; a slash may be escaped (RFC 3986).
_DOI = lazy(r"\b10\.\d{4,9}(?:/|%2[Ff])[^\s?#\"&]+")


# An article's id on KoreaScience, as its addresses have it (/article/JAKO201634347629148.page, ?cn=JAKO…).
_PLATFORM = lazy(r"(?<![A-Z0-9])(?:JAKO|CFKO|DIKO|JAFO|CFFO|NPAP|TRKO)\d{10,17}(?!\d)")


def add(entry: Reference | CitedBy, parsed: ParsedReference, own: str = "") -> ParsedReference:
    """Add the DOI and the platform's id that only the target of a link says; their spans lie over ``entry.whole``.

    An entry with two links to different DOIs, or ids, does not say which is its own, and neither is taken.

    Args:
        entry: the printed entry, with its links.
        parsed: what its text says.
        own: the platform's id of the page's own paper, to which its entries may lead back.
    """
    if not entry.links:
        return parsed
    halves = (parsed, parsed.parallel) if parsed.parallel else (parsed,)
    found = [] if any(half.field("doi") for half in halves) else _only(entry, "doi", _DOI, "")
    found += _only(entry, "platform-id", _PLATFORM, own)
    return parsed.replace(fields=(*parsed.fields, *found)) if found else parsed


def _only(entry: Reference | CitedBy, name: str, form: re.Pattern[str], own: str) -> list[Field]:
    """Return the field whose value the links of an entry name, where they name one."""
    found: dict[str, Field] = {}
    start = len(entry.passage.text)
    for link in entry.links:
        start += 1
        match = form.search(link.value)
        if match:
            printed = match[0].rstrip(".,;/")
            value = unquote(printed)
            span = Span(start + match.start(), start + match.start() + len(printed))
            if value != own:
                found.setdefault(value.lower(), Field(name, value, (span,)))
        start += len(link.value)
    return list(found.values()) if len(found) == 1 else []

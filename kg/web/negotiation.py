"""Content negotiation (RFC 9110, section 12.5.1): which of our formats a request likes best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.formats import FORMATS

__all__ = ["HTML", "RESULTS", "TRIPLES", "Offer", "choose", "named", "of_suffix"]


class Offer(NamedTuple):
    """A format that we write: its name, its media type, other types that ask for it, and the suffix of a file."""

    name: str
    media_type: str
    aliases: tuple[str, ...]
    suffix: str

    def header(self, media_type: str = "") -> str:
        """Return the ``Content-Type``; text says its encoding."""
        said = media_type or self.media_type
        return f"{said}; charset=utf-8" if said.startswith("text/") else said


HTML = Offer("html", "text/html", ("application/xhtml+xml",), ".html")

RESULTS: tuple[Offer, ...] = (
    Offer("json", "application/sparql-results+json", ("application/json", "text/json"), ".srj"),
    Offer("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ".srx"),
    Offer("csv", "text/csv", (), ".csv"),
    Offer("tsv", "text/tab-separated-values", (), ".tsv"),
)
"""The formats of SELECT and ASK, the usual one first."""

_ALIASES = {
    "turtle": ("application/x-turtle", "text/n3", "text/rdf+n3"),  # Turtle is N3 too.
    "ntriples": ("text/plain",),
    "nquads": ("text/x-nquads",),
    "jsonld": ("application/json",),
    "rdfxml": ("application/xml", "text/xml"),
}

TRIPLES: tuple[Offer, ...] = tuple(
    Offer(name, FORMATS[name].media_type, _ALIASES.get(name, ()), FORMATS[name].suffixes[0])
    for name in ("turtle", "jsonld", "ntriples", "rdfxml", "trig", "nquads")
)
"""The formats of triples, the usual one first."""


class _Range(NamedTuple):
    type: str
    subtype: str
    quality: float


def choose(accept: str, offers: Sequence[Offer]) -> tuple[Offer, str] | None:
    """Return the offer that a request likes best, and the media type by which it asked.

    Args:
        accept: the ``Accept`` header; an empty one accepts everything.
        offers: what there is; of two that are liked equally, the first is taken.

    Returns:
        The offer and its media type, or nothing where none is acceptable.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    if not ranges:
        return offers[0], offers[0].media_type
    best: tuple[float, Offer, str] | None = None
    for offer in offers:
        for media_type in (offer.media_type, *offer.aliases):
            quality = _quality(media_type, ranges, wild=media_type == offer.media_type)
            if quality > 0 and (best is None or quality > best[0]):
                best = (quality, offer, media_type)
    return best[1:] if best else None


def _range(part: str) -> _Range:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    type_, _, subtype = name.partition("/")
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                quality = 0.0
    return _Range(type_, subtype or "*", quality)


def _quality(media_type: str, ranges: Sequence[_Range], *, wild: bool) -> float:
    """Return how much a media type is liked; the most specific range counts. An alias is only given when named."""
    type_, _, subtype = media_type.partition("/")
    found = (-1, 0.0)
    for one in ranges:
        if (one.type, one.subtype) == (type_, subtype):
            found = max(found, (2, one.quality))
        elif wild and one.type == type_ and one.subtype == "*":
            found = max(found, (1, one.quality))
        elif wild and one.type == one.subtype == "*":
            found = max(found, (0, one.quality))
    return found[1]


def named(word: str, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer that the parameter ``format`` names: by its name, its media type or its suffix."""
    lowered = {"n3": "turtle", "json-ld": "jsonld", "rdf+xml": "rdfxml"}.get(word.lower(), word.lower())
    for offer in offers:
        if lowered in (offer.name, offer.media_type, offer.suffix.removeprefix("."), *offer.aliases):
            return offer
    return None


def of_suffix(path: str, offers: Sequence[Offer]) -> tuple[str, Offer | None]:
    """Return a path without the suffix of a format, and the format."""
    for offer in offers:
        if path.endswith(offer.suffix):
            return path.removesuffix(offer.suffix), offer
    return path, None

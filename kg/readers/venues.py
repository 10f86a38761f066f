"""Where the paper appeared, and its identifiers: journal, volume, issue, pages, ISSN, DOI, address."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import PartialDate, Passage, Text

__all__ = ["Venue", "doi", "platform_id", "read"]


@dataclass(frozen=True, slots=True)
class Venue:
    """Hold what one line says of the journal and of the paper's place in it."""

    journals: tuple[Text, ...] = ()
    publishers: tuple[Text, ...] = ()
    volume: Text | None = None
    issue: Text | None = None
    page_start: Text | None = None
    page_end: Text | None = None
    issns: tuple[Text, ...] = ()
    eissns: tuple[Text, ...] = ()
    year: PartialDate | None = None


def read(passage: Passage) -> Venue | None:
    """Read a line that names the journal, or the paper's volume, issue, pages or ISSN."""
    raise NotImplementedError


def doi(passage: Passage) -> Text | None:
    """Read the DOI in a passage, bare, without the resolver's address and without trailing punctuation."""
    raise NotImplementedError


def platform_id(passage: Passage) -> Text | None:
    """Read the platform's article id (``JAKO…``, ``CFKO…``) in an address."""
    raise NotImplementedError

"""The header of a page: lines → titles, authors, dates, abstracts, keywords, identifiers, venue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.readers.lines import Line
from kg.records import Author, Finding, Paper, PartialDate, Text

__all__ = ["Header", "read"]


@dataclass(frozen=True, slots=True)
class Header:
    """Hold what the lines of a header say, field by field as in a Paper, and the findings about what they do not."""

    titles: tuple[Text, ...] = ()
    authors: tuple[Author, ...] = ()
    dates: tuple[tuple[str, PartialDate], ...] = ()
    abstracts: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()
    funding: tuple[Text, ...] = ()
    doi: Text | None = None
    platform_id: Text | None = None
    url: Text | None = None
    journals: tuple[Text, ...] = ()
    issns: tuple[Text, ...] = ()
    eissns: tuple[Text, ...] = ()
    volume: Text | None = None
    issue: Text | None = None
    page_start: Text | None = None
    page_end: Text | None = None
    publishers: tuple[Text, ...] = ()
    findings: tuple[Finding, ...] = ()

    def fill(self, paper: Paper) -> Paper:
        """Return the paper with the fields that it lacks taken from the header, and the header's findings added."""
        raise NotImplementedError


def read(lines: Sequence[Line]) -> Header:
    """Read every line of a page that is in no list: all that stands before, between and after the lists.

    Headings are recognised (``초록``, ``Keywords``, ...), so a reader of HTML may pass its blocks in page order and
    let the vocabulary decide, or call the rooms below for the blocks that it knows better:
    ``dates.read(passage)``, ``authors.read(lines)``, ``keywords.read(passages)``, ``venues.read(passage)``.
    """
    raise NotImplementedError

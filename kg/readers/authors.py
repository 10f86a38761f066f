"""Authors of a page: names, affiliation marks and affiliations, in one or two language blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.readers.lines import Line
from kg.records import Author, Finding, Name, Passage, Text

__all__ = ["Printed", "pair", "read", "read_line"]


@dataclass(frozen=True, slots=True)
class Printed:
    """Hold one author as printed in one language block: ``marks`` tie affiliation lines to the name (``1``, ``*``)."""

    name: Name
    affiliations: tuple[Text, ...] = ()
    marks: tuple[str, ...] = ()
    orcid: str = ""
    email: str = ""
    corresponding: bool = False


def read_line(passage: Passage) -> list[Printed]:
    """Read a line that holds nothing but authors, one or several; empty where it is no such line."""
    raise NotImplementedError


def pair(blocks: Sequence[Sequence[Printed]]) -> tuple[tuple[Author, ...], tuple[Finding, ...]]:
    """Pair the language blocks by position, which is what the page prints; say so where they differ in number."""
    raise NotImplementedError


def read(lines: Sequence[Line]) -> tuple[tuple[Author, ...], tuple[Finding, ...]]:
    """Read lines of authors and of their affiliations, such as those of one contributors' block of a page."""
    raise NotImplementedError


def affiliation(passage: Passage) -> Text:
    """Read one printed affiliation: without its mark, role and position words."""
    raise NotImplementedError

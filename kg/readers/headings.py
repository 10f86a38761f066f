"""The headings that pages print, in both languages, and what stands under them."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Section", "heading"]


class Section(StrEnum):
    """What stands under a heading."""

    ABSTRACT = "abstract"
    KEYWORDS = "keywords"
    REFERENCES = "references"
    CITED_BY = "cited-by"
    FUNDING = "funding"
    ACKNOWLEDGEMENT = "acknowledgement"
    AUTHORS = "authors"
    BODY = "body"
    OTHER = "other"


def heading(text: str) -> Section | None:
    """Return what stands under a line that is a heading and nothing else, or nothing where it is none."""
    raise NotImplementedError

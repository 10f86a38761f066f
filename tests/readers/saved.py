"""Saved HTML for tests: read with its spans checked, and the frame of a small page."""

from __future__ import annotations

from kg import readers
from kg.records import Paper
from tests.readers.same import check

HEAD = "<html><head>{}</head><body>{}</body></html>"
"""A page of a head and a body."""


def html(page: str, name: str = "page.html") -> Paper:
    """Read a page, and hold every span against its characters."""
    paper = readers.read(page.encode(), name)
    check(paper)
    assert paper.source.format == "html"
    assert paper.source.media_type == "text/html"
    return paper

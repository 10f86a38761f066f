"""What is remarkable about a page as a whole: what it does not name, what looks cut or run together."""

from __future__ import annotations

from kg.records import Finding, Paper

__all__ = ["check"]


def check(paper: Paper) -> tuple[Finding, ...]:
    """Return the findings about a paper that any reader has read, in reading order; those it carries are not repeated.

    ``missing-doi missing-journal missing-date numbering-gap run-together-references empty-section duplicate-title``
    and the like; ``unplaced-line`` and ``author-count-mismatch`` come from the readers themselves.
    """
    raise NotImplementedError

"""What is remarkable about a page as a whole: what it does not name, what looks cut or run together."""

from __future__ import annotations

from kg.records import Finding, Paper

__all__ = ["check"]


def check(paper: Paper) -> tuple[Finding, ...]:
    """Return the findings about a paper that any reader has read; those that it carries are not repeated."""
    return ()

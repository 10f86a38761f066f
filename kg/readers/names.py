"""Names of people as headers print them: family and given name told apart."""

from __future__ import annotations

from kg.records import Name, Passage

__all__ = ["person"]


def person(passage: Passage) -> Name | None:
    """Read a passage that is one person's name and nothing else; nothing where it does not look like one."""
    raise NotImplementedError

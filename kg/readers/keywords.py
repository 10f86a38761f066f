"""Keywords of a page, whatever separates them, in one or both languages."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Passage, Text

__all__ = ["read"]


def read(passages: Sequence[Passage]) -> tuple[Text, ...]:
    """Split passages that hold nothing but keywords (no heading) into keywords with their language."""
    raise NotImplementedError

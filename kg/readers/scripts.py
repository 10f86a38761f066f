"""Which language a printed string is in, told by its script alone."""

from __future__ import annotations

__all__ = ["language"]


def language(text: str) -> str:
    """Return the BCP 47 tag of a title, affiliation, abstract or keyword: ``ko en zh ja``; empty if no letter tells."""
    raise NotImplementedError

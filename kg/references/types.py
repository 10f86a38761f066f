"""What kind of work a reference points to."""

from __future__ import annotations

from typing import NamedTuple

from kg.records import WorkType

__all__ = ["Decision", "decide"]


class Decision(NamedTuple):
    """A type, the rule or model that says so, and how sure it is."""

    type: WorkType
    basis: str
    confidence: float


def decide(raw: str, found: dict[str, str]) -> Decision:
    """Decide the type of a reference."""
    return Decision(WorkType.DOCUMENT, "rule: nothing tells", 0.5)

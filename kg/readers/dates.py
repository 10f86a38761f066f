"""Dates of a page: ``투고 : 2016.11.28``, ``Received 28 Mar 2012 Revised 25 Jun 2012``, ``2016년 12월``."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import PartialDate, Passage

__all__ = ["Dated", "parse", "read"]


@dataclass(frozen=True, slots=True)
class Dated:
    """Hold one date and what the label beside it makes of it; ``event`` is empty where the label is none of ours."""

    event: str
    date: PartialDate
    label: str
    rank: int = 0


def parse(passage: Passage) -> PartialDate | None:
    """Read a passage that is one date and nothing else, in any of the printed forms."""
    raise NotImplementedError


def read(passage: Passage) -> list[Dated]:
    """Read a line of labelled dates: one, or several after each other. Empty where the line is no such line."""
    raise NotImplementedError

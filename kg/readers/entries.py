"""Lists of references and of citing works: where they begin and end, and one entry from the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.readers.lines import Line
from kg.records import Passage

__all__ = ["Entry", "label", "split"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry of a list: its printed number or bullet, and the rest without the white space around it."""

    label: str
    passage: Passage
    number: int | None = None


def label(passage: Passage) -> tuple[str, Passage]:
    """Take the printed number or bullet off an entry that is known to be one (an ``li``, say)."""
    raise NotImplementedError


def split(lines: Sequence[Line]) -> list[Entry]:
    """Split the lines of one list, without its heading, into entries; wrapped entries keep their line breaks."""
    raise NotImplementedError

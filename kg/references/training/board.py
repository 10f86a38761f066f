"""A string while the values of its record are placed: where a value may stand, and what has been taken."""

from __future__ import annotations

import re

__all__ = ["Board", "Range", "find", "loose", "standalone"]

Range = tuple[int, int]


def loose(value: str) -> re.Pattern[str]:
    """Match the value's characters with any white space between them."""
    return re.compile(r"\s*".join(re.escape(ch) for ch in value if not ch.isspace()))


def find(raw: str, value: str) -> list[Range]:
    """List where a value stands, with any white space between its characters where it stands nowhere as it is.

    Args:
        raw: the string.
        value: what is looked for.
    """
    value = value.strip()
    if not value:
        return []
    found = []
    at = raw.find(value)
    while at >= 0:
        found.append((at, at + len(value)))
        at = raw.find(value, at + 1)
    if not found and len(value) < 2000:
        found = [match.span() for match in loose(value).finditer(raw)]
    return found


def standalone(raw: str, span: Range) -> bool:
    """Tell whether no digit or Latin letter is cut at either end of a span."""
    start, end = span

    def joined(left: str, right: str) -> bool:
        return (left.isdigit() and right.isdigit()) or (
            left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
        )

    return not (start > 0 and joined(raw[start - 1], raw[start])) and not (
        end < len(raw) and joined(raw[end - 1], raw[end])
    )


class Board:
    """The string and what has been taken of it so far."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.taken: list[tuple[str, Range]] = []

    def free(self, span: Range) -> bool:
        """Tell whether nothing was taken of a span."""
        return all(span[1] <= start or end <= span[0] for _, (start, end) in self.taken)

    def take(self, label: str, span: Range) -> None:
        """Take a span for a label."""
        self.taken.append((label, span))

    def span(self, *labels: str) -> Range | None:
        """Return the first span that was taken for one of the labels."""
        for label, span in self.taken:
            if label in labels:
                return span
        return None

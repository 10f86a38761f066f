"""What speaks for the type of a work: the fields that were read, and the stretches of the string that are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

__all__ = ["Evidence", "around", "halves", "issuer"]


class Evidence(NamedTuple):
    """What speaks for a type.

    ``fields`` are the values by name, ``roles`` the roles of the names, ``bodies`` how many of the authors are bodies,
    ``people`` how many are not; ``hidden`` the characters of title, names and second half, whose words do not count.
    """

    raw: str
    fields: Mapping[str, str]
    roles: frozenset[str]
    bodies: int
    people: int
    hidden: Sequence[tuple[int, int]]
    title: tuple[int, int] | None


def halves(evidence: Evidence) -> tuple[str, str]:
    """Return the string without title, names and second half, and the title alone."""
    raw, at, kept = evidence.raw[:4000], 0, []
    for start, end in sorted(evidence.hidden):
        if at < start:
            kept.append(raw[at:start])
        at = max(at, end)
    kept.append(raw[at:])
    return " ; ".join(kept), raw[evidence.title[0] : evidence.title[1]] if evidence.title else ""


def around(evidence: Evidence) -> str:
    """Return the string without its title."""
    raw = evidence.raw[:4000]
    if evidence.title is None:
        return raw
    return f"{raw[: evidence.title[0]]} ; {raw[evidence.title[1] :]}"


def issuer(evidence: Evidence) -> str:
    """Return the bodies that stand in the author's place, where nobody else does."""
    if not evidence.bodies or evidence.people:
        return ""
    return " ".join(evidence.raw[start:end] for start, end in evidence.hidden if (start, end) != evidence.title)[:200]

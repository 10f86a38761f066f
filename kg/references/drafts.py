"""A reference while it is read: what was found in it so far, which characters are claimed, and its lists of names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.records import Field, Name, Span
from kg.references import names as people
from kg.references import values
from kg.references.eastern import looks_hangul
from kg.references.language import language
from kg.references.segments import Segment

__all__ = ["ROLES", "Draft", "read_names", "repeat"]

ROLES = ("author", "editor", "translator")
_TAGGED = frozenset(("title", "container", "series", "publisher", "institution"))
_LINE = re.compile(r"\S(?:[^\n]*\S)?")


@dataclass(slots=True)
class Draft:
    """A reference while it is read."""

    raw: str
    segments: Sequence[Segment]
    names: list[Name] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    claimed: list[tuple[int, int]] = field(default_factory=list)
    et_al: Span | None = None
    order: int = 0
    undecided: bool = False
    dash: Span | None = None
    within: tuple[int, int] | None = None

    held: set[str] = field(default_factory=set)

    def add(self, name: str, value: values.Value, confidence: float, said: str = "") -> None:
        """Claim the characters of a value."""
        lang = language(value.value) if name in _TAGGED else ""
        self.put(Field(name, said or value.value, _lines(self.raw, value), confidence, lang))
        self.claimed.append((value.start, value.end))

    def put(self, found: Field) -> None:
        """Add a field whose characters are claimed already."""
        self.fields.append(found)
        self.held.add(found.name)

    def has(self, name: str) -> bool:
        """Tell whether a field was found."""
        return name in self.held

    def taken(self) -> bytearray:
        """Mark the characters that are claimed."""
        marks = bytearray(len(self.raw))
        for start, end in self.claimed:
            marks[start:end] = b"\x01" * (end - start)
        return marks


def _lines(raw: str, value: values.Value) -> tuple[Span, ...]:
    """Give the spans of a value that a line break parts: one a line."""
    if "\n" not in raw[value.start : value.end]:
        return (Span(value.start, value.end),)
    return tuple(
        Span(value.start + match.start(), value.start + match.end())
        for match in _LINE.finditer(raw[value.start : value.end])
    )


def read_names(draft: Draft, order: int = 0) -> None:
    """Read the lists of names; the second time with what the other references show of their order.

    Args:
        draft: the reference.
        order: the order of names that do not show theirs; 0 where nothing is known of it.
    """
    draft.names, draft.order, draft.undecided = [], 0, False
    for segment in draft.segments:
        if segment.label not in ROLES:
            continue
        start = max(segment.start, draft.dash.end) if draft.dash else segment.start
        if start >= segment.end:
            continue
        end = segment.end
        et_al = people.et_al_at(draft.raw, end)
        role, _ = people.role_at(draft.raw, et_al.end if et_al else end)
        # The word beside the list is surer than the model; `저` tells nothing that `author` does not.
        role = role if role in ("editor", "translator") else segment.label
        found = people.read(draft.raw, start, end, role, order=order, confidence=segment.confidence)
        draft.names += _foreign_first(found.names) if role == "translator" and not draft.names else found.names
        draft.order += found.order
        draft.undecided = draft.undecided or found.undecided
        if segment.label == "author" or draft.et_al is None:
            draft.et_al = et_al or found.et_al or draft.et_al
        draft.claimed.append((start, end))


def _foreign_first(names: tuple[Name, ...]) -> list[Name]:
    """Tell the author of a translated book from its translators: ``로런 엘킨, 홍한별 역``.

    The role word stands for the names that its country has; a foreigner before them wrote the book.
    """
    abroad = [not looks_hangul(name.literal.replace(" ", "")) for name in names]
    if any(name.lang == "ko-Hani" for name in names) or all(abroad) or not abroad or not abroad[0]:
        return list(names)
    first = abroad.index(False)
    return [
        Name(
            n.literal, n.family, n.given, "author" if at < first else n.role, n.corporate, n.lang, n.span, n.confidence
        )
        for at, n in enumerate(names)
    ]


def repeat(drafts: Sequence[Draft]) -> None:
    """Give the entries that begin with a dash the names of the entry before."""
    before: list[Name] = []
    for draft in drafts:
        if draft.dash is not None and before:
            # The dash says who, and spells no name: the names have no characters here.
            repeated = [
                Name(n.literal, n.family, n.given, n.role, n.corporate, n.lang, None, n.confidence * 0.95)
                for n in before
            ]
            draft.names = repeated + draft.names
        before = [name for name in draft.names if name.role != "translator"] or before

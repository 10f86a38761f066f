"""One reference string → fields with spans and confidence. Knows neither files nor RDF."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.records import Paper, ParsedReference

__all__ = ["LONGEST", "parse", "parse_paper"]

LONGEST = 10_000
"""So many characters of a string are read; no reference is as long, and the time for an endless line has an end."""


def parse(strings: Iterable[str], *, joint: bool = True, batch: int = 500) -> Iterator[ParsedReference]:
    """Parse reference strings, one result each, in order.

    Of a string of more than ``LONGEST`` characters the rest is said to be not understood.

    Args:
        strings: one reference each.
        joint: whether neighbours are one list and explain each other: its style, what a dash repeats.
        batch: how many strings are read at a time; those of a batch count as one list.

    Example:
        >>> [found] = parse(['남기범, 2003, "서울 신산업집적지", 한국경제지리학회지 6(1), pp.45-60.'])
        >>> found.value("container"), found.value("pages")
        ('한국경제지리학회지', '45-60')
    """
    from kg.garbage import kept

    waiting = iter(strings)
    while chunk := list(itertools.islice(waiting, batch)):
        with kept():
            found = _parse([raw[:LONGEST] for raw in chunk], joint)
        yield from (one if one.raw == raw else _cut_short(one, raw) for one, raw in zip(found, chunk, strict=True))


def _parse(strings: Sequence[str], joint: bool) -> Sequence[ParsedReference]:
    from kg.references.assemble import assemble
    from kg.references.joint import settle, whole
    from kg.references.model import label
    from kg.references.segments import Segment

    labelled = [whole(raw, segments) for raw, segments in zip(strings, label(strings), strict=True)]
    if joint:
        labelled = settle(strings, labelled)
    wholes = [next((s for s in segments if s.label == "parallel"), None) for segments in labelled]
    seconds = [raw[whole.start : whole.end] for raw, whole in zip(strings, wholes, strict=True) if whole]
    found = iter(label(seconds) if seconds else [])
    halves = [
        [Segment(s.label, s.start + whole.start, s.end + whole.start, s.confidence) for s in next(found)]
        if whole
        else None
        for whole in wholes
    ]
    return assemble(strings, labelled, halves, joint=joint)


def _cut_short(found: ParsedReference, raw: str) -> ParsedReference:
    """Say of an endless line what was not looked at: all behind its first characters."""
    from kg.records import Finding, Span

    rest = Span(len(found.raw), len(raw))
    findings = (*found.findings, Finding("not-understood", rest))
    return found.replace(raw=raw, unread=(*found.unread, rest), findings=findings)


def parse_paper(paper: Paper) -> Paper:
    """Parse the references and the entries of citing works of a paper.

    Args:
        paper: what a reader made of a page.

    Returns:
        The paper with ``parsed`` filled everywhere.
    """
    from kg.references import cited_by, links

    own = paper.platform_id.value if paper.platform_id else ""
    parsed = parse([entry.passage.text for entry in paper.references], batch=max(1, len(paper.references)))
    references = tuple(
        replace(entry, parsed=links.add(entry, found, own))
        for entry, found in zip(paper.references, parsed, strict=True)
    )
    citing = cited_by.parse([entry.passage.text for entry in paper.cited_by])
    entries = tuple(
        replace(entry, parsed=links.add(entry, found, own)) for entry, found in zip(paper.cited_by, citing, strict=True)
    )
    return paper.replace(references=references, cited_by=entries)

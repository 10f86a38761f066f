"""A page of HTML → a paper: the lines of its header and lists, and what its head adds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.errors import InputError
from kg.readers import header
from kg.readers.article import is_article, unplaced
from kg.readers.headings import Section as Under
from kg.readers.html import links, meta
from kg.readers.html.layout import layout
from kg.readers.html.listed import Listing, find
from kg.readers.html.merge import merge
from kg.readers.html.tree import parse
from kg.readers.html.visible import Row
from kg.records import CitedBy, Finding, Paper, Reference, Section, Source, Span

__all__ = ["read"]


def read(text: str, source: Source) -> Paper:
    """Read a page that was saved as HTML.

    Args:
        text: the decoded file.
        source: what is known of the file.

    Raises:
        InputError: nothing of the page is what an article's page holds, or its markup is too large for one.
    """
    document = parse(text, source.name)
    head = meta.read(document)
    links.own_address(document, head)
    arranged = layout(document, [title.value for title in head.titles], source.name)
    rows = list(arranged.rows)
    found = find(document, rows)
    first = min((one.first for one in found), default=len(rows))
    covered = {row for one in found for row in range(one.first, one.end)}
    front = [row.line for row in rows[:first]]
    behind = [row.line for place, row in enumerate(rows) if place > first and place not in covered]
    paper = header.read(front, "", behind).fill(Paper(source, text))
    references, cited_by, sections, findings = _lists(found)
    paper = paper.replace(
        references=references or tuple(_from_head(head)),
        cited_by=cited_by,
        sections=sections,
        findings=(*paper.findings, *findings, *_site(arranged.site)),
    )
    paper = merge(paper, head)
    if document.cut is not None:
        cut = Finding("truncated-page", document.cut, "the file ends inside a tag")
        paper = paper.replace(findings=(*paper.findings, cut))
    if not is_article(paper, [row.line for row in rows]):
        raise InputError(
            "this is no article page: no author, date, abstract or list of references is found in it",
            file=source.name,
            line=1,
            hint="Save the article's own page, not that of a journal or a search.",
        )
    return paper


def _lists(
    found: Sequence[Listing],
) -> tuple[tuple[Reference, ...], tuple[CitedBy, ...], tuple[Section, ...], list[Finding]]:
    references: list[Reference] = []
    cited_by: list[CitedBy] = []
    sections: list[Section] = []
    findings: list[Finding] = []
    for one in found:
        # The link that an entry stands in may begin before the list's first characters.
        places = [one.span, *(entry.passage.span for entry in one.entries)]
        span = Span(min(place.start for place in places), max(place.end for place in places))
        sections.append(Section(str(one.section), span))
        for number, entry in enumerate(one.entries, start=1):
            if one.section is Under.REFERENCES:
                references.append(Reference(number, entry.passage, entry.label, links=entry.links))
            else:
                cited_by.append(CitedBy(number, entry.passage, entry.label, links=entry.links))
        findings.extend(unplaced(row.line.passage, "inside a list, and no entry of it") for row in one.left)
        if one.labels:
            note = f"{one.labels[0].text}: labels of links behind entries: {len(one.labels)}"
            findings.append(Finding("unplaced-text", one.labels[0].span, note))
        if not one.entries:
            findings.append(Finding("empty-section", one.span, str(one.section)))
    return tuple(references), tuple(cited_by), tuple(sections), findings


def _site(rows: Sequence[Row]) -> list[Finding]:
    """Say which stretches of the page are the web site's menus and footers."""
    findings: list[Finding] = []
    stretch: list[Row] = []
    for row in [*rows, None]:
        if row is not None and (not stretch or row.span.start - stretch[-1].span.end < 400):
            stretch.append(row)
            continue
        if stretch:
            span = Span(stretch[0].span.start, stretch[-1].span.end)
            first = " ".join(stretch[0].text[:60].split())
            findings.append(Finding("unplaced-text", span, f"{first}: the web site's menus, lines: {len(stretch)}"))
        stretch = [row] if row is not None else []
    return findings


_FIELDS = re.compile(r"citation_(?:title|author|journal_title|year)\s*=")


def _from_head(head: meta.Meta) -> list[Reference]:
    """Return the references that only the head names (``citation_reference``), where each is a whole string."""
    strings = [value for value in head.references if not _FIELDS.search(value.text)]
    return [Reference(number, value, "") for number, value in enumerate(strings, start=1)]

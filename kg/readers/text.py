"""Copied text: a page's lines → a paper."""

from __future__ import annotations

from kg.errors import InputError
from kg.readers import header, lists
from kg.readers.article import LONGEST_LINE, MOST_LINES, is_article, refuse, unplaced
from kg.readers.headings import Section as Under
from kg.readers.lines import Line, split
from kg.readers.lists import Found
from kg.records import CitedBy, Finding, Paper, Reference, Section, Source, Span

__all__ = ["read", "recognises"]


def recognises(text: str, name: str) -> bool:
    """Tell whether a page is copied text: any text is, so this format comes last."""
    return True


def read(text: str, source: Source) -> Paper:
    """Read a page that was copied as text.

    Args:
        text: the decoded file.
        source: what is known of the file.

    Raises:
        InputError: nothing of the text is what an article page holds.
    """
    _bounded(text, source.name)
    lines = split(text)
    found = lists.find(lines, text)
    first = found[0].first if found else len(lines)
    covered = _covered(found)
    behind = [line for row, line in enumerate(lines) if row > first and row not in covered]
    head = header.read(lines[:first], text, behind)
    paper = head.fill(Paper(source, text))
    references: list[Reference] = []
    cited_by: list[CitedBy] = []
    sections: list[Section] = []
    findings: list[Finding] = []
    for place, one in enumerate(found):
        following = found[place + 1].first if place + 1 < len(found) else len(lines)
        sections.append(_section(one, lines, following, text))
        for number, entry in enumerate(one.entries, start=1):
            if one.section is Under.REFERENCES:
                references.append(Reference(number, entry.passage, entry.label))
            else:
                cited_by.append(CitedBy(number, entry.passage, entry.label))
        findings.extend(_left(one, lines))
    paper = paper.replace(
        references=tuple(references),
        cited_by=tuple(cited_by),
        sections=tuple(sections),
        findings=(*paper.findings, *findings),
    )
    if not is_article(paper, lines):
        raise InputError(
            "this is no article page: no author, date, abstract or list of references is found in it",
            file=source.name,
            line=1,
            hint="Copy the whole page, from the title to the references.",
        )
    return paper


def _bounded(text: str, name: str) -> None:
    """Refuse what no page can be, before any rule looks at it."""
    start = number = longest = at = 0
    while start < len(text) and number <= MOST_LINES and longest <= LONGEST_LINE:
        number += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > longest:
            longest, at = end - start, number
        start = end + 1
    refuse(number, longest, at, name)


def _covered(found: list[Found]) -> set[int]:
    return {row for one in found for row in range(one.first, one.end)}


def _section(found: Found, lines: list[Line], following: int, text: str) -> Section:
    """Say where a list stands: from its first line's first character to the next section, its blank lines included."""
    start = _line_start(lines[found.first], text)
    end = _line_start(lines[found.end], text) if found.end < len(lines) else len(text)
    return Section(str(found.section), Span(start, max(start, end)))


def _line_start(line: Line, text: str) -> int:
    """Return where the printed line begins, with its white space and its bullet."""
    position = line.passage.span.start
    while position and text[position - 1] not in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029":
        position -= 1
    return position


def _left(found: Found, lines: list[Line]) -> list[Finding]:
    """Say which lines of a list are in no entry: headings inside it, what stands before its first entry."""
    body = found.body
    taken = {body + row for entry in found.entries for row in range(*entry.lines)}
    rest = [lines[row] for row in range(body, found.end) if row not in taken]
    findings = [unplaced(line.passage, "inside a list, and no entry of it") for line in rest]
    if found.headed and not found.entries:
        heading = lines[found.first].passage
        findings.insert(0, Finding("empty-section", heading.span, heading.text))
    return findings

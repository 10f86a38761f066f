"""Copied text: a page's lines → a paper."""

from __future__ import annotations

from kg.errors import InputError
from kg.readers import header, lists
from kg.readers.headings import Section as Under
from kg.readers.headings import heading
from kg.readers.lines import Line, split
from kg.readers.lists import Found
from kg.records import CitedBy, Finding, Paper, Passage, Reference, Section, Source, Span

__all__ = ["read", "recognises"]

_LONGEST_LINE = 1_000_000
_MOST_LINES = 200_000


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
    if not _is_article(paper, lines):
        raise InputError(
            "this is no article page: no author, date, abstract or list of references is found in it",
            file=source.name,
            line=1,
            hint="Copy the whole page, from the title to the references.",
        )
    return paper


def _is_article(paper: Paper, lines: list[Line]) -> bool:
    """Tell whether anything was found that only an article's page has; a title and running text any page has."""
    sure = (paper.references, paper.cited_by, paper.authors, paper.dates, paper.keywords, paper.doi, paper.platform_id)
    if any(sure) or paper.volume or paper.issns or paper.eissns:
        return True
    return bool(paper.abstracts) and any(heading(line.text) is Under.ABSTRACT for line in lines)


def _bounded(text: str, name: str) -> None:
    """Refuse what no page can be, before any rule looks at it."""
    start = number = 0
    while start < len(text):
        number += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > _LONGEST_LINE:
            raise InputError(
                f"the line has {end - start:,} characters, more than any line of an article page",
                file=name, line=number, hint="Copy the page again, with its line breaks.",
            )  # fmt: skip
        if number > _MOST_LINES:
            raise InputError(
                f"more than {_MOST_LINES:,} lines, more than any article page has",
                file=name, line=number, hint="Save each page as a file of its own.",
            )  # fmt: skip
        start = end + 1


def _covered(found: list[Found]) -> set[int]:
    return {row for one in found for row in range(one.first, one.end)}


def _section(found: Found, lines: list[Line], following: int, text: str) -> Section:
    """Say where a list stands: from its first line's first character to the next section, its blank lines included."""
    start = _line_start(lines[found.first], text)
    if found.end < len(lines):
        end = _line_start(lines[found.end], text)
    else:
        end = len(text)
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
    findings = [_unplaced(line.passage, "inside a list, and no entry of it") for line in rest]
    if found.headed and not found.entries:
        heading = lines[found.first].passage
        findings.insert(0, Finding("empty-section", heading.span, heading.text))
    return findings


def _unplaced(passage: Passage, note: str) -> Finding:
    start = " ".join(passage.text[:200].split())
    return Finding("unplaced-line", passage.span, f"{start if len(start) <= 60 else start[:59] + '…'}: {note}")

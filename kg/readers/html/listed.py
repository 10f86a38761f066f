"""The lists of a page, by its markup: an ``li``, or a named block, is an entry.

Where the markup parts nothing, the lists are told as in copied text.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.readers import entries, lists, venues
from kg.readers.headings import Section, furniture, heading
from kg.readers.html.tree import Document, Element
from kg.readers.html.visible import Row
from kg.readers.lines import Line, join
from kg.records import Passage, Run, Span, Text

__all__ = ["Listed", "Listing", "find"]

_ENTRIES = frozenset(str.split("ref-content mixed-citation element-citation ref-text"))
_LABELS = frozenset(str.split("ref-label ref-number ref-num label"))
_REFERENCES = frozenset(str.split("ref-list reference-list references-list references article-references"))
_CITED_BY = frozenset(str.split("cited-by citedby cited-by-list citedby-list citing-articles"))
_TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NUMBER = re.compile(r"[\[(（]?\s?\d{1,4}\s?[\])）]?\s?[.:]?")
_MOST_LINKS = 20
_DRAWN = "•"
_MOST_REGIONS = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold one entry: its printed number or bullet, the rest, and the targets of its links."""

    label: str
    passage: Passage
    links: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold one list: what it is, where it stands in the file, its lines, its entries, and the lines in none."""

    section: Section
    span: Span
    first: int
    end: int
    entries: tuple[Listed, ...]
    left: tuple[Row, ...]
    labels: tuple[Passage, ...] = ()


def find(document: Document, rows: Sequence[Row]) -> list[Listing]:
    """Find the list of references and that of citing works, in page order."""
    found: list[Listing] = []
    for section, names in ((Section.REFERENCES, _REFERENCES), (Section.CITED_BY, _CITED_BY)):
        regions = [*_named(document, rows, names), *itertools.islice(_headed(rows, section), _MOST_REGIONS)]
        made = [one for region in regions for one in _listing(document, rows, section, *region)]
        best = max(made, key=lambda one: len(one.entries), default=None)
        if best is not None:
            found.append(best)
    known = {one.section for one in found}
    if len(known) < 2:
        for one in lists.find(_bulleted(rows)):
            if one.section not in known and not any(one.first < other.end and other.first < one.end for other in found):
                found.append(_from_lines(document, rows, one))
    return sorted(found, key=lambda one: one.first)


def _bulleted(rows: Sequence[Row]) -> list[Line]:
    """Give the first line of each item of a list the bullet that a browser draws before it."""
    lines: list[Line] = []
    last: Element | None = None
    for row in rows:
        item = next((one for one in _around(row.element) if one.name == "li"), None)
        line = row.line
        if item is not None and item is not last and not line.bullet:
            line = Line(line.passage, _DRAWN, line.gap, line.role)
        lines.append(line)
        last = item
    return lines


def _named(document: Document, rows: Sequence[Row], names: frozenset[str]) -> Iterator[tuple[int, int, Element | None]]:
    """Yield the lines of each block that the markup names, and the block."""
    starts = [row.span.start for row in rows]
    blocks = document.select(lambda element: bool(element.attributes and element.classes & names))
    for block in blocks[:_MOST_REGIONS]:
        first, end = bisect_left(starts, block.start), bisect_left(starts, block.end)
        if first < end:
            yield first, end, block


def _headed(rows: Sequence[Row], section: Section) -> Iterator[tuple[int, int, Element | None]]:
    """Yield the lines from each heading of the section to the next heading of any, or the end of its box."""
    for first, row in enumerate(rows):
        if heading(row.text) is not section:
            continue
        end = first + 1
        while end < len(rows) and not _is_heading(rows[end]):
            end += 1
        yield first, end, None


def _is_heading(row: Row) -> bool:
    if row.element.name in _TITLES and not entries.subheading(row.text):
        return True
    return heading(row.text) is not None and not any(one.name == "li" for one in _around(row.element))


def _around(element: Element | None) -> Iterator[Element]:
    while element is not None:
        yield element
        element = element.parent


def _listing(
    document: Document, rows: Sequence[Row], section: Section, first: int, end: int, block: Element | None
) -> Iterator[Listing]:
    body = first + (heading(rows[first].text) is section)
    start = rows[body - 1].element.start if body > first else rows[first].span.start
    if block is not None:
        start = min(start, block.start)
    groups = _groups(rows, body, end, start)
    listed = [group for group in groups if group.element is not None]
    size = sum(len(group.rows) for group in listed)
    if not listed or size < 0.6 * sum(not _label(row) for row in rows[body:end]):
        return
    made, left, labels = _entries(document, groups)
    stop = max(_outer(group, start).end for group in listed)
    last = max(row for group in listed for row in group.rows) + 1
    trailing = [rows[row] for row in range(last, end)]
    inside = [row for row in left if row not in trailing]
    if block is not None:
        stop, inside = max(stop, block.end), left
        last = end
    yield Listing(section, Span(start, stop), first, last, tuple(made), tuple(inside), tuple(labels))


@dataclass(frozen=True, slots=True)
class _Group:
    """Some lines that follow each other: those of one entry's element, or those in none."""

    element: Element | None
    rows: tuple[int, ...]
    lines: tuple[Row, ...]


def _groups(rows: Sequence[Row], body: int, end: int, start: int) -> list[_Group]:
    """Part the lines by the elements that are entries: named ones if there are any, else items of lists."""
    region = range(body, end)
    chosen = {place: _entry_element(rows[place], start) for place in region}
    if not any(chosen.values()):
        chosen = {place: _item(rows[place], start) for place in region}
        chosen = _nested(rows, chosen)
    groups: list[_Group] = []
    for place in region:
        element = chosen[place]
        if groups and groups[-1].element is element and element is not None:
            last = groups[-1]
            groups[-1] = _Group(element, (*last.rows, place), (*last.lines, rows[place]))
        else:
            groups.append(_Group(element, (place,), (rows[place],)))
    return groups


def _entry_element(row: Row, start: int) -> Element | None:
    return next(
        (one for one in _around(row.element) if one.start >= start and one.attributes and one.classes & _ENTRIES), None
    )


def _item(row: Row, start: int) -> Element | None:
    """Return the outermost item of a list around a line, inside the region."""
    found = None
    for one in _around(row.element):
        if one.start < start:
            break
        if one.name == "li":
            found = one
    return found


def _nested(rows: Sequence[Row], chosen: dict[int, Element | None]) -> dict[int, Element | None]:
    """Take the inner items where the outer ones hold lists of entries: ``국내문헌`` with its own list below."""
    inner: dict[int, Element | None] = {}
    holders: dict[int, int] = {}
    for place, outer in chosen.items():
        near = next((one for one in _around(rows[place].element) if one.name == "li"), None)
        inner[place] = near if outer is not None else None
        if outer is not None and near is not outer and entries.looks_like(rows[place].text) >= 2:
            holders[id(outer)] = holders.get(id(outer), 0) + 1
    return {
        place: inner[place] if outer is not None and holders.get(id(outer), 0) >= 2 else outer
        for place, outer in chosen.items()
    }


def _label(row: Row) -> bool:
    return _NUMBER.fullmatch(row.text) is not None


def _outer(group: _Group, start: int) -> Element:
    """Return the list around an entry, if it begins inside the region, else the entry's own element."""
    assert group.element is not None
    parent = group.element.parent
    if parent is not None and parent.start >= start and parent.name in ("ul", "ol"):
        return parent
    return group.element


def _entries(document: Document, groups: Sequence[_Group]) -> tuple[list[Listed], list[Row], list[Passage]]:
    """Make entries of the groups; return the lines that are in none, and the labels of links as well."""
    made: list[Listed] = []
    left: list[Row] = []
    labels: list[Passage] = []
    numbered = entries.style([group.lines[0].line for group in groups if group.element is not None]).kind
    pending: Row | None = None
    for group in groups:
        if group.element is None:
            for row in group.lines:
                if _label(row) and pending is None:
                    pending = row
                else:
                    left.append(row)
            continue
        lines = [row for row in group.lines if not furniture(row.text)]
        left.extend(row for row in group.lines if furniture(row.text))
        if not lines or entries.subheading(lines[0].text):
            left.extend(lines)
            continue
        passage = join([row.line.passage for row in lines])
        label = lines[0].line.bullet
        if len(lines) > 1 and _label(lines[0]) and not label:
            label, passage = lines[0].text, join([row.line.passage for row in lines[1:]])
        elif numbered not in ("", "bullet", "bare", "fused"):
            number, passage = entries.label(passage)
            label = " ".join(part for part in (label, number) if part)
        elif pending is not None:
            label = pending.text
        pending = None
        links, elements = _links(document, group.element)
        passage, cut = _without_labels(passage, elements)
        labels.extend(cut)
        if passage.text:
            made.append(Listed(label, _spanning(passage, links, elements), links))
    if pending is not None:
        left.append(pending)
    return made, left, labels


def _links(document: Document, around: Element | Span) -> tuple[tuple[Text, ...], list[Element]]:
    """Return the targets of the links inside an entry, as the file gives them, each with its place."""
    found: dict[str, Text] = {}
    elements: list[Element] = []
    for element in document.inside(around):
        if element.name != "a":
            continue
        elements.append(element)
        target = element.value("href")
        value = target.text.strip() if target else ""
        if target is None or not re.match(r"https?://|/|[\w./-]+\?", value) or len(found) >= _MOST_LINKS:
            continue
        found.setdefault(value, Text(value, "", target.strip().span))
    return tuple(found.values()), elements


def _spanning(passage: Passage, links: Sequence[Text], elements: Sequence[Element]) -> Passage:
    """Let the entry's place in the file take in the links whose targets count; its text stays as it is."""
    targets = [link.span for link in links if link.span is not None]
    inside = [element for element in elements if any(element.holds(span) for span in targets)]
    runs = list(passage.runs)
    first = min((element.start for element in inside), default=passage.span.start)
    last = max((element.end for element in inside), default=passage.span.end)
    if first < passage.span.start:
        runs.insert(0, Run(0, first, 0, 0))
    if last > passage.span.end:
        runs.append(Run(len(passage.text), last, 0, 0))
    return Passage(passage.text, tuple(runs))


def _without_labels(passage: Passage, links: Sequence[Element]) -> tuple[Passage, list[Passage]]:
    """Take the labels of links (``CrossRef``) off the end of an entry: they are the web page's."""
    cut: list[Passage] = []
    for element in reversed(links[-_MOST_LINKS:]):
        at = next(
            (
                run.text + max(0, element.start - run.source)
                for run in passage.runs
                if run.source + run.length > element.start
            ),
            len(passage.text),
        )
        label = passage.cut(Span(min(at, len(passage.text)), len(passage.text)))
        word = label.text.strip(" \t\n\xa0[]()|,;·")
        if not word or not furniture(word) or venues.doi(label) or venues.address(label):
            break
        before = passage.text[:at].rstrip(" \t\n\xa0|·")
        before = before[:-1].rstrip() if before.endswith(("[", "(")) else before
        cut.append(label.strip())
        passage = passage.cut(Span(0, len(before)))
    return passage, cut


def _from_lines(document: Document, rows: Sequence[Row], found: lists.Found) -> Listing:
    """Make a listing of a list that the words of the page tell."""
    made: list[Listed] = []
    taken: set[int] = set()
    for number, entry in enumerate(found.entries):
        own = [found.body + row for row in range(*entry.lines)]
        taken.update(own)
        block = rows[own[0]].element
        alone = sum(block.holds(one.passage.span) for one in found.entries[max(0, number - 1) : number + 2]) == 1
        until = found.entries[number + 1].passage.span.start if number + 1 < len(found.entries) else block.end
        rest = Span(entry.passage.span.start, max(entry.passage.span.end, until))
        links, elements = _links(document, block if alone and block.holds(entry.passage.span) else rest)
        label = entry.label if rows[own[0]].line.bullet else entry.label.removeprefix(_DRAWN).strip()
        made.append(Listed(label, _spanning(entry.passage, links, elements), links))
    left = [rows[row] for row in range(found.body, found.end) if row not in taken]
    start = rows[found.first].span.start
    stop = max([rows[found.end - 1].span.end, *(entry.passage.span.end for entry in made)])
    return Listing(found.section, Span(start, stop), found.first, found.end, tuple(made), tuple(left))

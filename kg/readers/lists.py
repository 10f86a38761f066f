"""Where the lists of a page stand: under their headings, or, where these are missing, told by the lines themselves.

A numbered list after the header is the list of references; so are bulleted or bare lines most of which look like
references.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.readers import affiliations, dates, entries, venues
from kg.readers.author_lines import EMAIL, affiliation_line, read_line
from kg.readers.entries import Entry
from kg.readers.funding import acknowledges
from kg.readers.headings import Section, furniture, heading
from kg.readers.lines import Line

__all__ = ["Found", "find"]


@dataclass(frozen=True, slots=True)
class Found:
    """Say where a list stands.

    ``first`` is its first line, that of the heading if there is one, ``end`` the line behind its last one. The lines of
    ``entries`` are counted from the first line behind the heading.
    """

    section: Section
    first: int
    end: int
    headed: bool
    entries: tuple[Entry, ...]

    @property
    def body(self) -> int:
        """Return the first line behind the heading."""
        return self.first + self.headed


def find(lines: Sequence[Line], text: str = "") -> list[Found]:
    """Find the list of references and that of citing works, in page order.

    Args:
        lines: the lines of the page.
        text: the source, if the lines stand in it as they are printed.
    """
    headings = [heading(line.text) for line in lines]
    cited = _headed(lines, headings, Section.CITED_BY, text)
    references = _headed(lines, headings, Section.REFERENCES, text)
    if references is None or not references.entries:
        taken = range(cited.first, cited.end) if cited else range(0)
        references = _unheaded(lines, headings, taken, text) or references
    return sorted((found for found in (references, cited) if found), key=lambda found: found.first)


def _headed(lines: Sequence[Line], headings: Sequence[Section | None], section: Section, text: str) -> Found | None:
    """Return the list under a heading; of several such headings (a menu has them too), the one with most entries."""
    best: Found | None = None
    for first in (row for row, found in enumerate(headings) if found is section):
        end = next((row for row in range(first + 1, len(lines)) if headings[row] is not None), len(lines))
        found = _cut(lines, first, end, section, text)
        if best is None or len(found.entries) >= len(best.entries):
            best = found
    return best


def _cut(lines: Sequence[Line], first: int, end: int, section: Section, text: str) -> Found:
    """Split what stands under a heading, and leave to the page what follows the list's last entry after a gap."""
    body = first + 1
    style = entries.style(lines[body:end])
    split = entries.split(lines[body:end], text)
    if style.kind and split:
        last = split[-1]
        stop = next((row for row in range(last.lines[0] + 1, last.lines[1]) if _ends(lines, body + row, last, body)), 0)
        if stop:
            end = body + stop
    elif split:
        end = _close(lines, body, end)
    if split and body + split[-1].lines[1] > end:
        split = entries.split(lines[body:end], text)
    if split:
        # What stands behind the last entry, such as a notice of rights, is no part of the list.
        end = min(end, body + split[-1].lines[1])
    return Found(section, first, end, True, tuple(split))


def _ends(lines: Sequence[Line], row: int, last: Entry, body: int) -> bool:
    """Tell whether a line behind the label of the last entry is no part of it.

    A blank line parts them, unless nothing has followed the label yet: some pages print the number on its own line.
    """
    if furniture(lines[row].text):
        return True
    first = body + last.lines[0]
    alone = lines[first].text.strip("[]().0123456789 ") == ""
    return lines[row].gap and not (alone and row == first + 1)


def _close(lines: Sequence[Line], body: int, end: int) -> int:
    """Return where a list without labels is over: nothing behind a rare blank line is like an entry."""
    last = next((row for row in reversed(range(body, end)) if _like(lines[row])), body)
    gaps = 0
    for row in range(body + 1, end):
        if not lines[row].gap:
            continue
        if furniture(lines[row].text) or (row > last and gaps * 2 <= row - body - 1):
            return row
        gaps += 1
    return end


def _unheaded(lines: Sequence[Line], headings: Sequence[Section | None], taken: range, text: str) -> Found | None:
    """Find a list of references that has no heading: the longest run of lines that is one."""
    best: Found | None = None
    best_score = 0.0
    start = 1 + max((row for row, line in enumerate(lines) if row not in taken and _is_header(line)), default=-1)
    while start < len(lines) and _belongs_to_authors(lines[start]):
        start += 1
    borders = [row for row, found in enumerate(headings) if row >= start and (found is not None or row in taken)]
    for border in [*borders, len(lines)]:
        for first, end in _runs(lines, start, border):
            split = entries.split(lines[first:end], text)
            score = _score(lines[first:end], split)
            if score > best_score:
                while len(split) > 1 and not split[0].label and split[1].label and acknowledges(split[0].passage.text):
                    split = split[1:]
                shift = split[0].lines[0]
                split = [_shifted(entry, shift) for entry in split]
                best_score, best = score, Found(Section.REFERENCES, first + shift, end, False, tuple(split))
        start = border + 1
    return best


def _shifted(entry: Entry, by: int) -> Entry:
    return Entry(entry.label, entry.passage, entry.number, (entry.lines[0] - by, entry.lines[1] - by))


def _runs(lines: Sequence[Line], start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of a region that may be a list: labels of one kind that go on, or lines that are alike."""
    region = lines[start:end]
    by_kind: dict[str, list[tuple[int, int | None]]] = {}
    for row, line in enumerate(region):
        for kind, number in _labels(line):
            by_kind.setdefault(kind, []).append((row, number))
    runs: list[tuple[int, int]] = []
    for marked in by_kind.values():
        first = 0
        for place, (row, number) in enumerate(marked):
            following = marked[place + 1] if place + 1 < len(marked) else None
            if following is None or _breaks(region, row, following[0]) or not _goes_on(number, following[1]):
                stop = _stop(region, row, len(region))
                runs.append((start + marked[first][0], start + stop))
                first = place + 1
    alike = [row for row, line in enumerate(region) if not (line.bullet or entries.numbers(line.text)) and _like(line)]
    first = 0
    for place, row in enumerate(alike):
        if place + 1 == len(alike) or alike[place + 1] - row > 3:
            if place - first >= 1:
                runs.append((start + alike[first], start + _stop(region, row, len(region))))
            first = place + 1
    return runs


def _goes_on(number: int | None, following: int | None) -> bool:
    return number is None or following is None or number <= following <= number + 5 or following == 1


def _is_header(line: Line) -> bool:
    """Tell whether a line is one of a header, which no list of references comes before."""
    if len(line.text) > 400:
        return False
    people = read_line(line.passage)
    return bool(dates.read(line.passage)) or len(people) > 1 or any(one.affiliations or one.marks for one in people)


def _belongs_to_authors(line: Line) -> bool:
    """Tell whether a line behind the authors is one of their affiliations or addresses, numbered as these are."""
    body = affiliation_line(line.passage)
    return body is not None and (affiliations.is_line(body.text.value) or bool(EMAIL.search(line.text)))


def _like(line: Line) -> bool:
    if furniture(line.text) or acknowledges(line.text):
        return False
    return entries.looks_like(line.text) >= 2 and not (venues.is_address(line.passage) or venues.read(line.passage))


def _labels(line: Line) -> list[tuple[str, int | None]]:
    """Return the kinds of label that a line may begin with; a line of authors is no entry, bullet or not."""
    found: list[tuple[str, int | None]] = [*entries.numbers(line.text)]
    if line.bullet and not read_line(line.passage):
        found.append((line.bullet, None))
    return found


def _breaks(region: Sequence[Line], row: int, following: int) -> bool:
    """Tell whether too much stands between two labelled lines for one list: paragraphs, not wrapped lines."""
    between = region[row + 1 : following]
    return len(between) > 6 or sum(len(line.text) for line in between) > 1500


def _stop(region: Sequence[Line], row: int, limit: int) -> int:
    """Return where the entry of the last labelled line ends: at the next blank line."""
    stop, limit = row + 1, min(limit, row + 40)
    while stop < limit and not region[stop].gap and not furniture(region[stop].text):
        stop += 1
    return stop


def _score(lines: Sequence[Line], split: Sequence[Entry]) -> float:
    """Say how much a run is like a list of references; nothing where it is not."""
    if not split:
        return 0
    kind = entries.style(lines).kind
    like = [entries.looks_like(entry.passage.text) for entry in split]
    share = sum(count >= 2 for count in like) / len(split)
    numbered = kind not in ("", "bullet")
    if numbered and len(split) >= 3 and not any(heading(entry.passage.text) is Section.BODY for entry in split):
        # Old lists have neither year nor punctuation; numbers that follow each other say enough.
        return len(split) * (0.5 + share)
    dashes = sum(line.bullet in "-–—" for line in lines if line.bullet)
    if dashes >= 3 and dashes == len(lines) and max(len(line.text) for line in lines) < 600:
        return len(split) * (0.5 + share)
    if share < (0.3 if kind else 0.5) or (len(split) == 1 and max(like) < (2 if kind else 4)):
        return 0
    return len(split) * (0.5 + share)

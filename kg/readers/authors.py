"""Authors of a page: lines of names and of affiliations → authors, both scripts paired.

A page prints its authors in one language block or in two. Within a block, marks or the place tie affiliations to
names; between two blocks, only the place does. Nothing else is concluded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.readers import affiliations, names, surnames
from kg.readers.affiliations import Affiliation
from kg.readers.author_lines import Printed, affiliation_line, read_line
from kg.readers.lines import Line
from kg.records import Author, Finding, Name, Passage, Text

__all__ = ["Printed", "affiliation", "assemble", "pair", "read", "read_line"]


def affiliation(passage: Passage) -> Text | None:
    """Read one printed affiliation: the body's name, without its mark and without role and position words."""
    found = affiliations.read(passage)
    return found.text if found else None


def read(lines: Sequence[Line]) -> tuple[tuple[Author, ...], tuple[Finding, ...]]:
    """Read lines of authors and of their affiliations, such as those of one contributors' block of a page."""
    items: list[list[Printed] | Affiliation] = []
    unplaced: list[Finding] = []
    for line in lines:
        item = read_line(line.passage) or affiliation_line(line.passage)
        if item:
            items.append(item)
        else:
            unplaced.append(Finding("unplaced-line", line.passage.span, "neither an author nor an affiliation"))
    found, findings = assemble(items)
    return found, (*unplaced, *findings)


@dataclass(slots=True)
class _Group:
    """Some lines of authors that follow each other, and the lines of affiliations behind them."""

    blocks: list[list[Printed]] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)


def assemble(
    items: Sequence[Sequence[Printed] | Affiliation], *, signs: bool = False
) -> tuple[tuple[Author, ...], tuple[Finding, ...]]:
    """Make authors of lines of authors and lines of affiliations, in printed order.

    Args:
        items: what each line holds: the authors that it names, or one affiliation.
        signs: whether the page says that somebody corresponds; a sign (``*``) that ties no affiliation then means it.

    Returns:
        The authors, and findings: affiliations that are nobody's, blocks that differ in number.
    """
    groups: list[_Group] = []
    loose: list[Affiliation] = []
    for item in items:
        if isinstance(item, Affiliation):
            (groups[-1].affiliations if groups else loose).append(item)
            continue
        if not groups or groups[-1].affiliations:
            groups.append(_Group())
        _add(groups[-1].blocks, list(item))
    for group in groups:
        group.blocks = [half for block in group.blocks for half in _halves(block) or [block]]
    findings = [
        Finding("unplaced-line", item.text.span, "an affiliation before any author; it is not said whose it is")
        for item in loose
    ]
    blocks: list[list[Printed]] = []
    for group in groups:
        filled, left = _affiliate(group, signs)
        findings.extend(
            Finding("unplaced-line", item.text.span, "an affiliation; it is not said whose it is") for item in left
        )
        for block in filled:
            _join(blocks, block)
    authors, differing = pair(blocks)
    return authors, (*findings, *differing)


def _native(block: Sequence[Printed]) -> bool:
    return sum(author.native for author in block) * 2 >= len(block)


_NEAR = 100


def _add(blocks: list[list[Printed]], line: list[Printed]) -> None:
    """Put a line into the block that goes on, or begin another one."""
    if blocks and (blocks[-1][-1].more or _native(blocks[-1][-_NEAR:]) == _native(line)):
        blocks[-1].extend(line)
    else:
        blocks.append(line)


def _halves(block: list[Printed]) -> list[list[Printed]] | None:
    """Part a run of authors whose second half repeats the first in the other script, separators or not."""
    middle, odd = divmod(len(block), 2)
    first, second = block[:middle], block[middle:]
    if odd or not middle:
        return None
    if len({author.native for author in first}) > 1 or len({author.native for author in second}) > 1:
        return None
    if first[0].native == second[0].native:
        return None
    same = sum(_one_person(one.name, other.name) for one, other in zip(first, second, strict=True))
    return [first, second] if same * 2 >= middle else None


def _one_person(one: Name, other: Name) -> bool:
    hangul, latin = (one, other) if one.lang else (other, one)
    words = latin.literal.replace(",", " ").split()
    return any(surnames.matches(hangul.family, word) for word in words)


def _join(blocks: list[list[Printed]], block: list[Printed]) -> None:
    """Add a block to those of its script that another script's names or affiliations parted, else begin another."""
    for known in blocks:
        if _native(known) == _native(block):
            known.extend(block)
            return
    blocks.append(block)


def _affiliate(group: _Group, signs: bool) -> tuple[list[list[Printed]], list[Affiliation]]:
    """Give the affiliations of a group to its authors; return those that are nobody's as well."""
    left: list[Affiliation] = []
    filled: list[list[Printed]] = []
    several = len(group.blocks) > 1
    taken: set[int] = set()
    for block in group.blocks:
        native = _native(block)
        own = [
            (number, item)
            for number, item in enumerate(group.affiliations)
            if not several or (item.text.lang in ("ko", "zh", "ja")) == native
        ]
        authors, used = _by_marks(block, [item for _, item in own])
        known = {mark for item in group.affiliations for mark in item.marks}
        if signs:
            authors = [
                replace(author, corresponding=author.corresponding or _signed(author, known)) for author in authors
            ]
        filled.append(authors)
        taken.update(own[number][0] for number in used)
    left.extend(item for number, item in enumerate(group.affiliations) if number not in taken)
    return filled, left


def _signed(author: Printed, known: set[str]) -> bool:
    return any(not mark.isalnum() and mark not in known for mark in author.marks)


def _by_marks(block: list[Printed], items: Sequence[Affiliation]) -> tuple[list[Printed], set[int]]:
    """Tie the affiliations of one language to the names of one block: by marks, else to all, else by place."""
    bare = [number for number, item in enumerate(items) if not item.marks]
    known = {mark for item in items for mark in item.marks}
    used: set[int] = set()
    authors: list[Printed] = []
    unmarked = [author for author in block if not known.intersection(author.marks)]
    place = -1
    for author in block:
        place += not known.intersection(author.marks)
        if known.intersection(author.marks):
            own = [number for number, item in enumerate(items) if set(item.marks).intersection(author.marks)]
        elif len(bare) == 1 or len(unmarked) == 1:
            own = bare
        elif len(bare) == len(unmarked):
            own = [bare[place]]
        else:
            own = []
        if len(block) == 1 and not own:
            own = list(range(len(items)))
        used.update(own)
        texts = (*author.affiliations, *(items[number].text for number in own))
        corresponding = author.corresponding or any(items[number].corresponding for number in own)
        authors.append(replace(author, affiliations=tuple(dict.fromkeys(texts)), corresponding=corresponding))
    return authors, used


def pair(blocks: Sequence[Sequence[Printed]]) -> tuple[tuple[Author, ...], tuple[Finding, ...]]:
    """Pair the language blocks by position, which is what the page prints; say so where they differ in number.

    Args:
        blocks: the authors of each block, in printed order; two blocks at most are of use.
    """
    filled = [list(block) for block in blocks if block]
    if not filled:
        return (), ()
    if len(filled) == 1:
        return tuple(_author(number, [one]) for number, one in enumerate(_settled(filled[0]), start=1)), ()
    first, second = filled[0], [author for block in filled[1:] for author in block]
    if len(first) == len(second):
        rows = list(zip(_settled(first, second), _settled(second, first), strict=True))
        return tuple(_author(number, row) for number, row in enumerate(rows, start=1)), ()
    note = f"{len(first)} authors in one language, {len(second)} in the other"
    start = (second if len(second) < len(first) else first)[0].name.span
    merged = _aligned(_settled(first), _settled(second))
    return (
        tuple(_author(number, row) for number, row in enumerate(merged, start=1)),
        (Finding("author-count-mismatch", start, note),),
    )


def _settled(block: Sequence[Printed], beside: Sequence[Printed] = ()) -> list[Printed]:
    split = names.settle([author.name for author in block], [author.name for author in beside])
    return [replace(author, name=name) for author, name in zip(block, split, strict=True)]


def _aligned(first: list[Printed], second: list[Printed]) -> list[list[Printed]]:
    """Pair two blocks of different length where family names agree in order; the others stand alone."""
    rows, columns = len(first), len(second)
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            same = _one_person(first[row].name, second[column].name)
            best[row][column] = max(best[row + 1][column], best[row][column + 1], best[row + 1][column + 1] + same)
    merged: list[list[Printed]] = []
    row = column = 0
    while row < rows and column < columns:
        same = _one_person(first[row].name, second[column].name)
        if same and best[row][column] == best[row + 1][column + 1] + 1:
            merged.append([first[row], second[column]])
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            merged.append([first[row]])
            row += 1
        else:
            merged.append([second[column]])
            column += 1
    return [*merged, *([author] for author in first[row:]), *([author] for author in second[column:])]


def _author(position: int, printed: Sequence[Printed]) -> Author:
    found: list[Name] = []
    for one in printed:
        found.extend((one.name, *one.aliases))
    native = any(name.lang == "ko" for name in found)
    found = [replace(name, lang="ko-Latn") if native and not name.lang else name for name in found]
    found.sort(key=lambda name: ("ko", "ko-Hani").index(name.lang) if name.lang in ("ko", "ko-Hani") else 2)
    bodies = [text for one in printed for text in one.affiliations]
    bodies.sort(key=lambda text: text.lang != "ko")
    return Author(
        position=position,
        names=tuple(found),
        affiliations=tuple(bodies),
        orcid=next((one.orcid for one in printed if one.orcid), ""),
        email=next((one.email for one in printed if one.email), ""),
        corresponding=any(one.corresponding for one in printed),
    )

"""What is remarkable about a page as a whole: what it does not name, what looks cut or run together.

Knows the kinds of findings of this room; their labels for people stand in ``ontology/schemes/findings.ttl``. A page
that does not name its journal is not wrong, but its reader should know that nothing was lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.records import CitedBy, Finding, Paper, Reference, Severity, Span

__all__ = ["KINDS", "Kind", "check", "runs_together"]


class Kind(NamedTuple):
    """One kind of finding: how much it matters, and what it means in one line."""

    severity: Severity
    meaning: str


_INFO, _WARNING = Severity.INFO, Severity.WARNING

KINDS: dict[str, Kind] = {
    # what gave nothing
    "unplaced-line": Kind(_INFO, "a line gave nothing: a label of the web page, an acknowledgement, or not understood"),
    "unplaced-text": Kind(_INFO, "a stretch of text gave nothing: the article's body, or words beside an affiliation"),
    "empty-section": Kind(_INFO, "a heading has nothing under it"),
    # what the page does not name
    "missing-title": Kind(_WARNING, "the page names no title for the paper itself"),
    "missing-author": Kind(_INFO, "the page names no author of the paper itself"),
    "missing-date": Kind(_WARNING, "the page names no date of publication for the paper itself"),
    "missing-journal": Kind(_INFO, "the page does not name the journal of the paper itself"),
    "missing-doi": Kind(_INFO, "the page names no DOI for the paper itself"),
    "missing-references": Kind(_WARNING, "no list of references is found in the page"),
    # contradictions
    "author-count-mismatch": Kind(_WARNING, "the two language blocks name different numbers of authors"),
    "conflicting-date": Kind(_WARNING, "two dates are printed for one event"),
    "duplicate-title": Kind(_INFO, "one title is printed twice"),
    "meta-disagrees": Kind(_WARNING, "the page's head says another DOI, volume, number or page than its text"),
    "unlabelled-date": Kind(_INFO, "dates without labels were read in their usual order"),
    "numbering-gap": Kind(_WARNING, "the numbers of the list do not follow each other"),
    "run-together-references": Kind(_WARNING, "several references seem to be printed as one entry"),
    # damage
    "truncated-page": Kind(_WARNING, "the page seems to be cut off"),
    "undecodable-character": Kind(_WARNING, "a character could not be decoded, here or where the page was made"),
}
"""Every kind that the readers find: its severity and its meaning. The keys are the local names of the concepts."""


def check(paper: Paper) -> tuple[Finding, ...]:
    """Return the findings about a paper that any reader has read; those that it carries are not repeated.

    Args:
        paper: the paper, its references parsed or not.
    """
    known = {(finding.kind, finding.span) for finding in paper.findings}
    found = (*_missing(paper), *_numbers(paper.references), *_joined(paper.references), *_damage(paper), *_cut(paper))
    return tuple(finding for finding in found if (finding.kind, finding.span) not in known)


def _missing(paper: Paper) -> Iterator[Finding]:
    """Yield what the page does not say of the paper itself."""
    if not paper.titles:
        yield Finding("missing-title")
    if not paper.authors:
        yield Finding("missing-author")
    if not paper.date("issued"):
        yield Finding("missing-date")
    if not paper.journals:
        yield Finding("missing-journal")
    if not paper.doi:
        yield Finding("missing-doi")
    if not paper.references:
        yield Finding("missing-references")


_DIGITS = re.compile(r"\d{1,4}")


def _number(label: str) -> int | None:
    match = _DIGITS.search(label)
    return int(match[0]) if match else None


def _numbers(entries: Sequence[Reference | CitedBy]) -> Iterator[Finding]:
    """Yield the places where the printed numbers jump or repeat; a list that begins again at 1 is a second list."""
    last: int | None = None
    for entry in entries:
        number = _number(entry.label)
        if number is None:
            continue
        if last is not None and number not in (last + 1, 1):
            what = f"{number} stands twice" if number == last else f"{number} follows {last}"
            yield Finding("numbering-gap", entry.passage.span, what)
        last = number


_NAME = r"[가-힣\u3400-\u4dbf\u4e00-\u9fff]{2,4}"
_YEAR = r"\(?(?:1[89]|20)\d\d[a-z]?\)?"
_ROW = rf"{_NAME}(?:\s?[,.·・]\s?{_NAME}){{0,9}}"
_INSIDE = (
    # 'pp.161-176 - 권정화, 1997, …': the bullet of the next entry stands inside.
    re.compile(
        rf"(?:[\d.)’'\"”]|논문|[Dd][Oo][Ii]:)\s[-·•]\s"
        rf"(?={_ROW}\s?[,.(]\s?\(?(?:1[89]|20)\d\d|[A-Z][\w'’-]+,\s(?:[A-Z]\.[\s,-]?)+|(?:[A-Z]\.\s)+[A-Z][\w'’-]+,)"
    ),
    # '…(서울 : 국립도서관, 1947).; 원종린, “…”'
    re.compile(rf"[.)]\s?[;；]\s(?={_NAME},\s|[A-Z][\w'’-]+,\s[A-Z]\.)"),
    # '森蘊(1954): …,藤岡通夫(1974): …'
    re.compile(rf"(?<=[,、，.。;])\s?(?={_NAME}\s?\((?:1[89]|20)\d\d[^()]{{0,8}}\)\s?[:：.])"),
)

_NUMBERED = re.compile(r"[\d.)]\s+\[?(\d{1,5})[.\])]\s?(?=[A-Z가-힣][^\d]{3,})")


def runs_together(text: str, number: int | None = None) -> int | None:
    """Return where a second reference seems to begin inside an entry, or nothing where none does.

    Args:
        text: the entry, without its label.
        number: its printed number; the next number inside the entry is the next entry's.
    """
    head = text[:4000]
    for pattern in _INSIDE:
        for match in pattern.finditer(head):
            before, behind = head[: match.end()], head[match.end() :]
            # A translator's name may carry the year of the translation; two rows of names with years are two works.
            named = pattern is not _INSIDE[-1] or re.search(rf"{_NAME}\s?\((?:1[89]|20)\d\d", before)
            if named and re.search(_YEAR, before) and re.search(_YEAR, behind):
                return match.end()
    if number is not None:
        for match in _NUMBERED.finditer(head):
            if int(match[1]) == number + 1:
                return match.end()
    return None


def _joined(entries: Sequence[Reference | CitedBy]) -> Iterator[Finding]:
    for entry in entries:
        at = runs_together(entry.passage.text, _number(entry.label))
        if at is not None:
            span = entry.passage.locate(Span(at, min(len(entry.passage.text), at + 40)))
            yield Finding(
                "run-together-references",
                span,
                f"another reference seems to begin at {entry.passage.text[at : at + 40]!r}",
            )


def _damage(paper: Paper) -> Iterator[Finding]:
    """Yield the stretches of characters that could not be decoded; of very many, the first say enough."""
    found = list(re.finditer("\ufffd+", paper.text))
    for match in found[:50]:
        yield Finding("undecodable-character", Span(*match.span()))
    if len(found) > 50:
        yield Finding("undecodable-character", None, f"and {len(found) - 50} more")


_OPEN_END = re.compile(
    r"(?:[(\[“「『《〈‘&/–-]|(?<!\d),?\s(?:and|of|the|in|for|from|und|vol\.?|no\.?|pp?\.)|\s제)$", re.IGNORECASE
)
_PAIRS = ("()", "[]", "“”", "「」", "『』", "《》")


def _cut(paper: Paper) -> Iterator[Finding]:
    """Yield the last entry of the page where it breaks off: inside brackets, or unlike all the others."""
    lists: list[Sequence[Reference | CitedBy]] = [paper.references, paper.cited_by]
    filled = [entries for entries in lists if entries]
    if not filled:
        return
    entries = max(filled, key=lambda one: one[-1].passage.span.end)
    last = entries[-1]
    if paper.source.format == "text" and paper.text[last.passage.span.end :].strip():
        return
    text = last.passage.text
    ends = [entry.passage.text[-1:] for entry in entries[:-1]]
    usual = max((sum(char in signs for char in ends) for signs in (".", ",", ".)")), default=0)
    tail = Span(max(0, len(text) - 20), len(text))
    opened = any(text.count(pair[0]) > text.count(pair[1]) for pair in _PAIRS)
    if _OPEN_END.search(text) or (opened and text[-1].isalnum()):
        yield Finding("truncated-page", last.passage.locate(tail), "the last entry breaks off")
    elif len(ends) >= 5 and usual >= 0.95 * len(ends) and text[-1].isalnum():
        yield Finding("truncated-page", last.passage.locate(tail), "the last entry does not end as the others do")

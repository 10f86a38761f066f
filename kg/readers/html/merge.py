"""The visible page and its head → one paper. What the page shows stands; what it does not show, the head fills in.

Where the two differ, the page's findings say so. Of the titles, the head's is surer than a line that merely stands
where titles do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.readers.authors import Printed, pair
from kg.readers.html.layout import fold
from kg.readers.html.meta import Meta
from kg.records import Author, Finding, Name, Paper, PartialDate, Text

__all__ = ["merge"]

_EVENTS = ("submitted", "revised", "accepted", "issued")


def merge(paper: Paper, meta: Meta) -> Paper:
    """Add to what the visible page says what only its head says, and say where the two differ."""
    findings: list[Finding] = []
    changes: dict[str, object] = {
        "titles": _titles(paper, meta, findings),
        "authors": _authors(paper, meta, findings),
        "dates": _dates(paper, meta, findings),
        "abstracts": _by_language(paper.abstracts, meta.abstracts),
        "keywords": _keywords(paper.keywords, meta.keywords),
        "journals": paper.journals or tuple(meta.journals),
        "issns": paper.issns or tuple(meta.issns),
        "eissns": paper.eissns or tuple(meta.eissns),
        "publishers": paper.publishers or tuple(meta.publishers),
        "doi": _surer(paper.doi, meta.doi, "DOI", findings),
        "platform_id": meta.platform_id or paper.platform_id,
        "url": meta.url or paper.url,
        "language": paper.language or meta.language,
    }
    for name, what in (
        ("volume", "volume"),
        ("issue", "issue"),
        ("page_start", "first page"),
        ("page_end", "last page"),
    ):
        shown, said = getattr(paper, name), getattr(meta, name)
        changes[name] = shown or said
        if shown and said and not _same_number(shown.value, said.value):
            findings.append(Finding("meta-disagrees", shown.span, f"{what}: {shown.value}, in the head {said.value}"))
    return paper.replace(**changes, findings=(*paper.findings, *findings))


def _surer(shown: Text | None, said: Text | None, what: str, findings: list[Finding]) -> Text | None:
    """Prefer the head's identifier, which is the paper's own, where the page shows another."""
    if shown is None or said is None or shown.value.casefold() == said.value.casefold():
        return shown or said
    findings.append(Finding("meta-disagrees", shown.span, f"{what}: {shown.value}, in the head {said.value}"))
    return said


def _same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are one, written alike or with zeros, words or the first digits of a page left out."""
    first, second = (re.findall(r"\d+", text) for text in (one, other))
    if not first or not second:
        return one.casefold() == other.casefold() or bool(first) != bool(second)
    return all(
        int(left) == int(right) or left.endswith(right) or right.endswith(left)
        for left, right in zip(first, second, strict=False)
    )


def _titles(paper: Paper, meta: Meta, findings: list[Finding]) -> tuple[Text, ...]:
    titles = {title.lang: title for title in paper.titles}
    for said in meta.titles:
        shown = titles.get(said.lang)
        if shown is None:
            if not meta.weak_titles or not titles:
                titles[said.lang] = said
        elif not meta.weak_titles and not _alike(shown.value, said.value):
            titles[said.lang] = said
            note = f"{shown.value[:60]}: not the title that the page's head names"
            findings.append(Finding("unplaced-line", shown.span, note))
    return tuple(sorted(titles.values(), key=lambda title: title.span.start if title.span else 0))


def _alike(one: str, other: str) -> bool:
    first, second = fold(one), fold(other)
    return first in second or second in first


def _by_language(shown: Sequence[Text], said: Sequence[Text]) -> tuple[Text, ...]:
    known = {text.lang for text in shown}
    return (*shown, *(text for text in said if text.lang not in known))


def _keywords(shown: Sequence[Text], said: Sequence[Text]) -> tuple[Text, ...]:
    """Take the head's keywords of a language in which the page shows none."""
    known = {text.lang for text in shown}
    words = {fold(text.value) for text in shown}
    return (*shown, *(text for text in said if text.lang not in known and fold(text.value) not in words))


def _dates(paper: Paper, meta: Meta, findings: list[Finding]) -> tuple[tuple[str, PartialDate], ...]:
    dates = dict(paper.dates)
    ranks: dict[str, int] = {}
    for dated in sorted(meta.dates, key=lambda one: one.rank):
        shown = dates.get(dated.event)
        if shown is None or (dated.event not in ranks and _more_precise(dated.date.value, shown.value)):
            dates[dated.event] = dated.date
            ranks[dated.event] = dated.rank
        elif not shown.value.startswith(dated.date.value) and not dated.date.value.startswith(shown.value):
            note = f"{dated.label} {dated.date.value}: another date of that event stands, {shown.value}"
            findings.append(Finding("conflicting-date", dated.date.span, note))
    return tuple((event, dates[event]) for event in _EVENTS if event in dates)


def _more_precise(one: str, other: str) -> bool:
    return len(one) > len(other) and one.startswith(other)


def _authors(paper: Paper, meta: Meta, findings: list[Finding]) -> tuple[Author, ...]:
    """Pair the authors whom the page shows with those of the head, by position; where none is shown, take these."""
    if not meta.people:
        return paper.authors
    if not paper.authors:
        authors, differing = pair(meta.people)
        findings.extend(differing)
        return authors
    authors = paper.authors
    for block in meta.people:
        names = [fold(one.name.literal) for one in block]
        shown = [{fold(name.literal) for name in author.names} for author in authors]
        if len(block) == len(authors):
            authors = tuple(_add(author, one) for author, one in zip(authors, block, strict=True))
        elif not any(name in known for name in names for known in shown):
            native = any(name.lang for one in block for name in [one.name])
            if native == any(name.lang for author in authors for name in author.names):
                note = f"{len(authors)} authors on the page, {len(block)} others in its head"
                findings.append(Finding("author-count-mismatch", block[0].name.span, note))
    return authors


def _add(author: Author, said: Printed) -> Author:
    """Add the name in a script in which the page does not show it, and what is said of the person."""
    names = list(author.names)
    kinds = {_kind(name) for name in names}
    if _kind(said.name) not in kinds:
        native = any(name.lang == "ko" for name in names)
        latin = replace(said.name, lang="ko-Latn") if native and not said.name.lang else said.name
        names = sorted([*names, latin], key=lambda name: ("ko", "ko-Hani", "ko-Latn", "").index(name.lang))
        if said.name.lang == "ko":
            names = [replace(name, lang="ko-Latn") if not name.lang else name for name in names]
    known = {text.lang for text in author.affiliations}
    bodies = (*author.affiliations, *(text for text in said.affiliations if text.lang not in known))
    return replace(
        author,
        names=tuple(names),
        affiliations=bodies,
        orcid=author.orcid or said.orcid,
        email=author.email or said.email,
    )


def _kind(name: Name) -> str:
    return "latin" if name.lang in ("", "ko-Latn") else name.lang

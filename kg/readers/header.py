"""The header of a page: lines → titles, authors, dates, abstracts, keywords, identifiers, venue.

A line is told first by what it says (a label, a date, an address, names with affiliations), then by the heading above
it, and only then by where it stands. What gives nothing is said to give nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from kg.readers import authors, keywords, names
from kg.readers.author_lines import EMAIL, ORCID
from kg.readers.dates import Dated
from kg.readers.lines import Line, join
from kg.readers.scripts import language
from kg.readers.sorter import Sorter
from kg.readers.venues import Venue
from kg.records import Author, Finding, Paper, PartialDate, Passage, Span, Text

__all__ = ["Header", "read"]

_MANY = 100
_EVENTS = ("submitted", "revised", "accepted", "issued")


@dataclass(frozen=True, slots=True)
class Header:
    """Hold what the lines of a header say, field by field as in a Paper, and the findings about what they do not."""

    titles: tuple[Text, ...] = ()
    authors: tuple[Author, ...] = ()
    dates: tuple[tuple[str, PartialDate], ...] = ()
    abstracts: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()
    funding: tuple[Text, ...] = ()
    doi: Text | None = None
    platform_id: Text | None = None
    url: Text | None = None
    journals: tuple[Text, ...] = ()
    issns: tuple[Text, ...] = ()
    eissns: tuple[Text, ...] = ()
    volume: Text | None = None
    issue: Text | None = None
    page_start: Text | None = None
    page_end: Text | None = None
    publishers: tuple[Text, ...] = ()
    findings: tuple[Finding, ...] = ()

    def fill(self, paper: Paper) -> Paper:
        """Return the paper with the fields that it lacks taken from the header, and the header's findings added."""
        changes: dict[str, object] = {}
        for one in dataclasses.fields(self):
            value = getattr(self, one.name)
            if one.name == "findings":
                changes["findings"] = (*paper.findings, *value)
            elif value and not getattr(paper, one.name):
                changes[one.name] = value
        return paper.replace(**changes)


def read(lines: Sequence[Line], text: str = "", behind: Sequence[Line] = ()) -> Header:
    """Read every line of a page that is in no list.

    Headings are recognised (``초록``, ``Keywords``, ...), so a reader of HTML may pass its blocks in page order and
    let the vocabulary decide, or call the rooms below for the blocks that it knows better:
    ``dates.read(passage)``, ``authors.read(lines)``, ``keywords.read(passages)``, ``venues.read(passage)``.

    Args:
        lines: the lines before the lists, in page order.
        text: the source, if the lines stand in it as they are printed.
        behind: the lines between and behind the lists: only labels, addresses and headings are understood there.
    """
    sorter = Sorter(text)
    sorter.sort(lines)
    if behind:
        sorter.sort(behind, back=True)
    titles, rest = sorter.titles.choose(text)
    _rest(sorter, titles, rest)
    findings = list(sorter.findings)
    signs = any(_corresponds(line.text) for line in sorter.contacts)
    people, differing = authors.assemble(sorter.people, signs=signs)
    people, contacts = _contacts(people, sorter.contacts)
    events, twice = _dates(sorter.dates, sorter.venues)
    place, others = _place(sorter.venues)
    findings = [*findings, *differing, *contacts, *twice, *others]
    findings.sort(key=lambda finding: (finding.span is None, finding.span, finding.kind))
    return Header(
        titles=tuple(titles),
        authors=people,
        dates=events,
        abstracts=tuple(_abstract(group, text) for group in sorter.abstracts if group),
        keywords=keywords.read(sorter.keywords),
        funding=tuple(sorter.funding),
        doi=sorter.doi,
        platform_id=sorter.platform_id,
        url=sorter.url,
        journals=place.journals,
        issns=place.issns,
        eissns=place.eissns,
        volume=place.volume,
        issue=place.issue,
        page_start=place.page_start,
        page_end=place.page_end,
        publishers=tuple(sorter.publishers),
        findings=tuple(findings),
    )


def _rest(sorter: Sorter, titles: Sequence[Text], rest: Sequence[Passage]) -> None:
    """Say which lines nothing explains; of very many, that there is a stretch of them."""
    known = {" ".join(title.value.split()).casefold() for title in titles}
    if len(rest) > _MANY:
        span = Span(rest[0].span.start, rest[-1].span.end)
        sorter.findings.append(Finding("unplaced-text", span, f"{len(rest)} lines; nothing tells what they are"))
        return
    for passage in rest:
        if " ".join(passage.text.split()).casefold() in known:
            sorter.findings.append(Finding("duplicate-title", passage.span, "printed a second time"))
        else:
            sorter.unplaced(passage, "nothing tells what it is")


def _abstract(paragraphs: Sequence[Passage], text: str) -> Text:
    whole = join(paragraphs, text)
    return Text(whole.text, language(whole.text), whole.span)


def _dates(
    found: Sequence[Dated], places: Sequence[Venue]
) -> tuple[tuple[tuple[str, PartialDate], ...], list[Finding]]:
    """Keep one date an event, the one of the best label; the year beside the volume counts where no date is printed."""
    years = [Dated("issued", place.year, "", 9) for place in places if place.year]
    chosen: dict[str, Dated] = {}
    for dated in sorted([*found, *years], key=lambda one: one.rank):
        chosen.setdefault(dated.event, dated)
    findings: list[Finding] = []
    for dated in found:
        stands = chosen[dated.event]
        if not dated.event:
            findings.append(Finding("unplaced-line", dated.date.span, f"{dated.label}: a date of another event"))
        elif stands.date.value != dated.date.value:
            note = f"{dated.label} {dated.date.value}: another date of that event stands, {stands.date.value}"
            findings.append(Finding("conflicting-date", dated.date.span, note))
    return tuple((event, chosen[event].date) for event in _EVENTS if event in chosen), findings


def _place(places: Sequence[Venue]) -> tuple[Venue, list[Finding]]:
    """Make one of what several lines say of the journal; of two names in one language the surer one counts."""
    names_found: dict[str, tuple[int, Text]] = {}
    for place in places:
        for journal in place.journals:
            known = names_found.get(journal.lang)
            if known is None or place.rank < known[0]:
                names_found[journal.lang] = (place.rank, journal)
    findings: list[Finding] = []
    doubtful: set[str] = set()
    for place in places:
        for journal in place.journals:
            rank, stands = names_found[journal.lang]
            if journal.value.casefold() == stands.value.casefold():
                continue
            if rank == place.rank == 2:
                doubtful.add(journal.lang)
            findings.append(Finding("unplaced-line", journal.span, f"{journal.value}: another name of a journal"))
    for lang in sorted(doubtful):
        stands = names_found.pop(lang)[1]
        findings.append(Finding("unplaced-line", stands.span, f"{stands.value}: one of several names of journals"))
    journals = sorted((text for _, text in names_found.values()), key=lambda text: text.span.start if text.span else 0)
    # A line with pages is about the article; one without may be the web site's current issue.
    surest = sorted(places, key=lambda place: place.rank)
    merged = Venue(
        journals=tuple(journals),
        volume=next((place.volume for place in surest if place.volume), None),
        issue=next((place.issue for place in surest if place.issue), None),
        page_start=next((place.page_start for place in surest if place.page_start), None),
        page_end=next((place.page_end for place in surest if place.page_end), None),
        issns=tuple({text.value: text for place in places for text in place.issns}.values()),
        eissns=tuple({text.value: text for place in places for text in place.eissns}.values()),
    )
    return merged, findings


def _corresponds(text: str) -> bool:
    return any(word in text.lower() for word in ("correspond", "교신", "책임저자"))


def _contacts(people: tuple[Author, ...], lines: Sequence[Passage]) -> tuple[tuple[Author, ...], list[Finding]]:
    """Give addresses and the word 'corresponding' to the author whom a line names, or to the only one there can be."""
    changed = list(people)
    findings: list[Finding] = []
    for line in lines:
        email, orcid = EMAIL.search(line.text), ORCID.search(line.text)
        named = [place for place, author in enumerate(changed) if names.mentions(line.text, author.names)]
        flagged = [place for place, author in enumerate(changed) if author.corresponding]
        who = named if len(named) == 1 else flagged if len(flagged) == 1 and not orcid else range(len(changed))
        corresponds = _corresponds(line.text)
        if len(who) != 1 or not (email or orcid or corresponds):
            note = f"{' '.join(line.text.split())[:60]}: it is not said whose address it is"
            findings.append(Finding("unplaced-line", line.span, note))
            continue
        author = changed[who[0]]
        changed[who[0]] = dataclasses.replace(
            author,
            email=author.email or (email[0] if email else ""),
            orcid=author.orcid or (orcid[1] if orcid else ""),
            corresponding=author.corresponding or corresponds,
        )
    return tuple(changed), findings

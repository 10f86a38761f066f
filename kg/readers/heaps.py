"""The heaps to which the lines of a header are sorted, and what is said of the lines that belong to none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.readers import article
from kg.readers.affiliations import Affiliation
from kg.readers.author_lines import Printed
from kg.readers.dates import Dated
from kg.readers.headings import Section
from kg.readers.scripts import language
from kg.readers.titles import Candidates
from kg.readers.venues import Venue
from kg.records import Finding, Passage, Span, Text

__all__ = ["CLOSED", "FRONT", "Heaps"]

FRONT = "front"
"""The zone before any heading; below a heading, the zone is what stands under it."""

CLOSED = (Section.BODY, Section.OTHER)
"""The headings below which nothing is of use here."""

_FUSED_LABEL = re.compile(r"\s*(?:키워드|주제어|핵심어|중심어|keywords?|key\swords)\s?[:：]\s*", re.IGNORECASE)
_FUSED_HEADING = re.compile(r"\s*[ⅠI1]\s?[.．]?\s?(?:서\s?론|머리말|들어가며|introduction)\s*$", re.IGNORECASE)
_LONGEST_ABSTRACT = 8000


@dataclass(slots=True)
class Heaps:
    """Collect what the lines of a header say, each kind in its own heap."""

    text: str = ""
    zone: str = FRONT
    titles: Candidates = field(default_factory=Candidates)
    people: list[list[Printed] | Affiliation] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    abstracts: list[list[Passage]] = field(default_factory=list)
    keywords: list[Passage] = field(default_factory=list)
    funding: list[Text] = field(default_factory=list)
    venues: list[Venue] = field(default_factory=list)
    publishers: list[Text] = field(default_factory=list)
    doi: Text | None = None
    url: Text | None = None
    platform_id: Text | None = None
    contacts: list[Passage] = field(default_factory=list)
    body: list[Passage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    heading: Passage | None = None
    under: int = 0
    last: str = ""
    omitted: bool = False

    def unplaced(self, passage: Passage, note: str) -> None:
        """Say that a line gave nothing, and why."""
        self.findings.append(article.unplaced(passage, note))

    def open(self, section: Section, passage: Passage, row: int) -> None:
        """Begin what stands under a heading."""
        self.close()
        self.heading, self.under = passage, 0
        self.zone = section
        if section is Section.ABSTRACT:
            self.abstracts.append([])
            self.titles.anchors[row] = 2
        elif section in (Section.REFERENCES, Section.CITED_BY):
            # A menu's words: the list itself is found before.
            self.unplaced(passage, "a heading with no list under it")
            self.heading = None
            self.zone = FRONT
        elif section in CLOSED:
            self.body.append(passage)

    def close(self) -> None:
        """End what stands under the heading; say so where that is nothing, and where it is text of no use here."""
        if self.body:
            span = Span(self.body[0].span.start, self.body[-1].span.end)
            note = f"{article.beginning(self.body[0].text)}: {len(self.body)} lines of the body or of another section"
            self.findings.append(Finding("unplaced-text", span, note))
            self.body = []
        elif self.heading is not None and not self.under:
            self.findings.append(Finding("empty-section", self.heading.span, article.beginning(self.heading.text)))
        self.heading = None

    def beside(self, passage: Passage, body: Text) -> None:
        """Say which words of a line of affiliation are no part of the body's name: a position, a telephone number."""
        if body.span is None:
            return
        for span in (Span(passage.span.start, body.span.start), Span(body.span.end, passage.span.end)):
            words = passage.text[span.start - passage.span.start : span.end - passage.span.start]
            if (
                len(re.findall(r"[^\W\d_]", words)) > 1
                and "orrespond" not in words
                and len(passage.text) == len(passage.span)
            ):
                note = f"{article.beginning(words.strip(' ,;:'))}: a position, role or address beside an affiliation"
                self.findings.append(Finding("unplaced-text", span, note))

    def add_keywords(self, passage: Passage) -> None:
        """Take a line of keywords; where a label or the next section's heading is fused to it, part them."""
        fused = _FUSED_LABEL.search(passage.text)
        if fused and fused.end() == len(passage.text):
            passage = passage.cut(Span(0, fused.start()))
        elif fused:
            self.add_keywords(passage.cut(Span(0, fused.start())))
            passage = passage.cut(Span(fused.end(), len(passage.text)))
        tail = _FUSED_HEADING.search(passage.text)
        if tail:
            section = passage.cut(Span(tail.start(), len(passage.text))).strip()
            passage = passage.cut(Span(0, tail.start()))
            if passage.text.strip():
                self.keywords.append(passage)
            self.open(Section.BODY, section, -1)
            return
        if passage.text.strip():
            self.keywords.append(passage)

    def add_abstract(self, passage: Passage, *, fresh: bool = False) -> None:
        """Add a paragraph: to the abstract of its language that is being read, else as one of its own."""
        last = self.abstracts[-1] if self.abstracts else None
        if last and sum(len(part.text) for part in last) + len(passage.text) > _LONGEST_ABSTRACT:
            # Longer than any abstract: the body has begun without a heading.
            self.open(Section.BODY, passage, -1)
            return
        if last is not None and (not last or language(last[-1].text) == language(passage.text)):
            last.append(passage)
        else:
            self.abstracts.append([passage])
        if fresh and self.zone != FRONT:
            self.zone = FRONT

"""The lines of a header, sorted: each to the heap that it belongs to, by its words, its heading, then its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.readers import affiliations, dates, venues
from kg.readers.author_lines import EMAIL, read_line
from kg.readers.funding import acknowledges, bodies
from kg.readers.headings import Section, furniture, heading, inline
from kg.readers.heaps import CLOSED, FRONT
from kg.readers.lines import Line
from kg.readers.placed import BACK, MOST_AUTHOR_LINES, Placed, prose
from kg.readers.scripts import language
from kg.readers.venues import Venue
from kg.records import Finding, Passage, Span, Text

__all__ = ["Sorter", "prose"]

_CONTACT = re.compile(
    r"[*†‡§\s\d)(]*(?:corresponding\sauthors?|correspondence(?:\sto)?|교신\s?저자|책임\s?저자|연락\s?저자|contact|"
    r"e-?mail|이메일|전자우편|tel|전화|fax|orcid)\b[\s:：)]*",
    re.IGNORECASE,
)
_NO_FIELD = re.compile(
    r"(?:abbreviation|abbr|약어|자료유형|자료형태|등재정보|등재여부|이용수|조회수|kdc|ddc)\s?[:：]", re.IGNORECASE
)
_VALUE = re.compile(
    r"(?:(?P<title>(?:국문|영문|한글|논문)?\s?제목|논문명|(?:article\s)?title)|(?P<authors>저자명?|authors?(?:\(s\))?)|"
    r"(?P<affiliation>소속(?:기관)?|저자\s?소속|affiliations?)|"
    r"(?P<journal>학술지명?|저널명|저널|수록지명?|게재지|간행물명?|journal(?:\s(?:title|name))?)|"
    r"(?P<publisher>발행기관|발행처|발행인|출판사|publisher)|"
    r"(?P<place>수록면|페이지|쪽수|권호(?:사항|정보)?|pages?|pp\.?|volume|vol\.?|issue|p?e?-?issn))(?:\s?[:：]|\t)\s*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Sorter(Placed):
    """Sort lines, one after the other, in page order."""

    def sort(self, lines: Sequence[Line], *, back: bool = False) -> None:
        """Sort the lines of the front of a page, or those behind its lists."""
        if back:
            self.close()
            self.zone = BACK
        for row, line in enumerate(lines):
            following = lines[row + 1] if row + 1 < len(lines) else None
            self._take(row, line, following)
        self.close()

    def _take(self, row: int, line: Line, following: Line | None) -> None:
        section = heading(line.text)
        if section is not None:
            self.open(section, line.passage, row)
            return
        if self.zone in CLOSED:
            self.body.append(line.passage)
            self.under += 1
            return
        self.under += 1
        kind = self._by_role(row, line) or self._by_words(row, line) or self._by_place(row, line, following)
        if kind != "furniture":
            self.last = kind

    # By its role ---------------------------------------------------------------------------------------------------

    def _by_role(self, row: int, line: Line) -> str:
        """Take a line as what the page's markup says that it is; empty where its words say that it is none."""
        passage = line.passage
        if line.role == "title":
            self.titles.given.append(passage)
            self.titles.passed.add(row)
            return "title"
        if line.role in ("authors", "affiliation"):
            return self._contributor(row, line)
        if line.role == "abstract" and not inline(line.text) and not furniture(line.text):
            self.add_abstract(passage)
            self.titles.anchors[row] = 2
            return "abstract"
        if line.role == "keywords" and not inline(line.text) and not furniture(line.text):
            self.add_keywords(passage)
            return "keywords"
        if line.role == "other":
            self.unplaced(passage, "in a block of the page that no field is read from")
            return "furniture"
        return ""

    def _contributor(self, row: int, line: Line) -> str:
        people = read_line(line.passage, known=True) if line.role == "authors" else []
        if people and len(self.people) < MOST_AUTHOR_LINES:
            self.people.append(people)
            self.titles.anchors[row] = 3
            return "authors"
        if self._dated(row, line) or self._alias(line.passage):
            return "authors"
        contact = self._contact(row, line)
        body = affiliations.read(line.passage) if self.people and not contact else None
        full = len(self.people) >= MOST_AUTHOR_LINES
        if body and not full and (line.role == "affiliation" or body.marks or affiliations.looks_like(body.text.value)):
            self.people.append(body)
            self.beside(line.passage, body.text)
            return "affiliation"
        return contact

    # By its words -----------------------------------------------------------------------------------------------

    def _by_words(self, row: int, line: Line) -> str:
        for rule in (self._address, self._dated, self._labelled, self._furniture, self._contact, self._venue):
            kind = rule(row, line)
            if kind:
                return kind
        return ""

    def _address(self, row: int, line: Line) -> str:
        passage = line.passage
        if not venues.is_address(passage):
            return ""
        doi, url = venues.doi(passage), venues.address(passage)
        if self.zone == BACK:
            # Behind the lists stand the addresses of other articles.
            self.unplaced(passage, "an address behind the lists")
        elif doi:
            self.doi = self.doi or doi
        elif url and "orcid.org" in url.value:
            self.contacts.append(passage)
        else:
            self.url = self.url or url
            self.platform_id = self.platform_id or venues.platform_id(passage)
        self.titles.passed.add(row)
        return "address"

    def _dated(self, row: int, line: Line) -> str:
        found = dates.read(line.passage)
        if not found and self.people:
            found = dates.unlabelled(line.passage)
            if found:
                note = f"{line.text}: read as received, revised and accepted, which the page does not say"
                self.findings.append(Finding("unlabelled-date", line.passage.span, note))
        if found:
            self.dates.extend(found)
        elif dates.labelled(line.text) and len(line.text) < 60:
            self.unplaced(line.passage, "the label of a date without a date of the calendar")
        else:
            return ""
        self.titles.anchors[row] = 2
        return "date"

    def _labelled(self, row: int, line: Line) -> str:
        found = inline(line.text)
        if found is None:
            return self._valued(row, line.passage)
        rest = line.passage.cut(Span(found.start, len(line.text)))
        if found.section is Section.FUNDING and not acknowledges(rest.text):
            self.funding.extend(bodies(rest))
        elif found.section is Section.KEYWORDS:
            self.add_keywords(rest)
            self.zone = Section.KEYWORDS
        elif found.section is Section.ABSTRACT:
            self.abstracts.append([rest])
            self.titles.anchors[row] = 2
            self.zone = Section.ABSTRACT
        else:
            self.unplaced(line.passage, "an acknowledgement")
        return str(found.section)

    def _valued(self, row: int, passage: Passage) -> str:
        """Read a line of label and value, as catalogues print them: ``학술지명 : …``, ``저자 : …``."""
        match = _VALUE.match(passage.text)
        if match is None or match.lastgroup is None or self.zone == BACK:
            return ""
        rest = passage.cut(Span(match.end(), len(passage.text))).strip()
        if not rest.text:
            return ""
        kind = match.lastgroup
        place = venues.read(passage) if kind == "place" else None
        people = read_line(rest) if kind == "authors" else []
        body = affiliations.read(rest) if kind == "affiliation" and self.people else None
        if kind == "title":
            self.titles.given.append(rest)
        elif people:
            self.people.append(people)
        elif body:
            self.people.append(body)
        elif kind == "journal":
            self.venues.append(Venue(journals=venues.names(rest), rank=0))
        elif kind == "publisher":
            self.publishers.append(Text(rest.text, language(rest.text), rest.span))
        elif place:
            self.venues.append(place)
        else:
            self.unplaced(passage, "a label whose value is not understood")
        self.titles.passed.add(row)
        return "affiliation" if body else kind

    def _venue(self, row: int, line: Line) -> str:
        if self.zone != FRONT or self.abstracts or acknowledges(line.text):
            return ""
        found = venues.read(line.passage)
        bare = dates.parse(line.passage) if self.last == "venue" and not found else None
        names = venues.publisher(line.passage) if self.last == "venue" and not found else ()
        if found:
            self.venues.append(found)
        elif bare:
            # 'Volume 19 Issue 4', '/', '2016': one line of the page, copied as several.
            self.venues.append(Venue(year=bare))
        elif names:
            self.publishers.extend(names)
        else:
            return ""
        self.titles.passed.add(row)
        return "venue"

    def _contact(self, row: int, line: Line) -> str:
        if len(line.text) > 400 or not self.people or self.zone == BACK:
            # Before the authors and behind the lists stand the web site's own addresses.
            return ""
        if EMAIL.fullmatch(line.text.strip("()<>*†‡ ")):
            self.contacts.append(line.passage)
            return "contact"
        match = _CONTACT.match(line.text)
        if not match:
            return ""
        head = line.passage.cut(Span(match.end(), len(line.text)))
        first = head.text.lstrip(", ").split(",")[0]
        if affiliations.looks_like(first) and not EMAIL.search(first):
            return ""
        self.contacts.append(line.passage)
        return "contact"

    def _furniture(self, row: int, line: Line) -> str:
        note = furniture(line.text)
        if not note and _NO_FIELD.match(line.text):
            note = "a label that has no field here"
        if not note:
            return ""
        self.unplaced(line.passage, note)
        if "left out" in note:
            self.omitted = True
            self.titles.anchors[row] = 2
        else:
            self.titles.passed.add(row)
        return "furniture"

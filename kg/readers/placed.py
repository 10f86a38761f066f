"""The lines of a header that neither the markup nor their words place: sorted by what stands before and behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.readers import affiliations, keywords
from kg.readers.affiliations import Affiliation
from kg.readers.author_lines import Printed, affiliation_line, read_line
from kg.readers.funding import acknowledges, bodies
from kg.readers.headings import Section, heading, numbered
from kg.readers.heaps import FRONT, Heaps
from kg.readers.lines import Line
from kg.readers.scripts import language
from kg.records import Passage, Span

__all__ = ["BACK", "MOST_AUTHOR_LINES", "Placed", "prose"]

BACK = "back"
"""The zone behind a page's lists."""

MOST_AUTHOR_LINES = 500
"""So many lines of authors and affiliations are read of one page."""

_SENTENCE = re.compile(r"(?<![A-Z])[.!?。]['\"”’)\]\d]*(?:\s+[A-Z가-힣\"'“‘(]|\s*$)")
_WHOLE = re.compile(r"\S+(?:\s+\S+){2,}[^\s\d.]{2}[.。!?][\"'”’)]?")


def prose(text: str) -> bool:
    """Tell whether a line is running text: a sentence of some length, or simply too long for anything else."""
    return len(text) > 320 or (len(text) >= 60 and text.count(" ") >= 6 and _SENTENCE.search(text) is not None)


@dataclass(slots=True)
class Placed(Heaps):
    """Place a line by what stands around it."""

    def _by_place(self, row: int, line: Line, following: Line | None) -> str:
        passage, text = line.passage, line.text
        if self.zone == Section.KEYWORDS and self._goes_on_with_keywords(line):
            self.add_keywords(passage)
            return "keywords"
        if self.zone == Section.ABSTRACT and self._goes_on_with_abstract(line):
            self.add_abstract(passage)
            return "abstract"
        if self.zone == Section.FUNDING and not acknowledges(text) and not prose(text):
            self.funding.extend(bodies(passage))
            return "funding"
        if acknowledges(text):
            self.unplaced(passage, "an acknowledgement")
            return "acknowledgement"
        if self.zone == Section.ACKNOWLEDGEMENT and (prose(text) or not line.gap):
            self.unplaced(passage, "an acknowledgement")
            return "acknowledgement"
        if (self.abstracts or self.keywords or self.zone == Section.KEYWORDS) and numbered(text):
            self.open(Section.BODY, passage, row)
            return "body"
        if self.zone in (Section.FUNDING, Section.ACKNOWLEDGEMENT, Section.KEYWORDS, Section.ABSTRACT):
            self.zone = FRONT
        if self.zone == BACK:
            self.unplaced(passage, "behind the lists, without a heading")
            return "unplaced"
        return self._front(row, line, following)

    def _front(self, row: int, line: Line, following: Line | None) -> str:
        passage, text = line.passage, line.text
        people = read_line(passage, known=self._awaits_author() and len(text) <= 60)
        if self._is_keywords(line, following) and not self._are_people(people, following):
            self.add_keywords(passage)
            return "keywords"
        if people and len(self.people) < MOST_AUTHOR_LINES:
            self.people.append(people)
            self.titles.anchors[row] = 3
            return "authors"
        alias = self._alias(passage)
        if alias:
            return alias
        if (
            self.people and self.last in ("authors", "affiliation", "contact", "furniture")
        ) or self.zone == Section.AUTHORS:
            body = affiliation_line(passage)
            if body and (body.marks or affiliations.is_line(text)):
                self.people.append(body)
                self.beside(passage, body.text)
                return "affiliation"
        if self.people and _only_marks(text):
            self.unplaced(passage, "marks of an affiliation that is not printed")
            return "marks"
        if prose(text):
            self.add_abstract(passage, fresh=True)
            self.titles.anchors[row] = 2
            return "abstract"
        if self.zone == Section.AUTHORS or len(text) > 320:
            self.unplaced(passage, "neither an author nor an affiliation")
            return "unplaced"
        self.titles.add(row, self._with_dash(line))
        return "title"

    def _awaits_author(self) -> bool:
        """Tell whether the line before names authors and ends with a semicolon, so that another must follow."""
        last = self.people[-1] if self.people and self.last == "authors" else None
        return isinstance(last, list) and bool(last) and last[-1].more

    def _are_people(self, people: Sequence[Printed], following: Line | None) -> bool:
        """Tell names from keywords that look like names: by marks, by an affiliation, by as many names before."""
        if not people:
            return False
        if any(one.marks or one.affiliations for one in people):
            return True
        if not (self.abstracts or self.omitted or self.keywords):
            return True
        before = [item for item in self.people if not isinstance(item, Affiliation)]
        if any(len(item) == len(people) and item[0].native != people[0].native for item in before):
            return True
        return following is not None and affiliations.is_line(following.text)

    def _with_dash(self, line: Line) -> Passage:
        """Return a line with the dash before it, which is no bullet where it opens a subtitle."""
        start, end = line.passage.span.start, line.passage.span.end
        dash = self.text.rfind(line.bullet, 0, start) if line.bullet in ("-", "–", "—") else -1
        if dash < 0 or self.text[dash + 1 : start].strip():
            return line.passage
        return Passage.at(self.text[dash:end], dash)

    def _alias(self, passage: Passage) -> str:
        """Read a bracketed line under one name, which holds that name in the other script: ``(Seung-Tae Lee)``."""
        inner = passage.text.strip()
        if not (inner.startswith("(") and inner.endswith(")") and self.people):
            return ""
        last = self.people[-1]
        people = read_line(passage.cut(Span(1, len(passage.text) - 1)))
        if isinstance(last, Affiliation) or len(people) != len(last):
            return ""
        self.people.append(people)
        return "authors"

    def _is_keywords(self, line: Line, following: Line | None) -> bool:
        """Tell whether a line without a heading is one of keywords: behind the abstract, or before the body."""
        if self.zone == Section.AUTHORS or not keywords.looks_like(line.text):
            return False
        if any(self.abstracts) or self.keywords or self.omitted:
            return True
        return following is not None and (
            heading(following.text) is Section.BODY
            or numbered(following.text)
            or (
                keywords.looks_like(following.text)
                and language(following.text) != language(line.text)
                and not read_line(line.passage)
            )
        )

    def _goes_on_with_keywords(self, line: Line) -> bool:
        if prose(line.text) or numbered(line.text) or acknowledges(line.text):
            return False
        if self.under == 1 or keywords.looks_like(line.text):
            return True
        unfinished = bool(self.keywords) and self.keywords[-1].text.rstrip()[-1:] in ",;·"
        short = bool(line.bullet) or len(line.text) <= 40
        return unfinished or (not line.gap and short and not read_line(line.passage))

    def _goes_on_with_abstract(self, line: Line) -> bool:
        if prose(line.text) and not acknowledges(line.text):
            return True
        begun = bool(self.abstracts and self.abstracts[-1])
        if not begun:
            if self.under != 1 or read_line(line.passage):
                return False
            # A heading announces it, so that one short sentence is enough; a title has no full stop.
            return (len(line.text) >= 40 and not line.gap) or _WHOLE.fullmatch(line.text) is not None
        return not line.gap and not numbered(line.text) and not read_line(line.passage)


def _only_marks(text: str) -> bool:
    return len(text) <= 12 and not any(char.isalpha() for char in text)

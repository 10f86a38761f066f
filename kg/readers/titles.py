"""Which of the lines at the front of a page is the title, in each language: told by script and surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.readers.lines import join
from kg.readers.scripts import language
from kg.records import Passage, Span, Text

__all__ = ["Candidates"]

_CATEGORY = re.compile(
    r"\[[^\]]{0,12}(?:논문|article|review|특집|연구|기획|보고서|단행본|학술|original|paper|note)[^\]]{0,12}\]\s*",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(r"[-–—―:：(（<〈《~∼]")
_LEAST = 4


@dataclass(slots=True)
class Candidates:
    """Collect the lines that nothing else explains, and the lines that follow a title: authors, dates, abstracts.

    ``anchors`` tells of each such line how surely a title stands before it; ``passed`` are lines that count for
    nothing; ``given`` are what a label calls the title.
    """

    lines: list[tuple[int, Passage]] = field(default_factory=list)
    anchors: dict[int, int] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)
    given: list[Passage] = field(default_factory=list)

    def add(self, row: int, passage: Passage) -> None:
        """Take a line into account."""
        self.lines.append((row, passage))

    def choose(self, text: str = "") -> tuple[list[Text], list[Passage]]:
        """Return the title in each language, in printed order, and the lines that are none.

        A title stands right before authors, dates or the abstract, other titles between. Of several lines in one
        language there, the last counts if it is not much shorter than the others, which are the web site's.
        """
        groups = self._groups()
        chosen: dict[str, list[Passage]] = {}
        for passage in self.given:
            chosen.setdefault(language(passage.text), [passage])
        for leads, group in sorted(groups, key=lambda one: -one[0]):
            for lang, passages in self._by_language(group).items():
                title = self._title(passages)
                if lang not in chosen and (leads or len(title[0].text) >= 12):
                    chosen[lang] = title
        titles = sorted(
            (self._text(passages, text) for passages in chosen.values()), key=lambda one: one.span or Span(0, 0)
        )
        used = {id(passage) for passages in chosen.values() for passage in passages}
        return titles, [passage for _, passage in self.lines if id(passage) not in used]

    def _groups(self) -> list[tuple[int, list[Passage]]]:
        """Part the lines into runs, and tell of each how surely it leads to authors, dates or an abstract."""
        groups: list[tuple[int, list[Passage]]] = []
        previous = -2
        for row, passage in self.lines:
            following = row + 1
            while following in self.passed:
                following += 1
            leads = self.anchors.get(following, 0)
            if groups and previous + 1 == row and not groups[-1][0]:
                groups[-1][1].append(passage)
                groups[-1] = (leads, groups[-1][1])
            else:
                groups.append((leads, [passage]))
            previous = following - 1
        return groups

    @staticmethod
    def _by_language(group: list[Passage]) -> dict[str, list[Passage]]:
        found: dict[str, list[Passage]] = {}
        for passage in group:
            lang = language(passage.text)
            if lang and sum(char.isalpha() for char in passage.text) >= _LEAST:
                found.setdefault(lang, []).append(passage)
        return found

    @staticmethod
    def _title(passages: list[Passage]) -> list[Passage]:
        if len(passages) > 1 and _SUBTITLE.match(passages[-1].text):
            return passages[-2:]
        longest = max(passages, key=lambda passage: len(passage.text))
        return [passages[-1] if len(passages[-1].text) * 2 >= len(longest.text) else longest]

    @staticmethod
    def _text(passages: list[Passage], text: str) -> Text:
        whole = join(passages, text)
        category = _CATEGORY.match(whole.text)
        if category and category.end() < len(whole.text):
            whole = whole.cut(Span(category.end(), len(whole.text)))
        return Text(" ".join(whole.text.split()) if len(passages) > 1 else whole.text, language(whole.text), whole.span)

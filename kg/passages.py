"""Places in a text: which characters are meant, and where the characters of a passage stand in the saved file.

A position is an offset in Unicode code points over the decoded source file, half-open, as ``oa:TextPositionSelector``
of the W3C Web Annotation Vocabulary has it.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Passage", "Run", "Span"]


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Say which characters are meant: ``start`` inclusive, ``end`` exclusive, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def shift(self, by: int) -> Span:
        """Move the span by so many characters."""
        return Span(self.start + by, self.end + by)

    def contains(self, other: Span) -> bool:
        """Tell whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, order=True, slots=True)
class Run:
    """Say that ``length`` characters of a passage stand in the source from ``source`` on.

    ``source_length`` differs from ``length`` where one character of the text is written with several
    in the file, as ``&amp;`` in HTML.
    """

    text: int
    source: int
    length: int
    source_length: int


@dataclass(frozen=True, order=True, slots=True)
class Passage:
    """Hold a piece of text as a person reads it, and where each character of it stands in the file.

    In copied text, a passage is one run. In HTML it has a run for each stretch between tags and
    character references.
    """

    text: str
    runs: tuple[Run, ...]

    @classmethod
    def at(cls, text: str, start: int) -> Passage:
        """Make the passage of text that stands in the source, unbroken, from ``start`` on."""
        return cls(text, (Run(0, start, len(text), len(text)),) if text else ())

    @property
    def span(self) -> Span:
        """Return the smallest span of the source that holds the whole passage."""
        if not self.runs:
            return Span(0, 0)
        last = self.runs[-1]
        return Span(self.runs[0].source, last.source + last.source_length)

    def locate(self, span: Span) -> Span:
        """Return the source characters that give ``span`` of the passage's text."""
        touched = [run for run in self.runs if run.text < span.end and span.start < run.text + run.length]
        if not touched:
            position = self._position(span.start)
            return Span(position, position)
        first, last = touched[0], touched[-1]
        start = first.source
        if first.length == first.source_length:
            start += max(0, span.start - first.text)
        end = last.source + last.source_length
        if last.length == last.source_length:
            end = last.source + min(last.length, span.end - last.text)
        return Span(start, end)

    def cut(self, span: Span) -> Passage:
        """Return the part of the passage that ``span`` of its text names."""
        runs: list[Run] = []
        for run in self.runs:
            start, end = max(run.text, span.start), min(run.text + run.length, span.end)
            if start >= end:
                continue
            if run.length == run.source_length:
                runs.append(Run(start - span.start, run.source + start - run.text, end - start, end - start))
            else:
                runs.append(Run(start - span.start, run.source, end - start, run.source_length))
        return Passage(self.text[span.start : span.end], tuple(runs))

    def strip(self) -> Passage:
        """Return the passage without white space at its ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(Span(left, max(left, len(self.text.rstrip()))))

    def _position(self, offset: int) -> int:
        before = [run for run in self.runs if run.text + run.length <= offset]
        if before:
            return before[-1].source + before[-1].source_length
        return self.runs[0].source if self.runs else 0

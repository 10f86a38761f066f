"""The words that every room shares: what a page says, before any of it is RDF.

Records are frozen, ordered and typed. They know neither files nor RDF. A position is an offset in
Unicode code points over the decoded source file, half-open, as in ``oa:TextPositionSelector`` of the
W3C Web Annotation Vocabulary.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.passages import Passage, Run, Span

__all__ = [
    "Author",
    "CitedBy",
    "Entry",
    "Field",
    "Finding",
    "Name",
    "Paper",
    "ParsedReference",
    "PartialDate",
    "Passage",
    "Reference",
    "Run",
    "Section",
    "Severity",
    "Source",
    "Span",
    "Text",
    "WorkType",
]


class Severity(StrEnum):
    """How much a finding matters; the values are the SHACL severities' local names."""

    INFO = "Info"
    WARNING = "Warning"
    VIOLATION = "Violation"


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """Say what is wrong with, or remarkable about, a place in the source. The source is never corrected.

    ``kind`` is the local name of a concept in ``ontology/schemes/findings.ttl``, such as
    ``unbalanced-quote``; ``span`` is over the text of the record that carries the finding:
    over the reference's text in a :class:`ParsedReference`, over the source file in a :class:`Paper`.
    """

    kind: str
    span: Span | None = None
    note: str = ""


@dataclass(frozen=True, order=True, slots=True)
class Text:
    """Hold a printed string, the BCP 47 tag of its language and script, and where it stands.

    ``lang`` is empty where the string does not tell (a Latin name of anybody).
    """

    value: str
    lang: str = ""
    span: Span | None = None


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """Hold a date in the precision in which it is printed: ``2016``, ``2016-12`` or ``2016-12-31``."""

    value: str
    span: Span | None = None

    @property
    def year(self) -> int:
        """Return the year as a number."""
        return int(self.value[:4])


class WorkType(StrEnum):
    """What kind of thing a work is; the values are those of the labelled references."""

    ARTICLE = "article"
    BOOK = "book"
    EDITED_BOOK = "edited-book"
    CHAPTER = "chapter"
    PROCEEDINGS_PAPER = "proceedings-paper"
    REPORT = "report"
    WORKING_PAPER = "working-paper"
    THESIS = "thesis"
    WEBPAGE = "webpage"
    NEWSPAPER = "newspaper"
    LEGAL = "legal"
    LEGAL_CASE = "legal-case"
    STANDARD = "standard"
    PATENT = "patent"
    PRESENTATION = "presentation"
    DATASET = "dataset"
    DOCUMENT = "document"


@dataclass(frozen=True, order=True, slots=True)
class Name:
    """Hold one printed name of a person or a body.

    ``literal`` is the name as printed. ``family`` and ``given`` are filled where the source separates
    them or a rule does (Hangul: the surname list); a corporate name has neither. ``role`` is
    ``author``, ``editor`` or ``translator``. ``lang`` is ``ko`` for Hangul, ``ko-Hani`` for hanja,
    ``ko-Latn`` only for the Latin spelling that a page prints beside a Hangul name, else empty.
    """

    literal: str
    family: str = ""
    given: str = ""
    role: str = "author"
    corporate: bool = False
    lang: str = ""
    span: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, order=True, slots=True)
class Field:
    """Hold one field that was read in a reference.

    ``name`` is one of ``year date title container volume issue pages publisher institution place edition
    series number doi url accessed note degree``. ``value`` is what it means (``45-60``), ``spans`` which
    characters of the reference say so, in reading order. ``confidence`` is a calibrated probability.
    """

    name: str
    value: str
    spans: tuple[Span, ...]
    confidence: float = 1.0
    lang: str = ""


@dataclass(frozen=True, order=True, slots=True)
class ParsedReference:
    """Hold what was read in one reference string; all spans are over ``raw``.

    ``parallel`` restates the same work in a second language inside the same string. ``basis`` says by
    which rule or model the type was decided. ``unread`` are the stretches of the string that are neither
    field nor punctuation nor label: what was not understood.
    """

    raw: str
    type: WorkType = WorkType.DOCUMENT
    basis: str = ""
    lang: str = ""
    names: tuple[Name, ...] = ()
    et_al: bool = False
    fields: tuple[Field, ...] = ()
    parallel: ParsedReference | None = None
    unread: tuple[Span, ...] = ()
    findings: tuple[Finding, ...] = ()
    confidence: float = 1.0
    type_confidence: float = 1.0

    def field(self, name: str) -> Field | None:
        """Return the first field of that name, or nothing."""
        for field in self.fields:
            if field.name == name:
                return field
        return None

    def value(self, name: str) -> str:
        """Return the value of the first field of that name, or an empty string."""
        field = self.field(name)
        return field.value if field else ""

    def by_role(self, role: str) -> Iterator[Name]:
        """Yield the names that stand in that role, in printed order."""
        return (name for name in self.names if name.role == role)

    def replace(self, **changes: Any) -> ParsedReference:
        """Return a copy with some attributes changed."""
        return dataclasses.replace(self, **changes)


@dataclass(frozen=True, order=True, slots=True)
class Source:
    """Describe the saved file: which bytes, how they were decoded, how long the text is.

    ``key`` is the first 16 hexadecimal digits of ``sha256``. ``name`` is the file's name without its
    folder, for people; it is in no IRI. ``format`` is the reader's name, such as ``text`` or ``html``.
    """

    sha256: str
    name: str
    format: str
    media_type: str
    encoding: str
    length: int
    bom: bool = False

    @property
    def key(self) -> str:
        """Return the short form of the digest that stands in IRIs."""
        return self.sha256[:16]


@dataclass(frozen=True, order=True, slots=True)
class Author:
    """Hold one author of the page: the names in each script, and the affiliations in each language.

    Names and affiliations of two language blocks are paired by position, which is what the page prints.
    """

    position: int
    names: tuple[Name, ...]
    affiliations: tuple[Text, ...] = ()
    orcid: str = ""
    email: str = ""
    corresponding: bool = False


def _with_links(passage: Passage, links: tuple[Text, ...]) -> Passage:
    text, runs = passage.text, list(passage.runs)
    for link in links:
        text += "\n"
        if link.span is not None:
            runs.append(Run(len(text), link.span.start, len(link.value), len(link.span)))
        text += link.value
    return Passage(text, tuple(runs))


@dataclass(frozen=True, order=True, slots=True)
class Entry:
    """Hold one printed entry of a list.

    ``label`` is the number or bullet as printed (``5.``), empty for plain lines; it is not part of the
    passage. ``parsed`` is filled by the references room. ``links`` are the targets of the links inside the
    entry, as the file gives them: what an HTML page says of the entry without showing it. A field that only
    a link says has its span behind the passage's end, over :attr:`whole`.
    """

    position: int
    passage: Passage
    label: str = ""
    parsed: ParsedReference | None = None
    links: tuple[Text, ...] = ()

    @property
    def whole(self) -> Passage:
        """Return the passage with the targets of the links behind it, each behind a line break."""
        return _with_links(self.passage, self.links)


class Reference(Entry):
    """Hold one printed entry of the reference list."""

    __slots__ = ()


class CitedBy(Entry):
    """Hold one printed entry of the list of citing works; its ``issue`` may be printed as ``pp.3``."""

    __slots__ = ()


@dataclass(frozen=True, order=True, slots=True)
class Section:
    """Say where a list stands in the file: ``references`` or ``cited-by``, heading included."""

    kind: str
    span: Span


@dataclass(frozen=True, order=True, slots=True)
class Paper:
    """Hold everything that one source says about one paper.

    ``text`` is the decoded file. ``venue`` and the fields below it are filled only where the source
    says them. ``dates`` maps ``submitted revised accepted issued`` to partial dates, in that order.
    """

    source: Source
    text: str = dataclasses.field(repr=False)
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
    language: Text | None = None
    type: WorkType = WorkType.ARTICLE
    references: tuple[Reference, ...] = ()
    cited_by: tuple[CitedBy, ...] = ()
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()

    def date(self, event: str) -> PartialDate | None:
        """Return the date of ``submitted``, ``revised``, ``accepted`` or ``issued``, or nothing."""
        return dict(self.dates).get(event)

    def replace(self, **changes: Any) -> Paper:
        """Return a copy with some attributes changed."""
        return dataclasses.replace(self, **changes)

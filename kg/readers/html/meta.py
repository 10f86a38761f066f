"""What the head of a page says of the article: Highwire, PRISM, Dublin Core, Open Graph and schema.org.

Highwire's tags (``citation_title``, ...; Google Scholar's inclusion guidelines) are made for machines and are the
surest; Dublin Core comes next, then the description of a ``ScholarlyArticle`` in JSON-LD, then Open Graph. Of one
field, only the surest scheme that has it counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.readers import dates, keywords, names, venues
from kg.readers.author_lines import ORCID, read_line
from kg.readers.authors import Printed
from kg.readers.dates import Dated
from kg.readers.html.schema import articles
from kg.readers.html.tree import Document
from kg.readers.scripts import language
from kg.records import Passage, Span, Text

__all__ = ["Meta", "read"]


@dataclass(slots=True)
class Meta:
    """Hold what the head of a page says, in the order of the tags; ``people`` has one list of authors a language.

    ``weak_titles`` tells that the titles are made for people who share the page: the site's name may be in them.
    """

    titles: list[Text] = field(default_factory=list)
    weak_titles: bool = False
    people: list[list[Printed]] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    abstracts: list[Text] = field(default_factory=list)
    keywords: list[Text] = field(default_factory=list)
    doi: Text | None = None
    platform_id: Text | None = None
    url: Text | None = None
    journals: list[Text] = field(default_factory=list)
    issns: list[Text] = field(default_factory=list)
    eissns: list[Text] = field(default_factory=list)
    volume: Text | None = None
    issue: Text | None = None
    page_start: Text | None = None
    page_end: Text | None = None
    publishers: list[Text] = field(default_factory=list)
    language: Text | None = None
    references: list[Passage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tag:
    """One statement of the head: the scheme's name for it, lower-case, without prefix variants, and its value."""

    name: str
    value: Passage


# What each name means. The order within a row is the order of trust.
_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("citation_title", "dc.title", "prism.title", "ld.headline", "ld.name", "og.title"),
    "author": ("citation_author", "citation_authors", "dc.creator", "dc.contributor", "ld.author"),
    "doi": ("citation_doi", "prism.doi", "bepress_citation_doi", "dc.identifier", "ld.identifier", "ld.sameas"),
    "journal": ("citation_journal_title", "prism.publicationname", "dc.source", "ld.journal"),
    "volume": ("citation_volume", "prism.volume", "ld.volumenumber"),
    "issue": ("citation_issue", "prism.number", "ld.issuenumber"),
    "start": ("citation_firstpage", "prism.startingpage", "ld.pagestart"),
    "end": ("citation_lastpage", "prism.endingpage", "ld.pageend"),
    "issn": ("citation_issn", "prism.issn", "ld.issn"),
    "eissn": ("citation_eissn", "prism.eissn"),
    "publisher": ("citation_publisher", "dc.publisher", "ld.publisher"),
    "keywords": ("citation_keywords", "citation_keyword", "dc.subject", "ld.keywords", "keywords"),
    "abstract": ("citation_abstract", "dcterms.abstract", "dc.description", "ld.abstract", "ld.description"),
    "language": ("citation_language", "dc.language", "ld.inlanguage"),
    "url": ("citation_abstract_html_url", "citation_fulltext_html_url", "link.canonical", "og.url", "ld.url"),
    "reference": ("citation_reference",),
}
_DATES: tuple[tuple[str, str, int], ...] = (
    ("citation_publication_date", "issued", 3),
    ("citation_date", "issued", 4),
    ("citation_cover_date", "issued", 5),
    ("prism.publicationdate", "issued", 5),
    ("dcterms.issued", "issued", 6),
    ("dc.date.issued", "issued", 6),
    ("dc.date", "issued", 7),
    ("dcterms.date", "issued", 7),
    ("citation_year", "issued", 8),
    ("ld.datepublished", "issued", 8),
    ("citation_online_date", "issued", 9),
    ("article.published_time", "issued", 9),
    ("dcterms.datesubmitted", "submitted", 6),
    ("dc.date.submitted", "submitted", 6),
    ("dcterms.dateaccepted", "accepted", 6),
    ("dc.date.accepted", "accepted", 6),
)
_PREFIX = re.compile(r"^(?:dcterms?|dct)[.:]|^dc[.:]|^(?:prism|og|article)[.:]", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*[;；]\s*")


def read(document: Document) -> Meta:
    """Read the tags of a page's head, wherever in the page they stand."""
    found = list(_tags(document))
    by_name: dict[str, list[Passage]] = {}
    for tag in found:
        if tag.value.text.strip():
            by_name.setdefault(tag.name, []).append(tag.value.strip())

    def values(kind: str) -> list[Passage]:
        return next((by_name[name] for name in _NAMES[kind] if name in by_name), [])

    meta = Meta()
    _titles(meta, values("title"))
    meta.weak_titles = not any(name in by_name for name in _NAMES["title"][:-1])
    meta.people = _people(found, by_name)
    _dates(meta, by_name)
    _identifiers(meta, by_name)
    _venue(meta, values)
    meta.keywords = list(keywords.read(values("keywords")))
    for value in values("abstract"):
        # A line about the site is no abstract.
        if len(value.text) >= 80 and value.text.strip() not in {title.value for title in meta.titles}:
            meta.abstracts.append(Text(value.text, language(value.text), value.span))
    for value in values("language")[:1]:
        code = _LANGUAGES.get(value.text.lower(), value.text.lower().replace("_", "-").split("-")[0])
        if re.fullmatch(r"[a-z]{2}", code):
            meta.language = Text(code, "", value.span)
    meta.references = values("reference")
    return meta


_LANGUAGES = {
    "kor": "ko", "korean": "ko", "한국어": "ko", "eng": "en", "english": "en", "jpn": "ja", "japanese": "ja",
    "zho": "zh", "chi": "zh", "chinese": "zh", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es",
}  # fmt: skip


def _tags(document: Document) -> Iterator[Tag]:
    for element in document.elements:
        if element.name == "meta":
            name = (element.get("name") or element.get("property") or element.get("itemprop")).lower()
            value = element.value("content")
            if name and value is not None:
                yield Tag(_canonical(name), value)
        elif element.name == "link" and element.get("rel").lower() == "canonical":
            value = element.value("href")
            if value is not None:
                yield Tag("link.canonical", value)
        elif element.name == "script" and element.get("type").lower().split(";")[0].strip() == "application/ld+json":
            for name, value in articles(document.content(element)):
                yield Tag(f"ld.{name}", value)


def _canonical(name: str) -> str:
    """Write ``DC.Title``, ``dc:title``, ``DCTERMS.title``, ``og:title`` in one way."""
    match = _PREFIX.match(name)
    if not match:
        return name
    scheme = match[0][:-1]
    rest = name[match.end() :].replace(":", ".")
    if scheme in ("dcterm", "dcterms", "dct"):
        terms = ("issued", "date", "datesubmitted", "dateaccepted", "abstract")
        return f"dcterms.{rest}" if rest in terms else f"dc.{rest}"
    return f"{scheme}.{rest}"


def _titles(meta: Meta, values: Sequence[Passage]) -> None:
    for value in values:
        lang = language(value.text)
        if not any(title.lang == lang for title in meta.titles):
            meta.titles.append(Text(" ".join(value.text.split()), lang, value.span))


def _people(found: Sequence[Tag], by_name: dict[str, list[Passage]]) -> list[list[Printed]]:
    """Return the authors, each with the institutions, address and ORCID that the tags behind it name."""
    name = next((one for one in _NAMES["author"] if one in by_name), "")
    people: list[Printed] = []
    several = False
    for tag in found:
        value = tag.value.strip()
        if not value.text:
            continue
        if tag.name == name:
            pieces = list(_pieces(value))
            several = len(pieces) > 1
            for piece in pieces:
                person = names.person(piece, strict=False)
                # 'Kim, Soo-Il, Hong, Gil-Dong': several in one value, without a semicolon.
                row = [Printed(person)] if person else read_line(piece)
                people.extend(replace(one, more=False) for one in row)
                several = several or len(row) > 1
        elif not people or several or not name.startswith(("citation_author", "ld.")):
            continue
        elif tag.name in ("citation_author_institution", "citation_author_affiliation", "ld.affiliation"):
            for piece in _pieces(value):
                body = Text(piece.text, language(piece.text), piece.span)
                if body not in people[-1].affiliations:
                    people[-1] = replace(people[-1], affiliations=(*people[-1].affiliations, body))
        elif tag.name in ("citation_author_email", "ld.email"):
            people[-1] = replace(people[-1], email=people[-1].email or value.text)
        elif tag.name in ("citation_author_orcid", "ld.orcid"):
            orcid = ORCID.search(value.text)
            if orcid:
                people[-1] = replace(people[-1], orcid=people[-1].orcid or orcid[1])
    return _blocks(people)


def _blocks(people: Sequence[Printed]) -> list[list[Printed]]:
    """Part a row of authors in which each language has its own run: ``김;이;Kim;Lee``."""
    unique = list({(one.name.literal.casefold(), one.affiliations): one for one in people}.values())
    if not unique:
        return []
    first = [one for one in unique if one.native == unique[0].native]
    second = [one for one in unique if one.native != unique[0].native]
    if len(first) == len(second) and unique[: len(first)] == first:
        return [first, second]
    return [unique]


def _pieces(value: Passage) -> Iterator[Passage]:
    start = 0
    for match in [*_SEVERAL.finditer(value.text), None]:
        end = match.start() if match else len(value.text)
        piece = value.cut(Span(start, end)).strip()
        if piece.text:
            yield piece
        start = match.end() if match else end


def _dates(meta: Meta, by_name: dict[str, list[Passage]]) -> None:
    for name, event, rank in _DATES:
        for value in by_name.get(name, ()):
            # A date with a time: '2016-12-31T00:00:00+09:00'.
            day = value.cut(Span(0, 10)) if re.match(r"\d{4}-\d\d-\d\d[T ]", value.text) else value
            date = dates.parse(day)
            if date is not None:
                meta.dates.append(Dated(event, date, name, rank))


def _identifiers(meta: Meta, by_name: dict[str, list[Passage]]) -> None:
    for name in _NAMES["doi"]:
        for value in by_name.get(name, ()):
            meta.doi = meta.doi or venues.doi(value)
    for name in _NAMES["url"]:
        for value in by_name.get(name, ()):
            meta.url = meta.url or venues.address(value)
    for name in ("citation_id", *_NAMES["url"], "dc.identifier", "citation_pdf_url"):
        for value in by_name.get(name, ()):
            meta.platform_id = meta.platform_id or venues.platform_id(value)


def _venue(meta: Meta, values: Callable[[str], list[Passage]]) -> None:
    for value in values("journal"):
        for journal in venues.names(value):
            if not any(known.lang == journal.lang for known in meta.journals):
                meta.journals.append(journal)
    meta.volume, meta.issue = _number(values("volume")), _number(values("issue"))
    meta.page_start, meta.page_end = _number(values("start")), _number(values("end"))
    if meta.page_start and not meta.page_end:
        # 'citation_firstpage' with the whole range in it.
        both = re.fullmatch(r"(\w{1,8})\s?[-–~]\s?(\w{1,8})", meta.page_start.value)
        start = next(iter(values("start")))
        if both:
            meta.page_start = Text(both[1], "", start.locate(Span(*both.span(1))))
            meta.page_end = Text(both[2], "", start.locate(Span(*both.span(2))))
    for kind, into in (("issn", meta.issns), ("eissn", meta.eissns)):
        for value in values(kind):
            for match in re.finditer(r"(\d{4})-?(\d{3}[\dXx])", value.text):
                digits = f"{match[1]}-{match[2].upper()}"
                if venues.is_issn(digits) and all(digits != one.value for one in (*meta.issns, *meta.eissns)):
                    into.append(Text(digits, "", value.locate(Span(*match.span()))))
    for value in values("publisher"):
        lang = language(value.text)
        if all(one.lang != lang for one in meta.publishers):
            meta.publishers.append(Text(value.text, lang, value.span))


def _number(values: Iterable[Passage]) -> Text | None:
    for value in values:
        if value.text not in ("0", "-", "n/a", "null", "undefined") and len(value.text) <= 20:
            return Text(value.text, "", value.span)
    return None

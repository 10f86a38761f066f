"""The paper that a page describes: what its header, and the page's own description, say."""

from __future__ import annotations

from collections.abc import Iterable

from kg import namespaces as ns
from kg.converters import venue
from kg.converters.author import organization, paper_authors
from kg.converters.mapping import TYPES, term
from kg.converters.statements import Statements, date, string
from kg.identity.people import People, organization_path
from kg.quads import Iri, Literal, Term
from kg.records import Span, Text

__all__ = ["paper"]

_RECORD = "Paper"


def paper(st: Statements, people: People, work: Iri, path: str, *, owned: bool) -> None:
    """State the paper's own bibliography.

    Args:
        st: where it is stated.
        people: who is who in this source.
        work: the paper's node.
        path: its path under the base.
        owned: whether this source describes the paper; of one paper saved twice, one copy does.
    """
    record = st.paper
    writer = _Writer(st, owned)
    if owned:
        st.type(work, TYPES[record.type].cls)
        st.conclude("type", (work, ns.RDF("type"), TYPES[record.type].cls), "type", "page-is-article")
    for title in record.titles:
        writer.text(work, "titles", "title", title)
    _language(st, writer, work)
    paper_authors(st, people, record, work, path, owned)
    for event, value in record.dates:
        writer.fact(work, term(_RECORD, f"dates.{event}"), date(value.value), event, _spans(value.span), value.value)
    for abstract in record.abstracts:
        writer.text(work, "abstracts", "abstract", abstract)
    _keywords(st, writer, work)
    for body in record.funding:
        node = st.iri(organization_path(body.value))
        if owned:
            organization(st, node, body)
        writer.fact(work, term(_RECORD, "funding"), node, "funder", _spans(body.span), body.value)
    for field in ("doi", "platform_id", "url", "page_start", "page_end"):
        text: Text | None = getattr(record, field)
        if text is not None:
            writer.fact(work, term(_RECORD, field), string(text.value), field, _spans(text.span), text.value)
    _venue(st, writer, work)


class _Writer:
    """Say a triple and its characters; where another source describes the paper, only what this one prints."""

    def __init__(self, st: Statements, owned: bool) -> None:
        self.st = st
        self.owned = owned

    def fact(self, subject: Iri, prop: Iri, obj: Term, field: str, spans: Iterable[Span], printed: str) -> None:
        places = list(spans)
        if self.owned:
            self.st.say(subject, prop, obj)
        elif isinstance(obj, Iri):
            obj = string(printed)
        if places:
            cls = None if self.owned else ns.KG("Reading")
            self.st.quote(field.replace("_", "-"), (subject, prop, obj), field, places, cls=cls)

    def text(self, subject: Iri, record_field: str, field: str, text: Text) -> None:
        prop = term(_RECORD, record_field)
        if self.owned and not self.st.shared.first(subject, prop, text.lang):
            if text.span:
                said = (subject, prop, Literal(text.value, text.lang))
                cls = None if self.st.has(*said) else ns.KG("Reading")
                self.st.quote(field, said, field, [text.span], cls=cls)
            return
        self.fact(subject, prop, Literal(text.value, text.lang), field, _spans(text.span), text.value)


def _language(st: Statements, writer: _Writer, work: Iri) -> None:
    record = st.paper
    prop = term(_RECORD, "language")
    if record.language is not None:
        language = ns.LANGUAGES(record.language.value)
        writer.fact(work, prop, language, "language", _spans(record.language.span), record.language.value)
    elif writer.owned and any(title.lang == "ko" for title in record.titles):
        # A Korean title is that of a Korean paper; an English one alone does not tell, for many pages translate it.
        st.say(work, prop, ns.LANGUAGES("ko"))
        st.conclude("language", (work, prop, ns.LANGUAGES("ko")), "language", "language-of-title")


def _keywords(st: Statements, writer: _Writer, work: Iri) -> None:
    if not st.paper.keywords or not writer.owned:
        return
    scheme = Iri(f"{work}#keywords")
    st.type(scheme, ns.SKOS("ConceptScheme"))
    for number, keyword in enumerate(st.paper.keywords, start=1):
        concept = Iri(f"{work}#keyword-{number}")
        st.type(concept, ns.SKOS("Concept"))
        st.say(concept, ns.SKOS("inScheme"), scheme)
        st.say(concept, ns.SKOS("prefLabel"), Literal(keyword.value, keyword.lang))
        prop = term(_RECORD, "keywords")
        writer.fact(work, prop, concept, "keyword", _spans(keyword.span), keyword.value)


def _venue(st: Statements, writer: _Writer, work: Iri) -> None:
    record = st.paper
    if not writer.owned:
        return
    holder: Iri | None = None
    journals = sorted(record.journals, key=lambda text: text.lang != "ko")
    for number, journal in enumerate(journals):
        if number == 0:
            holder, prop, stands = venue.container(st, "journal", journal.value, journal.lang, "")
        elif holder is not None:
            stands = st.label(holder, prop, journal.value, journal.lang)
        if journal.span and holder is not None:
            said = (holder, prop, Literal(journal.value, journal.lang))
            st.quote("journal", said, "journal", [journal.span], cls=None if stands else ns.KG("Reading"))
    volume, number_text = record.volume, record.issue
    if volume or number_text:
        issued = record.date("issued")
        year = issued.value[:4] if issued else ""
        values = (volume.value if volume else "", number_text.value if number_text else "")
        between = venue.issue(st, work, holder, *values, year)
        for field, text in (("volume", volume), ("issue", number_text)):
            if text is not None:
                writer.fact(between, term(_RECORD, field), string(text.value), field, _spans(text.span), text.value)
    elif holder is not None:
        st.say(work, ns.DCTERMS("isPartOf"), holder)
    if holder is not None:
        for field, texts in (("issns", record.issns), ("eissns", record.eissns)):
            for text in texts:
                writer.fact(holder, term(_RECORD, field), string(text.value), field[:-1], _spans(text.span), text.value)
    for text in record.publishers:
        node = st.iri(organization_path(text.value))
        organization(st, node, text)
        on = holder or work
        writer.fact(on, term(_RECORD, "publishers"), node, "publisher", _spans(text.span), text.value)


def _spans(span: Span | None) -> list[Span]:
    return [span] if span else []

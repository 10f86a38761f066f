"""The mapping table: every field of a record, and the property that says it. Code, shapes and docs follow it.

One row a decision. ``subject`` is the node that carries the property; ``object`` says what stands there: ``text`` (a
literal with the string's own language), ``string``, ``date`` (in its printed precision), ``iri`` (a node of that name).
"""

from __future__ import annotations

from typing import NamedTuple

from kg import namespaces as ns
from kg.quads import Iri
from kg.records import WorkType

__all__ = ["CONTAINERS", "ROLES", "STRUCTURE", "TABLE", "TYPES", "Mapping", "TypeMapping", "term"]


class Mapping(NamedTuple):
    """One decision: the field of a record, the node that carries the property, the property, what stands there."""

    record: str
    field: str
    subject: str
    predicate: Iri
    object: str
    note: str = ""


class TypeMapping(NamedTuple):
    """The class of a work type, and the concept that refines it where BIBO has no class for it."""

    cls: Iri
    concept: Iri | None = None


TABLE: tuple[Mapping, ...] = (
    Mapping("Paper", "titles", "work", ns.DCTERMS("title"), "text", "one for each language, on one node"),
    Mapping(
        "Paper", "authors", "work", ns.DCTERMS("creator"), "iri person", "and bibo:authorList, and a pro:RoleInTime"
    ),
    Mapping("Paper", "dates.submitted", "work", ns.DCTERMS("dateSubmitted"), "date", "투고, Received"),
    Mapping("Paper", "dates.revised", "work", ns.KG("dateRevised"), "date", "수정, Revised"),
    Mapping("Paper", "dates.accepted", "work", ns.DCTERMS("dateAccepted"), "date", "심사, 게재확정, Accepted"),
    Mapping("Paper", "dates.issued", "work", ns.DCTERMS("issued"), "date", "발행, Published"),
    Mapping("Paper", "abstracts", "work", ns.DCTERMS("abstract"), "text"),
    Mapping("Paper", "keywords", "work", ns.DCTERMS("subject"), "iri concept", "a concept of the paper's own list"),
    Mapping("Paper", "funding", "work", ns.SCHEMA("funder"), "iri organization"),
    Mapping("Paper", "doi", "work", ns.BIBO("doi"), "string", "bare, as printed"),
    Mapping("Paper", "platform_id", "work", ns.DCTERMS("identifier"), "string"),
    Mapping("Paper", "url", "work", ns.BIBO("uri"), "string", "bibo:uri takes a string"),
    Mapping("Paper", "journals", "journal", ns.DCTERMS("title"), "text"),
    Mapping("Paper", "issns", "journal", ns.BIBO("issn"), "string", "on the journal: its domain makes it a collection"),
    Mapping("Paper", "eissns", "journal", ns.BIBO("eissn"), "string"),
    Mapping("Paper", "volume", "issue", ns.BIBO("volume"), "string"),
    Mapping("Paper", "issue", "issue", ns.BIBO("issue"), "string", "its domain is bibo:Issue: never on the article"),
    Mapping("Paper", "page_start", "work", ns.BIBO("pageStart"), "string"),
    Mapping("Paper", "page_end", "work", ns.BIBO("pageEnd"), "string"),
    Mapping("Paper", "publishers", "journal", ns.DCTERMS("publisher"), "iri organization"),
    Mapping("Paper", "language", "work", ns.DCTERMS("language"), "iri language", "printed, else by the title's script"),
    Mapping(
        "Author", "affiliations", "authorship", ns.PRO("relatesToOrganization"), "iri organization", "at publication"
    ),
    Mapping("Author", "orcid", "person", ns.DCTERMS("identifier"), "string"),
    Mapping("Author", "email", "person", ns.FOAF("mbox"), "iri mailto"),
    Mapping("Name", "literal", "person", ns.FOAF("name"), "text", "ko, ko-Hani, ko-Latn or no tag"),
    Mapping("Name", "family", "person", ns.FOAF("familyName"), "text"),
    Mapping("Name", "given", "person", ns.FOAF("givenName"), "text"),
    Mapping("ParsedReference", "title", "work", ns.DCTERMS("title"), "text"),
    Mapping("ParsedReference", "year", "work", ns.DCTERMS("issued"), "date", "xsd:gYear"),
    Mapping("ParsedReference", "date", "work", ns.DCTERMS("issued"), "date", "instead of the year where printed"),
    Mapping("ParsedReference", "container", "container", ns.DCTERMS("title"), "text", "of an event: rdfs:label"),
    Mapping(
        "ParsedReference", "volume", "issue", ns.BIBO("volume"), "string", "of works in no journal: on the work or book"
    ),
    Mapping("ParsedReference", "issue", "issue", ns.BIBO("issue"), "string", "of works in no journal: bibo:number"),
    Mapping("ParsedReference", "number", "work", ns.BIBO("number"), "string", "reports, laws, standards, patents"),
    Mapping(
        "ParsedReference", "pages.start", "work", ns.BIBO("pageStart"), "string", "bibo:pages is for scattered pages"
    ),
    Mapping("ParsedReference", "pages.end", "work", ns.BIBO("pageEnd"), "string", 'as printed: 809-16 ends on "16"'),
    Mapping(
        "ParsedReference", "publisher", "work", ns.DCTERMS("publisher"), "iri organization", "of a chapter: on the book"
    ),
    Mapping(
        "ParsedReference", "institution", "work", ns.DCTERMS("publisher"), "iri organization", "the school of a thesis"
    ),
    Mapping("ParsedReference", "place", "work", ns.KG("placeOfPublication"), "string"),
    Mapping("ParsedReference", "edition", "work", ns.BIBO("edition"), "string"),
    Mapping("ParsedReference", "series", "series", ns.DCTERMS("title"), "text"),
    Mapping("ParsedReference", "degree", "work", ns.BIBO("degree"), "iri degree"),
    Mapping("ParsedReference", "doi", "work", ns.BIBO("doi"), "string"),
    Mapping("ParsedReference", "platform-id", "work", ns.DCTERMS("identifier"), "string", "where a link names it"),
    Mapping("ParsedReference", "url", "work", ns.BIBO("uri"), "string"),
    Mapping("ParsedReference", "note", "work", ns.SKOS("note"), "string"),
    Mapping(
        "ParsedReference", "accessed", "reference", ns.KG("accessed"), "string", "a fact of the entry, not of the work"
    ),
    Mapping("ParsedReference", "et_al", "reference", ns.KG("authorsAbbreviated"), "boolean"),
    Mapping("ParsedReference", "lang", "work", ns.DCTERMS("language"), "iri language"),
    Mapping("Reference", "passage", "reference", ns.C4O("hasContent"), "string", "exactly as printed, no language"),
    Mapping("Reference", "position", "reference", ns.SCHEMA("position"), "integer"),
    Mapping("Reference", "label", "reference", ns.KG("label"), "string"),
)

STRUCTURE: tuple[Mapping, ...] = (
    Mapping("", "", "any", ns.RDF("type"), "iri class", "see TYPES and CONTAINERS"),
    Mapping("", "", "work", ns.DCTERMS("type"), "iri worktype", "where BIBO has no class"),
    Mapping(
        "", "", "work, issue", ns.DCTERMS("isPartOf"), "iri container", "work, issue, journal; work, book; work, series"
    ),
    Mapping("", "", "work", ns.BIBO("presentedAt"), "iri event"),
    Mapping("", "", "event", ns.RDFS("label"), "text", "BIBO gives events no title"),
    Mapping("", "", "work", ns.BIBO("editor"), "iri agent", "ROLES; of a chapter: on the book"),
    Mapping("", "", "work", ns.BIBO("translator"), "iri agent", "ROLES"),
    Mapping("", "", "work", ns.BIBO("authorList"), "list", "the printed order"),
    Mapping("", "", "work", ns.BIBO("editorList"), "list", "the printed order"),
    Mapping("", "", "list cell", ns.RDF("first"), "iri agent"),
    Mapping("", "", "list cell", ns.RDF("rest"), "list"),
    Mapping("", "", "authorship", ns.PRO("withRole"), "iri role", "author, editor, translator"),
    Mapping("", "", "authorship", ns.PRO("isHeldBy"), "iri agent"),
    Mapping("", "", "authorship", ns.PRO("relatesToDocument"), "iri work"),
    Mapping("", "", "concept", ns.SKOS("inScheme"), "iri scheme", "the paper's own list of keywords"),
    Mapping("", "", "concept", ns.SKOS("prefLabel"), "text", "the keyword as printed"),
    Mapping("", "", "work", ns.CITO("cites"), "iri work"),
    Mapping("", "", "citation", ns.CITO("hasCitingEntity"), "iri work"),
    Mapping("", "", "citation", ns.CITO("hasCitedEntity"), "iri work"),
    Mapping("", "", "citation", ns.CITO("hasCitationTimeSpan"), "duration", "whole years between the two"),
)
"""What ties the nodes of the bibliography together and is the value of no single field."""

_BY_FIELD = {(row.record, row.field): row.predicate for row in TABLE}


def term(record: str, field: str) -> Iri:
    """Return the property for a field of a record."""
    return _BY_FIELD[record, field]


TYPES: dict[WorkType, TypeMapping] = {
    WorkType.ARTICLE: TypeMapping(ns.BIBO("AcademicArticle")),
    WorkType.BOOK: TypeMapping(ns.BIBO("Book")),
    WorkType.EDITED_BOOK: TypeMapping(ns.BIBO("EditedBook")),
    WorkType.CHAPTER: TypeMapping(ns.BIBO("Chapter")),
    WorkType.PROCEEDINGS_PAPER: TypeMapping(ns.BIBO("Article")),
    WorkType.REPORT: TypeMapping(ns.BIBO("Report")),
    WorkType.WORKING_PAPER: TypeMapping(ns.BIBO("Report"), ns.WORKTYPE("working-paper")),
    WorkType.THESIS: TypeMapping(ns.BIBO("Thesis")),
    WorkType.WEBPAGE: TypeMapping(ns.BIBO("Webpage")),
    WorkType.NEWSPAPER: TypeMapping(ns.BIBO("Article"), ns.WORKTYPE("newspaper-article")),
    WorkType.LEGAL: TypeMapping(ns.BIBO("Statute")),
    WorkType.LEGAL_CASE: TypeMapping(ns.BIBO("LegalDecision")),
    WorkType.STANDARD: TypeMapping(ns.BIBO("Standard")),
    WorkType.PATENT: TypeMapping(ns.BIBO("Patent")),
    WorkType.PRESENTATION: TypeMapping(ns.BIBO("Document"), ns.WORKTYPE("presentation")),
    WorkType.DATASET: TypeMapping(ns.BIBO("Document"), ns.WORKTYPE("dataset")),
    WorkType.DOCUMENT: TypeMapping(ns.BIBO("Document")),
}
"""The class of each work type. What the string does not tell is a plain document, never an article."""

CONTAINERS: dict[str, Iri] = {
    "journal": ns.BIBO("Journal"),
    "book": ns.BIBO("Book"),
    "proceedings": ns.BIBO("Proceedings"),
    "series": ns.BIBO("Series"),
    "newspaper": ns.BIBO("Newspaper"),
    "website": ns.BIBO("Website"),
    "event": ns.BIBO("Event"),
    "collection": ns.BIBO("Collection"),
}
"""The class of what holds a work, by :func:`kg.identity.keys.container_kind`."""

ROLES: dict[str, tuple[Iri, Iri | None, Iri]] = {
    "author": (ns.DCTERMS("creator"), ns.BIBO("authorList"), ns.PRO("author")),
    "editor": (ns.BIBO("editor"), ns.BIBO("editorList"), ns.PRO("editor")),
    "translator": (ns.BIBO("translator"), None, ns.PRO("translator")),
}
"""For each role: the property of the set, the property of the ordered list where BIBO has one, and PRO's role."""

"""Printed entries → references, citations and works: three nodes, never two.

The reference is the entry as printed, the work is what it points to, the citation is the act of citing. Merging
reference and work would lose the text; apart, works of many papers meet while each entry stays as it was printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg import namespaces as ns
from kg.converters.statements import Statements, boolean, decimal, integer, string
from kg.converters.work import WorkWriter
from kg.identity.keys import work_paths
from kg.identity.people import People
from kg.quads import Iri, Literal
from kg.records import CitedBy, Paper, ParsedReference, Reference, Section, Span

__all__ = ["entries"]

_LISTS = {"references": ns.BIRO("ReferenceList"), "cited-by": ns.KG("CitedByList")}
_ENTRIES = {
    "references": ("reference", ns.BIRO("BibliographicReference")),
    "cited-by": ("cited-by", ns.KG("CitedByEntry")),
}


def entries(st: Statements, people: People, work: Iri) -> None:
    """State every entry of both lists, what it points to, and the citation between the two works."""
    described: set[Iri] = set()
    lists: tuple[tuple[str, Sequence[Reference | CitedBy]], ...] = (
        ("references", st.paper.references),
        ("cited-by", st.paper.cited_by),
    )
    for kind, records in lists:
        sections = [section for section in st.paper.sections if section.kind == kind]
        if not records and not sections:
            continue
        _list(st, kind, sections, records)
        for number, record in enumerate(records):
            _entry(st, people, work, kind, record, _leading(st.paper, sections, records, number), described)


def _list(st: Statements, kind: str, sections: list[Section], records: Sequence[Reference | CitedBy]) -> None:
    node = st.part(kind)
    st.type(node, _LISTS[kind], "transcription")
    st.say(node, ns.DCTERMS("isPartOf"), st.source, "transcription")
    if sections:
        section = sections[-1]
        st.selector(node, Span(sections[0].span.start, section.span.end))
        # A heading with nothing under it is kept too: all of the section is what trails.
        end = records[-1].passage.span.end if records else sections[0].span.start
        trailing = st.paper.text[end : section.span.end]
        st.say(node, ns.KG("trailingText"), string(trailing), "transcription")


def _leading(paper: Paper, sections: list[Section], records: Sequence[Reference | CitedBy], number: int) -> str | None:
    start = records[number].passage.span.start
    if number:
        return paper.text[records[number - 1].passage.span.end : start]
    return paper.text[sections[0].span.start : start] if sections else None


def _entry(
    st: Statements,
    people: People,
    work: Iri,
    kind: str,
    record: Reference | CitedBy,
    leading: str | None,
    described: set[Iri],
) -> None:
    stem, cls = _ENTRIES[kind]
    name = f"{stem}-{record.position}"
    node = st.part(name)
    layer = "transcription"
    st.type(node, cls, layer)
    st.say(node, ns.DCTERMS("isPartOf"), st.part(kind), layer)
    st.say(node, ns.SCHEMA("position"), integer(record.position), layer)
    if record.label:
        st.say(node, ns.KG("label"), string(record.label), layer)
    if leading is not None:
        st.say(node, ns.KG("leadingText"), string(leading), layer)
    span = record.passage.span
    st.say(node, ns.C4O("hasContent"), string(record.passage.text), layer)
    markup = st.paper.text[span.start : span.end]
    if markup != record.passage.text:
        st.say(node, ns.KG("markup"), string(markup), layer)
    st.say(node, ns.PROV("wasQuotedFrom"), st.source, layer)
    st.selector(node, span)
    parsed = record.parsed
    if parsed is None:
        return
    path = st.shared.works.path(work_paths(parsed))
    other = st.iri(path)
    st.say(node, ns.BIRO("references"), other, layer)
    st.places["work", stem, record.position, "", 0] = other
    if parsed.et_al:
        st.say(node, ns.KG("authorsAbbreviated"), boolean(True), layer)
    accessed = parsed.field("accessed")
    if accessed is not None:
        st.say(node, ns.KG("accessed"), string(accessed.value), layer)
    confidence = Iri(f"{node}-confidence")
    st.type(confidence, ns.DQV("QualityMeasurement"), "quality")
    st.say(confidence, ns.DQV("computedOn"), node, "quality")
    st.say(confidence, ns.DQV("isMeasurementOf"), ns.KG("parseConfidence"), "quality")
    st.say(confidence, ns.DQV("value"), decimal(parsed.confidence), "quality")
    owned = st.shared.works.owner(path) == st.paper.source.key and other != work and other not in described
    described.add(other)
    WorkWriter(st, people, node, name, record.whole, owned).write(parsed, other, path)
    if other != work:
        citing, cited = (work, other) if kind == "references" else (other, work)
        _citation(st, citing, cited, node, parsed, st.paper, kind)


def _citation(
    st: Statements, citing: Iri, cited: Iri, entry: Iri, parsed: ParsedReference, paper: Paper, kind: str
) -> None:
    node = Iri(f"{citing}#citation-{cited.rsplit('/', 1)[-1]}")
    st.say(citing, ns.CITO("cites"), cited)
    st.type(node, ns.CITO("Citation"))
    st.say(node, ns.CITO("hasCitingEntity"), citing)
    st.say(node, ns.CITO("hasCitedEntity"), cited)
    st.say(node, ns.PROV("wasDerivedFrom"), entry, "transcription")
    issued = paper.date("issued")
    printed = parsed.value("date") or parsed.value("year")
    if issued is not None and printed[:4].isdigit() and st.shared.first(node, ns.CITO("hasCitationTimeSpan"), ""):
        years = issued.year - int(printed[:4])
        years = years if kind == "references" else -years
        text = f"{'-' if years < 0 else ''}P{abs(years)}Y"
        st.say(node, ns.CITO("hasCitationTimeSpan"), Literal(text, "", ns.XSD("duration")))

"""Where it comes from: the saved page, the findings about it, who made the graph, and the graph itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from kg import __version__
from kg import namespaces as ns
from kg.converters.statements import Statements, integer, string
from kg.quads import Iri, Literal, Quad
from kg.records import Finding, Span

__all__ = ["dataset", "findings", "line_starts", "source"]

_LINE_END = re.compile(r"\r\n|\r|\n")


def source(st: Statements, work: Iri) -> None:
    """Describe the saved page."""
    record = st.paper.source
    layer = "transcription"
    st.type(st.source, ns.FOAF("Document"), layer)
    st.type(st.source, ns.PROV("Entity"), layer)
    st.say(st.source, ns.FOAF("primaryTopic"), work, layer)
    st.say(st.source, ns.RDFS("label"), string(record.name), layer)
    st.say(st.source, ns.KG("sha256"), string(record.sha256), layer)
    st.say(st.source, ns.DCTERMS("format"), string(record.media_type), layer)
    st.say(st.source, ns.KG("encoding"), string(record.encoding), layer)
    st.say(st.source, ns.KG("characters"), integer(record.length), layer)
    st.say(st.source, ns.KG("lineStarts"), string(" ".join(map(str, line_starts(st.paper.text)))), layer)


def line_starts(text: str) -> list[int]:
    """Return the offsets at which the lines of a text begin; CR, LF and CR LF end a line, as editors count them."""
    return [0, *(match.end() for match in _LINE_END.finditer(text) if match.end() < len(text))]


def findings(st: Statements) -> None:
    """State what is wrong with, or remarkable about, the page and each entry, in reading order."""
    number = 0
    for finding in st.paper.findings:
        number += 1
        _finding(st, number, finding, st.source, finding.span)
    for stem, records in (("reference", st.paper.references), ("cited-by", st.paper.cited_by)):
        for record in records:
            for finding in record.parsed.findings if record.parsed else ():
                number += 1
                span = record.passage.locate(finding.span) if finding.span else record.passage.span
                _finding(st, number, finding, st.part(f"{stem}-{record.position}"), span)


def _finding(st: Statements, number: int, finding: Finding, target: Iri, span: Span | None) -> None:
    node = st.part(f"finding-{number}")
    layer = "quality"
    st.type(node, ns.DQV("QualityAnnotation"), layer)
    st.say(node, ns.OA("hasBody"), ns.FINDING(finding.kind), layer)
    st.say(node, ns.OA("motivatedBy"), ns.DQV("qualityAssessment"), layer)
    st.say(node, ns.OA("hasTarget"), target, layer)
    if finding.note:
        st.say(node, ns.RDFS("comment"), string(finding.note), layer)
    if span is not None:
        place = Iri(f"{node}-place")
        st.say(node, ns.OA("hasTarget"), place, layer)
        st.type(place, ns.OA("SpecificResource"), layer)
        st.say(place, ns.OA("hasSource"), st.source, layer)
        st.selector(place, span, layer)


def dataset(
    base: str, sources: Sequence[str], counts: Mapping[str, int], options: Sequence[str] = (), timestamp: str = ""
) -> Iterable[Quad]:
    """Describe the run and the graph that it made.

    Args:
        base: where minted IRIs live.
        sources: the keys of the sources, sorted.
        counts: how many triples each layer holds without these.
        options: what the run was asked for, as words; part of the activity's key.
        timestamp: the time of the run (``xsd:dateTime``), only where the user asked for it.
    """
    layer = "quality"
    digest = hashlib.sha256("\x1f".join([__version__, *options, *sources]).encode()).hexdigest()[:16]
    activity, software = Iri(f"{base}activity/{digest}"), Iri(f"{base}software/paper-kg-{__version__}")
    node = Iri(f"{base}dataset")
    kind = ns.RDF("type")
    lines: list[tuple[Iri, Iri, Iri | Literal]] = [
        (activity, kind, ns.PROV("Activity")),
        *((activity, ns.PROV("used"), Iri(f"{base}source/{key}")) for key in sources),
        (activity, ns.PROV("wasAssociatedWith"), software),
        (software, kind, ns.PROV("SoftwareAgent")),
        (software, ns.RDFS("label"), Literal(f"paper-kg {__version__}")),
        (node, kind, ns.VOID("Dataset")),
        (node, kind, ns.DCAT("Dataset")),
        (node, ns.DCTERMS("title"), Literal("Knowledge graph of scholarly articles", "en")),
        (node, ns.DCTERMS("title"), Literal("학술논문 지식그래프", "ko")),
        (node, ns.DCTERMS("conformsTo"), Iri(ns.KGS.rstrip("#"))),
        (node, ns.PROV("wasGeneratedBy"), activity),
    ]
    if timestamp:
        lines.append((activity, ns.PROV("endedAtTime"), Literal(timestamp, "", ns.XSD("dateTime"))))
    for vocabulary in ("bibo", "biro", "c4o", "cito", "dcterms", "dqv", "foaf", "oa", "pro", "prov", "skos"):
        lines.append((node, ns.VOID("vocabulary"), Iri(ns.PREFIXES[vocabulary])))
    total = sum(counts.values()) + len(lines) + 1
    lines.append((node, ns.VOID("triples"), integer(total)))
    for subject, predicate, obj in lines:
        yield Quad(subject, predicate, obj, layer)

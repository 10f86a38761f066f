"""The closed vocabulary: whatever IRI the project uses is a term that its vocabulary defines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
import pytest
import rdflib

from kg import namespaces as ns
from kg import stores
from kg.quads import LAYERS, Blank, Iri, Literal, Quad, Term
from kg.resources import ontology, queries
from kg.web import description
from kg.web.engine import Engine
from kg.web.replies import Limits
from tests.validation.sample import sample

OWN = "https://w3id.org/paper-kg/"
PREFIXES = {
    **{prefix: str(space) for prefix, space in ns.PREFIXES.items()},
    "fabio": "http://purl.org/spar/fabio/",
    "formats": str(description.FORMATS),
    "sd": str(description.SD),
}
NAMES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
FREE = (
    ns.DEFAULT_BASE,
    "https://opensource.org/license/",
    "https://example.org/",
    "mailto:",
    str(ns.LANGUAGES),
    f"{OWN}question/",
)
"""IRIs that are no terms: minted nodes, licences, addresses in examples, languages (held by the shapes), questions."""
REPORT = {"sh:ValidationReport", "sh:ValidationResult", "sh:conforms", "sh:result", "sh:focusNode", "sh:resultPath"} | {
    f"sh:{name}" for name in ("resultMessage", "resultSeverity", "sourceShape", "sourceConstraintComponent", "value")
}
"""What kg.validation writes as text."""


class Row(NamedTuple):
    term: str
    kind: str
    domain: str
    range: str
    status: str
    version: str


def _rows() -> dict[str, Row]:
    lines = ontology("vocabulary.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert table[0] == list(Row._fields)
    return {cells[0]: Row(*cells) for cells in table[1:]}


ROWS = _rows()


def _term(iri: str) -> str:
    """Return the prefixed name of an IRI, by its longest namespace."""
    for namespace in sorted(NAMES, key=len, reverse=True):
        if iri.startswith(namespace) and iri != namespace:
            return f"{NAMES[namespace]}:{iri.removeprefix(namespace)}"
    return iri


def _turtle(path: Path) -> Iterator[str]:
    for triple in pyoxigraph.parse(path.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE, base_iri=ns.DEFAULT_BASE):
        for node in (triple.subject, triple.predicate, triple.object):
            if isinstance(node, pyoxigraph.NamedNode):
                yield node.value
            elif isinstance(node, pyoxigraph.Literal):
                yield node.datatype.value


def _sparql(text: str) -> Iterator[str]:
    text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    prefixes = dict(re.findall(r"PREFIX (\w*):\s*<([^>]*)>", text))
    text = re.sub(r"\"(?:[^\"\\]|\\.)*\"", '""', re.sub(r"PREFIX.*", "", text))
    yield from re.findall(r"<([a-z]+:[^>\s]*)>", text)
    for prefix, local in re.findall(r"(?<![\w:?$])(\w+):([A-Za-z][\w-]*)", text):
        yield prefixes[prefix] + local


def _code(text: str) -> Iterator[str]:
    for name, local in re.findall(r"\bns\.([A-Z0-9]+)\([\"']([\w-]+)[\"']\)", text):
        namespace = getattr(ns, name)
        yield namespace + local


def _served() -> list[Quad]:
    """Return what the server says of itself and of the sample graph."""
    counts = {layer: sum(quad.layer == layer for quad in sample()) for layer in LAYERS}
    engine = Engine(stores.of_quads(sample()), ns.DEFAULT_BASE, counts, Limits())
    origin = "https://example.org"
    return [*description.service(engine, origin), *description.dataset(engine, origin)]


def _used() -> dict[str, set[str]]:
    """Return every IRI that the project uses, with the places that use it."""
    used: dict[str, set[str]] = defaultdict(set)
    root = ontology().parent
    for path in sorted([*ontology().rglob("*.ttl"), *queries().rglob("*.ttl")]):
        for iri in _turtle(path):
            used[iri].add(path.name)
        for constraint in re.findall(r'sh:select """(.*?)"""', path.read_text(encoding="utf-8"), re.DOTALL):
            spaces = "\n".join(f"PREFIX {prefix}: <{space}>" for prefix, space in PREFIXES.items())
            for iri in _sparql(f"{spaces}\n{constraint}"):
                used[iri].add(path.name)
    for path in sorted(queries().rglob("*.rq")):
        for iri in _sparql(path.read_text(encoding="utf-8")):
            used[iri].add(path.name)
    for path in sorted((root / "kg").rglob("*.py")):
        for iri in _code(path.read_text(encoding="utf-8")):
            used[iri].add(path.name)
    for place, quads in (("the sample graph", sample()), ("the server", _served())):
        for quad in quads:
            for term in quad[:3]:
                if isinstance(term, Iri):
                    used[term].add(place)
                elif isinstance(term, Literal) and term.datatype:
                    used[term.datatype].add(place)
    return used


USED = _used()


def _defined() -> set[str]:
    return {
        triple.subject.value
        for path in [*ontology().rglob("*.ttl"), *queries().rglob("*.ttl")]
        if "examples" not in path.parts
        for triple in pyoxigraph.parse(path.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
        if isinstance(triple.subject, pyoxigraph.NamedNode)
    }


def test_every_foreign_term_is_in_the_vocabulary() -> None:
    unknown = {
        _term(iri): sorted(places)
        for iri, places in USED.items()
        if not iri.startswith((OWN, *FREE)) and iri not in NAMES and _term(iri) not in ROWS
    }
    assert not unknown


def test_every_own_term_is_defined() -> None:
    defined = _defined()
    documents = {OWN + name for name in ("ontology", "shapes", "alignments")}
    undefined = {
        iri: sorted(places)
        for iri, places in USED.items()
        # A version of a document, and the namespace of the shapes, are no terms.
        if iri.startswith(OWN)
        and not iri.startswith(FREE)
        and iri not in defined | documents | set(NAMES)
        and not re.search(r"/\d+\.\d+\.\d+$", iri)
    }
    assert not undefined


def test_no_term_of_the_vocabulary_is_idle() -> None:
    terms = {_term(iri) for iri in USED}
    named = {name for row in ROWS.values() for name in re.split(r"[|]| & ", f"{row.domain}|{row.range}") if name}
    assert set(ROWS) <= terms | named | REPORT | {"sh:Violation"}


def test_no_deprecated_term_is_used() -> None:
    assert {row.term for row in ROWS.values() if row.status in ("deprecated", "archaic")} == set()


def test_the_vocabulary_is_in_order() -> None:
    assert list(ROWS) == sorted(ROWS)
    assert {row.kind for row in ROWS.values()} == {"class", "property", "individual", "datatype"}


@pytest.mark.parametrize(
    ("prefix", "witness"),
    [
        ("dcat", rdflib.DCAT),
        ("dcterms", rdflib.DCTERMS),
        ("foaf", rdflib.FOAF),
        ("owl", rdflib.OWL),
        ("prov", rdflib.PROV),
        ("rdf", rdflib.RDF),
        ("rdfs", rdflib.RDFS),
        ("schema", rdflib.SDO),
        ("sh", rdflib.SH),
        ("skos", rdflib.SKOS),
        ("vann", rdflib.VANN),
        ("void", rdflib.VOID),
        ("xsd", rdflib.XSD),
    ],
)
def test_rdflib_knows_the_terms_too(prefix: str, witness: type[rdflib.namespace.DefinedNamespace]) -> None:
    terms = [row.term.partition(":")[2] for row in ROWS.values() if row.term.startswith(f"{prefix}:")]
    assert terms
    assert [term for term in terms if term not in witness] == []


# --- domains and ranges --------------------------------------------------------------------------------------------

INFERRED = {
    "prov:Entity": "an entry or a statement that is quoted is an entity",
    "oa:ResourceSelection": "what has a selector is a selection",
    "biro:BibliographicRecord": "one of two alternatives",
    "foaf:Document": "BIBO: bibo:Document is the same as foaf:Document",
    "foaf:Agent": "a person or an organisation is an agent",
    "rdf:List": "what has a first member is a list",
    "pro:Role": "the roles are PRO's own individuals",
    "bibo:ThesisDegree": "the degrees are BIBO's own individuals",
    "oa:Motivation": "the motivation is DQV's own individual",
    "oa:Selector": "a text position selector is a selector",
    "oa:Annotation": "DQV: a quality annotation is an annotation",
    "prov:Agent": "PROV-O: a software agent is an agent",
    "rdf:Property": "a property is one",
    "rdfs:Class": "a class is one",
    "formats:Format": "the formats are the W3C's own individuals",
    "void:TechnicalFeature": "formats:Format: a format is a technical feature",
    "sd:Feature": "the features are the Service Description's own individuals",
    "sd:Language": "the languages are the Service Description's own individuals",
    "sd:GraphCollection": "the Service Description: a dataset is a collection of graphs",
}
"""Classes that a reasoner rightly adds; nothing in the graph states them."""


def _types() -> dict[Term, set[str]]:
    """Return the classes of every node of the sample graph, those above them included."""
    above: dict[str, set[str]] = defaultdict(set)
    for triple in pyoxigraph.parse(ontology("imports.ttl").read_bytes(), format=pyoxigraph.RdfFormat.TURTLE):
        above[_term(triple.subject.value)].add(_term(triple.object.value))

    def closure(name: str) -> set[str]:
        found, ring = {name}, [name]
        while ring:
            ring = [up for here in ring for up in above.get(here, ()) if up not in found]
            found.update(ring)
        return found

    types: dict[Term, set[str]] = defaultdict(set)
    for quad in (*sample(), *_served()):
        if quad.predicate == ns.RDF("type") and isinstance(quad.object, Iri):
            types[quad.subject] |= closure(_term(quad.object))
    for triple in pyoxigraph.parse(ontology("kg.ttl").read_bytes(), format=pyoxigraph.RdfFormat.TURTLE):
        if triple.predicate.value == ns.RDF("type") and isinstance(triple.subject, pyoxigraph.NamedNode):
            types[Iri(triple.subject.value)].add(_term(triple.object.value))
    return types


def _fits(term: Term, stated: str, types: dict[Term, set[str]]) -> bool:
    names = [name for name in re.split(r"[|]| & ", stated) if name in ROWS]
    if not names or set(names) & set(INFERRED):
        return True
    if isinstance(term, Literal):
        return "rdfs:Literal" in names or any(name.startswith("xsd:") for name in names)
    return bool(types.get(term, set()) & set(names)) or (isinstance(term, Blank) and "rdf:List" in names)


def test_no_property_is_used_against_its_domain_or_range() -> None:
    types = _types()
    wrong: set[str] = set()
    for quad in (*sample(), *_served()):
        row = ROWS.get(_term(quad.predicate))
        # schema.org's domainIncludes and rangeIncludes are hints, not axioms.
        if row is None or row.term.startswith("schema:"):
            continue
        if not _fits(quad.subject, row.domain, types):
            wrong.add(f"{row.term} on {sorted(types.get(quad.subject, ()))}, not on {row.domain}")
        if not _fits(quad.object, row.range, types):
            wrong.add(f"{row.term} of {quad.object.n3()}, not of {row.range}")
    assert not wrong


def test_a_property_against_its_domain_or_range_is_found() -> None:
    node = Iri(f"{ns.DEFAULT_BASE}work/1")
    assert not _fits(node, "bibo:Issue", {node: {"bibo:AcademicArticle", "bibo:Document"}})
    assert _fits(node, "bibo:Collection|bibo:Document", {node: {"bibo:AcademicArticle", "bibo:Document"}})
    assert not _fits(node, "rdfs:Literal", {node: {"bibo:Document"}})
    assert not _fits(Literal("한국은행", "ko"), "foaf:Organization", {})

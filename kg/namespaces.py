"""The namespaces and the prefixes, once. No term is spelt out anywhere else.

A namespace is called with a local name: ``DCTERMS("title")``. Whether the term exists is proven by the
closed-vocabulary test, which reads ``ontology/vocabulary.tsv``.
"""

from __future__ import annotations

from kg.quads import Iri

__all__ = ["DEFAULT_BASE", "LANGUAGES", "PREFIXES", "Namespace"]

DEFAULT_BASE = "https://paper-kg.example/"
"""Where minted IRIs live when the user names no base: a domain that RFC 2606 keeps free for ever."""


class Namespace(str):
    """A namespace IRI; calling it with a local name gives the term."""

    __slots__ = ()

    def __call__(self, local: str) -> Iri:
        """Return the term of that local name."""
        return Iri(self + local)


BIBO = Namespace("http://purl.org/ontology/bibo/")
BIRO = Namespace("http://purl.org/spar/biro/")
C4O = Namespace("http://purl.org/spar/c4o/")
CITO = Namespace("http://purl.org/spar/cito/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
DEGREES = Namespace("http://purl.org/ontology/bibo/degrees/")
DQV = Namespace("http://www.w3.org/ns/dqv#")
FINDING = Namespace("https://w3id.org/paper-kg/finding/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
KG = Namespace("https://w3id.org/paper-kg/ontology#")
KGS = Namespace("https://w3id.org/paper-kg/shapes#")
LANGUAGES = Namespace("http://id.loc.gov/vocabulary/iso639-1/")
OA = Namespace("http://www.w3.org/ns/oa#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PRO = Namespace("http://purl.org/spar/pro/")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
RULE = Namespace("https://w3id.org/paper-kg/rule/")
SCHEMA = Namespace("http://schema.org/")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
VANN = Namespace("http://purl.org/vocab/vann/")
VOID = Namespace("http://rdfs.org/ns/void#")
WORKTYPE = Namespace("https://w3id.org/paper-kg/worktype/")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: dict[str, Namespace] = {
    "bibo": BIBO,
    "biro": BIRO,
    "c4o": C4O,
    "cito": CITO,
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "degrees": DEGREES,
    "dqv": DQV,
    "finding": FINDING,
    "foaf": FOAF,
    "kg": KG,
    "kgs": KGS,
    "lang": LANGUAGES,
    "oa": OA,
    "owl": OWL,
    "pro": PRO,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "rule": RULE,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "vann": VANN,
    "void": VOID,
    "worktype": WORKTYPE,
    "xsd": XSD,
}
"""The prefixes of everything that we write, sorted. schema.org's own IRIs begin with http:."""

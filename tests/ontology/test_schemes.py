from __future__ import annotations

import ast
import re

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, SKOS, VANN

from kg import namespaces as ns
from kg.converters.mapping import TYPES
from kg.readers import findings as of_pages
from kg.references import findings as of_entries
from kg.resources import ontology

SCHEMES = {"findings": ns.FINDING, "rules": ns.RULE, "work-types": ns.WORKTYPE}


def _graph(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(ontology(name))


def _local(graph: rdflib.Graph, namespace: str) -> dict[str, rdflib.term.Node]:
    return {str(concept).removeprefix(namespace): concept for concept in graph.subjects(RDF.type, SKOS.Concept)}


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_is_described_and_its_concepts_are_named_in_both_languages(name: str) -> None:
    graph, scheme = _graph(f"schemes/{name}.ttl"), rdflib.URIRef(SCHEMES[name])
    for said in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in graph.objects(scheme, said)} == {"en", "ko"}
    for said in (DCTERMS.license, DCTERMS.creator, DCTERMS.modified, OWL.versionInfo, VANN.preferredNamespaceUri):
        assert len(list(graph.objects(scheme, said))) == 1
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert list(graph.objects(concept, SKOS.inScheme)) == [scheme]
        for said in (SKOS.prefLabel, SKOS.definition):
            texts = {text.language: str(text) for text in graph.objects(concept, said)}
            assert set(texts) == {"en", "ko"}, concept
            assert re.search("[가-힣]", texts["ko"]), concept


def test_every_kind_of_finding_is_a_concept_of_the_same_severity() -> None:
    graph = _graph("schemes/findings.ttl")
    concepts = _local(graph, ns.FINDING)
    kinds = {**of_pages.KINDS, **of_entries.KINDS}
    assert set(kinds) <= set(concepts)
    severity = rdflib.URIRef(ns.KG("severity"))
    for name, concept in concepts.items():
        stated = [str(value).removeprefix(ns.SH) for value in graph.objects(concept, severity)]
        assert stated == [kinds[name].severity.value] if name in kinds else stated in (["Info"], ["Warning"]), name


def test_both_rooms_agree_on_a_kind_that_both_find() -> None:
    for name in of_pages.KINDS.keys() & of_entries.KINDS.keys():
        assert of_pages.KINDS[name].severity == of_entries.KINDS[name].severity


def _strings(node: ast.AST | None) -> set[str]:
    found = ast.walk(node) if node is not None else ()
    return {one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def _rules(tree: ast.AST) -> set[str]:
    """Return what the code names as a rule: assigned to one, passed as one, or the argument that is one."""
    rules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "rule" for target in node.targets):
            rules |= _strings(node.value)
        elif isinstance(node, ast.Call):
            rules |= {rule for keyword in node.keywords if keyword.arg == "rule" for rule in _strings(keyword.value)}
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name == "conclude" and len(node.args) > 3:
                rules |= _strings(node.args[3])
            elif name in ("_candidate", "_self_citation"):
                rules |= _strings(node.args[-1])
    return {rule for rule in rules if re.fullmatch(r"[a-z]+(-[a-z]+)+", rule)}


def test_every_rule_of_the_code_is_a_concept() -> None:
    root = ontology().parent / "kg"
    rules: set[str] = set()
    for folder in ("converters", "concepts", "identity"):
        for path in sorted((root / folder).glob("*.py")):
            rules |= _rules(ast.parse(path.read_text(encoding="utf-8")))
    assert {"type-rule", "concept-label", "hangul-latin-name", "shared-printed-name", "page-is-article"} <= rules
    assert rules <= set(_local(_graph("schemes/rules.ttl"), ns.RULE))


def test_every_refinement_of_a_type_is_a_concept() -> None:
    concepts = set(_local(_graph("schemes/work-types.ttl"), ns.WORKTYPE).values())
    assert {rdflib.URIRef(mapping.concept) for mapping in TYPES.values() if mapping.concept} <= concepts


@pytest.mark.parametrize("name", ["kg.ttl", "alignments.ttl", "shapes/prefixes.ttl"])
def test_an_ontology_is_described(name: str) -> None:
    graph = _graph(name)
    (node,) = graph.subjects(RDF.type, OWL.Ontology)
    for said in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in graph.objects(node, said)} == {"en", "ko"}
    for said in (DCTERMS.license, DCTERMS.creator, DCTERMS.modified, OWL.versionInfo, OWL.versionIRI):
        assert len(list(graph.objects(node, said))) == 1


def test_an_own_term_is_labelled_and_defined_in_both_languages() -> None:
    graph = _graph("kg.ttl")
    terms = [node for node in set(graph.subjects()) if str(node).startswith(ns.KG)]
    assert len(terms) > 20
    for term in terms:
        for said in (rdflib.RDFS.label, SKOS.definition):
            assert {text.language for text in graph.objects(term, said)} == {"en", "ko"}, term


def test_no_class_is_aligned_with_one_that_the_graph_uses() -> None:
    graph = _graph("alignments.ttl")
    used = {str(mapping.cls) for mapping in TYPES.values()} - {str(ns.BIBO("EditedBook"))}
    assert used <= {str(node) for node in graph.subjects(SKOS.closeMatch)}
    assert not any(str(node).startswith(str(ns.BIBO)) for node in graph.objects(None, SKOS.closeMatch))

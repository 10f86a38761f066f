"""The catalogue: as JSON, as the README, as RDF; what is generated is what stands in the folder."""

from __future__ import annotations

import json

import rdflib

from kg import questions, resources, sparql
from kg.questions import listing

CATALOGUE = questions.catalogue()


def test_the_generated_files_are_fresh() -> None:
    folder = resources.queries()
    assert (folder / "README.md").read_text(encoding="utf-8") == listing.readme(CATALOGUE)
    assert (folder / "catalogue.ttl").read_text(encoding="utf-8") == listing.turtle(CATALOGUE)


def test_json_has_the_promised_keys() -> None:
    found = json.loads(listing.write(CATALOGUE, "json"))
    assert len(found) == len(CATALOGUE)
    for entry in found:
        assert list(entry) == ["id", "question", "aspect", "parameters", "columns"]
        assert list(entry["question"]) == ["en", "ko"]
        assert all(list(one) == ["name", "type", "default", "meaning"] for one in entry["parameters"])
        assert all(list(one) == ["name", "kind", "label"] for one in entry["columns"])


def test_a_table_is_in_the_language_asked_for() -> None:
    chosen = [one for one in CATALOGUE if one.aspect == "time"]
    assert "인용 문헌의 연령은" in listing.write(chosen, "table", "ko")
    assert "How are the ages" in listing.write(chosen, "md", "en")


def test_the_rdf_holds_every_query_with_the_terms_of_shacl() -> None:
    graph = rdflib.Graph().parse(data=listing.turtle(CATALOGUE), format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    executables = set(graph.subjects(rdflib.RDF.type, sh.SPARQLSelectExecutable))
    assert len(executables) == len(CATALOGUE)
    texts = {str(text) for text in graph.objects(None, sh.select)}
    assert texts == {question.query.strip() + "\n" for question in CATALOGUE}
    assert all(sparql.form(text) == "SELECT" for text in texts)


def test_the_terms_of_the_rdf_exist() -> None:
    terms = {str(term) for triple in listing.triples(CATALOGUE) for term in triple[:2] if "#" in term}
    used = {term.rpartition("#")[2] for term in terms if term.startswith("http://www.w3.org/ns/shacl#")}
    from rdflib.namespace import SH

    assert used == {"description", "defaultValue", "optional", "order", "parameter", "path", "select"}
    assert SH.__annotations__.keys() >= used | {"SPARQLExecutable", "SPARQLSelectExecutable", "Parameter"}

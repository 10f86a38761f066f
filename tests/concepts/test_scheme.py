from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg import resources
from kg.concepts.scheme import Concept, Label, Scheme, load
from kg.errors import InputError
from kg.quads import Iri

_HEAD = "@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://x.example/> .\n"


def _scheme(tmp_path: Path, text: str) -> Scheme:
    path = tmp_path / "scheme.ttl"
    path.write_text(_HEAD + text, encoding="utf-8")
    return load(path)


def test_labels_of_every_kind_and_language(tmp_path: Path) -> None:
    scheme = _scheme(
        tmp_path,
        ':s a s:ConceptScheme . :a a s:Concept ; s:inScheme :s ; s:prefLabel "클러스터"@ko , "cluster"@en ;'
        ' s:altLabel "grappe"@fr ; s:hiddenLabel "clustre" .',
    )
    assert scheme.iri == "http://x.example/s"
    assert scheme.concepts[Iri("http://x.example/a")] == Concept(
        Iri("http://x.example/a"),
        (
            Label("clustre", "", "hidden"),
            Label("cluster", "en"),
            Label("grappe", "fr", "alt"),
            Label("클러스터", "ko"),
        ),
        schemes=(Iri("http://x.example/s"),),
        top=True,
    )


def test_narrower_is_broader_turned_round(tmp_path: Path) -> None:
    scheme = _scheme(
        tmp_path,
        ':s a s:ConceptScheme ; s:hasTopConcept :a . :a s:prefLabel "a" ; s:narrower :b . :b s:prefLabel "b" .'
        ' :c s:prefLabel "c" ; s:broader :b , :unknown .',
    )
    a, b, c = (Iri(f"http://x.example/{name}") for name in "abc")
    assert list(scheme.concepts) == [a, b, c]
    assert scheme.concepts[b].broader == (a,)
    assert scheme.concepts[c].broader == (b,)
    assert scheme.ancestors(c) == [a, b]
    assert [concept.top for concept in scheme.concepts.values()] == [True, False, False]


def test_a_circle_of_broader_concepts_ends(tmp_path: Path) -> None:
    scheme = _scheme(
        tmp_path,
        ':s a s:ConceptScheme . :a a s:Concept ; s:prefLabel "a" ; s:broader :b .'
        ' :b a s:Concept ; s:prefLabel "b" ; s:broader :a .',
    )
    assert scheme.ancestors(Iri("http://x.example/a")) == [Iri("http://x.example/b")]


def test_labels_of_skos_xl(tmp_path: Path) -> None:
    scheme = _scheme(
        tmp_path,
        "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> . :s a s:ConceptScheme . :a a s:Concept ; xl:prefLabel :l ;"
        ' xl:altLabel [ xl:literalForm "other"@en ] . :l xl:literalForm "one"@en .',
    )
    [concept] = scheme.concepts.values()
    assert concept.labels == (Label("one", "en", "pref"), Label("other", "en", "alt"))


def test_a_deprecated_concept_is_described_but_not_matched(tmp_path: Path) -> None:
    scheme = _scheme(
        tmp_path,
        ':s a s:ConceptScheme . :a a s:Concept ; s:prefLabel "cluster" ;'
        " <http://www.w3.org/2002/07/owl#deprecated> true .",
    )
    assert len(scheme.concepts) == 1
    assert scheme.matcher.find("a cluster") == []


def test_of_several_schemes_the_largest_names_the_file(tmp_path: Path) -> None:
    scheme = _scheme(
        tmp_path,
        ':s a s:ConceptScheme . :t a s:ConceptScheme . :a a s:Concept ; s:prefLabel "a" ; s:inScheme :s .'
        ' :b a s:Concept ; s:prefLabel "b" ; s:inScheme :t . :c a s:Concept ; s:prefLabel "c" ; s:inScheme :t .',
    )
    assert scheme.iri == "http://x.example/t"
    assert list(scheme.titles) == ["http://x.example/s", "http://x.example/t"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "s.nt",
            (
                '<http://x.example/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "a" .\n'
                "<http://x.example/a> <http://www.w3.org/2004/02/skos/core#topConceptOf> <http://x.example/s> .\n"
            ),
        ),
        (
            "s.rdf",
            (
                '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
                ' xmlns:s="http://www.w3.org/2004/02/skos/core#"><s:Concept rdf:about="http://x.example/a">'
                '<s:prefLabel>a</s:prefLabel><s:inScheme rdf:resource="http://x.example/s"/></s:Concept></rdf:RDF>'
            ),
        ),
        (
            "s.jsonld",
            (
                '{"@id": "http://x.example/a", "@type": "http://www.w3.org/2004/02/skos/core#Concept",'
                ' "http://www.w3.org/2004/02/skos/core#prefLabel": "a",'
                ' "http://www.w3.org/2004/02/skos/core#inScheme": {"@id": "http://x.example/s"}}'
            ),
        ),
    ],
)
def test_any_format_of_rdf_also_gzipped(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    packed = tmp_path / f"{name}.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    assert load(path) == load(packed)
    assert load(path).iri == "http://x.example/s"
    assert list(load(path).concepts) == ["http://x.example/a"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (':a s:prefLabel "x\n', "line|2|quote|unterminated"),
        (':s a s:ConceptScheme . :a s:prefLabel "no type" .', "no skos:Concept"),
        (":s a s:ConceptScheme . :a a s:Concept .", "with a label"),
        (':a a s:Concept ; s:prefLabel "a" .', "to which scheme"),
    ],
)
def test_what_is_no_scheme_is_said(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        _scheme(tmp_path, text)
    assert caught.value.file.endswith("scheme.ttl")


def test_the_place_of_a_fault_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        _scheme(tmp_path, ":a s:prefLabel 'a' .\n:b s:prefLabel : : .")
    assert caught.value.line == 3
    assert caught.value.column


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load(tmp_path / "nothing.ttl")


def test_our_schemes_of_findings_and_types_are_schemes() -> None:
    assert len(load(resources.ontology("schemes", "work-types.ttl")).concepts) > 5

"""Concepts matched in what a source prints: said of the work, and tied to the characters that say them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import namespaces as ns
from kg.concepts.scheme import Scheme, load
from kg.converters import Shared, convert
from kg.identity.works import resolve
from kg.quads import Iri, Literal, Quad
from kg.records import Paper, Passage, Run, Span, Text, WorkType
from kg.validation import validate
from tests.converters.papers import field, paper, parsed

_FILE = """
@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://x.example/> .
:s a s:ConceptScheme . :top a s:Concept ; s:prefLabel "공간"@ko ; s:inScheme :s .
:cluster a s:Concept ; s:prefLabel "클러스터"@ko ; s:altLabel "cluster"@en ; s:broader :top ; s:inScheme :s .
:policy a s:Concept ; s:prefLabel "클러스터정책" ; s:broader :cluster ; s:inScheme :s .
:none a s:Concept ; s:prefLabel "nowhere"@en ; s:inScheme :s .
"""
_CLUSTER, _POLICY = Iri("http://x.example/cluster"), Iri("http://x.example/policy")
_ENTRY = '김영수, 2012, "우리나라 클러스터정책의 특징," 지역연구 28(4), pp.23-43.'
_CITING = "Clusters of firms vol.5, pp.4, 2017,"


@pytest.fixture
def scheme(tmp_path: Path) -> Scheme:
    path = tmp_path / "scheme.ttl"
    path.write_text(_FILE, encoding="utf-8")
    return load(path)


def _page() -> Paper:
    entry = parsed(
        _ENTRY,
        WorkType.ARTICLE,
        field(_ENTRY, "title", "우리나라 클러스터정책의 특징", lang="ko"),
        field(_ENTRY, "year", "2012"),
    )
    citing = parsed(_CITING, WorkType.ARTICLE, field(_CITING, "title", "Clusters of firms", lang="en"))
    return paper(entry, cited_by=(citing,))


def _quads(scheme: Scheme, *papers: Paper) -> list[Quad]:
    shared = Shared(resolve(papers))
    return [quad for one in papers for quad in convert(one, shared, [scheme])]


def _values(quads: list[Quad], subject: str, predicate: Iri) -> list[str]:
    terms = [quad.object for quad in quads if quad.subject == subject and quad.predicate == predicate]
    return sorted(term.value if isinstance(term, Literal) else term for term in terms)


def test_each_occurrence_is_a_statement_with_its_characters(scheme: Scheme) -> None:
    page = _page()
    quads = _quads(scheme, page)
    found = {
        quad.subject for quad in quads if quad.predicate == ns.KG("rule") and quad.object == ns.RULE("concept-label")
    }
    said = {}
    for node in found:
        [concept] = _values(quads, node, ns.RDF("object"))
        [value] = _values(quads, node, ns.RDF("value"))
        [start], [end] = (_values(quads, f"{node}-span", ns.OA(edge)) for edge in ("start", "end"))
        [within] = _values(quads, node, ns.DCTERMS("isPartOf"))
        assert page.text[int(start) : int(end)] == value
        assert _values(quads, node, ns.KG("matchedIn")) == [ns.DCTERMS("title")]
        said[within.partition("#")[2]] = (concept, value)
    assert said == {"reference-1": (_POLICY, "클러스터정책"), "cited-by-1": (_CLUSTER, "Clusters")}


def test_everything_about_concepts_is_derived_and_conforms(scheme: Scheme) -> None:
    quads = _quads(scheme, _page())
    about = [q for q in quads if "x.example" in f"{q.subject} {q.object}" or "#concept-" in q.subject]
    assert {quad.layer for quad in about} == {"derived"}
    assert validate(quads, engine="pyshacl", base=ns.DEFAULT_BASE).exit_code(strict=False) == 0


def test_the_whole_scheme_is_described_once_a_build(scheme: Scheme) -> None:
    papers = [_page(), paper(digest="cd")]
    quads = _quads(scheme, *papers)
    kinds = [q.subject for q in quads if q.predicate == ns.RDF("type") and q.object == ns.SKOS("Concept")]
    assert sorted(kinds) == sorted(scheme.concepts)
    assert _values(quads, _POLICY, ns.SKOS("broaderTransitive")) == [_CLUSTER, "http://x.example/top"]
    assert _values(quads, "http://x.example/top", ns.SKOS("topConceptOf")) == [scheme.iri]


def test_a_hangul_label_without_a_tag_is_korean(scheme: Scheme) -> None:
    quads = _quads(scheme, _page())
    labels = [q.object for q in quads if q.subject == _POLICY and q.predicate == ns.SKOS("prefLabel")]
    assert labels == [Literal("클러스터정책", "ko")]


def test_abstracts_and_keywords_count_and_white_space_may_differ(scheme: Scheme) -> None:
    plain = _page()
    text = plain.text + "On\n cluster &amp; town.\n클러스터\n"
    start = len(plain.text)
    page = plain.replace(
        text=text,
        abstracts=(Text("On cluster & town.", "en", Span(start, text.index("\n클러스터", start))),),
        keywords=(Text("클러스터", "ko", Span(len(text) - 5, len(text) - 1)),),
    )
    quads = _quads(scheme, page)
    places = {
        _values(quads, q.subject, ns.KG("matchedIn"))[0]: _values(quads, f"{q.subject}-span", ns.OA("start"))[0]
        for q in quads
        if q.predicate == ns.RDF("object") and q.object == _CLUSTER and "#concept-" in q.subject
    }
    assert places[ns.DCTERMS("abstract")] == str(text.index("cluster", start))
    assert places[ns.DCTERMS("subject")] == str(len(text) - 5)


def test_in_html_the_characters_are_those_of_the_file(scheme: Scheme) -> None:
    raw = "A clusters' view"
    markup = "A <i>clusters</i>' view"
    entry = parsed(raw, WorkType.ARTICLE, field(raw, "title", raw, lang="en"))
    page = paper(entry)
    start = page.references[0].passage.span.start
    runs = (Run(0, start, 2, 2), Run(2, start + 5, 8, 8), Run(10, start + 17, 6, 6))
    text = page.text[:start] + markup + "\n"
    [reference] = page.references
    reference = type(reference)(1, Passage(raw, runs), "", entry)
    quads = _quads(scheme, page.replace(text=text, references=(reference,), sections=()))
    [node] = {q.subject for q in quads if q.predicate == ns.RDF("object") and q.object == _CLUSTER}
    [at] = _values(quads, f"{node}-span", ns.OA("start"))
    assert text[int(at) :].startswith("clusters</i>")


def test_without_a_scheme_nothing_is_said() -> None:
    page = _page()
    quads = list(convert(page, Shared(resolve([page])), []))
    assert not any(quad.predicate == ns.KG("matchedIn") for quad in quads)

"""A large graph is checked in parts: they have to say together what the whole says, of good graphs and of bad ones."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Sequence
from typing import Any

import pytest

from kg.namespaces import BIBO, DCTERMS, PREFIXES, RDF, SH
from kg.pipeline import Options, build
from kg.quads import LAYERS, Iri, Literal, Quad, Term
from kg.validation import engines, parts, validate
from kg.validation.shapes import background, shapes
from kg.validation.sight import Index, Triple, follow
from tests.validation.examples import INVALID, VALID, load
from tests.validation.sample import sample

compiled = pytest.mark.skipif(importlib.util.find_spec("shacl") is None, reason="the compiled engine is not installed")

NAMES = ("김가온", "이나래", "박다솜", "최라온", "정마루", "강바다")
JOURNALS = ("지역연구", "한국지리학보", "Regional Studies", "Urban Review")
COUNTS = 5, 9, 14


def page(number: int, entries: int) -> bytes:
    """Write a page whose references share journals and works with the other pages."""
    rng = random.Random(number)
    lines = [f"산업 입지의 변화 {number}", f"Changing Places of Industry {number}", "", "References", ""]
    for _ in range(entries):
        work = rng.randrange(12)  # a small stock: the pages cite the same works
        names = "·".join(NAMES[(work + step) % len(NAMES)] for step in range(1 + work % 3))
        journal = JOURNALS[work % len(JOURNALS)]
        lines.append(
            f'{names}, {1990 + work}, "산업 집적 사례 {work}," {journal} {work + 1}(2), pp.{work + 10}-{work + 30}.'
        )
    return "\n".join([*lines, ""]).encode()


@pytest.fixture(scope="module")
def many() -> list[Quad]:
    """The graph of several pages, the sample page among them."""
    pages = [(f"{number}.txt", page(number, entries)) for number, entries in enumerate(COUNTS)]
    return list(dict.fromkeys((*sample(), *build(pages, Options(engine="none")).quads)))


def damaged(quads: Sequence[Quad], seed: int) -> list[Quad]:
    """Break a graph in many places: triples lost, ends exchanged, nodes confused, numbers changed."""
    rng = random.Random(seed)
    by_predicate: dict[str, list[Quad]] = {}
    for quad in quads:
        by_predicate.setdefault(quad.predicate, []).append(quad)
    result: list[Quad] = []
    for quad in quads:
        fate = rng.random()
        like = rng.choice(by_predicate[quad.predicate])
        if fate < 0.02:
            continue
        if fate < 0.04:
            quad = quad._replace(object=like.object)
        elif fate < 0.05:
            result.append(quad._replace(subject=like.subject))
        elif fate < 0.06 and isinstance(quad.object, Literal) and quad.object.value.isdecimal():
            quad = quad._replace(object=quad.object._replace(value=str(int(quad.object.value) + rng.choice((-1, 1)))))
        result.append(quad)
    return result


def said(quads: Sequence[Quad], large: int, size: int, monkeypatch: pytest.MonkeyPatch) -> list[engines.Raw]:
    monkeypatch.setattr(parts, "LARGE", large)
    monkeypatch.setattr(parts, "SIZE", size)
    found = list(engines.run("shacl", quads, background(), shapes().turtle(LAYERS)))
    return sorted(found, key=lambda raw: (raw.shape, raw.focus, raw.value.n3() if raw.value else "", raw.component))


def test_every_constraint_in_sparql_can_be_followed() -> None:
    divided, rest = parts.divide(shapes().turtle(LAYERS))
    text = shapes().text
    assert len(divided) == text.count("a sh:SPARQLConstraint") > 10
    assert SH("sparql") not in rest


@compiled
def test_the_parts_of_many_pages_say_what_the_whole_says(many: list[Quad], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = said(many, 10**9, 1, monkeypatch)
    assert len(whole) > 20
    for size in (1, 2_000):
        assert said(many, 0, size, monkeypatch) == whole, size


@compiled
@pytest.mark.parametrize("seed", range(2))
def test_the_parts_of_a_broken_graph_say_what_the_whole_says(
    many: list[Quad], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = damaged(many, seed)
    whole = said(broken, 10**9, 1, monkeypatch)
    assert said(broken, 0, 400, monkeypatch) == whole
    in_sparql = {one.shape for one in parts.divide(shapes().turtle(LAYERS))[0]}
    assert len({raw.shape for raw in whole} & in_sparql) >= 8


@compiled
def test_the_parts_of_every_example_say_what_the_whole_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for number, path in enumerate([*VALID, *INVALID]):
        quads = load(path, f"https://paper-kg.example/{number}/")
        assert said(quads, 0, 1, monkeypatch) == said(quads, 10**9, 1, monkeypatch), path.name


@compiled
def test_a_report_of_parts_is_that_of_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LARGE", 0)
    quads = [quad for path in INVALID[::4] for quad in load(path, f"https://paper-kg.example/{path.stem}/")]
    fast, reference = (validate(quads, engine=engine) for engine in ("shacl", "pyshacl"))
    assert [result.order() for result in fast.results] == [result.order() for result in reference.results]


@compiled
def test_the_parts_grow_as_the_graph_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count the triples that an engine is given: a square would quadruple them at twice the pages."""
    monkeypatch.setattr(parts, "LARGE", 0)
    given: list[int] = []
    check = engines._compiled

    def counting(triples: Sequence[Triple], *rest: str) -> object:
        given.append(len(triples))
        return check(triples, *rest)

    monkeypatch.setattr(engines, "_compiled", counting)
    totals = []
    for copies in (2, 4):
        quads = [
            Quad(_moved(subject, copy), predicate, _moved(obj, copy), layer)
            for copy in range(copies)
            for subject, predicate, obj, layer in sample()
        ]
        given.clear()
        list(engines.run("shacl", quads, background(), shapes().turtle(LAYERS)))
        totals.append(sum(given))
    assert totals[0] > len(sample())
    assert totals[1] < 2.1 * totals[0]


def _moved(term: Term, copy: int) -> Any:
    here = "/paper-kg.example/"
    return type(term)(term.replace(here, f"{here}{copy}/")) if isinstance(term, str) else term


SEEN = [
    ("$this bibo:volume ?value", 1),
    ("?other dcterms:isPartOf $this . ?other bibo:volume ?value", 2),
    ("$this ^dcterms:isPartOf/bibo:volume ?value", 2),
    ("{ $this bibo:volume ?value } UNION { ?other dcterms:isPartOf $this . ?other bibo:volume ?value }", 3),
    ("$this bibo:issue ?value . FILTER NOT EXISTS { ?other dcterms:isPartOf $this . ?other bibo:volume ?value }", 2),
    ("OPTIONAL { ?other dcterms:isPartOf $this . ?other bibo:volume ?value }", 2),
    ("$this dcterms:isPartOf* ?value", 2),
    ("$this (bibo:volume|bibo:issue) ?value", 1),
    ("$this ?said ?value", 2),
    ("$this ?said ?value . ?other dcterms:isPartOf $this . ?other ?said ?same", 4),
    ("?other ?said $this", None),
    ("?value bibo:volume ?volume", None),
    ("$this bibo:volume ?volume . ?value bibo:issue ?issue", None),
    ("OPTIONAL { $this bibo:issue ?issue } ?value dcterms:isPartOf ?issue", None),
    ("$this bibo:volume ?value MINUS { ?value bibo:issue ?issue }", None),
    ("{ SELECT ?value { ?value bibo:issue ?issue } } $this bibo:volume ?value", None),
    ("$this !bibo:volume ?value", None),
    ("{ $this bibo:volume ?a } { $this bibo:volume ?c . FILTER EXISTS { ?a bibo:issue ?value } }", None),
]


@pytest.mark.parametrize(("pattern", "triples"), SEEN)
def test_what_a_query_sees_is_followed_or_refused(pattern: str, triples: int | None) -> None:
    node = [Iri(f"https://paper-kg.example/{name}") for name in ("this", "part", "whole", "far")]
    part, volume, issue = Iri(DCTERMS("isPartOf")), Iri(BIBO("volume")), Iri(BIBO("issue"))
    graph: list[Triple] = [
        (node[0], volume, Literal("1")),
        (node[1], part, node[0]),
        (node[1], volume, Literal("1")),
        (node[0], part, node[2]),
        (node[2], part, node[3]),
        (node[3], volume, Literal("1")),
    ]
    walk = follow(f"SELECT $this ?value WHERE {{ {pattern} }}", dict(PREFIXES))
    if triples is None:
        assert walk is None
        return
    assert walk is not None
    collected = walk.collect(Index(graph, walk.backward), node[0])
    assert len(collected) == triples
    assert (node[3], volume, Literal("1")) not in collected
    assert issue not in {triple[1] for triple in collected}


def test_a_shape_that_others_ask_of_their_nodes_stays_in_the_whole() -> None:
    head = f"@prefix sh: <{SH('')}> . @prefix rdf: <{RDF('')}> .\n"
    query = "SELECT $this { $this <x:p> ?o }"
    own = f'<x:a> a sh:NodeShape ; sh:targetSubjectsOf rdf:value ; sh:sparql [ sh:select "{query}" ] .\n'
    asked = "<x:b> a sh:NodeShape ; sh:targetSubjectsOf rdf:subject ; sh:node <x:a> ."
    assert [one.shape for one in parts.divide(head + own)[0]] == ["x:a"]
    assert parts.divide(head + own + asked)[0] == ()
    assert parts.divide(head + own + "<x:a> sh:deactivated true .")[0] == ()

"""Every IRI of the graph leads somewhere: a page for people, triples for machines."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from kg.namespaces import DEFAULT_BASE, VOID
from kg.quads import Iri, Literal, Quad
from kg.stores import disk
from kg.web.app import application
from tests.questions.expected import sample

FORMATS = {
    "text/turtle": (".ttl", ox.RdfFormat.TURTLE),
    "application/n-triples": (".nt", ox.RdfFormat.N_TRIPLES),
    "application/ld+json": (".jsonld", ox.RdfFormat.JSON_LD),
    "application/rdf+xml": (".rdf", ox.RdfFormat.RDF_XML),
    "application/trig": (".trig", ox.RdfFormat.TRIG),
    "application/n-quads": (".nq", ox.RdfFormat.N_QUADS),
}


def nodes() -> list[str]:
    """Return the path of every node that has an address: the subjects, without what stands behind #."""
    found = {str(quad.subject).partition("#")[0] for quad in sample() if isinstance(quad.subject, Iri)}
    return sorted(iri.removeprefix(DEFAULT_BASE) for iri in found if iri.startswith(DEFAULT_BASE))


def work() -> str:
    return next(str(q.subject) for q in sample() if q.predicate.endswith("/cites")).removeprefix(DEFAULT_BASE)


def test_every_node_is_there_for_machines_and_for_people(client: TestClient) -> None:
    for path in nodes()[::7]:
        data = client.get(f"/{path}", headers={"accept": "text/turtle"})
        assert data.status_code == 200, path
        assert any(t.subject == ox.NamedNode(DEFAULT_BASE + path)
                   for t in ox.parse(data.content, format=ox.RdfFormat.TURTLE)), path  # fmt: skip


def test_a_node_says_everything_that_the_graph_says_of_it_and_its_parts(client: TestClient) -> None:
    node = DEFAULT_BASE + work()
    told = client.get(f"/{work()}.nq")
    got = {
        (str(q.subject), str(q.predicate), str(q.graph_name))
        for q in ox.parse(told.content, format=ox.RdfFormat.N_QUADS)
    }
    expected = {
        (f"<{q.subject}>", f"<{q.predicate}>", f"<{DEFAULT_BASE}graph/{q.layer}>")
        for q in sample()
        if isinstance(q.subject, Iri) and (q.subject == node or q.subject.startswith(f"{node}#"))
    }
    assert expected <= got
    assert any(subject.startswith("_:") for subject, _, _ in got), "the list of authors is whole"


@pytest.mark.parametrize("media_type", FORMATS)
def test_a_node_in_each_format_by_its_header_and_by_its_suffix(client: TestClient, media_type: str) -> None:
    suffix, format_ = FORMATS[media_type]
    answer = client.get(f"/{work()}", headers={"accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["content-location"] == f"/{work()}{suffix}"
    assert answer.headers["vary"].startswith("Accept")
    assert f'<{DEFAULT_BASE}{work()}>; rel="describes"' in answer.headers["link"]
    assert f'</{work()}{suffix}>; rel="alternate"; type="{media_type}"' in answer.headers["link"]
    beside = client.get(answer.headers["content-location"])
    assert beside.content == answer.content
    first = {f"{t.subject.value} {t.predicate.value}" for t in ox.parse(answer.content, format=format_)
             if isinstance(t.subject, ox.NamedNode)}  # fmt: skip
    turtle = client.get(f"/{work()}.nt")
    assert first == {f"{t.subject.value} {t.predicate.value}"
                     for t in ox.parse(turtle.content, format=ox.RdfFormat.N_TRIPLES)
                     if isinstance(t.subject, ox.NamedNode)}  # fmt: skip


def test_who_takes_quads_and_triples_finds_the_node_in_the_default_graph(client: TestClient) -> None:
    liked = "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,text/turtle;q=0.6,text/html;q=0.2"
    answer = client.get(f"/{work()}", headers={"accept": liked})
    assert answer.headers["content-type"] == "application/ld+json"
    found = list(ox.parse(answer.content, format=ox.RdfFormat.JSON_LD))
    assert found
    assert {quad.graph_name for quad in found} == {ox.DefaultGraph()}


def test_the_same_again_is_not_sent(client: TestClient) -> None:
    tag = client.get(f"/{work()}.ttl").headers["etag"]
    again = client.get(f"/{work()}.ttl", headers={"if-none-match": f"W/{tag}"})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    assert client.get(f"/{work()}.nt").headers["etag"] != tag
    head = client.head(f"/{work()}.ttl")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)


MISSING = (
    "work/0000000000000000", "work/0000000000000000.ttl", "%3Cscript%3E", "a%0d%0ab", "x%ff", "..%2f..%2fetc%2fpasswd",
    "static/nothing.js", "static/..%2fsite.py",
)  # fmt: skip


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there_is_told_plainly(client: TestClient, path: str) -> None:
    answer = client.get(f"/{path}", headers={"accept": "text/turtle"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_void_describes_the_graph(client: TestClient) -> None:
    from rdflib import VOID as DEFINED

    store = ox.Store()
    store.load(client.get("/.well-known/void").content, format=ox.RdfFormat.TURTLE)
    void = f"PREFIX void: <{VOID}> "
    assert store.query(
        void + f'ASK {{ ?d a void:Dataset ; void:uriSpace "{DEFAULT_BASE}" ; void:triples {len(set(sample()))} ; '
        f"void:sparqlEndpoint <http://127.0.0.1:8000/sparql> ; void:subset <{DEFAULT_BASE}graph/quality> }}"
    )
    terms = {quad.predicate.value for quad in store} | {
        quad.object.value for quad in store if isinstance(quad.object, ox.NamedNode)
    }
    assert all(term.removeprefix(VOID) in DEFINED for term in terms if term.startswith(VOID) and term != VOID)


def test_a_layer_is_a_node_too(client: TestClient) -> None:
    answer = client.get("/graph/quality", headers={"accept": "text/turtle"})
    assert answer.status_code == 200
    assert "void:triples" in answer.text


def test_the_headers_let_nothing_foreign_run(client: TestClient) -> None:
    for path in ("/", f"/{work()}", "/sparql", "/nothing/here", "/api/questions"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe-inline" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_foreign_text_stays_text(tmp_path: Path) -> None:
    node = Iri(f"{DEFAULT_BASE}thing/0123456789abcdef")
    evil = '<script>alert("1")</script>\' onload="x'
    quads = [
        Quad(node, Iri("http://purl.org/dc/terms/title"), Literal(evil), "bibliography"),
        Quad(node, Iri("http://purl.org/dc/terms/source"), Iri("javascript:alert(1)"), "bibliography"),
    ]
    word = str(tmp_path / "store")
    disk.write(word, quads, DEFAULT_BASE)
    with TestClient(application(word, workers=1)) as client:
        for path in ("/thing/0123456789abcdef", "/unknown/%3Cscript%3Ealert(1)%3C/script%3E"):
            answer = client.get(path, headers={"accept": "text/html"})
            html = answer.headers["content-type"].startswith("text/html")
            assert not (html and re.search(r"<script>alert", answer.text))
            assert 'href="javascript' not in answer.text
        page = client.get("/thing/0123456789abcdef", headers={"accept": "text/html"})
        assert page.status_code == 200
        assert "&lt;script&gt;" in page.text

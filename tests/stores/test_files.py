"""A graph file means the same on both engines, and a fault in it is told with its place."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest
import rdflib.plugins.sparql

from kg import export, stores
from kg.errors import InputError, UsageError
from kg.formats import FORMATS
from kg.quads import LAYERS, Blank, Iri, Literal, Quad
from kg.stores.files import sniff, tag

SMALL = Path(__file__).parents[1] / "fixtures" / "small.trig"
BASE = "https://paper-kg.example/"
S, P = Iri("https://x.example/s"), Iri("https://x.example/p")


@pytest.fixture(scope="module")
def small() -> list[Quad]:
    return list(stores.quads(str(SMALL)))


@pytest.fixture(scope="module")
def files(small: list[Quad], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("files")
    found = {}
    for name, format_ in FORMATS.items():
        for suffix in (*format_.suffixes, format_.suffixes[0] + ".gz"):
            found[f"{name}{suffix}"] = folder / f"graph{suffix}"
            export.write(small, str(folder / f"graph{suffix}"), format=name, base=BASE)
    return found


def test_layers_are_told_by_the_names_of_graphs(small: list[Quad]) -> None:
    assert [layer for layer in LAYERS if any(quad.layer == layer for quad in small)] == list(LAYERS)
    assert {quad.layer for quad in small} == set(LAYERS)


def test_every_format_is_read(files: dict[str, Path], small: list[Quad]) -> None:
    wanted = _named(small)
    for name, path in files.items():
        read = list(stores.quads(str(path)))
        # Blank nodes, which are the cells of lists, have names of their own in each file.
        assert _named(read) == wanted, name
        assert len(read) == len(small), name
        assert {quad.layer for quad in read} == (set(LAYERS) if name.startswith(("trig", "nquads")) else {""}), name


def _named(quads: list[Quad]) -> list[str]:
    return sorted(str(quad[:3]) for quad in quads if not any(isinstance(term, Blank) for term in quad[:3]))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_tells_its_format(
    files: dict[str, Path], small: list[Quad], format_: str, packed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = files[format_ + FORMATS[format_].suffixes[0]].read_bytes()
    given = gzip.compress(data, mtime=0) if packed else data
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    assert len(list(stores.quads("-"))) == len(small)


@pytest.mark.parametrize(
    ("start", "format_"),
    [
        (b'{"@context": {}}', "jsonld"),
        (b'\xef\xbb\xbf [\n {"@id": "x"}]', "jsonld"),
        (b"[] a <https://x.example/C> .", "trig"),
        (b"[ a <https://x.example/C> ] .", "trig"),
        (b"{ <https://x.example/s> a <https://x.example/C> }", "trig"),
        (b'<?xml version="1.0"?><rdf:RDF/>', "rdfxml"),
        (b"<rdf:RDF xmlns:rdf='x'/>", "rdfxml"),
        (b"# comment\n\n<a:s> <a:p> <a:o> <a:g> .\n", "nquads"),
        (b'<a:s> <a:p> "o \\" <x> ."@en <a:g> .\n', "nquads"),
        (b"<a:s> <a:p> <a:o> .\n<a:s> <a:p> <a:o> .", "trig"),
        (b"@prefix a: <a:> .\na:s a:p a:o .", "trig"),
        (b"", "trig"),
    ],
)
def test_sniffing(start: bytes, format_: str) -> None:
    assert sniff(start) == format_


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.ttl", b"<a:s> <a:p>\n  'x' 'y' .", r"a\.ttl:2:\d+: .*read as turtle"),
        ("a.nq", b'<a:s> <a:p> "x" .\n<a:s> <a b> "x" .', r"a\.nq:2:\d+: "),
        ("a.jsonld", b'{"@id": }', r"a\.jsonld:1:\d+: "),
        ("a.jsonld", b'{"@context": "https://x.example/c", "@id": "a:b"}', r"nothing is fetched.*into the file"),
        ("a.rdf", b"<a>\n<b></a>", r"a\.rdf"),
        ("a.ttl", b"<s> <p> <o> .", r"a\.ttl:1:1: an IRI is relative.*@base"),
        ("a.ttl", b"", "the file is empty"),
        ("a.ttl", b"<a:s> <a:p> <<( <a:s> <a:p> <a:o> )>> .", r"RDF 1\.2"),
        ("a.ttl", b'<a:s> <a:p> "\xff" .', r"a\.ttl:1:\d+: .*UTF-8"),
        ("a.ttl.gz", gzip.compress(b"<a:s> <a:p> <a:o> ." * 999, mtime=0)[:-20], "gzipped file is damaged"),
        ("a.ttl.gz", b"\x1f\x8bnothing", "damaged"),
    ],
)
@pytest.mark.parametrize("engine", stores.ENGINES)
def test_faults_have_a_place(name: str, data: bytes, message: str, engine: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message):
        stores.open_graph(str(tmp_path / name), engine=engine)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such file.*kg build"):
        stores.open_graph(str(tmp_path / "none.ttl"))
    with pytest.raises(InputError, match="no store"):
        list(stores.quads(str(tmp_path)))
    with pytest.raises(UsageError, match="the engines are"):
        stores.open_graph(str(SMALL), engine="jena")
    with pytest.raises(UsageError, match="the formats are"):
        stores.open_graph(str(SMALL), format="n3")


def test_a_byte_order_mark_is_no_part_of_the_graph() -> None:
    assert list(stores.quads_of(b"\xef\xbb\xbf<a:s> <a:p> <a:o> .", "turtle"))


@pytest.mark.parametrize("engine", stores.ENGINES)
def test_queries_see_the_union_of_all_graphs_once(engine: str) -> None:
    twice = [
        Quad(S, P, Literal("x"), "bibliography"),
        Quad(S, P, Literal("x"), "derived"),
        Quad(S, P, Literal("y"), ""),
    ]
    with stores.of_quads(twice, engine=engine, base=BASE) as store:
        assert store.select("SELECT ?o { ?s ?p ?o } ORDER BY ?o").rows == [(Literal("x"),), (Literal("y"),)]
        named = store.select("SELECT ?g { GRAPH ?g { ?s ?p 'x' } } ORDER BY ?g")
        assert named == (("g",), [(Iri(f"{BASE}graph/bibliography"),), (Iri(f"{BASE}graph/derived"),)])
        assert [quad.layer for quad in store.quads()] == ["", "bibliography", "derived"]
        assert store.construct("CONSTRUCT { ?o2 ?p ?o } WHERE { ?s ?p ?o BIND(?s AS ?o2) FILTER(?o = 'y') }") == [
            Quad(S, P, Literal("y"), "")
        ]
        assert store.ask("ASK { ?s ?p 'y' }")
        assert not store.ask("ASK { ?s ?p 'z' }")
        assert store.select("SELECT ?a ?b { ?s ?p ?a OPTIONAL { ?a ?p ?b } FILTER(?a = 'x') }").rows == [
            (Literal("x"), None)
        ]


@pytest.mark.parametrize("engine", stores.ENGINES)
def test_literals_keep_their_forms(engine: str) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    given = [
        Literal("2016-1", "", f"{xsd}gYear"),
        Literal("서울", "ko"),
        Literal("Seoul", "ko-Latn"),
        Literal("plain"),
        Literal("05", "", "https://x.example/number"),
        Literal("true", "", f"{xsd}boolean"),
    ]
    with stores.of_quads([Quad(S, P, literal, "") for literal in given], engine=engine) as store:
        assert {row[0] for row in store.select("SELECT ?o { ?s ?p ?o }").rows} == set(given)


def test_rdflib_keeps_numbers_as_they_stand() -> None:
    odd = Literal("05", "", "http://www.w3.org/2001/XMLSchema#integer")
    with stores.of_quads([Quad(S, P, odd, "")], engine="rdflib") as store:
        assert store.select("SELECT ?o { ?s ?p ?o }").rows == [(odd,)]
        assert rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS is False
    assert next(iter(stores.of_rdflib(stores.to_rdflib([Quad(S, P, odd, "")])))).object == odd


@pytest.mark.parametrize("engine", stores.ENGINES)
@pytest.mark.parametrize(
    ("verb", "query"),
    [
        ("select", "ASK {}"),
        ("ask", "SELECT * {}"),
        ("construct", "SELECT * {}"),
    ],
)
def test_a_query_of_another_form_is_refused(engine: str, verb: str, query: str) -> None:
    with stores.of_quads([], engine=engine) as store, pytest.raises(UsageError, match="is needed here"):
        getattr(store, verb)(query)


@pytest.mark.parametrize("engine", stores.ENGINES)
@pytest.mark.parametrize("query", ["SELECT ?s\n{ ?s ?p }", "SELECT ?s { ?s nope:p ?o }", "SELECT", ""])
def test_a_broken_query_is_told(engine: str, query: str) -> None:
    with stores.of_quads([], engine=engine) as store, pytest.raises(InputError, match="Mend the query"):
        store.select(query)


def test_the_place_in_a_query_is_told() -> None:
    for engine in stores.ENGINES:
        with stores.of_quads([], engine=engine) as store, pytest.raises(InputError, match="no SPARQL") as caught:
            store.select("SELECT ?s {\n  ?s ?p }")
        assert caught.value.line == 2 or engine == "rdflib"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("KO-LATN", "ko-Latn"),
        ("en-us", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("x-latn", "x-latn"),
        ("de-1996", "de-1996"),
        ("en-x-latn", "en-x-latn"),
    ],
)
def test_tags_have_their_usual_case(given: str, wanted: str) -> None:
    assert tag(given) == wanted


def test_foreign_graphs_keep_their_names() -> None:
    text = "<a:s> <a:p> <a:o> <https://x.example/g> .\n<a:s> <a:p> <a:o> _:g .\n<a:s> <a:p> <a:o> .\n"
    layers = [quad.layer for quad in stores.quads_of(text, "nquads")]
    assert layers == ["https://x.example/g", "_:g", ""]
    for engine in stores.ENGINES:
        with stores.of_quads(stores.quads_of(text, "nquads"), engine=engine) as store:
            named = store.select("SELECT ?g { GRAPH ?g { ?s ?p ?o } FILTER(ISIRI(?g)) }").rows
            assert named == [(Iri("https://x.example/g"),)]
            assert len(list(store.quads())) == 3
            assert len(store.select("SELECT * { ?s ?p ?o }").rows) == 1


def test_the_base_is_told_by_graphs_or_by_minted_iris(small: list[Quad], files: dict[str, Path]) -> None:
    for name in ("trig.trig", "turtle.ttl", "nquads.nq.gz"):
        assert stores.with_base(str(files[name]))[0] == BASE
    elsewhere = "<https://kg.example.org/a/work/0123456789abcdef#authorship-1> <a:p> <a:o> ."
    path = files["turtle.ttl"].with_name("elsewhere.nt")
    path.write_text(elsewhere)
    base, quads = stores.with_base(str(path))
    assert base == "https://kg.example.org/a/"
    assert len(list(quads)) == 1

"""Lists of works from a graph: CSL-JSON, BibTeX, RIS, GraphML."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg import export, pipeline, resources, stores
from kg.cli import main
from kg.export.bibliography import items
from kg.namespaces import BIRO, CITO, FOAF
from kg.quads import Quad
from kg.references import csl
from kg.stores import disk
from tests.export.graphs import BASE, SMALL, small

SAMPLE = resources.examples("sample.txt").read_bytes()


@pytest.fixture(scope="module")
def sample() -> list[Quad]:
    return pipeline.build([("sample.txt", SAMPLE)], pipeline.Options(engine="none")).quads


def test_the_graph_says_what_the_parser_read(sample: list[Quad]) -> None:
    """Back from the graph, each reference is the item that it was before it became triples."""
    paper = pipeline.read(SAMPLE, "sample.txt")
    pointed = {str(q.subject).rpartition("#")[2]: str(q.object) for q in sample if q.predicate == BIRO("references")}
    found = {item["id"]: item for item in items(sample)}
    differing = []
    for stem, records in (("reference", paper.references), ("cited-by", paper.cited_by)):
        for record in records:
            assert record.parsed is not None
            wanted = csl.item(record.parsed, 1)
            got = found[pointed[f"{stem}-{record.position}"]]
            assert got["type"] == wanted["type"]
            for key in ("author", "editor", "title", "page", "issued", "publisher", "publisher-place", "DOI", "URL"):
                assert got.get(key) == wanted.get(key), (stem, record.position, key)
            assert {got.get("issue"), got.get("number")} == {wanted.get("issue"), wanted.get("number")}
            if str(got.get("container-title")).lower() != str(wanted.get("container-title")).lower():
                differing.append((stem, record.position))
    assert not differing
    assert len(found) == len(set(pointed.values())) + 1


def test_works_of_the_small_graph() -> None:
    found = list(items(small()))
    assert [item["id"].rpartition("/")[2][:2] for item in found] == [
        "a0",
        "b0",
        "a1",
        "a2",
        "a3",
        "a4",
        "a5",
        "a6",
        "c1",
    ]
    assert found[0] == {
        "id": f"{BASE}work/a000000000000000",
        "type": "article-journal",
        "author": [{"literal": "김하늘"}, {"literal": "이바다"}],
        "title": "지역혁신과 산업집적",
        "issued": {"date-parts": [[2016, 4, 30]]},
        "keyword": "산업집적, innovation",
        "language": "ko",
    }
    assert found[4]["author"] == [{"family": "Park", "given": "S."}, {"family": "Roe", "given": "J."}]
    assert (found[4]["container-title"], found[4]["volume"], found[4]["page"]) == ("Regional Review", "8", "1-20")
    assert (found[6]["type"], found[6]["genre"], found[6]["publisher"]) == ("thesis", "박사학위논문", "한빛대학교")


def text(quads: list[Quad], format_: str) -> str:
    return "".join(export.serialize(quads, format=format_, base=BASE))


@pytest.mark.parametrize("format_", ["bibtex", "ris", "csl-json", "graphml"])
def test_only_the_bibliography_is_needed(sample: list[Quad], format_: str) -> None:
    """What the transcription adds is the order; the works are the same."""
    alone = text([quad for quad in sample if quad.layer == "bibliography"], format_)
    entry = re.compile(r"^(?:@\w+|TY  -|\s+\"id\"|    <node)", re.MULTILINE)
    assert len(entry.findall(alone)) == len(entry.findall(text(sample, format_))) > 70
    assert alone == text([quad for quad in sample if quad.layer == "bibliography"], format_)


def test_csl_json_is_an_array() -> None:
    assert json.loads(text(small(), "csl-json")) == list(items(small()))
    assert json.loads(text([], "csl-json")) == []


def test_bibtex_keys_are_unique(sample: list[Quad]) -> None:
    keys = re.findall(r"^@\w+\{([A-Za-z0-9-]+),$", text(sample, "bibtex"), re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(list(items(sample)))


def test_graphml_holds_who_cites_whom(sample: list[Quad]) -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.fromstring(text(sample, "graphml"))
    nodes = {node.get("id") for node in root.iter(f"{space}node")}
    edges = [
        (edge.get("source"), edge.get("target"))
        for edge in root.iter(f"{space}edge")
        if edge.findtext(f"{space}data") == "cites"
    ]
    assert set(edges) == {(quad.subject, quad.object) for quad in sample if quad.predicate == CITO("cites")}
    assert {end for pair in edges for end in pair} <= nodes
    assert all(edge.get("target") in nodes for edge in root.iter(f"{space}edge"))


def test_the_command_tells_lists_by_suffix(tmp_path: Path) -> None:
    for name, start in (("a.bib", "@article"), ("a.ris", "TY  - JOUR"), ("a.json", "[\n"), ("a.graphml", "<?xml")):
        assert main(["export", str(SMALL), "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert main(["build", str(SMALL), "-o", str(tmp_path / "b.bib")]) == 2
    assert set(export.FORMATS) < set(export.ALL_FORMATS)


@functools.cache
def _two_pages() -> tuple[Quad, ...]:
    """Two pages with lists that share works: the second cites what the first cites, in another order."""
    text = SAMPLE.decode()
    entries = re.findall(r"^  \d+\. (.*)", text, re.MULTILINE)[:69]
    reverse = dict(zip(entries, reversed(entries), strict=True))
    other = re.sub(r"(?m)^(  \d+\. )(.*)", lambda match: f"{match[1]}{reverse.get(match[2], match[2])}", text)
    other = other.replace("포스트클러스터", "후기 클러스터")
    pages = [("10.txt", other.encode()), ("9.txt", SAMPLE)]
    quads = tuple(pipeline.build(pages, pipeline.Options(engine="none")).quads)
    assert len({quad.object for quad in quads if quad.predicate == FOAF("primaryTopic")}) == 2
    return quads


@pytest.mark.parametrize("format_", ["bibtex", "ris", "csl-json"])
@pytest.mark.parametrize("pages", ["one", "two"])
def test_a_file_and_a_store_give_the_same_list(tmp_path: Path, sample: list[Quad], format_: str, pages: str) -> None:
    quads = sample if pages == "one" else list(_two_pages())
    disk.write(str(tmp_path / "store"), quads, BASE)
    orders = [quads, quads[::-1], list(stores.quads(str(tmp_path / "store")))]
    assert orders[2] not in orders[:2]
    written = ["".join(export.serialize(order, format=format_, base=BASE)) for order in orders]
    assert written[1] == written[0]
    assert written[2] == written[0]


def test_the_list_is_in_the_order_of_the_page(sample: list[Quad]) -> None:
    pointed = {
        str(quad.subject).rpartition("#")[2]: str(quad.object)
        for quad in sample
        if quad.predicate == BIRO("references")
    }
    order = [*(f"reference-{number}" for number in range(1, 70)), *(f"cited-by-{number}" for number in range(1, 7))]
    shown = [item["id"] for item in items(sample[::-1])]
    assert shown[1:] == list(dict.fromkeys(pointed[entry] for entry in order))

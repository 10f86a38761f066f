"""The lists of a page come back from the graph character for character."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import pipeline, readers, resources, stores
from kg.errors import InputError, UsageError
from kg.explain import Pages, rebuild
from kg.explain.rebuild import encoded
from kg.namespaces import KG
from kg.quads import Quad
from kg.records import Paper
from tests.shared import SHARED, needs_shared

SAMPLE = resources.examples("sample.txt").read_bytes()

ONE = """제목이 있는 논문

홍길동 (가나대학교)

Received : 2016.01.02

References

1. 홍길동, 2001, 첫째 문헌의 제목, 가나학보 1(2), pp.3-4.
  2.  Roe, J., 2002, "Second work of the list," Some Journal 5, pp.6-7.

   3. 김가나, 2003, 셋째 문헌의 제목, 나라출판사.


피인용 문헌

1. A citing work of 2019 vol.3, pp.4, 2019,\t
2. 인용한 논문 vol.5, pp.6, 2018,
"""


def graph(data: bytes, name: str = "page.txt") -> tuple[Paper, list[Quad]]:
    """Read a page and convert it; the layers that rebuilding needs."""
    from kg.converters import Shared, convert
    from kg.identity.works import resolve

    paper = pipeline.read(data, name)
    shared = Shared(resolve([paper]), "https://paper-kg.example/")
    return paper, [quad for quad in convert(paper, shared, ()) if quad.layer == "transcription"]


@functools.cache
def _sample() -> list[Quad]:
    return graph(SAMPLE, "sample.txt")[1]


def rebuilt(quads: list[Quad], section: str = "", engine: str = "oxigraph") -> str:
    with stores.of_quads(quads, engine=engine) as store:
        pages = Pages(store)
        return rebuild(store, pages.choose(), section, pages)


def sections(paper: Paper, *kinds: str) -> str:
    return "".join(paper.text[s.span.start : s.span.end] for s in paper.sections if not kinds or s.kind in kinds)


@pytest.mark.parametrize("engine", stores.ENGINES)
def test_the_sample(engine: str) -> None:
    whole = rebuilt(_sample(), engine=engine).encode()
    assert whole
    assert SAMPLE.endswith(whole)
    assert whole.count(b"\n") > 70
    references, cited_by = (rebuilt(_sample(), section, engine) for section in ("references", "cited-by"))
    assert (references + cited_by).encode() == whole
    assert cited_by.startswith("피인용 문헌")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    data = ONE.replace("\n", end).encode(encoding)
    paper, quads = graph(data)
    with stores.of_quads(quads) as store:
        page = Pages(store).choose()
        whole = rebuild(store, page)
        assert whole == sections(paper)
        assert data.endswith(encoded(whole, page))
    assert f"3. 김가나, 2003, 셋째 문헌의 제목, 나라출판사.{end}" in whole


def test_damaged_bytes_do_not_come_back() -> None:
    data = ONE.encode().replace("나라출판사".encode(), b"\xeb\x82")
    _, quads = graph(data)
    with stores.of_quads(quads) as store:
        page = Pages(store).choose()
        whole = rebuild(store, page)
        assert "\ufffd" in whole
        with pytest.raises(InputError, match="could not be decoded"):
            encoded(whole, page)


def test_a_heading_without_entries_comes_back() -> None:
    text = ONE.partition("피인용 문헌")[0] + "피인용 문헌\n\n"
    paper, quads = graph(text.encode())
    assert not paper.cited_by
    assert rebuilt(quads) == sections(paper)


def test_an_incomplete_transcription_is_refused() -> None:
    quads = [quad for quad in _sample() if not (quad.predicate == KG("leadingText") and "5. " in str(quad.object))]
    with pytest.raises(InputError, match="incomplete"):
        rebuilt(quads)
    shorter = [
        quad._replace(object=quad.object._replace(value="")) if quad.predicate == KG("trailingText") else quad  # type: ignore[union-attr]
        for quad in _sample()
        if not (quad.predicate == KG("trailingText") and quad.subject.endswith("cited-by"))
    ]
    with pytest.raises(InputError, match=r"has \d+ characters|incomplete"):
        rebuilt(shorter)


def test_without_the_layer_there_is_nothing_to_rebuild() -> None:
    with stores.of_quads([]) as store, pytest.raises(UsageError, match="layer transcription"):
        Pages(store).choose()


def _pages() -> Iterator[Path]:
    if SHARED.is_dir():
        yield from sorted((SHARED / "gold" / "pages").glob("*.txt"))
        yield from sorted((SHARED / "seed").glob("*.txt"))


@needs_shared
def test_every_page_of_the_development_data() -> None:
    wrong = []
    for path in _pages():
        paper = readers.read(path.read_bytes(), path.name)
        wrong += [path.name] if _differs(paper) else []
    assert not wrong


def _differs(paper: Paper) -> bool:
    from kg.converters.evidence import source
    from kg.converters.reference import entries
    from kg.converters.statements import Shared, Statements
    from kg.identity.people import People
    from kg.identity.works import resolve

    st = Statements(paper, Shared(resolve([paper])))
    work = st.iri("work/0000000000000000")
    source(st, work)
    entries(st, People(paper), work)
    if not paper.sections:
        return False
    with stores.of_quads([quad for quad in st.quads() if quad.layer == "transcription"]) as store:
        pages = Pages(store)
        return rebuild(store, pages.choose(), pages=pages) != sections(paper)


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[1] / "fixtures" / "pages").glob("*.html")))
def test_saved_html(path: Path) -> None:
    data = path.read_bytes()
    paper, quads = graph(data, path.name)
    if paper.sections:
        with stores.of_quads(quads) as store:
            page = Pages(store).choose()
            assert rebuild(store, page) == sections(paper)
            for section in paper.sections:
                whole = rebuild(store, page, section.kind)
                assert whole == sections(paper, section.kind)
                assert encoded(whole, page) in data

"""Saved HTML: the same facts as in the copied text, whatever the markup, each with its characters."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from pathlib import Path

import pytest

from kg import namespaces as ns
from kg import pipeline, readers
from kg.quads import Literal, Quad
from kg.records import Paper, Span
from kg.resources import examples
from tests.readers import markup
from tests.readers.cases import cases, fields
from tests.readers.same import check, facts
from tests.readers.saved import html

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"


@pytest.fixture(scope="module")
def sample() -> Paper:
    return readers.read(examples("sample.txt").read_bytes(), "sample.txt")


@pytest.mark.parametrize("layout", [markup.short, markup.full, markup.old], ids=["short", "full text", "old"])
def test_html_and_text_of_one_page_say_the_same(sample: Paper, layout: object) -> None:
    assert callable(layout)
    paper = html(layout(sample))
    assert facts(paper) == facts(sample)
    assert [len(paper.references), len(paper.cited_by)] == [69, 6]
    assert [one.value for author in paper.authors for one in author.affiliations] == [
        one.value for author in sample.authors for one in author.affiliations
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949", "euc-kr"])
def test_encodings(sample: Paper, encoding: str) -> None:
    page = markup.old(sample)
    if encoding in ("cp949", "euc-kr"):
        page = "".join(char if char.encode(encoding, "ignore") else f"&#{ord(char)};" for char in page)
    paper = readers.read(page.encode(encoding), "old.html")
    check(paper)
    assert facts(paper) == facts(sample)


def _lines(page: str) -> str:
    lines = "<br>\n".join(escape(line) for line in page.split("\n"))
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><body><div>\n{lines}\n</div>'


def _items(page: str) -> str:
    """Mark up bulleted and numbered lines as items, headings as headings, wrapped lines as one."""
    page = re.sub(r"\n(?=  +[^\s•\d(\[-])", " ", page)
    out = ['<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><div>']
    open_ = False
    for line in page.split("\n"):
        item = re.match(r"\s*[•·-] (.*)|\s+\d+[.)] (.*)", line)
        if item and not open_:
            out.append("<ul>")
        if not item and open_ and line.strip():
            out.append("</ul>")
        if line.strip():
            open_ = item is not None
        if item:
            out.append(f"<li>{escape(item[1] or item[2])}")
        elif re.fullmatch(r"초록|Abstract|키워드|Keywords|참고문헌|References|피인용 문헌|Cited by", line.strip()):
            out.append(f'</div><div class="article-box"><h4>{line.strip()}</h4>')
        elif line.strip():
            out.append(f"<p>{escape(line)}")
    return "\n".join(out)


@pytest.mark.parametrize("render", [_lines, _items])
def test_every_case_as_html(render: object) -> None:
    assert callable(render)
    for case in cases():
        if render is _items and case.name.startswith("references without labels"):
            continue
        text = readers.read(case.page.encode(), "page.txt")
        assert facts(html(render(case.page))) == facts(text), case.name


def test_full_text_layout_with_everything() -> None:
    paper = html((PAGES / "full-text.html").read_text(encoding="utf-8"))
    assert fields(paper) == [
        ("en", "Tidal flats as shared ground: fishing villages & their rules, 1995–2015"),
        ("a", "Seo, Da-Yeon : Department of Island Geography, Mokpo Harbour University"),
        (
            "a",
            (
                "Maeng, Ji-Ho : Department of Island Geography, Mokpo Harbour University"
                " | Institute for Shared Waters, Lagos"
            ),
        ),
        ("a", "Okafor, Ngozi : Institute for Shared Waters, Lagos"),
        ("email", "n.okafor@isle.example"),
        ("submitted", "2018-05-02"),
        ("revised", "2018-07-19"),
        ("accepted", "2018-08-30"),
        ("issued", "2018-09-30"),
        (
            "abstract",
            (
                "Villages on the west coast keep their own rules for the tidal flat. This paper reads two decades of "
                "minutes of five village fishing societies. It finds that rules changed when the ferry came, and not "
                "when the law did."
            ),
        ),
        ("k", "tidal flat"),
        ("k", "fishing village"),
        ("k", "commons"),
        ("k", "rules in use"),
        ("doi", "10.99999/jcc.2018.12.3.201"),
        ("volume", "12"),
        ("issue", "3"),
        ("journal", "Journal of Coastal Commons"),
        ("pages", "201-219"),
        ("references", "4"),
        ("cited", "1"),
    ]
    assert [author.orcid for author in paper.authors] == ["0000-0001-2345-6789", "", ""]
    assert [author.corresponding for author in paper.authors] == [False, False, True]
    assert paper.platform_id is not None
    assert paper.platform_id.value == "JAKO201899912345678"
    assert paper.language is not None
    assert paper.language.value == "en"
    assert [one.value for one in paper.issns] == ["1234-5679"]
    assert [one.passage.text for one in paper.references][1:] == [
        "오세란, 2009, 갯벌의 공동체와 규칙, 섬출판사.",
        "Okafor, N., 2015, Shared Waters: A Primer, Lagos: Delta Press & Sons.",
        "H2O Working Group, 2003, Salinity tables <west coast>, Report 17.",
    ]


def test_a_link_s_target_is_kept_with_its_place() -> None:
    page = (PAGES / "full-text.html").read_text(encoding="utf-8")
    paper = html(page)
    first = paper.references[0]
    [link] = first.links
    assert link.value == "https://doi.org/10.99999/isq.2011.4.2.31"
    assert link.span is not None
    assert page[link.span.start : link.span.end] == link.value
    assert first.passage.span.contains(link.span)
    assert first.passage.text.endswith("pp.31-47.")
    assert any("CrossRef" in finding.note for finding in paper.findings)


def test_positions_reach_through_tags_and_character_references() -> None:
    page = (
        "<html><body><p>Received : 2010.01.01</p><h4>References</h4><ul><li>A&amp;B <i>of</i>\n   the\t&eacute;tang, "
        "2001, Press.</li><li>C, 2002, D.</li></ul>"
    )
    paper = html(page)
    passage = paper.references[0].passage
    assert passage.text == "A&B of the étang, 2001, Press."
    for word, source in (("A&B", "A&amp;B"), ("&", "&amp;"), ("of", "of"), ("étang", "&eacute;tang"), ("2001", "2001")):
        start = passage.text.index(word)
        place = passage.locate(Span(start, start + len(word)))
        assert page[place.start : place.end] == source


@pytest.mark.parametrize("layout", [markup.short, markup.full, markup.old], ids=["short", "full text", "old"])
def test_the_graph_of_the_html_has_the_bibliography_of_the_text(sample: Paper, layout: object) -> None:
    assert callable(layout)
    assert _bibliography(layout(sample).encode(), "page.html") == _bibliography(sample.text.encode(), "page.txt")


def _bibliography(data: bytes, name: str) -> Counter[tuple[str, ...]]:
    """Return the triples of the layer; people, whose IRIs are those of one source, go by their names."""
    built = pipeline.build([(name, data)], pipeline.Options(engine="none"))
    quads = [quad for quad in built.quads if quad.layer == "bibliography"]
    names: dict[str, list[str]] = {}
    for quad in quads:
        if quad.predicate == ns.FOAF("name"):
            names.setdefault(str(quad.subject), []).append(str(quad.object))
    called = {node: "|".join(sorted(own)) for node, own in names.items()}
    rows = ((quad.subject, quad.predicate, quad.object) for quad in quads)
    return Counter(tuple(called.get(str(term), str(term)) for term in row) for row in rows)


@pytest.mark.parametrize("layout", [markup.short, markup.full, markup.old], ids=["short", "full text", "old"])
def test_the_lists_are_put_together_again_from_the_graph(sample: Paper, layout: object) -> None:
    assert callable(layout)
    paper = html(layout(sample))
    graph = [*pipeline.build([("page.html", paper.text.encode())], pipeline.Options(engine="none")).quads]
    for kind in ("references", "cited-by"):
        stands = "".join(paper.text[one.span.start : one.span.end] for one in paper.sections if one.kind == kind)
        assert _rebuilt(graph, kind) == stands


def _rebuilt(graph: list[Quad], kind: str) -> str:
    values: dict[str, dict[str, str]] = {}
    for quad in graph:
        if quad.layer == "transcription" and isinstance(quad.object, Literal):
            values.setdefault(str(quad.subject), {})[str(quad.predicate)] = quad.object.value
    stem = "reference" if kind == "references" else kind
    entries = {node: own for node, own in values.items() if re.search(rf"#{stem}-\d+$", node)}
    text = ""
    for own in sorted(entries.values(), key=lambda own: int(own[str(ns.SCHEMA("position"))])):
        text += own[str(ns.KG("leadingText"))] + own.get(str(ns.KG("markup")), own[str(ns.C4O("hasContent"))])
    return text + next(own for node, own in values.items() if node.endswith(f"#{kind}"))[str(ns.KG("trailingText"))]

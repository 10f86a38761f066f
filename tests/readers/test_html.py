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
from kg.records import Paper, Span, Text
from kg.resources import examples
from tests.readers import markup
from tests.readers.cases import cases, fields
from tests.readers.same import check, facts

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"


def html(page: str, name: str = "page.html") -> Paper:
    paper = readers.read(page.encode(), name)
    check(paper)
    assert paper.source.format == "html"
    assert paper.source.media_type == "text/html"
    return paper


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


HEAD = "<html><head>{}</head><body>{}</body></html>"


def _meta(**tags: str | list[str]) -> str:
    return "".join(
        f'<meta name="{name.replace("__", ".")}" content="{value}">'
        for name, values in tags.items()
        for value in ([values] if isinstance(values, str) else values)
    )


def test_highwire_tags_several_authors_in_one_tag_or_in_several() -> None:
    one = html(HEAD.format(_meta(citation_title="Cats on Walls", citation_author="Han, Goeul;Cha, Maru"), ""))
    several = html(HEAD.format(_meta(citation_title="Cats on Walls", citation_author=["Han, Goeul", "Cha, Maru"]), ""))
    assert fields(one)[:3] == fields(several)[:3] == [("en", "Cats on Walls"), ("a", "Han, Goeul"), ("a", "Cha, Maru")]


def test_highwire_institutions_belong_to_the_author_before_them() -> None:
    head = (
        '<meta name="citation_author" content="Han, Goeul"><meta name="citation_author_institution" content="Wall Lab">'
        '<meta name="citation_author" content="Cha, Maru"><meta name="citation_author_email" content="m@cat.example">'
    )
    paper = html(HEAD.format(head, ""))
    assert [fields(paper)[0], fields(paper)[2]] == [("a", "Han, Goeul : Wall Lab"), ("email", "m@cat.example")]


def test_the_head_s_names_pair_with_the_page_s_by_position() -> None:
    head = _meta(citation_author="Han, Goeul;Cha, Maru")
    body = "<h2>담장 위의 고양이</h2><ul><li>한고을 (담장대학교) ;</li><li>차마루 (고양이연구소)</li></ul>"
    paper = html(HEAD.format(head, body))
    assert [row for row in fields(paper) if row[0] == "a"] == [
        ("a", "한고을 | Han, Goeul : 담장대학교"),
        ("a", "차마루 | Cha, Maru : 고양이연구소"),
    ]
    assert [name.lang for name in paper.authors[0].names] == ["ko", "ko-Latn"]


def test_the_head_tells_which_line_is_the_title() -> None:
    head = _meta(citation_title="Cats on Walls")
    body = "<p>Essays of the wall club</p><h1>Cats  on <i>Walls</i></h1><p>More cats</p><p>Received : 2010.01.01</p>"
    paper = html(HEAD.format(head, body))
    assert [title.value for title in paper.titles] == ["Cats on Walls"]
    assert paper.titles[0].span is not None
    assert paper.text[paper.titles[0].span.start :].startswith("Cats  on <i>")


def test_a_short_abstract_under_its_heading_is_one() -> None:
    for text in ("Cats sit on walls.", "담장은 고양이의 길이다."):
        paper = html(
            HEAD.format("", f"<h1>Cats on Walls</h1><p>Published : 2014.05.31</p><h4>Abstract</h4><p>{text}</p>")
        )
        assert [abstract.value for abstract in paper.abstracts] == [text]
        assert all(text not in finding.note for finding in paper.findings)
    # A heading may have its title or its author under it, and no abstract.
    for text in ("Walls of the Town", "Han, Go-Eul", "Vol. 3, No. 2."):
        paper = html(HEAD.format("", f"<p>Published : 2014.05.31</p><h4>Abstract</h4><p>{text}</p>"))
        assert paper.abstracts == ()


def test_dublin_core() -> None:
    head = _meta(
        DC__Title="담장 위의 고양이", DC__Creator=["한고을", "차마루"], DCTERMS__issued="2014-05-31",
        DC__Identifier="doi:10.99999/cat.14.5", dc__language="kor", DC__Subject="고양이; 담장",
        DC__Publisher="고양이학회",
    )  # fmt: skip
    paper = html(HEAD.format(head, "<p>Loading</p>"))
    assert fields(paper) == [
        ("ko", "담장 위의 고양이"),
        ("a", "한고을"),
        ("a", "차마루"),
        ("issued", "2014-05-31"),
        ("k", "고양이"),
        ("k", "담장"),
        ("doi", "10.99999/cat.14.5"),
    ]
    assert paper.language is not None
    assert paper.language.value == "ko"
    assert [one.value for one in paper.publishers] == ["고양이학회"]


JSON_LD = """<html><head><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "Site"}, {"@type": "ScholarlyArticle", "headline": "Cats \\u0026 Walls",
"author": [{"@type": "Person", "name": "Goeul Han", "affiliation": {"name": "Wall University"},
"identifier": "https:\\/\\/orcid.org\\/0000-0002-1825-0097"}, {"@type": "Person", "name": "Maru Cha"}],
"datePublished": "2014-05-31T09:00:00+09:00", "isPartOf": {"@type": "PublicationIssue", "issueNumber": 5,
"isPartOf": {"@type": "PublicationVolume", "volumeNumber": "14", "isPartOf": {"@type": "Periodical",
"name": "Journal of Cats", "issn": "1234-5679"}}}, "pageStart": "1", "pageEnd": "9", "sameAs": "https://doi.org/10.99999/cat.14.5"}]}</script>
</head><body></body></html>"""


def test_json_ld() -> None:
    paper = html(JSON_LD)
    assert fields(paper) == [
        ("en", "Cats & Walls"),
        ("a", "Goeul Han : Wall University"),
        ("a", "Maru Cha"),
        ("issued", "2014-05-31"),
        ("doi", "10.99999/cat.14.5"),
        ("volume", "14"),
        ("issue", "5"),
        ("journal", "Journal of Cats"),
        ("pages", "1-9"),
    ]
    assert paper.authors[0].orcid == "0000-0002-1825-0097"
    title = paper.titles[0].span
    assert title is not None
    assert JSON_LD[title.start : title.end] == r"Cats \u0026 Walls"


def test_open_graph_is_the_last_resort() -> None:
    head = '<meta property="og:title" content="Cats on Walls | Wall Press"><title>x</title>'
    shown = html(HEAD.format(head, "<h1>고양이와 담장</h1><p>발행 : 2014.05.31</p>"))
    assert [title.value for title in shown.titles] == ["고양이와 담장"]
    bare = html(HEAD.format(head, "<p>Published : 2014.05.31</p>"))
    assert [title.value for title in bare.titles] == ["Cats on Walls | Wall Press"]


def test_what_the_head_and_the_page_say_differently_is_a_finding() -> None:
    head = _meta(citation_publication_date="2014/06/01", citation_doi="10.99999/a.1")
    paper = html(
        HEAD.format(head, "<h1>Cats on Walls</h1><p>Published : 2014.05.31</p><p>https://doi.org/10.99999/b.2</p>")
    )
    assert ("issued", "2014-05-31") in fields(paper)
    assert ("doi", "10.99999/a.1") in fields(paper)
    kinds = [finding.kind for finding in paper.findings]
    assert "conflicting-date" in kinds
    assert any("10.99999/b.2" in finding.note for finding in paper.findings)


def test_the_page_s_old_address_says_volume_number_and_page() -> None:
    page = (
        "<!DOCTYPE html>\n<!-- saved from url=(0090)http://www.koreascience.example/journal/view.jsp?kj=JWALLS&py=2013"
        "&vnc=v34n10&sp=2889 -->\n<html><body><h3>Cats on Walls</h3><p>Received : 2013.01.02</p></body></html>"
    )
    paper = html(page)
    assert [row for row in fields(paper) if row[0] in ("volume", "issue", "pages", "issued")] == [
        ("issued", "2013"),
        ("volume", "34"),
        ("issue", "10"),
        ("pages", "2889"),
    ]
    for text in (paper.volume, paper.issue, paper.page_start):
        assert isinstance(text, Text)
        assert text.span is not None
        assert page[text.span.start : text.span.end] == text.value


def test_names_without_known_family_names_in_elements_with_letters_as_marks() -> None:
    body = (
        '<h1>Cats on Walls and Elsewhere</h1><div class="authors"><a>Jane Doe</a><sup>a</sup>, '
        "<a>John Roe</a><sup>b,*</sup> "
        'and <a>Ann Poe</a><sup>a</sup></div><div class="aff"><sup>a</sup>Wall University</div>'
        '<div class="aff"><sup>b</sup>Gate Labs</div><p>Published : 2014.05.31</p>'
    )
    paper = html(HEAD.format("", body))
    assert [row[1] for row in fields(paper) if row[0] == "a"] == [
        "Jane Doe : Wall University",
        "John Roe : Gate Labs",
        "Ann Poe : Wall University",
    ]


def test_tables_and_labels() -> None:
    body = (
        "<table><tr><th>제목</th><td>담장 위의 고양이</td></tr><tr><th>저자</th><td>한고을, 차마루</td></tr><tr>"
        "<th>발행일</th>"
        "<td>2014.05.31</td></tr><tr><th>키워드</th><td>고양이, 담장, 벽</td></tr></table>"
        "<h3>참고문헌</h3><table><tr><td>1.</td>"
        "<td>한고을, 2001, 담장, 벽출판.</td></tr><tr><td>2.</td><td>차마루, 2003, 고양이, 벽출판.</td></tr></table>"
    )
    paper = html(HEAD.format("", body))
    assert fields(paper) == [
        ("ko", "담장 위의 고양이"), ("a", "한고을"), ("a", "차마루"), ("issued", "2014-05-31"),
        ("k", "고양이"), ("k", "담장"), ("k", "벽"), ("references", "2"),
    ]  # fmt: skip
    assert [one.label for one in paper.references] == ["1.", "2."]
    assert paper.references[1].passage.text == "차마루, 2003, 고양이, 벽출판."


def test_menus_scripts_and_comments_are_no_part_of_the_page() -> None:
    body = (
        '<div id="menu"><ul><li>Abstract</li><li>References</li></ul></div><!-- <li>Ghost, 1999.</li> -->'
        "<script>document.write('<li>Ghost, 1998.</li>')</script><div style='display:none'>Received : 1997.01.01</div>"
        "<h3>Cats on Walls</h3><p>Received : 2013.01.02</p><h4>References</h4>"
        "<ol><li>Han, G. 2001. Walls. Wall Press.</li></ol>"
        '<div class="article-box"><h4>References</h4></div><div class="article-box"><h4>Recommended for you</h4><ul>'
        "<li>Dogs and Doors, 2012, Journal of Dogs 3(1), pp.1-9.</li></ul></div>"
    )
    paper = html(HEAD.format("", body))
    assert facts(paper) == [
        ("en", "Cats on Walls"), ("submitted", "2013-01-02"), ("references", "1"),
        ("reference", "Han, G. 2001. Walls. Wall Press."),
    ]  # fmt: skip
    notes = " ".join(finding.note for finding in paper.findings)
    assert "menus" in notes
    assert "Recommended for you" in notes


def test_lists_inside_lists() -> None:
    entries = ["<li>한고을, 2001, 담장, 벽출판.", "<li>차마루, 2003, 고양이, 벽출판, pp.3-9."]
    body = f"<p>발행 : 2014.05.31</p><h4>참고문헌</h4><ul><li>국내문헌<ul>{''.join(entries)}</ul></ul>"
    paper = html(HEAD.format("", body))
    assert [one.passage.text for one in paper.references] == [
        "한고을, 2001, 담장, 벽출판.",
        "차마루, 2003, 고양이, 벽출판, pp.3-9.",
    ]
    assert any("국내문헌" in finding.note for finding in paper.findings)
    links = "<li>Han, G. 2001. Walls.<ul><li><a href='https://doi.org/10.99999/w.1'>DOI</a></ul>"
    paper = html(HEAD.format("", f"<p>Received : 2014.05.31</p><h4>References</h4><ul>{links}</ul>"))
    assert [one.passage.text for one in paper.references] == ["Han, G. 2001. Walls."]
    assert [link.value for link in paper.references[0].links] == ["https://doi.org/10.99999/w.1"]


def test_a_page_cut_inside_a_tag() -> None:
    page = '<html><body><p>발행 : 2014.05.31</p><h4>References</h4><ul><li>Han, G. 2001. Walls.<li>Cha, M. <a href="https://d'
    paper = html(page)
    assert len(paper.references) == 2
    assert any(finding.kind == "truncated-page" for finding in paper.findings)


def test_tex_and_broken_markup() -> None:
    page = (
        "<html><body><h2>담장 위의 고양이<p>발행 : 2014.05.31<div><h4>References<ul><li>Han, G. 2001. Walls & gates; "
        "<i>Wall Press</b>, p.3<li>Cha, M. 2003. <TEX>$\\alpha$</TEX> cats &lt;TEX&gt;. Wall Press, 1&ndash;9.&nbsp"
    )
    paper = html(page)
    assert [one.passage.text for one in paper.references] == [
        "Han, G. 2001. Walls & gates; Wall Press, p.3",
        "Cha, M. 2003. $\\alpha$ cats <TEX>. Wall Press, 1–9.",
    ]


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

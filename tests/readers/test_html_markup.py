"""Saved HTML of every shape: tables, labels, menus, lists within lists, cut and broken pages."""

from __future__ import annotations

from tests.readers.cases import fields
from tests.readers.same import facts
from tests.readers.saved import HEAD, html


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

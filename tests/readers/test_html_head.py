"""What the head of saved HTML says: tags of Highwire, Dublin Core and Open Graph, JSON-LD, and how it fits the page."""

from __future__ import annotations

from kg.records import Text
from tests.readers.cases import fields
from tests.readers.saved import HEAD, html


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

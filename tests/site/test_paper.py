"""The paper page: all characters of all entries, each field with the statements that its characters make."""

from __future__ import annotations

from kg.explain.pages import Entry
from kg.quads import Iri, Literal
from kg.site import Site
from kg.site.evidence import Statement, findings, statements
from kg.site.marking import pieces
from tests.site.tree import read


def _entry(content: str, markup: str = "", start: int = 100) -> Entry:
    return Entry(
        Iri("https://x.example/source/1#reference-1"), "reference", Iri("https://x.example/source/1"), 1, content,
        markup=markup, start=start, end=start + len(markup or content),
    )  # fmt: skip


def _said(field: str, *spans: tuple[int, int]) -> Statement:
    iri = Iri(f"https://x.example/source/1#reference-1-{field}")
    return Statement(iri, iri, Iri("https://x.example/p"), Literal(""), field, "", spans=list(spans))


def test_pieces_are_the_entry_again() -> None:
    entry = _entry("Kim, 2003, Clusters of Seoul, 6(1).")
    made = pieces(entry, [_said("author", (100, 103)), _said("year", (105, 109)), _said("title", (111, 128))], [])
    assert "".join(piece.text for piece in made) == entry.content
    assert [(piece.text, piece.field) for piece in made if piece.field] == [
        ("Kim", "author"),
        ("2003", "year"),
        ("Clusters of Seoul", "title"),
    ]


def test_a_concept_in_a_title_leaves_it_one_field_in_three_pieces() -> None:
    entry = _entry("Clusters of Seoul")
    made = pieces(entry, [_said("title", (100, 117)), _said("concept", (109, 111))], [])
    assert [(piece.text, piece.group, piece.concept, piece.first) for piece in made] == [
        ("Clusters ", "title", False, True),
        ("of", "title", True, False),
        (" Seoul", "title", False, False),
    ]
    assert made[1].marks == ("reference-1-title", "reference-1-concept")


def test_of_html_the_tags_are_left_out_and_what_stands_in_one_is_not_cut() -> None:
    markup = 'Kim &amp; Lee,\n   <i>Clusters</i> <a href="https://doi.org/10.1/x">link</a>'
    entry = _entry("Kim & Lee, Clusters link", markup)
    title, doi = markup.index("Clusters"), markup.index("10.1/x")
    said = [_said("title", (100 + title, 108 + title)), _said("doi", (100 + doi, 106 + doi))]
    made = pieces(entry, said, [])
    assert "".join(piece.text for piece in made) == entry.content
    assert [piece.text for piece in made if piece.group == "title"] == ["Clusters"]
    assert not [piece for piece in made if piece.group == "identifier"]


def test_an_entry_whose_place_is_not_told_is_shown_whole() -> None:
    entry = Entry(Iri("https://x.example/source/1#reference-1"), "reference", Iri("x:y"), 1, "Kim, 2003.")
    assert [piece.text for piece in pieces(entry, [_said("year", (5, 9))], [])] == ["Kim, 2003."]


def test_the_page_shows_every_entry_statement_and_finding_of_the_sample(site: Site, paper: str) -> None:
    page = site.page(paper)
    assert page is not None
    tree = read(page.body)
    saved = site.pages.choose()
    entries = site.pages.of_page(saved)
    assert len(entries) == 75
    parts = [saved.iri, *(entry.iri for entry in entries)]
    for entry in entries:
        shown = tree.by_id(entry.iri.partition("#")[2])
        assert [node.text for node in shown.all() if node.get("class") == "printed"] == [entry.content]
    printed = [node for one in tree.all() if one.get("class") == "printed" for node in one.all()]
    said = statements(site.store, parts)
    assert len(said) > 600
    for one in said:
        row = tree.by_id(one.id)
        if one.spans and one.part != saved.iri:
            text = "".join(node.text for node in printed if one.id in node.get("data-s").split())
            assert text.replace(" ", "") == one.value.replace(" ", ""), one.id
        assert one.value in row.text
    for notice in findings(site.store, parts):
        assert tree.by_id(notice.iri.partition("#")[2]) is not None

from __future__ import annotations

from kg import namespaces as ns
from kg.quads import Literal
from kg.records import WorkType
from tests.converters.papers import field, graph, name, objects, of_class, paper, parsed


def test_a_degree_stands_on_a_thesis_only() -> None:
    thesis = "전우치, 2015, 도시의 동학, 한빛대학교 박사학위논문."
    article = "홍길동, 1999, 도시, 도시학보 3(1) - 전우치, 2000, 산업, 박사학위논문"
    quads = graph(
        paper(
            parsed(
                thesis,
                WorkType.THESIS,
                field(thesis, "title", "도시의 동학", lang="ko"),
                field(thesis, "degree", "박사", "phd"),
            ),
            parsed(
                article,
                WorkType.ARTICLE,
                field(article, "title", "도시", lang="ko"),
                field(article, "degree", "박사", "phd"),
            ),
        )
    )
    assert objects(quads, ns.BIBO("degree")) == [ns.DEGREES("phd")]
    # Nothing is lost: the words are a note, tied to their characters.
    (work,) = [quad.subject for quad in quads if quad.predicate == ns.SKOS("note")]
    assert objects(quads, ns.SKOS("note")) == [Literal("박사")]
    assert work in objects(quads, ns.RDF("subject"))


def test_a_book_has_one_class_though_one_entry_alone_names_its_editors() -> None:
    first = "Roe, J., 2004, Places, in Hong, G. D., ed., Cities."
    second = "Doe, K., 2004, Prices, in Cities."
    for order in ((first, second), (second, first)):
        entries = []
        for raw in order:
            parts = [
                field(raw, "year", "2004"),
                field(raw, "title", raw[14:20] if raw is first else "Prices", lang="en"),
            ]
            editors = [name(raw, "Hong, G. D.", "editor")] if raw is first else []
            title = field(raw, "container", "Cities", lang="en")
            entries.append(parsed(raw, WorkType.CHAPTER, name(raw, raw[:7]), *editors, *parts, title))
        quads = graph(paper(*entries))
        books = [*of_class(quads, ns.BIBO("EditedBook")), *of_class(quads, ns.BIBO("Book"))]
        assert len(books) == 1
        assert len(objects(quads, ns.BIBO("editor"), books[0])) == 1


def test_the_translated_name_of_a_body_is_no_spelling() -> None:
    raw = "문헌정보위원회, 2003, 도서관. Committee on Information, 2003, Library."
    other = parsed(raw, WorkType.BOOK, name(raw, "Committee on Information", corporate=True))
    korean = name(raw, "문헌정보위원회", lang="ko", corporate=True)
    quads = graph(paper(parsed(raw, WorkType.BOOK, korean, field(raw, "title", "도서관", lang="ko"), parallel=other)))
    assert set(objects(quads, ns.FOAF("name"))) == {
        Literal("문헌정보위원회", "ko"),
        Literal("Committee on Information"),
    }


def test_the_latin_name_of_a_korean_person_is_a_spelling() -> None:
    raw = "홍길동, 2003, 도서관. Hong, Gil-Dong, 2003, Library."
    other = parsed(raw, WorkType.BOOK, name(raw, "Hong, Gil-Dong"))
    quads = graph(
        paper(
            parsed(
                raw,
                WorkType.BOOK,
                name(raw, "홍길동", lang="ko"),
                field(raw, "title", "도서관", lang="ko"),
                parallel=other,
            )
        )
    )
    assert Literal("Hong, Gil-Dong", "ko-Latn") in objects(quads, ns.FOAF("name"))


def test_a_book_has_one_place_though_two_entries_print_another_each() -> None:
    entries = []
    for writer, title, place in (
        ("Roe, J.", "Places", "Leeds"),
        ("Doe, K.", "Prices", "London"),
        ("Poe, L.", "Pieces", "Leeds"),
    ):
        raw = f"{writer}, 2004, {title}, in Cities, {place}."
        parts = [
            field(raw, "year", "2004"),
            field(raw, "title", title, lang="en"),
            field(raw, "container", "Cities", lang="en"),
            field(raw, "place", place),
        ]
        entries.append(parsed(raw, WorkType.CHAPTER, name(raw, writer), *parts))
    quads = graph(paper(*entries))
    (book,) = of_class(quads, ns.BIBO("Book"))
    places = [quad for quad in quads if quad.object in (Literal("Leeds"), Literal("London"))]
    assert [quad.object for quad in places if quad.subject == book] == [Literal("Leeds")]
    # What the other entry prints is kept, with its characters, as what was read there.
    readings = of_class(quads, ns.KG("Reading"))
    assert {quad.object for quad in places if quad.subject in readings} == {Literal("London")}

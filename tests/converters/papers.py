"""Papers made by hand: what the records hold is known, so what the converters say of it can be."""

from __future__ import annotations

from kg import namespaces as ns
from kg.converters import Shared, convert
from kg.identity.works import resolve
from kg.quads import Iri, Quad, Term
from kg.records import (
    Author,
    CitedBy,
    Field,
    Name,
    Paper,
    ParsedReference,
    PartialDate,
    Passage,
    Reference,
    Section,
    Source,
    Span,
    Text,
    WorkType,
)
from kg.validation import validate


def place(raw: str, words: str, behind: int = 0) -> Span:
    start = raw.index(words, behind)
    return Span(start, start + len(words))


def field(raw: str, name: str, words: str, value: str = "", lang: str = "") -> Field:
    return Field(name, value or words, (place(raw, words),), lang=lang)


def name(raw: str, words: str, role: str = "author", *, lang: str = "", corporate: bool = False) -> Name:
    family, _, given = words.partition(", ")
    parts = ("", "") if corporate or not given else (family, given)
    return Name(words, *parts, role, corporate, lang, place(raw, words))


def parsed(raw: str, kind: WorkType, *parts: Field | Name, parallel: ParsedReference | None = None) -> ParsedReference:
    """Read an entry by hand."""
    return ParsedReference(
        raw,
        kind,
        "model: words and fields",
        "ko" if any("가" <= char <= "힣" for char in raw) else "en",
        tuple(part for part in parts if isinstance(part, Name)),
        fields=tuple(part for part in parts if isinstance(part, Field)),
        parallel=parallel,
        confidence=0.9,
        type_confidence=0.9,
    )


def paper(
    *entries: ParsedReference, cited_by: tuple[ParsedReference, ...] = (), digest: str = "ab", **more: object
) -> Paper:
    """Make a paper whose page holds nothing but its title and these entries, one a line."""
    text = "도시와 산업\n"
    lists: dict[str, tuple[list[tuple[int, Passage, ParsedReference]], Span]] = {}
    for kind, given in (("references", entries), ("cited-by", cited_by)):
        start, found = len(text), []
        for position, entry in enumerate(given, start=1):
            found.append((position, Passage.at(entry.raw, len(text)), entry))
            text += entry.raw + "\n"
        lists[kind] = (found, Span(start, len(text)))
    made = Paper(
        Source(digest * 32, "page.txt", "text", "text/plain", "utf-8", len(text)),
        text,
        titles=(Text("도시와 산업", "ko", Span(0, 6)),),
        dates=(("issued", PartialDate("2016-12-31")),),
        references=tuple(
            Reference(position, passage, "", entry) for position, passage, entry in lists["references"][0]
        ),
        cited_by=tuple(CitedBy(position, passage, "", entry) for position, passage, entry in lists["cited-by"][0]),
        sections=tuple(Section(kind, span) for kind, (found, span) in lists.items() if found),
    )
    return made.replace(**more) if more else made


def graph(*papers: Paper) -> list[Quad]:
    """Convert papers into one graph; it has to conform to the shapes."""
    shared = Shared(resolve(papers))
    quads = [quad for one in sorted(papers, key=lambda one: one.source.key) for quad in convert(one, shared, ())]
    report = validate(quads)
    assert report.conforms, report.text()
    return quads


def objects(quads: list[Quad], predicate: Iri, subject: Iri | None = None) -> list[Term]:
    return [quad.object for quad in quads if quad.predicate == predicate and subject in (None, quad.subject)]


def of_class(quads: list[Quad], cls: Iri) -> list[Iri]:
    return [quad.subject for quad in quads if quad[1:3] == (ns.RDF("type"), cls) and isinstance(quad.subject, Iri)]


def everything() -> Paper:
    """Make a paper that fills every field of the records."""
    book = (
        "홍길동 지음, 전우치 옮김, 2003, 도시와 산업, 2판, 서울: 도시출판 (도시 총서), 10.1000/1, "
        "http://city.example/1, 2016. 5. 1 접속, 개정"
    )
    article = "Hong, G. D., 2003-05, City, City Review 6(1), pp.45-60."
    chapter = "Roe, J., 2004, Places, in Hong, G. D., ed., Cities, Northgate, pp.1-9."
    report = "도시연구원, 2014, 도시 보고서, 2014-7."
    thesis = "전우치, 2015, 도시의 동학, 한빛대학교 박사학위논문."
    talk = "홍길동, 2013, 도시의 앞날, 도시 세미나."
    citing = "Later cities vol.4, pp.1, 2019,"
    entries = (
        parsed(
            book,
            WorkType.BOOK,
            name(book, "홍길동", lang="ko"),
            name(book, "전우치", "translator", lang="ko"),
            field(book, "year", "2003"),
            field(book, "title", "도시와 산업", lang="ko"),
            field(book, "edition", "2판"),
            field(book, "place", "서울"),
            field(book, "publisher", "도시출판", lang="ko"),
            field(book, "series", "도시 총서", lang="ko"),
            field(book, "doi", "10.1000/1"),
            field(book, "url", "http://city.example/1"),
            field(book, "accessed", "2016. 5. 1"),
            field(book, "note", "개정"),
        ).replace(et_al=True),
        parsed(
            article,
            WorkType.ARTICLE,
            name(article, "Hong, G. D."),
            field(article, "date", "2003-05"),
            field(article, "title", "City", lang="en"),
            field(article, "container", "City Review", lang="en"),
            field(article, "volume", "6"),
            field(article, "issue", "1"),
            field(article, "pages", "45-60"),
        ),
        parsed(
            chapter,
            WorkType.CHAPTER,
            name(chapter, "Roe, J."),
            name(chapter, "Hong, G. D.", "editor"),
            field(chapter, "year", "2004"),
            field(chapter, "title", "Places", lang="en"),
            field(chapter, "container", "Cities", lang="en"),
            field(chapter, "publisher", "Northgate", lang="en"),
            field(chapter, "pages", "1-9"),
        ),
        parsed(
            report,
            WorkType.WORKING_PAPER,
            name(report, "도시연구원", lang="ko", corporate=True),
            field(report, "year", "2014"),
            field(report, "title", "도시 보고서", lang="ko"),
            field(report, "number", "2014-7"),
        ),
        parsed(
            thesis,
            WorkType.THESIS,
            name(thesis, "전우치", lang="ko"),
            field(thesis, "year", "2015"),
            field(thesis, "title", "도시의 동학", lang="ko"),
            field(thesis, "institution", "한빛대학교", lang="ko"),
            field(thesis, "degree", "박사", "phd"),
        ),
        parsed(
            talk,
            WorkType.PRESENTATION,
            name(talk, "홍길동", lang="ko"),
            field(talk, "year", "2013"),
            field(talk, "title", "도시의 앞날", lang="ko"),
            field(talk, "container", "도시 세미나", lang="ko"),
        ),
    )
    cited_by = parsed(
        citing, WorkType.ARTICLE, field(citing, "title", "Later cities", lang="en"), field(citing, "year", "2019")
    )
    authors = (
        Author(
            1,
            (Name("홍길동", "홍", "길동", lang="ko"), Name("Hong, Gil-Dong", "Hong", "Gil-Dong", lang="ko-Latn")),
            (Text("한빛대학교", "ko"), Text("Hanbit University", "en")),
            "0000-0002-1825-0097",
            "hong@city.example",
        ),
    )
    dates = (
        ("submitted", "2016-11-28"),
        ("revised", "2016-12-05"),
        ("accepted", "2016-12-20"),
        ("issued", "2016-12-31"),
    )
    return paper(
        *entries,
        cited_by=(cited_by,),
        titles=(Text("도시와 산업", "ko", Span(0, 6)), Text("City and Industry", "en")),
        authors=authors,
        dates=tuple((event, PartialDate(value)) for event, value in dates),
        abstracts=(Text("산업은 변한다.", "ko"), Text("Industry changes.", "en")),
        keywords=(Text("산업집적", "ko"), Text("agglomeration", "en")),
        funding=(Text("도시재단", "ko"),),
        doi=Text("10.1000/2"),
        platform_id=Text("JAKO201600000000000"),
        url=Text("https://city.example/2"),
        journals=(Text("도시학보", "ko"), Text("Journal of Cities", "en")),
        issns=(Text("1234-5679"),),
        eissns=(Text("2345-678X"),),
        volume=Text("19"),
        issue=Text("4"),
        page_start=Text("1"),
        page_end=Text("20"),
        publishers=(Text("도시학회", "ko"),),
        language=Text("ko"),
    )

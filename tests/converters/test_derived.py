"""What rules conclude: self-citations with their basis, and candidates that merge nothing."""

from __future__ import annotations

from kg import namespaces as ns
from kg.converters import Shared, convert
from kg.identity.works import resolve
from kg.quads import Iri, Literal, Quad
from kg.records import Author, Name, Paper, Text, WorkType
from kg.validation import validate
from tests.converters.papers import field, name, paper, parsed

_OWN = '남기범, 2003, "신산업집적지," 지역학보 6(1), pp.45-60.'
_HANGUL = '박삼옥, 2008, "신경제지리학," 다른학보 11(1), pp.8-23.'
_LATIN = 'Park, S.O., 2015, "Spaces," Other Review 2(1), pp.1-2.'
_KANSAI = "Governance of the Union of Kansai Governments vol.20, pp.3, 2017,"
_KOREAN = "일본 간사이광역연합의 추진체계 vol.20, pp.3, 2016,"


def _article(raw: str, author: str, title: str, journal: str, lang: str) -> object:
    return parsed(
        raw,
        WorkType.ARTICLE,
        name(raw, author, lang="ko" if lang == "ko" else ""),
        field(raw, "title", title, lang=lang),
        field(raw, "container", journal, lang=lang),
    )


def _page(**more: object) -> Paper:
    hangul = parsed(
        _HANGUL,
        WorkType.ARTICLE,
        Name("박삼옥", "박", "삼옥", lang="ko", span=name(_HANGUL, "박삼옥").span),
        field(_HANGUL, "title", "신경제지리학", lang="ko"),
    )
    own = parsed(
        _OWN,
        WorkType.ARTICLE,
        Name("남기범", "남", "기범", lang="ko", span=name(_OWN, "남기범").span),
        field(_OWN, "title", "신산업집적지", lang="ko"),
        field(_OWN, "container", "지역학보", lang="ko"),
    )
    latin = parsed(_LATIN, WorkType.ARTICLE, name(_LATIN, "Park, S.O."), field(_LATIN, "title", "Spaces", lang="en"))
    numbers = ("volume", "20"), ("issue", "3")
    citing = tuple(
        parsed(
            raw,
            WorkType.ARTICLE,
            field(raw, "title", title, lang=lang),
            field(raw, "year", year),
            *(field(raw, what, value) for what, value in numbers),
        )
        for raw, title, lang, year in (
            (_KANSAI, "Governance of the Union of Kansai Governments", "en", "2017"),
            (_KOREAN, "일본 간사이광역연합의 추진체계", "ko", "2016"),
        )
    )
    page = paper(own, hangul, latin, cited_by=citing)
    return page.replace(authors=(Author(1, (Name("남기범", "남", "기범", lang="ko"),)),), **more)


def _quads(*papers: Paper) -> list[Quad]:
    shared = Shared(resolve(papers))
    return [quad for one in papers for quad in convert(one, shared)]


def _basis(quads: list[Quad], cls: str) -> list[str]:
    """Return the rules and entries on which citations are said to be of a class."""
    nodes = [q.subject for q in quads if q.predicate == ns.RDF("object") and q.object == ns.CITO(cls)]
    wanted = (ns.KG("rule"), ns.DCTERMS("isPartOf"))
    return [str(q.object).replace("#", "/").rsplit("/", 1)[1] for n in nodes for q in quads
            if q.subject == n and q.predicate in wanted]  # fmt: skip


def _candidates(quads: list[Quad]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in quads:
        if "#candidate-" in quad.subject and quad.predicate == ns.RDFS("comment") and isinstance(quad.object, Literal):
            found[quad.object.value] = {
                str(q.object) for q in quads if q.subject == quad.subject and q.predicate == ns.KG("candidate")
            }
    return found


def test_a_self_citation_of_the_author_states_its_basis() -> None:
    quads = _quads(_page())
    assert sorted(_basis(quads, "AuthorSelfCitation")) == ["reference-1", "shared-printed-name"]


def test_a_self_citation_of_the_journal_only_where_the_page_names_its_journal() -> None:
    assert _basis(_quads(_page()), "JournalSelfCitation") == []
    quads = _quads(_page(journals=(Text("지역학보", "ko"),)))
    assert sorted(_basis(quads, "JournalSelfCitation")) == ["reference-1", "shared-journal"]
    assert _basis(_quads(_page(journals=(Text("다른학보", "ko"),))), "JournalSelfCitation") == []


def test_candidates_are_stated_and_merge_nothing() -> None:
    quads = _quads(_page())
    found = _candidates(quads)
    title = "Governance of the Union of Kansai Governments / 일본 간사이광역연합의 추진체계"
    assert set(found) == {"박삼옥 / Park, S.O.", title}
    assert all(len(nodes) == 2 for nodes in found.values())
    titled = {q.subject for q in quads if q.predicate == ns.DCTERMS("title") and "/work/" in q.subject}
    assert found[title] <= titled
    assert {q.layer for q in quads if "#candidate-" in q.subject} == {"derived"}
    assert validate(quads, engine="pyshacl", base=ns.DEFAULT_BASE).exit_code(strict=False) == 0


def test_persons_of_two_sources_are_candidates_of_the_later_one() -> None:
    first, second = _page(), paper(digest="cd").replace(
        authors=(Author(1, (Name("남기범", "남", "기범", lang="ko"),)),), titles=(Text("다른 논문", "ko"),)
    )  # fmt: skip
    found = [q.subject for q in _quads(first, second) if q.object == Literal("남기범 / 남기범")]
    assert found == [Iri(f"{ns.DEFAULT_BASE}source/{second.source.key}#candidate-1")]

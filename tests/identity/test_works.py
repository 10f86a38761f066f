from __future__ import annotations

import itertools

from kg.identity.keys import paper_paths, work_paths
from kg.identity.works import resolve
from kg.records import Author, Field, Name, Paper, ParsedReference, PartialDate, Passage, Reference, Source, Span, Text


def _reference(position: int, title: str, doi: str = "") -> Reference:
    fields = [Field("title", title, (Span(0, 1),)), Field("year", "2000", (Span(0, 1),))]
    if doi:
        fields.append(Field("doi", doi, (Span(0, 1),)))
    raw = f"{title} {doi}"
    return Reference(position, Passage.at(raw, 0), "", ParsedReference(raw, fields=tuple(fields)))


def _paper(digit: str, *references: Reference, title: str = "", doi: str = "") -> Paper:
    return Paper(
        Source(digit * 64, f"{digit}.txt", "text", "text/plain", "utf-8", 10),
        "",
        titles=(Text(title or f"Paper {digit}", "en"),),
        authors=(Author(1, (Name("Kim, Min-Su", "Kim", "Min-Su"),)),),
        dates=(("issued", PartialDate("2000-01")),),
        doi=Text(doi) if doi else None,
        references=references,
    )


def _path(reference: Reference) -> list[str]:
    assert reference.parsed is not None
    return work_paths(reference.parsed)


def test_a_doi_joins_what_is_printed_without_it_in_any_order() -> None:
    plain, full = _reference(1, "Same"), _reference(1, "Same", "10.1234/x")
    papers = [_paper("a", plain), _paper("b", full), _paper("c")]
    for order in itertools.permutations(papers):
        works = resolve(order)
        assert works.path(_path(plain)) == works.path(_path(full)) == _path(full)[0]
        assert works.owner(_path(full)[0]) == "a" * 16


def test_two_dois_under_one_title_join_nothing() -> None:
    one, two, plain = (
        _reference(1, "Editorial", "10.1234/x"),
        _reference(2, "Editorial", "10.1234/y"),
        _reference(3, "Editorial"),
    )
    works = resolve([_paper("a", one, two, plain)])
    assert len({works.path(_path(reference)) for reference in (one, two, plain)}) == 3


def test_a_page_describes_its_own_paper() -> None:
    cited = ParsedReference(
        "x",
        names=(Name("Kim, M.", "Kim", "M."),),
        fields=(Field("title", "Paper b", (Span(0, 1),)), Field("year", "2000", (Span(0, 1),))),
    )
    citing = _paper("a", Reference(1, Passage.at("x", 0), "", cited))
    own = _paper("b", doi="10.1234/b")
    works = resolve([citing, own])
    path = works.path(work_paths(cited))
    assert path == paper_paths(own)[0]
    assert works.owner(path) == "b" * 16

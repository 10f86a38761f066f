from __future__ import annotations

from kg.identity.people import People
from kg.records import Author, Name, Paper, Source

_HANGUL = Name("남기범", "남", "기범", lang="ko")
_LATIN = Name("Nahm, Kee-Bom", "Nahm", "Kee-Bom", lang="ko-Latn")
_PAPER = Paper(Source("0" * 64, "p", "text", "text/plain", "utf-8", 0), "", authors=(Author(1, (_LATIN, _HANGUL)),))


def test_a_printed_pairing_is_one_person() -> None:
    people = People(_PAPER)
    path = people.author(_PAPER.authors[0], "work/w")
    assert people.path(_HANGUL, "work/x", 1) == path
    assert people.path(Name("Kee-Bom Nahm", "Nahm", "Kee-Bom"), "work/y", 2) == path


def test_initials_name_one_person_of_one_work() -> None:
    people = People(_PAPER)
    name = Name("Nahm, K.B.", "Nahm", "K.B.")
    assert people.path(name, "work/x", 1) != people.path(name, "work/y", 1)
    assert people.path(name, "work/x", 1) == people.path(name, "work/x", 1)


def test_the_same_name_in_two_sources_is_two_nodes() -> None:
    other = _PAPER.replace(source=Source("1" * 64, "q", "text", "text/plain", "utf-8", 0))
    assert People(_PAPER).path(_HANGUL, "work/x", 1) != People(other).path(_HANGUL, "work/x", 1)


def test_a_body_is_one_in_every_source() -> None:
    body = Name("산업연구원", corporate=True)
    assert People(_PAPER).path(body, "work/x", 1).startswith("organization/")

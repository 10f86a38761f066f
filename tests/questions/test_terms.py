from __future__ import annotations

from kg.quads import Iri, Literal
from kg.questions.terms import count, words

YEAR = "http://www.w3.org/2001/XMLSchema#integer"


def test_words_lose_their_endings_and_function_words() -> None:
    title = Literal("참여정부 지역혁신 및 혁신클러스터 정책 추진의 평가와 과제: EU를 중심으로", "ko")
    assert list(words(title)) == ["참여정부", "지역혁신", "혁신클러스터", "정책", "추진", "평가", "과제", "EU"]
    title = Literal("The myth of Asia's miracles: place-based policies and Economics", "en")
    assert list(words(title)) == ["myth", "asia", "miracle", "place-based", "policy", "economics"]


def test_a_title_in_capitals_is_read_as_any_other() -> None:
    assert list(words(Literal("CLUSTERS AND POLICY", "en"))) == ["cluster", "policy"]


def test_other_languages_keep_their_words() -> None:
    assert list(words(Literal("Die Stadt der Zukunft", "de"))) == ["stadt", "zukunft"]


def integer(number: int) -> Literal:
    return Literal(str(number), "", YEAR)


def test_works_are_counted_not_occurrences_and_spellings_are_one() -> None:
    titles = [
        (2010, "Specialisation, specialisation!", "a"),
        (2010, "Smart specialization", "b"),
        (2010, "Smart specialisations", "c"),
        (2015, "Specialization", "d"),
    ]
    rows = [(integer(year), Literal(title, "en"), Iri(f"http://w/{work}"), integer(2)) for year, title, work in titles]
    expected = [
        (integer(2010), Literal(word), integer(number)) for word, number in (("specialisation", 3), ("smart", 2))
    ]
    assert count(rows) == expected
    assert count(reversed(rows)) == expected

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.identity.candidates import Candidate, Mention, People
from kg.identity.keys import is_full_name, person_key
from kg.identity.likeness import Names, Title, Titles
from kg.readers import surnames
from kg.records import Name
from tests import vectors
from tests.effort import calls


def _name(text: str) -> Name:
    if "," in text:
        family, given = text.split(", ")
        return Name(text, family, given)
    family, given = surnames.split_hangul(text)
    return Name(text, family, given, corporate=not family or len(text) > 4, lang="ko")


def _mention(text: str, number: int, fellows: str = "", source: str = "s") -> Mention:
    name = _name(text)
    node = f"{source}/{person_key(name)}" if is_full_name(name) else f"{source}/{number}"
    return Mention(node, name, f"{source}/work{number}", frozenset(fellows.split()))


def _said(candidates: list[Candidate]) -> str:
    lines = sorted(f"{one.score:g} {one.rule} {one.comment.replace(' / ', '/')}" for one in candidates)
    return "|".join(lines) or "-"


@pytest.mark.parametrize("row", vectors.rows("candidates.tsv"), ids=lambda row: row[0])
def test_names_that_may_be_one(row: list[str]) -> None:
    names, expected = row
    mentions = [_mention(text, number) for number, text in enumerate(names.split("|"))]
    assert _said(People().source(mentions)) == expected


def test_common_coauthors_say_more() -> None:
    pair = [_mention("Martin, R.", 1, "martin sunley"), _mention("Martin, R.", 2, "martin sunley")]
    assert _said(People().source(pair)) == "0.8 same-initials Martin, R./Martin, R."


def test_two_authors_of_one_work_are_two() -> None:
    one, other = _mention("Kim, J.", 1), _mention("Kim, J.", 2)
    assert People().source([one, Mention(other.node, other.name, one.work)]) == []


def test_many_bearers_of_one_name_are_linked_and_not_paired_all() -> None:
    found = People().source(_mention("Martin, R.", number) for number in range(50))
    assert len(found) == 49
    assert {one.one for one in found} == {"s/0"}


def test_across_sources_a_name_must_say_more() -> None:
    people = People()
    people.source([_mention(text, n, source="a") for n, text in enumerate(["남기범", "Kim, J.", "현병철", "이원호"])])
    found = people.source(
        [_mention(text, n, source="b") for n, text in enumerate(["남기범", "Kim, J.", "Hyun, B.C.", "Lee, W.H."])]
    )
    assert _said(found) == "0.5 same-name-elsewhere 남기범/남기범|0.6 hangul-latin-name 현병철/Hyun, B.C."
    found = people.source([_mention("Lee, Won-Ho", 1, source="c")])
    assert _said(found) == "0.75 hangul-latin-name 이원호/Lee, Won-Ho"


def test_work_grows_with_the_names_and_not_with_their_pairs() -> None:
    def work(sources: int) -> int:
        people = People()

        def run() -> None:
            for source in range(sources):
                names = [f"김{chr(0xAC00 + (source * 28 + n * 588) % 11172)}수" for n in range(10)] + ["Smith, J."] * 10
                people.source([_mention(name, n, source=str(source)) for n, name in enumerate(names)])

        return calls(run)

    work(10)
    assert work(200) < 30 * work(20)  # ten times the names; a square would be a hundred times the work


# --- works --------------------------------------------------------------------------------------------------------

_KANSAI = (
    Title("w/1", "Governance of the Union of Kansai Governments", "2017", "20", "3"),
    Title("w/2", "일본 간사이광역연합의 추진체계", "2016", "20", "3"),
)


def test_one_article_in_two_languages() -> None:
    [found] = Titles().source(_KANSAI)
    assert (found.one, found.other, found.rule, found.score) == ("w/1", "w/2", "title-pair", 0.6)


@pytest.mark.parametrize(
    "changes",
    [
        {"volume": "21"},
        {"issue": "4"},
        {"year": "2013"},
        {"title": "일본 도호쿠광역연합의 추진체계"},
        {"first_page": "77"},
        {"families": frozenset({"박"})},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_speaks_against_one_article_in_two_languages(changes: dict[str, Any]) -> None:
    english = Title("w/1", _KANSAI[0].title, "2017", "20", "3", "21", frozenset({"lee"}))
    korean = Title("w/2", _KANSAI[1].title, "2016", "20", "3", "21" if "title" not in changes else "")
    assert len(Titles().source([english, replace(_KANSAI[1], first_page="21")])) == 1
    assert Titles().source([english, replace(korean, **changes)]) == []


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Deconstructing clusters: policy panacea?", "Deconstructing Clusters - Policy Panacea", 0.85),
        ("Deconstructing clusters", "Deconstructing clusters: chaotic concept or policy panacea?", 0.7),
        ("Deconstructing clusters of industries", "Deconstrcting clusters of industries", 0.65),
        ("지역산업정책의 논거와 방향", "지역산업 정책의 논거와 방향", 0.85),
        ("Statistical yearbook of industry 2014", "Statistical yearbook of industry 2015", 0),
        ("Deconstructing clusters, part I", "Deconstructing clusters, part II", 0),
        ("Deconstructing clusters of firms", "Deconstructing clusters of towns", 0),
        ("Clusters", "Clusters", 0),
    ],
)
def test_titles_that_nearly_agree(one: str, other: str, score: float) -> None:
    authors = frozenset({"martin"})
    found = Titles().source(
        [Title("w/1", one, "2003", families=authors), Title("w/2", other, "2004", families=authors)]
    )
    assert [candidate.score for candidate in found] == ([score] if score else [])


def test_titles_of_other_authors_are_other_works() -> None:
    title = "Introduction to economic geography"
    works = [Title("w/1", title, families=frozenset({"a"})), Title("w/2", title, families=frozenset({"b"}))]
    assert Titles().source(works) == []


# --- journals and bodies ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Journal of Economic Geography", "J. of Econ. Geogr.", 0.6),
        ("Econ. Geogr.", "Economic Geography", 0.75),
        ("Environment and Planning C", "Environment and Planning C: Government and Policy", 0.6),
        ("Int. J. Climatol.", "International Journal of Climatology", 0.6),
        ("Natl. Geogr.", "National Geography", 0.75),
        ("Economic Geography", "Economic Geology", 0),
        ("Water Research", "Waste Research", 0),
        ("Wat. Res.", "Waste Res.", 0),
        ("Urban Studies", "Urban Study", 0),
        ("J. E. G.", "Journal of Economic Geography", 0),
    ],
)
def test_names_of_journals(one: str, other: str, score: float) -> None:
    found = Names().journals([("j/1", one), ("j/2", other)])
    assert [candidate.score for candidate in found] == ([score] if score else [])


def test_bodies_only_by_what_is_printed() -> None:
    names = [("o/1", "산업연구원(KIET)"), ("o/2", "KIET"), ("o/3", "산업연구원"), ("o/4", "OECD")]
    found = [(one.one, one.other) for one in Names().bodies(names)]
    assert found == [("o/1", "o/2"), ("o/1", "o/3")]
    assert Names().bodies([("o/2", "KIET"), ("o/3", "산업연구원")]) == []

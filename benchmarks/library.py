"""The pages of an invented library: many papers that cite one literature, some of it again and again.

A page here is what a person would save: titles, authors with affiliations, dates, abstract, keywords, references,
citing works. Which works, journals and bodies a page names is drawn with weights that fall like 1/rank, as citations
do: a journal or two are cited wherever there is a list, a few works by every third page, most works once. Papers cite
each other. The same number and seed give the same bytes.
"""

from __future__ import annotations

import itertools
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

__all__ = ["pages"]

_Thing = TypeVar("_Thing")

_FAMILIES = "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍 전 고 문 양 손 배 백 허 남 심".split()
_LATINISED = (
    "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Ryu Hong Jeon Ko Moon Yang Son "
    "Bae Baek Heo Nam Shim"
).split()
_SYLLABLES = (
    ("민", "Min"), ("수", "Soo"), ("지", "Ji"), ("훈", "Hoon"), ("서", "Seo"), ("연", "Yeon"), ("도", "Do"),
    ("윤", "Yoon"), ("은", "Eun"), ("현", "Hyun"), ("우", "Woo"), ("재", "Jae"), ("호", "Ho"), ("유", "Yu"),
    ("진", "Jin"), ("영", "Young"), ("철", "Chul"), ("기", "Ki"), ("범", "Bum"), ("성", "Sung"),
)  # fmt: skip
_SURNAMES = (
    "Adler Brandt Carver Dunne Ekholm Foster Grant Holm Iverson Jansen Keller Lindqvist Marsh Novak Okafor Petrov "
    "Quinn Rossi Sorensen Tanaka Ueda Vasquez Weber Xu Yilmaz Zeller Almeida Bianchi Castro Duarte Engel Fischer Gruber"
).split()
_TOPICS = (
    "지역혁신체제", "산업집적", "클러스터 정책", "도시재생", "혁신클러스터", "수자원 관리", "교량 안전", "토양 오염",
    "해양생태", "교육과정", "문화산업", "정보보호", "산업단지", "사회적 자본", "거버넌스", "지역회복력", "경로의존",
    "스마트 전문화", "플랫폼", "기업생태계", "리빙랩", "장소성", "제도 변화", "네트워크", "광역협력",
)  # fmt: skip
_ASPECTS = "변화 과제 평가 구조 특성 요인 효과 동향 모형 사례 방향 인식 형성과정 결정요인 활용방안".split()
_FOCI = "수도권 부산 대구 강원도 제주 충청권 호남권 농촌 중소도시 접경지역 해안 대도시권 산간지역 신도시".split()
_THEMES = (
    "regional innovation systems", "industrial agglomeration", "cluster policy", "urban regeneration", "living labs",
    "smart specialisation", "path dependence", "regional resilience", "business ecosystems", "platforms",
    "institutional change", "social capital", "governance", "innovation districts", "related variety", "soil moisture",
    "bridge inspection", "marine ecology", "curriculum design", "cultural industries", "information security",
    "knowledge bases", "place-based policy", "science parks", "leadership",
)  # fmt: skip
_VIEWS = (
    "evidence from", "the case of", "a comparative study of", "lessons from", "an agenda for", "a model for",
    "limits of", "trends in", "determinants in", "revisited in",
)  # fmt: skip
_PLACES = (
    "Daegu", "northern Italy", "the Baltic region", "Gyeonggi", "rural Japan", "coastal cities", "small towns", "Ulsan",
    "the Ruhr", "Gangwon", "twelve regions", "border areas", "new towns", "Jeju", "the Alps",
)  # fmt: skip
_CITIES = ("London: Routledge", "Cheltenham: Edward Elgar", "Cambridge: MIT Press", "Oxford: Example House",
           "New York: Sample Press", "Berlin: Muster Verlag")  # fmt: skip
_HOUSES = ("가상출판사", "예시문화사", "한빛사례", "논형예시", "보기아카데미", "새길견본")
_INSTITUTES = ("가상산업연구원", "예시국토연구원", "한국견본개발원", "사례과학기술정책연구원", "보기환경연구원")
_UNIVERSITIES = (
    ("가상대학교", "Gasang University"), ("예시대학교", "Yesi University"), ("견본대학교", "Gyeonbon University"),
    ("사례대학교", "Sarye University"), ("보기대학교", "Bogi University"), ("표본대학교", "Pyobon University"),
)  # fmt: skip
_DEPARTMENTS = (
    ("지리학과", "Department of Geography"), ("도시사회학과", "Department of Urban Sociology"),
    ("토목공학과", "Department of Civil Engineering"), ("경제학과", "Department of Economics"),
    ("교육학과", "Department of Education"), ("환경공학과", "Department of Environmental Engineering"),
)  # fmt: skip
_FIELDS = "경제지리 도시 국토계획 토목공학 환경과학 교육과정 문화산업 정보보안 해양과학 지역정책 사회조사".split()
_SCOPES = (
    "Economic Geography", "Urban Affairs", "Regional Policy", "Civil Engineering", "Soil Science", "Coastal Research",
    "Curriculum Inquiry", "Cultural Economy", "Information Security", "Planning Theory", "Evolutionary Studies",
    "Innovation", "Rural Studies", "Institutional Analysis",
)  # fmt: skip
_SERIES = (
    "Journal of",
    "Annals of",
    "Review of",
    "International Journal of",
    "Progress in",
    "Letters in",
    "Studies in",
)


class _Ranked(Generic[_Thing]):
    """Draw from a list with weights that fall like 1/rank."""

    def __init__(self, things: Sequence[_Thing], flat: float = 1.0) -> None:
        self._things = things
        self._sums = list(itertools.accumulate(1 / (rank + flat) for rank in range(len(things))))

    def draw(self, chance: random.Random) -> _Thing:
        return self._things[bisect(self._sums, chance.random() * self._sums[-1])]


_Journals: TypeAlias = tuple[_Ranked[str], _Ranked[str]]


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper of the library, which has a page of its own and may be cited by other pages."""

    titles: tuple[str, str]
    authors: tuple[tuple[str, str], ...]
    year: int
    doi: str
    journal: str
    number: str


def pages(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of some pages.

    Args:
        count: how many pages.
        seed: another one gives another library.
    """
    chance = random.Random(f"library {seed}")
    journals = _journals()
    literature = _Ranked([_work(chance, journals, number) for number in range(16 * count)], flat=12.0)
    papers = [_paper(chance, journals, number) for number in range(count)]
    for number, paper in enumerate(papers):
        yield f"{number:05}.txt", _page(chance, paper, papers, literature, number).encode()


def _journals() -> tuple[_Ranked[str], _Ranked[str]]:
    """Return the journals of Korea and those of elsewhere."""
    korean = [f"한국{field}{end}" for end in ("학회지", "연구", "학회논문집", "논총") for field in _FIELDS]
    return _Ranked(korean, 0.4), _Ranked([f"{series} {scope}" for series in _SERIES for scope in _SCOPES], 0.4)


def _korean(chance: random.Random) -> tuple[str, str]:
    """Return a person's name in Hangul and in Latin letters."""
    at = min(int(chance.expovariate(0.15)), len(_FAMILIES) - 1)
    one, other = chance.sample(_SYLLABLES, 2)
    return f"{_FAMILIES[at]}{one[0]}{other[0]}", f"{_LATINISED[at]}, {one[1]}-{other[1]}"


def _initials(chance: random.Random) -> str:
    return f"{chance.choice(_SURNAMES)}, {chance.choice('ABCDEFGHJKLMNPRST')}."


def _titles(chance: random.Random, number: int) -> tuple[str, str]:
    topic, theme = chance.choice(_TOPICS), chance.choice(_THEMES)
    korean = f"{chance.choice(_FOCI)} {topic}의 {chance.choice(_ASPECTS)}와 {chance.choice(_ASPECTS)}"
    latin = f"{theme.capitalize()} and {chance.choice(_THEMES)}: {chance.choice(_VIEWS)} {chance.choice(_PLACES)}"
    # Titles are words; the number, spelt as a count of cases, keeps two works from being one.
    return f"{korean}: {number + 2}개 사례", f"{latin} in {number + 2} cases"


def _is_review(number: int) -> bool:
    """Tell whether a page is one of the few with hundreds of references."""
    return number % 100 == 57


def _paper(chance: random.Random, journals: _Journals, number: int) -> _Paper:
    authors = tuple(_korean(chance) for _ in range(chance.choice((1, 1, 2, 2, 3, 4))))
    issue = f"{chance.randint(1, 40)}({chance.randint(1, 4)})"
    year = 2024 if _is_review(number) else chance.randint(1998, 2024)
    return _Paper(
        _titles(chance, number), authors, year, f"10.5555/invented.{number:05}",
        journals[chance.random() < 0.4].draw(chance), issue,
    )  # fmt: skip


def _work(chance: random.Random, journals: _Journals, number: int) -> tuple[int, str]:
    """Return a work of the literature: its year and the entry by which pages cite it."""
    year = 2023 - min(int(chance.expovariate(0.09)), 60)
    entry = _korean_entry if chance.random() < 0.4 else _latin_entry
    volume, first = chance.randint(1, 60), chance.randint(1, 900)
    issue = f"({chance.randint(1, 6)})" if chance.random() < 0.85 else ""
    return year, entry(chance, journals, number, year, (f"{volume}{issue}", f"pp.{first}-{first + number % 27 + 4}"))


def _korean_entry(chance: random.Random, journals: _Journals, number: int, year: int, place: tuple[str, str]) -> str:
    title, kind = _titles(chance, number)[0], chance.random()
    who = ".".join(_korean(chance)[0] for _ in range(chance.choice((1, 1, 2, 3))))
    who = f"{who} 외" if chance.random() < 0.05 else who
    if kind < 0.6:
        return f'{who}, {year}, "{title}," {journals[0].draw(chance)} {place[0]}, {place[1]}.'
    if kind < 0.75:
        return f"{who}, {year}, {title}, {chance.choice(_HOUSES)}."
    if kind < 0.9:
        return f"{who}, {year}, {title}, {chance.choice(_INSTITUTES)} 연구보고서, {year}-{number % 90 + 1:02}."
    return f"{who}, {year}, {title}, {chance.choice(_UNIVERSITIES)[0]} 박사학위논문."


def _latin_entry(chance: random.Random, journals: _Journals, number: int, year: int, place: tuple[str, str]) -> str:
    title, kind = _titles(chance, number)[1], chance.random()
    who = " and ".join(_initials(chance) for _ in range(chance.choice((1, 2, 2))))
    if chance.random() < 0.2:
        who = ", ".join(_initials(chance) for _ in range(chance.choice((3, 4)))) + f", and {_initials(chance)}"
    if kind < 0.65:
        doi = f" doi:10.5555/lit.{number:06}" if chance.random() < 0.3 else ""
        return f'{who}, {year}, "{title}," {journals[1].draw(chance)} {place[0]}, {place[1]}.{doi}'
    if kind < 0.85:
        return f"{who}, {year}, {title}, {chance.choice(_CITIES)}."
    if kind < 0.95:
        book = f"in {_initials(chance)} (ed.), {chance.choice(_SCOPES)} in Transition {number % 40 + 1}"
        return f'{who}, {year}, "{title}," {book}, {chance.choice(_CITIES)}, {place[1]}.'
    return f"{who}, {year}, {title}, Invented Institute Working Paper No. {number % 400}."


def _cited(paper: _Paper, chance: random.Random) -> str:
    """Return the entry by which another page cites a paper of the library."""
    first = chance.randint(1, 300)
    tail = f"{paper.journal} {paper.number}, pp.{first}-{first + 18}."
    if paper.journal[0] >= "가":
        return f'{".".join(one for one, _ in paper.authors)}, {paper.year}, "{paper.titles[0]}," {tail}'
    who = " and ".join(other for _, other in paper.authors)
    return f'{who}, {paper.year}, "{paper.titles[1]}," {tail} doi:{paper.doi}'


def _references(
    chance: random.Random, paper: _Paper, papers: Sequence[_Paper], literature: _Ranked[tuple[int, str]], number: int
) -> list[str]:
    wanted = 400 if _is_review(number) else max(4, min(int(chance.gauss(33, 14)), 90))
    found: dict[str, None] = {}
    for _ in range(12 * wanted):
        year, entry = literature.draw(chance)
        if year <= paper.year:
            found.setdefault(entry)
        if len(found) == wanted:
            break
    near = [papers[(number * 7 + step) % len(papers)] for step in range(chance.randint(0, 6))]
    for other in near:
        if other is not paper and other.year <= paper.year:
            found.setdefault(_cited(other, chance))
    return sorted(found, key=lambda entry: (entry[0] < "가", entry))


def _page(
    chance: random.Random, paper: _Paper, papers: Sequence[_Paper], literature: _Ranked[tuple[int, str]], number: int
) -> str:
    lines = [paper.titles[0], "", paper.titles[1], ""]
    places = [(chance.choice(_UNIVERSITIES), chance.choice(_DEPARTMENTS)) for _ in paper.authors]
    ends = [" ;"] * (len(paper.authors) - 1) + [""]
    for (name, _), (school, part), end in zip(paper.authors, places, ends, strict=True):
        lines.append(f"  • {name} ({school[0]} {part[0]}){end}")
    for (_, name), (school, part), end in zip(paper.authors, places, ends, strict=True):
        lines.append(f"  • {name} ({part[1]}, {school[1]}){end}")
    lines += [f"  • 투고 : {paper.year}.01.1{number % 9}", f"  • 발행 : {paper.year}.06.30", ""]
    if number % 3:
        topics = chance.sample(_TOPICS, 4)
        lines += ["초록", "", f"본 연구는 {topics[0]}의 관점에서 {topics[1]}와 {topics[2]}를 분석하였다.", ""]
        lines += ["Keywords", "", ";".join(chance.sample(_THEMES, 3)), "", ";".join(topics[:3]), ""]
    lines.append("")
    entries = _references(chance, paper, papers, literature, number)
    lines += [f"  {place}. {entry}" for place, entry in enumerate(entries, 1)]
    citing = [papers[(number * 5 + step) % len(papers)] for step in range(chance.randint(0, 5))]
    later = [one for one in citing if one is not paper and one.year >= paper.year]
    if later:
        lines += ["", "피인용 문헌", ""]
    for place, other in enumerate(later, 1):
        volume, _, issue = other.number.partition("(")
        lines.append(f"  {place}. {other.titles[place % 2]} vol.{volume}, pp.{issue.rstrip(')')}, {other.year},")
    return "\n".join(lines) + "\n"

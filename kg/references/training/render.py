"""Labelled records → the same works printed in other styles, and rare kinds of references made of parts.

Only the records given are used, so that a cross-validation shows no page of the other side. A template is filled with
the values of a record of its language and type; what the record lacks is taken from another one or from a word list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from kg.references.segments import Segment
from kg.references.training.example import Example
from kg.references.training.templates import TEMPLATES
from kg.references.training.words import (
    AGENCIES,
    BODIES,
    JOINTS,
    LAWS,
    MONTHS,
    NAMED,
    NEWSPAPERS,
    PUBLISHERS,
    SITES,
    STANDARDS,
)

__all__ = ["render"]

_SLOT = re.compile(r"\{(\w+)\}")
_MADE = {"newspaper": 12, "webpage": 8, "legal": 4, "standard": 10, "presentation": 8, "patent": 4}
"""Rare types: so many strings are made for each hundred records."""
_LANGUAGES = {"ko": "ko", "zh": "ko", "ja": "ko", "en": "en", "de": "en", "fr": "en", "es": "en"}
"""By whose conventions works of a language are printed."""
_SELDOM = ("article", "thesis", "proceedings-paper")
"""Types that the labelled references have enough of."""
_AS = {"working-paper": "report", "other": "book"}
_DEGREES = {
    "ko": ("석사학위논문", "박사학위논문", "석사학위 논문", "박사학위 논문", "석사논문", "박사논문"),
    "en": (
        *(
            "Ph.D. dissertation",
            "Ph.D. thesis",
            "PhD Thesis",
            "Master's thesis",
            "Doctoral dissertation",
            "M.S. thesis",
        ),
        *("Unpublished doctoral dissertation", "Ph. D. Dissertation", "doctoral thesis", "MS thesis", "M.Sc. Thesis"),
    ),
}
_SERIES = {
    "ko": (
        "연구보고서",
        "정책연구",
        "기본연구",
        "연구보고",
        "정책과제",
        "수탁연구",
        "기술보고서",
        "현안분석",
        "연구자료",
    ),
    "en": ("Technical Report", "Research Report", "Report", "Working Paper", "Tech. Rep.", "Policy Report", "Bulletin"),
}
_EDITIONS = {
    "ko": ("제2판", "개정판", "제3판", "2판", "증보판", "개정증보판"),
    "en": ("2nd ed.", "3rd ed", "2nd edition", "Second Edition", "4th ed.", "Rev. ed."),
}
_FORUMS = {
    "ko": ("정책세미나 자료집", "국제학술세미나", "토론회 자료집", "포럼 발표자료", "워크숍 발표자료"),
    "en": ("International Forum", "Seminar", "Invited lecture", "Keynote", "Workshop", "Summit", "Annual Meeting"),
}
_PLACES = {
    "ko": ("서울", "대전", "부산", "파주", "경기", "세종", "대구"),
    "en": (
        *("New York", "London", "Seoul", "Cambridge, MA", "Oxford", "Berlin", "Washington, DC", "Paris", "Geneva"),
        *("Thousand Oaks, CA", "Englewood Cliffs, NJ", "Chicago", "Boston", "Amsterdam", "Tokyo", "Rome", "USA"),
    ),
}


class _Stock:
    """Values of the records by language, and dice."""

    def __init__(self, records: Sequence[Mapping[str, Any]], random: np.random.Generator) -> None:
        self.random = random
        self.values: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for record in records:
            lang = _LANGUAGES.get(str(record.get("lang", "")), "")
            unsure = set(record.get("ambiguous", []))
            for key in ("title", "institution", "container", "pages"):
                if lang and key in record and key not in unsure:
                    kind = record["type"] if key == "container" else ""
                    self.values[lang, key + kind].append(record[key])
            if lang and record.get("authors") and all("family" in name for name in record["authors"]):
                self.values[lang, "people"].append(record["authors"])

    def one(self, options: Sequence[Any]) -> Any:
        return options[int(self.random.integers(len(options)))]

    def chance(self, share: float) -> bool:
        return bool(self.random.random() < share)

    def of(self, lang: str, key: str) -> Any:
        options = self.values[lang, key]
        return self.one(options) if options else None


def _initials(given: str, *, dots: bool, gap: str) -> str:
    words = [word for word in re.split(r"[\s.\-]+", given) if word]
    return gap.join(word[0].upper() + ("." if dots else "") for word in words)


def _body(lang: str, kind: str, stock: _Stock) -> str:
    """Name a body that publishes: a known one, or one put together."""
    if stock.chance(0.4):
        return str(stock.one({"webpage": AGENCIES}.get(kind, BODIES)[lang]))
    first, second, third = (str(stock.one(words)) for words in NAMED[lang])
    if lang == "ko":
        return first + second + third
    full = stock.one((f"{first} {second} {third}", f"{second} {third}", f"{third} for {second}", f"{first} {second}"))
    short = "".join(word[0] for word in str(full).split())
    return str(stock.one((full, full, full, f"{full} ({short})", str(full).upper(), f"{second}/{first} {third}")))


def _people(names: Sequence[Mapping[str, str]], lang: str, stock: _Stock) -> str:
    """Print a list of names in some manner."""
    if any("literal" in name for name in names):
        return ", ".join(name.get("literal") or f"{name['family']}{name.get('given', '')}" for name in names)
    if lang == "ko" and any("가" <= ch <= "힣" for ch in names[0].get("family", "")):
        gap = " " if stock.chance(0.1) else ""
        return str(stock.one(JOINTS["ko"])).join(f"{n['family']}{gap}{n.get('given', '')}" for n in names)
    manner = int(stock.random.integers(6))
    gap, dots = stock.one(("", " ")), manner != 2
    printed = []
    for at, name in enumerate(names):
        given, family = name.get("given", ""), name.get("family", "")
        short = _initials(given, dots=dots, gap=gap if dots else "")
        full = given if manner in (4, 5) else short
        if manner in (0, 1, 4) and not (at and manner == 1):
            printed.append(f"{family}, {full}".rstrip(", "))
        elif manner == 2:
            printed.append(f"{family} {short}".strip())
        else:
            printed.append(f"{full} {family}".strip())
    if len(printed) == 1:
        return printed[0]
    joint = "; " if manner == 0 and stock.chance(0.2) else ", "
    final = stock.one((joint, " and ", " & ", ", and ", ", & ")) if manner != 2 else joint
    return joint.join(printed[:-1]) + str(final) + printed[-1]


def _date(lang: str, template: str, stock: _Stock) -> str:
    month, day = int(stock.random.integers(1, 13)), int(stock.random.integers(1, 29))
    if lang == "ko":
        if "년 {date}" in template:
            return f"{month}월 {day}일" if "자" in template or stock.chance(0.6) else f"{month}월"
        return f"{month}. {day}" if ". {date}" in template else stock.one((f"{month}.{day}", f"{month:02}.{day:02}"))
    name = stock.one(MONTHS[month - 1])
    if "{date}, {year}" in template or "{year}, {date}" in template:
        return f"{name} {day}" if stock.chance(0.8) else str(name)
    return str(stock.one((name, f"{name}.", f"{name} {day},", f"{day} {name}"))).rstrip(",")


def _accessed(lang: str, stock: _Stock) -> str:
    year, month, day = (int(stock.random.integers(*span)) for span in ((2001, 2024), (1, 13), (1, 29)))
    if lang == "ko":
        return str(
            stock.one((f"{year}년 {month}월 {day}일", f"{year}.{month:02}.{day:02}", f"{year}. {month}. {day}."))
        )
    name = stock.one(MONTHS[month - 1])
    return str(
        stock.one(
            (f"{name} {day}, {year}", f"{day} {name} {year}", f"{year} {name} {day}", f"{year}-{month:02}-{day:02}")
        )
    )


def _number(lang: str, kind: str, stock: _Stock) -> str:
    dice = stock.random
    year, low, high = int(dice.integers(1985, 2023)), int(dice.integers(1, 60)), int(dice.integers(100, 20000))
    if kind == "standard":
        return str(stock.one(STANDARDS[lang])[0])
    if kind == "patent":
        return str(
            stock.one((f"US Patent {high * 401}", f"U.S. Patent No. {high // 100},{high % 900 + 100},{low + 100}"))
        )
    if kind == "legal":
        if lang == "en":
            return str(stock.one((f"Act No. {high}", f"Presidential Decree No. {high}", f"Law No. {high}")))
        agency = stock.one(AGENCIES["ko"])
        return str(
            stock.one(
                (
                    f"법률 제{high}호",
                    f"{agency} 고시 제{year}-{low}호",
                    f"대통령령 제{high}호",
                    f"{agency}고시 제{year}-{low}호",
                )
            )
        )
    if kind == "report":
        code = stock.one(("TR", "RR", "RRC", "KDI", "WP", "EPA", "CR", "R"))
        return str(
            stock.one(
                (f"{year}-{low:02}", f"{code}-{year}-{low}", f"{code} {year}-{low:02}", f"{low}", f"{code}-{high}")
            )
        )
    return str(low)


def _invented(label: str, lang: str, kind: str, template: str, stock: _Stock) -> Any:
    """Make a value for a part that the record lacks."""
    dice = stock.random
    if label == "year":
        return str(int(dice.integers(1970, 2024)))
    if label == "date":
        return _date(lang, template, stock)
    if label == "accessed":
        return _accessed(lang, stock)
    if label == "number":
        return _number(lang, kind, stock)
    if label == "note":
        return stock.one(("FDIS", "3rd WD", "DTR", "CD", "Working Draft", "Recommendation", "Draft", "FCD"))
    if label == "volume" and kind in ("book", "chapter") and stock.chance(0.4):
        return stock.one(("I", "II", "III", "IV", "Ⅰ", "Ⅱ", "Ⅲ"))
    if label in ("volume", "issue"):
        return str(int(dice.integers(1, 60 if label == "volume" else 13)))
    if label == "pages":
        first = int(dice.integers(1, 900))
        joint = str(stock.one(("-", "–", "~", "-")))
        return f"{first}{joint}{first + int(dice.integers(2, 40))}"
    if label == "url":
        return stock.one(SITES)
    if label == "doi":
        journal = stock.one(("j.scitotenv", "kjss", "s11", "jkss", "TIP"))
        return f"10.{int(dice.integers(1000, 9999))}/{journal}.{int(dice.integers(1000, 99999))}"
    if label == "degree":
        return "Paper presented" if kind == "presentation" else stock.one(_DEGREES[lang])
    if label == "edition":
        return stock.one(_EDITIONS[lang])
    if label == "place":
        return stock.one(_PLACES[lang])
    if label == "series":
        return stock.one(_FORUMS[lang] if kind == "presentation" else _SERIES[lang])
    if label == "publisher":
        if kind == "standard":
            return stock.one(STANDARDS[lang])[1]
        if kind in ("report", "webpage", "presentation"):
            return _body(lang, kind, stock)
        return stock.one(PUBLISHERS[lang])
    if label == "institution":
        return stock.of(lang, "institution")
    if label == "container":
        return stock.one(NEWSPAPERS[lang]) if kind == "newspaper" else stock.of(lang, "container" + kind)
    if label == "title":
        return stock.one(LAWS[lang]) if kind == "legal" else stock.of(lang, "title")
    if label in ("author", "editor", "translator"):
        if kind in ("webpage", "legal") and stock.chance(0.8):
            return stock.one(AGENCIES[lang])
        if kind == "report" and stock.chance(0.4):
            return _body(lang, kind, stock)
        names = stock.of(lang, "people")
        return _people(names, lang, stock) if names else None
    return None


def _value(record: Mapping[str, Any], label: str, lang: str, kind: str, template: str, stock: _Stock) -> Any:
    plural = {"author": "authors", "editor": "editors", "translator": "translators"}.get(label)
    unsure = record.get("ambiguous", [])
    if plural:
        names = record.get(plural)
        if names and label not in unsure and plural not in unsure:
            return _people(names, lang, stock)
    elif label in ("title", "container", "volume", "issue", "year", "publisher", "place", "institution", "edition"):
        own = record.get(label)
        if label == "publisher" and stock.chance(0.3):
            own = None
        if own and label not in unsure and len(str(own)) < 240 and not (label == "issue" and len(str(own)) > 4):
            return str(own)
    elif label == "pages" and record.get("pages") and "pages" not in unsure:
        return str(record["pages"]).replace("-", str(stock.one(("-", "-", "–", "~", " - "))))
    return _invented(label, lang, kind, template, stock)


def _filled(record: Mapping[str, Any], template: str, lang: str, kind: str, stock: _Stock) -> Example | None:
    raw = ""
    segments: list[Segment] = []
    at = 0
    for slot in _SLOT.finditer(template):
        raw += template[at : slot.start()]
        at = slot.end()
        label = slot.group(1)
        value = _value(record, label, lang, kind, template, stock)
        if not value:
            return None
        value = str(value).strip()
        start = len(raw)
        raw += value
        segments.append(Segment(label, start, len(raw)))
        if label == "year" and stock.chance(0.04):
            raw += str(stock.one("abc"))
        if label == "author" and lang == "ko" and stock.chance(0.05):
            raw += str(stock.one((" 외", " 외 3인", " 등", "외 2인")))
    raw += template[at:]
    return Example(raw, tuple(segments))


def render(records: Sequence[Mapping[str, Any]], *, times: int = 4, seed: int = 11) -> list[Example]:
    """Print records in other styles.

    Args:
        records: labelled records; where a model is tested on pages, only those of other pages.
        times: in how many styles each is printed.
        seed: of the dice.
    """
    random = np.random.default_rng(seed)
    stock = _Stock(records, random)
    found: list[Example] = []
    jobs: list[tuple[Mapping[str, Any], str, str]] = []
    for record in records:
        lang = _LANGUAGES.get(str(record.get("lang", "")), "")
        kind = _AS.get(record["type"], record["type"])
        if (lang, kind) in TEMPLATES and "type" not in record.get("ambiguous", []):
            rare = kind in _MADE or kind == "chapter"
            jobs += [(record, lang, kind)] * (times * (1 if kind in _SELDOM else 6 if rare else 3))
    for kind, share in _MADE.items():
        for lang in ("ko", "en"):
            if (lang, kind) in TEMPLATES:
                jobs += [({}, lang, kind)] * (len(records) * share * times // 300)
    for record, lang, kind in jobs:
        if made := _filled(record, str(stock.one(TEMPLATES[lang, kind])), lang, kind, stock):
            found.append(made._replace(group=str(record.get("source_page", ""))))
    return found

"""What kind of body, newspaper or conference a name in a reference is: names that are known, and how names are made.

The names stand in ``type_names.txt``. A body that publishes tells a report from a book, a newspaper an article of a
day from a page of the web, a conference a paper read there from an article.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from kg.references.patterns import lazy

__all__ = ["PREPRINT", "REPOSITORY", "bodies", "conference", "newspaper"]

_WORDS = lazy(r"[A-Za-zÀ-ɏ]+")
_HANGUL = tuple(
    (name, lazy(pattern))
    for name, pattern in (
        ("institute of a university", r"대학.*(?:연구원|연구소|센터|연구단)$|산학협력단"),
        ("institute", r"(?<!대학)(?:연구원|연구소|개발원|진흥원|평가원|정보원|과학원|연구센터|경제연)$"),
        (
            "government",
            r"[가-힣]{2}부$|[가-힣]{2}(?:청|처)$|(?:특별시|광역시|자치도|시청|도청|군청|구청|위원회|국회|사무처)$",
        ),
        ("office", r"(?:공단|공사|협의회|재단|은행|본부|센터|조합|중앙회|사업단)$"),
        ("society", r"(?:학회|협회|연구회|학술원)$"),
        ("museum", r"(?:박물관|미술관|도서관|기념관|기록원)$"),
        ("university", r"(?:대학교|대학|대학원|학과)$"),
        (
            "house",
            r"(?:출판부|출판사|출판|출판원|문화원|문화사|서원|서림|서관|서적|북스|미디어|프레스|아카데미)$|[^공지감회학]사$",
        ),
        ("company", r"주식회사|\(주\)|㈜|(?:건설|전자|그룹|컨설팅|엔지니어링)$"),
    )
)  # fmt: skip
_LATIN = tuple(
    (name, lazy(pattern))
    for name, pattern in (
        (
            "government",
            (
                r"\b(?:ministry|department of|agency|bureau|government|administration|office|commission|federal"
                r"|council|board|statistics|authority|services?|ministère|ministerium|archives)\b"
            ),
        ),
        (
            "institute",
            r"\b(?:institute?|institution|research|laborator\w+|cent(?:er|re)|foundation|organi[sz]ation|committee|nations|bank)\b",
        ),
        ("university", r"\b(?:university|univ|universit\w+|college|school)\b"),
        (
            "house",
            (
                r"\b(?:press|publish\w*|pub|books?|verlag|sons|éditions?|shuppan\w*|company|co|inc|ltd"
                r"|world scientific|north\Wholland)\b"
            ),
        ),
        ("society", r"\b(?:society|association|assoc|academy|federation|union)\b"),
        ("museum", r"\b(?:museum|arboretum|library)\b"),
        ("company", r"\b(?:corporation|corp|industries|electronics|group)\b"),
    )
)
REPOSITORY = lazy(
    r"\bDryad\b|\b[Zz]enodo\b|\b[Ff]igshare\b|\bIEEE\sData[Pp]ort\b|\bMendeley\sData\b|\bPANGAEA\b|\b[Dd]ataverse\b|\bICPSR\b"
    r"|\bUK\sData\s(?:Archive|Service)\b|\bKOSSDA\b|한국사회과학자료원"
)
"""Archives that keep sets of data."""
PREPRINT = lazy(
    r"\barXiv\s?:\s?(?P<number>(?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d{1,2})?)(?!\d)", re.IGNORECASE
)
"""The number of a preprint."""
_INITIALS = lazy(r"[A-Z][A-Z&.\- ]{1,9}")
_ISSUERS = frozenset(("institute", "institute of a university", "government", "office", "known institute"))
_PAPER = lazy(
    r"(?<![가-힣])[가-힣]{2,5}(?:신문|일보)(?:\s?사설)?(?![가-힣])|(?<![一-鿿])[一-鿿]{2,4}(?:新聞|日報)(?![一-鿿])"
)
_CAPITALS = lazy(r"(?<![A-Za-z])[A-Z][A-Za-z]{3,10}(?![a-z])")


@cache
def _names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            words.update(line.split())
    return {name: frozenset(members) for name, members in found.items()}


@cache
def _papers() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Give the names of newspapers, and the pattern of a name that stands by itself."""
    names = tuple(
        name.replace("_", " ") for name in sorted(_names()["newspapers"], key=lambda name: (-len(name), name))
    )
    found = "|".join(map(re.escape, names))
    return names, re.compile(rf"(?<![가-힣一-鿿A-Za-z])(?:{found})(?![가-힣一-鿿A-Za-z])")


@lru_cache(maxsize=4096)
def bodies(text: str) -> tuple[str, ...]:
    """List what kinds of body a name may stand for: ``institute``, ``government``, ``house``, ``issuer`` of reports.

    Args:
        text: what is printed where a publisher or an author stands.
    """
    names, squeezed, found = _names(), "".join(text.split()).strip(".,()[]"), set[str]()
    if not text.isascii():
        if any(name in squeezed for name in names["institutes"]):
            found.add("known institute")
        if squeezed in names["houses"] or squeezed.removeprefix("도서출판") in names["houses"]:
            found.add("known house")
        found.update(name for name, pattern in _HANGUL if pattern.search(squeezed))
    words = _WORDS.findall(text)
    if words:
        lower = text.lower()
        if not names["institute initials"].isdisjoint(words):
            found.add("known institute")
        if not names["houses"].isdisjoint(lower.replace(",", " ").replace(".", " ").replace("-", " ").split()):
            found.add("known house")
        found.update(name for name, pattern in _LATIN if pattern.search(lower))
        if not found and _INITIALS.fullmatch(text.strip(".,() ")):
            found.add("initials")
    if "known house" in found or "house" in found:
        found.discard("institute")
    elif found & _ISSUERS:
        found.add("issuer")
    return tuple(sorted(found))


def newspaper(text: str) -> bool:
    """Tell whether a newspaper is named."""
    if any(map(text.__contains__, ("신문", "일보", "新聞", "日報"))) and _PAPER.search(text):
        return True
    names, pattern = _papers()
    return any(map(text.__contains__, names)) and pattern.search(text) is not None


def conference(text: str) -> bool:
    """Tell whether a series of conferences is named by its initials, such as ``ICASSP``."""
    return any(word.upper() in _names()["conferences"] for word in _CAPITALS.findall(text))

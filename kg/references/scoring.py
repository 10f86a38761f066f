"""How far a parsed reference agrees with a hand-made label, field by field.

A value is right when it equals the label after Unicode NFKC, case folding, and dropping everything but letters and
digits; a title, a container and a publisher also at a Ratcliff/Obershelp similarity of 0.95. Names are compared one by
one. Fields that the label calls ambiguous are a judgement call and are not scored. Labels follow the keys of the
labelled references, readings are CSL-JSON items.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

__all__ = ["FIELDS", "SAME", "TYPES", "Count", "Verdict", "agrees", "compare", "labelled", "plain", "read"]

Item = Mapping[str, Any]
Values = dict[str, list[str]]

FIELDS = ("authors", "year", "title", "container", "volume", "issue", "pages", "publisher", "doi", "url")
SAME = {"institution": "publisher", "author": "authors", "journal": "container"}
"""Other names of fields under ``ambiguous``."""
_FUZZY = frozenset(("title", "container", "publisher"))
_NEAR = 0.95

TYPES: dict[str, frozenset[str]] = {
    "article": frozenset(("article-journal", "article-magazine", "article", "review")),
    "book": frozenset(("book", "monograph", "classic")),
    "chapter": frozenset(("chapter", "entry-encyclopedia", "entry")),
    "proceedings-paper": frozenset(("paper-conference",)),
    "report": frozenset(("report",)),
    "working-paper": frozenset(("report", "article", "manuscript")),
    "thesis": frozenset(("thesis",)),
    "webpage": frozenset(("webpage", "post-weblog", "post", "website")),
    "newspaper": frozenset(("article-newspaper", "article-magazine")),
    "legal": frozenset(("legislation", "legal_case", "bill", "treaty", "regulation", "hearing")),
    "standard": frozenset(("standard", "report")),
    "patent": frozenset(("patent",)),
    "presentation": frozenset(("speech", "paper-conference", "event")),
    "other": frozenset(
        str.split(
            "document article dataset software manuscript motion_picture interview personal_communication pamphlet"
            " collection periodical book webpage"
        )
    )
    | {""},
}
"""The CSL types that are right for a labelled type."""


class Count(NamedTuple):
    """Values that are right, that were read and are not labelled so, that are labelled and were not read so."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def plus(self, other: Count) -> Count:
        """Add two counts."""
        return Count(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Return the share of what was read that is right."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what is labelled that was read."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Verdict(NamedTuple):
    """What is right of one reference: the counts by field, the fields that are wrong with both values, the type."""

    counts: dict[str, Count]
    wrong: dict[str, tuple[list[str], list[str]]]
    typed: bool


def plain(text: object) -> str:
    """Return a text made comparable: letters and digits alone, in one form and case."""
    folded = unicodedata.normalize("NFKC", str(text or "")).casefold()
    return "".join(char for char in folded if char.isalnum())


def _pages(text: object) -> str:
    numbers = re.findall(r"[0-9A-Za-z]+", unicodedata.normalize("NFKC", str(text or "")))
    return "-".join(number.casefold() for number in numbers if any(char.isdigit() for char in number))


def _two(text: object) -> str:
    return "-".join(_pages(text).split("-")[:2])


def _year(text: object) -> str:
    found = re.search(r"(?:1[4-9]|20)\d\d", str(text or ""))
    return found.group() if found else ""


def _doi(text: object) -> str:
    found = re.search(r"10\.\d{4,9}/\S+", str(text or ""))
    return found.group().rstrip(".,;").casefold() if found else ""


def _name(person: Item) -> str:
    particle = person.get("non-dropping-particle", "")
    return plain(person.get("literal") or f"{particle}{person.get('family', '')}{person.get('given', '')}")


def _some(values: Iterable[str]) -> list[str]:
    return [value for value in values if value]


def labelled(label: Item) -> Values:
    """Return the values of a label, made comparable."""
    doi, url = _doi(label.get("doi")), label.get("url")
    if not doi and "doiorg" in plain(url):
        doi = _doi(url)
    return {
        "authors": _some(_name(person) for person in label.get("authors", [])),
        "year": _some([_year(label.get("year"))]),
        "title": _some([plain(label.get("title"))]),
        "container": _some([plain(label.get("container"))]),
        "volume": _some([plain(label.get("volume"))]),
        "issue": _some([plain(label.get("issue"))]),
        "pages": _some([_two(label.get("pages"))]),
        "publisher": _some([plain(label.get("publisher") or label.get("institution"))]),
        "doi": _some([doi]),
        "url": [] if doi and "doiorg" in plain(url) else _some([plain(url)]),
    }


def read(item: Item) -> Values:
    """Return the values of a CSL-JSON item, made comparable."""
    issued = item.get("issued") or {}
    if isinstance(issued, Mapping):
        parts = issued.get("date-parts") or [[""]]
        issued = (parts[0] or [""])[0] or issued.get("raw") or issued.get("literal") or ""
    return {
        "authors": _some(_name(person) for person in item.get("author", [])),
        "year": _some([_year(issued)]),
        "title": _some([plain(item.get("title"))]),
        "container": _some([plain(item.get("container-title"))]),
        "volume": _some([plain(item.get("volume"))]),
        "issue": _some([plain(item.get("issue") or item.get("number"))]),
        "pages": _some([_two(item.get("page"))]),
        "publisher": _some([plain(item.get("publisher"))]),
        "doi": _some([_doi(item.get("DOI"))]),
        "url": _some([plain(item.get("URL"))]),
    }


def _same(field: str, one: str, other: str) -> bool:
    if one == other:
        return True
    if field not in _FUZZY:
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEAR


def agrees(field: str, value: str, wanted: Sequence[str]) -> bool:
    """Tell whether a value of a field is one of those that the label gives, all made comparable."""
    made = {"year": _year, "pages": _two, "doi": _doi}.get(field, plain)(value)
    return any(_same(field, made, other) for other in wanted)


def compare(label: Item, item: Item) -> Verdict:
    """Compare a reading with a label.

    Args:
        label: a labelled reference.
        item: a CSL-JSON item.
    """
    wanted, found = labelled(label), read(item)
    if wanted["doi"] and any("doiorg" in url for url in found["url"]):
        found["url"] = []  # a DOI written as a URL is scored once
    skipped = {SAME.get(name, name) for name in label.get("ambiguous", [])}
    counts: dict[str, Count] = {}
    wrong: dict[str, tuple[list[str], list[str]]] = {}
    for field in FIELDS:
        if field in skipped:
            continue
        left = list(found[field])
        right = 0
        for value in wanted[field]:
            hit = next((other for other in left if _same(field, value, other)), None)
            if hit is not None:
                left.remove(hit)
                right += 1
        counts[field] = Count(right, len(left), len(wanted[field]) - right)
        if left or right < len(wanted[field]):
            wrong[field] = wanted[field], found[field]
    others = label.get("type_alt", [])
    kinds = [str(label.get("type", "other")), *([others] if isinstance(others, str) else others)]
    typed = any(str(item.get("type") or "") in TYPES.get(kind, frozenset()) for kind in kinds)
    return Verdict(counts, wrong, typed)

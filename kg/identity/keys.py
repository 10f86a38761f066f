"""Keys: 16 hexadecimal digits that name a thing, the same on every machine.

A key is the beginning of SHA-256 over a tuple of folded parts; ``tests/vectors/keys.tsv`` pins examples.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

from kg.records import Name, Paper, ParsedReference, WorkType

__all__ = [
    "container_kind",
    "first_family",
    "fold",
    "is_full_name",
    "key",
    "paper_paths",
    "person_key",
    "work_paths",
]

_SEPARATOR = "\x1f"
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_WORD = re.compile(r"[^\W\d_]+")

_CONTAINERS: dict[WorkType, str] = {
    WorkType.ARTICLE: "journal",
    WorkType.BOOK: "series",
    WorkType.EDITED_BOOK: "series",
    WorkType.CHAPTER: "book",
    WorkType.PROCEEDINGS_PAPER: "proceedings",
    WorkType.REPORT: "series",
    WorkType.WORKING_PAPER: "series",
    WorkType.THESIS: "series",
    WorkType.WEBPAGE: "website",
    WorkType.NEWSPAPER: "newspaper",
    WorkType.LEGAL: "series",
    WorkType.LEGAL_CASE: "series",
    WorkType.STANDARD: "series",
    WorkType.PATENT: "series",
    WorkType.PRESENTATION: "event",
    WorkType.DATASET: "website",
    WorkType.DOCUMENT: "collection",
}


def container_kind(work_type: WorkType) -> str:
    """Return what holds a work of that type: ``journal``, ``book``, ``proceedings``, ``series`` and so on."""
    return _CONTAINERS[work_type]


def fold(text: str) -> str:
    """Return what two spellings of one string have in common: NFKC, case-folded, letters and digits only.

    A string of nothing but signs keeps them, so that it does not become the same as every other such string.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(char for char in folded if char.isalnum())
    return kept or folded.strip()


def key(kind: str, *parts: str) -> str:
    """Return the key of a thing: 16 hexadecimal digits.

    Args:
        kind: what kind of thing it is, such as ``work``; part of the tuple, as it stands.
        parts: the tuple; every part is folded, except one that begins with ``=``, which counts as it stands.
    """
    folded = [part[1:] if part.startswith("=") else fold(part) for part in parts]
    return hashlib.sha256(_SEPARATOR.join([kind, *folded]).encode("utf-8")).hexdigest()[:16]


def doi_part(doi: str) -> str:
    """Return a DOI in the one form in which two spellings of it are equal (DOI Handbook 3.4: case-insensitive)."""
    found = _DOI.search(unicodedata.normalize("NFC", doi))
    return "=" + (found.group() if found else doi.strip()).rstrip(".,;").lower()


def first_family(names: Iterable[Name]) -> str:
    """Return the family name of the first of the names, or its whole, or nothing where there is none."""
    first = next(iter(names), None)
    return (first.family or first.literal) if first else ""


def is_full_name(name: Name) -> bool:
    """Tell whether a name is spelt out, so that within one source it means one person.

    Hangul and hanja names of two characters or more are. A Latin name is when its given name holds a word of
    at least two letters that is not a row of initials (``Kee-Bom`` is, ``Y.S.`` and ``YS`` are not).
    """
    if name.corporate:
        return False
    literal = "".join(name.literal.split())
    if literal and all(not char.isascii() and char.isalpha() and ord(char) >= 0x2E80 for char in literal):
        return len(literal) >= 2
    if not name.family or not name.given:
        return False
    return any(len(word) > 1 and not word.isupper() for word in _WORD.findall(name.given))


def person_key(name: Name) -> str:
    """Return the part of a person's tuple that the name gives: family and given name, whatever the printed order."""
    return fold(name.family) + " " + fold(name.given) if name.family and name.given else fold(name.literal)


def _title_paths(titles: Iterable[str], year: str, families: Iterable[str]) -> Iterator[str]:
    for title in titles:
        for family in families:
            yield "work/" + key("work", title, year, family)


def work_paths(parsed: ParsedReference) -> list[str]:
    """Return the paths that name the work of a reference, the best first.

    The DOI names it where there is one, else the platform's id that a link of the entry leads to; title, year and
    first author's family name name it too, so that a work cited once with and once without its DOI can be recognised.
    Without a title, the printed text is all there is.
    """
    paths: list[str] = []
    doi = parsed.value("doi")
    if doi:
        paths.append("work/" + key("doi", doi_part(doi)))
    platform = parsed.value("platform-id")
    if platform:
        paths.append("work/" + key("platform", platform))
    title = parsed.value("title")
    if title:
        authors = [name for name in parsed.names if name.role == "author"] or list(parsed.names)
        paths.extend(_title_paths([title], parsed.value("year"), [first_family(authors)]))
    if not paths:
        paths.append("work/" + key("text", parsed.raw))
    return paths


def paper_paths(paper: Paper) -> list[str]:
    """Return the paths that name the paper of a page, the best first: DOI, platform id, title with year and author.

    A page that prints two titles and the first author in two scripts gives each combination; by the first path the
    paper is named, by the others it is recognised where another page cites it.
    """
    paths: list[str] = []
    if paper.doi:
        paths.append("work/" + key("doi", doi_part(paper.doi.value)))
    if paper.platform_id:
        paths.append("work/" + key("platform", paper.platform_id.value))
    issued = paper.date("issued")
    year = issued.value[:4] if issued else ""
    families = [name.family or name.literal for name in paper.authors[0].names] if paper.authors else [""]
    titles = sorted(paper.titles, key=lambda title: (title.lang != "ko", title.span.start if title.span else 0))
    paths.extend(_title_paths([title.value for title in titles], year, families))
    if not paths:
        paths.append("work/" + key("source", "=" + paper.source.sha256))
    return list(dict.fromkeys(paths))

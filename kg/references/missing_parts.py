"""Parts that an entry does not print, where its type asks for them or the other entries of the list print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.records import Finding, ParsedReference, Span, WorkType
from kg.references.patterns import lazy

__all__ = ["Habits", "habits", "missing"]

_HELD = frozenset((WorkType.ARTICLE, WorkType.CHAPTER, WorkType.PROCEEDINGS_PAPER))
_PUBLISHED = frozenset((WorkType.BOOK, WorkType.EDITED_BOOK, WorkType.REPORT, WorkType.WORKING_PAPER, WorkType.CHAPTER))
_NOBODY = frozenset((WorkType.LEGAL, WorkType.LEGAL_CASE, WorkType.STANDARD, WorkType.PATENT, WorkType.NEWSPAPER))
_YEAR = lazy(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)|[12]\d{3}[a-z]\b|\b[12]\d\d\d\b|[‘’']\d\d\b|\d{2}[.年년]")
_NOT_YET = lazy(
    r"in press|forthcoming|to appear|accepted|ahead of print|online first|early access"
    r"|게재\s?예정|출간\s?예정|근간|미간행|n\.\s?d\.|연도\s?미상|刊行年",
    re.IGNORECASE,
)
# An entry that points to another one says of the work nothing that could be missing.
_BACK = lazy(
    r"\W*(?:supra\b|ibid\b|op\.\s?cit|loc\.\s?cit|(?:앞|위)의\s?(?:책|글|논문)|(?:상|전)게\s?(?:서|논문)|前揭)",
    re.IGNORECASE,
)
# What a title tells of a year may be the year of publication: "2012년 이용실태 조사".
_DATED_TITLE = lazy(r"(?<!\d)(?:19|20)\d\d\s?년")
# A book has these; where one is read, a quoted title is not said to stand in something else.
_OTHERS = frozenset(("institution", "url", "series", "degree", "edition", "place", "number", "issue", "accessed"))
_ELSEWHERE = frozenset(("publisher", "institution", "url", "doi", "note", "place"))
_QUOTE = "“”\"「『‘'《〈`"
_LEAST = 5


class Habits(NamedTuple):
    """What the entries of a list print: the share of those that could."""

    volume: float = 0.0
    issue: float = 0.0
    pages: float = 0.0
    publisher: float = 0.0
    place: float = 0.0
    quotes: float = 0.0


def _share(values: Iterable[bool]) -> float:
    found = list(values)
    return sum(found) / len(found) if len(found) >= _LEAST else 0.0


def _quoted(one: ParsedReference, marks: str = _QUOTE) -> bool:
    title = one.field("title")
    if title is None:
        return False
    before = one.raw[max(0, title.spans[0].start - 2) : title.spans[0].start].strip()[-1:]
    after = one.raw[title.spans[-1].end : title.spans[-1].end + 3].strip()
    return (bool(before) and before in marks) or (bool(after) and (after[0] in '”"」』’' or after[1:2] in '”"'))


def habits(found: Sequence[ParsedReference]) -> Habits:
    """Learn from a list what its entries print."""
    articles = [one for one in found if one.type is WorkType.ARTICLE and one.field("container")]
    published = [one for one in found if one.type in _PUBLISHED and one.field("publisher")]
    return Habits(
        volume=_share(one.field("volume") is not None or one.field("issue") is not None for one in articles),
        issue=_share(one.field("issue") is not None for one in articles if one.field("volume")),
        pages=_share(one.field("pages") is not None for one in articles),
        publisher=_share(_published(one) for one in found if one.type in _PUBLISHED),
        place=_share(one.field("place") is not None for one in published),
        quotes=_share(_quoted(one) for one in articles if one.field("title")),
    )


def _published(one: ParsedReference) -> bool:
    return (
        one.field("publisher") is not None
        or one.field("institution") is not None
        or any(name.corporate for name in one.names)
    )


def missing(one: ParsedReference, usual: Habits) -> Iterator[Finding]:
    """Yield the parts that are not printed.

    Args:
        one: the entry.
        usual: what the entries of its list print.
    """
    names = {field.name for field in one.fields}
    doubt = [span for span in one.unread if len(span) > 1]
    quiet = one.confidence < 0.3 or bool(doubt)
    title = one.field("title")
    if (not names and not one.names) or _BACK.match(one.raw):
        return
    other = {field.name for field in one.parallel.fields} if one.parallel else set()
    # What one half of a bilingual entry prints is not missing.
    names |= other & {"volume", "issue", "pages", "container", "publisher", "year"}
    if title is None and _only_address(one):
        yield Finding("missing-title")
    if not one.names and one.type not in _NOBODY and ((title is None and _only_address(one)) or _first(one)):
        yield Finding("missing-author")
    if "year" not in names and not _YEAR.search(_outside(one)) and not _unsure_year(one):
        yield Finding("missing-year")
    if quiet or title is None:
        return
    place = Span(title.spans[0].start, title.spans[-1].end)
    held = one.type in _HELD or (usual.quotes > 0.6 and _quoted(one, '“”"') and not names & _OTHERS)
    holder = names & {"container", "series"}
    if held and not holder and not names & _ELSEWHERE and one.lang not in ("zh", "ja"):
        yield Finding("missing-container", place)
    article = one.type is WorkType.ARTICLE and "container" in names
    if article:
        journal = one.field("container")
        at = Span(journal.spans[0].start, journal.spans[-1].end) if journal else None
        if not names & {"volume", "issue"} and usual.volume >= 0.7 and not _NOT_YET.search(one.raw):
            yield Finding("missing-volume", at)
        if "volume" in names and "issue" not in names and usual.issue >= 0.6:
            volume = one.field("volume")
            yield Finding("missing-issue", volume.spans[0] if volume else at)
        if usual.quotes >= 0.6 and not _quoted(one):
            yield Finding("missing-quotes", place)
    if (
        (article or (one.type in _HELD and not article))
        and "pages" not in names
        and usual.pages >= 0.7
        and not names & {"url"}
        and not _NOT_YET.search(one.raw)
    ):
        yield Finding("missing-pages")
    whole = one.type in _PUBLISHED and one.type is not WorkType.CHAPTER and ("year" in names or one.names)
    if whole and usual.publisher >= 0.7 and not _published(one) and not names & {"url", "doi"}:
        yield Finding("missing-publisher")
    series = one.field("series")
    if (
        one.type in (WorkType.REPORT, WorkType.WORKING_PAPER)
        and series
        and not names & {"number", "issue", "volume", "url"}
    ) and not re.search(r"\d", series.value):
        yield Finding("missing-number", series.spans[0])
    publisher = one.field("publisher")
    if one.type in _PUBLISHED and publisher and "place" not in names and usual.place >= 0.3:
        yield Finding("publisher-place-missing", publisher.spans[0])


def _unsure_year(one: ParsedReference) -> bool:
    return _NOT_YET.search(one.raw) is not None or _DATED_TITLE.search(one.value("title")) is not None


def _only_address(one: ParsedReference) -> bool:
    """Tell whether the entry is an address, or so little beside it that there can be no title."""
    url = one.field("url")
    if url is None:
        return False
    rest = one.raw[: url.spans[0].start] + one.raw[url.spans[-1].end :]
    return len(re.findall(r"[^\W\d_]", rest)) < 6


def _first(one: ParsedReference) -> bool:
    """Tell whether the title opens the entry, so that nobody can stand before it."""
    title = one.field("title")
    if title and one.type is WorkType.WEBPAGE and len(title.value.split()) == 1:
        return False  # the name of a site is that of its owner too
    return title is not None and title.spans[0].start <= 2 and title.confidence > 0.8


def _outside(one: ParsedReference) -> str:
    """Return the entry without its address, its title and its pages, where numbers are no years."""
    text = one.raw
    for name in ("url", "doi", "pages", "title"):
        if field := one.field(name):
            for span in field.spans:
                text = text[: span.start] + " " * len(span) + text[span.end :]
    return text

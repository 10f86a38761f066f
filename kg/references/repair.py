"""Segments → segments: what a form leaves no doubt about is put right before values are read.

An address or a DOI is told by its own form, wherever the model saw it; a numbered series (``STEPI Insight 127``,
``Working Paper No. 1``) by its words; the book of a chapter by ``In … (ed.)``; a journal by standing between the quotes
of the title and its volume. The rules only move borders and names of stretches; they make no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from kg.references import values
from kg.references.bodies import hangul_body, latin_body
from kg.references.edges import draw
from kg.references.patterns import lazy
from kg.references.renames import rename
from kg.references.segments import Segment

__all__ = ["repair"]

_ADDRESS = lazy(r"(?i:https?:/{1,2}|www\.)[^\s<>\"'“”‘’가-힣一-鿿]+")
_DOI = lazy(r"(?:\b(?:doi|DOI)\b\s?[:.]?\s?|(?:https?://)?(?:dx\.)?doi\.org/\s?)(?=10\.\d{4,9}/)", re.IGNORECASE)
_MOST = 40
"""So many addresses of a string are looked at: each is compared with all that was found."""
_NUMBER = r"(?:[A-Z]{1,6}[\s/-]?)?\d[\dA-Za-z]*(?:[/-][\dA-Z가-힣]+)*(?:\(\d+\))?"
_SERIES = lazy(
    r"(?P<mark>[,.;]\s*|[,.;]?\s*[『「<(\[]|\A)"
    r"(?P<series>"
    r"(?:[A-Z][\w&/.-]*\s(?:of\s|and\s|for\s)?){0,6}"
    r"(?:[Ww]orking|[Dd]iscussion|[Ii]ssue|[Oo]ccasional|[Tt]echnical|[Ss]taff\s[Dd]iscussion|[Pp]olicy\s[Rr]esearch|[Rr]esearch)"
    r"\s(?:[Pp]apers?|[Rr]eports?|[Nn]otes?|[Mm]emorandum)(?:\s[Ss]eries)?"
    r"|[A-Z]{2,10}\s(?:Insight|INSIGHT|Focus|FOCUS|Brief|BRIEF|Report|REPORT|Outlook|Issue\s?Paper|이슈페이퍼|인사이트|포커스|브리프|보고서|연구보고서)"
    r"|(?:[가-힣A-Z]{2,20}\s)?(?:정책|기본|수탁|현안|수시|학술)?(?:연구\s?보고서?|연구자료|연구총서|이슈페이퍼|워킹페이퍼|정책자료)"
    r")"
    r"(?P<between>[』」>)\]]?\s*[,.]?\s*(?:(?:[Nn]os?|[Nn]r|[Vv]ol|제)\.?\s?|#)?)"
    rf"(?P<number>{_NUMBER})?(?:호)?(?P<end>\s*[』」>)\]]?\s*(?:[,.;:(]|\Z))"
)
_BOOK = lazy(r"[.,?!”\"’]\s+[Ii]n[:\s]\s*(?P<names>[^()]{3,120}?)[,\s]*[(\[]\s?[Ee]ds?\.?\s?[)\]][.,:]?\s*")
_LOOKED = lazy(
    r"\b(?:[Aa]ccessed|[Rr]etrieved|[Cc]ited|[Vv]isited)\b|최종\s?확인"
    r"|(?<![가-힣])(?:최종|최근)?(?:검색|접속|방문|인출|열람)(?:일자?|날짜|함|하였음|했음|됨)?(?![가-힣])"
)
_DAY = lazy(r"[,(\[]\s?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},\s)(?:19|20)\d\d")
_DAYS = lazy(rf"(?P<first>\d{{1,2}})\s?[{values.DASH}]\s?(?P<last>\d{{1,2}})")
_PART = lazy(r"(?:\b[Cc]h(?:ap(?:ter)?)?\.?|\bpara\.?|§)\s?(?:\d+,\s?)*\Z")
_COMPOUND = lazy(r"\d+-[A-Z]{1,4}-\d+|\d{2}-\d{5,}-[\d-]+")
_FREE_YEAR = lazy(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/-])")
_FREE_PAGES = lazy(
    r"(?:[:,(]\s?|[Pp]{1,2}\.?\s?|No\.\s?\d+\s)(?P<pages>\d{1,5}\s?[-–~∼]\s?\d{1,5})(?=\s?[),.;]|\s?쪽|\Z)"
)
_AFTER_QUOTE = lazy(r"[』」》>]\s?(?:제\s?)?(?P<volume>\d{1,3})(?=\s?(?:,|\.|집|권|\Z))")
_TALK = lazy(r"\s?(?:발표\s?자료|발표문)\Z")
_INITIALS = lazy(r"\s?(?:[A-Z]\.\s?-?){1,3}(?=,?\s*\(?[Ee]ds?\b)")
_QUOTE_ENDS = lazy(r"[,.]?\s?[”\"」』’][,.]?\s*")


def repair(raw: str, segments: Sequence[Segment]) -> list[Segment]:
    """Put right what forms tell.

    Args:
        raw: the reference.
        segments: what the model says.
    """
    found = [segment for segment in segments if segment.start < segment.end]
    if len(raw) > 20_000:
        return found
    if "10." in raw or "://" in raw or "www." in raw or ":/" in raw:
        found = _identifiers(raw, found)
    found = [segment for segment in found if segment.label != "url" or _addressed(raw, segment)]
    found = _accessed(raw, found)
    found = _unsaid(raw, found)
    found = _yearlike_pages(raw, _days(raw, found))
    found = _series(raw, found)
    found = _book(raw, found)
    found = _journal(raw, found)
    return draw(raw, rename(raw, _initials(raw, found)))


def _cut(found: Sequence[Segment], start: int, end: int, new: Sequence[Segment] = ()) -> list[Segment]:
    """Take the characters of a range from whatever holds them, and give them to new segments."""
    result = list(new)
    for segment in found:
        if segment.end <= start or end <= segment.start:
            result.append(segment)
        elif segment.start < start:
            result.append(segment._replace(end=start))
        elif end < segment.end and segment.label not in ("pages", "volume", "issue", "number"):
            result.append(segment._replace(start=end))
    return sorted(result, key=lambda segment: (segment.start, segment.end))


def _inside(found: Sequence[Segment], start: int, end: int) -> list[Segment]:
    return [segment for segment in found if segment.start < end and start < segment.end]


def _identifiers(raw: str, found: list[Segment]) -> list[Segment]:
    for match in islice(_DOI.finditer(raw), _MOST):
        value = values.doi(raw, match.end(), len(raw))
        if value is None:
            continue
        held = _inside(found, match.start(), value.end)
        if [segment.label for segment in held] not in (["doi"], ["url"]) and not _parallel(held):
            found = _cut(found, match.start(), value.end, [Segment("doi", value.start, value.end, 0.99)])
    for match in islice(_ADDRESS.finditer(raw), _MOST):
        value = values.url(raw, *match.span())
        if value is None or "doi.org/10." in value.value:
            continue
        held = _inside(found, value.start, value.end)
        if [segment.label for segment in held] not in (["url"], ["doi"]) and not _parallel(held):
            found = _cut(found, value.start, value.end, [Segment("url", value.start, value.end, 0.97)])
    return found


def _addressed(raw: str, segment: Segment) -> bool:
    """Tell whether what the model took for an address has the form of one."""
    text = raw[segment.start : segment.end]
    return "://" in text or "www" in text.lower() or re.search(r"[\w-]\.[a-z]{2,}(?:/|\Z|\s)|:/", text) is not None


def _accessed(raw: str, found: list[Segment]) -> list[Segment]:
    """Tell the day of publication from the day on which somebody looked: the latter stands with an address."""
    address = max((segment.end for segment in found if segment.label in ("url", "doi")), default=-1)
    labels = {segment.label for segment in found}
    result = []
    for segment in found:
        if segment.label == "accessed" and address < 0 and "year" not in labels and not _LOOKED.search(raw):
            segment = segment._replace(label="date")
        elif segment.label == "year":
            beside = segment.start > address >= 0 and _DAY.search(raw, address, segment.end)
            if beside or _LOOKED.search(raw, max(0, segment.start - 24), segment.start):
                segment = segment._replace(label="accessed")
        result.append(segment)
    return result


def _unsaid(raw: str, found: list[Segment]) -> list[Segment]:
    """Find a year and a range of pages that the model passed over: the only one in what no label holds."""
    labels = {segment.label for segment in found}
    wanted = [name for name in ("year", "pages") if name not in labels]
    if "date" in labels and "year" in wanted:
        wanted.remove("year")
    held = next((segment for segment in found if segment.label == "container"), None)
    if held and "volume" not in labels and "issue" not in labels:
        after = _AFTER_QUOTE.match(raw, held.end)
        if after and not _inside(found, *after.span("volume")):
            found = sorted(
                [*found, Segment("volume", *after.span("volume"), 0.8)], key=lambda one: (one.start, one.end)
            )
            labels.add("volume")
    if not wanted or not found:
        return found
    free = list(raw)
    for segment in found:
        free[segment.start : segment.end] = " " * (segment.end - segment.start)
    text = "".join(free)
    if "year" in wanted:
        years = list(_FREE_YEAR.finditer(text))
        if years and len({match.group() for match in years}) == 1 and not _LOOKED.search(raw):
            found = [*found, Segment("year", *years[-1].span(), 0.8)]
    if "pages" in wanted and labels & {"volume", "issue", "container"}:
        ranges = list(_FREE_PAGES.finditer(text))
        if len(ranges) == 1:
            found = [*found, Segment("pages", *ranges[0].span("pages"), 0.8)]
    return sorted(found, key=lambda segment: (segment.start, segment.end))


def _parallel(held: Sequence[Segment]) -> bool:
    return any(segment.label == "parallel" for segment in held)


def _days(raw: str, found: list[Segment]) -> list[Segment]:
    """Leave the days of a meeting to its date: ``Feb. 3-5, 2021`` and ``2019. 10. 25-26`` tell no pages."""
    for at in range(1, len(found)):
        month, days = found[at - 1], found[at]
        if (month.label, days.label) != ("date", "pages") or raw[month.end : days.start].strip(" .,"):
            continue
        match = _DAYS.fullmatch(raw, days.start, days.end)
        if match and int(match["first"]) < int(match["last"]) <= 31:
            return [*found[: at - 1], month._replace(end=days.end), *found[at + 1 :]]
    return found


def _yearlike_pages(raw: str, found: list[Segment]) -> list[Segment]:
    """Read ``2013-14`` behind a series as its number: pages do not begin with the year that is printed."""
    found = [
        segment
        for segment in found
        if segment.label != "pages" or not _PART.search(raw[max(0, segment.start - 16) : segment.start])
    ]
    found = [
        segment._replace(label="number")
        if segment.label == "pages" and _COMPOUND.fullmatch(raw, segment.start, segment.end)
        else segment
        for segment in found
    ]
    labels = {segment.label for segment in found}
    if "volume" in labels or "issue" in labels or "pages" not in labels:
        return found
    years = {raw[segment.start : segment.end] for segment in found if segment.label == "year"}
    return [
        segment._replace(label="number")
        if segment.label == "pages"
        and (match := re.match(r"((?:19|20)\d\d)-\d{1,4}\Z", raw[segment.start : segment.end]))
        and match[1] in years
        else segment
        for segment in found
    ]


def _series(raw: str, found: list[Segment]) -> list[Segment]:
    labels = {segment.label for segment in found}
    if labels & {"volume", "degree"} and labels & {"container", "degree"}:
        return found
    authors = max((segment.end for segment in found if segment.label == "author"), default=0)
    for match in _SERIES.finditer(raw, min(authors, len(raw))):
        start, end = match.span("series")
        if match["number"] is None and not (re.match(r"[A-Z]", match["series"]) and match["mark"].strip()):
            continue
        held = _inside(found, start, end)
        if [(one.label, one.start) for one in held] == [("series", start)]:  # `IMF Staff Discussion` without its `Note`
            return [one._replace(end=max(end, one.end)) if one is held[0] else one for one in found]
        if _parallel(held) or any(segment.label in ("url", "author", "editor", "series") for segment in held):
            continue
        title = next((segment for segment in held if segment.label == "title"), None)
        if title and (start - title.start < 4 or _quoted(raw, title)):
            continue
        if any(segment.label == "container" and segment.start < start - 1 for segment in held):
            continue
        if title is None and len(found) < 2:
            continue
        confidence = min([segment.confidence for segment in held], default=0.9)
        new = [Segment("series", start, end, confidence)]
        stop = end
        if match["number"]:
            at, stop = match.span("number")
            both = re.fullmatch(r"(\d+)\((\d+)\)", match["number"])
            if both:
                new += [
                    Segment("volume", at, at + len(both[1]), 0.9),
                    Segment("issue", stop - 1 - len(both[2]), stop - 1, 0.9),
                ]
            elif re.fullmatch(r"(?:19|20)\d\d", match["number"]):
                stop = end  # a year, not a number
            else:
                new.append(Segment("number", at, stop, confidence))
        found = _cut(found, start, stop, new)
        return [_trimmed(raw, segment) for segment in _body(raw, found, "series")]
    return found


def _trimmed(raw: str, segment: Segment) -> Segment:
    """Take the separators off the end of a stretch that was cut."""
    end = segment.end
    while end > segment.start and raw[end - 1] in " \t,;:.([『「<" and segment.label == "title":
        end -= 1
    return segment._replace(end=end) if end > segment.start else segment


def _body(raw: str, found: list[Segment], beside: str) -> list[Segment]:
    """Call the body beside a series its publisher, where the model took it for the journal."""
    labels = {segment.label for segment in found}
    if labels & {"publisher", "institution"}:
        return found
    return [
        segment._replace(label="publisher")
        if segment.label == "container" and _names_body(raw[segment.start : segment.end])
        else segment
        for segment in found
    ]


def _names_body(text: str) -> bool:
    text = text.strip(" ,.")
    return bool(text) and (
        latin_body(text) or text.startswith("Universit") or (not text.isascii() and hangul_body(text))
    )


def _quoted(raw: str, segment: Segment) -> bool:
    before = raw[max(0, segment.start - 2) : segment.start + 1]
    return any(mark in before for mark in '"“「『‘《')


def _book(raw: str, found: list[Segment]) -> list[Segment]:
    """Give a chapter the book behind ``In Names (ed.),``."""
    labels = [segment.label for segment in found]
    if "container" not in labels and "editor" in labels and labels.count("title") == 2:
        first, last = (at for at, label in enumerate(labels) if label == "title")
        if "editor" in labels[first:last]:
            found[last] = found[last]._replace(label="container")
            return found
    if "container" in labels or "title" not in labels or " in" not in raw.lower():
        return found
    match = _BOOK.search(raw)
    if match is None or any(one.label == "parallel" for one in _inside(found, match.start(), match.end())):
        return found
    after = [segment for segment in found if segment.start >= match.end() and segment.label != "other"]
    limit = after[0].start if after else len(raw)
    sentence = re.compile(r"[.,](?=\s)|\Z").search(raw, match.end(), limit)
    dot = re.compile(r"\.(?=\s|\Z)").search(raw, match.end(), limit)
    end = dot.start() if dot else sentence.start() if sentence and sentence.end() < limit else limit
    if end - match.end() < 4:
        return found
    start = match.start("names")
    title = next(segment for segment in found if segment.label == "title")
    new = [Segment("container", match.end(), end, 0.9)]
    if not any(segment.label == "editor" for segment in found):
        new.insert(0, Segment("editor", start, match.end("names"), 0.9))
        return _cut(found, match.start() + 1 if title.end > match.start() else start, end, new)
    return _cut(found, match.end(), end, new)


def _journal(raw: str, found: list[Segment]) -> list[Segment]:
    """Take what stands between the closing quote of a title and the volume for the journal, where nothing else is."""
    title = next((segment for segment in found if segment.label == "title"), None)
    volume = next((segment for segment in found if segment.label == "volume"), None)
    if title is None or volume is None or any(segment.label in ("container", "series") for segment in found):
        return found
    if not _quoted(raw, title) or volume.start < title.end:
        return found
    match = _QUOTE_ENDS.match(raw, title.end)
    if match is None:
        return found
    between = [segment for segment in found if title.end <= segment.start < volume.start]
    text = raw[match.end() : volume.start].rstrip(" ,.(")
    if not 1 < len(text) < 80 or any(segment.label not in ("publisher", "institution", "other") for segment in between):
        return found
    if re.search(r"[,;]|\d", text) or not re.search(r"[^\W\d_]{2}", text):
        return found
    return _cut(
        found, match.end(), match.end() + len(text), [Segment("container", match.end(), match.end() + len(text), 0.9)]
    )


def _initials(raw: str, found: list[Segment]) -> list[Segment]:
    """Give the last name of a list its last initials, which stand before ``eds.``."""
    result = []
    for segment in found:
        if segment.label == "author" and segment.start == 1 and raw[0].isalnum() and raw[1].isalnum():
            segment = segment._replace(start=0)
        if segment.label in ("author", "editor") and (match := _INITIALS.match(raw, segment.end)):
            segment = segment._replace(end=match.end())
        elif segment.label == "container" and (match := _TALK.search(raw, segment.start + 5, segment.end)):
            segment = segment._replace(end=match.start())
        result.append(segment)
    return result

"""What the page's own address says: article id, volume, number and first page in the old links of KoreaScience."""

from __future__ import annotations

import re

from kg.readers import dates, venues
from kg.readers.dates import Dated
from kg.readers.html.meta import Meta
from kg.readers.html.tree import Document
from kg.records import Passage, Span, Text

__all__ = ["own_address"]

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{5,2000}?)\s*-->")
_OLD = re.compile(r"[?&;](?:amp;)?(py|vnc|sp)=([\w.-]{1,20})")
_VOLUME = re.compile(r"v(\d{1,4})(?:n(\d{1,4}))?")


def own_address(document: Document, meta: Meta) -> None:
    """Read the page's own address: the one in its head, else the one that browsers write into a saved page.

    A link such as ``view.jsp?kj=JCGMCS&py=2013&vnc=v34n10&sp=2889`` says year, volume, number and first page; these
    count where the head does not say them.
    """
    saved = _SAVED_FROM.search(document.text, 0, 4096)
    if meta.url is None and saved:
        meta.url = Text(saved[1], "", Span(*saved.span(1)))
    if meta.url is None or meta.url.span is None:
        return
    span = meta.url.span
    passage = Passage.at(document.text[span.start : span.end], span.start)
    meta.platform_id = meta.platform_id or venues.platform_id(passage)
    if "view.jsp" not in passage.text:
        return
    for match in _OLD.finditer(passage.text):
        value = passage.cut(Span(*match.span(2)))
        if match[1] == "py":
            year = dates.parse(value)
            if year is not None:
                meta.dates.append(Dated("issued", year, "py", 9))
        elif match[1] == "sp":
            meta.page_start = meta.page_start or Text(value.text, "", value.span)
        else:
            numbers = _VOLUME.fullmatch(value.text)
            if numbers:
                meta.volume = meta.volume or _text(value, numbers, 1)
                meta.issue = meta.issue or (_text(value, numbers, 2) if numbers[2] else None)


def _text(value: Passage, match: re.Match[str], group: int) -> Text:
    return Text(match[group], "", value.cut(Span(*match.span(group))).span)

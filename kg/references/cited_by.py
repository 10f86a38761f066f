"""Entries of a list of citing works → what was read in them.

Platforms print such an entry in another form than a reference: ``TITLE vol.20, pp.3, 2017,``, without authors and
journal, and with the number of the issue behind ``pp.``. What has another form is read as a reference is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.records import Field, Finding, ParsedReference, Span, WorkType
from kg.references import values
from kg.references.language import language
from kg.references.patterns import lazy

__all__ = ["parse"]

# The title comes first, whatever commas it holds; the numbers follow in this order, each with its word.
_FORM = lazy(
    r"(?P<title>\S.*?)[\s,.]*[\s,]"
    r"[Vv]ol\.?\s*(?P<volume>[^\s,;]{0,12})\s*[,;]?\s*"
    r"(?:(?:[Nn]o|[Ii]ssue)\.?\s*(?P<issue>[^\s,;]{0,12})\s*[,;]?\s*)?"
    r"(?:(?P<pp>[Pp]{1,2})\.?\s*(?P<pages>[^\s,;]{0,24})\s*[,;]?\s*)?"
    r"(?:\(?(?P<year>(?:1[89]|20)\d\d)\)?\s*[,;.]?\s*)?"
    r"(?P<link>(?:https?://|doi|DOI|10\.)\S.*?)?"
    r"[\s,;.]*\Z",
    re.DOTALL,
)
_ISSUE = lazy(r"\d{1,2}")
_LONGEST = 2000


def parse(strings: Sequence[str]) -> list[ParsedReference]:
    """Read the entries of one list.

    Args:
        strings: the entries as printed, without their numbers.
    """
    from kg.references import parse as parse_references
    from kg.references.findings import of_cited_by

    found = [_platform(raw) for raw in strings]
    others = iter(parse_references([raw for raw, one in zip(strings, found, strict=True) if one is None]))
    return of_cited_by([one if one is not None else next(others) for one in found])


def _platform(raw: str) -> ParsedReference | None:
    """Read the form of the platforms; nothing where the entry has another."""
    if len(raw) > _LONGEST or not (match := _FORM.fullmatch(raw)):
        return None
    title = values.text(raw, *match.span("title"))
    if title is None or not (match["volume"] or match["pages"]) or match["year"] is None:
        return None
    if _looks_like_reference(raw, title):
        return None
    fields = [Field("year", match["year"], (Span(*match.span("year")),))]
    fields.append(Field("title", title.value, (Span(title.start, title.end),), 1.0, language(title.value)))
    findings: list[Finding] = []
    for name in ("volume", "issue"):
        if match[name] and (value := values.number(raw, *match.span(name))):
            fields.append(Field(name, value.value, (Span(value.start, value.end),)))
    if match["pages"]:
        place = Span(*match.span("pages"))
        if not match["issue"] and match["volume"] and _ISSUE.fullmatch(match["pages"]):
            # The platform prints the number of the issue where the pages belong; one page of one or two digits is none.
            fields.append(Field("issue", match["pages"], (place,)))
            findings.append(Finding("pp-is-issue", Span(match.start("pp"), place.end), f"pp.{match['pages']}"))
        elif value := values.pages(raw, *match.span("pages")):
            fields.append(Field("pages", value.value, (Span(value.start, value.end),)))
    if match["link"]:
        start, end = match.span("link")
        if doi := values.doi(raw, start, end):
            fields.append(Field("doi", doi.value, (Span(doi.start, doi.end),)))
        elif "://" in match["link"] and (url := values.url(raw, start, end)):
            fields.append(Field("url", url.value, (Span(url.start, url.end),)))
    return ParsedReference(
        raw=raw,
        # The form is made of a journal's volume and issue.
        type=WorkType.ARTICLE if match["volume"] else WorkType.DOCUMENT,
        basis="rule: volume and issue of a citing work",
        lang=language(title.value),
        fields=tuple(fields),
        findings=tuple(findings),
        confidence=0.95,
        type_confidence=0.95 if match["volume"] else 0.5,
    )


def _looks_like_reference(raw: str, title: values.Value) -> bool:
    """Tell whether what stands before the volume is more than a title: names, quotes, a year of its own."""
    if re.search(r"[“\"「『‘《].{8,}[”\"」』’》]\s*[,.]", title.value):
        return True
    if re.match(r"(?:[가-힣]{2,4}(?:[,·.;]\s?|\s외\s?[,.]?\s?))+[(（]?(?:19|20)\d\d", title.value):
        return True
    if re.match(
        r"[^\W\d_][\w'’-]+,?\s(?:[A-Z]\.\s?-?){1,3}[,;(]|(?:[A-Z]\.\s?-?){1,3}\s?[A-Z][\w'’-]+[,;]", title.value
    ):
        return True
    return bool(re.search(r"[(（](?:19|20)\d\d[a-z]?[)）]\s*[.,:]?\s+\S", title.value))

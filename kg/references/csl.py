"""What was read in a reference → a CSL-JSON item (citationstyles.org, CSL 1.0.2 data schema)."""

from __future__ import annotations

from typing import Any

from kg.records import Field, Finding, Name, ParsedReference, WorkType

__all__ = ["TYPES", "item"]

TYPES: dict[WorkType, str] = {
    WorkType.ARTICLE: "article-journal",
    WorkType.BOOK: "book",
    WorkType.EDITED_BOOK: "book",
    WorkType.CHAPTER: "chapter",
    WorkType.PROCEEDINGS_PAPER: "paper-conference",
    WorkType.REPORT: "report",
    WorkType.WORKING_PAPER: "report",
    WorkType.THESIS: "thesis",
    WorkType.WEBPAGE: "webpage",
    WorkType.NEWSPAPER: "article-newspaper",
    WorkType.LEGAL: "legislation",
    WorkType.LEGAL_CASE: "legal_case",
    WorkType.STANDARD: "standard",
    WorkType.PATENT: "patent",
    WorkType.PRESENTATION: "speech",
    WorkType.DATASET: "dataset",
    WorkType.DOCUMENT: "document",
}
"""The CSL type of each work type."""

_FIELDS = (
    ("title", "title"),
    ("container", "container-title"),
    ("series", "collection-title"),
    ("volume", "volume"),
    ("issue", "issue"),
    ("number", "number"),
    ("pages", "page"),
    ("publisher", "publisher"),
    ("place", "publisher-place"),
    ("edition", "edition"),
    ("doi", "DOI"),
    ("url", "URL"),
    ("note", "note"),
)


def item(parsed: ParsedReference, id_: str | int) -> dict[str, Any]:
    """Return a reference as a CSL-JSON item.

    ``custom`` says how sure the reading is and where in the string each variable stands: ``confidence`` of the whole,
    ``confidences`` by variable, ``spans`` by variable as half-open ranges of code points (of names: one a name), the
    ``basis`` of the type, the ``findings``, and as ``unread`` the stretches that were not understood.

    Args:
        parsed: the reference.
        id_: the item's id, such as the number of its line.
    """
    result: dict[str, Any] = {"id": id_, "type": TYPES[parsed.type]}
    spans: dict[str, list[list[int]]] = {}
    sure: dict[str, float] = {}
    for role in ("author", "editor", "translator"):
        names = list(parsed.by_role(role))
        if names:
            result[role] = [_name(name) for name in names]
            sure[role] = min(name.confidence for name in names)
            if printed := [[name.span.start, name.span.end] for name in names if name.span]:
                spans[role] = printed
    for name, key in _FIELDS:
        if field := parsed.field(name):
            result[key] = field.value
            _place(field, key, spans, sure)
    if "publisher" not in result and (school := parsed.field("institution")):
        result["publisher"] = school.value
        _place(school, "publisher", spans, sure)
    # CSL styles print the series of a report where a journal stands.
    if "container-title" not in result and (series := parsed.field("series")):
        result["container-title"] = series.value
        _place(series, "container-title", spans, sure)
    if issued := parsed.field("date") or parsed.field("year"):
        result["issued"] = {"date-parts": [[int(part) for part in issued.value.split("-")]]}
        _place(issued, "issued", spans, sure)
    if degree := parsed.field("degree"):
        result["genre"] = " ".join(parsed.raw[span.start : span.end] for span in degree.spans)
        _place(degree, "genre", spans, sure)
    if accessed := parsed.field("accessed"):
        result["accessed"] = {"raw": accessed.value}
        _place(accessed, "accessed", spans, sure)
    if parsed.lang:
        result["language"] = parsed.lang
    custom: dict[str, Any] = {"confidence": round(parsed.confidence, 4)}
    if sure:
        custom["confidences"] = {key: round(value, 4) for key, value in sure.items()}
    custom["spans"] = spans
    custom["basis"] = parsed.basis
    custom["type-confidence"] = round(parsed.type_confidence, 4)
    if parsed.et_al:
        custom["authors-abbreviated"] = True
    if parsed.findings:
        custom["findings"] = [_finding(one) for one in parsed.findings]
    if parsed.unread:
        custom["unread"] = [[span.start, span.end] for span in parsed.unread]
    if parsed.parallel:
        custom["parallel"] = item(parsed.parallel, id_)
    result["custom"] = custom
    return result


def _place(field: Field, key: str, spans: dict[str, list[list[int]]], sure: dict[str, float]) -> None:
    spans[key] = [[span.start, span.end] for span in field.spans]
    sure[key] = field.confidence


def _finding(finding: Finding) -> dict[str, Any]:
    result: dict[str, Any] = {"kind": finding.kind}
    if finding.span:
        result["span"] = [finding.span.start, finding.span.end]
    if finding.note:
        result["note"] = finding.note
    return result


def _name(name: Name) -> dict[str, str]:
    if name.corporate or not (name.family or name.given):
        return {"literal": name.literal}
    return {key: value for key, value in (("family", name.family), ("given", name.given)) if value}

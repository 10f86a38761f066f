"""What was read in a reference → a CSL-JSON item (citationstyles.org, CSL 1.0.2 data schema)."""

from __future__ import annotations

from typing import Any

from kg.records import Name, ParsedReference, WorkType

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


def item(parsed: ParsedReference, id_: str) -> dict[str, Any]:
    """Return a reference as a CSL-JSON item.

    Args:
        parsed: the reference.
        id_: the item's id, such as the number of its line.
    """
    result: dict[str, Any] = {"id": id_, "type": TYPES[parsed.type]}
    for role in ("author", "editor", "translator"):
        names = [_name(name) for name in parsed.by_role(role)]
        if names:
            result[role] = names
    for name, key in _FIELDS:
        if value := parsed.value(name):
            result[key] = value
    if "publisher" not in result and (school := parsed.value("institution")):
        result["publisher"] = school
    # CSL styles print the series of a report where a journal stands.
    if "container-title" not in result and "collection-title" in result:
        result["container-title"] = result["collection-title"]
    if issued := parsed.value("date") or parsed.value("year"):
        result["issued"] = {"date-parts": [[int(part) for part in issued.split("-")]]}
    if degree := parsed.field("degree"):
        result["genre"] = " ".join(parsed.raw[span.start : span.end] for span in degree.spans)
    if parsed.lang:
        result["language"] = parsed.lang
    return result


def _name(name: Name) -> dict[str, str]:
    if name.corporate or not (name.family or name.given):
        return {"literal": name.literal}
    return {key: value for key, value in (("family", name.family), ("given", name.given)) if value}

"""CSL-JSON items → BibTeX entries (B. Patashnik, BibTeXing; the fields of biblatex 3.20 where BibTeX has none).

Hangul and other letters are written as they are, in UTF-8; what TeX reads as a command is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["TYPES", "entry"]

TYPES = {
    "article-journal": "article",
    "article-newspaper": "article",
    "article-magazine": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "legislation": "misc",
    "legal_case": "misc",
    "standard": "misc",
    "patent": "misc",
    "speech": "misc",
    "webpage": "misc",
    "dataset": "misc",
    "document": "misc",
}
"""The entry type of each CSL type; a thesis is told by its degree."""

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
_ESCAPED = re.compile(r"[\\{}&%$#_^~]")
_DOCTOR = re.compile(r"박사|博士|[Dd]octor|Ph\.?\s?D|Dr\.", re.IGNORECASE)


def entry(item: Mapping[str, Any], key: str) -> str:
    """Write an item as a BibTeX entry.

    Args:
        item: a CSL-JSON item.
        key: the citation key.
    """
    kind = str(item.get("type", "document"))
    genre = str(item.get("genre", ""))
    name = (
        ("phdthesis" if _DOCTOR.search(genre) else "mastersthesis" if genre else "thesis")
        if kind == "thesis"
        else (TYPES.get(kind, "misc"))
    )
    fields = list(_fields(item, kind, name))
    lines = [f"  {field} = {{{value}}}" for field, value in fields if value]
    return f"@{name}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _fields(item: Mapping[str, Any], kind: str, name: str) -> Sequence[tuple[str, str]]:
    holder = {"incollection": "booktitle", "inproceedings": "booktitle", "article": "journal", "techreport": "series"}
    publisher = {"techreport": "institution", "phdthesis": "school", "mastersthesis": "school", "thesis": "institution"}
    issued = ((item.get("issued") or {}).get("date-parts") or [[]])[0]
    number = item.get("number") or ("" if name == "article" else item.get("issue"))
    fields = [
        ("author", _people(item.get("author", ()))),
        ("editor", _people(item.get("editor", ()))),
        ("translator", _people(item.get("translator", ()))),
        ("title", _text(item.get("title"))),
        (holder.get(name, "howpublished"), _text(item.get("container-title"))),
        ("volume", _text(item.get("volume"))),
        ("number", _text(item.get("issue") if name == "article" else number)),
        ("pages", _text(item.get("page")).replace("-", "--", 1)),
        ("edition", _text(item.get("edition"))),
        (publisher.get(name, "publisher"), _text(item.get("publisher"))),
        ("address", _text(item.get("publisher-place"))),
        ("year", str(issued[0]) if issued else ""),
        ("month", str(issued[1]) if len(issued) > 1 else ""),
        ("type", _text(item.get("genre"))),
        ("doi", str(item.get("DOI", ""))),
        ("url", str(item.get("URL", ""))),
        ("note", _text(item.get("note"))),
        ("langid", {"ko": "korean", "en": "english", "ja": "japanese", "zh": "chinese", "de": "german", "fr": "french"}
         .get(str(item.get("language", "")), "")),
    ]  # fmt: skip
    if kind == "thesis" or name != "article":
        return fields
    return [(field, value) for field, value in fields if field != "type"]


def _people(names: Sequence[Mapping[str, str]]) -> str:
    return " and ".join(_person(name) for name in names)


def _person(name: Mapping[str, str]) -> str:
    if literal := name.get("literal"):
        return "{" + _text(literal) + "}"
    family, given = _text(name.get("family")), _text(name.get("given"))
    if not family or not given:
        return "{" + (family or given) + "}"
    return f"{family}, {given}"


def _text(value: object) -> str:
    joined = " ".join(str(value or "").split())
    return _ESCAPED.sub(lambda match: _SPECIAL[match.group()], joined)

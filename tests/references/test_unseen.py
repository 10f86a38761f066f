"""References that nobody trained on and no rule was written for: most of their fields and types are read right."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from kg.records import ParsedReference, WorkType
from kg.references import parse
from kg.references.training.example import Example
from kg.references.training.written import marked

_SAME = {"series": "container", "number": "issue", "institution": "publisher"}
_SCORED = frozenset(("year", "title", "container", "volume", "issue", "pages", "publisher", "doi", "url"))
_LIST = 20
_TYPES = {WorkType.EDITED_BOOK: "book", WorkType.LEGAL_CASE: "legal", WorkType.DATASET: "document"}


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def values(pairs: list[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for label, text in pairs:
        name = _SAME.get(label, label)
        if name in _SCORED:
            found.setdefault(name, set()).add(plain(text))
    return found


def cases() -> list[tuple[str, Example]]:
    path = Path(__file__).parents[1] / "vectors" / "unseen.txt"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(kind, marked(rest)) for kind, _, rest in (line.partition("\t") for line in lines)]


def test_fields_and_types_of_references_that_nobody_has_seen() -> None:
    wanted = cases()
    found: list[ParsedReference] = []
    for at in range(0, len(wanted), _LIST):
        found += parse([one.raw for _, one in wanted[at : at + _LIST]])
    count: Counter[str] = Counter()
    for (kind, example), one in zip(wanted, found, strict=True):
        labelled = values([(s.label, example.raw[s.start : s.end]) for s in example.segments])
        read = values([(field.name, field.value) for field in one.fields])
        agree = [name for name in labelled.keys() & read.keys() if labelled[name] & read[name]]
        count += Counter(agree=len(agree), labelled=len(labelled), read=len(read))
        count["whole"] += len(agree) == len(labelled) == len(read)
        count["type"] += _TYPES.get(one.type, one.type.value) == kind
    assert 2 * count["agree"] / (count["labelled"] + count["read"]) > 0.97
    assert count["whole"] / len(wanted) > 0.91
    assert count["type"] / len(wanted) > 0.94

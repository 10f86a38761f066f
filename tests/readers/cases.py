"""The cases of ``tests/vectors/headers.txt``: a page, and what each of its fields must be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from kg.records import Author, Paper


class Case(NamedTuple):
    name: str
    page: str
    expected: list[tuple[str, str]]


def cases() -> list[Case]:
    text = (Path(__file__).parents[1] / "vectors" / "headers.txt").read_text(encoding="utf-8")
    made = []
    for block in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        page, _, fields = rest.partition("\n---\n")
        rows = [line.partition(" = ") for line in fields.splitlines() if line.strip()]
        made.append(Case(name.strip(), page, [(key.strip(), value.strip()) for key, _, value in rows]))
    return made


def author(one: Author) -> str:
    names = " | ".join(name.literal for name in one.names)
    bodies = " | ".join(text.value for text in one.affiliations)
    return f"{names} : {bodies}" if bodies else names


def fields(paper: Paper) -> list[tuple[str, str]]:
    """Return what was read, in the words of the file of cases."""
    found: list[tuple[str, str]] = []
    for lang in ("ko", "en"):
        found += [(lang, title.value) for title in paper.titles if title.lang == lang]
    found += [("a", author(one)) for one in paper.authors]
    found += [("email", one.email) for one in paper.authors if one.email]
    found += [(event, date.value) for event, date in paper.dates]
    found += [("abstract", text.value) for text in paper.abstracts]
    found += [("k", text.value) for text in paper.keywords]
    found += [("funding", text.value) for text in paper.funding]
    for name in ("doi", "volume", "issue"):
        text = getattr(paper, name)
        found += [(name, text.value)] if text else []
    found += [("journal", text.value) for text in paper.journals]
    pages = "-".join(text.value for text in (paper.page_start, paper.page_end) if text)
    found += [("pages", pages)] if pages else []
    found += [("references", str(len(paper.references)))] if paper.references else []
    found += [("cited", str(len(paper.cited_by)))] if paper.cited_by else []
    return found


def differences(case: Case, paper: Paper, *, skip: tuple[str, ...] = ()) -> list[str]:
    """Say what was read and not expected, and what was expected and not read."""
    expected = [row for row in case.expected if row[0] not in skip]
    kinds = {key for key, _ in expected}
    # The text of an abstract need not be repeated in every case.
    ignored = {*skip, *(("abstract",) if "abstract" not in kinds else ())}
    found = [row for row in fields(paper) if row[0] not in ignored]
    return [f"read {row}" for row in found if row not in expected] + [
        f"lacks {row}" for row in expected if row not in found
    ]

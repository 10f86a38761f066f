"""The description of an article in schema.org's words, in JSON-LD, each value with its place in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.records import Passage, Run

__all__ = ["articles"]

_TYPES = frozenset(("scholarlyarticle", "article", "medicalscholarlyarticle", "report", "thesis", "chapter"))
_PLAIN = ("headline", "name", "abstract", "description", "keywords", "inLanguage", "datePublished", "url", "sameAs")
_PLACES = ("volumeNumber", "issueNumber", "pageStart", "pageEnd", "issn")
_LARGEST = 300_000
_DEEPEST = 8


def articles(script: Passage) -> Iterator[tuple[str, Passage]]:
    """Yield name and value of what a script of JSON-LD says of an article, in lower-case names.

    Args:
        script: the script, as it stands in the file. What is no JSON says nothing.
    """
    if len(script.text) > _LARGEST:
        return
    try:
        data = json.loads(script.text)
    except (ValueError, RecursionError):
        return
    for article in _articles(data, 0):
        for name in _PLAIN:
            for value in _strings(article.get(name)):
                yield from _at(script, name, value)
        for value in _strings(article.get("identifier")):
            yield from _at(script, "identifier", value)
        for person in _list(article.get("author"))[:1000]:
            yield from _person(script, person)
        for body in _list(article.get("publisher")):
            for value in _strings(body.get("name") if isinstance(body, dict) else body):
                yield from _at(script, "publisher", value)
        yield from _places(script, article, 0)
        return


def _articles(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    for one in _list(data):
        if not isinstance(one, dict) or depth > _DEEPEST:
            continue
        if any(str(kind).lower().rsplit("/", 1)[-1] in _TYPES for kind in _list(one.get("@type"))):
            yield one
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(one.get(key), depth + 1)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _strings(value: Any) -> Iterator[str]:
    for one in _list(value):
        if isinstance(one, dict):
            one = one.get("@value", one.get("value", one.get("name")))
        if isinstance(one, str | int) and not isinstance(one, bool) and str(one).strip():
            yield str(one)


def _person(script: Passage, person: Any) -> Iterator[tuple[str, Passage]]:
    record = person if isinstance(person, dict) else {"name": person}
    for value in list(_strings(record.get("name")))[:1]:
        yield from _at(script, "author", value)
    for body in _list(record.get("affiliation")):
        for value in _strings(body.get("name") if isinstance(body, dict) else body):
            yield from _at(script, "affiliation", value)
    for key in ("identifier", "sameAs", "@id"):
        for value in _strings(record.get(key)):
            if "orcid" in value:
                yield from _at(script, "orcid", value)


def _places(script: Passage, article: dict[str, Any], depth: int) -> Iterator[tuple[str, Passage]]:
    """Yield volume, issue, pages and journal, which stand in the article or in what it is part of."""
    for name in _PLACES:
        for value in _strings(article.get(name)):
            yield from _at(script, name, value)
    for holder in _list(article.get("isPartOf")):
        if not isinstance(holder, dict) or depth > _DEEPEST:
            continue
        if "Periodical" in _list(holder.get("@type")):
            for value in _strings(holder.get("name")):
                yield from _at(script, "journal", value)
        yield from _places(script, holder, depth + 1)


def _at(script: Passage, name: str, value: str) -> Iterator[tuple[str, Passage]]:
    """Find the characters that say a value: its JSON string, in any of the spellings that JSON allows."""
    start = script.runs[0].source if script.runs else 0
    for written in (json.dumps(value, ensure_ascii=False), json.dumps(value), json.dumps(value).replace("/", "\\/")):
        bare = written[1:-1]
        key = re.search(rf'"{re.escape(name)}"\s*:', script.text, re.IGNORECASE)
        at = script.text.find(bare, key.end() if key else 0)
        at = script.text.find(bare) if at < 0 else at
        if at >= 0:
            yield name.lower(), Passage(value, (Run(0, start + at, len(value), len(bare)),))
            return

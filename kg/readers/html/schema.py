"""The description of an article in schema.org's words, in JSON-LD, each value with its place in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.records import Passage, Run, Span

__all__ = ["articles"]

_TYPES = frozenset(("scholarlyarticle", "article", "medicalscholarlyarticle", "report", "thesis", "chapter"))
_PLAIN = ("headline", "name", "abstract", "description", "keywords", "inLanguage", "datePublished", "url", "sameAs")
_PLACES = ("volumeNumber", "issueNumber", "pageStart", "pageEnd", "issn")
_LARGEST = 300_000
_DEEPEST = 8


def articles(passage: Passage) -> Iterator[tuple[str, Passage]]:
    """Yield name and value of what a script of JSON-LD says of an article, in lower-case names.

    Args:
        passage: the script, as it stands in the file. What is no JSON says nothing.
    """
    if len(passage.text) > _LARGEST:
        return
    try:
        data = json.loads(passage.text, strict=False)
    except (ValueError, RecursionError):
        return
    script = _Script(passage)
    for article in _articles(data, 0):
        for name in _PLAIN:
            for value in _strings(article.get(name)):
                yield from script.at(name, value)
        for value in _strings(article.get("identifier")):
            yield from script.at("identifier", value)
        for person in _list(article.get("author"))[:1000]:
            yield from _person(script, person)
        for body in _list(article.get("publisher")):
            for value in _strings(body.get("name") if isinstance(body, dict) else body):
                yield from script.at("publisher", value)
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


def _person(script: _Script, person: Any) -> Iterator[tuple[str, Passage]]:
    record = person if isinstance(person, dict) else {"name": person}
    for value in list(_strings(record.get("name")))[:1]:
        yield from script.at("author", value)
    for body in _list(record.get("affiliation")):
        for value in _strings(body.get("name") if isinstance(body, dict) else body):
            yield from script.at("affiliation", value)
    for key in ("identifier", "sameAs", "@id"):
        for value in _strings(record.get(key)):
            if "orcid" in value:
                yield from script.at("orcid", value)


def _places(script: _Script, article: dict[str, Any], depth: int) -> Iterator[tuple[str, Passage]]:
    """Yield volume, issue, pages and journal, which stand in the article or in what it is part of."""
    for name in _PLACES:
        for value in _strings(article.get(name)):
            yield from script.at(name, value)
    for holder in _list(article.get("isPartOf")):
        if not isinstance(holder, dict) or depth > _DEEPEST:
            continue
        if "Periodical" in _list(holder.get("@type")):
            for value in _strings(holder.get("name")):
                yield from script.at("journal", value)
        yield from _places(script, holder, depth + 1)


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


class _Script:
    """Find the characters that say a value: its JSON string, however it is escaped, or its number."""

    def __init__(self, script: Passage) -> None:
        self.script = script
        self.start = script.runs[0].source if script.runs else 0
        self.places: dict[str, list[Span]] = {}
        for match in _STRING.finditer(script.text):
            try:
                value = json.loads(match[0], strict=False)
            except ValueError:
                continue
            self.places.setdefault(str(value), []).append(Span(match.start() + 1, match.end() - 1))

    def at(self, name: str, value: str) -> Iterator[tuple[str, Passage]]:
        """Yield the name and the value with its place, the first one that is no key."""
        for span in self.places.get(value, ()):
            if not self.script.text[span.end + 1 : span.end + 20].lstrip().startswith(":"):
                yield name.lower(), Passage(value, (Run(0, self.start + span.start, len(value), len(span)),))
                return
        number = re.search(rf'"{re.escape(name)}"\s*:\s*({re.escape(value)})(?=[\s,}}\]])', self.script.text)
        if number:
            yield name.lower(), Passage.at(value, self.start + number.start(1))

"""The queries behind pages and explanations begin at their node: none has what makes an engine read the whole graph."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import kg.explain
import kg.site

OPTIONAL = re.compile(r"OPTIONAL\s*\{([^{}]*)\}")
BETWEEN = re.compile(r"\s[.;]\s")


def queries() -> Iterator[tuple[str, str]]:
    """Yield every query of the two rooms that is bound to some things, by the name of its module and its own."""
    for room in (kg.explain, kg.site):
        for found in pkgutil.iter_modules(room.__path__):
            module = importlib.import_module(f"{room.__name__}.{found.name}")
            for name, value in vars(module).items():
                for number, text in enumerate(value if isinstance(value, tuple) else (value,)):
                    if isinstance(text, str) and "$THINGS" in text:
                        yield f"{found.name}.{name}.{number}", text


BOUND = dict(queries())


def optionals(query: str) -> list[int]:
    """Return how many patterns each OPTIONAL of a query holds."""
    return [len(BETWEEN.split(inner.strip().rstrip(" .;"))) for inner in OPTIONAL.findall(query)]


def test_the_queries_are_found() -> None:
    assert len(BOUND) > 15
    assert any(optionals(query) for query in BOUND.values())


@pytest.mark.parametrize("name", sorted(BOUND))
def test_an_optional_holds_one_pattern(name: str) -> None:
    # An engine may answer an OPTIONAL of several patterns for the whole graph before it joins (Oxigraph 0.5 does).
    assert all(count == 1 for count in optionals(BOUND[name])), BOUND[name]


def test_an_optional_of_several_patterns_would_be_seen() -> None:
    assert optionals("OPTIONAL { ?a oa:hasSelector ?b . ?b oa:start ?c }") == [2]
    assert optionals("OPTIONAL { ?b oa:start ?c ; oa:end ?d }") == [2]
    assert optionals("OPTIONAL { ?b oa:start ?c . }") == [1]

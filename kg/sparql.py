"""The tokens of a SPARQL query: enough to bind a parameter, to name the columns, and to tell the form of a query.

A parameter's value is never pasted into text: it takes the place of one token, the single term of the query's
``VALUES ?name { … }``, and is itself written as one term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kg.quads import Term

__all__ = ["Token", "bind", "defaults", "form", "projection", "significant", "tokens", "words"]

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<comment>\#[^\r\n]*)
  | (?P<string>\"{3}(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"{3}|'{3}(?:(?:'|'')?(?:[^'\\]|\\.))*'{3}
      |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<variable>[?$]\w+)
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<blank>_:\w(?:[\w.-]*[\w-])?)
  | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:%\\](?:[\w.:%\\-]*[\w:%\\-])?)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<sign>\^\^|&&|\|\||!=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)

_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
_TERMS = frozenset(("iri", "string", "number", "name"))


class Token(NamedTuple):
    """One token: what it is, its text, and where it starts."""

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """Yield every token of a query, spaces and comments among them; joined, they are the query again."""
    for match in _TOKEN.finditer(query):
        yield Token(match.lastgroup or "sign", match.group(), match.start())


def significant(query: str) -> list[Token]:
    """Return the tokens of a query without spaces and comments."""
    return list(_significant(query))


@lru_cache(maxsize=8)
def _significant(query: str) -> tuple[Token, ...]:
    # A reader asks several things of the same query, one after the other.
    return tuple(token for token in tokens(query) if token.kind not in ("space", "comment"))


def words(query: str) -> set[str]:
    """Return the keywords of a query, in capitals."""
    return {token.text.upper() for token in significant(query) if token.kind == "word"}


def form(query: str) -> str:
    """Return the form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE; empty where it is none of them."""
    depth = 0
    for token in significant(query):
        if token.kind == "word" and token.text.upper() in _FORMS and not depth:
            return token.text.upper()
        depth += (token.text == "{") - (token.text == "}")
        if token.kind == "word" and token.text.upper() not in ("PREFIX", "BASE"):
            return ""
    return ""


def projection(query: str) -> tuple[str, ...]:
    """Return the variables that a SELECT query answers with, in order; none for ``SELECT *``."""
    names: list[str] = []
    stream = iter(significant(query))
    for token in stream:
        if token.kind == "word" and token.text.upper() == "SELECT":
            break
    depth = 0
    last = ""
    for token in stream:
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth -= 1
            if not depth:
                names.append(last)
        elif token.kind == "variable":
            last = token.text[1:]
            if not depth:
                names.append(last)
        elif not depth and (token.text == "{" or token.text.upper() in ("WHERE", "FROM")):
            break
    return tuple(names)


def _slots(stream: list[Token]) -> Iterator[tuple[str, Token]]:
    """Yield the name and the term of every ``VALUES ?name { term }`` that holds exactly one plain term."""
    for index, token in enumerate(stream[:-4]):
        if token.kind != "word" or token.text.upper() != "VALUES":
            continue
        variable, opening, term, closing = stream[index + 1 : index + 5]
        if variable.kind == "variable" and opening.text == "{" and term.kind in _TERMS and closing.text == "}":
            yield variable.text[1:], term


def defaults(query: str) -> dict[str, str]:
    """Return the term that stands for each parameter in the query as written, in SPARQL's own spelling.

    Raises:
        ValueError: one parameter stands with two defaults.
    """
    found: dict[str, str] = {}
    for name, term in _slots(significant(query)):
        if found.setdefault(name, term.text) != term.text:
            raise ValueError(f"?{name} stands with two values, {found[name]} and {term.text}")
    return found


def bind(query: str, values: Mapping[str, Term]) -> str:
    """Put terms in the places of the parameters.

    Args:
        query: a query whose parameters stand as ``VALUES ?name { default }``.
        values: the terms, by the parameter's name.

    Returns:
        The query with the one token of each place replaced by the term's N-Triples form, which is SPARQL's too.

    Raises:
        KeyError: the query has no place for a name.
    """
    places: dict[int, str] = {}
    bound: set[str] = set()
    for name, term in _slots(significant(query)):
        if name in values:
            places[term.start] = values[name].n3()
            bound.add(name)
    for name in values:
        if name not in bound:
            raise KeyError(name)
    return "".join(_replaced(tokens(query), places))


def _replaced(stream: Iterable[Token], places: Mapping[int, str]) -> Iterator[str]:
    for token in stream:
        yield places.get(token.start, token.text)

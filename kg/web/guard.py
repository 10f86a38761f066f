r"""What a stranger's query may do: read our own graphs, and nothing else.

UPDATE is no query and is refused by its first word. A query's FROM may only name graphs that the store holds.
SERVICE would make this machine send requests wherever a stranger likes, so a query that may hold one is refused
where either of two readings finds it:

* the tokens, of the text as it stands and with its ``\u`` escapes decoded. An engine's parser needs no space behind
  a keyword (``SERVICESILENT<…>``, ``SERVICE:s``, ``trueSERVICE ?x``), so a word that holds it is enough.
* the parse tree of rdflib, wherever the letters stand at all. In ``?a<?b)SERVICE?u#>`` a tokenizer sees one IRI where
  a parser sees a comparison, SERVICE and a comment.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import quote, urljoin

from kg import sparql
from kg.web.replies import RefusedError

__all__ = ["Asked", "absent", "check", "graphs"]

_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LONGEST = 200_000
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")

READ_ONLY = "this endpoint is read-only: it answers SELECT, ASK, CONSTRUCT and DESCRIBE, and no UPDATE"
_NO_SERVICE = "SERVICE is refused: no request leaves this machine"


class Asked(NamedTuple):
    """A query that may run: its form, and the graphs that it names as its dataset, or nothing where it names none."""

    form: str
    default: tuple[str, ...] | None
    named: tuple[str, ...] | None


def check(query: str, own: Collection[str], base: str = "") -> Asked:
    """Read a query, and refuse what it may not do.

    Args:
        query: the query.
        own: the names of the graphs that the store holds.
        base: what its relative IRIs are resolved against.

    Raises:
        RefusedError: with 400 what is no query, with 403 what is not allowed, with 413 what is too long.
    """
    if len(query) > _LONGEST:
        raise RefusedError(413, f"the query is longer than {_LONGEST} characters")
    stream = sparql.significant(query)
    first = _first(stream)
    if first in _UPDATES:
        raise RefusedError(403, READ_ONLY)
    if first not in _FORMS:
        raise RefusedError(400, "this is no SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE must stand first")
    _no_service(query, stream)
    default, named = _dataset(stream, base)
    for graph in (*default, *named):
        if graph not in own:
            known = ", ".join(sorted(own)) or "none: everything is in the default graph"
            raise RefusedError(403, f"<{graph}> is no graph here; nothing is fetched, and its graphs are {known}")
    return Asked(first, *graphs(default, named))


def graphs(default: Collection[str], named: Collection[str]) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return the dataset that a request or a query names, or nothing where it names none.

    Args:
        default: the graphs of its default graph.
        named: its named graphs.

    Raises:
        RefusedError: a name is no IRI.
    """
    for graph in (*default, *named):
        if not _IRI.fullmatch(graph):
            raise RefusedError(400, f"a graph is named by an absolute IRI, and {graph!r} is none")
    if not default and not named:
        return None, None
    # SPARQL 1.1, section 13.2: who names any graph has named the whole dataset.
    return tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named))


def absent(asked: Asked, own: Collection[str]) -> str:
    """Return what is to be said of the graphs of a request that the store does not hold, or nothing.

    Such a graph is empty, as on other servers and in the W3C's tests of the protocol. Nothing is fetched.

    Args:
        asked: the request.
        own: the names of the graphs that the store holds.
    """
    missing = [graph for graph in (*(asked.default or ()), *(asked.named or ())) if graph not in own]
    if not missing:
        return ""
    # A header holds no other letters (RFC 9110, section 5.5).
    said = ", ".join(f"<{quote(graph, safe=_KEPT)}>" for graph in dict.fromkeys(missing))
    return f"No graph here is called {said[:500]}: taken for empty, nothing is fetched."


def _first(stream: list[sparql.Token]) -> str:
    """Return the first word behind the prologue, in capitals."""
    for token in stream:
        if token.kind == "word" and token.text.upper() not in ("PREFIX", "BASE"):
            return token.text.upper()
        if token.kind not in ("word", "name", "iri"):
            return ""
    return ""


def _no_service(query: str, stream: list[sparql.Token]) -> None:
    decoded = _ESCAPE.sub(_char, query)
    if "service" not in decoded.lower():
        return
    for token in (*stream, *sparql.significant(decoded)):
        said = token.text.partition(":")[0] if token.kind == "name" else token.text
        if token.kind in ("word", "name") and "SERVICE" in said.upper():
            raise RefusedError(403, _NO_SERVICE)
    from pyparsing.exceptions import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        tree = parseQuery(query)
    except (ParseBaseException, RecursionError, ValueError):
        raise RefusedError(403, f"{_NO_SERVICE}; the query holds this word and cannot be read for certain") from None
    if _holds(tree, "ServiceGraphPattern"):
        raise RefusedError(403, _NO_SERVICE)


def _holds(tree: object, name: str) -> bool:
    """Tell whether a parse tree of rdflib holds a node of that name."""
    left = [tree]
    while left:
        node = left.pop()
        if getattr(node, "name", None) == name:
            return True
        if isinstance(node, dict):
            left.extend(node.values())
        elif not isinstance(node, str):
            # Lists, and pyparsing's results, which are no lists but can be walked.
            left.extend(node if hasattr(node, "__iter__") else ())
    return False


def _char(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match.group()


def _dataset(stream: list[sparql.Token], base: str) -> tuple[list[str], list[str]]:
    """Return the graphs of FROM and of FROM NAMED."""
    prefixes: dict[str, str] = {}
    default: list[str] = []
    named: list[str] = []
    for index, token in enumerate(stream):
        word = token.text.upper() if token.kind == "word" else ""
        after = stream[index + 1 : index + 3]
        if word == "BASE" and after:
            base = urljoin(base, after[0].text[1:-1])
        elif word == "PREFIX" and len(after) == 2:
            prefixes[after[0].text.removesuffix(":")] = urljoin(base, _ESCAPE.sub(_char, after[1].text[1:-1]))
        elif "FROM" in word and word != "FROM":
            raise RefusedError(400, f"a space must stand before and behind FROM in {token.text!r}")
        elif word == "FROM":
            kept = default
            if after and after[0].text.upper() == "NAMED":
                kept, after = named, after[1:]
            if not after or after[0].kind not in ("iri", "name"):
                raise RefusedError(400, "an IRI must stand behind FROM")
            kept.append(_iri(after[0], prefixes, base))
    return default, named


def _iri(token: sparql.Token, prefixes: dict[str, str], base: str) -> str:
    if token.kind == "iri":
        return urljoin(base, _ESCAPE.sub(_char, token.text[1:-1]))
    prefix, _, local = token.text.partition(":")
    if prefix not in prefixes:
        raise RefusedError(400, f"the prefix {prefix}: is not declared")
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)

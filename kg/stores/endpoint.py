"""A graph behind a SPARQL 1.1 endpoint: one more store."""

from __future__ import annotations

import json
import os
import re
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from kg import sparql
from kg.errors import InputError, UsageError
from kg.formats import FORMATS
from kg.graphs import layer_of
from kg.quads import XSD_STRING, Blank, Iri, Literal, Quad, Term
from kg.stores import Rows
from kg.stores.client import Client, Settings, reason

__all__ = ["EndpointStore", "open_endpoint"]

_MOST_GRAPHS = 500
_PAGE = 100_000
_OWN = re.compile(
    r"http://www\.openlinksw\.com/|http://www\.w3\.org/(?:ns/ldp|2002/07/owl)#\Z|https?://[^/]+/(?:sparql|DAV/)\Z"
)
"""The graphs that Virtuoso keeps for itself and shows with all others."""
_ROWS = "application/sparql-results+json, application/json;q=0.9"
_TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"


def open_endpoint(url: str, settings: Settings | None = None) -> EndpointStore:
    """Open a SPARQL 1.1 endpoint.

    Args:
        url: where it listens; a user and a password may stand in it, and parameters for every request.
        settings: how it is reached; those of the environment where they are not given.

    Raises:
        UsageError: the URL names no host.
    """
    settings = settings or Settings.of(os.environ)
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UsageError(f"the endpoint's URL is not one: {error}") from None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise UsageError("an endpoint's URL begins with http:// or https:// and a host")
    if parts.username:
        user, password = urllib.parse.unquote(parts.username), urllib.parse.unquote(parts.password or "")
        settings = replace(settings, user=user, password=password, token="")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    bare = urllib.parse.urlunsplit((parts.scheme, f"{host}:{port}" if port else host, parts.path or "/", "", ""))
    extra = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)
    return EndpointStore(bare, settings, tuple(extra))


class EndpointStore:
    """Ask a SPARQL 1.1 endpoint.

    Where the endpoint's default graph is empty, or holds what the server keeps for itself (Virtuoso), its named graphs
    are asked together, as the protocol provides for
    (``default-graph-uri``); so a question finds the same triples as in a file.

    Args:
        url: where it listens, without user, password and parameters.
        settings: how it is reached.
        extra: parameters for every request.
    """

    def __init__(self, url: str, settings: Settings, extra: tuple[tuple[str, str], ...] = ()) -> None:
        self.url = url
        self.settings = settings
        self._client = Client(url, settings)
        self._extra = extra
        self._graphs: tuple[str, ...] | None = None

    # -- the interface of a store --------------------------------------------------------------------------------

    def select(self, query: str) -> Rows:
        """Run a SELECT query."""
        found = self._json(query, "SELECT")
        try:
            names = tuple(str(name) for name in found["head"]["vars"])
            rows = [
                tuple(_term(row[name]) if name in row else None for name in names)
                for row in found["results"]["bindings"]
            ]
        except (KeyError, TypeError) as error:
            raise self._client.fault(f"the answer is no table of results (no {error})") from None
        return Rows(names, rows)

    def ask(self, query: str) -> bool:
        """Run an ASK query."""
        found = self._json(query, "ASK")
        answer = found.get("boolean")
        if not isinstance(answer, bool):
            answer = _virtuoso_boolean(found)
        if answer is None:
            raise self._client.fault("the answer is neither yes nor no")
        return answer

    def construct(self, query: str) -> list[Quad]:
        """Run a CONSTRUCT or DESCRIBE query."""
        from kg.stores import files

        body, kind = self._send(query, sparql.form(query), _TRIPLES, ("CONSTRUCT", "DESCRIBE"))
        known = {format_.media_type: name for name, format_ in FORMATS.items()}
        if kind not in known:
            raise self._client.fault(f"the answer is {kind}, which is no format of triples")
        return list(files.parse(body, self._client.url, known[kind]))

    def quads(self) -> Iterator[Quad]:
        """Yield everything that the endpoint holds, graph by graph."""
        named: set[tuple[Term, ...]] = set()
        rows = self.alone("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
        names = [str(row[0]) for row in rows if not self._is_own(str(row[0]))]
        asked = {graph for name, graph in self._extra if name == "default-graph-uri"}
        if asked:
            names = [name for name in names if name in asked]
        for name in names:
            pattern = f"GRAPH {Iri(name).n3()} {{ ?s ?p ?o }}"
            for quad in self._triples(pattern, layer_of(name)[0]):
                if not any(isinstance(term, Blank) for term in quad[:3]):
                    named.add(quad[:3])
                yield quad
        if self._client.server.startswith("Virtuoso"):
            return  # It has no default graph of its own: every triple is in a named one.
        rest = list(self._triples("?s ?p ?o", ""))
        # Many endpoints show every named graph in the default graph too; blank nodes cannot be compared.
        union = bool(names) and named <= {quad[:3] for quad in rest}
        for quad in rest:
            if quad[:3] not in named and not (union and any(isinstance(term, Blank) for term in quad[:3])):
                yield quad

    def _triples(self, pattern: str, layer: str) -> Iterator[Quad]:
        """Yield the triples of a pattern, page by page: many servers cut a long answer without a word."""
        total = self.count(pattern)
        got = 0
        while got < total:
            found = f"SELECT ?s ?p ?o WHERE {{ {pattern} }}"
            if total > _PAGE or got:
                # The order stands inside: Virtuoso sorts no more than 10,000 rows for a LIMIT beside it.
                found = f"SELECT ?s ?p ?o WHERE {{ {{ {found} ORDER BY ?s ?p ?o }} }} LIMIT {_PAGE} OFFSET {got}"
            rows = self.alone(found)
            if not rows:
                hint = "Its limit of rows is too low, or someone writes to it: export it with its own tools."
                raise self._client.fault(f"only {got} of {total} triples came", hint=hint)
            got += len(rows)
            for subject, predicate, obj in rows:
                assert isinstance(subject, (Iri, Blank))
                assert isinstance(predicate, Iri)
                assert obj is not None
                yield Quad(subject, predicate, obj, layer)

    def count(self, pattern: str) -> int:
        """Return how many solutions a pattern has in the endpoint as it is, its named graphs in GRAPH."""
        term = self.alone(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")[0][0]
        return int(term.value) if isinstance(term, Literal) else 0

    def server(self) -> str:
        """Return what the server calls itself; empty where it does not say."""
        self.ask("ASK { ?s ?p ?o }")
        return self._client.server

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- asking ----------------------------------------------------------------------------------------------------

    def alone(self, query: str) -> list[tuple[Term | None, ...]]:
        """Return the rows of a SELECT query over the endpoint's own default graph."""
        saved, self._graphs = self._graphs, ()
        try:
            return self.select(query).rows
        finally:
            self._graphs = saved

    def _is_own(self, graph: str) -> bool:
        return self._client.server.startswith("Virtuoso") and _OWN.match(graph) is not None

    def _json(self, query: str, form: str) -> dict[str, Any]:
        body, _ = self._send(query, form, _ROWS, (form,))
        try:
            found = json.loads(body)
        except ValueError:
            if body.lstrip()[:1] == b"{":
                hint = "The server stopped in the middle, mostly for want of time: ask for less."
                raise self._client.fault("the answer is cut off", hint=hint) from None
            raise self._client.fault(f"the answer is no JSON: {reason(body)}") from None
        if not isinstance(found, dict):
            raise self._client.fault("the answer is no SPARQL result")
        return found

    def _send(self, query: str, form: str, accept: str, allowed: tuple[str, ...]) -> tuple[bytes, str]:
        if sparql.form(query) not in allowed:
            article = "an" if allowed == ("ASK",) else "a"
            raise UsageError(f"{article} {' or '.join(allowed)} query is needed here")
        graphs = () if "FROM" in sparql.words(query) else self._default_graphs()
        shared = [(name, graph) for graph in graphs for name in ("default-graph-uri", "named-graph-uri")]
        return self._client.send(query, form, accept, [*self._extra, *shared])

    def _default_graphs(self) -> tuple[str, ...]:
        """Return the graphs to ask together: the named ones, where the default graph is empty."""
        if self._graphs is None:
            if any(name == "default-graph-uri" for name, _ in self._extra) or (
                self.alone("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1") and not self._client.server.startswith("Virtuoso")
            ):
                self._graphs = ()
            else:
                pattern = "GRAPH ?g { ?s ?p ?o }"
                rows = self.alone(f"SELECT DISTINCT ?g WHERE {{ {pattern} }} ORDER BY ?g LIMIT {_MOST_GRAPHS + 1}")
                if len(rows) > _MOST_GRAPHS:
                    raise self._client.fault(
                        f"the default graph is empty and there are more than {_MOST_GRAPHS} named graphs",
                        hint="Make the union of all graphs the endpoint's default graph.",
                    )
                self._graphs = tuple(str(row[0]) for row in rows if not self._is_own(str(row[0])))
        return self._graphs


def _virtuoso_boolean(found: Mapping[str, Any]) -> bool | None:
    """Return the answer of Virtuoso 7, which answers ASK with a table: one cell that holds 1, or no row for no."""
    try:
        if found["head"]["vars"] != ["__ASK_RETVAL"]:
            return None
        rows = found["results"]["bindings"]
        return bool(rows) and rows[0]["__ASK_RETVAL"]["value"] == "1"
    except (KeyError, IndexError, TypeError):
        return None


def _term(cell: Mapping[str, str]) -> Term:
    """Return the term of one cell of SPARQL 1.1 Query Results JSON; ``typed-literal`` is an old spelling."""
    from kg.stores.files import tag

    kind, text = cell["type"], cell["value"]
    if kind == "uri":
        return Iri(text)
    if kind == "bnode":
        return Blank(text.removeprefix("_:"))
    if kind not in ("literal", "typed-literal"):
        raise InputError(f"the answer holds a {kind} in the place of a term", hint="Ask for its parts.")
    if cell.get("xml:lang"):
        return Literal(text, tag(cell["xml:lang"]))
    datatype = cell.get("datatype", "")
    return Literal(text, "", "" if datatype == XSD_STRING else datatype)

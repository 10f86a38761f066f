"""A graph behind a SPARQL 1.1 endpoint: one more store."""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import Message
from types import TracebackType
from typing import Self, TypeVar

from kg import sparql
from kg.errors import UsageError
from kg.formats import FORMATS
from kg.graphs import layer_of
from kg.quads import Blank, Iri, Literal, Quad, Term
from kg.stores import Row, Rows, paging, tables, virtuoso
from kg.stores.client import Answer, Client, Settings
from kg.stores.reasons import reason

__all__ = ["EndpointStore", "open_endpoint"]

_ANY = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"
_UNITED = (("union-default-graph", "true"),)
"""What the Oxigraph server calls the union of all graphs."""
_MOST_GRAPHS = 500
_PAGE = 100_000
_Read = TypeVar("_Read")
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
    are asked together, as the protocol provides for (``default-graph-uri``) or the server has a word for; so a question
    finds the same triples as in a file.

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
        self._shared: tuple[tuple[str, str], ...] | None = None
        self._uncut = 0

    # -- the interface of a store --------------------------------------------------------------------------------

    def select(self, query: str) -> Rows:
        """Run a SELECT query; what the server keeps back for a limit of its own is asked for page by page."""
        return self._select(query, alone=False)

    def ask(self, query: str) -> bool:
        """Run an ASK query."""
        found, _ = self._answer(query, "ASK", alone=False)
        answer = found.around.get("boolean")
        if not isinstance(answer, bool):
            answer = virtuoso.boolean(found)
        if answer is None:
            raise self._client.fault("the answer is neither yes nor no")
        return answer

    def construct(self, query: str) -> list[Quad]:
        """Run a CONSTRUCT or DESCRIBE query."""
        from kg.stores import files

        def read(answer: Answer) -> tuple[bytes, Answer]:
            return answer.whole(), answer

        body, answer = self._send(query, sparql.form(query), _TRIPLES, ("CONSTRUCT", "DESCRIBE"), read)
        known = {format_.media_type: name for name, format_ in FORMATS.items()}
        if answer.media_type not in known:
            raise self._client.fault(f"the answer is {answer.media_type}, which is no format of triples")
        made = list(files.parse(body, self._client.url, known[answer.media_type]))
        if answer.headers.get("KG-Answer-Cut") or self._limited(len(made)):
            hint = "Ask for parts of it, or raise the limit of the server (Virtuoso: ResultSetMaxRows)."
            raise self._client.fault(f"the server cut the answer at {len(made)} triples", hint=hint)
        return made

    def quads(self) -> Iterator[Quad]:
        """Yield everything that the endpoint holds, graph by graph."""
        named: set[tuple[Term, ...]] = set()
        names = self._named()
        asked = {graph for name, graph in self._extra if name == "default-graph-uri"}
        if asked:
            names = [name for name in names if name in asked]
        for number, name in enumerate(names, start=1):
            pattern = f"GRAPH {Iri(name).n3()} {{ ?s ?p ?o }}"
            for quad in self._triples(pattern, layer_of(name)[0], f"g{number}"):
                if not any(isinstance(term, Blank) for term in quad[:3]):
                    named.add(quad[:3])
                yield quad
        if self._virtuoso:
            return  # It has no default graph of its own: every triple is in a named one.
        rest = list(self._triples("?s ?p ?o", "", "d"))
        # Many endpoints show every named graph in the default graph too; blank nodes cannot be compared.
        union = bool(names) and named <= {quad[:3] for quad in rest}
        for quad in rest:
            if quad[:3] not in named and not (union and any(isinstance(term, Blank) for term in quad[:3])):
                yield quad

    def _triples(self, pattern: str, layer: str, scope: str) -> Iterator[Quad]:
        """Yield the triples of a pattern, page by page: many servers cut a long answer without a word.

        Args:
            pattern: what binds ``?s ?p ?o``.
            layer: what the quads are said by.
            scope: what tells the labels of this graph's blank nodes from those of others: a label means something
                in its own answer only, but on servers that are known to have lasting ones.
        """
        lasting = self._client.server.startswith(("Virtuoso", "Oxigraph"))
        total = self.count(pattern)
        parts = [(pattern, total)]
        if total > _PAGE and not lasting:
            # A page could not say which node of the page before it means: those with blank nodes come in one answer.
            blank = f"{pattern} FILTER(ISBLANK(?s) || ISBLANK(?o))"
            held = self.count(blank)
            parts = [(f"{pattern} FILTER(!ISBLANK(?s) && !ISBLANK(?o))", total - held), (blank, held)]
        for number, (found, count) in enumerate(parts):
            query = f"SELECT ?s ?p ?o WHERE {{ {found} }}"
            size = _PAGE if lasting or not number else max(count, 1)
            for rows in self._counted(query, ("s", "p", "o"), count, size):
                for subject, predicate, obj in rows:
                    assert isinstance(subject, (Iri, Blank))
                    assert isinstance(predicate, Iri)
                    assert obj is not None
                    if not lasting:
                        subject, obj = _scoped(subject, scope), _scoped(obj, scope)
                    assert not isinstance(subject, Literal)
                    yield Quad(subject, predicate, obj, layer)

    def _counted(self, query: str, columns: tuple[str, ...], total: int, size: int) -> Iterator[list[Row]]:
        """Yield the rows of a query, of which the number is known, at once where they are few and else in pages."""
        if total <= size:
            rows = self.alone(query)
            if len(rows) == total:
                yield rows
                return
            size = len(rows)
        parts = paging.part(query)
        assert parts is not None
        yield from self._pages(parts, columns, total, size, [], alone=True)

    def count(self, pattern: str) -> int:
        """Return how many solutions a pattern has in the endpoint as it is, its named graphs in GRAPH."""
        return _number(self.alone(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"))

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

    def alone(self, query: str) -> list[Row]:
        """Return the rows of a SELECT query over the endpoint's own default graph."""
        return self._select(query, alone=True).rows

    def _named(self, most: int = 0) -> list[str]:
        """Return the graphs that hold something, but for those that the server keeps for itself.

        Args:
            most: how many there may be, with the server's own; none: any number.

        Raises:
            InputError: there are more.
        """
        if not self._client.server:
            self.alone(_ANY)
        pattern = "GRAPH ?g { ?s ?p ?o }"
        if self._client.server.startswith("Oxigraph"):
            # It goes through all triples for that, and knows its graphs without (SPARQL 1.1, section 13.3).
            pattern = f"GRAPH ?g {{}} FILTER EXISTS {{ {pattern} }}"
        limit = f" LIMIT {most + 1}" if most else ""
        rows = self.alone(f"SELECT DISTINCT ?g WHERE {{ {pattern} }} ORDER BY ?g{limit}")
        if most and len(rows) > most:
            hint = "Make the union of all graphs the endpoint's default graph."
            raise self._client.fault(
                f"the default graph is empty and there are more than {most} named graphs", hint=hint
            )
        names = [str(row[0]) for row in rows]
        return [name for name in names if not virtuoso.is_own(name)] if self._virtuoso else names

    @property
    def _virtuoso(self) -> bool:
        return virtuoso.is_virtuoso(self._client.server)

    def _select(self, query: str, *, alone: bool) -> Rows:
        rows, kept_back = self._rows(query, alone=alone)
        return self._rest(query, rows, alone=alone) if kept_back else rows

    def _rows(self, query: str, *, alone: bool) -> tuple[Rows, bool]:
        """Return the rows that the server gives, and whether it says that there are more."""
        found, headers = self._answer(query, "SELECT", alone=alone)
        if found.rows is None:
            raise self._client.fault("the answer is no table of results")
        most = str(headers.get("X-SPARQL-MaxRows") or "")
        if self._virtuoso and not most:
            most = str(virtuoso.MOST_ROWS)
        # What our own server says: where the answer was sent before it had ended, not in the headers.
        cut = headers.get("KG-Answer-Cut") or str(found.around.get("note", "")).startswith("The answer was cut")
        return found.rows, bool(cut) or (most.isdigit() and 0 < int(most) <= len(found.rows.rows))

    def _rest(self, query: str, first: Rows, *, alone: bool) -> Rows:
        """Return the whole answer of which the server gave only its limit of rows."""
        parts = paging.part(query)
        got = len(first.rows)
        if parts is not None and parts.limit is not None and got >= parts.limit:
            return first
        if parts is None or not first.columns:
            hint = "Ask for parts of it with LIMIT and OFFSET."
            raise self._client.fault(f"the server cut the answer at {got} rows, its limit", hint=hint)
        total = parts.wanted(_number(self._rows(parts.counted(), alone=alone)[0].rows))
        if total == got:
            return first
        kept = first.rows if parts.settled(first.columns) else []
        pages = self._pages(parts, first.columns, total, got, kept, alone=alone)
        return Rows(first.columns, [row for page in pages for row in page])

    def _pages(
        self, parts: paging.Parts, columns: tuple[str, ...], total: int, size: int, kept: list[Row], *, alone: bool
    ) -> Iterator[list[Row]]:
        """Yield all rows of a query in pages that together are the whole answer; see :func:`kg.stores.paging.pages`."""
        got = 0
        for page in paging.pages(
            parts, lambda query: self._rows(query, alone=alone)[0].rows, columns, total, size, kept
        ):
            got += len(page)
            yield page
        if got != total:
            hint = "Its limit of rows is too low, or someone writes to it: export it with its own tools."
            raise self._client.fault(f"only {got} of {total} rows came", hint=hint)

    def _limited(self, got: int) -> bool:
        """Tell whether Virtuoso's limit may have cut an answer of so many triples; it says so of rows only."""
        if not self._virtuoso or got <= self._uncut:
            return False
        _, kept_back = self._rows(f"SELECT ?s WHERE {{ ?s ?p ?o . ?a ?b ?c }} LIMIT {got}", alone=True)
        if not kept_back:
            self._uncut = got
        return kept_back

    def _answer(self, query: str, form: str, *, alone: bool) -> tuple[tables.Table, Message]:
        def read(answer: Answer) -> tuple[tables.Table, Message]:
            return tables.read(answer.chunks), answer.headers

        try:
            return self._send(query, form, _ROWS, (form,), read, alone=alone)
        except tables.CutError:
            hint = "The server stopped in the middle, mostly for want of time: ask for less."
            raise self._client.fault("the answer is cut off", hint=hint) from None
        except tables.ForeignError as error:
            said = f": {reason(error.start.encode())}" if error.start else ""
            raise self._client.fault(f"{error}{said}") from None

    def _send(
        self,
        query: str,
        form: str,
        accept: str,
        allowed: tuple[str, ...],
        read: Callable[[Answer], _Read],
        *,
        alone: bool = False,
    ) -> _Read:
        if sparql.form(query) not in allowed:
            article = "an" if allowed == ("ASK",) else "a"
            raise UsageError(f"{article} {' or '.join(allowed)} query is needed here")
        shared = () if alone or "FROM" in sparql.words(query) else self.dataset()
        return self._client.send(query, form, accept, [*self._extra, *shared], read)

    def dataset(self) -> tuple[tuple[str, str], ...]:
        """Return the parameters that ask all graphs together; none where the default graph is asked as it is."""
        if self._shared is None:
            given = {name for name, _ in self._extra}
            if "default-graph-uri" in given or (self.alone(_ANY) and not self._virtuoso):
                self._shared = ()
            elif self._client.server.startswith("Oxigraph") and "named-graph-uri" not in given and self._united():
                self._shared = _UNITED
            else:
                named = self._named(_MOST_GRAPHS)
                self._shared = tuple((way, name) for name in named for way in ("default-graph-uri", "named-graph-uri"))
        return self._shared

    def _united(self) -> bool:
        """Tell whether the server knows the word for all graphs together, which costs it less than their names."""
        self._shared = _UNITED
        try:
            return bool(self._select(_ANY, alone=False).rows)
        finally:
            self._shared = None


def _scoped(term: Term, scope: str) -> Term:
    return Blank(f"{scope}{term}") if isinstance(term, Blank) else term


def _number(rows: list[Row]) -> int:
    term = rows[0][0] if rows else None
    return int(term.value) if isinstance(term, Literal) and term.value.isdigit() else 0

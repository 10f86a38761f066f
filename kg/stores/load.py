"""Bring a graph into a SPARQL 1.1 server: by the Graph Store Protocol where it has one, else by UPDATE, in batches.

What is sent in one request never splits a list: the triples of blank nodes that hang together go together. A batch
that was taken is noted beside the graph's file, so that the same command goes on after a broken connection; lists that
the server holds already are told by what they say and are not sent again.
"""

from __future__ import annotations

import hashlib
import json
import os
import urllib.parse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Protocol

from kg.errors import InputError, KgError, UsageError
from kg.export import serialize
from kg.graphs import name_of
from kg.quads import Blank, Iri, Quad
from kg.stores import blanks
from kg.stores.client import Client, Settings
from kg.stores.endpoint import EndpointStore, open_endpoint

__all__ = ["Loaded", "Way", "load", "way"]

_PUT = 50_000
_INSERT = 1_000
"""Triples of one request; Virtuoso 7 takes no more than some thousands in an INSERT."""

_NTRIPLES = "application/n-triples"


class Loaded(NamedTuple):
    """What a load did: triples by graph, how many requests were sent, and how many an earlier run had sent."""

    triples: dict[str, int]
    requests: int
    resumed: int


@dataclass(frozen=True, slots=True)
class Way:
    """How a server takes triples: its Graph Store Protocol or its UPDATE, and how one proves who one is."""

    graph_store: str
    update: str
    settings: Settings

    @property
    def batch(self) -> int:
        """Return how many triples one request holds."""
        return _PUT if self.graph_store else _INSERT


def way(url: str, server: str, settings: Settings, graph_store: str = "", update: str = "") -> Way:
    """Tell how a server takes triples.

    Args:
        url: its query endpoint.
        server: what it calls itself.
        settings: how it is reached.
        graph_store: where its Graph Store Protocol is, where the user says so.
        update: where its UPDATE is, where the user says so.

    Raises:
        UsageError: nothing tells how.
    """
    if graph_store or update:
        return Way(graph_store, update, settings)
    root, _, last = url.rpartition("/")
    if server.startswith("Virtuoso"):
        # Who may write proves it by digest, at addresses of their own.
        auth = "digest" if settings.user else settings.auth
        return Way(f"{root}/sparql-graph-crud-auth", f"{root}/sparql-auth", replace(settings, auth=auth))
    if server.startswith("Oxigraph"):
        return Way(f"{root}/store", f"{root}/update", settings)
    if last == "query":
        return Way("", f"{root}/update", settings)
    raise UsageError("how this server takes triples is not known; say --graph-store URL or --update URL")


class _Sender(Protocol):
    def clear(self, graph: str) -> None: ...

    def send(self, graph: str, quads: list[Quad], *, again: bool) -> None: ...


class _GraphStore:
    """Write by the SPARQL 1.1 Graph Store HTTP Protocol."""

    def __init__(self, url: str, client: Client) -> None:
        self._url, self._client = url, client

    def clear(self, graph: str) -> None:
        self._client.write("PUT", self._of(graph), b"", _NTRIPLES)

    def send(self, graph: str, quads: list[Quad], *, again: bool) -> None:
        self._client.write("POST", self._of(graph), _lines(quads), _NTRIPLES, again=again)

    def _of(self, graph: str) -> str:
        query = f"graph={urllib.parse.quote(graph, safe='')}" if graph else "default"
        return f"{self._url}{'&' if '?' in self._url else '?'}{query}"


class _Update:
    """Write by SPARQL 1.1 UPDATE."""

    def __init__(self, url: str, client: Client) -> None:
        self._url, self._client = url, client

    def clear(self, graph: str) -> None:
        self._send(f"CLEAR SILENT {f'GRAPH {Iri(graph).n3()}' if graph else 'DEFAULT'}", again=True)

    def send(self, graph: str, quads: list[Quad], *, again: bool) -> None:
        triples = _lines(quads).decode()
        inner = f"GRAPH {Iri(graph).n3()} {{\n{triples}}}" if graph else f"\n{triples}"
        # Virtuoso takes no blank node in INSERT DATA; a template makes new ones, once for the one empty solution.
        form = "INSERT {{ {} }} WHERE {{ }}" if any(map(blanks.has_blank, quads)) else "INSERT DATA {{ {} }}"
        self._send(form.format(inner), again=again)

    def _send(self, text: str, *, again: bool) -> None:
        body = urllib.parse.urlencode({"update": text}).encode()
        self._client.write("POST", self._url, body, "application/x-www-form-urlencoded", again=again)


def _lines(quads: Iterable[Quad]) -> bytes:
    return "".join(serialize(quads, format="ntriples", base="")).encode()


# -- loading ---------------------------------------------------------------------------------------------------------


def load(
    quads: Iterable[Quad],
    base: str,
    url: str,
    *,
    source: str = "",
    graph: str = "",
    replace_all: bool = False,
    graph_store: str = "",
    update: str = "",
    settings: Settings | None = None,
    progress: Callable[[int], None] = lambda sent: None,
) -> Loaded:
    """Load quads into a server, and see that they are there.

    Args:
        quads: what is loaded; they are read once.
        base: where minted IRIs live, for the names of the layers' graphs.
        url: the server's query endpoint.
        source: the graph's file, beside which the journal stands; without one a load cannot be resumed.
        graph: the graph for triples that are in none.
        replace_all: whether each graph that the quads are in is emptied before.
        graph_store: where the server's Graph Store Protocol is, where it is not known.
        update: where its UPDATE is.
        settings: how it is reached; those of the environment where they are not given.
        progress: is told after each request how many triples have been sent.

    Raises:
        UsageError: nothing tells how the server takes triples.
        InputError: the server does not take them, or does not hold them in the end.
    """
    given = settings or Settings.of(os.environ)
    with open_endpoint(url, given) as store:
        chosen = way(store.url, store.server(), store.settings, graph_store, update)
        address = chosen.graph_store or chosen.update
        client = Client(address, chosen.settings)
        sender: _Sender = (_GraphStore if chosen.graph_store else _Update)(address, client)
        try:
            return _Loading(store, sender, chosen.batch, base, graph, progress).run(
                quads, _Journal(source, [store.url, address, base, graph, chosen.batch, replace_all]), replace_all
            )
        finally:
            client.close()


class _Loading:
    def __init__(
        self, store: EndpointStore, sender: _Sender, batch: int, base: str, graph: str, progress: Callable[[int], None]
    ) -> None:
        self._store, self._sender, self._batch = store, sender, batch
        self._base, self._graph, self._progress = base, graph, progress
        self._distinct: dict[str, set[int]] = defaultdict(set)
        self._held: dict[str, set[Quad]] = {}

    def run(self, quads: Iterable[Quad], journal: _Journal, replace_all: bool) -> Loaded:
        """Send the batches that no earlier run has sent, and verify."""
        done = journal.done
        requests = sent = 0
        for number, (name, batch) in enumerate(self._batches(quads)):
            if name not in journal.before:
                journal.before[name] = 0 if replace_all else self._store.count(_all(name))
                if replace_all:
                    self._sender.clear(name)
                journal.note(number)
            sent += len(batch)
            if number < done:
                continue
            rest = self._missing(name, batch, fresh=not journal.before[name] and number > done)
            if rest:
                with_blank = any(map(blanks.has_blank, rest))
                try:
                    self._sender.send(name, rest, again=not with_blank)
                except KgError as error:
                    again = " The same command goes on from there." if journal.keeps() else ""
                    raise InputError(f"{error} {sent - len(batch)} triples had been taken.{again}") from None
                requests += 1
            journal.note(number + 1)
            self._progress(sent)
        counts = {name: self._verified(name, journal.before[name]) for name in self._distinct}
        journal.remove()
        return Loaded(counts, requests, done)

    def _batches(self, quads: Iterable[Quad]) -> Iterator[tuple[str, list[Quad]]]:
        """Yield batches of one graph each, the same for the same quads; those with blank nodes come last."""
        waiting: dict[str, list[Quad]] = defaultdict(list)
        held: list[Quad] = []
        for quad in quads:
            if blanks.has_blank(quad):
                held.append(quad)
                continue
            name = self._name(quad.layer)
            waiting[name].append(quad)
            self._distinct[name].add(hash(quad))
            if len(waiting[name]) >= self._batch:
                yield name, waiting.pop(name)
        yield from waiting.items()
        waiting.clear()
        namer = blanks.Namer()
        for component in blanks.components(held):
            names = {self._name(quad.layer) for quad in component}
            if len(names) > 1:
                hint = "Give the node an IRI, or load the graph with the server's own tools."
                raise InputError("one blank node stands in several graphs, which no request can hold", hint=hint)
            name = names.pop()
            renamed = namer(component)
            self._distinct[name].update(map(hash, renamed))
            waiting[name].extend(renamed)
            if len(waiting[name]) >= self._batch:
                yield name, waiting.pop(name)
        yield from waiting.items()

    def _missing(self, name: str, batch: list[Quad], *, fresh: bool) -> list[Quad]:
        """Leave out the lists that the server holds already; a triple without blank nodes is the same in any case."""
        if fresh or not any(map(blanks.has_blank, batch)):
            return batch
        if name not in self._held:
            pattern = f"{_all(name)} FILTER(ISBLANK(?s) || ISBLANK(?o))"
            layer = batch[0].layer
            found = []
            rows = self._store.alone(f"SELECT ?s ?p ?o WHERE {{ {pattern} }}")
            if len(rows) < self._store.count(pattern):
                # What is not seen would be sent a second time.
                hint = "Raise its limit of rows, or load with --replace."
                raise InputError("the server does not show all lists that it holds", file=self._store.url, hint=hint)
            for subject, predicate, obj in rows:
                assert isinstance(subject, (Iri, Blank))
                assert isinstance(predicate, Iri)
                assert obj is not None
                found.append(Quad(subject, predicate, obj, layer))
            self._held[name] = set(blanks.named(found))
        return [quad for quad in batch if quad not in self._held[name]]

    def _name(self, layer: str) -> str:
        name = name_of(layer, self._base) or self._graph
        if name.startswith("_:"):
            raise InputError("a graph is named by a blank node, which no server takes", hint="Give it an IRI.")
        return str(name)

    def _verified(self, name: str, before: int) -> int:
        """Count what the server holds of a graph now, and see whether it can be all."""
        wanted, found = len(self._distinct[name]), self._store.count(_all(name))
        if not max(wanted, before) <= found <= before + wanted:
            where = f"graph {name}" if name else "the default graph"
            hint = "Load it again with --replace."
            raise InputError(f"{where} holds {found} triples now; {before} were there and {wanted} sent", hint=hint)
        return found


def _all(name: str) -> str:
    return f"GRAPH {Iri(name).n3()} {{ ?s ?p ?o }}" if name else "?s ?p ?o"


class _Journal:
    """Note beside a graph's file how far it has been loaded; without a file, or where none can be written, nothing."""

    def __init__(self, source: str, words: list[object]) -> None:
        self.done = 0
        self.before: Counter[str] = Counter()
        self._path: Path | None = None
        if not source or not Path(source).is_file():
            return
        self._path = Path(f"{source}.kg-load")
        with Path(source).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._key = json.dumps([digest, *words])
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            if found["of"] == self._key:
                self.done, self.before = int(found["done"]), Counter(found["before"])
        except (OSError, ValueError, KeyError, TypeError):
            pass

    def keeps(self) -> bool:
        """Tell whether the next run will know of this one."""
        return self._path is not None and self._path.is_file()

    def note(self, done: int) -> None:
        """Note how many batches have been taken."""
        if self._path is None or done < self.done:
            return
        beside = self._path.with_name(f"{self._path.name}.new")
        try:
            beside.write_text(json.dumps({"of": self._key, "done": done, "before": self.before}), encoding="utf-8")
            beside.replace(self._path)
        except OSError:
            self._path = None

    def remove(self) -> None:
        """Forget the load: it is complete."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)

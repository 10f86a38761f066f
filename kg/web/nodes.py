"""Every IRI of the graph leads somewhere: a page for people, the same node's triples for machines.

One address serves both, by content negotiation; ``Content-Location`` names the document that was sent, and each
format has an address of its own (``work/1a2b….ttl``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from kg.errors import UsageError
from kg.graphs import layer_of
from kg.namespaces import RDF
from kg.quads import Blank, Iri, Literal, Quad, Term
from kg.web.engine import Engine
from kg.web.negotiation import HTML, TRIPLES, Offer, choose, of_suffix
from kg.web.protocol import triples
from kg.web.replies import Call, RefusedError, Reply

if TYPE_CHECKING:
    from kg.site import Site

__all__ = ["Nodes"]

_BATCH = 200
_MOST = 20_000
_SAFE = "/~!$&'()*+,;=:@%?#"
"""What stands in an address as it is (RFC 3986, 2.2)."""


class Nodes:
    """The pages and the nodes of a graph, by their paths.

    Args:
        engine: the graph.
        language: that of the pages without one in their path.
    """

    def __init__(self, engine: Engine, language: str = "en") -> None:
        self._engine = engine
        self._language = language

    def answer(self, call: Call) -> Reply:
        """Answer a request for a page or a node.

        Raises:
            RefusedError: there is nothing at the path, or not in a format that is accepted.
        """
        path = call.path.lstrip("/")
        bare, offer = of_suffix(path, TRIPLES)
        if offer is not None:
            found = self._triples(bare)
            if found:
                return self._data(bare, offer, offer.media_type, found)
        # A client that takes quads as well would look for the node in the default graph, which our quads leave empty.
        chosen = choose(call.accept, (HTML, *TRIPLES[:4])) or choose(call.accept, TRIPLES[4:])
        if chosen is not None and chosen[0] is not HTML:
            found = self._triples(path)
            if found:
                return self._data(path, chosen[0], chosen[1], found)
        page = self._page(path, call)
        if page is not None:
            return page
        found = self._triples(path)
        if not found:
            raise RefusedError(404, f"nothing in this graph is at /{path}")
        if chosen is None:
            offered = ", ".join(one.media_type for one in (HTML, *TRIPLES))
            raise RefusedError(406, f"none of these is accepted: {offered}")
        return Reply(200, self._headers(path, HTML, ""), _plain_page(self._engine.base + unquote(path), found))

    def warming(self) -> Iterator[None]:
        """Make ready step by step, so that the first visitor does not wait for what every page needs."""
        return self._site.warming()

    def asset(self, call: Call) -> Reply:
        """Return a static file of the site.

        Raises:
            RefusedError: there is none of that name.
        """
        import mimetypes

        body = self._site.asset(call.path)
        if body is None:
            raise RefusedError(404, f"there is no file {call.path}")
        guessed = mimetypes.guess_type(call.path)[0] or "application/octet-stream"
        kind = "text/javascript" if guessed == "application/javascript" else guessed
        return Reply(200, {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind}, body)

    # -- pages -------------------------------------------------------------------------------------------------------

    @cached_property
    def _site(self) -> Site:
        """The site; a worker that only answers queries never reads its modules."""
        from kg.site import Site

        return Site(self._engine.store, base=self._engine.base, lang=self._language, live=True)

    def _page(self, path: str, call: Call) -> Reply | None:
        try:
            page = self._site.page(unquote(path), dict(call.fields))
        except UsageError as error:
            raise RefusedError(400, str(error)) from None
        if page is None:
            return None
        kind = page.media_type
        headers = {"Content-Type": f"{kind}; charset=utf-8" if kind == "text/html" else kind}
        if self._site.iri_of(unquote(path)) is not None and kind.startswith("text/html"):
            headers = self._headers(path, HTML, "")
        return Reply(200, {**headers, "Vary": "Accept, Accept-Language"}, page.body)

    # -- triples -----------------------------------------------------------------------------------------------------

    def _data(self, path: str, offer: Offer, media_type: str, found: list[Quad]) -> Reply:
        if offer.name == "jsonld":
            found = [quad._replace(layer="") for quad in found]
        body, _ = triples(found, offer, self._engine)
        return Reply(200, self._headers(path, offer, media_type), body)

    def _headers(self, path: str, sent: Offer, media_type: str) -> dict[str, str]:
        """Say which document was sent, which others there are, and what they describe."""
        at = "/" + quote(unquote(path), safe="/~!$&'()*+,;=:@%")
        links = [f'<{at}{one.suffix}>; rel="alternate"; type="{one.media_type}"' for one in TRIPLES]
        links.append(f'<{quote(self._engine.base + unquote(path), safe=_SAFE)}>; rel="describes"')
        return {
            "Content-Type": sent.header(media_type),
            "Content-Location": at if sent is HTML else at + sent.suffix,
            "Link": ", ".join(links),
            "Vary": "Accept, Accept-Language",
        }

    def _triples(self, path: str) -> list[Quad]:
        """Return what the graph says of the node at a path, of its parts (``#…``) and of the lists they hold."""
        for local in dict.fromkeys((path, unquote(path))):
            node = self._engine.base + local
            if not path or not _is_iri(node):
                continue
            found = dict.fromkeys(self._parts(node))
            if not found and node in self._engine.graphs:
                from kg.web.description import dataset

                found = dict.fromkeys(quad for quad in dataset(self._engine, "") if quad.subject == node)
            if found:
                return list(found)
        return []

    def _parts(self, node: str) -> Iterator[Quad]:
        """Follow the node's own parts both ways: what it points to, and what points to it."""
        store = self._engine.store
        seen: set[str] = {f"<{node}>"}
        left = [f"<{node}>"]
        said = 0
        while left and said < _MOST:
            batch, left = left[:_BATCH], left[_BATCH:]
            values = " ".join(batch)
            layer = "OPTIONAL { GRAPH ?g { ?s ?p ?o } }"
            query = f"SELECT ?s ?p ?o ?g WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o {layer} }}"
            for subject, predicate, obj, graph in store.select(query).rows:
                assert isinstance(subject, Iri)
                assert isinstance(predicate, Iri)
                assert obj is not None
                said += 1
                yield Quad(subject, predicate, obj, self._layer(graph))
                if isinstance(obj, Blank):
                    yield from self._list(subject, predicate)
                elif isinstance(obj, Iri) and obj.startswith(f"{node}#") and obj.n3() not in seen:
                    seen.add(obj.n3())
                    left.append(obj.n3())
            query = (
                f"SELECT DISTINCT ?s WHERE {{ VALUES ?o {{ {values} }} ?s ?p ?o "
                f'FILTER(ISIRI(?s) && STRSTARTS(STR(?s), "{node}#")) }}'
            )
            for (subject,) in store.select(query).rows:
                if isinstance(subject, Iri) and subject.n3() not in seen:
                    seen.add(subject.n3())
                    left.append(subject.n3())

    def _list(self, subject: Iri, predicate: Iri) -> Iterator[Quad]:
        """Yield the cells of the lists that a property of a node holds."""
        query = (
            f"SELECT ?s ?p ?o ?g WHERE {{ {subject.n3()} {predicate.n3()} ?first . ?first <{RDF('rest')}>* ?s . "
            f"?s ?p ?o FILTER(ISBLANK(?s)) OPTIONAL {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
        )
        for cell, link, obj, graph in self._engine.store.select(query).rows:
            if isinstance(cell, Blank) and isinstance(link, Iri) and obj is not None:
                yield Quad(cell, link, obj, self._layer(graph))

    @staticmethod
    def _layer(graph: Term | None) -> str:
        return layer_of(str(graph))[0] if isinstance(graph, Iri) else ""


def _is_iri(text: str) -> bool:
    import pyoxigraph as ox

    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return not any(char in text for char in '<>"{}|^`\\') and text.isprintable() and " " not in text


def _plain_page(node: str, found: list[Quad]) -> bytes:
    """Return the page of a node for which the site has none: its triples as a table."""
    rows = "".join(
        f"<tr><th scope=row>{escape(quad.subject.removeprefix(node) or 'this')}</th>"
        f"<td>{escape(quad.predicate)}</td><td>{_shown(quad.object)}</td></tr>\n"
        for quad in sorted(set(found), key=lambda quad: [term.n3() for term in quad[:3]])
    )
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(node)}</title>\n'
        f"<h1>{escape(node)}</h1>\n<table>\n{rows}</table>\n</html>\n"
    ).encode()


def _shown(term: Term) -> str:
    if isinstance(term, Literal):
        lang = f' lang="{escape(term.lang)}"' if term.lang else ""
        return f"<span{lang}>{escape(term.value)}</span>"
    if isinstance(term, Iri) and term.startswith(("http://", "https://")):
        return f'<a href="{escape(term)}" rel="noreferrer">{escape(term)}</a>'
    return escape(term.n3())

"""The SPARQL 1.1 Protocol's query operation: what is asked, of which graphs, answered in which format.

Update is not offered. Statuses: 400 what is no query, 403 what is refused, 406 a format that there is not, 415 a body
that is neither a form nor a query; each with the reason in plain words.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from itertools import islice

from kg.errors import KgError
from kg.quads import Quad
from kg.web import description, guard, results
from kg.web.engine import Engine, Solutions
from kg.web.negotiation import HTML, RESULTS, TRIPLES, Offer, choose, named
from kg.web.replies import Call, Flow, Limits, RefusedError, Reply

__all__ = ["answer", "triples"]


def answer(engine: Engine, call: Call) -> Reply | Flow:
    """Answer a request to the endpoint.

    Args:
        engine: the graph.
        call: the request; its ``body`` is the query itself where it was posted as such.

    Raises:
        RefusedError: with the status and the reason.
    """
    if call.all("update"):
        raise RefusedError(403, guard.READ_ONLY)
    queries = call.all("query") + ([call.body] if call.body is not None else [])
    if not queries:
        if call.method == "POST":
            raise RefusedError(400, "there is no query; post a form with the field 'query', or the query itself")
        return _described(engine, call)
    if len(queries) > 1:
        raise RefusedError(400, "the request holds more than one query; send one")
    if not queries[0].strip():
        raise RefusedError(400, "the query is empty")
    asked = guard.check(queries[0], engine.graphs, engine.base)
    default, graphs = guard.graphs(call.all("default-graph-uri"), call.all("named-graph-uri"))
    if (default, graphs) != (None, None):
        # SPARQL 1.1 Protocol, 2.1.4: the dataset of the request goes before that of the query.
        asked = asked._replace(default=default, named=graphs)
    offers = RESULTS if asked.form in ("SELECT", "ASK") else TRIPLES
    offer, media_type = _offer(call, offers)
    found = engine.evaluate(queries[0], asked)
    headers = {"Content-Type": offer.header(media_type), "Vary": "Accept"}
    missing = guard.absent(asked, engine.graphs)
    if missing:
        headers["KG-Answer-Note"] = missing
    if call.one("download"):
        headers["Content-Disposition"] = f'attachment; filename="answer{offer.suffix}"'
    if isinstance(found, Solutions):
        # CSV and TSV have no place to say that they were cut, but in the headers.
        return Flow(headers, _rows(found, offer, engine.limits), offer.name in ("json", "xml"))
    if isinstance(found, bool):
        body, cut = results.boolean(found, offer.name), ""
    else:
        body, cut = triples(found, offer, engine)
    return Reply(200, headers | _cut(cut, engine.limits), body)


def _rows(found: Solutions, offer: Offer, limits: Limits) -> Generator[bytes, None, dict[str, str]]:
    return _cut((yield from results.table(found, offer.name, limits)), limits)


def _offer(call: Call, offers: tuple[Offer, ...]) -> tuple[Offer, str]:
    word = call.one("format") or call.one("output")
    if word:
        offer = named(word, offers)
        if offer is not None:
            return offer, ""
        # Clients send this field in many servers' dialects, and say what they mean in the header too.
        if call.accept in ("", "*/*"):
            raise RefusedError(400, f"no format is called {word!r} here; it is {', '.join(one.name for one in offers)}")
    chosen = choose(call.accept, offers)
    if chosen is None:
        raise RefusedError(406, f"none of these is accepted: {', '.join(one.media_type for one in offers)}")
    return chosen


def _cut(cut: str, limits: Limits) -> dict[str, str]:
    """Return the headers that say that an answer is not all of it."""
    return {"KG-Answer-Cut": cut, "KG-Answer-Note": results.cut_note(cut, limits)} if cut else {}


def triples(found: Iterable[Quad], offer: Offer, engine: Engine) -> tuple[bytes, str]:
    """Write triples, each once, in an order of their own.

    Args:
        found: the triples, which are read no further than the limit.
        offer: the format.
        engine: the graph, with its limits and its base.

    Returns:
        The document, and what it was cut at: ``triples``, ``bytes`` or nothing.

    Raises:
        RefusedError: the format cannot hold the triples, or they are too many bytes.
    """
    from kg import export

    kept = list(islice(found, engine.limits.rows + 1))
    cut = "triples" if len(kept) > engine.limits.rows else ""
    quads = sorted(set(kept[: engine.limits.rows]), key=lambda quad: [*(term.n3() for term in quad[:3]), quad.layer])
    pieces: list[bytes] = []
    size = 0
    try:
        if cut and offer.name not in ("jsonld", "rdfxml"):
            pieces.append(f"# {results.cut_note(cut, engine.limits)}\n".encode())
        for piece in export.serialize(quads, format=offer.name, base=engine.base):
            pieces.append(piece.encode())
            size += len(pieces[-1])
            if size > engine.limits.bytes:
                raise RefusedError(413, f"these triples are over {engine.limits.bytes} bytes; ask for fewer with LIMIT")
    except KgError as error:
        raise RefusedError(406, f"{offer.media_type} cannot hold this answer: {error}") from None
    return b"".join(pieces), cut


def _described(engine: Engine, call: Call) -> Reply:
    """Describe the service to a machine; lead a person to the editor."""
    chosen = choose(call.accept, TRIPLES[:4] if call.one("format") else (*TRIPLES[:4], HTML))
    if chosen is not None and chosen[0] is HTML:
        return Reply(303, {"Location": "/editor", "Vary": "Accept"}, b"")
    offer, media_type = _offer(call, TRIPLES[:4])
    body, _ = triples(description.service(engine, call.origin), offer, engine)
    return Reply(200, {"Content-Type": offer.header(media_type), "Vary": "Accept"}, body)

"""The questions as a JSON API, and its OpenAPI 3.1 description."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from kg import charts, questions
from kg.answers import Answer
from kg.answers import plain as text_of
from kg.answers.tables import layout
from kg.errors import UsageError
from kg.questions import Parameter, Question
from kg.questions.listing import json_list
from kg.questions.parameters import TYPES
from kg.web.engine import Engine
from kg.web.negotiation import Offer, choose
from kg.web.negotiation import named as by_name
from kg.web.replies import Call, RefusedError, Reply, document

__all__ = ["answer", "openapi"]

_OFFERS = (
    Offer("json", "application/json", (), ".json"),
    Offer("csv", "text/csv", (), ".csv"),
    Offer("tsv", "text/tab-separated-values", (), ".tsv"),
    Offer("md", "text/markdown", (), ".md"),
)
_PICTURES = tuple(Offer(name, media_type, (), f".{name}") for name, media_type in charts.PICTURES.items())
_OURS = ("lang", "format", "download")
_SCHEMAS: dict[str, dict[str, Any]] = {
    "boolean": {"type": "boolean"},
    "decimal": {"type": "number"},
    "integer": {"type": "integer"},
    "percent": {"type": "number"},
    "year": {"type": ["integer", "string"]},
}
_IRI = r"[A-Za-z][A-Za-z0-9+.\-]*:[^<>\"{}|^`\\\u0000-\u0020]+"
_TAKEN: dict[str, dict[str, Any]] = {
    **_SCHEMAS,
    "integer": {"type": "integer", "minimum": -(10**18) + 1, "maximum": 10**18 - 1},
    "iri": {"type": "string", "pattern": f"^({_IRI})?$"},
    "language": {"type": "string", "pattern": "^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$"},
    "string": {"type": "string", "pattern": r"^([^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\\]|\\(?![uU]))*$"},
    "type": {"type": "string", "pattern": f"^({_IRI})?$"},
    "year": {"type": "string", "pattern": "^(0|[0-9]{4})$"},
}
"""The parameters' types, as narrow as they are read: see :mod:`kg.questions.parameters`."""


def answer(engine: Engine, call: Call) -> Reply:
    """Answer a request below ``/api``.

    Args:
        engine: the graph.
        call: the request; the path is what stands behind ``/api/``.

    Raises:
        RefusedError: there is no such question, or it takes no such parameter.
    """
    if call.path == "openapi.json":
        return document(openapi(call.origin))
    head, _, name = call.path.partition("/")
    if head != "questions":
        raise RefusedError(404, "there are /api/questions, /api/questions/{id} and /api/openapi.json")
    if not name:
        listed = json_list(questions.catalogue())
        return document([{**one, "answer": f"/api/questions/{one['id']}"} for one in listed])
    try:
        # Of the catalogue only: a word that ends with .rq would name a file of this machine.
        question = {one.id: one for one in questions.catalogue()}.get(name)
        if question is None:
            questions.find(name.replace(".rq", ""))
            raise RefusedError(404, f"no question is called {name!r}")
    except UsageError as error:
        raise RefusedError(404, str(error)) from None
    return _answered(engine, call, question)


def _answered(engine: Engine, call: Call, question: Question) -> Reply:
    word = call.one("format")
    # A browser that opens the address names pictures among all that it can show; it is no wish for one.
    offers = _OFFERS if "text/html" in call.accept else (*_OFFERS, *_PICTURES)
    chosen = by_name(word, (*_OFFERS, *_PICTURES)) if word else next(iter(choose(call.accept, offers) or ()), None)
    if not isinstance(chosen, Offer):
        said = ", ".join(one.name for one in (*_OFFERS, *_PICTURES))
        raise RefusedError(400 if word else 406, f"an answer is written as {said}")
    lang = call.one("lang") or call.language
    if lang not in ("en", "ko"):
        raise RefusedError(400, "lang is en or ko")
    names = {parameter.name for parameter in question.parameters}
    given = {name: value for name, value in call.fields if name in names or name not in _OURS}
    try:
        found = questions.ask(question, engine.store, given, lang)
    except UsageError as error:
        raise RefusedError(400, str(error)) from None
    headers = {"Content-Type": chosen.header(), "Vary": "Accept, Accept-Language", "Content-Language": lang}
    body = _picture(question, found, chosen.name, lang) if chosen in _PICTURES else None
    limit = engine.limits.rows
    if len(found.rows) > limit:
        headers |= {"KG-Answer-Cut": "rows", "KG-Answer-Note": f"The answer was cut at {limit} rows."}
        found = replace(found, rows=found.rows[:limit])
    if found.emptiness is not None:
        headers["KG-Answer-Empty"] = quote(found.emptiness.message.of(lang), safe=" ,.:;'()")
    if call.one("download"):
        headers["Content-Disposition"] = f'attachment; filename="{question.id}{chosen.suffix}"'
    return Reply(200, headers, body if body is not None else layout(found, chosen.name, lang).encode())


def _picture(question: Question, found: Answer, format_: str, lang: str) -> bytes:
    """Return the picture of an answer as its page shows it.

    Raises:
        RefusedError: the answer makes none, or this server cannot write it.
    """
    drawn = charts.plan(found, lang)
    if drawn is None:
        raise RefusedError(404, "this answer makes no picture: a table says it better")
    try:
        return charts.sketch(drawn, format_, question.question.of(lang), lang)
    except UsageError as error:
        raise RefusedError(501, f"this server writes no PNG ({error}); format=svg is there") from None


def openapi(origin: str) -> dict[str, Any]:
    """Return the API's description (OpenAPI 3.1.0).

    Args:
        origin: the server's own address.
    """
    from kg import __version__

    paths: dict[str, Any] = {
        "/api/questions": {
            "get": {
                "operationId": "questions",
                "summary": "Every question, with its parameters and columns",
                "responses": {"200": {"description": "the catalogue", "content": _content(_list({"type": "object"}))}},
            }
        }
    }
    for one in questions.catalogue():
        paths[f"/api/questions/{one.id}"] = {"get": _operation(one)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Research questions",
            "version": __version__,
            "description": "The questions of this knowledge graph; for anything else there is SPARQL at /sparql.",
        },
        "servers": [{"url": origin or "/"}],
        "paths": paths,
        "components": {"schemas": {"Reason": {"type": "string", "description": "why not, in plain words"}}},
    }


def _operation(one: Question) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {
            column.name: {**_nullable(_SCHEMAS.get(column.kind, {"type": "string"})), "title": column.label.en}
            for column in one.columns
        },
    }
    contents = _content(_list(row))
    contents |= {offer.media_type: {"schema": {"type": "string"}} for offer in _OFFERS[1:]}
    contents |= {offer.media_type: {} for offer in _PICTURES}
    reason = {"text/plain": {"schema": {"$ref": "#/components/schemas/Reason"}}}
    return {
        "operationId": one.id,
        "tags": [one.aspect],
        "summary": one.question.en,
        "description": f"{one.description.en}\n\n{one.question.ko} {one.description.ko}",
        "parameters": [*(_parameter(parameter) for parameter in one.parameters), *_common()],
        "responses": {
            "200": {"description": "the rows", "content": contents},
            "400": {"description": "a parameter is not as it must be", "content": reason},
            "404": {"description": "a picture was asked for, and a table says it better", "content": reason},
            "501": {"description": "this server lacks what writes PNG", "content": reason},
            "503": {"description": "the time limit was reached, or the server is busy", "content": reason},
        },
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    schema = {**_TAKEN[one.type], "default": text_of(one.default)}
    if one.type == "boolean":
        schema["default"] = text_of(one.default) == "true"
    elif one.type == "integer":
        schema["default"] = int(text_of(one.default))
    elif one.type == "decimal":
        schema["default"] = float(text_of(one.default))
    said = f"{one.meaning.en} ({TYPES[one.type]}) · {one.meaning.ko}"
    return {"name": one.name, "in": "query", "description": said, "schema": schema}


def _common() -> list[dict[str, Any]]:
    return [
        {"name": "lang", "in": "query", "description": "the language of labels and explanations",
         "schema": {"enum": ["en", "ko"]}},
        {"name": "format", "in": "query", "description": "instead of the header Accept",
         "schema": {"enum": [offer.name for offer in (*_OFFERS, *_PICTURES)]}},
    ]  # fmt: skip


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    types = schema["type"]
    return {"type": [*(types if isinstance(types, list) else [types]), "null"]}

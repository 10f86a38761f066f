"""Typed parameters: the word of a person becomes one RDF term of the type that the question asks for, or is refused."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.answers import Texts
from kg.errors import UsageError
from kg.namespaces import PREFIXES, XSD
from kg.quads import Iri, Literal, Term

__all__ = ["TYPES", "Parameter", "bindings", "close", "read"]

TYPES: dict[str, str] = {
    "boolean": "true or false",
    "decimal": "a number, as 0.8",
    "integer": "a whole number, as 5",
    "iri": "an IRI, as https://example.org/a, or with a known prefix, as bibo:Book",
    "language": "a language tag, as ko or en",
    "string": "a text",
    "type": "a type of work, as bibo:Report or worktype:working-paper",
    "year": "a year of four digits, or 0",
}
"""The types of parameters, each with what it takes."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]+")
_CURIE = re.compile(r"([A-Za-z][\w.-]*):([\w.-]*)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_FORMS = {
    "boolean": (re.compile(r"true|false"), "boolean"),
    "decimal": (re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)"), "decimal"),
    "integer": (re.compile(r"[+-]?\d{1,18}"), "integer"),
    "year": (re.compile(r"0|\d{4}"), "integer"),
}


class Parameter(NamedTuple):
    """One parameter: its name, its type, what stands for it where nothing is given, and what it is for."""

    name: str
    type: str
    default: Term
    meaning: Texts


def read(type_: str, word: str) -> Term:
    """Return the term that a word stands for.

    Args:
        type_: one of :data:`TYPES`.
        word: what the person wrote. An empty word for an IRI, a type or a language means every one.

    Raises:
        UsageError: the word is not of that type.
    """
    text = word.strip() if type_ != "string" else word
    if type_ in _FORMS:
        pattern, datatype = _FORMS[type_]
        if pattern.fullmatch(text):
            return Literal(str(int(text)) if datatype == "integer" else text, "", XSD(datatype))
    elif type_ == "language":
        if not text or _LANGUAGE.fullmatch(text):
            return Literal(text)
    elif type_ == "string":
        # A backslash before u is an escape to some engines even inside an escaped string.
        if not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]|\\[uU]", text):
            return Literal(text)
    elif not text:
        return Literal("")
    else:
        found = _iri(text)
        if found is not None:
            return found
    raise UsageError(f"{word!r} is not {TYPES[type_]}")


def _iri(text: str) -> Iri | None:
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    curie = _CURIE.fullmatch(text)
    if curie and curie[1] in PREFIXES:
        return PREFIXES[curie[1]](curie[2])
    return Iri(text) if _IRI.fullmatch(text) else None


def bindings(parameters: Iterable[Parameter], given: Mapping[str, str]) -> dict[str, Term]:
    """Return the term of every parameter: what was given, else its default.

    Args:
        parameters: what the question takes.
        given: the words of the person, by name.

    Raises:
        UsageError: a name that the question does not take, or a word of another type.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            takes = ", ".join(f"{name} ({known[name].type})" for name in known) or "none"
            raise UsageError(f"the question has no parameter {name!r}{close(name, known)}; its parameters: {takes}")
    values: dict[str, Term] = {}
    for name, parameter in known.items():
        if name not in given:
            values[name] = parameter.default
            continue
        try:
            values[name] = read(parameter.type, given[name])
        except UsageError as error:
            raise UsageError(f"parameter {name!r}: {error}") from None
    return values


def close(word: str, known: Iterable[str]) -> str:
    """Return a remark that names the known words most like one that is unknown; empty where none is."""
    likely = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
    return f" (did you mean {' or '.join(likely)}?)" if likely else ""

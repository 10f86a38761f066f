"""Read the header of a question: the ``#+`` lines above its SPARQL, strictly, each fault with its line.

A line is ``#+ key: value``; two more spaces make a line part of the key before (``#+   ko: …``), four more carry on
the value of the line before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from kg import sparql
from kg.answers import KINDS, Column, Texts
from kg.errors import InputError, UsageError
from kg.quads import LAYERS, Literal
from kg.questions import parameters
from kg.questions.parameters import Parameter

__all__ = ["ASPECTS", "POSTPROCESSORS", "Probe", "Question", "probe", "question"]

ASPECTS: dict[str, Texts] = {
    "paper": Texts("the paper", "논문"),
    "authors": Texts("authors", "저자"),
    "references": Texts("references", "참고문헌"),
    "venues": Texts("venues and publishers", "학술지와 출판사"),
    "time": Texts("time", "시간"),
    "language": Texts("language", "언어"),
    "citations": Texts("citations", "인용"),
    "concepts": Texts("concepts", "개념"),
    "quality": Texts("quality", "품질"),
}
"""What questions are about, in the order in which a reader meets them: a folder of ``queries/`` each."""

POSTPROCESSORS = ("terms",)
"""What can follow a query (``then:``) where SPARQL has no function that all engines share."""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LINE = re.compile(r"#\+( *)(.*)")
_ENTRY = re.compile(r"([A-Za-z][A-Za-z0-9]*):(?: +(.*))?")
_PARAMETER = re.compile(r'([a-z]+) ("(?:[^"\\])*"|\S+) \| (.+?) \| (.+)')
_COLUMN = re.compile(r"([a-z]+) \| (.+?) \| (.+)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue: its words, what it takes, what it answers with, and its SPARQL."""

    id: str
    aspect: str
    question: Texts
    description: Texts
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    layers: tuple[str, ...]
    empty: tuple[str, ...]
    nothing: Texts
    then: str
    query: str
    path: Path


@dataclass(frozen=True, slots=True)
class Probe:
    """A yes-or-no query that tells why a question is empty: no means that ``lacks`` (graph, page) lacks something."""

    id: str
    lacks: str
    message: Texts
    parameters: tuple[Parameter, ...]
    query: str
    path: Path


@dataclass(slots=True)
class _Value:
    line: int
    text: str
    parts: dict[str, tuple[int, str]] = field(default_factory=dict)


class _Header:
    """The header of one file as it stands, key by key, with the line of each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", file=str(path)) from None
        except UnicodeDecodeError:
            raise InputError("is no UTF-8 text", file=str(path)) from None
        self.values: dict[str, _Value] = {}
        self._read()

    def fail(self, message: str, line: int = 0, column: int = 0, hint: str = "") -> NoReturn:
        """Raise the fault of a line."""
        raise InputError(message, file=str(self.path), line=line, column=column, hint=hint)

    def _read(self) -> None:
        last: _Value | None = None
        part = ""
        for number, line in enumerate(self.text.splitlines(), start=1):
            match = _LINE.fullmatch(line)
            if match is None:
                if line.startswith("#+"):
                    self.fail("not a header line", number)
                continue
            depth, text = len(match[1]), match[2].rstrip()
            if depth == 5 and last is not None and part:
                start, before = last.parts[part]
                last.parts[part] = (start, f"{before} {text}")
                continue
            entry = _ENTRY.fullmatch(text)
            if entry is None or depth not in (1, 3):
                self.fail(
                    "not a header line",
                    number,
                    hint="write '#+ key: value', '#+   part: value', or five spaces to carry a line on",
                )
            name, value = entry[1], (entry[2] or "").strip()
            if depth == 1:
                if name in self.values:
                    self.fail(f"{name!r} stands twice", number)
                last, part = _Value(number, value), ""
                self.values[name] = last
            elif last is None or last.text:
                self.fail(f"{name!r} belongs to no key", number, hint="the line before must be '#+ key:'")
            elif name in last.parts:
                self.fail(f"{name!r} stands twice", number)
            else:
                last.parts[name] = (number, value)
                part = name

    def only(self, required: Iterable[str], optional: Iterable[str]) -> None:
        """Refuse a key that is not known, and the absence of one that is needed."""
        required = tuple(required)
        known = (*required, *optional)
        for name, value in self.values.items():
            if name not in known:
                self.fail(f"unknown key {name!r}{parameters.close(name, known)}", value.line)
        for name in required:
            if name not in self.values:
                self.fail(f"the header has no {name!r}", 1)

    def word(self, name: str, known: Iterable[str] = ()) -> str:
        """Return a value of one word, out of some."""
        value = self.values.get(name)
        if value is None:
            return ""
        words = tuple(known)
        if value.parts or not value.text:
            self.fail(f"{name!r} takes one value on its own line", value.line)
        if words and value.text not in words:
            self.fail(f"{name} {value.text!r} is not known; it is one of {', '.join(words)}", value.line)
        return value.text

    def id(self) -> str:
        """Return the id, which a command line can say without quotes."""
        text = self.word("id")
        if not _ID.fullmatch(text):
            self.fail(f"id {text!r} is not made of small letters, digits and hyphens", self.values["id"].line)
        return text

    def words(self, name: str, known: Iterable[str] = ()) -> tuple[str, ...]:
        """Return a list of words, separated by commas."""
        if name not in self.values:
            return ()
        words = tuple(word.strip() for word in self.word(name).split(","))
        allowed = tuple(known)
        for word in words:
            if not _ID.fullmatch(word) or (allowed and word not in allowed):
                self.fail(f"{name} {word!r} is not known", self.values[name].line)
        return words

    def texts(self, name: str) -> Texts:
        """Return a text in the two languages."""
        value = self.values[name]
        if value.text or tuple(value.parts) != ("en", "ko"):
            self.fail(f"{name!r} needs the lines 'en:' and 'ko:', in this order", value.line)
        for number, text in value.parts.values():
            if not text:
                self.fail(f"{name!r} is empty in one language", number)
        return Texts(value.parts["en"][1], value.parts["ko"][1])

    def parts(self, name: str) -> dict[str, tuple[int, str]]:
        """Return the parts of a key, each with its line."""
        value = self.values.get(name)
        if value is None:
            return {}
        if value.text or not value.parts:
            self.fail(f"{name!r} needs a line for each of its parts", value.line)
        return value.parts

    def parameters(self) -> tuple[Parameter, ...]:
        """Return the parameters, and prove that the query has a place for each, with the same default."""
        found: list[Parameter] = []
        try:
            places = sparql.defaults(self.text)
        except ValueError as error:
            self.fail(str(error))
        for name, (line, text) in self.parts("parameters").items():
            match = _PARAMETER.fullmatch(text)
            if match is None:
                self.fail(f"parameter {name!r} is not 'type default | English | 한국어'", line)
            type_, written = match[1], match[2]
            if type_ not in parameters.TYPES:
                self.fail(f"type {type_!r} is not known; it is one of {', '.join(parameters.TYPES)}", line)
            try:
                default = parameters.read(type_, written.strip('"'))
            except UsageError as error:
                self.fail(f"the default of {name!r}: {error}", line)
            if name not in places:
                self.fail(f"the query has no 'VALUES ?{name} {{ {written} }}'", line)
            if places[name] != written:
                self.fail(f"the default of {name!r} is {written} here and {places[name]} in the query", line)
            found.append(Parameter(name, type_, default, Texts(match[3], match[4])))
        return tuple(found)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        found: list[Column] = []
        for name, (line, text) in self.parts("columns").items():
            match = _COLUMN.fullmatch(text)
            if match is None:
                self.fail(f"column {name!r} is not 'kind | English | 한국어'", line)
            if match[1] not in KINDS:
                self.fail(f"kind {match[1]!r} is not known; it is one of {', '.join(KINDS)}", line)
            found.append(Column(name, match[1], Texts(match[2], match[3])))
        return tuple(found)


def question(path: Path) -> Question:
    """Read a question.

    Args:
        path: an ``.rq`` file with a header.

    Raises:
        InputError: the header or the query is not as it must be; the message names the file and the line.
    """
    header = _Header(path)
    header.only(
        ("id", "aspect", "question", "columns", "layers", "nothing"), ("description", "parameters", "then", "empty")
    )
    asked = header.texts("question")
    found = Question(
        id=header.id(),
        aspect=header.word("aspect", ASPECTS),
        question=asked,
        description=header.texts("description") if "description" in header.values else asked,
        parameters=header.parameters(),
        columns=header.columns(),
        layers=header.words("layers", LAYERS),
        empty=header.words("empty"),
        nothing=header.texts("nothing"),
        then=header.word("then", POSTPROCESSORS),
        query=_body(header, "SELECT"),
        path=path,
    )
    names = tuple(column.name for column in found.columns)
    if not found.then and sparql.projection(found.query) != names:
        line = header.values["columns"].line
        answered = ", ".join(sparql.projection(found.query)) or "*"
        header.fail(f"the header's columns are {', '.join(names)}, those of the query {answered}", line)
    for parameter in found.parameters:
        if parameter.name == "labels" and parameter.default != Literal("ko"):
            header.fail("the default of 'labels' is \"ko\" everywhere", header.values["parameters"].line)
    return found


def probe(path: Path) -> Probe:
    """Read a probe for emptiness.

    Args:
        path: an ``.rq`` file of the folder ``emptiness``.

    Raises:
        InputError: the header or the query is not as it must be.
    """
    header = _Header(path)
    header.only(("id", "lacks", "message"), ("parameters",))
    lacks = header.word("lacks", ("graph", "page"))
    query = _body(header, "ASK")
    return Probe(header.id(), lacks, header.texts("message"), header.parameters(), query, path)


def _body(header: _Header, form: str) -> str:
    """Return the query below the header, with its lines where they were, so that an engine's message fits the file."""
    lines = header.text.splitlines()
    query = "\n".join("" if line.startswith("#+") else line for line in lines) + "\n"
    found = sparql.form(query)
    if found != form:
        header.fail(f"the query is {found or 'no query'}; a file of this kind holds {form}", 1)
    return query

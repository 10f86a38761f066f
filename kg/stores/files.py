"""Graph files → light quads: Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML, plain or gzipped.

One parser, pyoxigraph's, reads for every engine, so that a file means the same to each and a fault in it has one
message. Nothing is fetched: a JSON-LD context must stand in the file.
"""

from __future__ import annotations

import gzip
import io
import itertools
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from kg.errors import InputError, UsageError
from kg.formats import FORMATS, by_suffix
from kg.graphs import layer_of
from kg.quads import XSD_STRING, Blank, Iri, Literal, Quad, Term

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["GraphFile", "parse", "read", "read_stream", "sniff", "tag"]

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_SNIFFED = 64 * 1024
_FOUR_TERMS = re.compile(
    rb'(?:<[^<>"{}|^`\\\x00-\x20]*>|_:\S+)[ \t]*<[^<>\s]*>[ \t]*'
    rb'(?:<[^<>\s]*>|_:\S+|"(?:[^"\\\r\n]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^<>\s]*>)?)[ \t]*(?:<[^<>\s]*>|_:\S+)[ \t]*\.'
)


class GraphFile(NamedTuple):
    """A graph file that is being read: the base that its graphs' names tell, or none, and its quads."""

    base: str
    stream: Iterator[Quad]

    def quads(self) -> Iterator[Quad]:
        """Yield the quads, once, in the order of the file."""
        return self.stream


def read(word: str, format: str | None = None) -> GraphFile:
    """Read a graph file.

    Args:
        word: the file, or ``-`` for standard input.
        format: its format, where its name does not tell it; what else does is the beginning of the file.

    Raises:
        UsageError: there is no such format.
        InputError: the file cannot be read, or is not what its format asks for; line and column where it is not.
    """
    if format is not None and format not in FORMATS:
        raise UsageError(f"no format is called {format!r}; the formats are {', '.join(FORMATS)}")
    name = "standard input" if word == "-" else word
    return read_stream(_open(word), name, format or _named(word))


def read_stream(file: io.BufferedReader, name: str, format: str | None) -> GraphFile:
    """Read a graph from an open file, which is closed when all is read.

    Args:
        file: the file, not packed.
        name: what it is called in messages.
        format: its format; where it is not given, the beginning of the file tells it.

    Raises:
        InputError: the file is not what its format asks for.
    """
    parsed = _parse(file, name, format)
    # The first quad is read at once: what is no graph is said before anything is done with it.
    first = next(parsed, None)
    if first is None:
        return GraphFile("", iter(()))
    return GraphFile(first[1], (quad for quad, _ in itertools.chain((first,), parsed)))


def parse(data: bytes, name: str, format: str) -> Iterator[Quad]:
    """Read a graph from bytes.

    Args:
        data: the file's bytes.
        name: what a message calls it.
        format: its format.

    Raises:
        InputError: the bytes are not what the format asks for.
    """
    return (quad for quad, _ in _parse(io.BufferedReader(cast(io.RawIOBase, io.BytesIO(data))), name, format))


def sniff(start: bytes) -> str:
    """Tell the format of a graph by its first bytes; what is neither JSON, XML nor N-Quads is read as TriG.

    Turtle and N-Triples are TriG too.
    """
    text = start.removeprefix(_BOM).lstrip()
    if re.match(rb'\{\s*["}]|\[\s*[{"]|\[\s*\]\s*\Z', text):
        return "jsonld"
    if re.match(rb"<\?xml|<!DOCTYPE|<!--|<rdf:RDF|<RDF\b", text):
        return "rdfxml"
    for line in text.splitlines()[:1000]:
        stripped = line.strip()
        if stripped and not stripped.startswith(b"#"):
            return "nquads" if _FOUR_TERMS.match(stripped) else "trig"
    return "trig"


def _named(word: str) -> str | None:
    format_ = by_suffix(word) if word != "-" else None
    return format_.name if format_ else None


def _open(word: str) -> io.BufferedReader:
    if word == "-":
        given: io.BufferedReader = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer))
        if given.peek(2)[:2] == _GZIP:
            return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=given)))
        return given
    path = Path(word)
    if path.is_dir():
        raise InputError("this is a folder", file=word, hint="Name a graph file (.ttl .trig .nt .nq .jsonld .rdf).")
    try:
        raw = path.open("rb")
        if raw.peek(2)[:2] != _GZIP:
            return raw
        raw.close()
        return io.BufferedReader(cast(io.RawIOBase, gzip.open(path, "rb")))
    except FileNotFoundError:
        raise InputError("there is no such file", file=word, hint="Make it with 'kg build'.") from None
    except OSError as error:
        raise InputError(error.strerror or "it cannot be read", file=word, hint="Check its permissions.") from error


def _parse(file: io.BufferedReader, name: str, format_: str | None) -> Iterator[tuple[Quad, str]]:
    """Yield the quads, each with the base that its graph's name tells."""
    import pyoxigraph as ox

    with file:
        try:
            start = file.peek(_SNIFFED)
            if not start:
                raise InputError("the file is empty", file=name, hint="Make a graph with 'kg build'.")
            if format_ is None:
                format_ = sniff(start)
            if start.startswith(_BOM):
                file.read(len(_BOM))
            convert = _Converter(name, rename=format_ not in ("ntriples", "nquads"))
            parser = ox.parse(cast(BinaryIO, file), format=_oxigraph(format_))
            for quad in parser:
                yield convert(quad)
        except SyntaxError as error:
            raise _fault(error, name, format_ or "") from None
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise InputError(f"the gzipped file is damaged: {error}", file=name, hint="Make it again.") from None
        except OSError as error:
            raise InputError(error.strerror or str(error), file=name, hint="Check the disk.") from error


def _oxigraph(format_: str) -> ox.RdfFormat:
    import pyoxigraph as ox

    found = ox.RdfFormat.from_media_type(FORMATS[format_].media_type)
    assert found is not None
    return found


def _fault(error: SyntaxError, name: str, format_: str) -> InputError:
    message = re.sub(r"^Parser error at line [\d ]+(?:between columns \d+ and \d+|column \d+): ", "", error.msg or "")
    hint = f"The file was read as {format_}, by its name or its beginning: name it for what it is."
    if "LoadDocumentCallback" in message:
        message = "the JSON-LD context stands elsewhere, and nothing is fetched"
        hint = "Write the context into the file."
    elif "No scheme found" in message:
        message = "an IRI is relative, and the file states no base"
        hint = "Write @base into the file, or absolute IRIs."
    return InputError(message, file=name, line=error.lineno or 0, column=error.offset or 0, hint=hint)


class _Converter:
    """Turn pyoxigraph's quads into light ones.

    Blank nodes without a label get a random one from the parser: they are numbered again, in the order of the file.
    """

    def __init__(self, name: str, *, rename: bool) -> None:
        import pyoxigraph as ox

        self._name = name
        self._names: dict[str, Blank] | None = {} if rename else None
        self._iris: dict[str, Iri] = {}
        self._graphs: dict[str, tuple[str, str]] = {}
        self._iri, self._blank, self._literal, self._default = ox.NamedNode, ox.BlankNode, ox.Literal, ox.DefaultGraph

    def __call__(self, quad: ox.Quad | ox.Triple) -> tuple[Quad, str]:
        layer, base = "", ""
        graph = getattr(quad, "graph_name", None)
        if graph is not None and not isinstance(graph, self._default):
            name = graph.value if isinstance(graph, self._iri) else f"_:{graph.value}"
            known = self._graphs.get(name)
            if known is None:
                known = self._graphs[name] = layer_of(name)
            layer, base = known
        subject, obj = self._term(quad.subject), self._term(quad.object)
        assert not isinstance(subject, Literal)
        return Quad(subject, self._known(quad.predicate.value), obj, layer), base

    def _term(self, term: object) -> Term:
        if isinstance(term, self._iri):
            return Iri(term.value)
        if isinstance(term, self._literal):
            if term.language:
                return Literal(term.value, tag(term.language))
            datatype = term.datatype.value
            return Literal(term.value, "", "" if datatype == XSD_STRING else self._known(datatype))
        if isinstance(term, self._blank):
            if self._names is None:
                return Blank(term.value)
            label = self._names.get(term.value)
            if label is None:
                label = self._names[term.value] = Blank(f"b{len(self._names) + 1}")
            return label
        raise InputError("a triple stands in the place of a term (RDF 1.2)", file=self._name, hint="Write RDF 1.1.")

    def _known(self, value: str) -> Iri:
        iri = self._iris.get(value)
        if iri is None:
            iri = self._iris[value] = Iri(value)
        return iri


def tag(language: str) -> str:
    """Return a language tag in the letter case that RFC 5646 recommends (``ko-Latn``); parsers lower it."""
    first, *rest = language.lower().split("-")
    cased = [first]
    private = len(first) == 1
    for part in rest:
        if not private and len(part) == 4 and part.isalpha():
            cased.append(part.title())
        elif not private and len(part) == 2:
            cased.append(part.upper())
        else:
            cased.append(part)
        private = private or len(part) == 1
    return "-".join(cased)

"""Markup → tokens with their places in the file, in one pass, whatever the markup is worth.

The rules are those of the HTML Living Standard, section 13.2.5 (tokenization), as far as they decide what a reader of
the page sees. ``html.parser`` of the standard library is not used: it needs 36 s for 120 kB of unclosed attributes
(its time grows with the square of their number), and its rules for comments and raw text differ between patch
releases of one Python version, so that one page would be read in two ways.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

from kg.records import Passage, Run, Span

__all__ = ["Attribute", "Token", "decode", "tokens"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """Hold one attribute as written: its lower-case name, and where its value stands, without the quotes."""

    name: str
    value: Span


@dataclass(frozen=True, slots=True)
class Token:
    """Hold one piece of markup: its kind, ``start end text raw cut``, the tag's name, and where it stands.

    ``raw`` is text in which no character reference counts; ``cut`` is a tag in which the file ends.
    """

    kind: str
    name: str
    span: Span
    attributes: tuple[Attribute, ...] = ()


_RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes"))
_RAW_WITH_REFERENCES = frozenset(("title", "textarea"))
_NAME = re.compile(r"[^\t\n\f\r />]*")
_BEFORE_ATTRIBUTE = re.compile(r"[\t\n\f\r /]*")
_ATTRIBUTE = re.compile(r"=?[^\t\n\f\r />=]*")
_SPACE = re.compile(r"[\t\n\f\r ]*")
_UNQUOTED = re.compile(r"[^\t\n\f\r >]*")
_COMMENT_END = re.compile(r"--!?>")


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a page, in order. Comments and declarations are passed over.

    Args:
        text: the decoded file. An unclosed tag or comment at its end takes the rest with it, as in browsers.
    """
    xml = text[:200].lstrip().startswith("<?xml")
    position = start = 0
    size = len(text)
    while True:
        opening = text.find("<", position)
        if opening < 0:
            break
        position = _markup(text, opening, xml)
        if position == opening:
            # A lone '<' is text.
            position += 1
            continue
        if start < opening:
            yield Token("text", "", Span(start, opening))
        start = position
        letter = text[opening + 1 : opening + 2]
        if letter == "!":
            if xml and text.startswith("<![CDATA[", opening):
                yield Token("raw", "", Span(opening + 9, max(opening + 9, position - 3)))
            continue
        if letter == "?" or position > size:
            start = position = min(position, size)
            continue
        if letter == "/":
            name = _NAME.match(text, opening + 2)
            if name and name[0][:1].isascii() and name[0][:1].isalpha():
                yield Token("end", name[0].lower(), Span(opening, position))
            continue
        token = _start_tag(text, opening)
        if token is None:
            # The file ends inside the tag.
            yield Token("cut", "", Span(opening, size))
            start = size
            break
        start = position = token.span.end
        yield token
        if xml and text[position - 2 : position] == "/>":
            yield Token("end", token.name, Span(position, position))
        elif token.name == "plaintext":
            position = size
        elif token.name in _RAW or token.name in _RAW_WITH_REFERENCES:
            position = _raw_end(text, position, token.name)
            if start < position:
                yield Token("text" if token.name in _RAW_WITH_REFERENCES else "raw", "", Span(start, position))
            start = position
    if start < size:
        yield Token("text", "", Span(start, size))


def _markup(text: str, opening: int, xml: bool) -> int:
    """Return where the markup that begins with ``<`` ends; ``opening`` itself where it is none.

    Of a start tag, only that it is one is told: the place behind its ``<``.
    """
    letter = text[opening + 1 : opening + 2]
    if letter.isascii() and letter.isalpha():
        return opening + 1
    if letter == "/":
        behind = text[opening + 2 : opening + 3]
        if not behind:
            return opening
        if behind.isascii() and behind.isalpha():
            token = _start_tag(text, opening + 1)
            return token.span.end if token else len(text) + 1
        return _behind(text, ">", opening + 2)
    if letter == "?":
        return _behind(text, ">", opening + 2)
    if letter != "!":
        return opening
    if text.startswith("<!--", opening):
        if text.startswith(("<!-->", "<!--->"), opening):
            return text.index(">", opening) + 1
        end = _COMMENT_END.search(text, opening + 4)
        return end.end() if end else len(text)
    if xml and text.startswith("<![CDATA[", opening):
        return _behind(text, "]]>", opening + 9)
    return _behind(text, ">", opening + 2)


def _behind(text: str, sign: str, start: int) -> int:
    found = text.find(sign, start)
    return len(text) if found < 0 else found + len(sign)


def _start_tag(text: str, opening: int) -> Token | None:
    """Read a tag from its ``<`` (of an end tag, its ``/``) on; nothing where the file ends inside it."""
    name = _NAME.match(text, opening + 1)
    assert name is not None
    position = name.end()
    attributes: dict[str, Attribute] = {}
    size = len(text)
    while True:
        before = _BEFORE_ATTRIBUTE.match(text, position)
        position = before.end() if before else position
        if position >= size:
            return None
        if text[position] == ">":
            break
        found = _ATTRIBUTE.match(text, position)
        assert found is not None
        key, position = found[0].lower(), found.end()
        space = _SPACE.match(text, position)
        behind = space.end() if space else position
        value = Span(position, position)
        if text[behind : behind + 1] == "=":
            space = _SPACE.match(text, behind + 1)
            behind = space.end() if space else behind + 1
            quote = text[behind : behind + 1]
            if quote in ('"', "'") and quote:
                end = text.find(quote, behind + 1)
                if end < 0:
                    return None
                value, position = Span(behind + 1, end), end + 1
            else:
                bare = _UNQUOTED.match(text, behind)
                value = Span(*bare.span()) if bare else value
                position = value.end
        attributes.setdefault(key, Attribute(key, value))
    return Token("start", name[0].lower(), Span(opening, position + 1), tuple(attributes.values()))


def _raw_end(text: str, start: int, name: str) -> int:
    end = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE).search(text, start)
    return end.start() if end else len(text)


_REFERENCE = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]+|[0-9]+);?|[A-Za-z][A-Za-z0-9]{0,31};?)")
_LONGEST_WITHOUT_SEMICOLON = 6


def decode(text: str, span: Span, *, attribute: bool = False) -> Passage:
    """Decode the character references in a stretch of the file.

    Args:
        text: the decoded file.
        span: the stretch: text between tags, or the value of an attribute.
        attribute: whether it is a value, in which ``&copy=`` is no reference.
    """
    pieces: list[str] = []
    runs: list[Run] = []
    length = 0

    def add(value: str, source: int, source_length: int) -> None:
        nonlocal length
        if value:
            pieces.append(value)
            runs.append(Run(length, source, len(value), source_length))
            length += len(value)

    position = span.start
    for match in _REFERENCE.finditer(text, span.start, span.end):
        value, size = _referent(match[0], text[match.end() : match.end() + 1], attribute)
        if not size:
            continue
        add(text[position : match.start()], position, match.start() - position)
        add(value, match.start(), size)
        position = match.start() + size
    add(text[position : span.end], position, span.end - position)
    return Passage("".join(pieces), tuple(runs))


def _referent(reference: str, following: str, attribute: bool) -> tuple[str, int]:
    """Return what a reference means and how many characters of it do; 0 where it is none."""
    if reference[1] == "#":
        value = html.unescape(reference)
        # A number that is no character, such as that of a control sign, is written as the sign for 'unknown'.
        return (value or "\ufffd"), len(reference)
    if reference.endswith(";") and reference[1:] in html5:
        return html5[reference[1:]], len(reference)
    name = reference[1:].rstrip(";")
    for size in range(min(len(name), _LONGEST_WITHOUT_SEMICOLON), 1, -1):
        if name[:size] in html5:
            behind = name[size : size + 1] or (";" if reference.endswith(";") else following)
            if attribute and (behind == "=" or behind.isalnum()):
                return "", 0
            return html5[name[:size]], size + 1
    return "", 0

"""How terms are written: what may stand in an IRI, a label or a tag, and what must be escaped.

Nothing is mended: a term that no format can hold is refused, so that a file is either right or not written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.errors import InputError
from kg.quads import Blank, Iri, Literal

__all__ = ["blank", "iri", "language", "natural", "quoted"]

# RFC 3987 by exclusion: a scheme, then nothing that N-Triples and Turtle forbid between < and >, nor a bare "%".
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[^\x00-\x20<>\"{}|^`\\%\ud800-\udfff]|%[0-9A-Fa-f]{2})*\Z")
_LABEL = re.compile(r"(?!x_)[A-Za-z][A-Za-z0-9_]*\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_DIGITS = re.compile(r"(\d+)")


def iri(value: Iri) -> Iri:
    """Return an IRI, unchanged, that every format can hold.

    Raises:
        InputError: it is relative, or holds a character that no IRI may.
    """
    if not _IRI.match(value):
        raise InputError(f"no absolute IRI: {str(value)[:200]!r}", hint="Encode what an IRI may not hold as %XX.")
    return value


def blank(label: Blank) -> str:
    """Return a blank node's label as every format can hold it: letters, digits and ``_``, a letter first."""
    return str(label) if _LABEL.match(label) else f"x_{label.encode('utf-8', 'surrogatepass').hex()}"


def language(literal: Literal) -> str:
    """Return the language tag of a literal (BCP 47).

    Raises:
        InputError: it is no tag.
    """
    if not _LANGUAGE.match(literal.lang):
        raise InputError(f"no language tag: {literal.lang!r}", hint="Tags are such as ko, en or ko-Latn (BCP 47).")
    return literal.lang


def quoted(value: str) -> str:
    r"""Return a string in quotation marks as N-Triples and Turtle write it, ``\n`` and the like escaped."""
    if _ESCAPED.search(value):
        value = _ESCAPED.sub(_escape, value)
    return f'"{value}"'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


@lru_cache(maxsize=1 << 16)
def natural(text: str) -> tuple[str | int, ...]:
    """Return a key that sorts numbers in a text by their value: ``reference-9`` before ``reference-10``."""
    return tuple(int(part) if index % 2 else part for index, part in enumerate(_DIGITS.split(text)))

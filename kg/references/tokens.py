"""A reference string → pieces: cut where the script changes and at every punctuation mark, nothing lost.

An address and a DOI are one piece each.

A piece carries the white space before it, so that the pieces joined are the string again, byte for byte, and one
dictionary look-up tells all that can be known of a token without its neighbours.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg.references.lexicon import surnames

__all__ = ["Token", "pieces", "tokens"]

HANGUL = "가-힣ᄀ-ᇿ㄰-㆏"
HANJA = "々〇一-鿿㐀-䶿豈-﫿"
KANA = "ぁ-ヿ"


class Token(NamedTuple):
    """A stretch of one script, one mark, or one address; offsets in code points, half-open."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    # Words that Korean lists print without the space which separates two fields: a school and the degree, a body or a
    # name and its role. The look-aheads are of bounded length, so that the whole stays linear.
    glued = (
        rf"[{HANGUL}]{{0,24}}?(?:대학교|대학원|대학)(?=(?:[{HANGUL}]{{0,8}}대학원|석사|박사|출판)[{HANGUL}]*)"
        rf"|(?:석사|박사)(?=학위|논문|과정)"
        rf"|[{HANGUL}]{{2,24}}?(?:회|원|부|소|팀|단|처)(?=(?:역|편|저|편저|공저|옮김|엮음|외|등)(?![{HANGUL}]))"
        rf"|[{surnames()}][{HANGUL}]{{2}}(?=외(?![{HANGUL}]))"
        rf"|[{HANJA}]{{2,24}}?(?=[著編譯撰輯]{{1,2}}(?![{HANJA}]))"
    )
    # An address is one token, and so is a DOI; what is printed before a DOI as an address is a token of its own.
    doi = r"10\.\d{4,9}/(?:[^\s()<>\"“”‘’,;]|\([^\s()]{0,80}\)|[,;](?=\w)){1,300}(?<![.,;:\]\[])"
    link = (
        r"https?://(?:dx\.)?doi\.org/(?=10\.\d)"
        rf"|(?:https?://|www\.)(?:[^\s<>(),\"“”‘’「」『』《》{HANGUL}{HANJA}]|\([^\s(),{HANGUL}]{{0,80}}\)){{1,400}}"
        r"(?<=[\w/=#%&~+\-)])"
    )
    return re.compile(
        rf"\s*(?:{doi}|{link}|{glued}|[{HANGUL}]+|[{HANJA}]+|[{KANA}]+"
        rf"|[^\W\d_{HANGUL}{HANJA}{KANA}]+|\d+|[^\w\s]|_)|\s+"
    )


def pieces(string: str) -> list[str]:
    """Cut a string into pieces whose concatenation is the string; only the last can be white space alone."""
    return _pattern().findall(string)


def tokens(string: str) -> list[Token]:
    """List the tokens of a string with their positions, white space left out."""
    found = []
    end = 0
    for piece in pieces(string):
        end += len(piece)
        text = piece.lstrip()
        if text:
            found.append(Token(text, end - len(text), end))
    return found

"""Who paid for the work: bodies behind a label, and the sentences that thank them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.readers.scripts import language
from kg.records import Passage, Span, Text

__all__ = ["acknowledges", "bodies"]

_KOREAN = re.compile(r"\s*[;,，、]\s*")
_ENGLISH = re.compile(r"\s*;\s*")


def bodies(passage: Passage) -> Iterator[Text]:
    """Yield the bodies that a label such as ``Supported by :`` names.

    A comma parts Korean names; in English ones it belongs to the name (``Ministry of Education, Science and …``).
    """
    pattern = _KOREAN if language(passage.text) == "ko" else _ENGLISH
    start = 0
    for match in [*pattern.finditer(passage.text), None]:
        end = match.start() if match else len(passage.text)
        piece = passage.cut(Span(start, end)).strip()
        if any(char.isalpha() for char in piece.text):
            yield Text(piece.text, language(piece.text), piece.span)
        start = match.end() if match else end


_THANKS = re.compile(
    r"(?:이|본)\s?(?:논문|연구|성과물|결과물|저서|저작물).{0,120}(?:지원|연구비|재원|일환|수정|보완|발췌|박사학위|석사학위)"
    r"|(?:지원|연구비)(?:을|를|에|으로)?\s?(?:받아|의하여|의해|수행)"
    r"|감사(?:를|드|합|의)"
    r"|(?:work|research|study|paper|article|project)\s(?:was|is|were|has been)\s(?:\w+\s)?"
    r"(?:supported|funded|financed|sponsored)"
    r"|financial(?:ly)?\ssupport|\bthank(?:s|ful)?\b|grant\s(?:no|number|funded)|funded by",
    re.IGNORECASE,
)


def acknowledges(text: str) -> bool:
    """Tell whether a line thanks somebody, or says with whose money or from what earlier work the paper was made."""
    return len(text) <= 1200 and _THANKS.search(text) is not None

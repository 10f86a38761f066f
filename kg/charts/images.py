"""The picture of an answer as SVG or PNG, drawn by Vega without a browser and without the network.

SVG leaves the letters to whoever shows it. PNG takes them from the fonts of this machine: where none has a letter,
that is said, and no box is drawn in its place.
"""

from __future__ import annotations

import importlib
import importlib.util
import unicodedata
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Any

from kg.answers.rows import Answer
from kg.charts.plain import alone
from kg.charts.plan import Plan, plan
from kg.charts.vega import LOOKS, specification
from kg.errors import UsageError

__all__ = ["PICTURES", "image", "installed", "picture", "sketch", "sketches", "without_font"]

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}
"""The formats of pictures, and their media types."""

_NOWHERE = "\u0378"  # Not assigned, so that every font draws what it draws for a letter that it lacks.

# Spaces, signs without a shape of their own, and accents, which the letter before them carries.
_UNSEEN = frozenset("Zs Zl Zp Cc Cf Cs Mn Me Mc".split())


def installed() -> bool:
    """Return whether the extra ``charts`` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("altair", "vl_convert"))


def picture(answer: Answer, format_: str, title: str = "", lang: str = "en") -> bytes | None:
    """Return the picture of an answer; nothing where a table says it better.

    The same answer gives the same bytes, as long as the packages (and for PNG, the fonts) are the same.

    Args:
        answer: what was answered.
        format_: ``svg`` or ``png``. Without the extra ``charts``, SVG is the plain drawing of the site.
        title: what stands above the picture.
        lang: the language of labels.

    Raises:
        UsageError: PNG is asked for and the extra ``charts`` is not installed, or no font has some letter.
    """
    if format_ == "svg" and not installed():
        found = plan(answer, lang)
        return sketch(found, format_, title, lang) if found else None
    made = specification(answer, title, lang)
    return image(made, format_) if made else None


def sketches(found: Plan, title: str = "") -> tuple[str, ...]:
    """Return the formats in which :func:`sketch` can draw a picture on this machine.

    Args:
        found: what is drawn.
        title: what stands above it.
    """
    if importlib.util.find_spec("vl_convert") is None or without_font(_words(found, title)):
        return ("svg",)
    return ("svg", "png")


def sketch(found: Plan, format_: str, title: str = "", lang: str = "en") -> bytes:
    """Return a picture as the pages of the site draw it: at once, where Vega would take a second to start.

    Args:
        found: what is drawn.
        format_: ``svg`` or ``png``.
        title: what stands above it.
        lang: the language of its description.

    Raises:
        UsageError: for PNG, vl-convert is not installed or no font has some letter; or there is no such format.
    """
    _known(format_)
    drawn = alone(found, title, lang)
    return drawn.encode() if format_ == "svg" else _png(drawn, _words(found, title))


def image(made: dict[str, Any], format_: str) -> bytes:
    """Return the picture of a Vega-Lite specification.

    Args:
        made: the specification.
        format_: ``svg`` or ``png``.

    Raises:
        UsageError: vl-convert is not installed, there is no such format, or for PNG no font has some letter.
    """
    _known(format_)
    # No address may be opened: everything that is drawn stands in the specification.
    drawn: str = _vl_convert().vegalite_to_svg(made, config=LOOKS, allowed_base_urls=[])
    return drawn.encode() if format_ == "svg" else _png(drawn, _texts(made))


def _known(format_: str) -> None:
    if format_ not in PICTURES:
        raise UsageError(f"no picture is written as {format_!r}; svg and png are")


def _png(drawn: str, texts: Iterable[str]) -> bytes:
    lacking = without_font(texts)
    if lacking:
        shown = " ".join(lacking[:8]) + (" …" if len(lacking) > 8 else "")
        raise UsageError(
            f"no font of this machine has the letters {shown}; install one that does, for Korean 'Noto Sans KR' "
            "(Debian and Ubuntu: fonts-noto-cjk), or say --format svg, which takes the fonts of whoever looks at it"
        )
    return bytes(_vl_convert().svg_to_png(drawn, scale=2))


def without_font(texts: Iterable[str]) -> list[str]:
    """Return the letters that no font of this machine has, in the order of Unicode.

    Args:
        texts: what is to be drawn.

    Raises:
        UsageError: vl-convert is not installed.
    """
    letters = {char for text in texts for char in text}
    # Latin letters are in the fonts that vl-convert brings along.
    asked = [char for char in letters if char > "\u024f" and unicodedata.category(char) not in _UNSEEN]
    nothing = _drawn(_NOWHERE)
    return sorted(char for char in asked if _drawn(char) == nothing)


@cache
def _drawn(char: str) -> bytes:
    text = f'<text x="4" y="24" font-size="20" font-family="{escape(LOOKS["font"])}">{escape(char)}</text>'
    framed = f'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32">{text}</svg>'
    return bytes(_vl_convert().svg_to_png(framed))


def _words(found: Plan, title: str) -> Iterable[str]:
    return (title, *found.series, *(bar.label for bar in found.bars))


def _texts(made: object) -> Iterable[str]:
    """Yield every text within a specification."""
    if isinstance(made, str):
        yield made
    elif isinstance(made, dict):
        for part in made.values():
            yield from _texts(part)
    elif isinstance(made, (list, tuple)):
        for part in made:
            yield from _texts(part)


def _vl_convert() -> Any:
    try:
        return importlib.import_module("vl_convert")
    except ImportError:
        raise UsageError("pictures need vl-convert: pip install 'paper-kg[charts]'") from None

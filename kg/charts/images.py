"""A Vega-Lite specification as a picture, SVG or PNG, drawn without a browser and without the network."""

from __future__ import annotations

import importlib
from typing import Any

from kg.errors import UsageError

__all__ = ["image"]


def image(made: dict[str, Any], format_: str) -> bytes:
    """Return the picture of a Vega-Lite specification, drawn without a browser and without the network.

    Args:
        made: the specification.
        format_: ``svg`` or ``png``.

    Raises:
        UsageError: vl-convert is not installed, or there is no such format.
    """
    if format_ not in ("svg", "png"):
        raise UsageError(f"no picture is written as {format_!r}; svg and png are")
    try:
        vl_convert: Any = importlib.import_module("vl_convert")
    except ImportError:
        raise UsageError("pictures need vl-convert: pip install 'paper-kg[charts]'") from None
    # No address may be opened: everything that is drawn stands in the specification.
    if format_ == "svg":
        drawn: str = vl_convert.vegalite_to_svg(made, allowed_base_urls=[])
        return drawn.encode()
    return bytes(vl_convert.vegalite_to_png(made, scale=2, allowed_base_urls=[]))

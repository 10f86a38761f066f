"""The picture of an answer as a Vega-Lite specification, made by Altair.

What a picture holds stands in :func:`chart`; how it looks on paper, in :data:`LOOKS`, so that a page or a notebook
with colours of its own can leave that out.
"""

from __future__ import annotations

import importlib
from typing import Any

from kg.answers.rows import Answer
from kg.charts.plan import FONTS, INKS, plan, with_gaps
from kg.errors import UsageError

__all__ = ["LOOKS", "chart", "specification"]

LOOKS: dict[str, Any] = {
    "font": ", ".join(f"'{font}'" if " " in font else font for font in FONTS),
    "range": {"category": list(INKS)},
    "bar": {"color": INKS[0]},
    "view": {"stroke": None},
    "title": {"anchor": "start", "fontSize": 15, "offset": 12},
    "legend": {"orient": "top", "labelFontSize": 12, "symbolType": "square"},
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 260,
        "maxExtent": 340,
    },
    "axisX": {"labelAngle": 0, "labelOverlap": "greedy", "labelSeparation": 8},
    "axisQuantitative": {"tickMinStep": 1, "tickCount": 6, "domain": False},
}
"""How a picture looks: a Vega-Lite configuration. Counts have no halves, Hangul its fonts, years stand upright."""


def chart(answer: Answer, title: str = "", lang: str = "en") -> Any:
    """Return the picture of an answer as an Altair chart; nothing where a table says it better.

    Args:
        answer: what was answered.
        title: what stands above the picture.
        lang: the language of labels.

    Returns:
        An ``altair.Chart``, or ``None``.

    Raises:
        UsageError: Altair is not installed.
    """
    found = plan(answer, lang)
    if found is None:
        return None
    try:
        altair: Any = importlib.import_module("altair")
    except ImportError:
        raise UsageError("charts need Altair: pip install 'paper-kg[charts]'") from None
    bars = with_gaps(found)
    data = [
        {"category": bar.label, "series": series, "value": number}
        for bar in bars
        for series, number in zip(found.series, bar.values, strict=True)
    ]
    category = {"type": "ordinal", "sort": [bar.label for bar in bars], "title": found.category}
    counted = altair.Y if found.ordered else altair.X
    named = altair.X if found.ordered else altair.Y
    encoding = [
        named("category", **category),
        counted("value", type="quantitative", title=", ".join(found.series)),
        altair.Tooltip(["category:N", "series:N", "value:Q"]),
    ]
    if len(found.series) > 1:
        encoding.append(altair.Color("series", type="nominal", sort=list(found.series), title=None))
    made = altair.Chart(altair.Data(values=data)).mark_bar().encode(*encoding)
    return made.properties(width=640 if found.ordered else 420, **({"title": title} if title else {}))


def specification(answer: Answer, title: str = "", lang: str = "en") -> dict[str, Any] | None:
    """Return the picture of an answer as a Vega-Lite specification; nothing where a table says it better.

    Args:
        answer: what was answered.
        title: what stands above the picture.
        lang: the language of labels.

    Raises:
        UsageError: Altair is not installed.
    """
    drawn = chart(answer, title, lang)
    if drawn is None:
        return None
    made: dict[str, Any] = drawn.to_dict()
    return made

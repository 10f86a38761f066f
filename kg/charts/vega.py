"""The picture of an answer as a Vega-Lite specification, made by Altair."""

from __future__ import annotations

import importlib
from typing import Any

from kg.answers import Answer
from kg.charts.plan import plan
from kg.errors import UsageError

__all__ = ["specification"]


def specification(answer: Answer, title: str = "", lang: str = "en") -> dict[str, Any] | None:
    """Return the picture of an answer as a Vega-Lite specification; nothing where a table says it better.

    Args:
        answer: what was answered.
        title: what stands above the picture.
        lang: the language of labels.

    Raises:
        UsageError: Altair is not installed.
    """
    found = plan(answer, lang)
    if found is None:
        return None
    try:
        altair: Any = importlib.import_module("altair")
    except ImportError:
        raise UsageError("pictures need Altair: pip install 'paper-kg[charts]'") from None
    data = [
        {"category": bar.label, "series": series, "value": number}
        for bar in found.bars
        for series, number in zip(found.series, bar.values, strict=True)
    ]
    names = [bar.label for bar in found.bars]
    category = {"type": "ordinal", "sort": names, "title": found.category}
    counted = altair.Y if found.ordered else altair.X
    named = altair.X if found.ordered else altair.Y
    encoding = [
        named("category", **category),
        counted("value", type="quantitative", title=", ".join(found.series)),
        altair.Tooltip(["category:N", "series:N", "value:Q"]),
    ]
    if len(found.series) > 1:
        encoding.append(altair.Color("series", type="nominal", sort=list(found.series), title=None))
    chart = altair.Chart(altair.Data(values=data), title=title).mark_bar().encode(*encoding)
    made: dict[str, Any] = chart.properties(width=640 if found.ordered else 420).to_dict()
    return made

"""A picture with its title, its legend and its figures as a table."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from kg import charts
from kg.charts import drawing
from kg.site.context import bundled

__all__ = ["figure", "specification"]

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def figure(found: charts.Plan | None, title: str, lang: str, question: str = "") -> dict[str, Any] | None:
    """Return what a template needs to show a picture; nothing where there is none.

    Args:
        found: the picture.
        title: what stands above it.
        lang: the language of the page.
        question: the id of the question that the picture answers.
    """
    if found is None:
        return None
    return {
        "title": title,
        # All text within is escaped where it is drawn.
        "svg": Markup(drawing.draw(found, title, lang)),
        "narrow": Markup(drawing.draw(found, title, lang, drawing.NARROW)),
        "category": found.category,
        "series": found.series,
        "cells": charts.cells(found),
        "question": question,
        "wide": found.ordered and len(found.bars) > 12,
        "left_out": found.left_out,
        "specification": json.dumps(specification(found), ensure_ascii=False) if bundled("charts") else "",
    }


def specification(found: charts.Plan) -> dict[str, Any]:
    """Return a picture as a Vega-Lite specification: what :func:`kg.charts.specification` says of the same plan.

    Written here without Altair, which takes most of a second to import, longer than a served page may take, and which
    a plain installation does not have; a test holds the two alike.

    Args:
        found: the picture.
    """
    bars = charts.with_gaps(found)
    names = [bar.label for bar in bars]
    category = {"field": "category", "type": "ordinal", "sort": names, "title": found.category}
    counted = {"field": "value", "type": "quantitative", "title": ", ".join(found.series)}
    encoding: dict[str, Any] = {
        "x": category if found.ordered else counted,
        "y": counted if found.ordered else category,
        "tooltip": [
            {"field": "category", "type": "nominal"},
            {"field": "series", "type": "nominal"},
            {"field": "value", "type": "quantitative"},
        ],
    }
    if len(found.series) > 1:
        encoding["color"] = {"field": "series", "type": "nominal", "sort": list(found.series), "title": None}
    return {
        "$schema": _SCHEMA,
        "data": {
            "values": [
                {"category": bar.label, "series": series, "value": number}
                for bar in bars
                for series, number in zip(found.series, bar.values, strict=True)
            ]
        },
        "mark": {"type": "bar"},
        "encoding": encoding,
        "width": 640 if found.ordered else 420,
    }

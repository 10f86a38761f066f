"""A picture with its title, its legend and its figures as a table."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kg import charts
from kg.site import svg

__all__ = ["figure"]


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
        "svg": Markup(svg.draw(found, title, lang)),
        "category": found.category,
        "series": found.series,
        "cells": charts.cells(found),
        "question": question,
        "wide": found.ordered and len(found.bars) > 12,
        "left_out": found.left_out,
    }

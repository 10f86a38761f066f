"""Pictures of answers: planned here, drawn as SVG by the site, written as Vega-Lite specification, SVG and PNG."""

from __future__ import annotations

from kg.charts.images import PICTURES, image, installed, picture, sketch, sketches
from kg.charts.plan import Bar, Plan, cells, plain_number, plan, with_gaps
from kg.charts.vega import LOOKS, chart, specification

__all__ = [
    "LOOKS",
    "PICTURES",
    "Bar",
    "Plan",
    "cells",
    "chart",
    "image",
    "installed",
    "picture",
    "plain_number",
    "plan",
    "sketch",
    "sketches",
    "specification",
    "with_gaps",
]

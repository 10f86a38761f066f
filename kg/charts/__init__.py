"""Pictures of answers: planned here, drawn as SVG by the site, written as Vega-Lite specification, SVG and PNG."""

from __future__ import annotations

from kg.charts.images import image
from kg.charts.plan import Bar, Plan, cells, plain_number, plan
from kg.charts.vega import specification

__all__ = ["Bar", "Plan", "cells", "image", "plain_number", "plan", "specification"]

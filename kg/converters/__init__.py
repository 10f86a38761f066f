"""Records → quads, in four layers. Knows no parsing and no files; every field's property stands in one table."""

from __future__ import annotations

from kg.converters.convert import convert, dataset
from kg.converters.statements import Shared

__all__ = ["Shared", "convert", "dataset"]

"""The graph of the sample page, built once for the tests that look at a whole graph."""

from __future__ import annotations

import functools

from kg.pipeline import Options, build
from kg.quads import Quad
from kg.resources import examples

__all__ = ["sample"]


@functools.cache
def sample() -> tuple[Quad, ...]:
    """Return the quads of the sample page."""
    path = examples("sample.txt")
    return tuple(build([(path.name, path.read_bytes())], Options(engine="none")).quads)

"""The names of the layers' graphs, and the base that names and minted IRIs tell."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from kg.namespaces import DEFAULT_BASE
from kg.quads import LAYERS, Iri, Quad

__all__ = ["layer_of", "name_of", "tell_base"]

_LAYER_GRAPH = re.compile(rf"(.+/)graph/({'|'.join(LAYERS)})\Z", re.DOTALL)
_MINTED = re.compile(r"([A-Za-z][\w+.-]*://[^#?]*/)[a-z]+/[0-9a-f]{16}(?:#.*)?\Z")
_FAR = 10_000


def name_of(layer: str, base: str) -> Iri | None:
    """Return the name of a layer's graph; of no layer, nothing: the default graph.

    Args:
        layer: one of the four layers, or the whole name of a foreign graph.
        base: where minted IRIs live.
    """
    if layer in LAYERS:
        return Iri(f"{base}graph/{layer}")
    return Iri(layer) if layer else None


def layer_of(name: str) -> tuple[str, str]:
    """Return what a graph's name tells: its layer and the base; of a foreign graph, its whole name and no base."""
    match = _LAYER_GRAPH.fullmatch(name)
    return (match[2], match[1]) if match else (name, "")


def tell_base(quads: Iterable[Quad]) -> tuple[str, Iterator[Quad]]:
    """Tell where the minted IRIs of some quads live, by the first of them; hand the quads back, all of them.

    Args:
        quads: the quads; the first ten thousand are looked at.
    """
    source = iter(quads)
    seen: list[Quad] = []
    for quad in itertools.islice(source, _FAR):
        seen.append(quad)
        match = _MINTED.fullmatch(quad.subject)
        if match:
            return match[1], itertools.chain(seen, source)
    return DEFAULT_BASE, itertools.chain(seen, source)

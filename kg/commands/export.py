"""``kg export``: a graph → another format, some of its layers, or a list of its works."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator

from kg.commands.build import layers
from kg.export import ALL_FORMATS
from kg.formats import FORMATS
from kg.quads import LAYERS, Quad

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add = parser.add_argument
    add("graph", metavar="GRAPH", help="a graph file, a store folder, an endpoint's URL, or - for standard input")
    add("-o", "--output", metavar="FILE", required=True, help="the file to write; - for standard output")
    add(
        "--format",
        choices=ALL_FORMATS,
        help="the format, where the file's name does not tell it: of the graph, or of a list of its works "
        "(bibtex, ris, csl-json, graphml)",
    )
    add("--layers", type=layers, default=LAYERS, metavar="L,L", help=f"which layers: {','.join(LAYERS)} (all)")
    add(
        "--views", action="store_true", help="restate citations: dcterms:references, dcterms:isReferencedBy, bibo:cites"
    )
    add("--input-format", choices=tuple(FORMATS), help="the format of GRAPH, where its name does not tell it")


def run(args: argparse.Namespace) -> int:
    """Read the graph, write it, and say how much of it there is."""
    from kg import export, stores
    from kg.export.choice import choose, views

    format_ = export.format_of(args.output, args.format, whole=False)
    base, quads = stores.with_base(args.graph, format=args.input_format)
    chosen: Iterable[Quad] = choose(quads, args.layers)
    if args.views:
        chosen = views(chosen)
    counted = _Counted(chosen)
    export.write(counted, args.output, format=format_, base=base)
    if args.output != "-" and format_ in FORMATS:
        print(f"{args.output}: {counted.number} triples", file=sys.stderr)
    return 0


class _Counted:
    """Count the quads that pass."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = quads
        self.number = 0

    def __iter__(self) -> Iterator[Quad]:
        for quad in self._quads:
            self.number += 1
            yield quad

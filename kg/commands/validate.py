"""``kg validate``: a graph against the shapes, with the line of the saved page for each result."""

from __future__ import annotations

import argparse
import sys

from kg.commands.build import base

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    from kg.namespaces import DEFAULT_BASE

    add = parser.add_argument
    add("graph", metavar="GRAPH", help="a graph file, a store folder or an endpoint's URL")
    add("--format", choices=("text", "json", "turtle"), default="text", help="how the report is written (text)")
    add("--lang", choices=("en", "ko"), default="en", help="the language of messages (en)")
    add("--engine", choices=("auto", "shacl", "pyshacl"), default="auto", help="what checks the shapes (auto)")
    add("--strict", action="store_true", help="exit with 1 on warnings too")
    add("--base", type=base, default=DEFAULT_BASE, metavar="IRI", help=f"where IRIs were minted ({DEFAULT_BASE})")


def run(args: argparse.Namespace) -> int:
    """Check the graph and print the report."""
    from kg import stores, validation

    report = validation.validate(list(stores.quads(args.graph)), engine=args.engine, base=args.base)
    if args.format == "json":
        sys.stdout.write(report.json(args.lang))
    elif args.format == "turtle":
        sys.stdout.write(report.turtle())
    else:
        sys.stdout.write(report.text(args.lang))
    return report.exit_code(strict=args.strict)

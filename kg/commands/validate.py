"""``kg validate``: graphs against the shapes, with the line of the saved page for each result."""

from __future__ import annotations

import argparse
import sys

from kg.commands.build import base

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    from kg.namespaces import DEFAULT_BASE

    add = parser.add_argument
    add("graphs", metavar="GRAPH", nargs="+", help="a graph file, a store folder or an endpoint's URL; each on its own")
    add("--format", choices=("text", "json", "turtle"), default="text", help="how the report is written (text)")
    add("--lang", choices=("en", "ko"), default="en", help="the language of messages (en)")
    add("--engine", choices=("auto", "shacl", "pyshacl"), default="auto", help="what checks the shapes (auto)")
    add("--strict", action="store_true", help="exit with 1 on warnings too")
    add("--base", type=base, default=DEFAULT_BASE, metavar="IRI", help=f"where IRIs were minted ({DEFAULT_BASE})")


def run(args: argparse.Namespace) -> int:
    """Check each graph and print its report; the worst exit code counts."""
    from kg import stores, validation

    several = len(args.graphs) > 1
    code = 0
    documents: list[str] = []
    for word in args.graphs:
        report = validation.validate(list(stores.quads(word)), engine=args.engine, base=args.base)
        code = max(code, report.exit_code(strict=args.strict))
        if args.format == "json":
            documents.append(report.json(args.lang).rstrip("\n"))
        elif args.format == "turtle":
            sys.stdout.write(report.turtle())
        else:
            sys.stdout.write((f"{word}\n" if several else "") + report.text(args.lang))
    if documents:
        sys.stdout.write((f"[{', '.join(documents)}]" if several else documents[0]) + "\n")
    return code

"""``kg report``: write the site of a graph to a folder."""

from __future__ import annotations

import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add = parser.add_argument
    add("graph", metavar="GRAPH", help="a graph file, - for standard input, a store folder, or an endpoint's URL")
    add("-o", "--output", metavar="FOLDER", required=True, help="where the pages go; an earlier report is replaced")
    add("--lang", choices=("en", "ko"), default="en", help="the language of the first page (en)")
    add("--engine", choices=("oxigraph", "rdflib"), default="oxigraph", help="what asks a file (oxigraph)")


def run(args: argparse.Namespace) -> int:
    """Write the pages."""
    from kg import report, stores

    with stores.open_graph(args.graph, engine=args.engine) as store:
        made = report.write(store, args.output, lang=args.lang)
    if args.lang == "ko":
        print(f"페이지 {made.pages}개, 파일 {made.files}개. 여기서 시작한다: {made.first}")
    else:
        print(f"{made.pages} pages, {made.files} files; open {made.first}")
    return 0

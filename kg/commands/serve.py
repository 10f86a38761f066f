"""``kg serve``: the site, the questions and a SPARQL endpoint over a graph, on this machine."""

from __future__ import annotations

import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add = parser.add_argument
    add("graph", metavar="GRAPH", help="a graph file, a store folder or an endpoint's URL")
    add("--host", default="127.0.0.1", help="the address to listen on; 0.0.0.0 for every one (127.0.0.1)")
    add("--port", type=int, default=8000, metavar="N", help="the port; 0 for any that is free (8000)")
    add("--time-limit", type=float, default=30.0, metavar="SECONDS", help="how long one query may run (30)")
    add("--row-limit", type=int, default=100_000, metavar="N", help="how many rows or triples an answer holds (100000)")
    add("--workers", type=int, default=2, metavar="N", help="how many processes answer queries (2)")
    add("--lang", choices=("en", "ko"), default="en", help="the language of pages (en)")
    add("--open", action="store_true", help="open the site in the browser")


def run(args: argparse.Namespace) -> int:
    """Serve until the process is asked to end."""
    from kg.errors import UsageError

    numbers = {"--time-limit": args.time_limit, "--row-limit": args.row_limit, "--workers": args.workers}
    for name, value in numbers.items():
        if not 0 < value < 1_000_000_000:
            raise UsageError(f"{name} must be more than 0")
    if not 0 <= args.port <= 65535:
        raise UsageError("--port is a number from 0 to 65535")
    from kg.web.replies import Limits
    from kg.web.server import Options, serve

    limits = Limits(seconds=args.time_limit, rows=args.row_limit)
    serve(args.graph, Options(args.host, args.port, limits, args.workers, args.lang, args.open))
    return 0

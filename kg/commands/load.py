"""``kg load``: a graph → a store's folder, or a SPARQL server."""

from __future__ import annotations

import argparse
import sys

__all__ = ["add_arguments", "run"]

_MANY = 5_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    from kg.formats import FORMATS

    add = parser.add_argument
    add("graph", metavar="GRAPH", help="a graph file, a store's folder, an endpoint's URL, or - for standard input")
    add("target", metavar="TARGET", help="a store's folder, made where there is none, or an endpoint's URL")
    add("--replace", action="store_true", help="empty each graph that is loaded before, rather than add to it")
    add("--graph", metavar="IRI", dest="name", default="", help="the graph for triples that are in none")
    add("--graph-store", metavar="URL", default="", help="where the server's Graph Store Protocol is")
    add("--update", metavar="URL", default="", help="where the server's SPARQL UPDATE is")
    add("--input-format", choices=tuple(FORMATS), help="the format of GRAPH, where its name does not tell it")


def run(args: argparse.Namespace) -> int:
    """Load the graph, and say what the target holds now."""
    from kg import stores
    from kg.errors import UsageError
    from kg.stores import disk

    if not stores.is_url(args.target) and (args.graph_store or args.update):
        raise UsageError("a folder has neither --graph-store nor --update; TARGET is to be an endpoint's URL")
    base, quads = stores.with_base(args.graph, format=args.input_format)
    if not stores.is_url(args.target):
        if args.name:
            quads = (quad if quad.layer else quad._replace(layer=args.name) for quad in quads)
        from kg.site import ahead

        made = disk.write(args.target, quads, base, add=not args.replace)
        ahead.prepare(args.target)
        _say(args.target, made.triples, "")
        return 0
    from kg.stores.load import load

    shown = sys.stderr.isatty()

    def progress(sent: int) -> None:
        if shown:
            print(f"\r{sent:,} triples", end="", file=sys.stderr, flush=True)

    loaded = load(
        quads,
        base,
        args.target,
        source="" if stores.is_url(args.graph) else args.graph,
        graph=args.name,
        replace_all=args.replace,
        graph_store=args.graph_store,
        update=args.update,
        progress=progress,
    )
    if shown:
        print("\r", end="", file=sys.stderr)
    resumed = f"; went on after {loaded.resumed} requests of an earlier run" if loaded.resumed else ""
    _say(args.target, loaded.triples, resumed)
    if sum(loaded.triples.values()) > _MANY:
        print("kg load: the server's own bulk loader is faster; docs/12-stores-and-endpoints.md", file=sys.stderr)
    return 0


def _say(target: str, triples: dict[str, int], more: str) -> None:
    from kg import stores

    counts = ", ".join(f"{name or 'default graph'} {count}" for name, count in triples.items())
    print(f"{stores.shown(target)}: {sum(triples.values())} triples ({counts}){more}", file=sys.stderr)

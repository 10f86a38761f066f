"""``kg explain``: which characters of which page say so; and a page's lists, rebuilt from the graph."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.explain import Page, Pages
    from kg.stores import Store

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add = parser.add_argument
    add("graph", metavar="GRAPH", help="a graph file, a store folder, an endpoint's URL, or - for standard input")
    add(
        "thing",
        metavar="THING",
        nargs="?",
        help="an IRI or the end of one (work/5f3a), a reference's number (5, reference-5, cited-by-2), "
        "or part of a title or name",
    )
    add("--field", default="", metavar="NAME", help="only what is said in this field, such as title or year")
    add(
        "--page",
        nargs="?",
        const="",
        metavar="SOURCE",
        help="without THING: print the page's lists as they stand in its file; with THING: on this page only. "
        "SOURCE is the file's name or key, where the graph holds several",
    )
    add("--section", choices=("references", "cited-by"), default="", help="with --page: only this list")
    add("--encoding", choices=("utf-8", "source"), default="utf-8", help="with --page: as the page's file is encoded")
    add("--format", choices=("text", "json"), default="text", help="how the explanation is written (text)")
    add("--lang", choices=("en", "ko"), default="en", help="the language of headings (en)")
    add("--engine", choices=("oxigraph", "rdflib"), default="oxigraph", help="what asks a file (oxigraph)")


def run(args: argparse.Namespace) -> int:
    """Explain a thing, or rebuild a page."""
    from kg import explain, stores
    from kg.errors import UsageError
    from kg.explain import machine, text

    if args.thing is None and args.page is None:
        raise UsageError("say what is to be explained (a title, a name, a number, an IRI), or --page")
    with stores.open_graph(args.graph, engine=args.engine) as store:
        pages = explain.Pages(store)
        page = pages.choose(args.page) if args.page or args.thing is None else None
        if args.thing is None:
            assert page is not None
            _rebuild(store, pages, page, args)
            return 0
        matches = explain.find(store, pages, args.thing, page)
        if len(matches) > 1:
            several = machine.choices(matches) if args.format == "json" else text.choices(matches, args.lang)
            sys.stdout.write(several)
            return 0
        told = explain.explain(store, pages, matches[0], args.field)
    sys.stdout.write(machine.layout(told) if args.format == "json" else text.layout(told, args.lang, only=args.field))
    return 0


def _rebuild(store: Store, pages: Pages, page: Page, args: argparse.Namespace) -> None:
    from kg.explain.rebuild import encoded, rebuild

    whole = rebuild(store, page, args.section, pages)
    data = encoded(whole, page) if args.encoding == "source" else whole.encode("utf-8")
    # Bytes, so that no line end is changed on the way out.
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()

"""``kg build``: saved pages → a validated graph."""

from __future__ import annotations

import argparse
import sys

from kg.namespaces import DEFAULT_BASE
from kg.quads import LAYERS

__all__ = ["add_arguments", "base", "layers", "run"]

FORMATS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")


def layers(text: str) -> tuple[str, ...]:
    """Read a list of layers, in the order in which they are written."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    for word in words:
        if word not in LAYERS:
            raise argparse.ArgumentTypeError(f"no layer is called {word!r}; the layers are {', '.join(LAYERS)}")
    return tuple(layer for layer in LAYERS if layer in words)


def base(text: str) -> str:
    """Read the base of minted IRIs: an absolute IRI that ends with a slash."""
    if "://" not in text or any(char in text for char in ' <>"{}|\\^`#?') or not text.isascii():
        raise argparse.ArgumentTypeError(f"{text!r} is no absolute ASCII IRI without query and fragment")
    return text if text.endswith("/") else text + "/"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add = parser.add_argument
    add("sources", metavar="SOURCE", nargs="+", help="a saved page, a folder, a glob, or - for standard input")
    add(
        "-o",
        "--output",
        metavar="GRAPH",
        required=True,
        help="the file to write; - for standard output; FOLDER/ for a store; an endpoint's URL for a SPARQL server",
    )
    add("--format", choices=FORMATS, help="the format, where the file's name does not tell it")
    add("--layers", type=layers, default=LAYERS, metavar="L,L", help=f"which layers: {','.join(LAYERS)} (all)")
    add("--base", type=base, default=DEFAULT_BASE, metavar="IRI", help=f"where IRIs are minted ({DEFAULT_BASE})")
    add("--concepts", action="append", default=[], metavar="FILE", help="a SKOS scheme to match; may be repeated")
    add("--engine", choices=("auto", "shacl", "pyshacl", "none"), default="auto", help="what checks the shapes (auto)")
    add("--strict", action="store_true", help="exit with 1 on warnings too")
    add("--jobs", type=int, default=1, metavar="N", help="read with so many processes (1)")
    add("--timestamp", metavar="TIME", default="", help="record this time of the run (2016-12-31T00:00:00Z, or now)")
    add("--keep-going", action="store_true", help="build the other sources where one cannot be read")
    add("--lang", choices=("en", "ko"), default="en", help="the language of messages (en)")


def run(args: argparse.Namespace) -> int:
    """Build the graph, write it, and say what it holds."""
    from pathlib import Path

    from kg import export, pipeline, readers, stores
    from kg.errors import UsageError
    from kg.stores import disk

    options = pipeline.Options(
        base=args.base,
        layers=args.layers,
        concepts=tuple(Path(name) for name in args.concepts),
        engine=args.engine,
        jobs=max(1, args.jobs),
        timestamp=_time(args.timestamp),
        keep_going=args.keep_going,
    )
    remote = stores.is_url(args.output)
    folder = not remote and disk.names_folder(args.output)
    if (folder or remote) and args.format:
        what = "a folder, and a store" if folder else "an endpoint, which"
        raise UsageError(f"{args.output!r} is {what} has no --format; name a file")
    format_ = "" if folder or remote else export.format_of(args.output, args.format)
    made = pipeline.build(readers.sources(args.sources), options)
    if remote:
        from kg.stores import load

        load.load(made.quads, args.base, args.output, replace_all=True)
    elif folder:
        from kg.site import ahead

        disk.write(args.output, made.quads, args.base)
        ahead.prepare(args.output)
    else:
        export.write(made.quads, args.output, format=format_, base=args.base, layers=args.layers)
    for failure in made.failures:
        print(f"kg build: left out: {failure}", file=sys.stderr)
    for name in made.repeated:
        print(f"kg build: {name}: the same bytes as another source; read once", file=sys.stderr)
    counts = ", ".join(f"{layer} {count}" for layer, count in made.count().items())
    pages = f"{len(made.sources)} page{'s' if len(made.sources) != 1 else ''}"
    print(f"{stores.shown(args.output)}: {pages}, {len(made.quads)} triples ({counts})", file=sys.stderr)
    if made.report is None:
        return 0
    print(made.report.summary(args.lang), file=sys.stderr)
    return made.report.exit_code(strict=args.strict)


def _time(text: str) -> str:
    if text != "now":
        return text
    from datetime import UTC, datetime

    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

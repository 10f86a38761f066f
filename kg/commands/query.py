"""``kg query``: run your own SPARQL over a graph."""

from __future__ import annotations

import argparse
import sys

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    from kg.answers.output import OUTPUTS

    add = parser.add_argument
    add("query", metavar="FILE.rq", help="a SPARQL 1.1 query: SELECT, ASK, CONSTRUCT or DESCRIBE; - for standard input")
    add("graph", metavar="GRAPH", help="a graph file, - for standard input, a store folder, or an endpoint's URL")
    add(
        "--format",
        choices=(*OUTPUTS, "turtle", "ntriples"),
        help="how the answer is written; where it is not said, the name of FILE tells it (table)",
    )
    add("--lang", choices=("en", "ko"), default="en", help="the language of names and explanations (en)")
    add("--engine", choices=("oxigraph", "rdflib"), default="oxigraph", help="what asks a file (oxigraph)")
    add("-o", "--output", metavar="FILE", default="-", help="where the answer goes (standard output)")


def run(args: argparse.Namespace) -> int:
    """Run the query, and write what comes back."""
    from pathlib import Path

    from kg import export, sparql, stores
    from kg.answers import Answer, output
    from kg.errors import InputError, KgError, UsageError
    from kg.namespaces import DEFAULT_BASE
    from kg.quads import LAYERS, Literal

    name = "standard input" if args.query == "-" else args.query
    if args.query == args.graph == "-":
        raise UsageError("standard input is either the query or the graph")
    try:
        query = sys.stdin.read() if args.query == "-" else Path(args.query).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=name) from None
    except UnicodeDecodeError:
        raise InputError("is no UTF-8 text", file=name) from None
    title = "" if args.query == "-" else Path(args.query).stem
    form = sparql.form(query)
    if not form:
        raise InputError("is no SPARQL query", file=name, hint="It must be SELECT, ASK, CONSTRUCT or DESCRIBE.")
    triples = form in ("CONSTRUCT", "DESCRIBE")
    format_ = output.format_of(args.output, args.format)
    if format_ in ("turtle", "ntriples") and not triples:
        raise UsageError(f"a {form} query answers with no triples; --format is {', '.join(output.OUTPUTS)}")
    output.check(args.output, format_)
    with stores.open_graph(args.graph, engine=args.engine) as store:
        try:
            if form == "SELECT":
                answer = Answer.of(*store.select(query))
            elif form == "ASK":
                said = "true" if store.ask(query) else "false"
                answer = Answer.of(("answer",), [(Literal(said, "", "http://www.w3.org/2001/XMLSchema#boolean"),)])
            else:
                quads = sorted(set(store.construct(query)), key=lambda quad: [term.n3() for term in quad[:3]])
                if format_ in ("turtle", "ntriples"):
                    export.write(quads, args.output, format=format_, base=DEFAULT_BASE, layers=LAYERS)
                    return 0
                answer = Answer.of(("subject", "predicate", "object"), [quad[:3] for quad in quads])
        except InputError as error:
            if error.file:
                raise
            # The engine knows the line and the column, and only we know the file.
            colon = "" if str(error).startswith(":") else ": "
            raise KgError(f"{name}{colon}{error}") from None
    output.write(answer, args.output, format_, args.lang, title)
    return 0

"""``kg ask``: answer a question from a graph."""

from __future__ import annotations

import argparse
import sys

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    from kg.answers.output import OUTPUTS

    add = parser.add_argument
    add("question", metavar="QUESTION", help="its id ('kg questions' lists them), or your own .rq file with a header")
    add("graph", metavar="GRAPH", help="a graph file, - for standard input, a store folder, or an endpoint's URL")
    add("--set", action="append", default=[], metavar="NAME=VALUE", help="a parameter; may be repeated")
    add(
        "--format",
        choices=OUTPUTS,
        help="how the answer is written: as a table, as data, as a page (html), or as a picture (svg, png; "
        "vega-lite for its specification); where it is not said, the name of FILE tells it (table)",
    )
    add("--lang", choices=("en", "ko"), default="en", help="the language of labels and explanations (en)")
    add("--engine", choices=("oxigraph", "rdflib"), default="oxigraph", help="what asks a file (oxigraph)")
    add("-o", "--output", metavar="FILE", default="-", help="where the answer goes (standard output)")


def run(args: argparse.Namespace) -> int:
    """Ask, and write the answer."""
    from kg import questions, stores
    from kg.answers import output

    question = questions.find(args.question)
    words = output.pairs(args.set)
    questions.check(question, words)
    format_ = output.format_of(args.output, args.format)
    output.check(args.output, format_)
    with stores.open_graph(args.graph, engine=args.engine) as store:
        answer = questions.ask(question, store, words, args.lang)
    if answer.emptiness is not None and format_ in ("csv", "tsv", "json"):
        print(f"kg ask: {answer.emptiness.message.of(args.lang)}", file=sys.stderr)
    output.write(answer, args.output, format_, args.lang, question.question.of(args.lang))
    return 0

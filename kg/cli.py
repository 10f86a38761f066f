"""The command line: one grammar for every command. Thin: the words of the user become calls.

A command lives in ``kg.commands.<name>``, which offers ``add_arguments(parser)`` and ``run(args) -> int``
and is imported only when it is called: ``kg --help`` loads nothing else.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from kg.errors import KgError

__all__ = ["COMMANDS", "main"]

COMMANDS: dict[str, str] = {
    "build": "read pages and write a validated graph",
    "parse": "read reference strings, one a line, and write CSL-JSON",
    "validate": "check a graph against the shapes",
    "questions": "list the research questions",
    "ask": "answer a question from a graph",
    "query": "run your own SPARQL query over a graph",
    "export": "write a graph in another format, or some of its layers",
    "report": "write the pages of a graph to a folder, to look at without a server",
    "load": "load a graph into a store's folder or a SPARQL server",
    "explain": "show which characters of which page say so; rebuild the page",
    "serve": "serve a graph: pages, questions and a SPARQL endpoint",
    "evaluate": "measure the parser on labelled references",
    "train": "train the parser",
    "demo": "build, validate and question the sample page",
}
"""Every command and its one line of help, in the order in which a person meets them."""


def _parser(command: str | None) -> argparse.ArgumentParser:
    from kg import __version__

    parser = argparse.ArgumentParser(
        prog="kg",
        description="Turn saved article pages, Korean and English, into a knowledge graph that you can question.",
        epilog="GRAPH is a file (.ttl .trig .nt .nq .jsonld .rdf, also .gz), a store folder, or an endpoint's URL; "
        "'-' is standard input or output. 'kg COMMAND -h' tells more.",
    )
    parser.add_argument("--version", action="version", version=f"kg {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if name == command:
            module = importlib.import_module(f"kg.commands.{name}")
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 fine, 1 violations found, 2 usage or input error.

    Args:
        argv: the words after ``kg``; those of the process where there are none.
    """
    # The sums of small matrices come out alike on machines of any number of cores, and no thread waits for another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = list(sys.argv[1:] if argv is None else argv)
    command = next((word for word in words if word in COMMANDS), None)
    args = _parser(command).parse_args(words)
    try:
        return int(args.run(args))
    except KgError as error:
        print(f"kg {args.command}: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except BrokenPipeError:
        # The reader of our output has gone (`kg ask … | head`); Python must not try to flush to it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130

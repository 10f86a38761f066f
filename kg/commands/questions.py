"""``kg questions``: the catalogue."""

from __future__ import annotations

import argparse
import sys

__all__ = ["add_arguments", "run"]

FORMATS = ("table", "json", "md", "turtle")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add = parser.add_argument
    add("--aspect", metavar="ASPECT", help="only questions about: paper, authors, references, venues, time, …")
    add("--format", choices=FORMATS, default="table", help="how the catalogue is written (table)")
    add("--lang", choices=("en", "ko"), default="en", help="the language of the table (en)")


def run(args: argparse.Namespace) -> int:
    """List the questions."""
    from kg.errors import UsageError
    from kg.questions import ASPECTS, catalogue
    from kg.questions.listing import write
    from kg.questions.parameters import close

    if args.aspect is not None and args.aspect not in ASPECTS:
        likely = close(args.aspect, ASPECTS)
        raise UsageError(f"no aspect is called {args.aspect!r}{likely}; the aspects are {', '.join(ASPECTS)}")
    chosen = [one for one in catalogue() if args.aspect in (None, one.aspect)]
    sys.stdout.write(write(chosen, args.format, args.lang))
    return 0

"""``kg evaluate``: how well labelled references are read, and what goes wrong."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

__all__ = ["add_arguments", "run"]


def _keys(text: str) -> tuple[str, ...]:
    from kg.references.evaluate import BY

    words = tuple(word.strip() for word in text.split(",") if word.strip())
    for word in words:
        if word not in BY:
            raise argparse.ArgumentTypeError(f"{word!r} is none of {', '.join(BY)}")
    return words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add = parser.add_argument
    add("gold", metavar="GOLD", nargs="+", help="labelled references, one JSON object a line")
    add("--predicted", metavar="FILE", help="CSL-JSON lines to score in place of our own reading, in GOLD's order")
    add("--by", type=_keys, default=("lang", "type", "style"), metavar="K,K", help="lang, type, style, source_page")
    add("--errors", type=int, default=0, metavar="N", help="list so many references with an error (0)")
    add("--format", choices=("text", "json"), default="text", help="how the figures are written (text)")
    add(
        "--cross-validate",
        type=int,
        default=0,
        metavar="N",
        help="train on N-1 of N parts of the pages, read the other",
    )
    add("--alone", action="store_true", help="read each reference without the others of its page")
    add("--min-f1", type=float, default=0.0, metavar="X", help="exit with 1 where the micro F1 is lower (0)")


def run(args: argparse.Namespace) -> int:
    """Read the references, compare and print."""
    from kg.references import evaluate
    from kg.references.training import data

    labels = data.load(args.gold)
    found = _predicted(args.predicted, len(labels)) if args.predicted else _read(labels, args)
    result = evaluate.evaluate(labels, found, args.by)
    if args.format == "json":
        json.dump(result.json(), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        for line in result.text(args.errors):
            print(line)
    return 1 if result.total.micro.f1 < args.min_f1 else 0


def _read(labels: list[dict[str, Any]], args: argparse.Namespace) -> list[dict[str, Any]]:
    from kg.references import evaluate

    if args.cross_validate < 2:
        return evaluate.items(evaluate.read(labels, joint=not args.alone), labels)
    from kg.commands.train import pages
    from kg.references.training import parser

    named = pages(labels)
    segments = parser.out_of_fold(
        labels, named, count=args.cross_validate, report=lambda line: print(line, file=sys.stderr)
    )
    return evaluate.items(parser.readings(labels, segments, named, count=args.cross_validate), labels)


def _predicted(path: str, count: int) -> list[dict[str, Any]]:
    from pathlib import Path

    from kg.errors import InputError

    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        items = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(f"no CSL-JSON lines: {error}", file=path) from error
    if len(items) != count:
        raise InputError(f"{len(items)} readings for {count} labelled references", file=path)
    return items

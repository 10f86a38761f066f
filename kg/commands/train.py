"""``kg train``: labelled references → the parser's model, the same bytes for the same data."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["add_arguments", "pages", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add = parser.add_argument
    add("data", metavar="DATA", nargs="+", help="labelled references, one JSON object a line")
    add("-o", "--output", metavar="FOLDER", required=True, help="the folder for the model's files")
    add("--others", metavar="FOLDER", help="a folder with others' labels (train/anystyle-core.xml and the like)")
    add("--sources", default="gold", metavar="S,S", help="what to train on: gold, written, anystyle, grobid (gold)")
    add("--segments", metavar="FILE", help="segments found out of fold: only types and confidence are trained, by them")
    add(
        "--article",
        action="append",
        default=[],
        metavar="PAGE=NAME",
        help="pages of one article are one; may be repeated",
    )


def pages(records: Sequence[Mapping[str, Any]], articles: Sequence[str] = ()) -> list[str]:
    """Return the page of each record, pages of one article under one name.

    Args:
        records: labelled references.
        articles: words such as ``x092=x091``.
    """
    names = dict(word.split("=", 1) for word in articles if "=" in word)
    found = [str(record.get("source_page", "")) for record in records]
    return [names.get(page, page) for page in found]


def run(args: argparse.Namespace) -> int:
    """Train, and write the files when all is done."""
    import os
    from pathlib import Path

    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # before NumPy loads: the same sums in the same order
        os.environ[variable] = "1"

    from kg.errors import UsageError
    from kg.export.output import whole_file
    from kg.references.training import data

    try:
        from kg.references.training import parser
    except ImportError as error:
        raise UsageError("training needs SciPy: pip install 'paper-kg[train]'") from error
    folder = Path(args.output)
    if not folder.is_dir():
        raise UsageError(f"there is no folder {args.output!r} to write the model to")
    records = data.load(args.data)
    named = pages(records, args.article)
    if args.segments:
        files = parser.around(records, data.segments(args.segments, records), named, report=_say)
    else:
        others = Path(args.others) if args.others else None
        files = parser.train(records, named, others=others, names=args.sources.split(","), report=_say)
    for name, content in files.items():
        with whole_file(str(folder / name)) as out:
            out.write(content)
        print(f"{folder / name}: {len(content)} bytes")
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr)

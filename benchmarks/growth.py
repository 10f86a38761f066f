"""Whether time grows with the size of a page, or faster: hostile pages of two sizes, and what the second costs.

    python benchmarks/growth.py [--size 500] [--only pages|validation]

Each row is one kind of page; the last column is the time of a page four times as large, as a multiple: 4 is linear,
16 a square. The pages are those of the tests, which count calls and therefore do not see inside regular expressions.

The rows of validation are graphs of several pages that share their journals: triples a second of CPU time at one, two
and four times the size, and the time as a multiple of the first. What a process does once, whatever the graph, stands
before them: a large graph needs the queries of the shapes understood, which would otherwise seem to be growth where
only the second graph is large.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg import readers
from kg.errors import InputError
from kg.namespaces import DEFAULT_BASE
from kg.pipeline import Options, build
from kg.quads import Blank, Iri, Quad
from kg.references.tokens import pieces
from kg.resources import examples
from kg.validation import validate
from kg.validation.parts import divide
from kg.validation.shapes import layers_of, shapes
from tests.readers.huge import HUGE

STRINGS = ("www.", "10.1234/(", "http://(", "가나대학교", "https://doi.org/", "1" * 9 + "/", "(", "가나다, ")
"""Parts that a rule might try again at every place of a long string."""


def _read(data: bytes) -> None:
    with contextlib.suppress(InputError):
        readers.read(data, "page.html" if data.startswith(b"<") else "page.txt")


def _page(make: Callable[[int], str], size: int) -> Callable[[], object]:
    return partial(_read, make(size).encode())


def _string(part: str, size: int) -> Callable[[], object]:
    return partial(pieces, part * 20 * size)


def _seconds(run: Callable[[], object]) -> float:
    taken = []
    for _ in range(3):
        began = time.process_time()
        run()
        taken.append(time.process_time() - began)
    return min(taken)


def _copy(quads: Sequence[Quad], number: int) -> Iterator[Quad]:
    """Give the graph of a page like another: its own works, people and source, the same journals and bodies."""
    own = re.compile(rf"(?<={re.escape(DEFAULT_BASE)})(?=(?:work|source|person)/)")

    def moved(term: Any) -> Any:
        if isinstance(term, Blank):
            return Blank(f"{term}x{number}")
        return Iri(own.sub(f"{number}/", term)) if isinstance(term, Iri) else term

    for subject, predicate, obj, layer in quads:
        yield Quad(moved(subject), predicate, moved(obj), layer)


def _validation(pages: int) -> int:
    """Print how the checking of a graph grows; 1 where it does so much faster than the graph."""
    path = examples("sample.txt")
    page = build([(path.name, path.read_bytes())], Options(engine="none")).quads
    first = 0.0
    bad = 0
    began = time.process_time()
    divide(shapes().turtle(layers_of(page)))
    validate(page)
    print(f"{'once a process':24} {'':8} {time.process_time() - began:8.2f}")
    print(f"{'validation':24} {'triples':>8} {'seconds':>8} {'triples/s':>10} {'times':>6}")
    for times in (1, 2, 4):
        graph = list(dict.fromkeys(quad for number in range(times * pages) for quad in _copy(page, number)))
        began = time.process_time()
        report = validate(graph)
        taken = time.process_time() - began
        first = first or taken
        bad += taken > 1.5 * times * first
        name = f"{times * pages} pages, {report.engine}"
        print(f"{name:24} {len(graph):8} {taken:8.2f} {len(graph) / taken:10.0f} {taken / first:6.1f}")
    return bad


def main() -> int:
    """Print the figures; 1 where something grows like a square."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=500, help="how often the piece of the small page is repeated (500)")
    parser.add_argument("--pages", type=int, default=6, help="the pages of the smallest graph (6)")
    parser.add_argument("--only", choices=("pages", "validation"), help="one of the two")
    args = parser.parse_args()
    bad = _pages(args.size) if args.only != "validation" else 0
    bad += _validation(args.pages) if args.only != "pages" else 0
    return 1 if bad else 0


def _pages(size: int) -> int:
    runs: list[tuple[str, Callable[[int], Callable[[], object]]]] = [
        *((name, partial(_page, make)) for name, make in HUGE.items()),
        *((f"string of {part}", partial(_string, part)) for part in STRINGS),
    ]
    bad = 0
    print(f"{'page':24} {'seconds':>8} {'at 4 times the size':>20}")
    for name, made in runs:
        small, large = _seconds(made(size)), _seconds(made(4 * size))
        ratio = large / small if small > 0.002 else 0.0
        bad += ratio > 9
        print(f"{name:24} {large:8.3f} {f'{ratio:.1f} times' if ratio else 'too quick to tell':>20}")
    return bad


if __name__ == "__main__":
    sys.exit(main())

"""Whether time grows with the size of a page, or faster: hostile pages of two sizes, and what the second costs.

    python benchmarks/growth.py [--size 500]

Each row is one kind of page; the last column is the time of a page four times as large, as a multiple: 4 is linear,
16 a square. The pages are those of the tests, which count calls and therefore do not see inside regular expressions.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg import readers
from kg.errors import InputError
from kg.references.tokens import pieces
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


def main() -> int:
    """Print the figures; 1 where something grows like a square."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=500, help="how often the piece of the small page is repeated (500)")
    args = parser.parse_args()
    runs: list[tuple[str, Callable[[int], Callable[[], object]]]] = [
        *((name, partial(_page, make)) for name, make in HUGE.items()),
        *((f"string of {part}", partial(_string, part)) for part in STRINGS),
    ]
    bad = 0
    print(f"{'page':24} {'seconds':>8} {'at 4 times the size':>20}")
    for name, made in runs:
        small, large = _seconds(made(args.size)), _seconds(made(4 * args.size))
        ratio = large / small if small > 0.002 else 0.0
        bad += ratio > 9
        print(f"{name:24} {large:8.3f} {f'{ratio:.1f} times' if ratio else 'too quick to tell':>20}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

"""Measure the reference parser: references a second on one core, memory, time to the first reference, endless lines.

    python benchmarks/parser.py [--count 2000] [--strings FILE] [--lines] [--fuzz 100000]

``FILE`` holds one reference a line; without it, those of the sample page are used in turn. All is processor time, which
a busy machine prolongs too: each figure therefore stands beside one of the same run. The peers are AnyStyle 1.6 (Ruby)
on the same strings, where the ``anystyle`` command is installed, and the least that any parser does: cutting the
strings into tokens, and for the first reference an empty Python and one that imports numpy. With ``--lines`` endless
lines of many forms are read, with ``--fuzz`` so many strings that are made of the references by cutting, shuffling and
mixing; nothing may fail, and every span must hold.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kg import readers, references, resources
from kg.records import ParsedReference
from kg.references.spans import conflicts
from kg.references.tokens import tokens

ROOT = Path(__file__).resolve().parents[1]


def strings(path: Path | None, count: int) -> list[str]:
    """Return so many references, those at hand in turn."""
    if path:
        found = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    else:
        sample = resources.examples("sample.txt")
        paper = readers.read(sample.read_bytes(), sample.name)
        found = [entry.passage.text for entry in paper.references]
    return [found[at % len(found)] for at in range(count)]


FIRST = "from kg import references; next(references.parse(['Kim, J., 2003, \"A title,\" A Journal 6(1), pp.45-60.']))"
ENDLESS = (
    *(
        "(",
        '"',
        "“a, ",
        "「",
        "[a",
        "a, ",
        "Kim, J., ",
        "1",
        "1-2-3-",
        "<1::",
        ",",
        "가나다라마바사",
        "가나다 ",
        "3쪽 ",
    ),
    *("제1권 제2호 ", "vol. 1, ", "http://", "http://a.b/c ", "10.1234/a)", "a          "),
)


def process(code: str, runs: int) -> float:
    """Return the processor seconds of a process from its start, the least of some runs."""
    least = float("inf")
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return least


def best(work: Callable[[], object], runs: int) -> float:
    """Return the processor seconds of a piece of work, the least of some runs."""
    least = float("inf")
    for _ in range(runs):
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
    return least


def mutated(found: list[str], count: int, seed: int = 1) -> list[str]:
    """Make strings that nobody would print out of those that somebody did."""
    draw = random.Random(seed)
    signs = "\"'“”‘’「」『』()[]{}<>,.;:·-–~/&\\$%_^ \t\n\u3000\xa0\u200b\ufeff\x00\ufffd0123456789가힣一あéß𝒜🙂"
    made = []
    for _ in range(count):
        text = draw.choice(found)
        kind = draw.randrange(7)
        if kind == 0:
            text = text[draw.randrange(len(text) + 1) :][: draw.randrange(1, 200)]
        elif kind == 1:
            words = text.split()
            draw.shuffle(words)
            text = " ".join(words)
        elif kind == 2:
            text = "".join(draw.choice(signs) if draw.random() < 0.1 else char for char in text)
        elif kind == 3:
            text = "".join(draw.choice(signs) for _ in range(draw.randrange(60)))
        elif kind == 4:
            other = draw.choice(found)
            text = text[: draw.randrange(len(text) + 1)] + other[draw.randrange(len(other) + 1) :]
        elif kind == 5:
            text = "".join(char for char in text if draw.random() > 0.1)
        else:
            text = "".join(char * (draw.randrange(1, 6) if draw.random() < 0.05 else 1) for char in text)
        made.append(text)
    return made


def sound(raw: str, found: ParsedReference) -> None:
    """Raise where a span lies outside the string, or two fields claim one character without lying in each other."""
    problems = list(conflicts(found))
    if problems or found.raw != raw:
        raise SystemExit(f"{problems} in {raw!r}")


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--strings", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--fuzz", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1, help="of the strings that --fuzz makes (1)")
    args = parser.parse_args()
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":  # one core, which the libraries must know before they load
        os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
        os.execv(sys.executable, [sys.executable, *sys.argv])
    found = strings(args.strings, args.count)
    empty, numpy = process("pass", args.runs), process("import numpy", args.runs)
    taken = process(FIRST, args.runs)
    print(f"first reference       {taken:6.2f} s; python -c pass {empty:.2f} s, with numpy {numpy:.2f} s")
    list(references.parse(found[:200]))
    cutting = best(lambda: [tokens(text) for text in found], args.runs)
    taken = best(lambda: list(references.parse(found)), args.runs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = f"{taken / cutting:.0f} times as long as cutting them into tokens"
    print(f"{len(found)} references       {len(found) / taken:6.0f} a second, {times}, {memory:.0f} MB")
    for unit in ENDLESS if args.lines else ENDLESS[:1]:
        text = (unit * (100_000 // len(unit) + 1))[:100_000]
        began = time.process_time()
        for parsed in references.parse([text]):
            sound(text, parsed)
        print(f"a line of {len(text):7} {unit!r:16} {time.process_time() - began:6.2f} s")
    if shutil.which("anystyle"):
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write("\n".join(" ".join(text.split()) for text in found))
            file.flush()
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            out = subprocess.run(["anystyle", "-f", "csl", "parse", file.name], check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"AnyStyle              {len(json.loads(out.stdout)) / taken:6.0f} a second, with its start")
    else:
        print("AnyStyle              not installed")
    if args.fuzz:
        began = time.process_time()
        made = mutated(found, args.fuzz, args.seed)
        for raw, parsed in zip(made, references.parse(made), strict=True):
            sound(raw, parsed)
        print(f"{len(made)} made strings  no failure, every span holds, {time.process_time() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

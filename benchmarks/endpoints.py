"""What ``kg ask`` costs beside curl: every question of the catalogue, asked of one server by both in the same run.

    python benchmarks/endpoints.py URL [--pid PID] [--questions ID,ID] [--rounds 2]

Both send the same query over the same graphs; ``kg ask`` is a whole process, from its start to the written CSV. The
clock of a busy machine says little, so the two take turns and the least of the rounds counts. Where the server runs on
this machine (Linux), ``--pid`` names its process: then the time of the processor is told as well, what the server used
for each of the two and what ``kg ask`` used itself, and is what decides.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg import questions, sparql
from kg.questions.parameters import bindings
from kg.stores.endpoint import open_endpoint

MOST, MORE = 1.3, 1.0
"""``kg ask`` may take so many times what curl takes, and so many seconds more."""


class Taken(NamedTuple):
    """Seconds of one request: by the clock, of the server's processor, and of the client's own."""

    clock: float
    server: float
    own: float


def _server(pid: int) -> float:
    """Return what a process has used of the processor; nothing where no process is named."""
    if not pid:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _run(words: list[str], pid: int, environ: dict[str, str]) -> Taken:
    before, began = _server(pid), time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environ)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise SystemExit(f"{' '.join(words[:4])} failed: {said.decode()[-300:]}")
    return Taken(time.perf_counter() - began, _server(pid) - before, used.ru_utime + used.ru_stime)


def _curl(url: str, query: Path, dataset: tuple[tuple[str, str], ...], folder: Path) -> list[str]:
    words = ["curl", "-sSf", "--noproxy", "*", "-o", str(folder / "curl.json")]
    words += ["-H", "Accept: application/sparql-results+json", "--data-urlencode", f"query@{query}"]
    for name, value in dataset:
        words += ["--data-urlencode", f"{name}={value}"]
    return [*words, url]


def compare(url: str, pid: int, wanted: list[str], rounds: int) -> int:
    """Print the figures of each question; return how many are slower than they may be.

    Args:
        url: the server's query endpoint.
        pid: its process, or 0.
        wanted: the questions' ids.
        rounds: how often each is asked by each.
    """
    with open_endpoint(url) as store:
        dataset = store.dataset()
    environ = {**os.environ, "KG_ENDPOINT_TIMEOUT": "600"}
    slow = 0
    print(f"{'question':26} {'curl':>7} {'kg ask':>7} {'times':>6}   cpu: {'server':>7} {'for kg':>7} {'kg':>6}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in wanted:
            question = questions.find(one)
            given = {"labels": "ko"} if any(each.name == "labels" for each in question.parameters) else {}
            text = folder / "query.rq"
            text.write_text(sparql.bind(question.query, bindings(question.parameters, given)), encoding="utf-8")
            ask = [sys.executable, "-m", "kg", "ask", one, url, "--lang", "ko", "--format", "csv", "-o"]
            pairs = [
                (_run(_curl(url, text, dataset, folder), pid, environ), _run([*ask, f"{name}/kg.csv"], pid, environ))
                for _ in range(rounds)
            ]
            curl, ours = (Taken(*map(min, zip(*side, strict=True))) for side in zip(*pairs, strict=True))
            spent, least = (ours.server + ours.own, curl.server + curl.own) if pid else (ours.clock, curl.clock)
            late = spent > MOST * least + MORE
            slow += late
            print(
                f"{one:26} {curl.clock:7.2f} {ours.clock:7.2f} {ours.clock / curl.clock:6.1f}        "
                f"{curl.server:7.2f} {ours.server:7.2f} {ours.own:6.2f}{'  slow' if late else ''}",
                flush=True,
            )
    return slow


def main() -> int:
    """Print the figures; 1 where a question is slower by ``kg ask`` than it may be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("url", metavar="URL", help="the query endpoint of a server that holds a graph")
    add("--pid", type=int, default=0, help="the server's process, where it runs on this machine")
    add("--questions", default="", metavar="ID,ID", help="which questions (every one)")
    add("--rounds", type=int, default=2, help="how often each is asked by each; the least counts (2)")
    args = parser.parse_args()
    wanted = args.questions.split(",") if args.questions else [one.id for one in questions.catalogue()]
    slow = compare(args.url, args.pid, wanted, args.rounds)
    print(f"{slow} of {len(wanted)} questions take more than {MOST:g} times curl and {MORE:g} s")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())

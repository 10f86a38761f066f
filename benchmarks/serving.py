"""``kg serve`` under load: how soon it answers, and whether many clients at once get every answer and leave nothing.

    python benchmarks/serving.py [GRAPH] [--clients 50] [--queries 100]

GRAPH is a graph file or a store folder (the sample page, built for the purpose). The server is started five times to
see when the first byte of its first answer comes. Then every client asks its queries one after the other, of a few
kinds; each answer is compared with the first one of its kind. Memory and open files of the server and its workers
are those before and after, the second time as well, for what grows with every round is a leak.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

_PREFIXES = (
    "PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX cito: <http://purl.org/spar/cito/> "
    "PREFIX foaf: <http://xmlns.com/foaf/0.1/> "
)
_ASKED = (
    ("/", "text/html"),
    ("/questions", "text/html"),
    ("/.well-known/void", "text/turtle"),
    ("/api/questions/most-cited-authors", "application/json"),
    (
        "SELECT ?work ?title WHERE { ?work dcterms:title ?title } ORDER BY ?title ?work",
        "application/sparql-results+json",
    ),
    ("SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p", "text/csv"),
    ("SELECT ?one ?other WHERE { ?one cito:cites ?other } ORDER BY ?one ?other", "application/sparql-results+xml"),
    ("ASK { ?one cito:cites ?other }", "application/sparql-results+json"),
    ("CONSTRUCT { ?s foaf:name ?name } WHERE { ?s foaf:name ?name }", "text/turtle"),
)


class Held(NamedTuple):
    """What the server and its workers hold: bytes of memory of their own, open files, processes."""

    memory: int
    files: int
    processes: int


@contextmanager
def served(word: str) -> Iterator[tuple[str, int, float]]:
    """Start ``kg serve``; yield its host, its process and the seconds until the first byte of its first answer."""
    began = time.perf_counter()
    words = [sys.executable, "-m", "kg", "serve", word, "--port", "0"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stderr is not None
            said = process.stderr.readline()
            address = re.search(r"http://([\d.]+:\d+)/", said)
            if address is None:
                raise SystemExit(said)
            threading.Thread(target=_tell, args=(process.stderr,), daemon=True).start()
            host = address[1]
            connection = http.client.HTTPConnection(host, timeout=120)
            connection.request("GET", f"/sparql?query={urllib.parse.quote('ASK { ?s ?p ?o }')}")
            reply = connection.getresponse()
            reply.read(1)
            taken = time.perf_counter() - began
            connection.close()
            yield host, process.pid, taken
        finally:
            process.terminate()
            process.wait()


def _tell(lines: Iterator[str]) -> None:
    for line in lines:
        print(f"  the server says: {line.rstrip()}", file=sys.stderr)


def _tree(pid: int) -> set[int]:
    """Return a process and its descendants (Linux)."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(folder.joinpath("stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    tree = {pid}
    while more := {child for child, parent in parents.items() if parent in tree} - tree:
        tree |= more
    return tree


def processor(pid: int) -> float:
    """Return the seconds of the processor that a process and its descendants have used."""
    ticks = 0
    for one in _tree(pid):
        said = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, said[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def held(pid: int) -> Held:
    """Return what a process and its descendants hold."""
    tree = _tree(pid)
    memory = files = 0
    for one in tree:
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        memory += sum(int(size) for size in re.findall(r"^(?:Private_\w+): +(\d+) kB", rollup, re.MULTILINE)) << 10
        files += len(os.listdir(f"/proc/{one}/fd"))
    return Held(memory, files, len(tree))


def _ask(connection: http.client.HTTPConnection, asked: tuple[str, str]) -> tuple[int, bytes]:
    path, accept = asked
    if not path.startswith("/"):
        path = f"/sparql?query={urllib.parse.quote(_PREFIXES + path)}"
    connection.request("GET", path, headers={"Accept": accept})
    reply = connection.getresponse()
    return reply.status, reply.read()


def burst(host: str, clients: int, queries: int) -> tuple[float, Counter[str], list[float]]:
    """Let all clients ask at once.

    Args:
        host: where the server is.
        clients: how many there are.
        queries: how many each of them asks.

    Returns:
        The seconds that all took, what went how often (``well``, or what was wrong), the seconds of each answer.
    """
    first = http.client.HTTPConnection(host, timeout=120)
    right = [_ask(first, asked) for asked in _ASKED]
    first.close()
    found: Counter[str] = Counter({f"status {status}": 1 for status, _ in right if status != 200})
    taken: list[float] = []
    start = threading.Barrier(clients)

    def client(number: int) -> None:
        connection = http.client.HTTPConnection(host, timeout=120)
        start.wait()
        for turn in range(queries):
            kind = (number + turn) % len(_ASKED)
            began = time.perf_counter()
            try:
                status, body = _ask(connection, _ASKED[kind])
                how = "well" if (status, body) == right[kind] else f"another answer: status {status}"
            except (OSError, http.client.HTTPException) as error:
                how = f"error: {error!r}"
                connection.close()
            taken.append(time.perf_counter() - began)
            found[how] += 1
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began, found, taken


def main() -> int:
    """Print the figures; the exit code is 1 where an answer was wrong or missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("graph", nargs="?", default="", metavar="GRAPH", help="a graph file or a store folder (the sample page)")
    add("--clients", type=int, default=50, help="how many clients ask at once; 0: only how soon it answers (50)")
    add("--queries", type=int, default=100, help="how many queries each of them asks (100)")
    add("--rounds", type=int, default=3, help="how often all of them do (3)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-serving-") as folder:
        word = args.graph or _sample(Path(folder))
        ready, used = [], []
        for _ in range(5):
            with served(word) as (_, pid, soon):
                ready.append(soon)
                used.append(processor(pid))
        times = ", ".join(f"{soon:.2f}" for soon in ready)
        print(f"first byte of the first answer after {statistics.median(ready):.2f} s ({times}), "
              f"{statistics.median(used):.2f} s of the processor in all its processes; "
              f"load of the machine {os.getloadavg()[0]:.1f}")  # fmt: skip
        if not args.clients:
            return 0
        wrong = 0
        with served(word) as (host, pid, _):
            burst(host, 1, len(_ASKED))
            _print("before", held(pid))
            for turn in range(args.rounds):
                seconds, found, taken = burst(host, args.clients, args.queries)
                order = sorted(taken)
                print(
                    f"round {turn + 1}: {sum(found.values())} answers in {seconds:.1f} s, "
                    f"each in {statistics.median(order):.3f} s, at most {order[-1]:.2f} s; {dict(found)}"
                )
                wrong += sum(found.values()) - found["well"]
                # Workers that were started for the rush end when it is over.
                time.sleep(3)
                _print(f"after round {turn + 1}", held(pid))
    return 1 if wrong else 0


def _print(when: str, now: Held) -> None:
    print(f"{when}: {now.memory / 1e6:.0f} MB, {now.files} open files, {now.processes} processes")


def _sample(folder: Path) -> str:
    from kg import pipeline, resources
    from kg.stores import disk

    page = resources.examples("sample.txt")
    built = pipeline.build([(page.name, page.read_bytes())], pipeline.Options(engine="none"))
    disk.write(str(folder / "store"), built.quads, pipeline.Options().base)
    return str(folder / "store")


if __name__ == "__main__":
    sys.exit(main())

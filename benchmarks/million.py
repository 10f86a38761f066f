"""A graph of a million triples: how long its pages, its explanations and every question of the catalogue take.

    python benchmarks/million.py FOLDER [--parts overview,entities,explain,questions] [--engines disk,server]

In FOLDER the graph is made once (``graph.nq``, of the pages that ``benchmarks/library.py`` invents) and loaded once
(``store/``); both take minutes. Beside each time of the clock stands the time of the processor, where the engine runs
in this process: on a machine that does other things as well, only the second means something.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import random
import resource
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import IO

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import library
from kg import pipeline, questions, resources, stores
from kg.explain import Pages, explain, find
from kg.export.lines import nquads
from kg.quads import Iri
from kg.site import Site, ahead
from kg.stores import disk

ENGINES = ("disk", "memory", "server", "rdflib")
INSIDE = ("disk", "memory", "rdflib")
"""The engines that run in our own process, whose time of the processor can be told."""
_HUBS = """
SELECT ?thing (COUNT(*) AS ?links) WHERE { ?s ?p ?thing FILTER(ISIRI(?thing)) }
GROUP BY ?thing ORDER BY DESC(?links) LIMIT 400"""
_KINDS = "SELECT DISTINCT ?thing ?class WHERE { ?thing a ?class FILTER(ISIRI(?thing) && !CONTAINS(STR(?thing), '#')) }"


def prepare(folder: Path, count: int) -> str:
    """Make the graph and its store where they are not there yet, and return the store's word."""
    graph, store = folder / "graph.nq", folder / "store"
    if not graph.exists() and not store.exists():
        folder.mkdir(parents=True, exist_ok=True)
        scheme = resources.ontology("schemes", "regional-policy.ttl")
        options = pipeline.Options(engine="none", concepts=(scheme,))
        beside = graph.with_suffix(".part")
        with (
            pipeline.prepare(library.pages(count), options, pipeline.Build()) as quads,
            beside.open("w", encoding="utf-8") as file,
        ):
            file.writelines(nquads(quads, options.base))
        beside.rename(graph)
    if not store.exists():
        base, found = stores.with_base(str(graph))
        disk.write(str(store), found, base)
        began = time.process_time()
        kept = ahead.prepare(str(store))
        print(f"kept {kept} answers in {time.process_time() - began:.1f} s (cpu)")
    return str(store)


def _timed(run: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - clock, time.process_time() - processor


def overview(word: str) -> None:
    """Print what the first visit to the overview takes, each time in a process of its own."""
    said = (
        "import time, json, sys; b, p = time.perf_counter(), time.process_time()\n"
        "from kg import stores; from kg.site import Site\n"
        f"store = stores.open_graph({word!r})\n"
        "if len(sys.argv) > 1: store._kept = None\n"
        "Site(store, base=store.base, live=True).page('')\n"
        "print(json.dumps([time.perf_counter() - b, time.process_time() - p]))"
    )
    for name, more in (("with what the store keeps", []), ("all asked anew", ["anew"])):
        taken = [_process(said, *more) for _ in range(3)]
        clock, processor = (statistics.median(one[at] for one in taken) for at in (0, 1))
        print(f"overview, first visit, {name:26} {clock:7.3f} s clock {processor:7.3f} s cpu (imports included)")


def _process(said: str, *more: str) -> list[float]:
    root = str(Path(__file__).resolve().parents[1])
    ran = subprocess.run([sys.executable, "-c", said, *more], check=True, capture_output=True, cwd=root)
    taken: list[float] = json.loads(ran.stdout)
    return taken


def _nodes(store: stores.Store, site: Site, sample: int) -> dict[str, list[str]]:
    """Return the paths of pages by kind: a sample of each class, and the nodes with the most links."""
    kinds: dict[str, list[str]] = {}
    for thing, cls in store.select(_KINDS).rows:
        path = site.path_of(Iri(str(thing)))
        if path and "#" not in path:
            kinds.setdefault(str(cls).rpartition("/")[2].rpartition("#")[2], []).append(path)
    chance = random.Random("million")
    each = max(1, sample // len(kinds))
    found = {kind: chance.sample(sorted(paths), min(each, len(paths))) for kind, paths in sorted(kinds.items())}
    hubs: dict[str, None] = {}
    for thing, _ in store.select(_HUBS).rows:
        path = site.path_of(Iri(str(thing))).partition("#")[0]
        if path and not path.startswith("source/"):
            hubs.setdefault(path)
    found["hubs"] = list(hubs)[:20]
    found["saved pages"] = sorted(site.path_of(page.iri) for page in site.pages.pages.values())[:: sample // 10 or 1]
    return found


def entities(word: str, sample: int) -> None:
    """Print what the pages of nodes take: a sample of each kind, and the nodes with the most links."""
    with disk.open_folder(word) as store:
        site = Site(store, base=store.base, live=True)
        site.warm()
        site.page("about")
        clocks: list[float] = []
        processors: list[tuple[float, str]] = []
        print(f"{'pages of':24} {'number':>6} {'p50':>7} {'p95':>7} {'max':>7}   ms of the processor; the slowest")
        for kind, paths in _nodes(store, site, sample).items():
            taken = []
            for path in paths:
                clock, processor = _timed(lambda path=path: site.page(path))  # type: ignore[misc]
                clocks.append(clock)
                taken.append((processor, path))
            processors += taken
            print(f"{kind:24} {_spread(taken)}")
        print(f"{'all':24} {_spread(processors)}; by the clock, median {1000 * statistics.median(clocks):.0f} ms")


def _spread(taken: list[tuple[float, str]]) -> str:
    order = sorted(taken)
    p50, p95, most = (1000 * order[min(len(order) - 1, int(share * len(order)))][0] for share in (0.5, 0.95, 1))
    return f"{len(order):6} {p50:7.1f} {p95:7.1f} {most:7.1f}   {order[-1][1]}"


def explaining(word: str, sample: int) -> None:
    """Print what an explanation takes, apart from the reading of the list of pages, which every one needs first."""
    with disk.open_folder(word) as store:
        clock, processor = _timed(lambda: Pages(store))
        print(f"explain: the list of pages {1000 * clock:7.1f} ms clock {1000 * processor:7.1f} ms cpu")
        pages, site = Pages(store), Site(store, base=store.base, live=True)
        taken: list[tuple[float, str]] = []
        for path in itertools.chain.from_iterable(_nodes(store, site, sample).values()):
            iri = str(site.iri_of(path))

            def one(iri: str = iri) -> None:
                for match in find(store, pages, iri):
                    explain(store, pages, match)

            taken.append((_timed(one)[1], path))
        print(f"{'explain, by IRI':24} {_spread(taken)}")
        for name in ("클러스터", "place-based policy", "Rossi, C."):
            clock, processor = _timed(lambda name=name: find(store, pages, name))  # type: ignore[misc]
            print(f"find {name:20} {1000 * clock:7.1f} ms clock {1000 * processor:7.1f} ms cpu")


# -- the questions, on each engine -----------------------------------------------------------------------------------


def answer(engine: str, word: str, limit: float, wanted: list[str]) -> int:
    """Answer questions one after the other, and say after each what it took; run in a process that can be ended."""
    if engine in ("memory", "rdflib"):
        quads = stores.quads(word)
        store = stores.of_quads(quads, engine="oxigraph" if engine == "memory" else "rdflib")
    else:
        store = stores.open_graph(word)
    if isinstance(store, disk.DiskStore):
        store._kept = None
    print(json.dumps("ready"), flush=True)
    for one in wanted:
        rows = 0
        if engine in INSIDE:
            # The clock of a busy machine says nothing of the question: the system ends what takes too much processor.
            used = time.process_time()
            resource.setrlimit(resource.RLIMIT_CPU, (int(used + limit) + 1, resource.RLIM_INFINITY))

        def run(one: str = one) -> None:
            nonlocal rows
            rows = len(questions.ask(one, store).rows)

        try:
            clock, processor = _timed(run)
            print(json.dumps([one, clock, processor, rows]), flush=True)
        except Exception as error:
            print(json.dumps([one, -1, -1, str(error)[:60]]), flush=True)
    return 0


def _asked(engine: str, word: str, limit: float, wanted: list[str]) -> Iterator[tuple[str, float, float, int | str]]:
    """Have every question answered; one that takes longer than the limit is given up, and the next one asked."""
    left = list(wanted)
    while left:
        words = [sys.executable, __file__, "--answer", engine, word, str(limit), *left]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
            said: Queue[bytes] = Queue()
            assert process.stdout is not None
            source = process.stdout
            threading.Thread(target=_listen, args=(source, said), daemon=True).start()
            patience = None if engine in INSIDE else limit
            try:
                said.get(timeout=3600)
                while left:
                    line = said.get(timeout=patience)
                    if not line:
                        raise Empty
                    one, *figures = json.loads(line)
                    yield one, figures[0], figures[1], figures[2]
                    left.remove(one)
            except Empty:
                yield left.pop(0), limit, limit, "given up"
            finally:
                process.kill()


def _listen(source: IO[bytes], said: Queue[bytes]) -> None:
    for line in source:
        said.put(line)
    said.put(b"")


@contextmanager
def _server(word: str) -> Iterator[str]:
    """Serve the data of a store with the Oxigraph server, for reading."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = str(Path(sys.executable).with_name("oxigraph"))
    data = str(Path(word) / disk.state(word).data)
    words = [program, "serve-read-only", "--location", data, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            process.terminate()


def asked(word: str, engines: list[str], endpoints: dict[str, str], limit: float, wanted: list[str]) -> None:
    """Print a table of every question and its time on each engine."""
    found: dict[str, dict[str, str]] = {}
    for engine in (*engines, *endpoints):
        with contextlib.ExitStack() as held:
            where = held.enter_context(_server(word)) if engine == "server" else endpoints.get(engine, word)
            for one, clock, processor, rows in _asked(engine, where, limit, wanted):
                shown = f"{processor if engine in INSIDE else clock:.2f}"
                shown = str(rows) if clock < 0 else f"> {limit:g}" if rows == "given up" else shown
                found.setdefault(one, {})[engine] = shown
                print(f"{engine} {one} {shown} s, {rows} rows", file=sys.stderr, flush=True)
    names = [*engines, *endpoints]
    print(f"| question | {' | '.join(names)} |\n|---|{'--:|' * len(names)}")
    for one, times in found.items():
        print(f"| {one} | {' | '.join(times.get(name, '') for name in names)} |")


def main() -> int:
    """Print the figures."""
    if sys.argv[1:2] == ["--answer"]:
        return answer(sys.argv[2], sys.argv[3], float(sys.argv[4]), sys.argv[5:])
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("folder", type=Path, metavar="FOLDER", help="where the graph is made and kept")
    add(
        "--pages",
        type=int,
        default=170,
        help="how many pages the graph is made of; a hundred are 590,000 triples (170)",
    )
    add("--parts", default="overview,entities,explain,questions", help="which figures (all)")
    add("--engines", default="disk,memory,server", help=f"for the questions, of {', '.join(ENGINES)}; may be none")
    add("--endpoint", action="append", default=[], metavar="NAME=URL", help="a server that holds the same graph")
    add(
        "--limit",
        type=float,
        default=60,
        help="seconds, of the processor where it can be told, after which a question is given up (60)",
    )
    add("--questions", default="", metavar="ID,ID", help="which questions (every one)")
    add("--sample", type=int, default=300, help="how many pages of nodes are made (300)")
    args = parser.parse_args()
    word = prepare(args.folder, args.pages)
    print(f"{sum(disk.state(word).triples.values())} triples")
    parts = args.parts.split(",")
    if "overview" in parts:
        overview(word)
    if "entities" in parts:
        entities(word, args.sample)
    if "explain" in parts:
        explaining(word, args.sample)
    if "questions" in parts:
        endpoints = dict(one.split("=", 1) for one in args.endpoint)
        wanted = args.questions.split(",") if args.questions else [one.id for one in questions.catalogue()]
        asked(word, [one for one in args.engines.split(",") if one], endpoints, args.limit, wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast pages become a graph: start-up, one page, many pages, growth and memory, each beside a limit or a peer.

    python benchmarks/speed.py [--pages 50,200] [--runs 5]

Absolute times depend on the machine; every figure therefore stands beside one that was measured in the same run:
``python -c pass`` for start-up, rdflib writing the same triples for writing. The pages are made here of invented facts.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from kg import export, pipeline, resources, stores

_FAMILIES = "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권".split()
_GIVEN = "민수 지훈 서연 하늘 도윤 은지 현우 수빈 재호 유진".split()
_LATIN = "Adler Brandt Carver Dunne Ekholm Foster Grant Holm Iverson Jansen".split()
_TOPICS = "지역혁신 산업집적 도시재생 수자원 교량 토양 해양생태 교육과정 문화유산 정보보호".split()
_WORDS = "clusters networks resilience learning soil bridges coasts museums privacy housing".split()
_JOURNALS = "가나지리학회지 다라공학논문집 마바사회연구".split()
_LATIN_JOURNALS = ("Journal of Invented Studies", "Annals of Examples", "Review of Samples")


def page(seed: int, references: int = 60) -> str:
    """Return an invented page, as copied text."""
    draw = random.Random(seed)
    lines = [f"{draw.choice(_TOPICS)}의 변화와 과제 {seed}", "", f"Changes of {draw.choice(_WORDS)} {seed}", ""]
    lines += [f"  • {draw.choice(_FAMILIES)}{draw.choice(_GIVEN)} (가상대학교 예시학과)"]
    lines += [f"  • 투고 : {1995 + seed % 30}.03.0{1 + seed % 9}", f"  • 발행 : {1995 + seed % 30}.06.30", "", ""]
    for number in range(1, references + 1):
        year, volume = draw.randint(1970, 1994 + seed % 30), draw.randint(1, 50)
        first = draw.randint(1, 900)
        tail = f"{volume}({draw.randint(1, 4)}), pp.{first}-{first + draw.randint(2, 30)}."
        if draw.random() < 0.4:
            who = f"{draw.choice(_FAMILIES)}{draw.choice(_GIVEN)}"
            title = f"{draw.choice(_TOPICS)}에 관한 {draw.choice(_TOPICS)} 연구 {draw.randint(1, 9999)}"
            lines.append(f'  {number}. {who}, {year}, "{title}," {draw.choice(_JOURNALS)} {tail}')
        else:
            who = f"{draw.choice(_LATIN)}, {draw.choice('ABCDEFGH')}."
            title = f"On {draw.choice(_WORDS)} and {draw.choice(_WORDS)} {draw.randint(1, 9999)}"
            lines.append(f'  {number}. {who}, {year}, "{title}," {draw.choice(_LATIN_JOURNALS)} {tail}')
    return "\n".join(lines) + "\n"


def _median(run: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _process(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True)


def start_up(runs: int) -> None:
    """Print how long the command needs to say its help, and to build the sample page, beside an empty Python."""
    sample = str(resources.examples("sample.txt"))
    empty = _median(_process("-c", "pass"), runs)
    help_ = _median(_process("-m", "kg", "--help"), runs)
    print(f"python -c pass            {empty:6.3f} s")
    print(f"kg --help                 {help_:6.3f} s   {help_ / 0.3:4.0%} of the limit of 0.3 s")
    with tempfile.TemporaryDirectory() as folder:
        for engine in ("auto", "none"):
            build = _process("-m", "kg", "build", sample, "-o", f"{folder}/g.ttl", "--engine", engine)
            taken = _median(build, runs)
            what = "validated" if engine == "auto" else "unvalidated"
            print(f"kg build, sample page     {taken:6.3f} s   {taken / 1.5:4.0%} of the limit of 1.5 s ({what})")


def growth(counts: list[int]) -> None:
    """Print pages and triples a second for folders of several sizes, and the memory that the process has taken."""
    for count in counts:
        sources = [(f"{seed}.txt", page(seed).encode()) for seed in range(count)]
        result = pipeline.Build()
        triples = 0
        began = time.perf_counter()
        with pipeline.prepare(sources, pipeline.Options(engine="none"), result) as quads:
            for _ in quads:
                triples += 1
        taken = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        speed = f"{count / taken:6.1f} pages/s {triples / taken:9.0f} triples/s"
        print(f"{count:5} pages             {speed} {memory:7.0f} MB")


def writing(runs: int) -> None:
    """Print how long our writers need beside rdflib's for the same triples."""
    sources = [(f"{seed}.txt", page(seed).encode()) for seed in range(10)]
    quads = pipeline.build(sources, pipeline.Options(engine="none")).quads
    graph = stores.to_rdflib(quads)
    with tempfile.TemporaryDirectory() as folder:
        for format_, theirs in (("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")):
            path = f"{folder}/graph"

            def own(format_: str = format_, path: str = path) -> None:
                export.write(quads, path, format=format_, base=pipeline.Options().base, layers=pipeline.LAYERS)

            def other(theirs: str = theirs, path: str = path) -> None:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # rdflib warns of the encoding that it chooses itself
                    graph.serialize(path, format=theirs)

            mine, peer = _median(own, runs), _median(other, runs)
            speed = f"{len(graph) / mine:9.0f} triples/s"
            print(f"write {format_:9} {len(graph):9} triples {speed}, {peer / mine:5.1f} times rdflib's speed")


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", default="50,200", help="how many pages the folders hold (50,200)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command; the median counts (5)")
    args = parser.parse_args()
    if not Path(resources.examples("sample.txt")).exists():
        return 2
    start_up(args.runs)
    growth([int(count) for count in args.pages.split(",")])
    writing(max(1, args.runs // 2))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Cross-validate the reference parser by page: train on some pages, score the others.

    python benchmarks/crossvalidate.py [--folds 5] [--seed 0] [--by lang,type]

Needs the labelled references and the scorer in a folder ``shared`` beside the checkout.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import json
import multiprocessing
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

from kg.references.joint import settle, whole
from kg.references.model import Model
from kg.references.segments import Segment
from kg.references.training import sources
from kg.references.training.align import align
from kg.references.training.fold import folds
from kg.references.training.gradients import Settings
from kg.references.training.network import committee

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # the folds' processes inherit it: one core each
    os.environ.setdefault(variable, "1")

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = ("refs_dev", "refs_dev_social", "refs_dev_science", "refs_dev_hard")


def scorer() -> Any:
    """Load the scoring script as a module."""
    spec = importlib.util.spec_from_file_location("score_refs", SHARED / "tools" / "score_refs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold() -> list[dict[str, Any]]:
    """Read the labelled references."""
    return [json.loads(line) for name in GOLD for line in (SHARED / "gold" / f"{name}.jsonl").open(encoding="utf-8")]


def articles() -> dict[str, str]:
    """Name the article of each page: two saved pages of one article are one."""
    named = {}
    for file in sorted((SHARED / "gold" / "pages").glob("*.txt")):
        head = file.read_text(encoding="utf-8").split("\n", 1)[0]
        found = re.search(r"(?:JAKO|CFKO)\d+|number=\d+", head)
        named[file.stem] = found.group() if found else file.stem
    named["x092"], named["x097"] = named.get("x091", "x091"), named.get("x096", "x096")
    return named


def plain(record: dict[str, Any], found: list[Segment]) -> dict[str, Any]:
    """Make a CSL item of segments; names count as read right where the model has the stretch that holds them."""
    raw = record["raw"]
    first: dict[str, str] = {}
    for segment in found:
        first.setdefault(segment.label, raw[segment.start : segment.end])
    item: dict[str, Any] = {"type": record["type"]}
    for label, key in (("title", "title"), ("volume", "volume"), ("pages", "page"), ("doi", "DOI"), ("url", "URL")):
        if label in first:
            item[key] = first[label]
    for key, labels in (
        ("container-title", ("container", "series")),
        ("issue", ("issue", "number")),
        ("publisher", ("publisher", "institution")),
    ):
        for label in labels:
            if label in first:
                item.setdefault(key, first[label])
    if "year" in first:
        item["issued"] = {"date-parts": [[first["year"]]]}
    spans = [s for s in found if s.label == "author"]
    wanted = [s for s in align(record).segments if s.label == "author"]
    if spans and wanted and (spans[0].start, spans[0].end) == (wanted[0].start, wanted[0].end):
        item["author"] = record.get("authors", [])
    elif spans:
        held = raw[spans[0].start : spans[0].end]
        names = [n for n in record.get("authors", []) if all(p in held for p in n.values())]
        whole = bool(wanted) and spans[0].start >= wanted[0].start and spans[0].end <= wanted[0].end
        item["author"] = names + ([] if whole else [{"literal": "?"}])
    return item


def _fold(
    job: tuple[int, list[dict[str, Any]], list[int], argparse.Namespace],
) -> tuple[int, list[list[list[Any]]], float]:
    fold, records, chosen, args = job
    known = [r for r, f in zip(records, chosen, strict=True) if f != fold]
    names = (
        ["gold", *(["written"] if args.written else [])],
        [word for word in args.foreign.split(",") if word],
        ["render"] if args.rendered else [],
    )
    own, foreign, made = (sources.examples(known, SHARED, part) for part in names)
    model = Model(committee(own, foreign, Settings(**json.loads(args.settings)), made=made, members=args.members))
    pages: dict[str, list[int]] = {}
    for at, (record, f) in enumerate(zip(records, chosen, strict=True)):
        if f == fold:
            pages.setdefault(record["source_page"], []).append(at)
    found: list[list[list[Any]]] = [[] for _ in records]
    began = time.perf_counter()
    for members in pages.values():
        raws = [records[m]["raw"] for m in members]
        for at, segments in zip(members, settle(raws, list(map(whole, raws, model.label(raws)))), strict=True):
            found[at] = [list(s) for s in segments]
    return fold, found, time.perf_counter() - began


def main() -> int:
    """Run the folds and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, default=0, help="run so many of the folds")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--foreign", default="anystyle,grobid", help="what to train on besides, comma-separated")
    parser.add_argument("--written", action="store_true", help="train on the made-up references too")
    parser.add_argument("--rendered", action="store_true", help="train every other network on rendered strings too")
    parser.add_argument("--members", type=int, default=2, help="how many networks")
    parser.add_argument("--settings", default="{}", help="training settings as JSON")
    parser.add_argument("--by", default="lang,type")
    parser.add_argument("--out", help="write the segments found, one JSON line a reference")
    args = parser.parse_args()

    score = scorer()
    records, named = gold(), articles()
    chosen = folds([named.get(r["source_page"], r["source_page"]) for r in records], args.folds, args.seed)
    began = time.time()
    jobs = [(fold, records, chosen, args) for fold in range(args.only or args.folds)]
    found: dict[int, list[list[Any]]] = {}
    with multiprocessing.get_context("spawn").Pool(args.jobs) as pool:
        for fold, part, _ in pool.imap_unordered(_fold, jobs):
            for at, f in enumerate(chosen):
                if f == fold:
                    found[at] = part[at]
    at_hand = sorted(found)
    total: collections.Counter[Any] = collections.Counter()
    groups: dict[str, collections.Counter[Any]] = collections.defaultdict(collections.Counter)
    whole: collections.Counter[str] = collections.Counter()
    size: collections.Counter[str] = collections.Counter()
    wrongs = {}
    for at in at_hand:
        record = records[at]
        counts, wrong = score.compare(record, plain(record, [Segment(*s) for s in found[at]]))
        wrongs[at] = wrong
        total += counts
        names = ["all", f"page={record['source_page']}"] + [f"{by}={record.get(by)}" for by in args.by.split(",")]
        for name in names:
            groups[name] += counts
            whole[name] += not wrong
            size[name] += 1

    def micro(counter: collections.Counter[Any]) -> float:
        return float(score.f1(*(sum(counter[f, k] for f in score.FIELDS) for k in ("tp", "fp", "fn")))[2])

    for name in sorted(n for n in groups if not n.startswith("page=")):
        print(
            f"{name:24} n {size[name]:5} micro F1 {micro(groups[name]):.4f}  all right {whole[name] / size[name]:.3f}"
        )
    print(
        "fields "
        + "  ".join(f"{f} {score.f1(*(total[f, k] for k in ('tp', 'fp', 'fn')))[2]:.3f}" for f in score.FIELDS)
    )
    pages = sorted(micro(groups[n]) for n in groups if n.startswith("page=") and size[n] >= 4)
    if pages:
        print("pages  " + "  ".join(f"{q}% {pages[int(len(pages) * q / 100)]:.3f}" for q in (5, 10, 25, 50, 75)))
    print(f"seconds {time.time() - began:.0f}")
    if args.out:
        with Path(args.out).open("w", encoding="utf-8") as out:
            for at in at_hand:
                line = {"id": records[at]["id"], "segments": found[at], "wrong": wrongs[at]}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

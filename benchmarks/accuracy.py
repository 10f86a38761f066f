"""Score the whole parser on segments that models found which had not seen the page.

    python benchmarks/crossvalidate.py --out segments.jsonl
    python benchmarks/accuracy.py segments.jsonl [--by type] [--errors 20] [--field title] [--alone]

The segments become references and CSL-JSON items as ``kg parse`` makes them, page by page; the type is decided by
weights that were fitted to the other folds' pages. Scored by the script of the labelled references.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crossvalidate import articles, gold, scorer

from kg.records import ParsedReference
from kg.references import csl
from kg.references.assemble import assemble, evidence
from kg.references.segments import Segment
from kg.references.training import types as training
from kg.references.training.align import align
from kg.references.training.fold import folds
from kg.references.types import decide


def read(path: Path) -> dict[str, list[Segment]]:
    """Read the segments of each reference, by its id."""
    with path.open(encoding="utf-8") as lines:
        found = (json.loads(line) for line in lines)
        return {str(one["id"]): [Segment(*segment) for segment in one["segments"]] for one in found}


def parse(
    records: list[dict[str, Any]], found: dict[str, list[Segment]], *, joint: bool = True, typed: bool = True
) -> list[ParsedReference]:
    """Make references of segments, page by page; the types by weights that have not seen the page."""
    named = articles()
    groups = [named.get(str(r["source_page"]), str(r["source_page"])) for r in records]
    pages: dict[str, list[int]] = collections.defaultdict(list)
    for at, record in enumerate(records):
        pages[str(record["source_page"])].append(at)
    parsed: list[ParsedReference] = [ParsedReference("")] * len(records)
    for members in pages.values():
        raws = [str(records[at]["raw"]) for at in members]
        labelled = [found[str(records[at]["id"])] for at in members]
        results = assemble(raws, labelled, [None] * len(members), joint=joint, calibrated=False)
        for at, one in zip(members, results, strict=True):
            parsed[at] = one
    if typed:
        seen = [evidence(str(r["raw"]), found[str(r["id"])]) for r in records]
        taught = [{**r, "source_page": group} for r, group in zip(records, groups, strict=True)]
        cases = [training.case(one, record) for one, record in zip(seen, taught, strict=True)]
        cases += [training.case(evidence(str(r["raw"]), align(r).segments), r) for r in taught]
        part = np.array(folds(groups, 5))
        twice = np.concatenate([part, part])
        for fold in range(5):
            weights = training.fit([one for one, own in zip(cases, twice, strict=True) if own != fold]).weights()
            for at in np.flatnonzero(part == fold):
                decision = decide(seen[at], weights)
                parsed[at] = parsed[at].replace(
                    type=decision.type, basis=decision.basis, type_confidence=decision.confidence
                )
    return parsed


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("segments", type=Path)
    parser.add_argument("--by", default="lang,type")
    parser.add_argument("--errors", type=int, default=0, help="print so many references with a wrong field")
    parser.add_argument("--field", default="", help="of these fields only, comma-separated; also `type`")
    parser.add_argument("--alone", action="store_true", help="each reference without its list")
    args = parser.parse_args()
    score = scorer()
    records = gold()
    found = read(args.segments)
    records = [record for record in records if str(record["id"]) in found]
    parsed = parse(records, found, joint=not args.alone)
    total: collections.Counter[Any] = collections.Counter()
    groups: dict[str, collections.Counter[Any]] = collections.defaultdict(collections.Counter)
    size: collections.Counter[str] = collections.Counter()
    whole: collections.Counter[str] = collections.Counter()
    right: collections.Counter[str] = collections.Counter()
    shown = 0
    chosen = set(filter(None, args.field.split(",")))
    for record, one in zip(records, parsed, strict=True):
        item = csl.item(one, str(record["id"]))
        counts, wrong = score.compare(record, item)
        others = record.get("type_alt", [])
        kinds = [record["type"], *([others] if isinstance(others, str) else others)]
        typed = any(item["type"] in score.CSL_TYPES.get(kind, set()) for kind in kinds)
        names = ["all", f"page={record['source_page']}"]
        for name in [*names, *(f"{by}={record.get(by)}" for by in args.by.split(","))]:
            groups[name] += counts
            size[name] += 1
            whole[name] += not wrong
            right[name] += typed
        total += counts
        listed = [*wrong, *([] if typed else ["type"])]
        if listed and shown < args.errors and (not chosen or chosen & set(listed)):
            shown += 1
            print(f"- {record['id']} {'/'.join(kinds)} ({item['type']}): {', '.join(listed)}\n    {record['raw']}")
            wanted, got = score.of_gold(record), score.of_csl(item)
            for name in wrong:
                print(f"    {name}: label {wanted[name]} read {got[name]}")

    def micro(counter: collections.Counter[Any]) -> float:
        return float(score.f1(*(sum(counter[f, k] for f in score.FIELDS) for k in ("tp", "fp", "fn")))[2])

    for name in sorted(n for n in groups if not n.startswith("page=")):
        print(
            f"{name:24} n {size[name]:5} micro F1 {micro(groups[name]):.4f}"
            f"  all right {whole[name] / size[name]:.3f}  type {right[name] / size[name]:.3f}"
        )
    for name in score.FIELDS:
        counts = tuple(total[name, kind] for kind in ("tp", "fp", "fn"))
        precision, recall, f1 = score.f1(*counts)
        print(f"{name:10} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} n {counts[0] + counts[2]}")
    pages = sorted(micro(groups[name]) for name in groups if name.startswith("page=") and size[name] >= 4)
    print("pages  " + "  ".join(f"{q}% {pages[int(len(pages) * q / 100)]:.3f}" for q in (5, 10, 25, 50, 75)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How much of the headers of hand-labelled pages the readers get right, field by field.

    python benchmarks/headers.py [GOLD.jsonl] [--pages FOLDER] [--min 0.97] [--errors]

A field of a header is right when what was read is what the label says: nothing missing, nothing more. A label is the
field as a cataloguer would record it; a date may be labelled as printed. The exit code is 1 where a field is below
``--min``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kg import readers
from kg.readers import dates
from kg.records import Author, Paper, Passage, Text

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "gold"

Value = str | tuple[str, ...]


def _title(paper: Paper, lang: str) -> str:
    return next((text.value for text in paper.titles if (text.lang == "en") is (lang == "en")), "")


def _names(paper: Paper, lang: str) -> tuple[str, ...]:
    return tuple(_name(author, lang) for author in paper.authors)


def _name(author: Author, lang: str) -> str:
    for name in author.names:
        if (name.lang == "ko") is (lang == "ko"):
            return name.literal
    return ""


def _bodies(paper: Paper, lang: str) -> tuple[str, ...]:
    return tuple(
        "; ".join(text.value for text in author.affiliations if (text.lang == "ko") is (lang == "ko"))
        for author in paper.authors
    )


def _words(texts: tuple[Text, ...], lang: str) -> tuple[str, ...]:
    return tuple(text.value for text in texts if (text.lang == "ko") is (lang == "ko"))


def _date(paper: Paper, event: str) -> str:
    found = paper.date(event)
    return found.value if found else ""


FIELDS: dict[str, Callable[[Paper], Value]] = {
    "title_ko": lambda paper: _title(paper, "ko"),
    "title_en": lambda paper: _title(paper, "en"),
    "authors_ko": lambda paper: _names(paper, "ko"),
    "authors_en": lambda paper: _names(paper, "en"),
    "affiliations_ko": lambda paper: _bodies(paper, "ko"),
    "affiliations_en": lambda paper: _bodies(paper, "en"),
    "received": lambda paper: _date(paper, "submitted"),
    "accepted": lambda paper: _date(paper, "accepted"),
    "published": lambda paper: _date(paper, "issued"),
    "doi": lambda paper: paper.doi.value if paper.doi else "",
    "keywords_ko": lambda paper: _words(paper.keywords, "ko"),
    "keywords_en": lambda paper: _words(paper.keywords, "en"),
    "journal": lambda paper: next((text.value for text in paper.journals), ""),
    "volume": lambda paper: paper.volume.value if paper.volume else "",
    "issue": lambda paper: paper.issue.value if paper.issue else "",
    "pages": lambda paper: "-".join(text.value for text in (paper.page_start, paper.page_end) if text),
}

# Labelled on one page only: not scored where the label is absent.
OPTIONAL = ("journal", "volume", "issue", "pages")


def labelled(record: dict[str, object], name: str) -> Value:
    """Return what the label says of a field."""
    if name.startswith(("authors_", "affiliations_")):
        kind, lang = name.split("_")
        key = {"authors": "name_", "affiliations": "affiliation_"}[kind] + lang
        people = record.get("authors", [])
        assert isinstance(people, list)
        return tuple(str(one.get(key, "")) for one in people)
    value = record.get(name, "")
    if name in ("received", "accepted", "published"):
        date = dates.parse(Passage.at(str(value), 0))
        return date.value if date else ""
    return tuple(value) if isinstance(value, list) else str(value)


def _same(name: str, value: Value, label: Value) -> bool:
    if name == "published" and not label and isinstance(value, str) and re.fullmatch(r"\d{4}", value):
        # The year of the volume, where no day of publication is printed or labelled.
        return True
    if isinstance(value, tuple):
        return tuple(filter(None, value)) == tuple(filter(None, label)) or value == label
    return " ".join(value.split()) == " ".join(str(label).split())


def compare(gold: Path, pages: Path) -> Iterator[tuple[str, str, bool, Value, Value, bool]]:
    """Yield page, field, whether it is right, what was read, what the label says, and whether anything is labelled."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        page = str(record["source_page"])
        paper = readers.read((pages / f"{page}.txt").read_bytes(), f"{page}.txt")
        for name, read in FIELDS.items():
            value, label = read(paper), labelled(record, name)
            if name in OPTIONAL and not label:
                continue
            printed = any(label) if isinstance(label, tuple) else bool(label)
            yield page, name, _same(name, value, label), value, label, printed


def main() -> int:
    """Print the share of right fields."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED / "headers_dev.jsonl")
    parser.add_argument("--pages", type=Path, default=SHARED / "pages")
    parser.add_argument("--min", type=float, default=0.97)
    parser.add_argument("--errors", action="store_true", help="print every field that is wrong")
    args = parser.parse_args()
    if not args.gold.exists():
        print(f"{args.gold} is not there; the labelled headers are no part of the project", file=sys.stderr)
        return 2
    rows = list(compare(args.gold, args.pages))
    low = 0
    print(f"{'field':<16}{'headers':>9}{'right':>7}{'share':>8}{'labelled':>10}{'right':>7}{'share':>8}")
    for name in FIELDS:
        own = [row for row in rows if row[1] == name]
        printed = [row for row in own if row[5]]
        right, right_printed = sum(row[2] for row in own), sum(row[2] for row in printed)
        share = right / len(own) if own else 1.0
        share_printed = right_printed / len(printed) if printed else 1.0
        low += share < args.min
        print(
            f"{name:<16}{len(own):>9}{right:>7}{share:>8.3f}{len(printed):>10}{right_printed:>7}{share_printed:>8.3f}"
        )
    pages = sorted({row[0] for row in rows})
    whole = sum(all(row[2] for row in rows if row[0] == page) for page in pages)
    print(f"{'whole headers':<16}{len(pages):>9}{whole:>7}{whole / len(pages):>8.3f}")
    if args.errors:
        for page, name, right, value, label, _ in rows:
            if not right:
                print(f"\n{page} {name}\n  read  {value!r}\n  label {label!r}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())

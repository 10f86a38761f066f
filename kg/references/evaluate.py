"""How well references were read: by field, language, type, style and page, and what went wrong, one line an error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.records import ParsedReference
from kg.references import csl
from kg.references.scoring import FIELDS, Count, Verdict, compare

__all__ = ["BY", "Evaluation", "Tally", "evaluate", "items", "read"]

BY = ("lang", "type", "style", "source_page")
"""By which keys of a label the figures can be broken down."""


@dataclass(slots=True)
class Tally:
    """What is counted of a group of references."""

    references: int = 0
    whole: int = 0
    typed: int = 0
    fields: dict[str, Count] = field(default_factory=lambda: dict.fromkeys(FIELDS, Count()))

    def add(self, verdict: Verdict) -> None:
        """Count one more reference."""
        self.references += 1
        self.whole += not verdict.wrong
        self.typed += verdict.typed
        for name, count in verdict.counts.items():
            self.fields[name] = self.fields[name].plus(count)

    @property
    def micro(self) -> Count:
        """Return the counts of all fields together."""
        total = Count()
        for count in self.fields.values():
            total = total.plus(count)
        return total


@dataclass(slots=True)
class Evaluation:
    """The figures of a set of labelled references, the groups they fall into, and the errors."""

    total: Tally
    groups: dict[str, dict[str, Tally]]
    errors: list[dict[str, Any]]

    def json(self) -> dict[str, Any]:
        """Return the figures as plain values, ready for JSON."""
        groups = {key: {name: _plain(tally) for name, tally in sorted(by.items())} for key, by in self.groups.items()}
        return {**_plain(self.total), "groups": groups, "errors": self.errors}

    def text(self, errors: int = 0) -> Iterator[str]:
        """Yield the figures as lines for a person.

        Args:
            errors: how many references with an error to list.
        """
        for one in self.errors[:errors]:
            yield f"- {one['id']} ({one['page']}) {one['type']['label']}: {', '.join(one['wrong']) or 'type'}"
            yield f"    {one['raw']}"
            for name, values in one["wrong"].items():
                yield f"    {name:<10} label {_shown(values['label'])}   read {_shown(values['read'])}"
            if not one["type"]["right"]:
                yield f"    {'type':<10} label {one['type']['label']}   read {one['type']['read']}"
        yield f"{'field':<10} {'P':>6} {'R':>6} {'F1':>6} {'n':>6}"
        for name in FIELDS:
            count = self.total.fields[name]
            yield (
                f"{name:<10} {count.precision:6.3f} {count.recall:6.3f} {count.f1:6.3f} {count.right + count.missed:6d}"
            )
        for key, by in self.groups.items():
            for name, tally in sorted(by.items()):
                yield _line(f"{key}={name}", tally)
        yield _line("all", self.total)


def _shown(values: Sequence[str]) -> str:
    return " | ".join(values) or "-"


def _line(name: str, tally: Tally) -> str:
    n = max(1, tally.references)
    return (
        f"{name:<28} n {tally.references:5d}  micro F1 {tally.micro.f1:.4f}  all right {tally.whole / n:.3f}"
        f"  type right {tally.typed / n:.3f}"
    )


def _plain(tally: Tally) -> dict[str, Any]:
    n = max(1, tally.references)
    fields = {
        name: {
            "precision": round(count.precision, 4),
            "recall": round(count.recall, 4),
            "f1": round(count.f1, 4),
            "n": count.right + count.missed,
        }
        for name, count in tally.fields.items()
    }
    return {
        "references": tally.references,
        "f1": round(tally.micro.f1, 4),
        "all_right": round(tally.whole / n, 4),
        "type_right": round(tally.typed / n, 4),
        "fields": fields,
    }


def read(labels: Sequence[Mapping[str, Any]], *, joint: bool = True) -> list[ParsedReference]:
    """Parse the strings of labelled references, those of one page together.

    Args:
        labels: the labelled references.
        joint: whether the references of a page explain each other.
    """
    from kg.references import parse

    pages: dict[str, list[int]] = defaultdict(list)
    for at, label in enumerate(labels):
        pages[str(label.get("source_page", ""))].append(at)
    found: dict[int, ParsedReference] = {}
    for members in pages.values():
        strings = [str(labels[at]["raw"]) for at in members]
        found.update(zip(members, parse(strings, joint=joint, batch=len(strings)), strict=True))
    return [found[at] for at in range(len(labels))]


def evaluate(
    labels: Sequence[Mapping[str, Any]],
    items: Sequence[Mapping[str, Any]],
    by: Sequence[str] = ("lang", "type", "style"),
) -> Evaluation:
    """Compare readings with labels.

    Args:
        labels: labelled references.
        items: their readings as CSL-JSON, in the same order.
        by: by which keys of the labels to break the figures down.
    """
    total = Tally()
    groups: dict[str, dict[str, Tally]] = {key: {} for key in by}
    errors = []
    for label, item in zip(labels, items, strict=True):
        verdict = compare(label, item)
        total.add(verdict)
        for key in by:
            groups[key].setdefault(str(label.get(key, "")), Tally()).add(verdict)
        if verdict.wrong or not verdict.typed:
            errors.append(_error(label, item, verdict))
    return Evaluation(total, groups, errors)


def _error(label: Mapping[str, Any], item: Mapping[str, Any], verdict: Verdict) -> dict[str, Any]:
    return {
        "id": label.get("id", ""),
        "page": label.get("source_page", ""),
        "raw": label.get("raw", ""),
        "wrong": {name: {"label": wanted, "read": found} for name, (wanted, found) in verdict.wrong.items()},
        "type": {"label": label.get("type", ""), "read": item.get("type", ""), "right": verdict.typed},
    }


def items(found: Sequence[ParsedReference], labels: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return readings as CSL-JSON items under the ids of their labels."""
    return [csl.item(one, str(label.get("id", at))) for at, (one, label) in enumerate(zip(found, labels, strict=True))]

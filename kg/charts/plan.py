"""Which picture an answer makes: the bars, their order and their names, whoever draws them.

A picture is drawn only where it says more than the table: a count over years or ages, or counts of kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.answers import Answer, Texts
from kg.answers.names import name
from kg.answers.rows import Column, value
from kg.quads import Iri, Term

__all__ = ["FONTS", "INKS", "Bar", "Plan", "cells", "plain_number", "plan", "with_gaps"]

_MOST = 20
_NAMED = ("string", "type", "finding", "language", "field", "rule", "text", "boolean")
_SCALES = ("year", "integer", "decimal")
# The columns of the catalogue that count; a share or a mean is no length of a bar beside them.
_COUNTS = ("works", "citations", "findings", "papers", "references", "statements")
_GAPS_AT_MOST = 150
_UNKNOWN = Texts("not told", "알 수 없음")

FONTS = ("Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic", "sans-serif")
"""The fonts of a picture that stands alone; the first that a machine has draws Hangul as well as Latin letters."""

INKS = ("#2f6bd8", "#c77700", "#7a7a7a", "#1f8a4c", "#8a3fb0", "#cc3366")
"""The colours of the series, in their order."""


class Bar(NamedTuple):
    """One bar: what it is for, its parts in the order of the series, and the node that it stands for, if any."""

    label: str
    values: tuple[float, ...]
    iri: str = ""


class Plan(NamedTuple):
    """One picture: bars side by side over a scale (``ordered``), or one below the other by name."""

    ordered: bool
    category: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    left_out: int = 0


def plan(answer: Answer, lang: str = "en") -> Plan | None:
    """Return the picture of an answer; nothing where a table says it better.

    A picture has one scale or one list of names, before the first column that counts. Where two columns name the bars,
    or one name has several counts, there is none.

    Args:
        answer: what was answered.
        lang: the language of labels.
    """
    columns = answer.columns
    names = [column.name for column in columns]
    split = (names.index("korean"), names.index("foreign")) if {"korean", "foreign"} <= set(names) else None
    counted = next((at for at, one in enumerate(names) if one in _COUNTS), split[0] if split else 0)
    kinds: tuple[str, ...] = _NAMED
    if not answer.question and not counted and len(columns) > 1 and columns[-1].kind in ("integer", "decimal"):
        # Whoever wrote a query of his own calls a count as he likes; that it stands last is what tells it.
        counted, kinds = len(columns) - 1, (*_NAMED, "iri")
    at = _naming(columns[: min(counted, split[0]) if split else counted], kinds)
    if at is None or len(answer.rows) < 2:
        return None
    kind = columns[at].kind
    nodes = [index for index, column in enumerate(columns) if column.kind in ("work", "concept")]
    bars: dict[str, Bar] = {}
    for row in answer.rows:
        label = name(row[at], kind, lang)
        values = _values(row, names, counted, split)
        node = row[nodes[0]] if nodes else row[at]
        bar = Bar(label, values, str(node) if isinstance(node, Iri) else "")
        if label and bars.setdefault(label, bar).values != values:
            return None
    drawn = [bar for bar in bars.values() if any(bar.values)]
    if len(drawn) < 2:
        return None
    series = [columns[index].label.of(lang) for index in split or (counted,)]
    if split and any(bar.values[-1] for bar in drawn):
        series.append(_UNKNOWN.of(lang))
    elif split:
        drawn = [bar._replace(values=bar.values[:-1]) for bar in drawn]
    ordered = kind in _SCALES
    if not ordered:
        drawn.sort(key=lambda bar: -sum(bar.values))
    shown = drawn if ordered else drawn[:_MOST]
    return Plan(ordered, columns[at].label.of(lang), tuple(series), tuple(shown), len(drawn) - len(shown))


def _naming(columns: Sequence[Column], kinds: Sequence[str]) -> int | None:
    """Return the place of the one column that names the bars, of those before the counts."""
    # The age in years beside the year itself says nothing new; nor does the node beside its name.
    scales = [at for at, column in enumerate(columns) if column.kind in _SCALES]
    named = [at for at, column in enumerate(columns) if column.kind in kinds]
    if len(scales) > 1:
        scales = [at for at in scales if columns[at].kind == "year"]
    found = named + scales
    return found[0] if len(found) == 1 and not any(column.kind == "group" for column in columns) else None


def _values(
    row: Sequence[Term | None], names: Sequence[str], counted: int, split: tuple[int, int] | None
) -> tuple[float, ...]:
    if split is None:
        return (_number(row[counted]),)
    parts = [_number(row[index]) for index in split]
    whole = _number(row[counted]) if names[counted] in _COUNTS else 0.0
    return (*parts, max(0.0, whole - sum(parts)))


def _number(term: Term | None) -> float:
    found = value(term)
    return float(found) if isinstance(found, (int, float)) and not isinstance(found, bool) else 0.0


def with_gaps(found: Plan) -> list[Bar]:
    """Return the bars over a scale, with the years that have none between them, where they are not too many.

    Args:
        found: what is drawn.

    Returns:
        The bars as they are where they stand for names, or for no whole numbers.
    """
    years = [int(bar.label) if bar.label.lstrip("-").isdecimal() else None for bar in found.bars]
    known = [year for year in years if year is not None]
    if not found.ordered or len(known) < len(years) or len(set(known)) < len(known) or len(known) < 2:
        return list(found.bars)
    spaces = [b - a for a, b in pairwise(sorted(known))]
    space = min(spaces)
    if (max(known) - min(known)) // space > _GAPS_AT_MOST or any(gap % space for gap in spaces):
        return sorted(found.bars, key=lambda bar: int(bar.label))
    by_year = dict(zip(known, found.bars, strict=True))
    none = tuple(0.0 for _ in found.series)
    return [by_year.get(year, Bar(str(year), none)) for year in range(min(known), max(known) + 1, space)]


def cells(found: Plan) -> list[list[str]]:
    """Return the figures of a picture as the rows of a table."""
    return [[bar.label, *(plain_number(number) for number in bar.values)] for bar in found.bars]


def plain_number(number: float) -> str:
    """Return a number as briefly as it is exact."""
    return f"{number:g}" if abs(number) < 1e6 else f"{number:.0f}"

"""Answers as frames of pandas or Polars, each column in a type that can be empty.

Years and counts are whole numbers that may be missing, shares and means decimals, yes and no booleans. All else is
text: a date keeps the precision in which it was printed, an IRI stands in full, a text leaves its language to the
columns that tell it.
"""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any, cast

from kg.answers.rows import Answer, Column, plain, value
from kg.errors import UsageError
from kg.quads import Term

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["dtype", "to_pandas", "to_polars"]

_TYPES = {"integer": int, "year": int, "decimal": float, "percent": float, "boolean": bool}
_YEAR = re.compile(r"-?[0-9]{1,9}")
_PANDAS = {int: "Int64", float: "Float64", bool: "boolean", str: "string"}


def to_pandas(answer: Answer, *, readable: bool = False) -> pandas.DataFrame:
    """Return an answer as a pandas frame, of the types that know what is missing (``pandas.NA``).

    Args:
        answer: what was answered.
        readable: columns and cells as a person reads them, in the answer's language; else as in CSV.

    Raises:
        UsageError: pandas is not installed.
    """
    package = _package("pandas")
    frame = package.DataFrame(index=package.RangeIndex(len(answer.rows)))
    for name, type_, cells in _columns(answer, readable):
        frame.insert(len(frame.columns), name, package.array(cells, dtype=_PANDAS[type_]))
    made: pandas.DataFrame = frame
    return made


def to_polars(answer: Answer, *, readable: bool = False) -> polars.DataFrame:
    """Return an answer as a Polars frame.

    Args:
        answer: what was answered.
        readable: columns and cells as a person reads them, in the answer's language; else as in CSV.

    Raises:
        UsageError: Polars is not installed.
    """
    package = _package("polars")
    types = {int: package.Int64, float: package.Float64, bool: package.Boolean, str: package.String}
    made = package.DataFrame(
        [package.Series(name, cells, dtype=types[type_]) for name, type_, cells in _columns(answer, readable)]
    )
    return cast("polars.DataFrame", made)


def dtype(column: Column, terms: list[Term | None]) -> type:
    """Return the Python type of a column: that of its kind, or text where some value does not fit it.

    Args:
        column: the column.
        terms: what stands in it.
    """
    wanted = _TYPES.get(column.kind, str)
    for term in terms:
        found = _value(term, wanted)
        if wanted is str or found is None:
            continue
        # True is a whole number to Python, but not to a reader.
        fits = (int, float) if wanted is float else (wanted,)
        if type(found) not in fits or (wanted is int and not -(2**63) <= int(str(found)) < 2**63):
            return str
    return wanted


def _value(term: Term | None, wanted: type) -> object:
    found = value(term)
    # A year of XML Schema is a number to whoever counts with it; one with a month stays text.
    return int(found) if wanted is int and isinstance(found, str) and _YEAR.fullmatch(found) else found


def _columns(answer: Answer, readable: bool) -> list[tuple[str, type, list[Any]]]:
    from kg.answers.names import name

    found: list[tuple[str, type, list[Any]]] = []
    for at, column in enumerate(answer.columns):
        terms = [row[at] for row in answer.rows]
        type_ = dtype(column, terms)
        cells: list[Any]
        if type_ is not str:
            cells = [None if term is None else type_(_value(term, type_)) for term in terms]
        elif readable:
            cells = [None if term is None else name(term, column.kind, answer.lang) for term in terms]
        else:
            cells = [None if term is None else plain(term) for term in terms]
        found.append((column.label.of(answer.lang) if readable else column.name, type_, cells))
    return _told_apart(found)


def _told_apart(columns: list[tuple[str, type, list[Any]]]) -> list[tuple[str, type, list[Any]]]:
    """Return the columns with a number behind a label that was there before: a frame takes a name once."""
    seen: dict[str, int] = {}
    result = []
    for name, type_, cells in columns:
        seen[name] = seen.get(name, 0) + 1
        result.append((name if seen[name] == 1 else f"{name} ({seen[name]})", type_, cells))
    return result


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        said = {"pandas": "pandas", "polars": "Polars"}[name]
        raise UsageError(f"a frame of {said} needs {said}: pip install 'paper-kg[notebook]'") from None

"""Answers: columns with labels in two languages, rows of terms, and why there are none where there are none.

An answer is the same on every engine: numbers are written in one way, whatever the engine's arithmetic gave.
:mod:`kg.answers.tables` lays an answer out for people and for programs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.quads import Blank, Literal, Term

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["KINDS", "Answer", "Column", "Emptiness", "Row", "Texts", "canonical", "plain", "value"]

XSD = "http://www.w3.org/2001/XMLSchema#"

_BOUNDED = ("int", "long", "short", "byte", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte")
_SIGNED = ("integer", "nonNegativeInteger", "positiveInteger", "negativeInteger", "nonPositiveInteger")
_INTEGERS = frozenset(XSD + name for name in _BOUNDED + _SIGNED)
_REALS = frozenset((XSD + "decimal", XSD + "double", XSD + "float"))

KINDS: dict[str, str] = {
    "boolean": "yes or no",
    "concept": "a concept of a scheme",
    "date": "a date in its printed precision",
    "decimal": "a number",
    "field": "a property, or the name of a field",
    "finding": "a kind of finding",
    "group": "one of the groups that a question compares",
    "integer": "a whole number",
    "iri": "a node of the graph",
    "language": "a language",
    "percent": "a share of a hundred",
    "rule": "a rule of conclusion",
    "string": "a short text",
    "text": "a long text",
    "type": "a type of work",
    "work": "a work",
    "year": "a year",
}
"""What can stand in a column. The kind decides how a person sees a value; programs get the value itself."""

NUMERIC = frozenset(("integer", "decimal", "percent", "year"))

Row = tuple[Term | None, ...]


class Texts(NamedTuple):
    """One text in the two languages of this house."""

    en: str
    ko: str

    def of(self, lang: str) -> str:
        """Return the text in a language: Korean for ``ko``, English for every other."""
        return self.ko if lang == "ko" else self.en


_UNTITLED = Texts("", "")


class Column(NamedTuple):
    """One column of an answer: the variable's name, what stands in it, and its label."""

    name: str
    kind: str
    label: Texts


@dataclass(frozen=True, slots=True)
class Emptiness:
    """Why an answer has no rows.

    ``lacks`` is ``graph`` where the graph was built without what the question needs, ``page`` where the pages
    themselves do not say it; ``probe`` is the id of the probe that told, empty where every probe found something.
    """

    lacks: str
    probe: str
    message: Texts


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: columns, rows in order, and the reason where there are no rows.

    It shows itself in a notebook as a table and, where that says more, as a picture, in its own language and under its
    own title; it becomes a frame, a chart or the bytes of a picture.
    """

    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)
    emptiness: Emptiness | None = None
    question: str = ""
    title: Texts = _UNTITLED
    lang: str = "en"

    @classmethod
    def of(cls, names: Sequence[str], rows: Iterable[Row]) -> Answer:
        """Make the answer of a query that has no header: its columns are called as its variables.

        Args:
            names: the variables, in order.
            rows: one term or nothing for each variable.
        """
        kept = [tuple(canonical(term) for term in row) for row in rows]
        kinds = [_kind(row[index] for row in kept) for index in range(len(names))]
        columns = tuple(Column(name, kind, Texts(name, name)) for name, kind in zip(names, kinds, strict=True))
        return cls(columns, kept)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, object]]:
        """Yield each row as a dictionary of plain Python values."""
        names = [column.name for column in self.columns]
        for row in self.rows:
            yield dict(zip(names, (value(term) for term in row), strict=True))

    def to_pandas(self, *, readable: bool = False) -> pandas.DataFrame:
        """Return the rows as a pandas frame.

        Args:
            readable: columns and cells as a person reads them, in the answer's language; else as in CSV.

        Raises:
            UsageError: pandas is not installed.
        """
        from kg.answers.frames import to_pandas

        return to_pandas(self, readable=readable)

    def to_polars(self, *, readable: bool = False) -> polars.DataFrame:
        """Return the rows as a Polars frame.

        Args:
            readable: columns and cells as a person reads them, in the answer's language; else as in CSV.

        Raises:
            UsageError: Polars is not installed.
        """
        from kg.answers.frames import to_polars

        return to_polars(self, readable=readable)

    def chart(self) -> Any:
        """Return the picture as an Altair chart, to be shown, changed or saved; nothing where a table says it better.

        Returns:
            An ``altair.Chart``, or ``None``.

        Raises:
            UsageError: Altair is not installed.
        """
        from kg import charts

        drawn = charts.chart(self, self.title.of(self.lang), self.lang)
        return drawn.configure(**charts.LOOKS) if drawn is not None else None

    def picture(self, format: str = "svg") -> bytes | None:
        """Return the picture as the bytes of a file; nothing where a table says it better.

        Args:
            format: ``svg`` or ``png``.

        Raises:
            UsageError: PNG is asked for and the extra ``charts`` is not installed, or no font has some letter.
        """
        from kg import charts

        return charts.picture(self, format, self.title.of(self.lang), self.lang)

    def _repr_html_(self) -> str:
        """Show the answer in a notebook."""
        from kg.answers.html import fragment

        return fragment(self)

    def _repr_markdown_(self) -> str:
        """Show the answer where there is no HTML."""
        from kg.answers.tables import layout

        return layout(self, "md", self.lang)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Show the answer in IPython on a terminal."""
        printer.text(str(self).rstrip("\n"))

    def __str__(self) -> str:
        """Return the answer as the command line prints it."""
        from kg.answers.tables import layout

        return layout(self, "table", self.lang)


def _kind(terms: Iterable[Term | None]) -> str:
    kinds = set()
    for term in terms:
        if isinstance(term, Literal) and term.datatype == XSD + "gYear":
            kinds.add("year")
        elif isinstance(term, Literal):
            kinds.add("integer" if term.datatype in _INTEGERS else "decimal" if term.datatype in _REALS else "string")
        elif term is not None:
            kinds.add("iri")
    if kinds == {"integer", "decimal"}:
        return "decimal"
    return kinds.pop() if len(kinds) == 1 else "string"


def canonical(term: Term | None, kind: str = "") -> Term | None:
    """Return the term with its number, if it is one, written in the one way that every engine shares.

    Args:
        term: a term as an engine gave it.
        kind: the kind of its column, which decides between a whole number and a decimal: engines differ in what an
            operation on whole numbers gives.

    Returns:
        Whole numbers without sign ``+`` and leading zeros; decimals and doubles as ``xsd:decimal`` without trailing
        zeros (XML Schema 1.1, canonical form, but ``7`` for ``7.0``); every other term as it is.
    """
    if not isinstance(term, Literal):
        return term
    if kind == "boolean" and term.value in ("0", "1"):
        # Virtuoso 7 counts truth: yes is 1, no is 0.
        return Literal("true" if term.value == "1" else "false", "", XSD + "boolean")
    if term.datatype not in _INTEGERS | _REALS:
        return term
    try:
        number = Decimal(int(term.value)) if term.datatype in _INTEGERS else Decimal(term.value)
    except (ValueError, InvalidOperation):
        return term
    if not number.is_finite():
        return term
    whole = term.datatype in _INTEGERS
    if kind in NUMERIC and number == number.to_integral_value():
        whole = kind in ("integer", "year")
    if whole:
        return Literal(format(number.to_integral_value(), "f"), "", XSD + "integer")
    if term.datatype not in (XSD + "decimal", *_INTEGERS):
        # A double's last digits are an engine's arithmetic, not an answer.
        number = Decimal(f"{number:.12g}")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text in ("-0", "") else text, "", XSD + "decimal")


def plain(term: Term | None) -> str:
    """Return a term as bare text: an IRI, a literal without its language or datatype; nothing for nothing."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        return term.value
    return term.n3() if isinstance(term, Blank) else str(term)


def value(term: Term | None) -> object:
    """Return a term as the Python (and JSON) value that it stands for.

    Args:
        term: a term, or nothing.

    Returns:
        ``int``, ``float``, ``bool``, ``str`` or ``None``.
    """
    if not isinstance(term, Literal):
        return None if term is None else plain(term)
    try:
        if term.datatype in _INTEGERS:
            return int(term.value)
        if term.datatype in _REALS:
            number = Decimal(term.value)
            return float(number) if number.is_finite() else term.value
    except (ValueError, InvalidOperation):
        return term.value
    if term.datatype == XSD + "boolean":
        return term.value in ("true", "1")
    return term.value

"""A SELECT query in parts: what a server answers no more of than its limit of rows, asked for page by page.

A page is a LIMIT and an OFFSET over the whole query as a subquery, whose rows are put into one order: that which the
query asks for, and where two rows are equal in it, that of all their columns. Rows that are equal in all columns may
change places, and nobody can tell. Each page costs the server the whole query once more. So where the query's own order
names every column, the answer that was cut is kept, as the first page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg import sparql
from kg.stores import Row

__all__ = ["Parts", "pages", "part"]

_MODIFIERS = frozenset(("ORDER", "LIMIT", "OFFSET", "VALUES"))


class Parts(NamedTuple):
    """A SELECT query, taken apart: what stands before SELECT, its dataset, and what remains.

    ``limit`` is the query's own, or nothing.
    """

    prologue: str
    dataset: str
    head: str
    order: str
    values: str
    limit: int | None
    offset: int

    def counted(self) -> str:
        """Return the query that tells how many rows there are, but for the query's own LIMIT and OFFSET."""
        inner = f"{self.head}\n{self.values}"
        name = "rows"
        while name in self.head:
            name += "_"  # A name that the query binds cannot be bound again.
        return f"{self.prologue}SELECT (COUNT(*) AS ?{name}) {self.dataset}WHERE {{ {{ {inner}\n}} }}"

    def settled(self, columns: tuple[str, ...]) -> bool:
        """Tell whether the query's own order tells any two rows apart: what came first is then the first page.

        Args:
            columns: the columns of the answer.
        """
        stream = sparql.significant(self.order)
        texts = [token.text.upper() for token in stream]
        depth = 0
        found: set[str] = set()
        for index, token in enumerate(stream):
            depth += (token.text == "(") - (token.text == ")")
            # ``?a`` and ``DESC(?a)`` order by a column; ``DESC(STR(?a))`` and ``(?a + ?b)`` by what is made of some.
            around = (texts[index - 2], texts[index - 1], *texts[index + 1 : index + 2])
            directed = depth == 1 and around in (("ASC", "(", ")"), ("DESC", "(", ")"))
            if token.kind == "variable" and (not depth or directed):
                found.add(token.text[1:])
        return found >= set(columns)

    def wanted(self, count: int) -> int:
        """Return how many rows the whole answer has, where there are so many but for LIMIT and OFFSET."""
        rest = max(0, count - self.offset)
        return rest if self.limit is None else min(rest, self.limit)

    def page(self, columns: tuple[str, ...], start: int, rows: int) -> str:
        """Return the query for a page.

        Args:
            columns: the columns of the answer.
            start: how many rows of the answer have come.
            rows: how many more are asked for.
        """
        names = " ".join(f"?{name}" for name in columns)
        inner = f"{self.head}\n{self.order or 'ORDER BY'}\n{names}\n{self.values}"
        place = f"LIMIT {rows} OFFSET {self.offset + start}"
        return f"{self.prologue}SELECT {names} {self.dataset}WHERE {{ {{ {inner}\n}} }} {place}"


def part(query: str) -> Parts | None:
    """Take a SELECT query apart; nothing where it is none, or says twice what can be said once.

    Args:
        query: the query.
    """
    stream = sparql.significant(query)
    depth = 0
    places: dict[str, int] = {}
    body = 0
    for index, token in enumerate(stream):
        word = token.text.upper() if token.kind == "word" else ""
        if not depth and not body and word == "SELECT":
            places["SELECT"] = token.start
        elif not depth and not body and word in ("FROM", "WHERE") and "SELECT" in places:
            places.setdefault(word, token.start)
        elif token.text in "{(" and token.kind == "sign":
            if not depth and token.text == "{" and not body:
                places.setdefault("WHERE", token.start)
                body = index
            depth += 1
        elif token.text in "})" and token.kind == "sign":
            depth -= 1
        elif not depth and body and word in _MODIFIERS:
            if word in places:
                return None
            places[word] = token.start
            if word in ("LIMIT", "OFFSET"):
                number = stream[index + 1].text if index + 1 < len(stream) else ""
                if not number.isdigit():
                    return None
                places[f"{word} is"] = int(number)
    if depth or not body or "SELECT" not in places:
        return None
    return _parts(query, places)


def _parts(query: str, places: dict[str, int]) -> Parts:
    ends = sorted([places[word] for word in _MODIFIERS if word in places] + [len(query)])

    def clause(word: str) -> str:
        if word not in places:
            return ""
        return query[places[word] : ends[ends.index(places[word]) + 1]].rstrip()

    where = places["WHERE"]
    start = places.get("FROM", where)
    return Parts(
        query[: places["SELECT"]],
        f"{query[start:where].rstrip()}\n" if "FROM" in places else "",
        f"{query[places['SELECT'] : start]}{query[where : ends[0]].rstrip()}",
        clause("ORDER"),
        clause("VALUES"),
        places.get("LIMIT is"),
        places.get("OFFSET is", 0),
    )


def pages(
    parts: Parts, ask: Callable[[str], list[Row]], columns: tuple[str, ...], total: int, size: int, kept: list[Row]
) -> Iterator[list[Row]]:
    """Yield the rows of a query page by page, until there are as many as there should be, or no more come.

    Args:
        parts: the query.
        ask: returns the rows of a query that is a page of it.
        columns: its columns.
        total: how many rows there are.
        size: how many the server gives in one answer.
        kept: the first rows of its order, where they have come already.
    """
    # One row is asked for twice: where the page begins with another, it is not what follows the rows that have come.
    shared = 1 if kept and size > 1 else 0
    got = len(kept) if shared else 0
    while got < total and size:
        page = ask(parts.page(columns, got - shared, min(size, total - got + shared)))
        if shared:
            fits, shared = page[:1] == kept[-1:], 0
            if not fits:
                got = 0
                continue
            yield kept
            page = page[1:]
        if not page:
            return
        got += len(page)
        yield page

"""Answers that a store keeps beside its data, so that what a page asks of a large graph is reckoned once.

The data of a state never change once they are written (:mod:`kg.stores.disk`), and an answer lies in the folder of the
state that it was computed from, under the digest of its whole query: another state has another folder, another query
another name. Each answer also holds the mark of the data as they were, the names and sizes of their files, so that data
that another program has written to are asked anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.quads import Blank, Iri, Literal, Term
from kg.stores import Rows

__all__ = ["Kept"]

_FOLDER = "kept"


class Kept:
    """The answers kept with the data of one state.

    Args:
        data: the folder of the data.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._folder = data / _FOLDER
        self._any = self._folder.is_dir()

    def get(self, query: str) -> Rows | None:
        """Return the answer of a SELECT query, or nothing where it is not kept or is not of these data.

        Args:
            query: the query, character for character as it was when its answer was kept.
        """
        if not self._any:
            return None
        try:
            found = json.loads(self._file(query).read_bytes())
            if found["data"] != self._mark or found["query"] != query:
                return None
            return Rows(tuple(found["columns"]), [tuple(map(_read, row)) for row in found["rows"]])
        except (OSError, ValueError, KeyError, TypeError):
            # Damaged or missing: the data are there to be asked.
            return None

    def put(self, query: str, answer: Rows) -> None:
        """Keep the answer of a SELECT query; the file is whole or it is not there.

        Args:
            query: the query.
            answer: what these data, as they stand, answer to it.

        Raises:
            OSError: it cannot be written.
        """
        self._folder.mkdir(exist_ok=True)
        self._any = True
        said = {
            "data": self._mark,
            "query": query,
            "columns": answer.columns,
            "rows": [[_written(term) for term in row] for row in answer.rows],
        }
        handle, beside = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(said, file, ensure_ascii=False, separators=(",", ":"))
            mask = os.umask(0)
            os.umask(mask)
            Path(beside).chmod(0o666 & ~mask)
            Path(beside).replace(self._file(query))
        except BaseException:
            with contextlib.suppress(OSError):
                Path(beside).unlink()
            raise

    def _file(self, query: str) -> Path:
        return self._folder / f"{sha256(query.encode()).hexdigest()[:32]}.json"

    @cached_property
    def _mark(self) -> str:
        """The mark of the data: the names and sizes of the engine's tables, logs and manifest."""
        found = sorted(
            (file.name, file.stat().st_size)
            for file in self._data.iterdir()
            if file.suffix in (".sst", ".log") or file.name.startswith("MANIFEST")
        )
        return sha256(repr(found).encode()).hexdigest()[:32]


def _written(term: Term | None) -> Any:
    if term is None:
        return None
    if isinstance(term, Literal):
        return [term.value, term.lang, term.datatype]
    return f"_:{term}" if isinstance(term, Blank) else f"<{term}"


def _read(said: Any) -> Term | None:
    if said is None:
        return None
    if isinstance(said, list):
        value, lang, datatype = said
        return Literal(value, lang, datatype)
    return Blank(said[2:]) if said.startswith("_:") else Iri(said[1:])

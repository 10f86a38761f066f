"""Where the ontology, the queries, the examples and the model are: nobody else knows.

In a checkout, ``ontology/`` and ``queries/`` stand beside the package, for people to read; in a wheel they
are package data.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["examples", "model", "ontology", "queries"]

_PACKAGE = Path(__file__).resolve().parent


@cache
def _folder(name: str) -> Path:
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def ontology(*parts: str) -> Path:
    """Return the path of a file or folder of the ontology."""
    return _folder("ontology").joinpath(*parts)


def queries() -> Path:
    """Return the folder of the questions."""
    return _folder("queries")


def examples(*parts: str) -> Path:
    """Return the path of a sample page."""
    return _PACKAGE.joinpath("examples", *parts)


def model(name: str) -> Path:
    """Return the path of a trained model of the references room."""
    return _PACKAGE.joinpath("references", "model", name)

"""Answers: rows of terms under labelled columns, why there are none where there are none, and how they are laid out."""

from __future__ import annotations

from kg.answers.rows import KINDS, Answer, Column, Emptiness, Row, Texts, canonical, plain, value
from kg.answers.tables import FORMATS, layout

__all__ = [
    "FORMATS",
    "KINDS",
    "Answer",
    "Column",
    "Emptiness",
    "Row",
    "Texts",
    "canonical",
    "layout",
    "plain",
    "value",
]

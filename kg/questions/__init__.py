"""The questions of ``queries/``: read, bound to parameters, asked of a store, and explained where they are empty.

Knows no engine's dialect: what it asks is SPARQL 1.1, and what comes back are rows of terms.
"""

from __future__ import annotations

from kg.answers import Answer
from kg.questions.asking import ask, catalogue, check, find
from kg.questions.header import ASPECTS, Question
from kg.questions.parameters import Parameter

__all__ = ["ASPECTS", "Answer", "Parameter", "Question", "ask", "catalogue", "check", "find"]

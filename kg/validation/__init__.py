"""SHACL over a graph: what does not fit the shapes, in two languages, with the line of the saved page.

Knows nothing of how the graph was made. A violation is a mistake of the program; a defect of the page is a warning,
and a peculiarity of it a note.
"""

from __future__ import annotations

from kg.validation.report import Report, Result
from kg.validation.validate import ENGINES, validate

__all__ = ["ENGINES", "Report", "Result", "validate"]

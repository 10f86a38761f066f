"""paper-kg: saved scholarly article pages, Korean and English, as a validated knowledge graph.

The verbs of the command line are functions here: ``kg.read``, ``kg.parse``, ``kg.convert``, ``kg.graph``,
``kg.validate``, ``kg.ask``, ``kg.query``, ``kg.explain`` and ``kg.export``. Nothing is loaded before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import ask, convert, graph, parse, query, read, validate

__all__ = ["__version__", "ask", "convert", "graph", "parse", "query", "read", "validate"]

__version__ = "0.1.0"
"""The version of the package, which the graph names as the software that made it."""


def __getattr__(name: str) -> Any:
    """Load a verb when it is first used (PEP 562)."""
    if name in __all__:
        from kg import api

        return getattr(api, name)
    if name in ("explain", "export"):
        import importlib

        return importlib.import_module(f"kg.{name}")  # a module that can be called
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

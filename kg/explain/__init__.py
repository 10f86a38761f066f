"""Which characters of which page say so: from any node of a graph back to the saved page, and the page's lists rebuilt.

Asks any store by plain SPARQL; knows nothing of how the graph was made.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from kg.explain.account import Explanation, explain
from kg.explain.pages import Entry, Page, Pages
from kg.explain.rebuild import rebuild
from kg.explain.things import Match, find

__all__ = ["Entry", "Explanation", "Match", "Page", "Pages", "explain", "find", "rebuild"]


class _Verb(ModuleType):
    """Let ``kg.explain(graph, thing)`` be the verb of the Python interface, though this room bears the same name."""

    def __call__(self, *args: Any, **named: Any) -> str:
        """Tell where a thing comes from; see :func:`kg.api.explain`."""
        from kg import api

        return api.explain(*args, **named)


sys.modules[__name__].__class__ = _Verb

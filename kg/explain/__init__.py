"""Which characters of which page say so: from any node of a graph back to the saved page, and the page's lists rebuilt.

Asks any store by plain SPARQL; knows nothing of how the graph was made.
"""

from __future__ import annotations

from kg.explain.account import Explanation, explain
from kg.explain.pages import Entry, Page, Pages
from kg.explain.rebuild import rebuild
from kg.explain.things import Match, find

__all__ = ["Entry", "Explanation", "Match", "Page", "Pages", "explain", "find", "rebuild"]

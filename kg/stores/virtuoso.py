"""What Virtuoso 7 does otherwise than the standards say, and its clients must know."""

from __future__ import annotations

import re

from kg.quads import Literal
from kg.stores.tables import Table

__all__ = ["MOST_ROWS", "boolean", "is_own", "is_virtuoso"]

MOST_ROWS = 1 << 20
"""More rows Virtuoso gives in no answer, whatever its limit, and here it does not say so."""

_OWN = re.compile(
    r"http://www\.openlinksw\.com/|http://www\.w3\.org/(?:ns/ldp|2002/07/owl)#\Z|https?://[^/]+/(?:sparql|DAV/)\Z"
)


def is_virtuoso(server: str) -> bool:
    """Tell whether a server that calls itself so is Virtuoso."""
    return server.startswith("Virtuoso")


def is_own(graph: str) -> bool:
    """Tell whether a graph is one that Virtuoso keeps for itself and shows with all others."""
    return _OWN.match(graph) is not None


def boolean(found: Table) -> bool | None:
    """Return the answer to ASK, which Virtuoso gives as a table: one cell that holds 1, or no row for no.

    Args:
        found: what came in the place of a boolean.
    """
    if found.rows is None or found.rows.columns != ("__ASK_RETVAL",):
        return None
    first = found.rows.rows[0][0] if found.rows.rows else None
    return isinstance(first, Literal) and first.value == "1"

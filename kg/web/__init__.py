"""The HTTP shell around a graph: the SPARQL 1.1 Protocol, linked data, the questions as JSON, and the site's pages.

Nothing is computed here. Whatever touches the graph runs in worker processes that can be ended
(:mod:`kg.web.worker`), behind a shell that only passes requests and replies (:mod:`kg.web.app`).
"""

from __future__ import annotations

__all__: list[str] = []

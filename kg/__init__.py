"""paper-kg: saved scholarly article pages, Korean and English, as a validated knowledge graph."""

from __future__ import annotations

__version__ = "0.1.0"

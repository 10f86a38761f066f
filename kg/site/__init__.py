"""What people look at: pages made of a graph, the same ones served and written to a folder.

Pure functions from a store to bytes. The HTTP shell and ``kg report`` only carry the bytes; nothing here opens a
socket or a file of the user.
"""

from __future__ import annotations

from kg.site.context import Page
from kg.site.site import Site, base_of

__all__ = ["Page", "Site", "base_of"]

"""Python's search for garbage, put off where many objects are made and none of them is garbage.

The search begins whenever many objects were made, and looks at all that live: of large results it takes most of the
time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["kept"]


@contextmanager
def kept() -> Iterator[None]:
    """Put the search off while a block, or a function that this decorates, makes objects that stay.

    What is no longer needed is freed all the same, unless it is part of a ring.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()

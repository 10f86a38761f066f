"""Pages → folds: no page on both sides of a cross-validation."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

__all__ = ["folds"]


def folds(pages: Sequence[str], count: int, seed: int = 0) -> list[int]:
    """Give the fold of each page name: the same for the same name, balanced by number of references.

    Args:
        pages: the page of each reference; pages of one article under one name.
        count: how many folds.
        seed: another division for another seed.
    """
    sizes: dict[str, int] = {}
    for page in pages:
        sizes[page] = sizes.get(page, 0) + 1
    order = sorted(sizes, key=lambda page: (crc32(f"{seed}:{page}".encode()), page))
    loads = [0] * count
    chosen: dict[str, int] = {}
    for page in order:
        fold = min(range(count), key=lambda at: (loads[at], at))
        chosen[page] = fold
        loads[fold] += sizes[page]
    return [chosen[page] for page in pages]

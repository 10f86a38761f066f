"""Locks of the operating system on folders: they go with the process that holds them, and leave nothing behind."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["hold", "release"]


def hold(folder: Path, *, shared: bool) -> int | None:
    """Lock a folder, or tell that someone else holds it.

    Args:
        folder: the folder.
        shared: whether others may hold it as well.

    Returns:
        The open file that holds the lock, -1 where the system has no such locks, nothing where someone else holds it.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    try:
        import fcntl
    except ImportError:  # Windows; there, an open file cannot be removed.
        return -1
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def release(handle: int | None) -> None:
    """Let go of a lock.

    Args:
        handle: what :func:`hold` returned.
    """
    if handle is not None and handle >= 0:
        os.close(handle)

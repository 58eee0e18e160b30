"""Holding a store's folder beyond Oxigraph's own lock, so that a writer may close the store and open it anew.

Until it is closed, Oxigraph keeps of what it has read up to some hundreds of megabytes. A writer that goes on for long
closes it from time to time; nobody must come in between, neither to write nor to open the folder itself for reading.
"""

from __future__ import annotations

import os
import time
import weakref
from pathlib import Path

__all__ = ["Guard", "is_guarded"]

_PATIENCE_SECONDS = 0.5
"""Who looks whether a folder is held holds it for a moment."""


class Guard:
    """Held as long as this object is there. Raises `BlockingIOError` if another one holds the folder."""

    def __init__(self, folder: Path) -> None:
        held = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        weakref.finalize(self, os.close, held)
        until = time.monotonic() + _PATIENCE_SECONDS
        while not _lock(held):
            if time.monotonic() > until:
                raise BlockingIOError(f"{folder} is locked")
            time.sleep(0.02)


def is_guarded(folder: Path) -> bool:
    """Whether a folder is held, by this process or another."""
    try:
        looking = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not _lock(looking)
    finally:
        os.close(looking)


def _lock(descriptor: int) -> bool:
    """Whether `descriptor` holds its folder now. Where a system knows no such locks (flock(2)), nobody is kept out."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True

"""An open store that may be closed and opened anew, and the memory that comes free then."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pyoxigraph as ox

__all__ = ["Opened"]

_ONLY_HERE = 2
"""References to an open store that nobody else has: `Opened` has one, who asks for their number another."""


class Opened:
    """Whoever works with the store asks for it each time."""

    def __init__(self, quads: ox.Store) -> None:
        self._quads = quads

    @property
    def quads(self) -> ox.Store:
        """The store as it is open now."""
        return self._quads

    def renew(self, opener: Callable[[], ox.Store]) -> None:
        """Close the store and open it anew, to let go of what Oxigraph keeps; not if somebody is reading it."""
        if sys.getrefcount(self._quads) > _ONLY_HERE:
            return
        del self._quads
        _give_back()
        self._quads = opener()


def _give_back() -> None:
    """Give what was freed back to the system, where the C library would keep it for this process (glibc)."""
    if sys.platform != "linux":
        return
    import ctypes  # readers need none of this

    if (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)

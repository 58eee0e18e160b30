"""An open store that may be closed and opened anew, and the memory that comes free then."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pyoxigraph as ox

__all__ = ["Opened", "give_back"]


@dataclass(slots=True)
class Opened:
    """Whoever works with the store asks for it each time."""

    quads: ox.Store


def give_back() -> None:
    """Give what was freed back to the system, where the C library would keep it for this process (glibc)."""
    if sys.platform != "linux":
        return
    import ctypes  # readers need none of this

    if (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)

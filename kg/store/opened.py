"""An open store that may be closed and opened anew."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

__all__ = ["Opened"]


@dataclass(slots=True)
class Opened:
    """Whoever works with the store asks for it each time."""

    quads: ox.Store

"""Drawing one kind of picture into a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO

from matplotlib.figure import Figure

from kg.export.graph import Projection
from kg.plot.canvas import Words, save
from kg.plot.map import map_
from kg.plot.matrix import matrix
from kg.plot.network import network
from kg.plot.timeline import timeline

__all__ = ["KINDS", "draw"]

KINDS: Mapping[str, Callable[[Projection, tuple[int, int], str, Words], Figure]] = {
    "timeline": timeline,
    "map": map_,
    "network": network,
    "matrix": matrix,
}
"""What can be drawn, by the name that `kg plot` calls it."""


def draw(
    kind: str, projection: Projection, out: BinaryIO, form: str, *, size: tuple[int, int], title: str, language: str
) -> None:
    """Draw a picture of the projection, `size` in pixels, as ``svg`` or ``png``."""
    save(KINDS[kind](projection, size, title, Words(language)), out, form)

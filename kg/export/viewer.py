"""An exporter for graph viewers: it writes a projection, of the whole facts layer or of a selection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from kg.export.graph import Projection
from kg.export.projection import project
from kg.export.selection import WHOLE, Selection

if TYPE_CHECKING:
    from kg.store.queryable import Queryable

__all__ = ["Viewer"]

Writer = Callable[[Projection, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Writes projections in one format."""

    write: Writer
    companion: Writer | None = None
    """What writes the second file, of nodes, where a format needs two."""

    def __call__(self, store: Queryable, out: BinaryIO, selection: Selection = WHOLE) -> None:
        """Write what `selection` selects of the store; the same store gives the same bytes."""
        self.write(project(store, selection), out)

"""Khabar: knowledge graphs from Arabic news.

import kg
graph = kg.open("khabar-store")
graph.query("attacks_by_place", place="دير الزور").frame()
"""

from __future__ import annotations

from collections.abc import Sequence

TYPE_CHECKING = False  # as the type checker reads it; the name in `typing` costs the import of that module
if TYPE_CHECKING:
    from pathlib import Path

    from kg.query.session import Graph

__version__ = "0.1.0"


def open(store: str | Path, *, queries: Sequence[str | Path] = ()) -> Graph:  # noqa: A001 - kg.open reads best
    """The store in a folder, for asking. Raises `StoreError` if there is none."""
    from kg.query.session import Graph

    return Graph(store, queries=queries)

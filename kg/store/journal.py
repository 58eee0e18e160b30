"""Adding much and removing little, as one change that a crash can't cut in two.

The bulk loader only adds, all or nothing. So the removal that belongs to an addition, a SPARQL update, is loaded with
it as the one statement of a graph of its own, and then run together with the removal of that statement, in one
transaction. A statement that is found when a store is opened says that a crash came between the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.rdf.terms import iri, lines, literal
from kg.store.opening import PENDING, guarded, open_folder

__all__ = ["Journal", "complete"]

_DESCRIPTORS = Path("/dev/fd")
"""Where files that this process has open have paths."""
_BUFFER = 2**20


class Journal:
    """The journal of a store, in the graph `graph`."""

    def __init__(self, graph: str) -> None:
        self._graph = ox.NamedNode(graph)

    def put_down(self, additions: Iterable[bytes], removal: str, folder: Path) -> IO[bytes]:
        """Write `additions`, N-Quads, to a file, with what is to be known of the update `removal`. In memory they would
        be there three times while they are loaded. The file has no name, so that nothing is left of it if this process
        is killed; it takes its room where `folder` does. Raises `OSError`.
        """
        from tempfile import TemporaryFile  # takes as long to import as opening a store, and readers need none of it

        file = TemporaryFile(buffering=_BUFFER, prefix="LOAD", dir=folder)  # noqa: SIM115 - closed by `write`
        file.writelines(additions)
        if removal:
            node = iri(self._graph.value)
            file.write(lines([(node, iri(PENDING), literal(removal), node)]).encode())
        file.flush()
        file.seek(0)
        return file

    def write(self, additions: IO[bytes], removal: str, store: ox.Store) -> None:
        """Load what was put down, run the update `removal`, and flush. Raises `OSError`."""
        with additions:
            _load(additions, store)
        if removal:
            self._run(store, removal)
        # Without a flush, every later opening replays the log: 2.3 s for each 100,000 quads.
        store.flush()

    def finish(self, store: ox.Store) -> None:
        """Run the removal that a crash has left. Raises `OSError`."""
        for quad in store.quads_for_pattern(self._graph, ox.NamedNode(PENDING), None, self._graph):
            if isinstance(quad.object, ox.Literal):
                self._run(store, quad.object.value)

    def _run(self, store: ox.Store, removal: str) -> None:
        store.update(f"{removal} ;\nDROP GRAPH {self._graph}")


def _load(file: IO[bytes], store: ox.Store) -> None:
    if _DESCRIPTORS.exists():
        # By a path, Oxigraph reads without asking Python for each piece.
        store.bulk_load(path=str(_DESCRIPTORS / str(file.fileno())), format=ox.RdfFormat.N_QUADS)
    else:
        store.bulk_load(file, ox.RdfFormat.N_QUADS)


def complete(path: Path) -> None:
    """Complete the write that a crash has left halfway in the store in `path`. Raises `StoreError`."""
    guard = guarded(path)
    try:
        store = open_folder(path, read_only=False)
        for quad in store.quads_for_pattern(None, ox.NamedNode(PENDING), None):
            if isinstance(quad.graph_name, ox.NamedNode):
                Journal(quad.graph_name.value).finish(store)
        store.flush()
    except OSError as error:
        raise StoreError(f"{path}: a write was interrupted, and completing it fails: {error}") from error
    finally:
        del guard

"""An open store that may be closed and opened anew, and that may be loaded while its owner prepares the next load.

Oxigraph lets go of Python's lock while it loads, so both go on at once. Whoever asks for the store meanwhile waits
until the load is done, and so sees all that was written. Only what is asked of a node of which the load says nothing is
asked at once: it has the same answer before and afterwards.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.rdf.terms import Term
from kg.store import heap

__all__ = ["Opened"]

_ONLY_HERE = 2
"""References to an open store that nobody else has: `Opened` has one, who asks for their number another."""


class Opened:
    """Whoever works with the store asks for it each time. `path` names it in messages.

    Every method raises `StoreError` if a load that went on has failed, the first time that it is found.
    """

    def __init__(self, quads: ox.Store, path: Path | str) -> None:
        self._quads, self._path = quads, path
        self._loader: ThreadPoolExecutor | None = None
        self._loading: Future[None] | None = None
        self._touched: Collection[Term] = ()

    @property
    def quads(self) -> ox.Store:
        """The store as it is open now, with all that was loaded."""
        self.settle()
        return self._quads

    def about(self, node: Term) -> ox.Store:
        """The store, to be asked for statements that have `node` as subject or object, and for no others."""
        return self.quads if node in self._touched else self._quads

    @property
    def underway(self) -> ox.Store:
        """The store as it is, with or without what is being loaded."""
        return self._quads

    def load(self, work: Callable[[ox.Store], None], touched: Collection[Term]) -> None:
        """Begin `work` with the store, in a thread; `touched` are the subjects and objects of the statements that it
        adds or removes.
        """
        self.settle()
        self._touched = touched
        if self._loader is None:
            heap.share()
            self._loader = ThreadPoolExecutor(1, "store-loader")
        self._loading = self._loader.submit(self._work, work)

    def work(self, work: Callable[[ox.Store], None]) -> None:
        """Do `work` with the store, at once."""
        self.settle()
        self._work(work)

    def _work(self, work: Callable[[ox.Store], None]) -> None:
        with self.writing():
            work(self._quads)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Tells of the system's errors as those of the store."""
        try:
            yield
        except OSError as error:
            raise StoreError(f"{self._path}: the store can't be written: {error}") from error

    def settle(self) -> None:
        """Wait until what was begun is done."""
        if (loading := self._loading) is not None:
            wait((loading,))  # what interrupts the waiting leaves the load to be waited for
            self._loading, self._touched = None, ()
            loading.result()

    def renew(self, opener: Callable[[], ox.Store]) -> None:
        """Close the store and open it anew, to let go of what Oxigraph keeps; not if somebody is reading it."""
        self.settle()
        if sys.getrefcount(self._quads) > _ONLY_HERE:
            return
        del self._quads
        heap.give_back()
        self._quads = opener()

"""How a change gets into a store, whole or not at all: a small one by an update, a large one by the bulk loader."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from kg.store.change import Change
from kg.store.journal import Journal
from kg.store.opened import Opened

__all__ = ["Committing"]

BULK_QUADS = 5_000
"""Quads from which on the bulk loader is faster than an update: it writes new files at each call."""

RENEW_QUADS = 100_000
"""Quads after which a store is opened anew, in some 40 ms: Oxigraph keeps what it reads and writes meanwhile."""


class Committing:
    """Writes to one store, in `folder`. `reopen` opens it anew; without it, all goes by updates.

    Every method raises `StoreError` if the store can't be written.
    """

    def __init__(
        self, opened: Opened, journal: Journal, folder: Path | str, reopen: Callable[[], ox.Store] | None
    ) -> None:
        self._opened, self._journal, self._folder, self._reopen = opened, journal, Path(folder), reopen
        self._loaded = 0

    def write(self, work: Callable[[ox.Store], None]) -> None:
        """Do `work` with the store, which keeps it."""

        def flushed(store: ox.Store) -> None:
            work(store)
            # Without a flush, every later opening replays the log: 2.3 s for each 100,000 quads.
            store.flush()

        self._opened.work(flushed)

    def update(self, text: str) -> None:
        """Run an update; nothing if it is empty."""
        if text:
            self.write(lambda store: store.update(text))

    def finish(self) -> None:
        """Do the rest of what a crash has left halfway."""
        self.write(self._journal.finish)

    def commit(self, change: Change, *, behind: bool = False) -> None:
        """Make a change. Where it is left `behind`, a bulk load may still go on afterwards."""
        if self._reopen is None or change.size < BULK_QUADS:
            self.update(change.update())
            return
        removal = change.removal()
        with self._opened.writing():
            additions = self._journal.put_down(change.data(), removal, self._folder)
        self.settle()
        self._opened.load(partial(self._journal.write, additions, removal), change.touched())
        self._loaded += change.size
        if not behind:
            self.settle()

    def settle(self) -> None:
        """Wait until what was left behind is in the store."""
        self._opened.settle()
        if self._reopen is not None and self._loaded >= RENEW_QUADS:
            self._loaded = 0
            self._opened.renew(self._reopen)

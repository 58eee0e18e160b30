"""Batches, one loaded while the next is prepared: the same as one after the other, whenever a load is done."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import IO

import pyoxigraph as ox
import pytest

from kg.bench.synthetic import graphs
from kg.errors import StoreError
from kg.rdf.mapper import ArticleGraph
from kg.store import committing
from kg.store.journal import Journal
from kg.store.opened import Opened
from kg.store.oxigraph import OxigraphStore

Batches = Sequence[Sequence[ArticleGraph]]


class _AtTheLast:
    """A load that is not begun before somebody waits for it: whoever asks too early finds nothing of it."""

    def __init__(self) -> None:
        self.work: Callable[[], None] | None = None
        self.waited = 0

    def load(self, opened: Opened, work: Callable[[ox.Store], None], touched: Collection[str]) -> None:
        opened.settle()
        opened._touched = touched
        self.work = lambda: work(opened._quads)

    def settle(self, opened: Opened) -> None:
        if (work := self.work) is not None:
            self.work, opened._touched = None, ()
            self.waited += 1
            work()


@pytest.fixture(scope="module")
def batches() -> Batches:
    """Some articles come again, told otherwise."""
    made, again = list(graphs(60)), list(graphs(30, seed=1))
    return [*(made[i : i + 10] for i in range(0, 60, 10)), again[:10], again[10:30], made[5:25]]


@pytest.fixture(autouse=True)
def all_in_bulk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committing, "BULK_QUADS", 1)


def _dump(store: OxigraphStore) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


def _one_after_the_other(path: Path, batches: Batches) -> bytes:
    store = OxigraphStore(path)
    for batch in batches:
        store.write(batch)
    return _dump(store)


def test_a_load_that_is_done_late_changes_nothing(
    tmp_path: Path, batches: Batches, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = _one_after_the_other(tmp_path / "one", batches)
    loads = _AtTheLast()
    with monkeypatch.context() as patch:
        patch.setattr(Opened, "load", lambda self, work, touched: loads.load(self, work, touched))
        patch.setattr(Opened, "settle", lambda self: loads.settle(self))
        store = OxigraphStore(tmp_path / "late")
        store.write_all(iter(batches))
    assert _dump(store) == expected
    assert loads.waited == len(batches)


def test_the_next_batch_is_taken_while_one_is_loaded(
    tmp_path: Path, batches: Batches, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = threading.Event()
    write = Journal.write

    def waiting(self: Journal, additions: IO[bytes], removal: str, store: ox.Store) -> None:
        assert taken.wait(60)
        write(self, additions, removal, store)

    def two() -> Iterator[Sequence[ArticleGraph]]:
        yield batches[0]
        taken.set()
        yield batches[1]

    monkeypatch.setattr(Journal, "write", waiting)
    store = OxigraphStore(tmp_path / "store")
    store.write_all(two())
    assert store.statistics().articles == 20


def test_a_load_that_fails_is_told_and_what_was_before_it_stays(
    tmp_path: Path, batches: Batches, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, loads = Journal.write, iter(range(100))

    def third_fails(self: Journal, additions: IO[bytes], removal: str, store: ox.Store) -> None:
        if next(loads) == 2:
            raise OSError("No space left on device")
        write(self, additions, removal, store)

    store = OxigraphStore(tmp_path / "store")
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "write", third_fails)
        with pytest.raises(StoreError, match=r"store: the store can't be written: No space left on device"):
            store.write_all(iter(batches))
    assert _dump(store) == _one_after_the_other(tmp_path / "two", batches[:2])
    store.write_all(iter(batches[2:]))
    assert _dump(store) == _one_after_the_other(tmp_path / "all", batches)


def test_what_is_written_is_in_the_store_when_taking_the_next_fails(tmp_path: Path, batches: Batches) -> None:
    def broken() -> Iterator[Sequence[ArticleGraph]]:
        yield batches[0]
        raise KeyboardInterrupt

    store = OxigraphStore(tmp_path / "store")
    with pytest.raises(KeyboardInterrupt):
        store.write_all(broken())
    del store
    assert OxigraphStore(tmp_path / "store", read_only=True).statistics().articles == 10

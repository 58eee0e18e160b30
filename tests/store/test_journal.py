"""Large changes: loaded in bulk, and still one change, whatever happens in the middle."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import pyoxigraph as ox
import pytest

from kg.bench.synthetic import graphs
from kg.errors import StoreError
from kg.rdf.mapper import ArticleGraph
from kg.store import committing, journal
from kg.store.journal import Journal
from kg.store.oxigraph import OxigraphStore


@pytest.fixture(scope="module")
def made() -> list[ArticleGraph]:
    return list(graphs(60))


def _dump(store: OxigraphStore) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


def _besides_data(path: Path) -> set[str]:
    """The files of a store other than Oxigraph's data, which it may merge at any time."""
    return {file.name for file in path.iterdir() if file.suffix != ".sst"}


def _by_updates(path: Path, batches: Sequence[Sequence[ArticleGraph]], monkeypatch: pytest.MonkeyPatch) -> bytes:
    with monkeypatch.context() as patch:
        patch.setattr(committing, "BULK_QUADS", 10**9)
        store = OxigraphStore(path)
        for batch in batches:
            store.write(batch)
        return _dump(store)


def test_loading_in_bulk_and_updating_give_the_same(
    tmp_path: Path, made: list[ArticleGraph], monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = [made[:30], made[30:], made[10:40]]
    store = OxigraphStore(tmp_path / "bulk")
    for batch in batches:
        store.write(batch)
    assert _dump(store) == _by_updates(tmp_path / "updates", batches, monkeypatch)


def test_what_a_crash_has_left_undone_is_done_when_the_store_is_opened(
    tmp_path: Path, made: list[ArticleGraph], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = list(graphs(30, seed=1))
    store = OxigraphStore(tmp_path / "store")
    store.write(made[:40])
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "_run", lambda self, store, removal: None)  # the process is killed here
        store.write(other)
    assert b"graph/journal" in _dump(store)
    del store
    reopened = OxigraphStore(tmp_path / "store")
    assert _dump(reopened) == _by_updates(tmp_path / "updates", [made[:40], other], monkeypatch)


def test_what_is_being_loaded_has_no_file_that_a_crash_could_leave(
    tmp_path: Path, made: list[ArticleGraph], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: Journal, additions: IO[bytes], removal: str, store: ox.Store) -> None:
        assert additions.read(1) == b"<"
        raise OSError("killed here")

    store = OxigraphStore(tmp_path / "store")
    before = _besides_data(store.path)
    with monkeypatch.context() as patch, pytest.raises(StoreError, match="killed here"):
        patch.setattr(Journal, "write", killed)
        store.write(made[:30])
    assert _besides_data(store.path) == before


def test_what_has_no_path_is_loaded_all_the_same(
    tmp_path: Path, made: list[ArticleGraph], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_DESCRIPTORS", tmp_path / "nowhere")
    store = OxigraphStore(tmp_path / "store")
    store.write(made[:30])
    assert _dump(store) == _by_updates(tmp_path / "updates", [made[:30]], monkeypatch)

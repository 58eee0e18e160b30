"""Large changes: loaded in bulk, and still one change, whatever happens in the middle."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.bench.synthetic import graphs
from kg.rdf.mapper import ArticleGraph
from kg.store import committing
from kg.store.journal import Journal
from kg.store.oxigraph import OxigraphStore


@pytest.fixture(scope="module")
def made() -> list[ArticleGraph]:
    return list(graphs(60))


def _dump(store: OxigraphStore) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


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

"""A writer lets go of what Oxigraph keeps in memory, by closing the store and opening it anew; nobody comes between."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.bench.synthetic import graphs
from kg.errors import StoreError
from kg.rdf.mapper import ArticleGraph
from kg.store import committing
from kg.store.guard import Guard, is_guarded
from kg.store.opening import is_being_written
from kg.store.oxigraph import OxigraphStore


@pytest.fixture(scope="module")
def made() -> list[ArticleGraph]:
    return list(graphs(60))


def _dump(store: OxigraphStore) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


def test_a_folder_is_held_as_long_as_its_guard_is_there(tmp_path: Path) -> None:
    guard = Guard(tmp_path)
    assert is_guarded(tmp_path)
    with pytest.raises(BlockingIOError):
        Guard(tmp_path)
    del guard
    assert not is_guarded(tmp_path)


def test_a_guarded_store_is_being_written_whether_oxigraph_has_it_open_or_not(tmp_path: Path) -> None:
    OxigraphStore(tmp_path / "store")
    assert not is_being_written(tmp_path / "store")
    guard = Guard(tmp_path / "store")
    assert is_being_written(tmp_path / "store")
    with pytest.raises(StoreError, match="is writing to this store; wait until it has ended"):
        OxigraphStore(tmp_path / "store")
    del guard


def test_a_store_that_is_opened_anew_while_it_is_written_is_the_same(
    tmp_path: Path, made: list[ArticleGraph], monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = [made[:20], made[20:40], made[40:]]
    usual = OxigraphStore(tmp_path / "usual")
    for batch in batches:
        usual.write(batch)
    monkeypatch.setattr(committing, "RENEW_QUADS", 1)
    renewed = OxigraphStore(tmp_path / "renewed")
    for batch in batches:
        renewed.write(batch)
    assert _dump(renewed) == _dump(usual)


def test_a_store_that_somebody_reads_is_not_closed(
    tmp_path: Path, made: list[ArticleGraph], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committing, "RENEW_QUADS", 1)
    store = OxigraphStore(tmp_path / "store")
    held = store.quads
    store.write(made[:20])
    assert store.quads is held
    del held
    store.write(made[20:40])
    assert store.statistics().articles == 40

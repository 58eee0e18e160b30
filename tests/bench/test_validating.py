"""`kg validate` finds in broken articles what pySHACL finds in them."""

from __future__ import annotations

from pathlib import Path

from kg.bench.synthetic import graphs
from kg.bench.validating import copied_sample, validating
from kg.store.oxigraph import OxigraphStore


def test_the_same_is_wrong_in_a_broken_sample(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path / "store")
    store.write(list(graphs(30)))
    figures = validating(store, 30)
    assert figures["same"]
    assert figures["wrong"] == 0
    assert figures["sample_wrong"] == figures["sample_wrong_by_pyshacl"] == 0
    assert figures["broken_wrong"] > 0


def test_a_sample_tells_its_seed(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path / "store")
    store.write(list(graphs(10)))
    first, again, other = (set(copied_sample(store, 5, seed, broken=0.5)) for seed in (0, 0, 1))
    assert first == again != other

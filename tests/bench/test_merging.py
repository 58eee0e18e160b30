"""Merging a store again, measured, on little."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.bench.merging import main, ordered
from kg.bench.synthetic import graphs
from kg.store.oxigraph import OxigraphStore


def test_figures_at_each_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    OxigraphStore(tmp_path / "store").write(list(graphs(12)))
    assert main([str(tmp_path / "store"), "--sizes", "4,12", "--json", str(tmp_path / "f.json")]) == 0
    small, whole = json.loads((tmp_path / "f.json").read_text())
    assert (small["articles"], whole["articles"]) == (4, 12)
    assert 0 < small["merging_s"] + 1 <= whole["merging_s"] + 1 <= whole["writing_s"] + 1
    assert whole["events"] >= small["events"] > 0
    assert capsys.readouterr().out.startswith("articles 4  events ")


def test_the_order_of_time_is_that_of_publication(tmp_path: Path) -> None:
    made = list(graphs(12))
    OxigraphStore(tmp_path / "store").write(made)
    days = {
        g.article: next(o for s, p, o, _ in g.quads if s == f"<{g.article}>" and p.endswith("issued>")) for g in made
    }
    seen = [graph.article for graph in ordered(tmp_path / "store", by_time=True, seed=1)]
    assert [days[name] for name in seen] == sorted(days.values())
    assert sorted(seen) == sorted(days)
    assert [graph.article for graph in ordered(tmp_path / "store", by_time=False, seed=1)] != seen

"""Whether answers of two engines are the same, and what is said where they are not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.bench.agreement import agreement, dataset_of
from kg.store.oxigraph import OxigraphStore
from kg.store.reading import StoreReader


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_alike_and_different(news: OxigraphStore, news_path: Path) -> None:
    out = io.BytesIO()
    news.dump(out)
    whole = out.getvalue()
    only = ("claimants", "cooccurrence")
    verdicts = list(agreement(StoreReader(news_path), dataset_of(whole), seconds=60, only=only))
    assert [(verdict.name, verdict.outcome) for verdict in verdicts] == [(name, "alike") for name in only]
    lines = [line for line in whole.splitlines(keepends=True) if b"ontology#claimant>" not in line]
    (verdict,) = agreement(StoreReader(news_path), dataset_of(b"".join(lines)), seconds=60, only=("contested",))
    assert verdict.outcome == "different", verdict.detail
    assert verdict.detail.startswith("different: ")
    assert "rows by Oxigraph alone" in verdict.detail

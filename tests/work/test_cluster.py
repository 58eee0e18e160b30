"""On a cluster: the outcomes of one process, also when a worker is killed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.bench.synthetic import graphs
from kg.errors import ConfigError
from kg.model import Article, Origin
from kg.pipeline import understand
from kg.work import cluster
from kg.work.outcome import Counts, Failure, Item, Outcome, Understood
from kg.work.recipe import Recipe
from kg.work.shards import read_shard, write_shard


def test_a_shard_gives_back_what_was_written() -> None:
    outcomes: list[Outcome] = [Understood(graph, Counts(1, 2, 3, 4), (("map", 0.5),)) for graph in graphs(3)]
    outcomes.insert(1, Failure("x.txt", None, None, "no"))
    file = io.BytesIO()
    index = write_shard(outcomes, file)
    file.seek(0)
    assert list(read_shard(index, file)) == outcomes


def test_the_scheduler_must_be_known() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(ConfigError, match="expected `local` or dask://HOST:PORT"):
        list(cluster.understand_on_cluster([], Recipe(), "spark://x", "/tmp"))  # noqa: S108 - never reached


def test_a_lost_worker_takes_one_shard_with_it_and_no_more(
    obedient: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "SHARD_ARTICLES", 4)
    texts = [*(f"مدينة{n} قصيرة" for n in range(8)), "die", "a", "b", "c", *(f"قرية{n} صغيرة" for n in range(8))]
    items: list[Item] = [Article(f"a{n}", text, origin=Origin("x.jsonl", n)) for n, text in enumerate(texts, 1)]
    recipe = Recipe(obedient, "none")
    done = list(cluster.understand_on_cluster(items, recipe, "local", str(tmp_path)))
    assert [isinstance(outcome, Failure) for outcome in done] == [False] * 8 + [True] * 4 + [False] * 8
    alive = [item for n, item in enumerate(items) if not 8 <= n < 12]
    alone = [outcome.graph for outcome in understand(alive, recipe, 1) if isinstance(outcome, Understood)]
    assert [outcome.graph for outcome in done if isinstance(outcome, Understood)] == alone
    assert list(tmp_path.glob("*.nq")) == []

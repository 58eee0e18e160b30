"""The embedded store: whole articles or nothing, and a facts layer that depends on no order."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ConfigError, StoreError
from kg.rdf.mapper import ArticleGraph
from kg.store.oxigraph import OxigraphStore
from kg.store.sorting import sorted_lines

A = "التقى وزير الخارجية الروسي سيرغي لافروف نظيره التركي مولود تشاووش أوغلو في أنقرة لبحث الأزمة الليبية."
B = "قصفت القوات الإسرائيلية مدينة الحديدة في اليمن. ونفى الجيش الإسرائيلي قصف مدينة الحديدة."
C = "قال وزير الخارجية سيرغي لافروف في موسكو إن القوات الإسرائيلية شنت غارات على مدينة الحديدة يوم 3 مايو 2021."

GraphOf = Callable[..., ArticleGraph]


def _dump(store: OxigraphStore) -> list[str]:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue().decode().splitlines()


def _built(path: Path, *articles: ArticleGraph) -> list[str]:
    store = OxigraphStore(path)
    for article in articles:
        store.write([article])
    return _dump(store)


def test_order_and_batching_change_nothing(tmp_path: Path, graph_of: GraphOf) -> None:
    graphs = [graph_of("a", A), graph_of("b", B), graph_of("c", C)]
    dumps = [_built(tmp_path / str(n), *order) for n, order in enumerate(itertools.permutations(graphs))]
    batch = OxigraphStore(tmp_path / "batch")
    batch.write(graphs)
    assert all(dump == dumps[0] for dump in [*dumps, _dump(batch)])
    assert dumps[0] == sorted(dumps[0], key=str.encode)


def test_replacing_an_article_is_as_if_the_old_one_had_never_been(tmp_path: Path, graph_of: GraphOf) -> None:
    store = OxigraphStore(tmp_path / "one")
    store.write([graph_of("a", A), graph_of("b", B), graph_of("c", C)])
    store.write([graph_of("b", A)])
    assert _dump(store) == _built(tmp_path / "two", graph_of("a", A), graph_of("b", A), graph_of("c", C))


def test_forgetting_an_article_leaves_a_store_that_never_saw_it(tmp_path: Path, graph_of: GraphOf) -> None:
    store = OxigraphStore(tmp_path / "one")
    store.write([graph_of("a", A), graph_of("b", B), graph_of("c", C)])
    assert store.forget("b")
    assert not store.forget("b")
    assert _dump(store) == _built(tmp_path / "two", graph_of("a", A), graph_of("c", C))


def test_the_facts_layer_can_be_made_anew(store: OxigraphStore, graph_of: GraphOf) -> None:
    store.write([graph_of("a", A), graph_of("b", B), graph_of("c", C)])
    before = _dump(store)
    store.remake_facts()
    assert _dump(store) == before


def test_one_thing_of_two_articles_is_one_node_of_the_facts_layer(store: OxigraphStore, graph_of: GraphOf) -> None:
    store.write([graph_of("a", A), graph_of("c", C)])
    rows = store.query(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT DISTINCT ?x { ?x rdfs:label ?l . "
        "FILTER(CONTAINS(?l, 'لافروف') && LANG(?l) = 'ar') ?x a <https://w3id.org/khabar/ontology#Person> }"
    )
    assert [row["x"].value for row in rows] == ["https://w3id.org/khabar/id/entity/Q58217"]


def test_statistics_count_each_thing_once(store: OxigraphStore, graph_of: GraphOf) -> None:
    assert store.statistics().articles == 0
    store.write([graph_of("a", A), graph_of("c", A)])
    counted = store.statistics()
    assert (counted.articles, counted.events) == (2, 1)
    assert counted.entities == len({e for e in graph_of("a", A).merges})


def test_a_second_writer_hears_who_is_in_the_way(tmp_path: Path) -> None:
    first = OxigraphStore(tmp_path / "s")
    code = (
        "import sys; from pathlib import Path; from kg.errors import StoreError\n"
        "from kg.store.oxigraph import OxigraphStore\n"
        f"try: OxigraphStore(Path({str(tmp_path / 's')!r}))\n"
        "except StoreError as error: sys.exit(str(error))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "another process" in done.stderr
    assert "is writing to this store; wait until it has ended" in done.stderr
    if Path("/proc/locks").exists():
        assert f"({os.getpid()}: " in done.stderr
    assert first.base


def test_a_missing_store_and_another_base_are_errors(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="make one with: kg build"):
        OxigraphStore(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()
    OxigraphStore(tmp_path / "s", base="https://example.org/kg/")
    with pytest.raises(StoreError, match="this store's base IRI is https://example.org/kg/"):
        OxigraphStore(tmp_path / "s", base="https://example.org/other/")
    assert OxigraphStore(tmp_path / "s").base == "https://example.org/kg/"
    with pytest.raises(ConfigError, match="must be an absolute ASCII IRI"):
        OxigraphStore(tmp_path / "t", base="kg")


def test_lines_are_sorted_over_several_runs() -> None:
    out = io.BytesIO()
    lines = [f"{n:03}\n".encode() for n in (5, 1, 9, 3, 7, 2, 8)]
    sorted_lines(lambda file: file.writelines(lines), out, run_lines=2)
    assert out.getvalue() == b"".join(sorted(lines))

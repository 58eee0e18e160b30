"""How fast a store is written, opened, asked and validated, beside the naive way and the limit, in the same run."""

from __future__ import annotations

import gc
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pyoxigraph as ox

from kg.bench.synthetic import graphs
from kg.rdf.terms import lines
from kg.store.oxigraph import OxigraphStore

__all__ = ["storing"]

_BATCH = 100
_QUERIES = {
    "timeline": "SELECT ?e ?d { ?e a kg:Attack ; kg:date ?d } ORDER BY ?d LIMIT 100",
    "attacks by place": "SELECT ?p (COUNT(?e) AS ?n) { ?e a kg:Attack ; kg:place ?p } GROUP BY ?p",
    "contested": "SELECT ?e ?who { ?e kg:status kg:Contested . ?c kg:about ?e ; kg:claimant ?who } LIMIT 100",
    "evidence": "SELECT ?w { ?e kg:reportedIn ?a . GRAPH ?a { ?m kg:refersTo ?e ; kg:surface ?w } } LIMIT 20",
}
_PREFIX = "PREFIX kg: <https://w3id.org/khabar/ontology#> "


def storing(articles: int) -> dict[str, Any]:
    """Figures for a store of so many made-up articles: quads/s, bytes, milliseconds."""
    with TemporaryDirectory() as folder:
        store, seconds, naive = _written(Path(folder), articles)
        quads = sum(1 for _ in _lines(store, Path(folder) / "ready.nq"))
        ready = Path(folder) / "ready.nq"
        limit = _timed(lambda: _bulk(Path(folder) / "limit", ready))
        del store
        gc.collect()
        path = Path(folder) / "store"
        opening = _timed(lambda: OxigraphStore(path, read_only=True))
        opened = OxigraphStore(path, read_only=True)
        latencies = {name: _latency(opened, text) for name, text in _QUERIES.items()}
        validation = _timed(lambda: _validate(opened))
        return {
            "articles": articles,
            "quads": quads,
            "written_per_s": round(quads / seconds),
            "limit_per_s": round(quads / limit),
            "naive_per_s": round(naive),
            "of_limit": round(limit / seconds, 2),
            "times_naive": round(quads / seconds / naive, 2),
            "bytes": sum(file.stat().st_size for file in path.iterdir()),
            "open_ms": round(opening * 1000, 1),
            "query_ms": {name: round(1000 * latency, 1) for name, latency in latencies.items()},
            "validate_s": round(validation, 2),
        }


def _written(folder: Path, articles: int) -> tuple[OxigraphStore, float, float]:
    """The store, how long it took to write it, and the rate of `extend` per article on the first articles."""
    store, made = OxigraphStore(folder / "store"), graphs(articles)
    seconds, naive_seconds, naive_quads = 0.0, 0.0, 0
    naive = ox.Store(str(folder / "naive"))
    while batch := list(islice(made, _BATCH)):
        seconds += _timed(lambda batch=batch: store.write(batch))  # type: ignore[misc]
        if naive_quads < 100_000:
            for graph in batch:
                text = lines((*graph.quads, *graph.links, *graph.merges)).encode()
                quads = list(ox.parse(text, format=ox.RdfFormat.N_QUADS))
                naive_quads += len(quads)
                naive_seconds += _timed(lambda quads=quads: naive.extend(quads))  # type: ignore[misc]
    naive_seconds += _timed(naive.flush)
    return store, seconds, naive_quads / naive_seconds


def _lines(store: OxigraphStore, ready: Path) -> Any:
    with ready.open("wb") as out:
        store.dump(out)
    return ready.open("rb")


def _bulk(path: Path, ready: Path) -> None:
    store = ox.Store(str(path))
    store.bulk_load(path=str(ready))
    store.flush()


def _validate(store: OxigraphStore) -> None:
    from kg.rdf.validate import validate

    validate(store.quads)


def _latency(store: OxigraphStore, text: str) -> float:
    """The median of five, warm."""
    return sorted(_timed(lambda: list(store.query(_PREFIX + text))) for _ in range(5))[2]


def _timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started

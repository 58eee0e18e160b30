"""How fast a store is written, opened, asked and validated, beside the naive way and the limit, in the same run."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import pyoxigraph as ox

from kg.bench.apart import apart
from kg.bench.synthetic import graphs
from kg.ontology import vocab
from kg.pipeline import BATCH_ARTICLES
from kg.rdf.mapper import ArticleGraph
from kg.rdf.terms import Quad, iri, lines
from kg.store.oxigraph import OxigraphStore

__all__ = ["storing"]

_NAIVE_QUADS = 100_000
"""Quads that are written the naive way: a longer run has the same rate."""
_QUERIES = {
    "timeline": "SELECT ?e ?d { ?e a kg:Attack ; kg:date ?d } ORDER BY ?d LIMIT 100",
    "attacks by place": "SELECT ?p (COUNT(?e) AS ?n) { ?e a kg:Attack ; kg:place ?p } GROUP BY ?p",
    "contested": "SELECT ?e ?who { ?e kg:status kg:Contested . ?c kg:about ?e ; kg:claimant ?who } LIMIT 100",
    "evidence": "SELECT ?w { ?e kg:reportedIn ?a . GRAPH ?a { ?m kg:refersTo ?e ; kg:surface ?w } } LIMIT 20",
}
_PREFIX = "PREFIX kg: <https://w3id.org/khabar/ontology#> "


@dataclass(frozen=True, slots=True)
class _Time:
    """How long something took, in seconds: by the clock, and of processors, all threads counted."""

    clock: float
    processors: float

    def __add__(self, other: _Time) -> _Time:
        return _Time(self.clock + other.clock, self.processors + other.processors)


def storing(articles: int) -> dict[str, Any]:
    """Figures for a store of so many made-up articles: quads/s, bytes, milliseconds."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        apart(_make, folder, articles)
        written, memory = apart(_write, folder)
        naive, quads_of_naive = apart(_naively, folder, articles)[0]
        quads = apart(_dump, folder)[0]
        limit = apart(_bulk, folder)[0]
        opening = apart(_open, folder)[0]
        opened = OxigraphStore(folder / "store", read_only=True)
        latencies = {name: _latency(opened, text) for name, text in _QUERIES.items()}
        validation = _timed(lambda: _validate(opened)).clock
        return {
            "articles": articles,
            "quads": quads,
            "written_per_s": round(quads / written.clock),
            "limit_per_s": round(quads / limit.clock),
            "naive_per_s": round(quads_of_naive / naive.clock),
            "of_limit": round(limit.clock / written.clock, 2),
            "of_limit_by_processor_time": round(limit.processors / written.processors, 2),
            "times_naive": round(quads / written.clock / (quads_of_naive / naive.clock), 2),
            "times_naive_by_processor_time": round(quads / written.processors / (quads_of_naive / naive.processors), 2),
            "memory_mb": memory,
            "bytes": sum(file.stat().st_size for file in (folder / "store").iterdir()),
            "open_ms": round(opening.clock * 1000, 1),
            "query_ms": {name: round(1000 * latency, 1) for name, latency in latencies.items()},
            "validate_s": round(validation, 2),
        }


def _make(folder: Path, articles: int) -> None:
    """Make the articles, and put them down in batches as processes hand them over."""
    made = graphs(articles)
    with (folder / "batches").open("wb") as out:
        while batch := list(islice(made, BATCH_ARTICLES)):
            pickle.dump(batch, out, pickle.HIGHEST_PROTOCOL)


def _write(folder: Path) -> _Time:
    """Write the store, as a build does. Taking over the batches counts; making them, and reading the ontology, not."""
    store = OxigraphStore(folder / "store")
    store.articles.schema.depth(iri(vocab.Event))
    return _timed(lambda: store.write_all(_batches(folder)))


def _batches(folder: Path) -> Iterator[list[ArticleGraph]]:
    with (folder / "batches").open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)  # noqa: S301 - this run has written it


def _naively(folder: Path, articles: int) -> tuple[_Time, int]:
    """The first articles by `extend`, one at a time: how long it took, and how many quads they are.

    As in writing the store, terms are what is given, and making quads of them counts; so does flushing what a batch
    would be, without which whoever opens the store after a crash waits for seconds. There is no facts layer.
    """
    store, took, count = ox.Store(str(folder / "naive")), _Time(0, 0), 0
    for number, graph in enumerate(graphs(articles), 1):
        given = (*graph.quads, *graph.links, *graph.merges)
        took += _timed(partial(_extend, store, given))
        count += len(given)
        if number % BATCH_ARTICLES == 0:
            took += _timed(store.flush)
        if count > _NAIVE_QUADS:
            break
    return took + _timed(store.flush), count


def _dump(folder: Path) -> int:
    """Write the ready file of the limit; how many quads it has."""
    store = OxigraphStore(folder / "store", read_only=True)
    with (folder / "ready.nq").open("wb") as out:
        store.dump(out)
    return len(store.quads)


def _open(folder: Path) -> _Time:
    return _timed(lambda: OxigraphStore(folder / "store", read_only=True))


def _bulk(folder: Path) -> _Time:
    """Load the ready file by the bulk loader, in one call."""
    store = ox.Store(str(folder / "limit"))

    def load() -> None:
        store.bulk_load(path=str(folder / "ready.nq"))
        store.flush()

    return _timed(load)


def _validate(store: OxigraphStore) -> None:
    from kg.rdf.validate import validate

    validate(store.quads)


def _latency(store: OxigraphStore, text: str) -> float:
    """The median of five, warm."""
    return sorted(_timed(lambda: list(store.query(_PREFIX + text))).clock for _ in range(5))[2]


def _extend(store: ox.Store, quads: Iterable[Quad]) -> None:
    store.extend(ox.parse(lines(quads).encode(), format=ox.RdfFormat.N_QUADS))


def _timed(work: Callable[[], object]) -> _Time:
    started, processors = perf_counter(), process_time()
    work()
    return _Time(perf_counter() - started, process_time() - processors)

"""How merging grows with a store: a built store's articles are merged again into an empty one, and timed on the way.

    python -m kg.bench.merging STORE [--sizes 1000,5000,10000] [--order random|time] [--seed 0] [--json FILE]

The articles come in batches of a hundred, as a build writes them, in a random order or in that of their publication.
In a random order twice as many articles are twice as much news of the same days, and there are four times as many
pairs of reports to be told apart or joined; in that of time, as a newsroom's store grows, they are twice as many
days. At each size it is said how long merging has taken so far (finding, comparing and grouping the reports of
events, and the records of what moves; in seconds of the processor, so that what else the machine does counts little),
how long writing as a whole, what one more article costs then, and the most memory that the process has had. Reading
STORE is not counted; STORE is not changed.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from kg.ontology import vocab
from kg.rdf.iris import Minter
from kg.rdf.mapper import ArticleGraph
from kg.store.oxigraph import OxigraphStore
from kg.store.proposals import proposals

__all__ = ["main", "merging", "ordered"]

_BATCH = 100
_SINGLE = 20
"""Articles that are taken out and added again, one by one, at each size."""


def merging(source: Path, sizes: Sequence[int], *, by_time: bool = False, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Figures at each of `sizes`, numbers of articles of the store `source`, smaller ones first. `by_time` orders them
    by publication; else, and among those of one day, they come in a random order.
    """
    graphs = ordered(source, by_time=by_time, seed=seed)
    with TemporaryDirectory() as folder:
        store, written, writing, beside = OxigraphStore(Path(folder) / "store"), 0, 0.0, 0.0
        for size in sorted(sizes):
            batch: list[ArticleGraph] = []
            while written < size and (batch := list(islice(graphs, min(_BATCH, size - written)))):
                started = perf_counter()
                store.write(batch)
                writing += perf_counter() - started
                written += len(batch)
            merged = store.merging_s
            yield {
                "articles": written,
                "events": len(list(store.query("SELECT ?e { ?e a <https://w3id.org/khabar/ontology#Event> }"))),
                "merging_s": round(merged - beside, 2),
                "writing_s": round(writing, 2),
                "one_more_ms": round(1000 * median(_added(store, batch)), 1) if batch else None,
                "memory_mb": _memory(),
            }
            beside += store.merging_s - merged  # what was added again to see what one more costs
        # The folder can be removed once the store is closed.
        del store
        gc.collect()


def ordered(source: Path, *, by_time: bool, seed: int) -> Iterator[ArticleGraph]:
    """The articles of a store, each with the nodes that the rules give its entities, in the order of their publication
    or, and those of one day always, in a random order.
    """
    store = OxigraphStore(source, read_only=True)
    mint, names = Minter(store.base), store.articles.names()
    Random(seed).shuffle(names)
    if by_time:
        rows = store.query(f"SELECT ?a ?day {{ ?a <{vocab.DCTERMS_ISSUED}> ?day }}")
        days = {row["a"].value: row["day"].value for row in rows}
        names.sort(key=lambda name: days.get(name, ""))
    for name in names:
        part = store.articles.part(name)
        merges = tuple(proposals(part, mint, store.articles.schema))
        yield ArticleGraph(name, tuple(part.own), tuple(part.links), merges)


def _added(store: OxigraphStore, batch: Sequence[ArticleGraph]) -> Iterator[float]:
    """Seconds that it takes to add each of some articles to all the others."""
    for graph in batch[-_SINGLE:]:
        store.forget(graph.article)
        started = perf_counter()
        store.write([graph])
        yield perf_counter() - started


def _memory() -> int:
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print a line a size, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kg.bench.merging", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--sizes", default="1000,5000,10000", metavar="N,N")
    parser.add_argument("--order", choices=("random", "time"), default="random")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE, too")
    arguments = parser.parse_args(argv)
    figures = []
    sizes, by_time = [int(size) for size in arguments.sizes.split(",")], arguments.order == "time"
    for found in merging(arguments.store, sizes, by_time=by_time, seed=arguments.seed):
        figures.append(found)
        print("  ".join(f"{name} {value:,}" for name, value in found.items() if value is not None), flush=True)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

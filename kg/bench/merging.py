"""How merging grows with a store: a built store's articles are merged again into an empty one, and timed on the way.

    python -m kg.bench.merging STORE [--sizes 1000,5000,10000] [--seed 0] [--json FILE]

The articles come in a random order, in batches of a hundred, as a build writes them. At each size it is said how long
merging has taken so far (finding, comparing and grouping the reports of events, and the records of what moves; in
seconds of the processor, so that what else the machine does counts little), how long writing as a whole, what one more
article costs then, and the most memory that the process has had. Reading STORE is not counted; STORE is not changed.
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

from kg.rdf.iris import Minter
from kg.rdf.mapper import ArticleGraph
from kg.store.oxigraph import OxigraphStore
from kg.store.proposals import proposals

__all__ = ["main", "merging"]

_BATCH = 100
_SINGLE = 20
"""Articles that are taken out and added again, one by one, at each size."""


def merging(source: Path, sizes: Sequence[int], seed: int = 0) -> Iterator[dict[str, Any]]:
    """Figures at each of `sizes`, numbers of articles of the store `source`, smaller ones first."""
    names = sorted(OxigraphStore(source, read_only=True).articles.names())
    Random(seed).shuffle(names)
    graphs = _graphs(source, names)
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


def _graphs(source: Path, names: Sequence[str]) -> Iterator[ArticleGraph]:
    """The articles of a store in an order, each with the nodes that the rules give its entities."""
    store = OxigraphStore(source, read_only=True)
    mint = Minter(store.base)
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
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE, too")
    arguments = parser.parse_args(argv)
    figures = []
    for found in merging(arguments.store, [int(size) for size in arguments.sizes.split(",")], arguments.seed):
        figures.append(found)
        print("  ".join(f"{name} {value:,}" for name, value in found.items() if value is not None), flush=True)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

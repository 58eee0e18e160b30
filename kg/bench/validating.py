"""How long it takes to validate a store, and how much longer pySHACL takes for the same verdict.

    python -m kg.bench.validating STORE [--articles 200] [--seed 0] [--json FILE]

The whole store is validated once. Then some of its articles are copied, and `kg validate` and pySHACL are timed on the
copy, pySHACL in one call for each kind of graph, which is how it is fastest. At last a few articles of the copy are
broken: statements are lost, or have the value of another. Both must find the same, article by article; that is not
timed, since what is wrong is looked at by pySHACL either way. Exit code 1 if they don't.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pyoxigraph as ox

from kg.rdf.slices import Layer, Slice, layer_of
from kg.rdf.terms import Quad, lines
from kg.rdf.validate import by_pyshacl, validate
from kg.store.oxigraph import OxigraphStore

__all__ = ["copied_sample", "main", "validating"]

_LAYERS = (Layer.ARTICLE, Layer.LINKS, Layer.MERGES)
_BROKEN = 0.05
"""Of the articles, how many are broken."""
_LOST = 0.02
"""Of their statements, how many are lost, and how many get the value of another."""


def validating(store: OxigraphStore, articles: int, seed: int = 0) -> dict[str, Any]:
    """Figures: seconds, statements, and whether both ways found the same."""
    validate([])  # shapes and ontology are read once, whatever the size
    started = perf_counter()
    wrong = validate(store.quads)
    whole = perf_counter() - started
    sample = copied_sample(store, articles, seed, broken=0)
    ours_s, ours = _timed(lambda: len(validate(sample, layers=_LAYERS)))
    pyshacl_s, theirs = _timed(lambda: sum(1 for part in _merged(sample) for _ in by_pyshacl(part)))
    broken = copied_sample(store, articles, seed, broken=_BROKEN)
    found, every = validate(broken, layers=_LAYERS), validate(broken, layers=_LAYERS, screened=False)
    return {
        "quads": len(store.quads),
        "validate_s": round(whole, 2),
        "quads_per_s": round(len(store.quads) / whole),
        "wrong": len(wrong),
        "sample_quads": len(sample),
        "sample_ours_s": round(ours_s, 2),
        "sample_pyshacl_s": round(pyshacl_s, 2),
        "times_pyshacl": round(pyshacl_s / ours_s, 1),
        "sample_wrong": ours,
        "sample_wrong_by_pyshacl": theirs,
        "broken_wrong": len(found),
        "same": found == every,
    }


def copied_sample(store: OxigraphStore, articles: int, seed: int, broken: float) -> ox.Store:
    """Some articles of a store; of the part `broken` of them, not all statements are right."""
    random = Random(seed)
    names = store.articles.names()
    copy = ox.Store()
    for name in sorted(random.sample(names, min(articles, len(names)))):
        part = store.articles.part(name)
        quads = [*part.own, *part.links, *part.merges]
        told = _broken(quads, random) if random.random() < broken else quads
        copy.load(lines(told).encode(), ox.RdfFormat.N_QUADS)
    return copy


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    started = perf_counter()
    found = work()
    return perf_counter() - started, found


def _broken(quads: list[Quad], random: Random) -> Iterator[Quad]:
    for subject, predicate, value, graph in quads:
        chance = random.random()
        if chance > 2 * _LOST:
            yield subject, predicate, value, graph
        elif chance > _LOST:
            yield subject, predicate, random.choice(quads)[2], graph


def _merged(store: ox.Store) -> Iterator[Slice]:
    """All graphs of a kind as one: articles have no node in common, so what is wrong is the same."""
    for layer in _LAYERS:
        graphs = [graph for graph in store.named_graphs() if layer_of(graph.value) is layer]
        triples = (quad.triple for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph))
        yield Slice(layer, "", frozenset(triples))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the figures, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.bench.validating", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("--articles", type=int, default=200, help="in the sample (default: 200)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE, too")
    arguments = parser.parse_args(argv)
    figures = validating(OxigraphStore(arguments.store, read_only=True), arguments.articles, arguments.seed)
    for name, value in figures.items():
        print(f"{name:24} {value:,}" if not isinstance(value, bool) else f"{name:24} {value}")
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0 if figures["same"] else 1


if __name__ == "__main__":
    sys.exit(main())

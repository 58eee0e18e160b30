"""Outcomes as files: N-Quads that a loader takes as they are, and a line of index for each article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO

from kg.rdf.mapper import ArticleGraph
from kg.rdf.terms import Quad, lines
from kg.work.outcome import Counts, Outcome, Understood

__all__ = ["Indexed", "read_shard", "write_shard"]


@dataclass(frozen=True, slots=True)
class Indexed:
    """Where an article stands in a shard: how many quads each part of its graph has, one after the other."""

    article: str
    quads: tuple[int, ...]
    """Of its own graph, of the links, the merges, the runs and the texts graph."""
    counts: Counts
    seconds: tuple[tuple[str, float], ...]


def write_shard(outcomes: Sequence[Outcome], file: IO[bytes]) -> list[Indexed | Outcome]:
    """Write the quads to `file`; what is no graph is handed back as it is, in its place."""
    index: list[Indexed | Outcome] = []
    for outcome in outcomes:
        if not isinstance(outcome, Understood):
            index.append(outcome)
            continue
        graph = outcome.graph
        parts = (graph.quads, graph.links, graph.merges, graph.origin, graph.text)
        file.writelines(lines(part).encode() for part in parts)
        index.append(Indexed(graph.article, tuple(map(len, parts)), outcome.counts, outcome.seconds))
    return index


def read_shard(index: Sequence[Indexed | Outcome], file: IO[bytes]) -> Iterator[Outcome]:
    """The outcomes that `write_shard` wrote."""
    quads = (_quad(line.decode()) for line in file)
    for entry in index:
        if isinstance(entry, Indexed):
            parts = (tuple(islice(quads, number)) for number in entry.quads)
            yield Understood(ArticleGraph(entry.article, *parts), entry.counts, entry.seconds)
        else:
            yield entry


def _quad(line: str) -> Quad:
    subject, predicate, rest = line.removesuffix(" .\n").split(" ", 2)
    value, _, graph = rest.rpartition(" ")
    return subject, predicate, value, graph

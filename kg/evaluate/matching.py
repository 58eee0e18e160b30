"""One-to-one matching of what was found with what was annotated, and the figures of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import networkx

__all__ = ["Accuracy", "Retrieval", "best_pairs"]

_A = TypeVar("_A")
_B = TypeVar("_B")


@dataclass(slots=True)
class Retrieval:
    """Counts of what is right, found and annotated."""

    right: int = 0
    found: int = 0
    annotated: int = 0

    def add(self, right: int, found: int, annotated: int) -> None:
        """Count one article, or one pair of events."""
        self.right, self.found, self.annotated = self.right + right, self.found + found, self.annotated + annotated

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is annotated that was found; 0 where nothing is annotated."""
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.found + self.annotated
        return 2 * self.right / total if total else 0.0


@dataclass(slots=True)
class Accuracy:
    """Counts of right answers among all."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Count one answer."""
        self.right, self.of = self.right + right, self.of + 1

    @property
    def share(self) -> float | None:
        """The share of right answers, `None` where nothing was asked."""
        return self.right / self.of if self.of else None


def best_pairs(ours: Sequence[_A], theirs: Sequence[_B], alike: Callable[[_A, _B], float]) -> list[tuple[int, int]]:
    """Pairs of positions, one to one, of the highest total likeness; what is not alike at all (0) is no pair."""
    graph = networkx.Graph()
    for i, mine in enumerate(ours):
        for j, other in enumerate(theirs):
            if (weight := alike(mine, other)) > 0:
                graph.add_edge(("ours", i), ("theirs", j), weight=weight)
    pairs = []
    for one, other in networkx.max_weight_matching(graph):
        (_, i), (_, j) = sorted((one, other))
        pairs.append((i, j))
    return sorted(pairs)

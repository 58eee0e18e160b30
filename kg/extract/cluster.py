"""Names of one thing in an article, while they are gathered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.extract.names import Name

__all__ = ["Cluster"]


@dataclass(slots=True)
class Cluster:
    """Names of one thing, while they are gathered."""

    names: list[Name] = field(default_factory=list)
    again: list[tuple[int, int]] = field(default_factory=list)
    """Raw offsets of its short forms."""

    @property
    def type(self) -> str:
        """The type that most of its names have; a gazetteer's word and a longer name count for more."""
        votes: Counter[str] = Counter()
        for name in self.names:
            votes[name.type] += 1 + 2 * bool(name.key) + bool(name.head) * 2
        return min(votes, key=lambda kind: (-votes[kind], kind))

    @property
    def first(self) -> int:
        """Where it is first named."""
        return min([name.begin for name in self.names] + [begin for begin, _ in self.again])

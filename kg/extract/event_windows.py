"""What of an article's tellings and mentions stands in one stretch, and how distances between words are told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.asking import Asked

__all__ = ["DISTANCES", "Window", "distance_class", "window_of"]

DISTANCES = 32
"""Classes of distances."""
_EXACT = 6
_HALF = DISTANCES // 2


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an article, and what stands in it."""

    firsts: dict[int, int]
    """Where the first piece of each word stands among the stretch's pieces, that of the beginning counted."""
    tellings: list[int]
    """The numbers of the tellings in it."""
    mentions: list[int]


def window_of(asked: Asked, first: int, firsts: Sequence[int]) -> Window:
    """The window over the words from `first` on, whose first pieces stand at `firsts`."""
    last = first + len(firsts)
    tellings = [n for n, t in enumerate(asked.tellings) if first <= t.anchor < last]
    mentions = [n for n, m in enumerate(asked.mentions) if first <= m.first and m.last <= last]
    return Window(dict(enumerate(firsts, first)), tellings, mentions)


def distance_class(words: int) -> int:
    """The class of a distance in words, by its sign: exact up to five words, then in growing steps."""
    away = abs(words)
    step = away if away < _EXACT else _EXACT + int(2 * math.log2(away / _EXACT))
    return min(step, _HALF - 1) + (0 if words >= 0 else _HALF)

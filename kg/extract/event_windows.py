"""What of an article the event encoder is shown at once, and how distances between words are told to it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.asking import Asked

__all__ = ["DISTANCES", "Window", "distance_class", "windows_of"]

_WINDOW = 320
"""Pieces of a window; a longer sentence has one of its own."""
_LONGEST = 500
"""Pieces beyond which a window is cut: the encoder knows 512 positions."""
DISTANCES = 32
"""Classes of distances."""
_EXACT = 6
_HALF = DISTANCES // 2


@dataclass(frozen=True, slots=True)
class Window:
    """Some sentences of an article as pieces, and what stands in them."""

    pieces: list[int]
    """Without those of beginning and end."""
    firsts: dict[int, int]
    """Where the first piece of each word stands, the piece of the beginning counted."""
    tellings: list[int]
    """The numbers of the tellings in it."""
    mentions: list[int]


def windows_of(asked: Asked, pieces: Sequence[Sequence[int]]) -> Iterator[Window]:
    """The windows of an article, of whole sentences; each begins with the last sentence of the one before.

    `pieces` are those of each word.
    """
    sizes = [sum(len(pieces[word]) for word in range(first, last)) for first, last in asked.sentences]
    begin = 0
    while begin < len(sizes):
        end, size = begin + 1, sizes[begin]
        while end < len(sizes) and size + sizes[end] <= _WINDOW:
            size += sizes[end]
            end += 1
        yield _window(asked, pieces, begin, end)
        if end == len(sizes):
            return
        begin = max(end - 1, begin + 1)


def _window(asked: Asked, pieces: Sequence[Sequence[int]], begin: int, end: int) -> Window:
    row: list[int] = []
    firsts: dict[int, int] = {}
    for word in range(asked.sentences[begin][0], asked.sentences[end - 1][1]):
        if len(row) + len(pieces[word]) >= _LONGEST:
            break
        firsts[word] = len(row) + 1
        row += pieces[word]
    tellings = [n for n, t in enumerate(asked.tellings) if begin <= t.sentence < end and t.anchor in firsts]
    mentions = [n for n, m in enumerate(asked.mentions) if m.first in firsts and m.last - 1 in firsts]
    return Window(row, firsts, tellings, mentions)


def distance_class(words: int) -> int:
    """The class of a distance in words, by its sign: exact up to five words, then in growing steps."""
    away = abs(words)
    step = away if away < _EXACT else _EXACT + int(2 * math.log2(away / _EXACT))
    return min(step, _HALF - 1) + (0 if words >= 0 else _HALF)

"""Reads the best valid sequence of BIO tags out of scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["TagSet", "spans_of"]


class TagSet:
    """The tags of a recogniser, ``O`` first, then ``B-X`` and ``I-X`` of each type in turn."""

    def __init__(self, tags: Sequence[str]) -> None:
        if not tags or tags[0] != "O" or len(tags) % 2 == 0:
            raise ValueError(f"not a list of O and pairs of B- and I- tags: {tags!r}")
        pairs = list(zip(tags[1::2], tags[2::2], strict=True))
        if any((b[:2], i[:2]) != ("B-", "I-") or b[2:] != i[2:] for b, i in pairs):
            raise ValueError(f"not a list of O and pairs of B- and I- tags: {tags!r}")
        self.tags = tuple(tags)
        self.types = tuple(b[2:] for b, _ in pairs)

    def best(self, scores: NDArray[np.float32]) -> list[int]:
        """The indices of the highest-scoring tags in which an ``I-X`` only follows ``B-X`` or ``I-X``.

        `scores` are log-probabilities, shape (words, tags).
        """
        words, size = scores.shape
        if not words:
            return []
        back = np.zeros((words, size), dtype=np.int64)
        total = scores[0].copy()
        total[2::2] = -np.inf
        begins, insides = np.arange(1, size, 2), np.arange(2, size, 2)
        for word in range(1, words):
            best = int(total.argmax())
            back[word] = best
            carried = np.full(size, total[best], dtype=scores.dtype)
            goes_on = total[insides] > total[begins]
            back[word, insides] = np.where(goes_on, insides, begins)
            carried[insides] = np.where(goes_on, total[insides], total[begins])
            total = carried + scores[word]
        path = [int(total.argmax())]
        for word in range(words - 1, 0, -1):
            path.append(int(back[word, path[-1]]))
        return path[::-1]


def spans_of(path: Sequence[int]) -> list[tuple[int, int, int]]:
    """The names in a valid path as (first word, word after the last, index of the type)."""
    spans: list[tuple[int, int, int]] = []
    for word, tag in enumerate(path):
        if tag == 0:
            continue
        kind, inside = divmod(tag - 1, 2)
        if inside:
            spans[-1] = (spans[-1][0], word + 1, kind)
        else:
            spans.append((word, word + 1, kind))
    return spans

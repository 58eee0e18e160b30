"""Reads names out of scores: the best valid sequence of BIO tags, and where behind its proclitics a name begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from kg.model import Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DROPPED", "TagSet", "after_proclitics", "spans_of"]

DROPPED = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"
)
"""Marks and invisible characters that no model sees."""
_PROCLITICS = frozenset("وفبلك")


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


def after_proclitics(token: Token, letters: int) -> int:
    """The offset after `letters` letters of the token and the marks on them; its beginning if nothing would remain.

    No letter goes that is never a proclitic, whatever the model says: ذبيح is no بيح.
    """
    for position, character in enumerate(token.text):
        if DROPPED.match(character):
            continue
        if not letters or character not in _PROCLITICS:
            return token.begin + position
        letters -= 1
    return token.begin

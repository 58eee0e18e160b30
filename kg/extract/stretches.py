"""Cuts an article into the stretches that the encoder reads at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["LONGEST", "stretches_of"]

_STRETCH = 320
"""Pieces of a stretch."""
LONGEST = 500
"""Pieces that a sentence may have before it is cut itself: the encoder knows 512 positions."""


def stretches_of(sentences: Sequence[tuple[int, int]], sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of whole sentences, as half-open words; each begins with the last sentence of the one before.

    `sentences` are half-open words and follow each other, `sizes` are the numbers of pieces of all words. A sentence
    that is longer than a stretch has one of its own.
    """
    parts = [part for sentence in sentences for part in _cut(sentence, sizes)]
    lengths = [sum(sizes[first:last]) for first, last in parts]
    begin = 0
    while begin < len(parts):
        end, size = begin + 1, lengths[begin]
        while end < len(parts) and size + lengths[end] <= _STRETCH:
            size += lengths[end]
            end += 1
        yield parts[begin][0], parts[end - 1][1]
        if end == len(parts):
            return
        begin = max(end - 1, begin + 1)


def _cut(sentence: tuple[int, int], sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    begin, last = sentence
    size = 0
    for word in range(*sentence):
        if size + sizes[word] > LONGEST:
            yield begin, word
            begin, size = word, 0
        size += sizes[word]
    if begin < last:
        yield begin, last

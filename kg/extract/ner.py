"""The recogniser of the accurate engine: names, by the tags that the shipped encoder gives each word.

The encoder also tells the number of letters of proclitics that a word begins with, so that a span leaves out the و of
«وأميركا».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from kg.extract.article_encoder import ArticleEncoder
from kg.extract.decode import after_proclitics, spans_of
from kg.model import Document, NameSpan, Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NerRecogniser"]


class NerRecogniser:
    """Reads names off an encoded article."""

    def __init__(self, encoder: ArticleEncoder) -> None:
        self._encoder = encoder

    @property
    def types(self) -> tuple[str, ...]:
        """The types of names that the model tells apart."""
        return self._encoder.tags.types

    def recognise(self, document: Document) -> tuple[NameSpan, ...]:
        """The names in `document`, in order, without proclitics; `score` is the mean probability of their words."""
        encoded = self._encoder.of_document(document)
        found: list[NameSpan] = []
        for sentence in document.sentences:
            words = slice(sentence.first, sentence.last)
            found.extend(self._spans(document.tokens[words], encoded.tags[words], encoded.proclitics[words]))
        return tuple(found)

    def _spans(
        self, tokens: Sequence[Token], tags: NDArray[np.float32], proclitics: NDArray[np.int64]
    ) -> Iterator[NameSpan]:
        for first, last, kind in spans_of(self._encoder.tags.best(tags)):
            begin = after_proclitics(tokens[first], int(proclitics[first]))
            of_type = np.exp(tags[first:last, [2 * kind + 1, 2 * kind + 2]]).sum(axis=1)
            score = round(float(of_type.mean()), 4)
            yield NameSpan(begin, tokens[last - 1].end, self.types[kind], self._encoder.name, min(score, 1.0))

"""The shipped encoder: a state for each piece of an article, and what it says of each word by itself.

It reads whole words (a word's first piece speaks for it), stretch by stretch, and answers with a tag for each word and
with the number of letters of proclitics that it begins with. The states are read again by `kg.extract.event_reader`,
so that names and events cost one reading. The int8 model is run by ONNX Runtime on the CPU. How it is made is told in
``kg/data/models/ENCODER.md``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from kg.extract.decode import TagSet
from kg.extract.pieces import Pieces
from kg.extract.stretches import stretches_of
from kg.model import Document
from kg.resources import data_dir

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ArticleEncoder", "Encoded", "Stretch", "open_session"]

_TINY = np.float32(1e-12)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the encoder saw at once."""

    first: int
    """Its first word, by its number in the article."""
    firsts: tuple[int, ...]
    """Where the first piece of each of its words stands."""
    states: NDArray[np.float32]
    """The state of each piece, (pieces, width); that of the beginning is the first."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """An article as the encoder sees it; words that two stretches show speak by the mean of both."""

    stretches: tuple[Stretch, ...]
    tags: NDArray[np.float32]
    """Log-probabilities of the tags of each word, (words, tags)."""
    proclitics: NDArray[np.int64]
    """Letters of proclitics of each word."""


class ArticleEncoder:
    """The model with its tokeniser. It remembers the last document that it read, which is asked about twice."""

    def __init__(self, model: Path, threads: int = 0) -> None:
        """Load ``NAME.onnx`` and ``NAME.tokenizer.json`` beside it; `threads` 0 lets the runtime choose."""
        self._session = open_session(model, threads)
        about = json.loads(self._session.get_modelmeta().custom_metadata_map["kg"])
        self.tags = TagSet(about["tags"])
        self.anercorp_tags = TagSet(about["anercorp"])
        """The tags of the second classifier, which is there to be compared with published figures."""
        self._bos, self._eos, self._clitics = about["bos"], about["eos"], about["clitics"]
        self._nothing = (about["unk"],)
        self.name: str = about["name"]
        self._pieces = Pieces(model.with_suffix(".tokenizer.json"))
        self._last: tuple[Document, Encoded] | None = None

    @classmethod
    def load(cls, threads: int = 0) -> ArticleEncoder:
        """The shipped model."""
        return cls(data_dir() / "models" / "encoder.onnx", threads)

    def of_document(self, document: Document) -> Encoded:
        """All of a document."""
        last = self._last
        if last is None or last[0] is not document:
            sentences = [(sentence.first, sentence.last) for sentence in document.sentences]
            last = self._last = document, self.encode([token.text for token in document.tokens], sentences)
        return last[1]

    def encode(self, words: Sequence[str], sentences: Sequence[tuple[int, int]]) -> Encoded:
        """The words of an article; `sentences` are half-open and follow each other."""
        rows = [self._pieces.of(word) for word in words]
        stretches: list[Stretch] = []
        sums = [np.zeros((len(words), size), dtype=np.float32) for size in (len(self.tags.tags), self._clitics, 1)]
        for first, last in stretches_of(sentences, [len(row) for row in rows]):
            firsts, (states, *answers) = self._run(rows[first:last], ("states", "tags", "proclitics"))
            stretches.append(Stretch(first, firsts, states[0]))
            for total, part in zip(sums, (*map(_shares, answers), 1), strict=True):
                total[first:last] += part
        tags, letters, seen = sums
        return Encoded(tuple(stretches), np.log(tags / np.maximum(seen, 1) + _TINY), letters.argmax(axis=1))

    def anercorp(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Log-probabilities of the tags of ANERcorp for each word of a sentence, (words, tags)."""
        rows = [self._pieces.of(word) for word in words]
        cuts = stretches_of([(0, len(words))], [len(row) for row in rows])
        return np.concatenate(
            [np.log(_shares(self._run(rows[slice(*cut)], ("anercorp",))[1][0]) + _TINY) for cut in cuts]
        )

    def _run(
        self, rows: Sequence[Sequence[int]], outputs: Sequence[str]
    ) -> tuple[tuple[int, ...], list[NDArray[np.float32]]]:
        """Where the words' first pieces stand, and the answers about them."""
        ids, firsts = [self._bos], []
        for row in rows:
            firsts.append(len(ids))
            ids.extend(row or self._nothing)
        ids.append(self._eos)
        given = {"pieces": np.array([ids], dtype=np.int64), "firsts": np.array(firsts, dtype=np.int64)}
        return tuple(firsts), self._session.run(list(outputs), given)


def open_session(model: Path, threads: int) -> onnxruntime.InferenceSession:
    """A model for ONNX Runtime on the CPU; `threads` 0 lets the runtime choose."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities of scores, by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(axis=1, keepdims=True)
    return shares

"""The encoder engine: names found by the shipped int8 model, run by ONNX Runtime on the CPU.

The model reads whole words (a word's first piece speaks for it) and answers with a tag for each word and with the
number of letters of proclitics that the word begins with, so that a span leaves out the و of «وأميركا».
How it is made is told in ``kg/data/models/NER.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from kg.extract.decode import TagSet, after_proclitics, spans_of
from kg.extract.pieces import MAX_PIECES, Pieces
from kg.model import Document, NameSpan, Token
from kg.resources import data_dir

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NerRecogniser", "WordScores"]

_BATCH_PIECES = 256


@dataclass(frozen=True, slots=True)
class WordScores:
    """What the model says of the words of one stretch: log-probabilities of tags and the letters of proclitics."""

    tags: NDArray[np.float32]
    proclitics: NDArray[np.int64]


class NerRecogniser:
    """The model with its tokeniser. Calls don't change it, apart from the words whose pieces it remembers."""

    def __init__(self, model: Path, threads: int = 0) -> None:
        """Load ``NAME.onnx`` and ``NAME.tokenizer.json`` beside it; `threads` 0 lets the runtime choose."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        about = json.loads(self._session.get_modelmeta().custom_metadata_map["kg"])
        self._tags = TagSet(about["tags"])
        self.anercorp_tags = TagSet(about["anercorp"])
        """The tags of the second classifier, which is there to be compared with published figures."""
        self._bos, self._eos, self._pad = about["bos"], about["eos"], about["pad"]
        self.name: str = about["name"]
        self._pieces = Pieces(model.with_suffix(".tokenizer.json"))

    @classmethod
    def load(cls, threads: int = 0) -> NerRecogniser:
        """The shipped model."""
        return cls(data_dir() / "models" / "ner.onnx", threads)

    @property
    def types(self) -> tuple[str, ...]:
        """The types of names that the model tells apart."""
        return self._tags.types

    def recognise(self, document: Document) -> tuple[NameSpan, ...]:
        """The names in `document`, in order, without proclitics; `score` is the mean probability of their words."""
        stretches = [tokens for sentence in document.sentences for tokens in self._cut(document.tokens_of(sentence))]
        found: list[NameSpan] = []
        for tokens, scores in zip(stretches, self.scores([[t.text for t in s] for s in stretches]), strict=True):
            found.extend(self._spans(tokens, scores))
        return tuple(found)

    def scores(self, sentences: Sequence[Sequence[str]], output: str = "tags") -> list[WordScores]:
        """What the model says of each word of each sentence, of at most `MAX_PIECES` pieces.

        `output` ``"anercorp"`` asks for the tags of that corpus instead of the project's own; see `anercorp_tags`.
        """
        rows = [[self._pieces.of(word) for word in sentence] for sentence in sentences]
        result: list[WordScores | None] = [None] * len(rows)
        for group in _grouped([sum(map(len, row)) for row in rows]):
            for index, scores in zip(group, self._run([rows[i] for i in group], output), strict=True):
                result[index] = scores
        return [scores for scores in result if scores is not None]

    def _run(self, rows: list[list[list[int]]], output: str) -> Iterator[WordScores]:
        length = max(sum(map(len, row)) for row in rows) + 2
        pieces = np.full((len(rows), length), self._pad, dtype=np.int64)
        bias = np.full((len(rows), 1, 1, length), -1e4, dtype=np.float32)
        firsts: list[int] = []
        for i, row in enumerate(rows):
            ids = [self._bos]
            for word in row:
                firsts.append(i * length + len(ids))
                ids.extend(word)
            ids.append(self._eos)
            pieces[i, : len(ids)] = ids
            bias[i, ..., : len(ids)] = 0.0
        tags, clitics = self._session.run(
            [output, "proclitics"], {"pieces": pieces, "bias": bias, "firsts": np.array(firsts, dtype=np.int64)}
        )
        at = 0
        for row in rows:
            part = tags[at : at + len(row)]
            yield WordScores(part - _log_sum(part), clitics[at : at + len(row)].argmax(axis=1))
            at += len(row)

    def _spans(self, tokens: Sequence[Token], scores: WordScores) -> Iterator[NameSpan]:
        for first, last, kind in spans_of(self._tags.best(scores.tags)):
            begin = after_proclitics(tokens[first], int(scores.proclitics[first]))
            of_type = np.exp(scores.tags[first:last, [2 * kind + 1, 2 * kind + 2]]).sum(axis=1)
            score = round(float(of_type.mean()), 4)
            yield NameSpan(begin, tokens[last - 1].end, self.types[kind], self.name, min(score, 1.0))

    def _cut(self, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
        first = size = 0
        for i, token in enumerate(tokens):
            pieces = len(self._pieces.of(token.text))
            if size + pieces > MAX_PIECES:
                yield tokens[first:i]
                first, size = i, 0
            size += pieces
        if first < len(tokens):
            yield tokens[first:]


def _grouped(lengths: list[int]) -> Iterator[list[int]]:
    """Indices of sentences of like length, in groups of at most `_BATCH_PIECES` pieces with padding."""
    group: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if group and (len(group) + 1) * (lengths[index] + 2) > _BATCH_PIECES:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _log_sum(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    top = scores.max(axis=1, keepdims=True)
    total: NDArray[np.float32] = top + np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
    return total

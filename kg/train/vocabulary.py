"""Cuts the encoder's vocabulary to the pieces that Arabic news needs, as a unigram tokeniser for `tokenizers`."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer, models

from kg.train.words import clean, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.train.e5 import E5Weights

__all__ = ["MARKER", "build_vocabulary", "count_words", "full_tokenizer"]

MARKER = "▁"
"""What SentencePiece writes before a word."""

_SCRIPTS = ((0x20, 0x7F), (0xA1, 0x180), (0x600, 0x700), (0x2010, 0x2040))


def full_tokenizer(weights: E5Weights) -> Tokenizer:
    """The encoder's own tokeniser, over words that are cleaned and marked already."""
    pieces = list(zip(weights.pieces, weights.scores.tolist(), strict=True))
    return Tokenizer(models.Unigram(pieces, weights.unk, False))


def count_words(corpora: Path) -> Counter[str]:
    """How often each cleaned word occurs in ``raw/*.jsonl.xz`` and ``ner/*.conll`` under `corpora`."""
    counts: Counter[str] = Counter()
    for text in _texts(corpora):
        counts.update(text[begin:end] for begin, end in words_of(text))
    cleaned: Counter[str] = Counter()
    for word, count in counts.items():
        cleaned[clean(word)] += count
    return cleaned


def build_vocabulary(
    weights: E5Weights, corpora: Path, least: int = 3
) -> tuple[NDArray[np.int64], list[tuple[str, float]]]:
    """The ids of the pieces to keep, in ascending order, and those pieces with their scores.

    Kept are the special pieces, every single character of the scripts that Arabic news uses, and each piece that the
    full tokeniser uses at least `least` times in the corpora.
    """
    tokenizer = full_tokenizer(weights)
    words = count_words(corpora)
    used: Counter[int] = Counter()
    items = list(words.items())
    for start in range(0, len(items), 50_000):
        part = items[start : start + 50_000]
        encodings = tokenizer.encode_batch([MARKER + word for word, _ in part], add_special_tokens=False)
        for encoding, (_, count) in zip(encodings, part, strict=True):
            for piece in encoding.ids:
                used[piece] += count
    keep = {weights.bos, weights.pad, weights.eos, weights.unk}
    keep |= {piece for piece, count in used.items() if count >= least}
    keep |= {i for i, piece in enumerate(weights.pieces) if _is_character(piece)}
    ids = np.array(sorted(keep), dtype=np.int64)
    return ids, [(weights.pieces[i], float(weights.scores[i])) for i in ids]


def _is_character(piece: str) -> bool:
    bare = piece.removeprefix(MARKER)
    return not bare or (len(bare) == 1 and any(low <= ord(bare) < high for low, high in _SCRIPTS))


def _texts(corpora: Path) -> Iterator[str]:
    for path in sorted((corpora / "raw").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield f"{record['title']}\n{record['text']}"
    for path in sorted((corpora / "ner").glob("*.conll")):
        with path.open(encoding="utf-8") as lines:
            yield "\n".join(line.split("\t")[0] for line in lines)

"""The pieces of words that the shipped encoders read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from tokenizers import Tokenizer

from kg.extract.decode import DROPPED
from kg.resources import data_dir

__all__ = ["MAX_PIECES", "Pieces"]

MAX_PIECES = 150
"""The longest stretch that the recogniser of names reads at once; it was trained with 160."""
_WORDS_KEPT = 50_000
"""Words whose pieces are remembered, however many articles are read."""


class Pieces:
    """Cuts single words into pieces. Calls don't change it, apart from the words that it remembers."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._known: dict[str, list[int]] = {}

    @classmethod
    def load(cls) -> Pieces:
        """The shipped encoders' own, which is one."""
        return cls(data_dir() / "models" / "ner.tokenizer.json")

    def of(self, word: str) -> list[int]:
        """The ids of a word's pieces, at most half a stretch."""
        known = self._known.get(word)
        if known is None:
            text = "▁" + unicodedata.normalize("NFKC", DROPPED.sub("", word))
            known = list(self._tokenizer.encode(text, add_special_tokens=False).ids)[: MAX_PIECES // 2]
            if len(self._known) >= _WORDS_KEPT:
                self._known.clear()
            self._known[word] = known
        return known

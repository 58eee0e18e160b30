"""The pieces of words that the shipped encoder reads."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from tokenizers import Tokenizer

from kg.extract.decode import DROPPED
from kg.resources import data_dir

__all__ = ["Pieces"]

_MOST = 75
"""The most pieces of a word."""
_WORDS_KEPT = 50_000
"""Words whose pieces are remembered, however many articles are read."""


class Pieces:
    """Cuts single words into pieces. Calls don't change it, apart from the words that it remembers."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._known: dict[str, list[int]] = {}

    @classmethod
    def load(cls) -> Pieces:
        """The shipped encoder's own."""
        return cls(data_dir() / "models" / "encoder.tokenizer.json")

    def of(self, word: str) -> list[int]:
        """The ids of a word's pieces, at most `_MOST`."""
        known = self._known.get(word)
        if known is None:
            text = "▁" + unicodedata.normalize("NFKC", DROPPED.sub("", word))
            known = list(self._tokenizer.encode(text, add_special_tokens=False).ids)[:_MOST]
            if len(self._known) >= _WORDS_KEPT:
                self._known.clear()
            self._known[word] = known
        return known

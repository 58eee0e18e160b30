"""Cuts corpus text into words as the reader of articles does, and cleans a word for the piece tokeniser."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean", "fold", "words_of"]

_MARK = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARK}])+|\d+(?:[.,٫٬]\d+)*%?|[^\s{_INVISIBLE}]")
_DROPPED = re.compile(rf"[{_MARK}{_INVISIBLE}]")
_FOLD = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")


def words_of(text: str) -> list[tuple[int, int]]:
    """The offsets of runs of letters, numbers and single punctuation marks in `text`."""
    return [match.span() for match in _WORD.finditer(text)]


def clean(word: str) -> str:
    """`word` without diacritics, tatweel and invisible characters, in NFKC; what the encoder reads."""
    return unicodedata.normalize("NFKC", _DROPPED.sub("", word))


def fold(word: str) -> str:
    """`clean(word)` with hamza, alif, ya and ta marbuta folded: equal for spelling variants of one word."""
    return clean(word).translate(_FOLD).lower()

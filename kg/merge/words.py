"""Content words of a text, cut to what two tellings of one thing are likely to share.

A light stem (after Larkey et al., 2002, *Improving stemming for Arabic information retrieval*): spelling folded,
conjunction, preposition and article taken off the front, endings of number and gender off the end.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["content_words", "stem"]

_WORDS = re.compile(r"[^\W\d_]{2,}")
_PREFIX = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل)|[وف])(?=\w{3})")
_SUFFIX = re.compile(r"(?<=\w{3})(?:ات|ان|ون|ين|يه|ها|هم|ه|ي)$")


@lru_cache(maxsize=1 << 13)
def stem(word: str) -> str:
    """The light stem of one folded word."""
    return _SUFFIX.sub("", _PREFIX.sub("", word))


@cache
def _stop() -> frozenset[str]:
    return frozenset(stem(norm(word)) for word in read_lexicon("merging.toml")["stop"]["words"])


def content_words(text: str) -> frozenset[str]:
    """The stems of the words in `text` that carry meaning."""
    return frozenset(stem(word) for word in _WORDS.findall(norm(text))) - _stop()

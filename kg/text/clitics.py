"""Proclitics: the ways to read a token as conjunction, preposition, article and word."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Token
from kg.text.normalise import norm

__all__ = ["Reading", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One segmentation of a token."""

    begin: int
    norm: str
    proclitics: str
    article: bool


_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_MIN_WORD = 3
"""Letters that must remain of a word; shorter ones are parts of it."""


def readings(token: Token) -> tuple[Reading, ...]:
    """All plausible segmentations, the unsegmented first.

    In للرقة the first ل is the preposition, the second one the article's, which has lost its alif: the name begins
    with the second.
    """
    found = [Reading(token.begin, token.norm, "", _has_article(token.norm))]
    for conjunction in _CONJUNCTIONS:
        if not token.norm.startswith(conjunction):
            continue
        rest = token.norm[len(conjunction) :]
        if conjunction and len(rest) >= _MIN_WORD:
            found.append(Reading(_offset(token, len(conjunction)), rest, conjunction, _has_article(rest)))
        found += _prepositional(token, conjunction, rest)
    return tuple(found)


def _prepositional(token: Token, conjunction: str, rest: str) -> list[Reading]:
    if not rest.startswith(_PREPOSITIONS) or len(rest) <= _MIN_WORD:
        return []
    begin, proclitics = _offset(token, len(conjunction) + 1), conjunction + rest[0]
    if rest.startswith("لل"):
        return [Reading(begin, f"ال{rest[2:]}", proclitics, article=True)]
    return [Reading(begin, rest[1:], proclitics, _has_article(rest[1:]))]


def _has_article(word: str) -> bool:
    return word.startswith("ال") and len(word) > 4


def _offset(token: Token, letters: int) -> int:
    """The raw offset behind the first `letters` letters of a token; marks and tatweel are no letters."""
    seen = 0
    for index, char in enumerate(token.text):
        if norm(char):
            if seen == letters:
                return token.begin + index
            seen += 1
    return token.end

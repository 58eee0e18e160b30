"""Spellings of one person's name: عبد العزيز and عبدالعزيز, جونغ and جونج, خاشقجي and خشقجي."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.extract.lexicon import bare, read_toml
from kg.text.normalise import norm

__all__ = ["joined", "same_person"]

_MIN_LETTERS = 3
"""Letters that a word must have for one of them to be a matter of spelling."""


def joined(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a person's name, those of one given name as one, without the words for son."""
    known = _name_parts()
    parts: list[str] = []
    for word in words:
        if parts and parts[-1] in known[0]:
            parts[-1] += bare(word)
        elif word not in known[1]:
            parts.append(word)
    return tuple(bare_inside(part, known[0]) for part in parts)


def bare_inside(part: str, prefixes: frozenset[str]) -> str:
    """عبدالعزيز without the article inside, as two words have it."""
    for prefix in prefixes:
        if part.startswith(f"{prefix}ال") and len(part) > len(prefix) + 4:
            return prefix + part[len(prefix) + 2 :]
    return part


def same_person(name: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names of persons differ by spelling alone: as many words, and in all but one the same letters."""
    mine, theirs = joined(name), joined(other)
    if mine == theirs:
        return True
    if len(mine) != len(theirs) or len(mine) < 2:
        return False
    pairs = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    return len(pairs) < len(mine) and all(_near(a, b) for a, b in pairs)


def _near(word: str, other: str) -> bool:
    """Whether one letter makes the difference: another one, one more or one less."""
    short, long = sorted((word, other), key=len)
    if len(short) < _MIN_LETTERS or len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return long[at + 1 :] in {short[at:], short[at + 1 :]}


@cache
def _name_parts() -> tuple[frozenset[str], frozenset[str]]:
    data = read_toml("short_forms.toml")["persons"]
    return frozenset(map(norm, data["joins_next"])), frozenset(map(norm, data["kin"]))

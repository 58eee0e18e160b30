"""Spellings of one person's name: عبد العزيز and عبدالعزيز, جونغ and جونج, خاشقجي and خشقجي."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from kg.extract.lexicon import bare, read_toml
from kg.text.normalise import norm

__all__ = ["joined", "same_person", "same_place"]

_MIN_LETTERS, _LONG = 3, 4
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


def same_person(name: Sequence[str], other: Sequence[str], is_given: Callable[[str], bool]) -> bool:
    """Whether two names of persons differ by spelling alone: as many words, most of them the same, and a letter in one.

    Two words that are both given names (`is_given`) are two names, near as they are: أحمد and محمد, حسن and حسين.
    """
    mine, theirs = joined(name), joined(other)
    if mine == theirs:
        return True
    return _spelled_alike(mine, theirs, _MIN_LETTERS) and not any(
        a != b and is_given(a) and is_given(b) for a, b in zip(mine, theirs, strict=True)
    )


def same_place(name: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names of places or groups of several words differ by a letter in a long word."""
    return _spelled_alike(name, other, _LONG)


def _spelled_alike(name: Sequence[str], other: Sequence[str], letters: int) -> bool:
    if len(name) != len(other) or len(name) < 2:
        return False
    pairs = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    return 0 < len(pairs) < len(name) and all(_near(a, b, letters) for a, b in pairs)


def _near(word: str, other: str, letters: int) -> bool:
    """Whether one letter makes the difference: another one, one more or one less."""
    short, long = sorted((word, other), key=len)
    if len(short) < letters or len(long) - len(short) > 1 or not word.isalpha() or not other.isalpha():
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return long[at + 1 :] in {short[at:], short[at + 1 :]}


@cache
def _name_parts() -> tuple[frozenset[str], frozenset[str]]:
    data = read_toml("short_forms.toml")["persons"]
    return frozenset(map(norm, data["joins_next"])), frozenset(map(norm, data["kin"]))

"""Looser keys of a name, under which the index finds it when the exact spelling fails. They propose, no more.

- The *core* is the name without leading head nouns and trailing epithets: مطار القاهرة الدولي → القاهرة. Both lists are
  in ``kg/data/lexicon/linking.toml``.
- The *skeleton* keeps of each word its first letter and its consonants: غير بيدرسن and جير بيدرسون have one, حماة and
  حماس have not. Short names collapse, so names below `MIN_SKELETON` letters have none.
"""

from __future__ import annotations

from functools import cache

from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key, norm

__all__ = ["MIN_SKELETON", "core", "skeleton"]

MIN_SKELETON = 4
"""Letters of a skeleton, blanks aside, from which on it tells names apart well enough to propose candidates."""

_SILENT = frozenset("اويه")
_SOUNDS_LIKE = str.maketrans({"غ": "ج", "ث": "ت", "ذ": "د", "ظ": "ض"})


def core(name: str) -> str | None:
    """The folded name without head nouns before it and epithets after it; `None` if it has neither.

    A head noun has no article: الجزيرة السورية is a region, جزيرة سقطرى an island.
    """
    words = norm(name).split()
    first, last = 0, len(words)
    while first < last - 1 and words[first] in _heads():
        first += 1
    while last > first + 1 and name_key(words[last - 1]) in _epithets():
        last -= 1
    return name_key(" ".join(words[first:last])) or None if last - first < len(words) else None


def skeleton(name: str) -> str | None:
    """The folded name without long vowels; `None` if what remains is too short to mean one name."""
    words = [_consonants(word) for word in name_key(name).split()]
    letters = "".join(words)
    return " ".join(words) if len(letters) >= MIN_SKELETON and letters.isalpha() and not letters.isascii() else None


def _consonants(word: str) -> str:
    sounds = word.translate(_SOUNDS_LIKE)
    kept = [sounds[0]]
    for letter in sounds[1:]:
        if letter not in _SILENT and letter != kept[-1]:
            kept.append(letter)
    return "".join(kept)


@cache
def _heads() -> frozenset[str]:
    return frozenset(norm(word) for word in read_lexicon("linking.toml")["heads"]["words"])


@cache
def _epithets() -> frozenset[str]:
    return frozenset(name_key(word) for word in read_lexicon("linking.toml")["epithets"]["words"])

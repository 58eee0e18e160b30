"""Proclitics: the ways to read a token as conjunction, preposition, article and word.

    والرقة     و + الرقة
    وبدمشق     وبدمشق,  و + بدمشق,  وب + دمشق
    للبنان     للبنان,  ل + لبنان,  ل + اللبنان,  ل + البنان

Which reading holds is for others to say: a gazetteer, a lexicon, a recogniser. What may be joined to what is data
(``kg/data/lexicon/clitics.toml``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.model import Token
from kg.text.lexicon import read_lexicon
from kg.text.normalise import normalise

__all__ = ["Reading", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One segmentation of a token."""

    begin: int
    """Raw offset at which the word, its article included, begins."""
    norm: str
    """The word in folded spelling with its article in full, even where the text writes it without alif."""
    proclitics: str
    """What was taken off: ``""``, ``"و"``, ``"وب"`` …"""
    article: bool
    """Whether the word looks as if it had the article. Folded spelling does not tell المانيا from a word with it."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A segmentation of a folded word, wherever it stands."""

    letters: int
    """Folded letters before the word."""
    norm: str
    proclitics: str
    article: bool


@dataclass(frozen=True, slots=True)
class _Clitics:
    conjunctions: tuple[str, ...]
    prepositions: tuple[str, ...]
    article: str
    contracted: str
    min_letters: int


def readings(token: Token) -> tuple[Reading, ...]:
    """All plausible segmentations of a token, the unsegmented first.

    In للرقة the first ل is the preposition, the second one the article's, which has lost its alif: the name begins
    with the second.
    """
    cuts = _cuts(token.norm)
    first = Reading(token.begin, cuts[0].norm, cuts[0].proclitics, cuts[0].article)
    if len(cuts) == 1:
        return (first,)
    offsets = normalise(token.text).offsets
    others = (
        Reading(token.begin + offsets[cut.letters], cut.norm, cut.proclitics, cut.article)
        for cut in cuts[1:]
        # A ligature (ﻻ) can't be cut through.
        if offsets[cut.letters - 1] < offsets[cut.letters]
    )
    return (first, *others)


@lru_cache(maxsize=1 << 13)
def _cuts(word: str) -> tuple[_Cut, ...]:
    known = _clitics()
    found = [_Cut(0, word, "", _has_article(word))]
    for conjunction in ("", *known.conjunctions):
        if not word.startswith(conjunction):
            continue
        rest = word[len(conjunction) :]
        if conjunction and len(rest) >= known.min_letters:
            found.append(_Cut(len(conjunction), rest, conjunction, _has_article(rest)))
        found += _prepositional(conjunction, rest, known)
    return tuple(found)


def _prepositional(conjunction: str, rest: str, known: _Clitics) -> Iterator[_Cut]:
    if not rest.startswith(known.prepositions) or len(rest) <= known.min_letters:
        return
    letters, proclitics, word = len(conjunction) + 1, conjunction + rest[0], rest[1:]
    if not rest.startswith(known.contracted):
        yield _Cut(letters, word, proclitics, _has_article(word))
        return
    if len(word) > known.min_letters:
        yield _Cut(letters, word, proclitics, article=False)
        yield _Cut(letters, known.article + word, proclitics, article=True)
    yield _Cut(letters, known.article + word[1:], proclitics, article=True)


def _has_article(word: str) -> bool:
    return word.startswith(_clitics().article) and len(word) > 4


@cache
def _clitics() -> _Clitics:
    data = read_lexicon("clitics.toml")
    return _Clitics(
        tuple(data["conjunctions"]),
        tuple(data["prepositions"]),
        data["article"],
        data["contracted"],
        data["min_letters"],
    )

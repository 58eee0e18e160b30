"""The lexicons of names: head nouns, titles, short forms. Read from ``kg/data/lexicon``, folded as tokens are."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg.resources import data_dir
from kg.text.normalise import norm

__all__ = ["Head", "HeadLexicon", "TitleLexicon", "head_lexicon", "read_toml", "title_lexicon"]


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun's reading: the type of what it names, and what must follow."""

    type: str
    needs: frozenset[str]
    inner: bool = False
    place_after: bool = False
    purpose: bool = False
    """Whether what it is for may follow with ل: مرصد … لحقوق الإنسان."""
    first: frozenset[str] = frozenset()
    """Where filled, one of these words must be the first to follow."""
    never: frozenset[str] = frozenset()
    """Words that don't follow where a name begins: حقل التعليم is a metaphor."""
    definite: bool = False
    """Whether the noun needs its article to begin a name."""
    hamza: bool = True
    """Whether the noun may be written with a hamza on an alif: وأدى is no وادي."""


@dataclass(frozen=True, slots=True)
class HeadLexicon:
    """Head nouns with their readings, and the words that end or complete a name."""

    heads: Mapping[str, tuple[Head, ...]]
    nouns: frozenset[str]
    """The head nouns alone."""
    adjectives: Mapping[str, frozenset[str]]
    stop: frozenset[str]
    office: frozenset[str]
    compound: frozenset[str]
    general: frozenset[str]
    honours: frozenset[str]
    led: frozenset[tuple[str, ...]]
    housing: frozenset[str]
    described: frozenset[str]
    """Types of bodies that participles describe."""
    descriptions: Mapping[str, str]
    """Such participles, each with the preposition behind it: مدعومة من، موالية ل."""
    recognised: Mapping[bool, frozenset[tuple[str, ...]]]
    """Descriptions that name nobody, of feminine nouns and of others: المعترف بها دوليا."""


@dataclass(frozen=True, slots=True)
class TitleLexicon:
    """Titles before a person's name. `phrases` are tuples of folded words without ال."""

    unique: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    titles: frozenset[str]
    inside: frozenset[str]
    prepositions: frozenset[str]
    particles: frozenset[str]
    ministers: frozenset[str]
    called: frozenset[str]


def read_toml(name: str) -> dict[str, Any]:
    """One lexicon file of ``kg/data/lexicon`` as it stands."""
    with (data_dir() / "lexicon" / name).open("rb") as file:
        return tomllib.load(file)


@cache
def head_lexicon() -> HeadLexicon:
    """The lexicon ``heads.toml``."""
    data = read_toml("heads.toml")
    heads: dict[str, list[Head]] = defaultdict(list)
    for entry in data["head"]:
        head = Head(
            type=entry["type"],
            needs=frozenset(entry["needs"]),
            inner=entry.get("inner", False),
            place_after=entry.get("place_after", False),
            purpose=entry.get("purpose", False),
            first=_bare_words(entry.get("first", ())),
            never=_bare_words(entry.get("never", ())),
            definite=entry.get("definite", False),
        )
        for word in entry["words"]:
            heads[norm(word)].append(replace(head, hamza=any(letter in word for letter in "أإآ")))
    return HeadLexicon(
        heads={word: tuple(readings) for word, readings in heads.items()},
        nouns=frozenset(heads),
        adjectives={kind: _bare_words(words) for kind, words in data["adjectives"].items()},
        stop=_bare_words(data["stop"]["words"]),
        office=_bare_words(data["office"]["words"]),
        compound=_bare_words(data["compound"]["words"]),
        general=_bare_words(data["general"]["words"]),
        honours=_bare_words(data["honours"]["words"]),
        housing=_bare_words(data["housing"]["words"]),
        described=frozenset(data["described"]["types"]),
        descriptions={
            bare(norm(word)): norm(preposition)
            for preposition, words in data["described"]["by"].items()
            for word in words
        },
        recognised={
            gender == "feminine": frozenset(tuple(bare(norm(word)) for word in phrase.split()) for phrase in phrases)
            for gender, phrases in data["described"]["phrases"].items()
        },
        led=frozenset(tuple(norm(phrase).split()) for phrase in data["led"]["phrases"]),
    )


@cache
def title_lexicon() -> TitleLexicon:
    """The lexicon ``titles.toml``."""
    data = read_toml("titles.toml")
    return TitleLexicon(
        unique=_bare_words(data["unique"]["words"]),
        phrases=frozenset(tuple(bare(norm(w)) for w in phrase.split()) for phrase in data["unique"]["phrases"]),
        titles=_bare_words(data["title"]["words"]),
        inside=_bare_words(data["inside"]["words"]),
        prepositions=frozenset(map(norm, data["inside"]["prepositions"])),
        particles=frozenset(map(norm, data["outside"]["words"])),
        called=frozenset(map(norm, data["called"]["words"])),
        ministers=_bare_words(data["ministers"]["words"]),
    )


def bare(word: str) -> str:
    """A folded word without the article ال."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _bare_words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(bare(norm(word)) for word in words)

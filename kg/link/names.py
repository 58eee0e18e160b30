"""The names under which an entity is looked up, with the kind of each match and what it is worth."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from kg.gazetteer.variants import core
from kg.model import Entity
from kg.resources import data_dir
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key

__all__ = [
    "WORTH",
    "Key",
    "Match",
    "is_capital",
    "is_local",
    "is_ordinary",
    "is_part",
    "is_pointer",
    "is_province",
    "keys_of",
    "needs_state",
    "province_of",
    "states_of_body",
    "tables",
    "vague_place",
]

_LISTS = ("cue", "head", "never")


class Match(Enum):
    """How a name of the entity and a name of the item are the same; the value is the SSSOM justification."""

    NAME = "name"
    ALIAS = "alias"
    CORE = "without head noun"
    SYNONYM = "another head noun"
    OF_STATE = "with the state of the article"
    SKELETON = "skeleton"
    NEARLY = "nearly"
    KEY = "key"
    EPITHET = "epithet of a state"
    OFFICE = "holder of the office"

    @property
    def is_loose(self) -> bool:
        """Whether the match alone says little, so that the rest must speak for it."""
        return self in {Match.SKELETON, Match.NEARLY, Match.OF_STATE}


WORTH = {
    Match.NAME: 1.0,
    Match.ALIAS: 0.95,
    Match.CORE: 0.9,
    Match.SYNONYM: 0.9,
    Match.OF_STATE: 0.85,
    Match.SKELETON: 0.8,
    Match.NEARLY: 0.75,
    Match.KEY: 0.9,
    Match.EPITHET: 0.9,
    Match.OFFICE: 0.9,
}


_LESS = 0.8
"""What is left of the worth of a name that does not say well what it names."""


@dataclass(frozen=True, slots=True)
class Key:
    """A name to look up."""

    name: str
    match: Match
    share: float = 1.0
    """How well the name says what is meant: forces may be the army's, an army is an army."""

    @property
    def worth(self) -> float:
        """What a match of this name is worth, between 0 and 1."""
        return WORTH[self.match] * self.share


def keys_of(entity: Entity) -> Iterator[Key]:
    """The names of `entity` and what can be made of them, the surest first.

    Nouns that only point back (المدينة) and single names of people beside a full one are left away. A name by a vague
    head noun (القوات العراقية) counts less beside one by a telling one (الجيش العراقي), and so do further synonyms.
    """
    others = [n for n in entity.alt_names if len(n) > 2 and (entity.type != "Person" or " " in n)]
    names = [name for name in (entity.name, *others) if not is_pointer(name)]
    vague = {name for name in names if _is_vague(name)}
    for name in names:
        is_vague = name in vague and any(" " in other for other in names if other not in vague)
        yield Key(name, Match.NAME if name == entity.name else Match.ALIAS, _LESS if is_vague else 1.0)
    for name in names:
        if entity.type != "Person" and (short := core(name)):
            yield Key(short, Match.CORE)
        for number, other in _synonyms(name):
            yield Key(other, Match.SYNONYM, _LESS if number else 1.0)


def is_pointer(name: str) -> bool:
    """Whether a name is a noun that points back to something named before: المدينة، المطار."""
    return name.strip() in _pointers()


def is_capital(name: str) -> bool:
    """Whether a name says that it is that of a capital: العاصمة طرابلس."""
    first, *rest = name_key(name).split() or [""]
    return bool(rest) and first in {name_key(word) for word in read_lexicon("linking.toml")["capital"]["heads"]}


def is_province(name: str) -> bool:
    """Whether a name says that it is that of a province: محافظة حلب."""
    first, *rest = name.split() or [""]
    return bool(rest) and name_key(first) in {
        name_key(word) for word in read_lexicon("linking.toml")["province"]["heads"]
    }


def province_of(name: str) -> str | None:
    """The name of the province that a place is, by its name, a part of: حماة of ريف حماة الشرقي; else `None`."""
    lexicon = read_lexicon("linking.toml")["part_of_province"]
    directions = {name_key(word) for word in lexicon["directions"]}
    first, *rest = name.split() or [""]
    while rest and name_key(rest[-1]) in directions:
        rest.pop()
    return " ".join(rest) if rest and name_key(first) in {name_key(word) for word in lexicon["heads"]} else None


def vague_place(name: str) -> str | None:
    """What stands behind a head noun that makes no name of an ordinary word: الأمان of منطقة الأمان; else `None`."""
    first, *rest = name.split() or [""]
    heads = read_lexicon("linking.toml")["vague_place"]["heads"]
    return " ".join(rest) if rest and name_key(first) in map(name_key, heads) else None


def is_part(name: str, whole: str) -> bool:
    """Whether a name is a shorter form of another: كردستان of إقليم كردستان العراق."""
    return set(name_key(name).split()) < set(name_key(whole).split())


def is_local(name: str) -> bool:
    """Whether a name's head noun tells of a thing that only its own state's news name: حي، قرية."""
    first, *rest = name_key(name).split() or [""]
    return bool(rest) and first in _local()


def needs_state(name: str) -> bool:
    """Whether a bare name means a place only where the article is about the place's state: الجزيرة."""
    return name_key(name) in _needing()


def is_ordinary(name: str) -> bool:
    """Whether a bare name is also an ordinary word (``ambiguous.toml``, ``linking.toml``): الثورة، الباب."""
    return name_key(name) in _ordinary()


def states_of_body(name: str) -> tuple[str, ...]:
    """The states one of which an article must be about for a bare name to mean a body, not a common word: حماس، فتح."""
    return _states_of_bodies().get(name_key(name), ())


@cache
def _states_of_bodies() -> dict[str, tuple[str, ...]]:
    return {name_key(word): tuple(states) for word, states in read_lexicon("linking.toml")["ordinary_body"].items()}


@cache
def _ordinary() -> frozenset[str]:
    with (data_dir() / "gazetteer" / "ambiguous.toml").open("rb") as file:
        lists = tomllib.load(file)
    own = read_lexicon("linking.toml")["ordinary"]["words"]
    return frozenset(name_key(word) for words in (own, *(lists[kind]["words"] for kind in _LISTS)) for word in words)


@cache
def tables() -> dict[str, dict[str, float]]:
    """The weights and limits of linking."""
    lexicon = read_lexicon("linking.toml")
    return {"weights": lexicon["weights"], "limits": lexicon["limits"]}


def _synonyms(name: str) -> Iterator[tuple[int, str]]:
    """The name with another head noun, for bodies that go by several, and the place of that noun among the others."""
    words = name_key(name).split()
    for first, others in _heads():
        if words[: len(first)] == list(first):
            rest = words[len(first) :]
            for number, other in enumerate(others):
                for form in _agreeing(rest):
                    if (*other, *form) != tuple(words):
                        yield number, " ".join((*other, *form))
            return


def _agreeing(rest: list[str]) -> Iterator[list[str]]:
    """What follows a head noun, and the same with its last adjective in the other gender: السورية، السوري."""
    yield rest
    if rest and rest[-1].endswith("يه"):
        yield [*rest[:-1], rest[-1][:-1]]
    elif rest and rest[-1].endswith("ي"):
        yield [*rest[:-1], f"{rest[-1]}ه"]


@cache
def _heads() -> tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...]:
    """Head phrases, the longest first, each with those that may stand for it."""
    pairs = []
    for entry in read_lexicon("linking.toml")["synonym"]:
        others = tuple(tuple(name_key(phrase).split()) for phrase in entry["to"])
        pairs += [(tuple(name_key(phrase).split()), others) for phrase in entry["from"]]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _pointers() -> frozenset[str]:
    return frozenset(read_lexicon("linking.toml")["pointers"]["words"])


def _is_vague(name: str) -> bool:
    """Whether a name is a vague head noun and its owner: القوات العراقية, but not القوات الجوية العراقية."""
    first, *rest = name_key(name).split() or [""]
    return len(rest) == 1 and first in _vague()


@cache
def _vague() -> frozenset[str]:
    return frozenset(name_key(word) for word in read_lexicon("linking.toml")["vague"]["heads"])


@cache
def _local() -> frozenset[str]:
    return frozenset(name_key(word) for word in read_lexicon("linking.toml")["local"]["words"])


@cache
def _needing() -> frozenset[str]:
    return frozenset(name_key(word) for word in read_lexicon("linking.toml")["needs_state"]["words"])

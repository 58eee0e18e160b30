"""A state's name that is also the name of another state's capital: عمان is Oman, and Amman where Jordan is spoken of.

Which names these are is data (``[capitals]`` of ``kg/data/gazetteer/ambiguous.toml``).
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.names import Name, folded_words
from kg.extract.states import StateAdjectives
from kg.extract.words import Word
from kg.resources import data_dir

__all__ = ["with_capitals"]


@dataclass(frozen=True, slots=True)
class _Homonym:
    capital: str
    """Wikidata id of the town."""
    of: str
    """That of the state whose capital it is."""


def with_capitals(names: Iterable[Name], words: Iterable[Word], states: StateAdjectives) -> tuple[Name, ...]:
    """The names, those of a state read as another state's capital where the article speaks more of that one.

    What speaks of a state are its adjectives and its other names.
    """
    names, homonyms = tuple(names), _homonyms()
    if not any(name.type == "Country" and name.words in homonyms for name in names):
        return names
    spoken = Counter(states.of(word.plain.bare) for word in words)
    spoken.update(name.key for name in names if name.type == "Country" and name.words not in homonyms)

    def read(name: Name) -> Name:
        other = homonyms.get(name.words) if name.type == "Country" else None
        if other is None or spoken[other.of] <= spoken[name.key]:
            return name
        return replace(name, type="City", key=other.capital)

    return tuple(map(read, names))


@cache
def _homonyms() -> Mapping[tuple[str, ...], _Homonym]:
    with (data_dir() / "gazetteer" / "ambiguous.toml").open("rb") as file:
        rows = tomllib.load(file)["capitals"]
    return {folded_words(name): _Homonym(row["capital"], row["of"]) for name, row in rows.items()}

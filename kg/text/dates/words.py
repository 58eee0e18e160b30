"""The lexicon of dates, ``kg/data/lexicon/dates.toml``, as phrases to look up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm
from kg.text.phrases import Phrases

__all__ = ["listed", "numbered", "remembered", "seasons", "spelt", "units", "words"]


@cache
def numbered(table: str) -> Phrases[int]:
    """A table of number = [phrases]."""
    return Phrases(
        (phrase, int(key)) for key, phrases in _table(table).items() if key != "before" for phrase in phrases
    )


@cache
def listed(table: str, key: str) -> Phrases[str]:
    """A list of phrases; each is its own value, folded."""
    return Phrases((phrase, norm(phrase)) for phrase in _table(table)[key])


@cache
def words(table: str, key: str) -> frozenset[str]:
    """A list of single words, folded."""
    return frozenset(norm(word) for word in _table(table)[key])


@cache
def spelt(table: str, key: str) -> frozenset[str]:
    """A list of single words as they are spelt, for where folding would hide a difference."""
    return frozenset(_table(table)[key])


@cache
def units(number: str, *, definite: bool = False) -> Phrases[str]:
    """The names of a unit of time in the ``one``, ``two`` or ``many``; with ال where `definite`."""
    article = "ال" if definite else ""
    return Phrases((article + form, unit) for unit, forms in _table("units").items() for form in forms[number])


@cache
def seasons() -> Phrases[tuple[int, int]]:
    """The names of the seasons with their first and last month."""
    return Phrases(
        (name, (int(first), int(last)))
        for key, names in _table("seasons").items()
        for first, last in [key.split("-")]
        for name in names
    )


@cache
def remembered() -> Mapping[tuple[int, int, str], date]:
    """Day of a year by month, day and a folded word that stands before it: (9, 11, هجمات) → 2001-09-11."""
    entries: Sequence[dict[str, Any]] = read_lexicon("dates.toml")["remembered"]
    days = ((date.fromisoformat(entry["day"]), word) for entry in entries for word in entry["before"])
    return {(day.month, day.day, norm(word)): day for day, word in days}


def _table(name: str) -> Mapping[str, Any]:
    table: Mapping[str, Any] = read_lexicon("dates.toml")[name]
    return table

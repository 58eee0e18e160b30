"""Tables of words from ``kg/data/lexicon``, folded as text is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from kg.resources import data_dir
from kg.text.normalise import norm

__all__ = ["alternatives", "by_word", "read_lexicon"]


@cache
def read_lexicon(name: str) -> Mapping[str, Any]:
    """One TOML file of ``kg/data/lexicon`` as it stands."""
    with (data_dir() / "lexicon" / name).open("rb") as file:
        return tomllib.load(file)


def by_word(table: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Folded word or phrase → the number that it stands under."""
    return {norm(word): int(number) for number, words in table.items() for word in words}


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the folded words or phrases, the longest first."""
    folded = sorted({norm(word) for word in words}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in folded)

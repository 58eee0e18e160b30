"""The tables of ``kg/data/lexicon/merging.toml``, folded."""

from __future__ import annotations

from functools import cache

from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key, norm

__all__ = ["listed", "written"]


@cache
def listed(table: str, part: str = "words") -> frozenset[str]:
    """The words of a table as keys of names have them: without ال."""
    return frozenset(name_key(word) for word in read_lexicon("merging.toml")[table][part])


@cache
def written(table: str) -> frozenset[str]:
    """The words of a table as texts have them."""
    return frozenset(norm(word) for word in read_lexicon("merging.toml")[table]["words"])

"""Whether two names may be spellings or forms of one name. For comparing within one event, where little is at stake."""

from __future__ import annotations

from functools import cache

from kg.merge.words import stem
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["same_name"]

_SURNAME, _EQUAL = 1 / 3, 1 / 2


def same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether names with these content words share most of them.

    Of two people's names one word in three is enough, a surname; of offices, bodies and things it is not:
    وزير الخارجية الروسي is not وزير الخارجية التركي.
    """
    shared = one & other
    if not shared:
        return False
    alike = len(shared) / len(one | other)
    return alike > _EQUAL or (alike >= _SURNAME and (one | other).isdisjoint(_common()))


@cache
def _common() -> frozenset[str]:
    """Words that many names have: titles, kinds of bodies and things."""
    merging, titles = read_lexicon("merging.toml"), read_lexicon("titles.toml")
    tables = [merging[name] for name in ("one_per_state", "many_per_state", "own_name", "joins_next", "joins_previous")]
    tables += [titles["unique"], titles["title"]]
    return frozenset(stem(norm(word)) for table in tables for phrase in table["words"] for word in phrase.split())

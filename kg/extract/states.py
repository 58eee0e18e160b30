"""Adjectives of states: أميركي، الأميركية، أميركيون → the United States."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from kg.extract.gazetteer import Gazetteer
from kg.extract.lexicon import bare
from kg.resources import data_dir
from kg.text.normalise import norm

__all__ = ["StateAdjectives"]

_ENDINGS = ("", "ه", "ين", "ون", "ان", "تين", "تان", "ات")
"""Feminine, duals and plurals of a relative adjective that ends in ي. The indefinite accusative (روسياً) stays out:
without its mark it is spelled like the state itself (روسيا)."""


_LONGEST_NAME = 5
"""Words of a state's name."""


class StateAdjectives:
    """The adjectives of the states of the world, in all their inflections, and their names."""

    def __init__(
        self,
        by_form: Mapping[str, str],
        pairs: Mapping[tuple[str, str], str] | None = None,
        names: Mapping[tuple[str, ...], str] | None = None,
    ) -> None:
        self._by_form, self._pairs, self._names = by_form, pairs or {}, names or {}
        # The names of an article are compared pair by pair.
        self._told = lru_cache(maxsize=1 << 14)(self._tell)

    @classmethod
    @cache
    def load(cls) -> StateAdjectives:
        """The adjectives of ``kg/data/gazetteer/demonyms.tsv``."""
        with (data_dir() / "gazetteer" / "demonyms.tsv").open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
            stems = [(norm(stem).split(), row["qid"]) for row in rows for stem in row["stems"].split("|") if stem]
        single = {stem[0] + ending: qid for stem, qid in reversed(stems) if len(stem) == 1 for ending in _ENDINGS}
        pairs = {
            (stem[0] + first, stem[1] + second): qid
            for stem, qid in stems
            if len(stem) == 2
            for first in _ENDINGS
            for second in _ENDINGS
        }
        return cls(single, pairs, Gazetteer.load().states())

    def of(self, word: str) -> str | None:
        """The Wikidata id of the state that a folded adjective, with or without article, belongs to."""
        return self._by_form.get(bare(word))

    def of_pair(self, first: str, second: str) -> str | None:
        """The state of an adjective of two words: الكوري الشمالي."""
        return self._pairs.get((bare(first), bare(second)))

    def told(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words of a name with each state that stands in it, as name or as adjective, replaced by its id.

        وزير خارجية البحرين and وزير الخارجية البحريني are told the same.
        """
        return self._told(tuple(words))

    def _tell(self, words: tuple[str, ...]) -> tuple[str, ...]:
        told: list[str] = []
        at = 0
        while at < len(words):
            size, state = self._state_at(words, at)
            told.append(state or words[at])
            at += size
        return tuple(told)

    def _state_at(self, words: Sequence[str], at: int) -> tuple[int, str | None]:
        for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            if (state := self._names.get(tuple(words[at : at + size]))) is not None:
                return size, state
            if size == 2 and (state := self.of_pair(words[at], words[at + 1])) is not None:
                return size, state
        return 1, self.of(words[at])

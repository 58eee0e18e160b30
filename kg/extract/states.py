"""Adjectives of states: أميركي، الأميركية، أميركيون → the United States."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from kg.extract.lexicon import bare
from kg.resources import data_dir
from kg.text.normalise import norm

__all__ = ["StateAdjectives"]

_ENDINGS = ("", "ه", "ين", "ون", "ان", "تين", "تان", "ات")
"""Feminine, duals and plurals of a relative adjective that ends in ي. The indefinite accusative (روسياً) stays out:
without its mark it is spelled like the state itself (روسيا)."""


class StateAdjectives:
    """The adjectives of the states of the world, in all their inflections."""

    def __init__(self, by_form: Mapping[str, str]) -> None:
        self._by_form = by_form

    @classmethod
    @cache
    def load(cls) -> StateAdjectives:
        """The adjectives of ``kg/data/gazetteer/demonyms.tsv``."""
        with (data_dir() / "gazetteer" / "demonyms.tsv").open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
            stems = [(norm(stem), row["qid"]) for row in rows for stem in row["stems"].split("|") if stem]
        return cls({stem + ending: qid for stem, qid in reversed(stems) for ending in _ENDINGS})

    def of(self, word: str) -> str | None:
        """The Wikidata id of the state that a folded adjective, with or without article, belongs to."""
        return self._by_form.get(bare(word))

"""Adjectives of states in names: in one form for all, and whether they agree with what stands before them."""

from __future__ import annotations

import csv
from functools import cache

from kg.resources import data_dir
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key, norm

__all__ = ["adjective_forms", "disagrees", "state_adjectives"]

_ENDINGS = ("", "ه", "ين", "ون")
_ARTICLE, _FEMININE = "ال", "ه"


@cache
def adjective_forms() -> dict[str, str]:
    """The adjectives of states in the forms in which names have them, each with the one that stands for them all."""
    with (data_dir() / "gazetteer" / "demonyms.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    ordinary = frozenset(name_key(word) for word in read_lexicon("merging.toml")["no_state"]["words"])
    forms: dict[str, str] = {}
    for row in rows:
        stems = [name_key(stem) for stem in row["stems"].split("|") if stem]
        for stem in stems:
            if stem not in ordinary:
                forms |= {stem + ending: stems[0] for ending in _ENDINGS}
    return forms


def state_adjectives() -> frozenset[str]:
    """All forms of all adjectives of states."""
    return frozenset(adjective_forms())


def disagrees(name: str) -> bool:
    """Whether a name is a feminine noun with a state's adjective in the masculine: the adjective is another word's, and
    of that the name is a piece («الخارجية الإسرائيلي» of «جهاز المخابرات الخارجية الإسرائيلي»).
    """
    words = norm(name).split()
    if len(words) != 2 or not all(word.startswith(_ARTICLE) for word in words):
        return False
    noun, adjective = words
    return noun.endswith(_FEMININE) and not adjective.endswith(_FEMININE) and name_key(adjective) in adjective_forms()

"""Capitals that stand for their governments: «قالت موسكو» is the state, «في موسكو» the city."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from kg.extract.circumstances import saying
from kg.extract.claims import is_dateline
from kg.extract.names import Name, folded_words
from kg.extract.words import Word
from kg.resources import data_dir

__all__ = ["with_governments"]


def with_governments(names: Iterable[Name], words: tuple[Word, ...]) -> tuple[Name, ...]:
    """The names, capitals that act read as their states.

    Only where the capital speaks is it the government; elsewhere the city is meant, or nobody can tell.
    """
    capitals = _capitals()
    return tuple(
        replace(name, type="Country", key=capitals[name.words], office=True)
        if name.type == "City" and name.head is None and name.words in capitals and _acts(name, words)
        else name
        for name in names
    )


def _acts(name: Name, words: tuple[Word, ...]) -> bool:
    """Whether a verb of saying stands before the name, or a colon or such a verb after it: موسكو: …، واشنطن تعلن."""
    if any(form.begin == name.begin and form.proclitics.endswith(("ب", "ل")) for form in words[name.first].forms):
        return False
    around = [words[i] for i in (name.first - 1, name.last) if 0 <= i < len(words)]
    if name.last < len(words) and words[name.last].token.text == ":":
        return not is_dateline(words, name.last)
    return any(saying().of(word) is not None for word in around)


@cache
def _capitals() -> Mapping[tuple[str, ...], str]:
    with (data_dir() / "gazetteer" / "capitals.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {folded_words(row["capital"]): row["qid"] for row in rows}

"""States that speak by their capital: «أعلنت واشنطن». Source: ``kg/data/gazetteer/capitals.tsv``."""

from __future__ import annotations

import csv
from functools import cache

from kg.resources import data_dir
from kg.text.normalise import norm

__all__ = ["name_of_state", "speaks_for"]


def speaks_for(name: str, item: str) -> bool:
    """Whether a name is that of the capital of a state, given by its Wikidata id."""
    return (norm(name), item) in _capitals()


def name_of_state(item: str) -> str:
    """The Arabic name of a state that a capital speaks for; empty for any other item."""
    return _states().get(item, "")


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    return frozenset((norm(row["capital"]), row["qid"]) for row in _rows())


@cache
def _states() -> dict[str, str]:
    return {row["qid"]: row["state_ar"] for row in _rows()}


def _rows() -> list[dict[str, str]]:
    with (data_dir() / "gazetteer" / "capitals.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))

"""Who held an office on a day: الأمين العام للأمم المتحدة in 2018 is António Guterres.

The table ``kg/data/gazetteer/offices.tsv`` has names of offices with the Wikidata id of each holder, the first day of
the term and the day after its last, and the source that states them. Where a source tells years alone, nothing is said
of the days of these years.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from kg.resources import data_dir
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key

__all__ = ["has_held_office", "holder", "possible_holders"]

_YEAR = len("2021")


def holder(office: str, day: str) -> str | None:
    """The Wikidata id of whoever held `office` on `day` (ISO 8601); `None` if the table does not tell."""
    for qid, first, after in _terms_of(office):
        begun = first <= day if len(first) > _YEAR else first < day[:_YEAR]
        ended = day >= after if len(after) > _YEAR else day[:_YEAR] >= after
        if day and begun and not ended:
            return qid
    return None


def possible_holders(office: str, day: str) -> list[str]:
    """The Wikidata ids of all who may have held `office` on `day`: in its first and last year, where no days are known,
    those before and after.
    """
    terms = _terms_of(office) if day else ()
    return [qid for qid, first, after in terms if first <= day and (day < after or day.startswith(after))]


def has_held_office(qid: str) -> bool:
    """Whether somebody has held one of the offices of the table, at any time."""
    return qid in _holders()


@cache
def _holders() -> frozenset[str]:
    return frozenset(qid for terms in _terms().values() for qid, _, _ in terms)


def _terms_of(office: str) -> Sequence[tuple[str, str, str]]:
    words = name_key(office).split()
    while words and words[-1] in _still():
        words.pop()
    return _terms().get(" ".join(words), ())


@cache
def _still() -> frozenset[str]:
    return frozenset(name_key(word) for word in read_lexicon("linking.toml")["in_office"]["words"])


@cache
def _terms() -> Mapping[str, list[tuple[str, str, str]]]:
    terms: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    with (data_dir() / "gazetteer" / "offices.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"):
            for office in row["offices"].split("|"):
                terms[name_key(office)].append((row["qid"], row["from"], row["until"]))
    return terms

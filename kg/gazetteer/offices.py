"""Who held an office on a day: الأمين العام للأمم المتحدة in 2018 is António Guterres.

The table ``kg/data/gazetteer/offices.tsv`` has names of offices with the Wikidata id of each holder, the first day of
the term and the day after its last. Ids are those of the index; days are general knowledge.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from kg.resources import data_dir
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key

__all__ = ["holder"]


def holder(office: str, day: str) -> str | None:
    """The Wikidata id of whoever held `office` on `day` (ISO 8601); `None` if the table does not tell."""
    if not day:
        return None
    words = name_key(office).split()
    while words and words[-1] in _still():
        words.pop()
    for qid, first, after in _terms().get(" ".join(words), ()):
        if first <= day and (not after or day < after):
            return qid
    return None


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

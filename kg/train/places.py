"""How names of places of one word stand in news: as places, or as something else.

«في جنيف» tells of a place, and so does «جنيف (رويترز) -» before the news; «الثورة», «الجديدة», «حولي» are towns, too,
and nearly always something else. For each such name of the index it is counted how often it stands in raw news, and how
often a word before it (``into`` in ``kg/data/lexicon/places.toml``) or a dateline says that it is a place. The counts
decide which links join entities across articles (`kg.merge.trust`).
"""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.gazetteer.index import Index
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["count_places", "write_places"]

_WORD = re.compile(r"[^\W\d_]+")
_DATELINE = re.compile(r"^\W*([^\W\d_]+)\s*(?:[،,]|\(|- |/)", re.MULTILINE)
_KINDS = frozenset(("City", "Region", "Place", "NaturalFeature", "Location", "Country"))
_LEAST = 5
"""Occurrences from which on counts say anything; names of states are listed in any case."""
_HEADER = """\
# How often names of places of one word stand in news, folded as text is, and how often after a word, or in a dateline,
# that says that they are places. Counted by `python -m kg.train places` in 29,798 articles of 2018 (ANT corpus 2.1,
# https://github.com/antcorpus/antcorpus.multisource.data); facts.
word\tseen\tas_place
"""


def write_places(raw: Path, out: Path) -> int:
    """Count in the news of the folder `raw` and write the table; returns the number of its rows."""
    rows = list(count_places(_texts(raw), _forms()))
    out.write_text(_HEADER + "".join(f"{word}\t{seen}\t{told}\n" for word, seen, told in rows), encoding="utf-8")
    return len(rows)


def count_places(texts: Iterable[str], forms: Mapping[str, bool]) -> Iterator[tuple[str, int, int]]:
    """The words of `forms`, sorted, with how often `texts` have them, and how often as a place.

    Rare ones are left away, unless `forms` says that they name a state.
    """
    words = {norm(word) for word in read_lexicon("places.toml")["into"]["words"]}
    cues = words | {f"و{word}" for word in words}
    seen: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for text in texts:
        folded, before = norm(text), ""
        told.update(word for word in _DATELINE.findall(folded) if word in forms)
        for word in _WORD.findall(folded):
            form = word[1:] if word not in forms and word[0] in "وف" else word
            if form in forms:
                seen[form] += 1
                told[form] += before in cues
            before = word
    yield from ((word, seen[word], told[word]) for word in sorted(forms) if forms[word] or seen[word] >= _LEAST)


def _forms() -> dict[str, bool]:
    """The names of one word, each with article and without it, since the index folds the two, and whether it is a
    state's.
    """
    forms: dict[str, bool] = {}
    for key, kind, *_ in Index().names():
        if " " not in key and kind in _KINDS:
            for form in (key, f"ال{key}"):
                forms[form] = forms.get(form, False) or kind == "Country"
    return forms


def _texts(raw: Path) -> Iterator[str]:
    for path in sorted(raw.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)

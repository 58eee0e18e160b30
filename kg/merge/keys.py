"""When entities of different articles are one: they have the same key.

A key is computed from one entity alone, so that the result depends neither on the order nor on the batching of the
articles. In order of strength:

1. ``wikidata:Q858``, ``geonames:276781``: an accepted link;
2. ``name:Person:<folded name>``: the group of classes and a name that is strong enough to be told of one thing only;
   `is_strong` says which are, ``kg/data/lexicon/merging.toml`` with which words;
3. ``local:<article>:<entity>``: everything else stays with its article. When in doubt, two nodes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache

from kg.model import Entity, Link
from kg.resources import data_dir
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key, norm

__all__ = ["GROUPS", "canonical_key", "is_strong", "merge_name"]

GROUPS = ("Person", "Organization", "Location", "Facility")
"""Nothing is of two of these classes, so that a name never joins entities of two."""

_LONG_NAME = 4
"""Words from which on a name is its own description: القاعدة الأميركية في حقل العمر."""

_OF_A_STATE = frozenset(("GovernmentBody", "MilitaryForce"))
_PROPER = re.compile(r'["«»“”A-Za-z]')
_DEFINITE = re.compile(r"(?:^|\s)[\"«“(]?(?:ال|لل)\w{2}")
_ENDINGS = ("", "ه", "ين", "ون")


def canonical_key(entity: Entity, link: Link | None, ancestors: Iterable[str], article: str) -> str:
    """The key of `entity`, an entity of the article `article` (its id), whose class has these `ancestors`."""
    if link is not None and link.qid:
        return f"wikidata:{link.qid}"
    if link is not None and link.geonames:
        return f"geonames:{link.geonames}"
    group = next((name for name in ancestors if name in GROUPS), None)
    if group is not None and is_strong(entity, group):
        return f"name:{group}:{merge_name(entity.name)}"
    return f"local:{article}:{entity.id}"


def merge_name(name: str) -> str:
    """The spelling-insensitive form in which names are compared."""
    return name_key(name)


def is_strong(entity: Entity, group: str) -> bool:
    """Whether the name of `entity`, of a class of `group`, is told of one thing only.

    A person's name has two parts and is no title. Of a body that each state has, the name says of which state
    («وزارة الدفاع السعودية», not «وزارة الدفاع»); a thing of which there are many in a state has a proper or a long
    name; a body that names itself has a definite or a proper name. Any other name of two words is strong.
    """
    words = name_key(entity.name).split()
    if group == "Person":
        is_title = words[:1] and words[0] in _titles()
        is_role = entity.role is not None and name_key(entity.role) == " ".join(words)
        return _parts(words) > 1 and not is_title and not is_role
    if len(words) < 2:
        return False
    if words[0] in _words("many_per_state"):
        return bool(_PROPER.search(entity.name)) or len(words) >= _LONG_NAME
    if words[0] in _words("one_per_state") or entity.type in _OF_A_STATE:
        return any(word in _state_adjectives() for word in words[1:]) and bool(_DEFINITE.search(norm(entity.name)))
    if words[0] in _words("own_name"):
        return bool(_PROPER.search(entity.name) or _DEFINITE.search(norm(entity.name)))
    return True


def _parts(words: list[str]) -> int:
    """How many names stand in the words of a person's name: عبد العزيز is one, صلاح الدين the same."""
    count, joined = 0, False
    for word in words:
        if not joined and word not in _words("joins_previous"):
            count += 1
        joined = word in _words("joins_next")
    return count


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(name_key(word) for word in read_lexicon("merging.toml")[table]["words"])


@cache
def _titles() -> frozenset[str]:
    tables = read_lexicon("titles.toml")
    return frozenset(name_key(word) for table in ("unique", "title") for word in tables[table]["words"])


@cache
def _state_adjectives() -> frozenset[str]:
    """The adjectives of states in the forms in which names have them."""
    with (data_dir() / "gazetteer" / "demonyms.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        stems = {name_key(stem) for row in rows for stem in row["stems"].split("|") if stem}
    return frozenset(stem + ending for stem in stems - _words("no_state") for ending in _ENDINGS)

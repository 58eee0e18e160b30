"""When entities of different articles are one: they have the same key.

A key is computed from one article alone, so that the result depends neither on the order nor on the batching of the
articles. In order of strength:

1. ``wikidata:Q858``, ``geonames:276781``: an accepted link, unless it is of a name that too often is something else
   (`kg.merge.trust`);
2. ``name:Person:<folded name>``: the group of classes and a name that is strong enough to be told of one thing only;
   `is_strong` says which are, ``kg/data/lexicon/merging.toml`` with which words;
3. ``local:<article>:<entity>``: everything else stays with its article. When in doubt, two nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from kg.merge.adjectives import adjective_forms, state_adjectives
from kg.merge.descriptions import describes, runs_on, title_phrases, titles
from kg.merge.lexicon import listed
from kg.merge.trust import Standing, is_fragment, is_spelled_out, standing, trusted_links
from kg.model import Entity, Link
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key, norm

__all__ = ["GROUPS", "canonical_key", "canonical_keys", "is_strong", "merge_name"]

GROUPS = ("Person", "Organization", "Location", "Facility")
"""Nothing is of two of these classes, so that a name never joins entities of two."""

_LONG_NAME = 4
"""Words from which on a name is its own description: القاعدة الأميركية في حقل العمر."""

_TWO = 2

_OF_A_STATE = frozenset(("GovernmentBody", "MilitaryForce"))
_PROPER = re.compile(r'["«»“”A-Za-z]')
_DEFINITE = re.compile(r"(?:^|\s)[\"«“(]?(?:ال|لل)\w{2}")
_INSIDE = frozenset(("في", "لدي"))
"""Words that say where a mission is: «سفارة الولايات المتحدة الأميركية» alone may be anywhere."""
_TANWIN = "\N{ARABIC FATHATAN}"
"""Ends an adverb or an object that is described: no name."""


def canonical_keys(
    entities: Sequence[Entity], links: Mapping[str, Link], ancestors: Callable[[str], Iterable[str]], article: str
) -> dict[str, str]:
    """The key of each of the `entities` of one article, by id. `ancestors` tells of a class those above it."""
    trusted = trusted_links(entities, links)
    return {
        entity.id: canonical_key(entity, links[entity.id], ancestors(entity.type), article)
        if entity.id in trusted
        else _unlinked_key(entity, entity.id in links, ancestors(entity.type), article)
        for entity in entities
    }


def canonical_key(entity: Entity, link: Link | None, ancestors: Iterable[str], article: str) -> str:
    """The key of `entity`, an entity of the article `article` (its id), whose class has these `ancestors`."""
    if link is not None and link.qid:
        return f"wikidata:{link.qid}"
    if link is not None and link.geonames:
        return f"geonames:{link.geonames}"
    return _unlinked_key(entity, False, ancestors, article)


def _unlinked_key(entity: Entity, is_doubtful: bool, ancestors: Iterable[str], article: str) -> str:
    """The key by name; that of a doubtful link stays with its article."""
    group = next((name for name in ancestors if name in GROUPS), None)
    if group is not None and not is_doubtful and is_strong(entity, group):
        return f"name:{group}:{name_key(entity.name) if group == 'Person' else merge_name(entity.name)}"
    return f"local:{article}:{entity.id}"


def merge_name(name: str) -> str:
    """The form in which names of bodies and places are compared: without what spelling and framing add.

    «قوات الاحتلال الأميركي» and «القوات الأمريكية» are one name: adjectives of states stand in one form, words that
    only judge are left away. How an article frames a thing stays in its own graph.
    """
    words = [word for word in name_key(name).split() if word not in listed("framing")]
    return " ".join(adjective_forms().get(word, _variants().get(word, word)) for word in words) or name_key(name)


def is_strong(entity: Entity, group: str) -> bool:
    """Whether the name of `entity`, of a class of `group`, is told of one thing only.

    A person's name has two parts, not both of them borne by very many people, and is no title or description
    («دبلوماسي روسي»). Of a body that each state has, the name says of which state
    («وزارة الدفاع السعودية», not «وزارة الدفاع»); a thing of which there are many in a state has a proper or a long
    name; a body that names itself has a definite or a proper name; words that are said of many («التنظيم المتشدد») make
    no name. Any other name of two words is strong.
    """
    words = name_key(entity.name).split()
    if len(words) < _TWO or is_fragment(entity.name) or is_spelled_out(entity.name):
        return False
    if group == "Person":
        return _parts(words) >= _TWO and not _names_nobody(entity, words)
    if runs_on(entity.name):
        return False
    words = [_variants().get(word, word) if number == 0 else word for number, word in enumerate(words)]
    if describes(entity, words):
        return False
    if words[0] in listed("many_per_state"):
        is_long = len(words) >= _LONG_NAME and not (words[0] in listed("missions") and _INSIDE.isdisjoint(words))
        return is_long or bool(_PROPER.search(entity.name))
    if words[0] in listed("one_per_state") or entity.type in _OF_A_STATE:
        return any(word in state_adjectives() for word in words[1:]) and bool(_DEFINITE.search(norm(entity.name)))
    if words[0] in listed("own_name"):
        if _PROPER.search(entity.name):
            return words[1] not in listed("not_bodies")
        # «حركة الشاحنات»: what moves is many things, of which the plural in ات tells.
        is_traffic = words[1] in listed("not_bodies") or words[1].endswith("ات")
        return bool(_DEFINITE.search(norm(entity.name))) and not is_traffic
    return True


def _names_nobody(entity: Entity, words: list[str]) -> bool:
    """Whether a person's name is a title, a description («دبلوماسي روسي», «محامو رونالدو»), or borne by very many."""
    if words[0] in titles() or words[0].removesuffix("ي") in titles() or " ".join(words) in title_phrases():
        return True
    if words[0] in _somebodys() | listed("descriptive") or (entity.role and name_key(entity.role) == " ".join(words)):
        return True
    written = norm(entity.name).split()
    if (
        not listed("begins_no_person").isdisjoint((words[0], " ".join(words[:_TWO])))
        or words[-1] in listed("ends_no_person")
        or _TANWIN in entity.name
    ):
        return True
    if standing(written[-1]) is Standing.PLACE:
        # «جمال العراق» is every queen of beauty there was.
        return True
    if len(words) == _TWO and words[0] in listed("commonest_given") and not (_has_article(written[-1]) or entity.role):
        # «أحمد صقر» directs films, another one leads a party: who has a role is somebody.
        return True
    if (words[-1] in state_adjectives() or _is_epithet(words[-1])) and not written[-1].startswith("ال"):
        return True
    if len(written) == _TWO and all(map(_has_article, written)) and words[0] not in listed("definite_given"):
        return True
    if _has_article(written[-1]) and words[-1] not in listed("definite_given") | listed("joins_previous"):
        return False  # a family's name, though it be a given name without the article: «محمد الفارس»
    return _parts(words) == _TWO and all(map(_is_common, words, ["", *words]))


def _is_common(word: str, before: str) -> bool:
    """Whether very many people bear a name that stands after the word `before`: every one with عبد is among them."""
    return word in listed("common_given") or word in listed("joins_previous") or before == "عبد"


def _is_epithet(word: str) -> bool:
    """Whether a word is said of many, of one or several: «رؤوس نووية», «محققين خاصين»."""
    return word in listed("epithets") or any(
        word.endswith(ending) and word.removesuffix(ending) in listed("epithets") for ending in ("ين", "ون")
    )


def _parts(words: list[str]) -> int:
    """How many names stand in the words of a person's name: عبد العزيز is one, صلاح الدين the same."""
    count, joined = 0, False
    for word in words:
        if not joined and word not in listed("joins_previous"):
            count += 1
        joined = word in listed("joins_next")
    return count


def _has_article(word: str) -> bool:
    return word.startswith("ال") and len(word) > len("الله")


@cache
def _somebodys() -> frozenset[str]:
    """Words that say what somebody is to another one, also where their first letter was taken for a conjunction or a
    preposition: «لاعبو», «اعبو».
    """
    words = listed("of_somebody")
    return words | {word[1:] for word in words if word[0] in "ول"}


@cache
def _variants() -> dict[str, str]:
    tables = read_lexicon("merging.toml")["variants"].items()
    return {name_key(spelling): name_key(form) for form, spellings in tables for spelling in spellings}

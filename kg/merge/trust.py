"""Which links may join entities of different articles.

A link that is wrong in one article does little harm; the same wrong link in forty articles makes one town of forty
things. Links of names of several words and of most bodies are trusted. Many states have a «حزب العمل», so that of a
party the article must name the state, or something else of it, as well; so must it with names of places that only
describe («القصر الكبير») or are given in many countries («سان لورينزو»), and with bodies of a very short name, which
may be a piece of another word («إيني» of «فلايني»). One name alone tells of a person only where it is so well known
that news gives no other («بوتين», not «هاريس»). A bare word that is linked with a place is trusted if it mostly is a
place in news, and often («جنيف»); if it is something else nearly always («الثورة», «الجديدة», «حولي»), only where the
article calls it a town or a province («مدينة الثورة») and names its state; and any other word where the article names
the place's state. Beside a team's name that of a town may be its club's. How words stand in news was counted:
`kg.train.places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache

from kg.merge.adjectives import disagrees
from kg.merge.lexicon import listed, written
from kg.model import Entity, Link
from kg.resources import data_dir
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key, norm

__all__ = ["Standing", "is_fragment", "is_spelled_out", "standing", "trusted_links"]

_PLACES = frozenset(("City", "Region", "Place", "NaturalFeature", "Location", "Country"))
_PARTY = "PoliticalParty"
_BY_HAND = "ManualMappingCuration"
"""The SSSOM justification of a link that a person has decided on."""
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r'["«“]')

_OFTEN = 5
"""Occurrences from which on a word that hardly ever is a place is known to be something else."""
_MOSTLY_PLACE, _HARDLY_PLACE, _NEVER_STATE = 0.22, 0.1, 0.02
"""Shares of occurrences that are told to be a place, by a word such as «في» or «مدينة» or in a dateline. Names that are
little else than towns reach 0.2 to 0.7."""
_DOUBT = 8
"""Occurrences that tell of no place, added to those that were counted: what is seen twice proves little."""
_KNOWN = 50
"""Occurrences from which on a place is so well known that an article may name it without its state; of the less known
there is often another one («بوسان» in Korea and in Syria)."""
_SHORT = 4
"""Letters up to which the name of a body may be found in the middle of something else."""
_FEW_LETTERS = 2
"""Letters of the Latin alphabet, by their names, that abbreviate many things: «آي بي»."""


class Standing(Enum):
    """What a word is in news."""

    PLACE = "a place"
    OTHER = "something else"
    UNSURE = "either, or too rare to tell"


def trusted_links(entities: Sequence[Entity], links: Mapping[str, Link]) -> frozenset[str]:
    """The ids of those `entities` of one article whose link, by id in `links`, may join them with other articles'."""
    linked = [entity for entity in entities if entity.id in links]
    if any(map(_is_of_games, entities)):
        linked = [entity for entity in linked if not _may_be_club(entity, links[entity.id])]
    sure = {entity.id for entity in linked if _is_sure(entity, links[entity.id])}
    about = {_country(links[name]) for name in sure}
    unsure = (entity for entity in linked if _may_be_vouched_for(entity, links[entity.id]))
    return frozenset(sure).union(entity.id for entity in unsure if _country(links[entity.id]) in about)


def _is_of_games(entity: Entity) -> bool:
    """Whether a name, or what somebody is, tells that its article is about games."""
    role, name = _WORD.findall(norm(entity.role or "")), _WORD.findall(norm(entity.name))
    return not (written("players").isdisjoint(role) and written("teams").isdisjoint((*role, *name)))


def _may_be_club(entity: Entity, link: Link) -> bool:
    """Whether a bare name of a town may be that of its club: the town is meant where the article calls it one, or where
    it is a capital that stands for no state.
    """
    if link.method == _BY_HAND or entity.type not in _PLACES:
        return False
    word = _bare(entity.name)
    if _country(link) == link.qid:
        return norm(word) in _capitals()  # «روما» plays; Italy is Italy
    return bool(word) and norm(word) not in _capitals() and not any(map(_says_place, (entity.name, *entity.alt_names)))


def standing(word: str) -> Standing:
    """What a bare word is in news."""
    folded = norm(word)
    seen, told = _table().get(folded, (0, 0))
    if folded in written("also_words"):
        return Standing.UNSURE
    if folded in written("clubs"):
        return Standing.OTHER
    if folded in _capitals() or told / (seen + _DOUBT) >= _MOSTLY_PLACE:
        return Standing.PLACE
    if seen >= _OFTEN and told / seen < _HARDLY_PLACE:
        return Standing.OTHER
    return Standing.UNSURE


def _is_sure(entity: Entity, link: Link) -> bool:
    """Whether the link is trusted whatever else the article names."""
    if link.method == _BY_HAND:
        return True
    if entity.type == _PARTY or _is_another_name(entity, link):
        return False
    if entity.type not in _PLACES:
        is_weak = _is_slight(entity) or _is_shared(entity.name) or _is_described(entity.name)
        return not (_is_lone(entity) or (link.country_qid is not None and is_weak))
    if entity.type == "Country" and _country(link) == link.qid:
        words = _WORD.findall(norm(entity.name).replace("_", " "))
        return len(words) > 1 or _names_state(entity.name)
    word = _bare(entity.name)
    if not word:
        is_weak = _is_described(entity.name) or _is_given_often(entity.name) or _is_vague(entity.name)
        return link.country_qid is None or not is_weak
    is_told = _is_well_known(word) or any(map(_says_place, (entity.name, *entity.alt_names)))
    return standing(word) is Standing.PLACE and is_told and not _is_owned(entity.name)


def _is_slight(entity: Entity) -> bool:
    """Whether of a body that is not very well known there is but a very short name."""
    words = [word.removeprefix("ال") for word in _WORD.findall(norm(entity.name))]
    return (
        len(words) == 1
        and len(words[0]) <= _SHORT
        and entity.type != "Person"
        and words[0] not in written("short_bodies")
    )


def _is_shared(name: str) -> bool:
    """Whether newspapers or stations of several states are called so: «صحيفة النهار»."""
    words = name_key(name).split()
    return len(words) > 1 and words[0] in listed("shared_titles", "heads") and set(words[1:]) <= listed("shared_titles")


def _is_lone(entity: Entity) -> bool:
    """Whether of a person there is but one name, and one that others may bear."""
    words = _WORD.findall(norm(entity.name))
    return entity.type == "Person" and len(words) == 1 and words[0] not in written("lone_names")


def _is_another_name(entity: Entity, link: Link) -> bool:
    """Whether a name is none, or not that of the item: a piece of a longer one, that of a town's club («وست هام»), of
    something that lies in a state («بحيرة تشاد») or is only called like one («ولاية جورجيا»), or one with a word for
    provinces that their state does not use, but others who claim them («ولاية سيناء»).
    """
    words = _WORD.findall(norm(entity.name).replace("_", " "))
    if is_fragment(entity.name) or (len(words) > 1 and " ".join(words) in written("clubs")):
        return True
    is_of_state = bool(words) and words[0].removeprefix("ال") in written("not_states")
    if link.qid is not None and link.qid == link.country_qid and (is_of_state or entity.type not in _PLACES):
        return True
    return link.country_qid in _unused_heads().get("".join(words[:1]), ())


def _is_vague(name: str) -> bool:
    """Whether behind a head that tells nothing a name has several words («قطاع الفحم الحجري»)."""
    return _WORD.findall(norm(name))[0].removeprefix("ال") in written("vague_place")


def _is_given_often(name: str) -> bool:
    """Whether places in many countries are called so: after a saint («سان لورينزو»)."""
    return _WORD.findall(norm(name))[0] in written("saints")


def _is_well_known(word: str) -> bool:
    seen, _ = _table().get(norm(word), (0, 0))
    return seen >= _KNOWN


def _is_owned(name: str) -> bool:
    """Whether a word may be something of his, «في حواره»: written with ه where the town, حوارة, has ة."""
    return name.endswith("ه") and " " not in name and not name.startswith("ال")


def _may_be_vouched_for(entity: Entity, link: Link) -> bool:
    """Whether it is enough that the article names something else of the same state."""
    word = _bare(entity.name)
    if _is_another_name(entity, link) or _is_lone(entity):
        return False
    if entity.type not in _PLACES or not word:
        return True
    if standing(word) is not Standing.OTHER and not _is_owned(entity.name):
        return True
    return any(map(_says_place, (entity.name, *entity.alt_names)))


def is_fragment(name: str) -> bool:
    """Whether a name begins or ends with a word that no name does («جبل على», «على كنائس»), has a bracket
    without its other half, or is two letters of the Latin alphabet («آي بي»).
    """
    words = _WORD.findall(norm(name))
    if name.count("(") != name.count(")"):
        return True
    if words and len(words) <= _FEW_LETTERS and written("latin_letters").issuperset(words):
        return True
    if len(words) > 1 and words[0].removeprefix("ال") in written("loose") and words[-1].endswith("يه"):
        return True  # the adjective is another word's: «شركات الطيران الروسية»
    if disagrees(name):
        return True
    return bool(words) and not written("unfinished").isdisjoint((words[0], words[-1]))


def is_spelled_out(name: str) -> bool:
    """Whether a name is but a few letters of the Latin alphabet: what is no item's name is a piece of a longer one,
    «إم دي بي» of a film site and of a fund.
    """
    words = _WORD.findall(norm(name))
    return len(words) <= _FEW_LETTERS + 1 and written("latin_letters").issuperset(words)


def _names_state(word: str) -> bool:
    """Whether a word is how a state is called; «أنجيلا» is only near such a name, and «بليز» mostly somebody's."""
    seen, told = _table().get(norm(word), (0, 0))
    return norm(word) in _table() and (seen < _OFTEN or told / seen >= _NEVER_STATE)


def _bare(name: str) -> str:
    """The one word that a name is, alone or behind a head such as «مدينة»; empty if it has more."""
    words = _WORD.findall(norm(name).replace("_", " "))
    if len(words) == 2 and words[0].removeprefix("ال") in _heads() | written("vague_place"):
        words = words[1:]
    return words[0] if len(words) == 1 else ""


def _is_described(name: str) -> bool:
    """Whether behind its first word a name has only such as are said of many: «القصر الكبير», «القيادة العامة»; in
    quotation marks they are a name: «قناة "العربية"».
    """
    words = name_key(name).split()
    return len(words) > 1 and listed("epithets").issuperset(words[1:]) and not _QUOTED.search(name)


def _says_place(name: str) -> bool:
    """Whether a name has a head that tells of a town or a province: «مدينة الثورة»."""
    first, *rest = _WORD.findall(norm(name).replace("_", " ")) or [""]
    return bool(rest) and first.removeprefix("ال") in _heads() - written("vague_place")


def _country(link: Link) -> str:
    """The Wikidata id of the state that an item belongs to; a state belongs to itself."""
    return link.country_qid or link.qid or ""


@cache
def _heads() -> frozenset[str]:
    tables = read_lexicon("linking.toml")
    return frozenset(norm(word) for table in ("province", "town") for word in tables[table]["words"])


@cache
def _unused_heads() -> Mapping[str, frozenset[str]]:
    """Words for provinces, each with the Wikidata ids of states that have none so called."""
    return {norm(word): frozenset(ids) for word, ids in read_lexicon("merging.toml")["unused_heads"].items()}


@cache
def _capitals() -> frozenset[str]:
    """Capitals that stand for their governments, so that they rarely stand after a preposition."""
    return frozenset(norm(row[0]) for row in _rows("capitals.tsv"))


@cache
def _table() -> Mapping[str, tuple[int, int]]:
    """For each known name of one word how often it was seen, and how often as a place."""
    return {word: (int(seen), int(told)) for word, seen, told in _rows("place_words.tsv")}


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of names, without comments and heading."""
    lines = (data_dir() / "gazetteer" / name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    next(rows)
    yield from rows

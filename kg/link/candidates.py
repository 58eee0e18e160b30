"""Which items of the index an entity might be, and by what each was found.

By its exact folded names, by these without head nouns and epithets (مدينة الرقة → الرقة), by another head noun (الطيران
التركي → القوات الجوية التركية), by the holder of an office on the day of the article, by what a state is called without
its name, and where all that fails by consonants and near spellings. A gate of types keeps the wrong kinds out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from kg.gazetteer.index import Index, Row
from kg.gazetteer.offices import holder, possible_holders
from kg.gazetteer.variants import core
from kg.link.context import Context, forms_of_state
from kg.link.gate import fits
from kg.link.names import (
    WORTH,
    Key,
    Match,
    is_local,
    is_ordinary,
    is_part,
    is_pointer,
    is_province,
    keys_of,
    tables,
)
from kg.link.scoring import TOWNS
from kg.model import Entity
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key

__all__ = ["Finder"]

_OF_STATES = frozenset({"GovernmentBody", "MilitaryForce"})
_MIN_NEAR = 5
"""Letters of a word that may be spelled in another way: of shorter ones a letter makes another name."""


class Finder:
    """Looks entities up in one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._epithets = read_lexicon("linking.toml")["epithet_of_state"]

    def found(self, entity: Entity, context: Context) -> Iterator[tuple[Row, Match, float]]:
        """Rows that pass the gate of types, with the kind of match and what it is worth."""
        found = by_name = False
        for key in keys_of(entity):
            if by_name and key.match is Match.ALIAS and is_part(key.name, entity.name):
                continue  # what the whole name means, a part of it does not mean otherwise
            if key.match is Match.ALIAS and entity.type in TOWNS and _is_ordinary_part(key.name, entity.name):
                continue
            others = self._of_others(entity, key)
            for row, match in self._rows(key):
                if others and not others & self._words_of(row):
                    continue  # another person of the same family
                if fits(entity.type, row.type) and not _is_elsewhere(entity, row, match, context):
                    found = True
                    by_name |= match is Match.NAME
                    yield row, match, key.worth if match is key.match else WORTH[match]
        for qid, match in self._told(entity, context):
            known = self._index.by_qid(qid)
            if known is not None and fits(entity.type, known.type):
                found = True
                yield known, match, WORTH[match]
        if not found and not is_pointer(entity.name):
            yield from self._of_state(entity, context)
            yield from self._loosely(entity)

    def _of_others(self, entity: Entity, key: Key) -> frozenset[str]:
        """The given names that a person's whole name has, and a part of it that is looked up has not."""
        if entity.type != "Person" or key.match is not Match.ALIAS or not is_part(key.name, entity.name):
            return frozenset()
        rest = set(name_key(entity.name).split()) - set(name_key(key.name).split())
        return frozenset(word for word in rest if self._index.is_given_name(word))

    def _words_of(self, row: Row) -> set[str]:
        return {word for name in self._index.names_of(row) for word in name.split()}

    def _rows(self, key: Key) -> Iterator[tuple[Row, Match]]:
        yield from ((row, key.match) for row in self._index.by_name(key.name))
        yield from ((row, Match.CORE) for row in self._index.by_core(key.name))

    def _told(self, entity: Entity, context: Context) -> Iterator[tuple[str, Match]]:
        """Ids that follow from something else than the names of items."""
        for qid in entity.keys:
            # The text itself said so: قالت موسكو names Russia. A key of another class belongs to a part of the name.
            row = self._index.by_qid(qid)
            if row is not None and row.type == entity.type and _is_bare(entity):
                yield qid, Match.KEY
        for qid in self._epithets.get(entity.name, ()):
            row = self._index.by_qid(qid)
            if row is not None and not context.is_foreign(row.country):
                yield qid, Match.EPITHET
        if entity.type == "Person":
            yield from ((qid, Match.OFFICE) for qid in self._holders(entity, context.published))
        elif entity.type == "GovernmentBody":
            yield from ((qid, Match.OFFICE) for qid in self._governments(entity, context))

    def _holders(self, entity: Entity, day: str) -> Iterator[str]:
        """Who held the office that a person goes by; of an office beside a name only a holder with such a name."""
        for name in (entity.name, *entity.alt_names):
            if (qid := holder(name, day)) is not None:
                yield qid
        for qid in possible_holders(entity.role, day) if entity.role else ():
            row = self._index.by_qid(qid)
            alike = tables()["limits"]["alike"]
            if row and fuzz.token_sort_ratio(name_key(entity.name), name_key(row.label_ar)) >= alike:
                yield qid

    def _governments(self, entity: Entity, context: Context) -> Iterator[str]:
        """The government that a description meant on the day of the article, which is about its state."""
        qid = holder(entity.name, context.published)
        row = None if qid is None else self._index.by_qid(qid)
        if row is not None and not context.is_foreign(row.country):
            yield row.qid or ""

    def _of_state(self, entity: Entity, context: Context) -> Iterator[tuple[Row, Match, float]]:
        """Bodies that every state has, named without the state, in an article that is about one state."""
        qid = context.state_ids.get(context.leading or "")
        if entity.type not in _OF_STATES or qid is None or " " not in entity.name:
            return
        for form in forms_of_state().get(qid, ()):
            for key in keys_of(replace(entity, name=f"{entity.name} {form}", alt_names=())):
                for row in self._index.by_name(key.name):
                    if row.type == entity.type and row.country_qid == qid:
                        yield row, Match.OF_STATE, WORTH[Match.OF_STATE]

    def _loosely(self, entity: Entity) -> Iterator[tuple[Row, Match, float]]:
        """Rows found with a name that the text leaves incomplete or spells in another way."""
        names = [key.name for key in keys_of(entity) if key.match in {Match.NAME, Match.ALIAS}]
        names = [n for n in names if not is_part(n, entity.name) or core(entity.name) == name_key(n)]
        if entity.type == "Person":
            names = [name for name in names if " " in name]
        for name in names:
            for row in self._index.by_skeleton(name):
                if fits(entity.type, row.type):
                    yield row, Match.SKELETON, WORTH[Match.SKELETON]
        if entity.type != "Person":
            return
        for name in names:
            key = name_key(name)
            alike = {item: None for item, other in self._index.near(name, "Person") if _nearly(key, other)}
            for row in filter(None, map(self._index.by_id, alike)):
                yield row, Match.NEARLY, WORTH[Match.NEARLY]


def _is_elsewhere(entity: Entity, row: Row, match: Match, context: Context) -> bool:
    """Whether an item is of a state that the article is not about, and the entity small or of another kind; or the
    seat of the province that the entity is.
    """
    if row.type == "City" and is_province(entity.name):
        return True
    is_other = match is Match.CORE and row.type != entity.type
    return (is_local(entity.name) or is_other) and row.country is not None and context.is_foreign(row.country)


def _nearly(name: str, other: str) -> bool:
    """Whether two folded names have the same words but for one letter of a long one."""
    words, others = name.split(), other.split()
    if len(words) != len(others) or len(words) < 2:
        return False
    apart = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return len(apart) == 1 and min(map(len, apart[0])) >= _MIN_NEAR and Levenshtein.distance(*apart[0]) == 1


def _is_ordinary_part(name: str, whole: str) -> bool:
    """Whether a part of a name is an ordinary word, which no head noun of a place and no adjective of a state makes a
    name: مركزي of قطاع مركزي, but not دوما of دوما السورية.
    """
    if not (is_ordinary(name) and is_part(name, whole) and core(whole) is None):
        return False
    adjectives = {name_key(form) for forms in forms_of_state().values() for form in forms}
    return not set(name_key(whole).split()) - set(name_key(name).split()) <= adjectives


def _is_bare(entity: Entity) -> bool:
    return " " not in entity.name

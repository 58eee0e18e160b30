"""What lies in what, and who stands on whose side, among the entities of one article.

The article says some of it (مخيم الهول في الحسكة); of the rest, the index knows the country of a place, and a name may
carry its state's adjective (دوما السورية). Nothing is added that the article does not name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from kg.extract.states import StateAdjectives
from kg.gazetteer.index import Index
from kg.model import Entity
from kg.text.normalise import norm

__all__ = ["Geography"]

_STATES = frozenset({"Country"})
_WIDE = frozenset({"Country", "Region"})


@cache
def _countries() -> Mapping[str, str]:
    return dict(Index().countries())


class Geography:
    """Containers, spots and sides of the entities of an article, by id."""

    def __init__(self, entities: Iterable[Entity], states: StateAdjectives, is_a: Callable[[str, str], bool]) -> None:
        entities = tuple(entities)
        self._types = {entity.id: entity.type for entity in entities}
        self._buildings = {e.id for e in entities if is_a(e.type, "Facility")}
        self._spots = {e.id for e in entities if is_a(e.type, "Location") or e.id in self._buildings}
        named = {key: entity.id for entity in entities if entity.type in _STATES for key in entity.keys}
        told = {entity.id: entity.located_in for entity in entities}
        known = {e.id: _country(e, named, states) for e in entities if is_a(e.type, "Location")}
        self._containers = {entity.id: _chain(entity.id, told, known) for entity in entities}
        self._sides = {e.id: {e.id, *_states_of(e, states, owned=e.id in self._buildings)} for e in entities}

    def containers(self, entity: str) -> tuple[str, ...]:
        """All that an entity lies in, nearest first, the country last."""
        return self._containers.get(entity, ())

    def inside(self, one: str, other: str) -> bool:
        """Whether one entity lies in the other."""
        return other in self.containers(one)

    def is_spot(self, entity: str) -> bool:
        """Whether it is a place or a building narrower than a country or a province, where much happens at once."""
        return self._types.get(entity) not in _WIDE and entity in self._spots

    def is_building(self, entity: str) -> bool:
        """Whether it is a facility."""
        return entity in self._buildings

    def same_side(self, one: str, other: str) -> bool:
        """Whether both are one actor, or a state and its forces and buildings."""
        return bool(self._sides.get(one, {one}) & self._sides.get(other, {other}))


def _country(entity: Entity, named: Mapping[str, str], states: StateAdjectives) -> str | None:
    """The id of the state, among those that the article names, in which a place lies."""
    if entity.type in _STATES:
        return None
    known = [_countries().get(key) for key in entity.keys]
    spoken = [states.of(norm(word)) for name in (entity.name, *entity.alt_names) for word in name.split()[1:]]
    return next((named[qid] for qid in (*known, *spoken) if qid is not None and qid in named), None)


def _states_of(entity: Entity, states: StateAdjectives, *, owned: bool) -> set[str]:
    if entity.type in _STATES:
        return set(entity.keys)
    if not owned and entity.type not in {"MilitaryForce", "GovernmentBody", "Organization"}:
        return set()
    words = (norm(word) for name in (entity.name, *entity.alt_names) for word in name.split())
    return {qid for word in words if (qid := states.of(word)) is not None}


def _chain(entity: str, told: Mapping[str, tuple[str, ...]], known: Mapping[str, str | None]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    queue = list(told.get(entity, ()))
    while queue:
        current = queue.pop(0)
        if current not in found and current != entity:
            found[current] = None
            queue += told.get(current, ())
    for place in (entity, *found):
        country = known.get(place)
        if country is not None and country != entity:
            found.setdefault(country)
    return tuple(found)

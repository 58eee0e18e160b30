"""What an event's roles hold beyond what its tellings say: what its places lie in, whose an attacked building is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.extract.geography import Geography
from kg.extract.telling import Telling, unique
from kg.model import Entity
from kg.text.normalise import name_key

__all__ = ["completed"]


def completed(
    whole: Telling, entities: Iterable[Entity], geography: Geography, is_a: Callable[[str, str], bool]
) -> Telling:
    """An event's tellings together, with what its places lie in and with the owners of what is attacked.

    Roles hold only what may fill them: places are locations or facilities, participants are actors.
    """
    by_id = {entity.id: entity for entity in entities}

    def is_spot(entity: str) -> bool:
        return is_a(by_id[entity].type, "Location") or is_a(by_id[entity].type, "Facility")

    spots = [x for x in (*whole.target, *whole.place) if is_spot(x)]
    at = (*whole.place, *(c for x in spots for c in geography.containers(x)))
    owners = _owners(whole.target, by_id.values(), is_a)
    return replace(
        whole,
        target=unique(x for x in (*whole.target, *owners) if x not in whole.agent),
        participant=_participants(whole, {e.id: e.type for e in by_id.values()}, is_a),
        place=unique(x for x in at if is_spot(x)),
    )


def _participants(whole: Telling, kinds: dict[str, str], is_a: Callable[[str, str], bool]) -> tuple[str, ...]:
    """Who meets. Where persons meet each other, the states beside them are whom they stand for."""
    people = sum(kinds[x] == "Person" for x in whole.participant)
    return tuple(x for x in whole.participant if is_a(kinds[x], "Actor") and not (people > 1 and kinds[x] == "Country"))


def _owners(target: tuple[str, ...], entities: Iterable[Entity], is_a: Callable[[str, str], bool]) -> Iterator[str]:
    """Whose facility is attacked, by its name: مقر المفوضية العليا للانتخابات is the commission's."""
    by_id = {entity.id: entity for entity in entities}
    for facility in (by_id[t] for t in target if is_a(by_id[t].type, "Facility")):
        named = [f" {name_key(n)} " for n in (facility.name, *facility.alt_names)]
        found = {
            entity.id: max(len(name_key(n)) for n in (entity.name, *entity.alt_names))
            for entity in by_id.values()
            if is_a(entity.type, "Actor") and entity.type not in {"Country", "Person"} and _within(entity, named)
        }
        if found:
            yield max(found, key=lambda entity: found[entity])


def _within(entity: Entity, named: list[str]) -> bool:
    keys = (name_key(name) for name in (entity.name, *entity.alt_names))
    return any(f" {joined}{key} " in name for key in keys if " " in key for joined in ("", "ل", "لل") for name in named)

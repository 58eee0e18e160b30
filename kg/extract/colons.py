"""Who stands before a colon at the head of a sentence, and so says what follows.

الوزارة: القوات قصفت …                   a body
الأمير فلان: …                           a person with his title
وزارة الصحة في البلدة: …                 a body with its place
اليمن: غارات على …                       where it happened: a state alone says nothing
"""

from __future__ import annotations

from kg.extract.named_speakers import source_at, speaks_for_itself
from kg.extract.parties import parties_before
from kg.extract.scene import Scene
from kg.text.normalise import norm

__all__ = ["before_colon"]

_FRONT = 10
"""Words at the head of a sentence in which the colon behind a speaker stands."""
_IN = norm("في")


def before_colon(scene: Scene) -> tuple[int, str] | None:
    """The index of the colon, and the id of who stands alone before it."""
    front = range(scene.first + 1, min(scene.first + _FRONT, scene.last))
    colon = next((i for i in front if scene.norm(i) == ":"), None)
    if colon is None or source_at(scene, scene.first) is not None:
        return None
    named = scene.at(scene.first)
    if named is not None and named.entity.type == "Country" and named.last == colon:
        return None
    speaker = _body(scene, colon) or _person(scene, colon)
    return (colon, speaker) if speaker is not None else None


def _body(scene: Scene, colon: int) -> str | None:
    named = scene.at(scene.first)
    if named is None or not (scene.is_actor(named) or speaks_for_itself(named)):
        return None
    place = scene.at(named.last + 1) if scene.norm(named.last) == _IN else None
    last = place.last if place is not None and scene.is_place(place) else named.last
    return named.entity.id if last == colon else None


def _person(scene: Scene, colon: int) -> str | None:
    party = parties_before(scene, colon, scene.first)
    return party.ids[0] if party is not None and party.people and party.first == scene.first else None

"""Who speaks for whom: a spokesman by name and his body are one voice, so are a title's state and its body below.

أكدت المتحدثة باسم الوزارة فلانة …، وقالت الوزارة …        the Ministry, not both
روسيا تعلن …، أعلنت وزارة الدفاع الروسية …                 the Ministry, not Russia

Words are data: ``kg/data/lexicon/claims.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.circumstances import folded
from kg.extract.cue import Cue
from kg.extract.named_speakers import called
from kg.extract.parties import parties_at, parties_before
from kg.extract.scene import Scene
from kg.extract.states import StateAdjectives
from kg.model import Entity
from kg.text.normalise import norm

__all__ = ["bodies", "one_voice"]

_BODIES = frozenset({"GovernmentBody", "MilitaryForce"})
_REACH = 6
"""Words from «spokesman» to the body that he speaks for."""


def bodies(scenes: Sequence[Scene]) -> Mapping[str, str]:
    """The body that each spokesman by name speaks for."""
    return {person: body for number in range(len(scenes)) for person, body in _spokesmen(scenes[: number + 1])}


def one_voice(cues: Sequence[Cue], scenes: Sequence[Scene]) -> list[Cue]:
    """The cues about an event without those of spokesmen whose body speaks of it, too."""
    if len({cue.claimant for cue in cues if cue.claimant}) < 2:
        return list(cues)
    own = (cue for cue in cues if cue.claimant and not _through_a_spokesman(scenes[cue.sentence], cue))
    speaks = {(cue.claimant, cue.stance) for cue in own}
    body, short = bodies(scenes), _shortened(cues, scenes)
    return [c for c in cues if (body.get(c.claimant or ""), c.stance) not in speaks and c.claimant not in short]


def _shortened(cues: Sequence[Cue], scenes: Sequence[Scene]) -> frozenset[str]:
    """The states that speak in a title alone, where a body of theirs speaks below."""
    entities = {f.entity.id: f.entity for scene in scenes for f in scene.fillers}
    below = {c.claimant for c in cues if c.claimant and not scenes[c.sentence].sentence.is_title}
    bodies_below = (entities[who] for who in below if who in entities and entities[who].type in _BODIES)
    states = {state for entity in bodies_below for state in _states_of(entity.name)}
    titles = {c.claimant for c in cues if c.claimant} - below
    return frozenset(who for who in titles if who in entities and _is_state(entities[who], states))


def _states_of(name: str) -> Iterator[str]:
    """The states whose adjectives stand in a name."""
    adjectives = StateAdjectives.load()
    return (state for word in norm(name).split() if (state := adjectives.of(word)) is not None)


def _is_state(entity: Entity, states: set[str]) -> bool:
    return entity.type == "Country" and not states.isdisjoint(entity.keys)


def _spokesmen(told: Sequence[Scene]) -> Iterator[tuple[str, str]]:
    scene = told[-1]
    people = {f.entity.id for f in scene.fillers if f.entity.type == "Person"}
    for index in range(scene.first, scene.last):
        if not scene.bares(index) & folded("claims.toml", "anonymous", "spokesmen"):
            continue
        party = parties_at(scene, index) or parties_before(scene, index, scene.first)
        body = _body(told, index)
        if body is not None and party is not None and party.ids[0] in people:
            yield party.ids[0], body


def _body(told: Sequence[Scene], spokesman: int) -> str | None:
    """The body by name behind «spokesman», or the one that a noun takes up: الناطق باسم الوزارة."""
    scene = told[-1]
    for index in range(spokesman + 1, min(spokesman + 1 + _REACH, scene.last)):
        named = scene.at(index)
        if named is not None:
            return named.entity.id if scene.is_actor(named) and named.entity.type != "Person" else None
        if scene.words[index].plain.article and (body := called(scene.bare(index), told, spokesman)) is not None:
            return body
    return None


def _through_a_spokesman(scene: Scene, cue: Cue) -> bool:
    """Whether a body's words are those of a spokesman whom the sentence leaves without a name."""
    spokesmen = folded("claims.toml", "anonymous", "spokesmen")
    return any(scene.bares(i) & spokesmen for i in range(cue.word - _REACH, cue.word + _REACH))

"""The events of an article beside its sentences and entities: what a decision over the whole article looks at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from kg.extract.circumstances import folded
from kg.extract.cue import Cue
from kg.extract.event_coreference import Gathered
from kg.extract.origins import is_origin
from kg.extract.reading import Reading
from kg.extract.roles import ROLES, Scores
from kg.extract.scene import Filler, Scene
from kg.extract.telling import Telling
from kg.model import Entity, Stance
from kg.ontology.schema import Schema
from kg.text.normalise import name_key

__all__ = ["Joined", "Surroundings"]

_TWO_SIDED = frozenset({"Negotiation", "Summit"})
_SIDES = 2


@dataclass(frozen=True)
class Joined:
    """An event: all that is told of it, the tellings one by one, and the cues about it."""

    whole: Telling
    group: Gathered
    cues: Sequence[Cue]

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The sentences that tell it, in order."""
        return tuple(sorted({t.sentence for t in self.group.tellings}))


@dataclass(frozen=True)
class Surroundings:
    """The events of an article beside its sentences and entities.

    `is_a` tells whether a class lies below another one in the ontology.
    """

    events: Sequence[Joined]
    reading: Reading
    is_a: Callable[[str, str], bool]

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """The sentences, in order."""
        return tuple(proposal.scene for proposal in self.reading.proposals)

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.reading.entities}

    @cached_property
    def scores(self) -> Mapping[tuple[str, int, int], Scores]:
        """What the role model says of the mentions of a sentence, by family, sentence and anchor of its telling."""
        told = (t.telling for t in self.reading.tellings)
        return {(t.family, t.sentence, t.anchor): s for t, s in zip(told, self.reading.scores, strict=True)}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[tuple[int, Filler], ...]]:
        """The mentions of each entity with the numbers of their sentences."""
        found: dict[str, list[tuple[int, Filler]]] = defaultdict(list)
        for scene in self.scenes:
            for filler in scene.fillers:
                found[filler.entity.id].append((scene.number, filler))
        return {entity: tuple(where) for entity, where in found.items()}

    @cached_property
    def roles(self) -> Mapping[tuple[str, str], int]:
        """In how many events an entity has a role."""
        return Counter((x, r) for e in self.events for r in ROLES[e.whole.family] for x in getattr(e.whole, r))

    @cached_property
    def salience(self) -> Mapping[str, int]:
        """The entities' numbers in the order of how often they are named."""
        order = sorted(self.mentions, key=lambda x: (-len(self.mentions[x]), self.mentions[x][0][0]))
        return {entity: number for number, entity in enumerate(order)}

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Who says something."""
        return frozenset(c.claimant for p in self.reading.proposals for c in p.cues if c.claimant)

    def chance(self, event: Joined, entity: str, role: str) -> float:
        """The highest probability that the role model gives an entity in a sentence that tells the event."""
        return self._chances.get((id(event), entity, role), 0.0)

    def chance_beside(self, event: Joined, entity: str, role: str) -> float:
        """The highest probability that it gives any other entity."""
        return next((value for value, x in self._highest.get((id(event), role), ()) if x != entity), 0.0)

    @cached_property
    def _highest(self) -> Mapping[tuple[int, str], Sequence[tuple[float, str]]]:
        """The two likeliest entities of each role of each event, the first first."""
        found: dict[tuple[int, str], list[tuple[float, str]]] = defaultdict(list)
        for (event, entity, role), value in self._chances.items():
            found[event, role].append((value, entity))
        return {key: nlargest(2, values) for key, values in found.items()}

    @cached_property
    def _chances(self) -> Mapping[tuple[int, str, str], float]:
        best: dict[tuple[int, str, str], float] = {}
        for event in self.events:
            for t in event.group.tellings:
                scored = self.scores.get((t.family, t.sentence, t.anchor), ())
                for filler, scores in zip(self.scenes[t.sentence].fillers, scored, strict=False):
                    for role, value in scores.items():
                        key = id(event), filler.entity.id, role
                        best[key] = max(best.get(key, 0.0), value)
        return best

    def numbers(self, number: int) -> frozenset[int]:
        """The numbers, among all tellings of the article, of those of an event."""
        mine = {(t.family, t.sentence, t.anchor) for t in self.events[number].group.tellings}
        told = enumerate(t.telling for t in self.reading.tellings)
        return frozenset(n for n, t in told if (t.family, t.sentence, t.anchor) in mine)

    def candidates(self, number: int) -> Iterator[str]:
        """The entities that may fill a role of an event, by what they are."""
        given = {x for r in ROLES[self.events[number].whole.family] for x in getattr(self.events[number].whole, r)}
        yield from (x for x in self.entities if x in given or x in self.mentions)

    @cached_property
    def _read(self) -> Mapping[tuple[str, int, int], Telling]:
        """The tellings as the rules read them, by family, sentence and anchor."""
        return {(t.family, t.sentence, t.anchor): t for p in self.reading.proposals for t in p.tellings}

    def may_meet(self, number: int, entity: str) -> bool:
        """Whether an entity may meet beside those whom grammar names.

        Talks and summits have two sides; others may attend a meeting, but nobody whom its sentences don't name.
        """
        event = self.events[number]
        parties = self._parties(event.group.tellings)
        if entity not in parties and entity in self._parties(self._told_apart(event)):
            return False
        here = any(sentence in event.sentences for sentence, _ in self.mentions.get(entity, ()))
        return not parties or (here and (event.whole.type not in _TWO_SIDED or len(parties) < _SIDES))

    def _parties(self, tellings: Iterable[Telling]) -> frozenset[str]:
        """Whom grammar names as those who meet."""
        read = (self._read.get((t.family, t.sentence, t.anchor)) for t in tellings)
        return frozenset(party for telling in read if telling is not None for party in telling.participant)

    def _told_apart(self, event: Joined) -> Iterator[Telling]:
        """What the sentences of an event tell of others as apart from it."""
        others = (t for other in self.events if other is not event for t in other.group.tellings)
        return (t for t in others if t.apart and t.sentence in event.sentences)

    def may_have(self, number: int, entity: str, role: str) -> bool:
        """Whether an entity may have a role in an event.

        By what it is: only places and buildings hold an event, and air defences attack nobody. By what is said of it:
        from where rockets are fired is not attacked. By what it says: who denies an attack has not carried it out,
        unless grammar says so.
        """
        kind, event = self.entities[entity].type, self.events[number]
        if role == "agent":
            denies = any(cue.claimant == entity and cue.stance is Stance.DENIES for cue in event.cues)
            return not self.wards_off(entity) and (entity in event.whole.agent or not denies)
        if role == "place" and event.whole.family == "Attack" and self._is_origin(event, entity):
            return False
        return any(self.is_a(kind, fitting) for fitting in Schema.load().range(role))

    def _is_origin(self, event: Joined, entity: str) -> bool:
        """Whether the sentences that tell an event name a place only as that from which something was launched."""
        here = [(s, filler) for s, filler in self.mentions.get(entity, ()) if s in event.sentences]
        outer = [(s, filler) for s, filler in here if self.scenes[s].is_outer(filler)]
        return bool(outer) and all(is_origin(self.scenes[s], filler) for s, filler in outer)

    def wards_off(self, entity: str) -> bool:
        """Whether an entity is there to ward off attacks: الدفاعات الجوية."""
        first, *_ = name_key(self.entities[entity].name).split() or [""]
        return first in folded("attack.toml", "defence", "heads")

    def may_join(self, number: int, entity: str) -> bool:
        """Whether an entity stands where an event may be told of: not in a clause or a sentence of other ones alone."""
        event = self.events[number]
        others = {s for other in self.events if other is not event for s in other.sentences}

        def is_free(sentence: int, filler: Filler) -> bool:
            clauses = [t.clause for t in event.group.tellings if t.sentence == sentence]
            inside = any(clause is None or clause[0] <= filler.first < clause[1] for clause in clauses)
            return inside if clauses else sentence not in others

        return any(is_free(sentence, filler) for sentence, filler in self.mentions.get(entity, ()))

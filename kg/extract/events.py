"""Events and claims of an article: each sentence's tellings, joined, completed and attributed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import repeat
from typing import TYPE_CHECKING

from kg.extract.asking import asked_of
from kg.extract.attack import AttackReader
from kg.extract.attribution import Told
from kg.extract.circumstances import folded
from kg.extract.claims import cues_of
from kg.extract.completion import completed
from kg.extract.date_inheritance import with_inherited_days
from kg.extract.diplomacy import DiplomacyReader
from kg.extract.event_claims import attributed, claims_from, cues_of_event, without_deniers
from kg.extract.event_coreference import Gathered
from kg.extract.event_features import InContext
from kg.extract.event_model import in_context
from kg.extract.geography import Geography
from kg.extract.lexicon import bare
from kg.extract.models import EventModels
from kg.extract.reading import Proposal, Reading, facts_of
from kg.extract.roles import Scores
from kg.extract.scene import scenes_of
from kg.extract.states import StateAdjectives
from kg.extract.surroundings import Joined, Surroundings
from kg.extract.telling import Telling, unique
from kg.extract.voice import Voice
from kg.extract.words import Word
from kg.model import Claim, Document, Entity, Event, Mention, Modality
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key

if TYPE_CHECKING:
    from kg.extract.event_reader import EventLogits, EventReader

__all__ = ["EventExtractor"]

_BY = "khabar-events/1"


class EventExtractor:
    """Reads the events of a document whose entities are known.

    `is_a` tells whether a class lies below another one in the ontology.
    """

    def __init__(
        self,
        states: StateAdjectives,
        is_a: Callable[[str, str], bool],
        models: EventModels | None = None,
        reader: EventReader | None = None,
    ) -> None:
        """`models`: others than the shipped ones; `reader`: a second voice beside them."""
        self._states, self.is_a = states, is_a
        self._attacks, self._meetings = AttackReader(states), DiplomacyReader()
        self.models, self._reader = models or EventModels.load(), reader

    def with_models(self, models: EventModels) -> EventExtractor:
        """The same with other models; what training needs."""
        return EventExtractor(self._states, self.is_a, models, self._reader)

    def proposals(
        self, document: Document, words: tuple[Word, ...], entities: tuple[Entity, ...]
    ) -> Iterator[Proposal]:
        """The tellings as the rules read them, sentence by sentence; what the role model is trained on."""
        states = {key: entity.id for entity in entities if entity.type == "Country" for key in entity.keys}
        scenes = scenes_of(document, words, entities, self.is_a)
        readers = (self._attacks, self._meetings)
        told = [[_with_states(t, states) for reader in readers for t in reader.read(scene)] for scene in scenes]
        # Who speaks matters only where something is told.
        said = cues_of(scenes) if any(told) else repeat((), len(scenes))
        for scene, tellings, cues in zip(scenes, told, said, strict=True):
            yield Proposal(scene, tuple(tellings), cues)

    def reading(self, document: Document, words: tuple[Word, ...], entities: tuple[Entity, ...]) -> Reading:
        """The tellings with the roles that the model gives; what the event model is trained on."""
        proposals = tuple(self.proposals(document, words, entities))
        facts = facts_of(proposals)
        told = [(p, t, self.models.roles.scores(p.scene, t, p.cues, facts)) for p in proposals for t in p.tellings]
        tellings = ((p.scene, self._with_roles(p, t, scores), p.cues) for p, t, scores in told)
        geography = Geography(entities, self._states, self.is_a)
        contexts = tuple(in_context(tellings))
        return Reading(
            proposals,
            contexts,
            tuple(scores for _, _, scores in told),
            entities,
            geography,
            frozenset(_states(entities)),
            self._logits(document, proposals, contexts),
        )

    def _logits(
        self, document: Document, proposals: Sequence[Proposal], told: Sequence[InContext]
    ) -> EventLogits | None:
        if self._reader is None or not told:
            return None
        return self._reader.read(document, asked_of([p.scene for p in proposals], [t.telling for t in told]))

    def told(self, reading: Reading) -> Told:
        """The events in order of first mention, before they are completed, and all cues of saying."""
        gathered = self.models.events.events(
            reading.tellings, reading.geography, reading.states, Voice(reading, self.models.weighing)
        )
        groups = sorted(gathered, key=lambda g: min(b for b, _ in g.merged.triggers))
        bodies = frozenset(e.id for e in reading.entities if self.is_a(e.type, "InternationalOrganization"))
        return Told(
            tuple(p.scene for p in reading.proposals),
            tuple(g for g in with_inherited_days(groups, reading) if _is_event(g.merged, g, bodies)),
            tuple(cue for proposal in reading.proposals for cue in proposal.cues),
        )

    def extract(
        self, document: Document, words: tuple[Word, ...], entities: tuple[Entity, ...]
    ) -> tuple[tuple[Event, ...], tuple[Claim, ...]]:
        """The events in order of first mention, and the claims about them."""
        if _is_elsewhere(document):
            return (), ()
        reading = self.reading(document, words, entities)
        events: list[Event] = []
        claims: list[Claim] = []
        gathered = tuple(self.gathered(reading))
        seen, voice = Surroundings(gathered, reading, self.is_a), Voice(reading, self.models.weighing)
        for number, event in enumerate(gathered):
            decided = self.models.fillers.decided(seen, number, voice)
            whole = _without_owners(decided, reading.entities)
            events.append(_event(f"v{number + 1}", whole, event.group, document))
            claims += claims_from(list(event.cues), f"v{number + 1}", len(claims), _BY)
        return tuple(events), tuple(claims)

    def gathered(self, reading: Reading) -> Iterator[Joined]:
        """The events in order of first mention, roles as their tellings give them; what the fillers are trained on."""
        told = self.told(reading)
        for group in told.groups:
            about = cues_of_event(told, group)
            own = _without_owners(group.merged, reading.entities)
            whole = attributed(without_deniers(own, group, about), about)
            yield Joined(completed(whole, reading.entities, reading.geography, self.is_a), group, about)

    def _with_roles(self, proposal: Proposal, telling: Telling, scores: Scores) -> Telling:
        """A telling with the roles that the model gives; who meets is guessed only where rules read nobody."""
        if telling.family == "DiplomaticMeeting" and (telling.participant or telling.anaphoric):
            return telling
        return self.models.roles.assign(proposal.scene, telling, proposal.cues, scores)


def _is_elsewhere(document: Document) -> bool:
    """Whether an article is of a world where attacks and summits are games: sport."""
    words = {bare(token.norm) for token in document.tokens}
    return any(
        len(words & folded("domains.toml", domain)) >= read_lexicon("domains.toml")[domain]["distinct"]
        for domain in read_lexicon("domains.toml")
    )


def _with_states(telling: Telling, states: Mapping[str, str]) -> Telling:
    """Arguments that are a state's Wikidata id become that state's entity, if the article names it."""

    def known(ids: tuple[str, ...]) -> tuple[str, ...]:
        found = (states.get(i, i) for i in ids)
        return unique(i for i in found if not i.startswith("Q"))

    return replace(
        telling,
        agent=known(telling.agent),
        participant=known(telling.participant),
        place=known(telling.place),
        sure=known(telling.sure),
    )


def _states(entities: Iterable[Entity]) -> Iterator[str]:
    return (entity.id for entity in entities if entity.type == "Country")


def _is_event(whole: Telling, group: Gathered, bodies: frozenset[str]) -> bool:
    """Whether enough is known of an event to be told: of most meetings two of who and where, of others one alone.

    `bodies` are the ids of bodies of states, which meet by themselves: اجتماع لمجلس الأمن.
    """
    if whole.family == "DiplomaticMeeting":
        alone = (
            whole.type in {"Summit", "Negotiation", "Visit"}
            or any(t.hosted for t in group.tellings)
            or not bodies.isdisjoint(whole.participant)
        )
        return len(whole.participant) + len(whole.place) >= (1 if alone else 2)
    return whole.grounded and not all(t.anaphoric for t in group.tellings)


def _event(event_id: str, whole: Telling, group: Gathered, document: Document) -> Event:
    sentences = sorted({t.sentence for t in group.tellings})
    spans = [(document.sentences[n].begin, document.sentences[n].end) for n in sentences]
    mentions = sorted({*whole.triggers, *spans}, key=lambda span: (span[0], -span[1]))
    return Event(
        id=event_id,
        type=whole.type,
        mentions=tuple(Mention(begin, end, _BY) for begin, end in mentions),
        agent=whole.agent,
        target=whole.target,
        participant=whole.participant,
        place=whole.place,
        date=whole.date,
        date_text=whole.date_text,
        weapon=whole.weapon,
        topic=whole.topic,
        killed=whole.killed if whole.modality is Modality.ACTUAL else None,
        injured=whole.injured if whole.modality is Modality.ACTUAL else None,
        modality=whole.modality,
    )


def _without_owners(whole: Telling, entities: Iterable[Entity]) -> Telling:
    """Nobody attacks what carries his own name: القاعدة العسكرية لقوات الاحتلال was not attacked by these forces."""
    names = {entity.id: {name_key(n) for n in (entity.name, *entity.alt_names)} for entity in entities}
    attacked = [f" {name} " for target in whole.target for name in names[target]]

    def owns(agent: str) -> bool:
        forms = [f" {joined}{name} " for name in names[agent] if " " in name for joined in ("", "ل", "لل")]
        return any(form in target for form in forms for target in attacked)

    return replace(whole, agent=tuple(agent for agent in whole.agent if not owns(agent)))

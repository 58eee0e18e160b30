"""Verbs whose object is the meeting itself, and who does what they say: أجرى وزير الخارجية … مباحثات.

Words are data: ``kg/data/lexicon/diplomacy.toml``.
"""

from __future__ import annotations

from functools import cache

from kg.extract.circumstances import folded
from kg.extract.finite_verbs import finite_verb, particles
from kg.extract.meeting_triggers import MeetingTrigger
from kg.extract.parties import Parties, parties_at, parties_before
from kg.extract.scene import Scene
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon

__all__ = ["is_governed", "is_light", "light_verb", "subject_before", "subject_of_light"]

_REACH = 30
"""Words between a verb and the meeting that is its object."""
_SHORT = 3
"""Letters of a past that may as well be a noun: عقد."""


def light_verb(scene: Scene, trigger: MeetingTrigger, first: int) -> int | None:
    """The verb whose object a meeting is: أجرى … مباحثات، يقوم بزيارة. The clause begins at `first`."""
    if trigger.verb:
        return None
    reach = range(trigger.first - 1, max(first, trigger.first - _REACH) - 1, -1)
    light = (at for at in reach if scene.over(at) is None and is_light(scene, at))
    return next((at for at in light if not _is_noun(scene, at, first)), None)


def is_light(scene: Scene, at: int) -> bool:
    """Whether a word is such a verb."""
    return _light().of(scene.words[at]) is not None


@cache
def _light() -> VerbTable:
    return VerbTable(read_lexicon("diplomacy.toml")["light"]["words"])


def _is_noun(scene: Scene, at: int, first: int) -> bool:
    """Whether what may be a short past is the noun, since the clause has its verb: نفت الرئاسة عقد أي لقاء."""
    short = len(scene.norm(at)) <= _SHORT and finite_verb(scene, at) is None
    return short and any(finite_verb(scene, i) is not None for i in range(first, at))


def subject_of_light(scene: Scene, trigger: MeetingTrigger, light: int, first: int) -> Parties | None:
    """Who does what a light verb says: the party after it, else the one before it."""
    for start in range(light + 1, trigger.first):
        if is_governed(scene, start):
            continue
        after = parties_at(scene, start)
        if after is not None and after.last <= trigger.first:
            return _with_object(scene, after, trigger.first)
    return subject_before(scene, light, first)


def subject_before(scene: Scene, verb: int, first: int) -> Parties | None:
    """The party before a verb, or before the relative pronoun that it follows."""
    return parties_before(scene, verb - int(scene.norm(verb - 1) in particles("relative", "pronouns")), first)


def is_governed(scene: Scene, at: int) -> bool:
    """Whether a preposition stands before a word: what follows it neither meets nor is met."""
    return scene.norm(at - 1) in folded("diplomacy.toml", "clause", "prepositions")


def _with_object(scene: Scene, subject: Parties, limit: int) -> Parties:
    """The subject, and whom it hosts: يستضيف الرئيس التركي نظيريه الروسي والإيراني في قمة."""
    for at in range(subject.last, limit):
        guests = None if is_governed(scene, at) else parties_at(scene, at)
        if guests is not None and guests.last <= limit:
            return Parties((*subject.ids, *guests.ids), subject.first, guests.last, people=True)
    return subject

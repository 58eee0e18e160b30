"""What is claimed of an event: who asserts it, who denies it, and whom claims make its agent.

Denials are read from cues of saying (`kg.extract.claims`) and from the negation of what tells the event. Where no
telling names an agent, who takes responsibility for an attack is its agent, else who is accused of it.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.attribution import Told
from kg.extract.cue import Cue
from kg.extract.event_coreference import Gathered
from kg.extract.modality import is_negation
from kg.extract.scene import Scene
from kg.extract.spokesmen import one_voice
from kg.extract.telling import Telling
from kg.model import Claim, Mention, Stance

__all__ = ["attributed", "claims_from", "cues_of_event", "without_deniers"]


def cues_of_event(told: Told, group: Gathered) -> list[Cue]:
    """The cues about an event, with those that stand for the article's own voice, each with its stance."""
    about = _negated(told, group, one_voice(told.cues_about(group), told.scenes))
    return about + _own_voice(group, about)


def _negated(told: Told, group: Gathered, cues: list[Cue]) -> list[Cue]:
    """The cues about an event: who says that it did not happen denies it, else the article itself."""
    happened = {t.sentence for t in group.tellings if not t.negated}
    denying = {t.sentence for t in group.tellings if t.negated} - happened
    turned = [replace(c, stance=Stance.DENIES) if c.sentence in denying else c for c in cues]
    said = {cue.sentence for cue in turned if cue.stance is Stance.DENIES}
    own = [t for t in group.tellings if t.sentence in denying - said and not t.anaphoric]
    return turned + [_particle(told.scenes[t.sentence], t) for t in own[:1]]


def _particle(scene: Scene, telling: Telling) -> Cue:
    """The denial that a particle before a verb is: لم يلتق."""
    after = range(telling.anchor - 1, scene.last)
    index = next((i for i in after if is_negation(scene, i)), telling.anchor)
    token = scene.words[index].token
    return Cue(telling.sentence, token.begin, token.end, index, Stance.DENIES, claimant=None, takes=False, accused=None)


def _own_voice(group: Gathered, cues: list[Cue]) -> list[Cue]:
    """An assertion without claimant, where the article itself tells what it also reports a denial of."""
    if not any(cue.stance is Stance.DENIES for cue in cues):
        return []
    claimed = {cue.sentence for cue in cues}
    own = [t for t in group.tellings if t.sentence not in claimed and not t.negated and not t.anaphoric]
    return [
        Cue(t.sentence, *t.triggers[0], t.anchor, Stance.ASSERTS, claimant=None, takes=False, accused=None)
        for t in own[:1]
    ]


def attributed(whole: Telling, cues: list[Cue]) -> Telling:
    """An event with the agent by responsibility claims and accusations, where it has none."""
    if whole.family != "Attack" or whole.agent:
        return whole
    # To deny a responsibility is not to take it.
    taken = [cue.claimant for cue in cues if cue.takes and cue.claimant and cue.stance is Stance.ASSERTS]
    accused = [cue.accused for cue in cues if cue.accused]
    agent = (taken or accused)[:1]
    return replace(whole, agent=tuple(agent), target=tuple(t for t in whole.target if t not in agent))


def without_deniers(whole: Telling, group: Gathered, cues: list[Cue]) -> Telling:
    """An event without the agents that deny it, unless another sentence says so: نفت حركة … أي صلة بالهجوم."""
    denials = {(cue.claimant, cue.sentence) for cue in cues if cue.stance is Stance.DENIES}
    deniers = {claimant for claimant, _ in denials}
    accused = {cue.accused for cue in cues}

    def told_elsewhere(agent: str) -> bool:
        return any(agent in t.agent and (agent, t.sentence) not in denials for t in group.tellings)

    kept = (a for a in whole.agent if a not in deniers or a in accused or told_elsewhere(a))
    return replace(whole, agent=tuple(kept))


def claims_from(cues: list[Cue], event: str, offset: int, by: str) -> list[Claim]:
    """One claim a claimant and stance, numbered from `offset`; the first cue stands for it, as read by `by`."""
    kept: dict[tuple[str | None, Stance], Cue] = {}
    for cue in cues:
        kept.setdefault((cue.claimant, cue.stance), cue)
    return [
        Claim(
            id=f"c{offset + number}",
            about=event,
            stance=cue.stance,
            cue=Mention(cue.begin, cue.end, by),
            claimant=cue.claimant,
        )
        for number, cue in enumerate(kept.values(), start=1)
    ]

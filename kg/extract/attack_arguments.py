"""Who attacks whom, by the grammar of the words that tell it: genitives, objects, prepositions, the hand that is named.

Words are data: ``kg/data/lexicon/attack.toml``.
"""

from __future__ import annotations

from itertools import islice

from kg.extract.attack_parties import (
    ambushed,
    coordinated,
    doer_by,
    escaped,
    object_of,
    onto,
    sides,
    sufferer,
    supporters,
    victims,
)
from kg.extract.attack_subject import (
    Actor,
    adjective_of,
    clause_sayer,
    owner_of_own,
    speaker,
    subject,
    with_coordinated,
)
from kg.extract.attack_triggers import Trigger, phrases_of, verbs_of
from kg.extract.circumstances import folded
from kg.extract.scene import Filler, Scene
from kg.extract.states import StateAdjectives

__all__ = ["Arguments", "carrying", "stands_behind"]

_CARRIED = 14
"""Words from a verb of carrying out to the attack: its subject with all that is told of that stands between them."""
_CARRYING = 8
"""Words between a verb and the noun that it carries out, a subject between them."""
_REACH = 8
"""Words over which an argument may stand from its trigger."""


class Arguments:
    """Reads agents and targets of the triggers that tell one attack."""

    def __init__(self, states: StateAdjectives) -> None:
        self._states = states

    def of(
        self, scene: Scene, group: list[Trigger], clause: tuple[int, int], kind: str
    ) -> tuple[list[Actor], list[Filler]]:
        """The agents, as mentions or Wikidata ids of states, and the targets."""
        if kind == "ArmedClash" and (two := sides(scene, group, clause)):
            # Two states are no place of their clash.
            return (list(two), []) if scene.is_place(two[-1]) else (list(two[:1]), two[1:])
        agents: list[Actor] = []
        targets: list[Filler] = []
        for number, trigger in enumerate(group):
            a, t = self._of(scene, trigger, group[:number], clause)
            agents += a
            targets += t
        if agents:
            agents += supporters(scene, clause, self._states)
        targets += victims(scene, clause)
        # What stands behind the clause belongs to the next attack.
        inside = [f for f in targets if f.first < clause[1]]
        return [a for a in agents if isinstance(a, str) or a.first < clause[1]], inside

    def _of(
        self, scene: Scene, trigger: Trigger, before: list[Trigger], clause: tuple[int, int]
    ) -> tuple[list[Actor], list[Filler]]:
        match trigger.how:
            case "noun":
                return self._of_noun(scene, trigger, clause)
            case "verb":
                return self._of_verb(scene, trigger, before)
            case "suffer":
                return [], sufferer(scene, trigger)
            case "kill" if trigger.weak:
                return list(doer_by(scene, trigger.last, self._states)), []
            case "kill":
                hand = list(doer_by(scene, trigger.last, self._states))
                return (hand, []) if hand else self._of_killer(scene, trigger)
        shot = scene.norm(trigger.first).startswith(("سقط", "انفجر", "اعترض"))
        agents = [] if shot else subject(scene, trigger.first, scene.last, self._states)
        return agents + doer_by(scene, trigger.last, self._states), list(onto(scene, trigger.last))

    def sure(self, scene: Scene, group: list[Trigger], clause: tuple[int, int]) -> list[Actor]:
        """The agents that grammar leaves no doubt of: who carries out what a noun names, whose hand, whose forces."""
        found: list[Actor] = []
        for trigger in group:
            found += doer_by(scene, trigger.last, self._states)
            verb = trigger.first if trigger.how == "verb" else _before_names(scene, trigger.first)
            if trigger.how == "verb" or _is_finite(scene, verb):
                found += owner_of_own(scene, verb, self._states)
            if trigger.how == "noun" and _is_finite(scene, verb):
                found += subject(scene, verb, trigger.first, self._states, light=True)
        return [actor for actor in found if isinstance(actor, str) or actor.first < clause[1]]

    # --- nouns -----------------------------------------------------------------------------------------------------

    def _of_noun(self, scene: Scene, trigger: Trigger, clause: tuple[int, int]) -> tuple[list[Actor], list[Filler]]:
        agents: list[Actor] = []
        targets: list[Filler] = []
        index = self._qualities(scene, trigger.last, agents)
        filler = scene.at(index)
        if filler is not None and not filler.joined and index == trigger.last and trigger.genitive != "none":
            (agents if self._acts(scene, filler, trigger) else targets).append(filler)
        elif filler is not None and filler.joined == "ل":
            # غارات للتحالف; but تدمير لمقر، كمين للجيش: of what is done to something, ل leads to it.
            (targets if trigger.genitive == "target" or trigger.type == "Ambush" else agents).append(filler)
        elif filler is None and trigger.type == "Ambush" and index == trigger.last:
            targets += ambushed(scene, index)
        elif trigger.genitive in {"target", "either"} and filler is None:
            found = object_of(scene, trigger.last)
            targets += coordinated(scene, found) if found is not None else []
        agents += doer_by(scene, trigger.last, self._states)
        if not agents:
            agents += self._carrier(scene, trigger, clause)
        targets += onto(scene, trigger.last)
        return agents, targets or escaped(scene, trigger)

    def _qualities(self, scene: Scene, index: int, agents: list[Actor]) -> int:
        """The word behind a noun's adjectives; that of a state is an agent: غارات جوية إسرائيلية."""
        start = index
        while index < min(scene.last, start + 4) and scene.at(index) is None:
            state = adjective_of(scene, index, self._states)
            if state is not None:
                agents.append(state)
            elif not scene.words[index].is_word or not _is_adjective(scene, index):
                break
            index += 1
        return index

    def _acts(self, scene: Scene, filler: Filler, trigger: Trigger) -> bool:
        """Whether the genitive of an attack noun attacks: غارات التحالف; not ضربة سوريا, قصف المدينة."""
        if scene.is_facility(filler) or (scene.is_place(filler) and filler.entity.type != "Country"):
            return False
        followed = object_of(scene, filler.last) is not None or any(True for _ in onto(scene, filler.last))
        if filler.entity.type == "Country":
            return followed and scene.norm(filler.last) != "في"
        if trigger.genitive == "agent":
            return True
        force = scene.is_a(filler.entity.type, "MilitaryForce") or scene.is_a(filler.entity.type, "ArmedGroup")
        return force and (trigger.genitive == "either" or followed)

    def _carrier(self, scene: Scene, trigger: Trigger, clause: tuple[int, int]) -> list[Actor]:
        """The subject of شن، نفذ … whose object is the attack noun, or of شن as a noun: اتهم … بشن هجوم."""
        carriers = folded("attack.toml", "carrier", "nouns")
        if stands_behind(scene, trigger.first):
            return list(islice((f for f in scene.before(trigger.first - 1, 1) if scene.is_actor(f)), 1))
        for index in range(trigger.first - 1, max(scene.first, trigger.first - _CARRIED) - 1, -1):
            bares = scene.bares(index)
            if _leads_elsewhere(scene, index, trigger):
                return []
            if bares & folded("attack.toml", "carrier", "responsible") and (said := speaker(scene, index)):
                return list(said)
            if bares & carriers and not _is_finite(scene, index):
                owned = scene.at(index + 1)
                if owned is not None and scene.is_actor(owned) and not owned.joined:
                    return list(with_coordinated(scene, owned))
                before = [
                    f
                    for f in scene.before(index, 6)
                    if scene.is_actor(f) and f.first >= clause[0] and scene.is_outer(f)
                ]
                return list(before[:1])
            if verbs_of("answer").of(scene.words[index]) is not None and scene.norm(trigger.first).startswith("ب"):
                # ردت إيران على … بقصف
                return subject(scene, index, trigger.first, self._states, light=True)
            if any(verbs_of("carry", key).of(scene.words[index]) is not None for key in ("words", "controls")):
                return subject(scene, index, trigger.first, self._states, light=True)
        return []

    # --- verbs -----------------------------------------------------------------------------------------------------

    def _of_verb(self, scene: Scene, trigger: Trigger, before: list[Trigger]) -> tuple[list[Actor], list[Filler]]:
        told_by_noun = any(t.how == "noun" and trigger.first - t.last < _REACH for t in before)
        doer: list[Actor] = []
        if trigger.we:
            doer += clause_sayer(scene, trigger.first)
        elif not told_by_noun:
            doer += subject(scene, trigger.first, scene.last, self._states)
        behind = [a.last for a in doer if isinstance(a, Filler) and a.first >= trigger.first]
        start = max([trigger.last, *behind])
        found = object_of(scene, start, skip_attack=True)
        targets = coordinated(scene, found) if found is not None and found not in doer else []
        return [*doer, *doer_by(scene, trigger.last, self._states)], targets or list(onto(scene, trigger.last))[:1]

    def _of_killer(self, scene: Scene, trigger: Trigger) -> tuple[list[Actor], list[Filler]]:
        """Who killed whom: قتل الجيش الأميركي | زعيم التنظيم فلان."""
        doer = subject(scene, trigger.first, scene.last, self._states)
        behind = [a.last for a in doer if isinstance(a, Filler) and a.first >= trigger.first]
        killed = object_of(scene, max(behind)) if behind else None
        return doer, [killed] if killed is not None and killed not in doer else []


def stands_behind(scene: Scene, noun: int) -> bool:
    """Whether it is told who is behind an attack, which therefore has been: رجحت واشنطن أن تكون إيران وراء الهجوم."""
    return scene.norm(noun - 1) in folded("attack.toml", "carrier", "behind")


def carrying(scene: Scene, noun: int) -> int:
    """The verb whose object an attack noun is (لم تشن روسيا أي غارات), else the noun."""
    for index in range(noun - 1, max(scene.first, noun - _CARRYING) - 1, -1):
        if not scene.words[index].is_word:
            break
        if _is_finite(scene, index):
            return index
    return noun


def _before_names(scene: Scene, index: int) -> int:
    """The word before the names that end right before a word."""
    name = next((f for f in scene.fillers if f.last == index), None)
    return index - 1 if name is None else _before_names(scene, name.first)


def _is_finite(scene: Scene, index: int) -> bool:
    """Whether شن is the verb: nothing is joined to it, and no preposition or noun of possibility governs it."""
    joined = scene.words[index].forms[-1].proclitics
    verb = verbs_of("carry").of(scene.words[index])
    return verb is not None and not joined.endswith(("ب", "ل")) and scene.norm(index - 1) not in {"احتمال", "في", "على"}


def _leads_elsewhere(scene: Scene, index: int, trigger: Trigger) -> bool:
    """Whether a word before an attack noun makes it no object of the verb before: … فيما وقع هجوم، شن … بعد هجوم."""
    if index == trigger.first - 1 and scene.norm(index) in folded("attack.toml", "other", "before"):
        return True
    last = index + 1
    answered = any(
        last == trigger.first and tuple(scene.norm(i) for i in range(last - len(phrase), last)) == phrase
        for phrase in phrases_of("other", "phrases")
    )
    return answered or scene.norm(index) in folded("attack.toml", "clause")


def _is_adjective(scene: Scene, index: int) -> bool:
    return scene.bare(index).endswith(("ي", "يه", "ين", "ه", "يا")) and scene.norm(index) not in {
        *folded("attack.toml", "aside"),
        *folded("attack.toml", "relative"),
    }

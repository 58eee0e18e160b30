"""Who attacks whom, by the grammar of the words that tell it: genitives, objects, prepositions, the hand that is named.

Words are data: ``kg/data/lexicon/attack.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attack_subject import Actor, adjective_of, clause_sayer, speaker, subject, with_coordinated
from kg.extract.attack_triggers import Trigger, attack_words, phrases_of, verbs_of
from kg.extract.circumstances import folded
from kg.extract.parties import parties_at
from kg.extract.scene import Filler, Scene
from kg.extract.states import StateAdjectives

__all__ = ["Arguments"]

_ESCAPE = 14
"""Words between a verb of escaping and the attack."""
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
        if kind == "ArmedClash" and (sides := _sides(scene, group, clause)):
            return list(sides[:1]), sides[1:]
        agents: list[Actor] = []
        targets: list[Filler] = []
        for number, trigger in enumerate(group):
            a, t = self._of(scene, trigger, group[:number], clause)
            agents += a
            targets += t
        targets += _victims(scene, clause)
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
                return [], _sufferer(scene, trigger)
            case "kill" if trigger.weak:
                return list(_by(scene, trigger.last)), []
            case "kill":
                hand = list(_by(scene, trigger.last))
                return (hand, []) if hand else self._of_killer(scene, trigger)
        shot = scene.norm(trigger.first).startswith(("سقط", "انفجر", "اعترض"))
        agents = [] if shot else subject(scene, trigger.first, scene.last, self._states)
        return agents + _by(scene, trigger.last), list(_onto(scene, trigger.last))

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
            targets += _ambushed(scene, index)
        elif trigger.genitive in {"target", "either"} and filler is None:
            found = _object(scene, trigger.last)
            targets += _coordinated(scene, found) if found is not None else []
        agents += _by(scene, trigger.last)
        if not agents:
            agents += self._carrier(scene, trigger, clause)
        targets += _onto(scene, trigger.last)
        return agents, targets or _escaped(scene, trigger)

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
        followed = _object(scene, filler.last) is not None or any(True for _ in _onto(scene, filler.last))
        if filler.entity.type == "Country":
            return followed and scene.norm(filler.last) != "في"
        if trigger.genitive == "agent":
            return True
        force = scene.is_a(filler.entity.type, "MilitaryForce") or scene.is_a(filler.entity.type, "ArmedGroup")
        return force and (trigger.genitive == "either" or followed)

    def _carrier(self, scene: Scene, trigger: Trigger, clause: tuple[int, int]) -> list[Actor]:
        """The subject of شن، نفذ … whose object is the attack noun, or of شن as a noun: اتهم … بشن هجوم."""
        carriers = folded("attack.toml", "carrier", "nouns")
        for index in range(trigger.first - 1, max(scene.first, trigger.first - _REACH) - 1, -1):
            bares = scene.bares(index)
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
            if verbs_of("carry").of(scene.words[index]) is not None:
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
        found = _object(scene, start, skip_attack=True)
        targets = _coordinated(scene, found) if found is not None and found not in doer else []
        return [*doer, *_by(scene, trigger.last)], targets or list(_onto(scene, trigger.last))[:1]

    def _of_killer(self, scene: Scene, trigger: Trigger) -> tuple[list[Actor], list[Filler]]:
        """Who killed whom: قتل الجيش الأميركي | زعيم التنظيم فلان."""
        doer = subject(scene, trigger.first, scene.last, self._states)
        behind = [a.last for a in doer if isinstance(a, Filler) and a.first >= trigger.first]
        killed = _object(scene, max(behind)) if behind else None
        return doer, [killed] if killed is not None and killed not in doer else []


def _is_finite(scene: Scene, index: int) -> bool:
    """Whether شن is the verb: nothing is joined to it, and no preposition or noun of possibility governs it."""
    joined = scene.words[index].forms[-1].proclitics
    verb = verbs_of("carry").of(scene.words[index])
    return verb is not None and not joined.endswith(("ب", "ل")) and scene.norm(index - 1) not in {"احتمال", "في", "على"}


def _object(scene: Scene, start: int, *, skip_attack: bool = False) -> Filler | None:
    """What a verb or a preposition at `start` leads to: a name, or the owner of a site: عدة مواقع لحركة …"""
    sited = False
    for index in range(start, min(start + _REACH, scene.last)):
        filler = scene.at(index)
        if filler is not None:
            free = not filler.joined or (filler.joined == "ل" and sited)
            return filler if free else None
        if (titled := _titled(scene, index)) is not None:
            return titled
        norm = scene.norm(index)
        site = scene.bares(index) & folded("attack.toml", "site")
        if site or norm.startswith("تابع"):
            sited = True
        elif skip_attack and index == start and scene.bares(index) & attack_words():
            continue
        elif norm in folded("attack.toml", "aside"):
            if not (norm == "من" and sited):
                return None
        elif not scene.words[index].is_word and norm not in {'"', "«", "»", "#", "“", "”"}:
            return None
    return None


def _titled(scene: Scene, index: int) -> Filler | None:
    """The person whose title begins at a word, a body inside it: الأمين العام لحزب الله | حسن نصر الله."""
    found = parties_at(scene, index) if scene.over(index) is None and scene.words[index].is_word else None
    if found is None or not found.people:
        return None
    return next((f for f in scene.fillers if f.entity.id == found.ids[0] and index < f.first < found.last), None)


def _ambushed(scene: Scene, index: int) -> list[Filler]:
    """Whose people fell into an ambush: كمين لدورية للجيش."""
    force = folded("attack.toml", "force") | folded("attack.toml", "site")
    if not any(form.proclitics == "ل" and form.bare in force for form in scene.words[index].forms):
        return []
    owner = scene.at(index + 1)
    return [owner] if owner is not None and owner.joined in {"", "ل"} and scene.is_actor(owner) else []


def _escaped(scene: Scene, trigger: Trigger) -> list[Filler]:
    """Who escaped an attack: نجا الوزير فلان من محاولة اغتيال."""
    for index in range(trigger.first - 1, max(scene.first, trigger.first - _ESCAPE) - 1, -1):
        if verbs_of("escape").of(scene.words[index]) is None:
            continue
        found = _titled(scene, index + 1) or scene.at(index + 1)
        return [found] if found is not None and scene.is_actor(found) and not found.joined else []
    return []


def _coordinated(scene: Scene, filler: Filler) -> list[Filler]:
    """A mention with those that و joins to it, whatever is told of each between them: X في P، وY (28 عاما)، وZ."""
    found = [filler]
    while (follower := _next_of_list(scene, found[-1])) is not None:
        found.append(follower)
    return found


def _next_of_list(scene: Scene, filler: Filler) -> Filler | None:
    """The mention that و joins to one, behind where that is and how old it is."""
    at, aside = filler.last, False
    while at < min(scene.last, filler.last + _REACH):
        follower = scene.at(at)
        if follower is not None and follower.joined.startswith("و"):
            # What is joined behind a place may be another place.
            return follower if not aside or scene.is_place(follower) == scene.is_place(filler) else None
        if follower is not None:
            if not (scene.is_place(follower) and (follower.joined.endswith("ب") or scene.norm(at - 1) == "في")):
                return None
            at = follower.last
        elif scene.norm(at) == "في" or not scene.words[at].is_word or _is_age(scene, at):
            at += 1
        else:
            return None
        aside = True
    return None


def _is_age(scene: Scene, index: int) -> bool:
    return scene.counts_at(index) or scene.bare(index) in folded("casualties.toml", "ages")


def _by(scene: Scene, start: int) -> list[Actor]:
    """Who stands after من قبل، على يد، شنته … behind the trigger."""
    relatives = folded("attack.toml", "by", "relatives")
    for index in range(start, min(start + 12, scene.last)):
        length = next(
            (len(p) for p in phrases_of("by", "phrases") if tuple(scene.norm(index + i) for i in range(len(p))) == p), 0
        )
        length = length or int(scene.norm(index) in relatives)
        if not length:
            continue
        bridge = folded("attack.toml", "force")
        for at in range(index + length, min(index + length + 4, scene.last)):
            filler = scene.at(at)
            if filler is not None:
                return [filler] if scene.is_actor(filler) and not filler.joined.endswith(("ب", "ل")) else []
            if at > index + length and not (scene.norm(at) == "من" or scene.bares(at) & bridge):
                break
    return []


def _onto(scene: Scene, start: int) -> Iterator[Filler]:
    """What stands after على، ضد، استهدف … behind the trigger, with what is coordinated to it."""
    prepositions = folded("attack.toml", "onto", "prepositions")
    for index in range(start, min(start + 9, scene.last)):
        if scene.norm(index) not in prepositions:
            continue
        found = _object(scene, index + 1)
        if found is not None:
            yield from _coordinated(scene, found)
            return


def _victims(scene: Scene, clause: tuple[int, int]) -> Iterator[Filler]:
    """Who is killed or wounded by name: مقتل القائد …، ثلاثة من عناصر الجيش."""
    words = folded("casualties.toml", "killed") | folded("casualties.toml", "injured")
    for index in range(*clause):
        if not scene.bares(index) & words:
            continue
        for at in range(index + 1, min(index + _REACH, scene.last)):
            filler = scene.at(at)
            if filler is not None:
                if scene.is_actor(filler) and not scene.is_place(filler) and not filler.joined:
                    yield from (f for f in _coordinated(scene, filler) if scene.is_actor(f))
                break
            if not scene.words[at].is_word or scene.norm(at) in folded("attack.toml", "aside") - {"من", "علي"}:
                break
            if scene.bares(at) & attack_words() - folded("attack.toml", "force"):
                break


def _sufferer(scene: Scene, trigger: Trigger) -> list[Filler]:
    """Who suffered: تعرضت القاعدة … لهجوم."""
    after = [f for f in scene.after(trigger.last, 4) if not f.joined and scene.norm(f.first - 1) != "في"]
    if after:
        return _coordinated(scene, after[0])
    before = [f for f in scene.before(trigger.first, 16) if scene.is_facility(f) or scene.is_actor(f)]
    return [f for f in before if scene.is_facility(f)][:1] or before[:1]


def _sides(scene: Scene, group: list[Trigger], clause: tuple[int, int]) -> list[Filler]:
    """The two sides of a clash: بين … و…; with مع … and ضد … the other side is who acts in the sentence."""
    for index in range(group[0].first, min(group[-1].last + _REACH, clause[1])):
        word = scene.norm(index)
        if word == "بين":
            return _two(scene, [f for f in scene.after(index + 1, 20) if scene.is_actor(f)])
        if word in {"مع", "ضد"}:
            other = [f for f in scene.after(index + 1, 4) if scene.is_actor(f)][:1]
            mine = [f for f in scene.fillers if f.first < group[0].first and _is_force(scene, f) and not f.joined]
            return [*mine[:1], *other] if other else []
    return []


def _two(scene: Scene, actors: list[Filler]) -> list[Filler]:
    """The first of the actors behind بين, and the first that و joins to it."""
    if not actors:
        return []

    def joined(filler: Filler) -> bool:
        starts = range(max(actors[0].last, filler.first - 4), filler.first)
        return filler.joined.startswith("و") or any(scene.norm(i).startswith("و") for i in starts)

    return [actors[0], *[f for f in actors[1:] if joined(f)][:1]]


def _is_force(scene: Scene, filler: Filler) -> bool:
    return any(scene.is_a(filler.entity.type, kind) for kind in ("MilitaryForce", "ArmedGroup", "Country"))


def _is_adjective(scene: Scene, index: int) -> bool:
    return scene.bare(index).endswith(("ي", "يه", "ين", "ه", "يا")) and scene.norm(index) not in {
        *folded("attack.toml", "aside"),
        *folded("attack.toml", "relative"),
    }

"""Attacks told by a sentence: triggers, who, whom, where, with what.

Words are data: ``kg/data/lexicon/attack.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attack_triggers import Trigger, attack_words, clause_of, grouped, triggers_of, type_of, verbs_of
from kg.extract.circumstances import casualties, date_near, deictic, folded, modality_at, negated, places_near
from kg.extract.scene import Filler, Scene
from kg.extract.states import StateAdjectives
from kg.extract.telling import Telling, unique
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["AttackReader"]

_REACH = 8
"""Words over which an argument may stand from its trigger."""


class AttackReader:
    """Reads the attacks that a sentence tells."""

    def __init__(self, states: StateAdjectives) -> None:
        self._states = states

    def read(self, scene: Scene) -> Iterator[Telling]:
        """One telling for each attack of the sentence; triggers that share their arguments are one attack."""
        triggers = list(triggers_of(scene))
        if not triggers:
            return
        for group in grouped(scene, triggers):
            yield self._telling(scene, group, clause_of(scene, group, triggers))

    def _telling(self, scene: Scene, group: list[Trigger], clause: tuple[int, int]) -> Telling:
        agents: list[Filler | str] = []
        targets: list[Filler] = []
        for trigger in group:
            a, t = self._arguments(scene, trigger)
            agents += a
            targets += t
        kind = type_of(scene, group)
        if kind == "ArmedClash":
            sides = _sides(scene, group)
            agents, targets = ([*agents, *sides[:1]], [*targets, *sides[1:]]) if sides else (agents, targets)
        agent = unique(a if isinstance(a, str) else a.entity.id for a in agents)
        target_fillers = [t for t in targets if t.entity.id not in agent]
        places = [t for t in target_fillers if scene.is_place(t)]
        target = unique(t.entity.id for t in target_fillers if not scene.is_place(t))
        taken = {*agent, *target}
        anchor = group[0].first
        places += places_near(scene, anchor, clause, taken)
        facilities = [
            f.entity.id
            for f in scene.after(anchor, 14)
            if scene.is_facility(f) and f.entity.id not in target and _is_led(scene, f)
        ]
        date = date_near(scene, anchor, clause)
        killed, injured = casualties(scene)
        definite_only = all(t.how == "noun" and t.definite for t in group)
        verb = next((t for t in group if t.how != "noun"), group[0])
        return Telling(
            type=kind,
            family="Attack",
            sentence=scene.number,
            triggers=tuple((scene.words[t.first].token.begin, scene.words[t.last - 1].token.end) for t in group),
            anchor=anchor,
            how="noun" if group[0].how == "noun" else "verb",
            agent=agent,
            target=target,
            place=unique([*facilities, *(p.entity.id for p in places)]),
            date=date.value if date else None,
            date_text=date.text if date else None,
            deictic=deictic(scene, clause),
            weapon=_weapon(scene, anchor, clause),
            killed=killed,
            injured=injured,
            modality=modality_at(scene, anchor, future=any(t.future for t in group)),
            negated=negated(scene, verb.first),
            anaphoric=definite_only and not (agent or target),
            title=scene.sentence.is_title,
        )

    # --- arguments -------------------------------------------------------------------------------------------------

    def _arguments(self, scene: Scene, trigger: Trigger) -> tuple[list[Filler | str], list[Filler]]:
        match trigger.how:
            case "noun":
                return self._of_noun(scene, trigger)
            case "verb":
                return self._of_verb(scene, trigger)
            case "suffer":
                return [], _sufferer(scene, trigger)
        return self._shooter(scene, trigger), list(_onto(scene, trigger.last))

    def _of_noun(self, scene: Scene, trigger: Trigger) -> tuple[list[Filler | str], list[Filler]]:
        agents: list[Filler | str] = []
        targets: list[Filler] = []
        index = trigger.last
        while index < min(scene.last, trigger.last + 4) and scene.at(index) is None:
            state = self._states.of(scene.bare(index))
            if state is not None:
                agents += self._state(scene, state)
            elif not scene.words[index].is_word or not _is_adjective(scene, index):
                break
            index += 1
        genitive = scene.at(index)
        if genitive is not None and not genitive.joined and index == trigger.last and trigger.genitive != "none":
            force = scene.is_a(genitive.entity.type, "MilitaryForce") or scene.is_a(genitive.entity.type, "ArmedGroup")
            as_agent = trigger.genitive == "agent" and not (
                scene.is_place(genitive) and genitive.entity.type != "Country"
            )
            if as_agent or (trigger.genitive == "either" and force):
                agents.append(genitive)
            else:
                targets.append(genitive)
        agents += _by(scene, trigger.last)
        agents += self._carrier(scene, trigger)
        targets += _onto(scene, trigger.last)
        return agents, targets

    def _state(self, scene: Scene, qid: str) -> list[Filler | str]:
        """The state that an adjective names, if the article has it as an entity."""
        known = [f.entity for f in scene.fillers if qid in f.entity.keys and f.entity.type == "Country"]
        if known:
            return [known[0].id]
        return [qid]

    def _carrier(self, scene: Scene, trigger: Trigger) -> list[Filler]:
        """The subject of شن، نفذ … whose object is the attack noun."""
        for index in range(max(scene.first, trigger.first - _REACH), trigger.first):
            if verbs_of("carry").of(scene.words[index]) is not None:
                return _subject(scene, index, trigger.first)
        return []

    def _of_verb(self, scene: Scene, trigger: Trigger) -> tuple[list[Filler | str], list[Filler]]:
        subject: list[Filler] = []
        told_by_noun = any(
            scene.bares(i) & attack_words() for i in range(max(scene.first, trigger.first - 3), trigger.first)
        ) or bool(scene.bares(trigger.last) & attack_words())
        if not told_by_noun:
            subject = _subject(scene, trigger.first, scene.last)
        start = max([trigger.last, *(s.last for s in subject if s.first >= trigger.first)])
        objects = [
            f
            for f in scene.after(start, 6)
            if f not in subject and not (f.joined.endswith(("ب", "ل")) or scene.norm(f.first - 1) in _NOT_OBJECT)
        ][:1]
        while objects and (follower := scene.at(objects[-1].last)) is not None and follower.joined == "و":
            objects.append(follower)
        return [*subject, *_by(scene, trigger.last)], [*objects, *_onto(scene, trigger.last)][: len(objects) or 1]

    def _shooter(self, scene: Scene, trigger: Trigger) -> list[Filler | str]:
        if scene.norm(trigger.first).startswith(("سقط", "انفجر")):
            return []
        return list(_subject(scene, trigger.first, scene.last))


_NOT_OBJECT = frozenset(map(norm, ("في", "من", "مع", "إلى", "عن", "بعد", "قبل", "منذ", "خلال")))


def _subject(scene: Scene, verb: int, limit: int) -> list[Filler]:
    """Who acts: the actor right after the verb, else the one before it."""
    after = [f for f in scene.after(verb + 1, 3) if f.first < limit and not f.joined and scene.is_actor(f)]
    if after and scene.norm(after[0].first - 1) not in _NOT_OBJECT | {"علي"}:
        return _with_coordinated(scene, after[0])
    if not scene.norm(verb).startswith(("و", "ف")) or scene.at(scene.first) is not None:
        for filler in scene.before(verb, 10):
            if (
                scene.is_actor(filler)
                and not filler.joined.endswith(("ب", "ل"))
                and scene.norm(filler.first - 1) not in _NOT_OBJECT | {"علي"}
            ):
                return [filler]
    return []


def _with_coordinated(scene: Scene, filler: Filler) -> list[Filler]:
    found = [filler]
    while (follower := scene.at(found[-1].last)) is not None and follower.joined == "و" and scene.is_actor(follower):
        found.append(follower)
    return found


def _by(scene: Scene, start: int) -> list[Filler]:
    """Who stands after من قبل، على يد، شنته … behind the trigger."""
    phrases = [tuple(map(norm, p.split())) for p in read_lexicon("attack.toml")["by"]["phrases"]]
    relatives = frozenset(map(norm, read_lexicon("attack.toml")["by"]["relatives"]))
    for index in range(start, min(start + 12, scene.last)):
        length = next((len(p) for p in phrases if tuple(scene.norm(index + i) for i in range(len(p))) == p), 0)
        length = length or int(scene.norm(index) in relatives)
        if length:
            found = [f for f in scene.after(index + length, 2) if scene.is_actor(f) and not f.joined]
            if found:
                return found[:1]
    return []


def _onto(scene: Scene, start: int) -> Iterator[Filler]:
    """What stands after على، ضد، استهدف … behind the trigger, with what is coordinated to it."""
    prepositions = frozenset(map(norm, read_lexicon("attack.toml")["onto"]["prepositions"]))
    for index in range(start, min(start + 9, scene.last)):
        if scene.norm(index) not in prepositions:
            continue
        found = [
            f
            for f in scene.after(index + 1, 5)
            if not f.joined.endswith("ب") and scene.norm(f.first - 1) not in {"في", "من"}
        ]
        if found:
            yield found[0]
            while (follower := scene.at(found[0].last)) is not None and follower.joined == "و":
                yield follower
                found = [follower]
        return


def _sufferer(scene: Scene, trigger: Trigger) -> list[Filler]:
    """Who suffered: تعرضت القاعدة … لهجوم."""
    after = [f for f in scene.after(trigger.last, 4) if not f.joined]
    if after:
        return after[:1]
    before = [f for f in scene.before(trigger.first, 16) if scene.is_facility(f) or scene.is_actor(f)]
    return [f for f in before if scene.is_facility(f)][:1] or before[:1]


def _sides(scene: Scene, group: list[Trigger]) -> list[Filler]:
    """The two sides of a clash: بين … و…، مع …"""
    for index in range(group[0].first, min(group[-1].last + 8, scene.last)):
        if scene.norm(index) == "بين":
            sides = [f for f in scene.after(index + 1, 14) if scene.is_actor(f) and f.entity.type != "Country"]
            return sides[:2]
        if scene.norm(index) in {"مع", "ضد"}:
            return [f for f in scene.after(index + 1, 4) if scene.is_actor(f)][:1]
    return []


def _is_led(scene: Scene, filler: Filler) -> bool:
    return filler.joined.endswith("ب") or scene.norm(filler.first - 1) in {"في", "داخل", "قرب", "محيط"}


def _is_adjective(scene: Scene, index: int) -> bool:
    word = scene.bare(index)
    return word.endswith(("ي", "يه", "ين", "ه")) and scene.norm(index) not in {"في", "علي", "التي", "الذي"}


def _weapon(scene: Scene, trigger: int, clause: tuple[int, int]) -> str | None:
    """The first weapon phrase of the clause: a noun with the qualifiers that follow it."""
    heads = folded("attack.toml", "weapon", "heads")
    qualifiers = folded("attack.toml", "weapon", "qualifiers")
    alone = folded("attack.toml", "weapon", "alone")
    for index in sorted(range(clause[0], clause[1]), key=lambda i: abs(i - trigger)):
        forms = [form for form in scene.words[index].forms if form.bare in heads]
        if not forms or scene.over(index) is not None:
            continue
        last = index + 1
        while last < clause[1] and scene.bare(last) in qualifiers:
            last += 1
        if last > index + 1 or forms[0].bare in alone:
            begin = forms[0].begin
            return scene.document.article.text[begin : scene.words[last - 1].token.end]
    return None

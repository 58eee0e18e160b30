"""Attacks told by a sentence: triggers, who, whom, where, with what.

Words are data: ``kg/data/lexicon/attack.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.attack_arguments import Arguments, carrying, stands_behind
from kg.extract.attack_grouping import clauses_of, craft_of, grouped, is_habitual, is_subordinate, type_of
from kg.extract.attack_subject import Actor
from kg.extract.attack_triggers import Trigger, triggers_of
from kg.extract.circumstances import (
    casualties,
    deictic,
    folded,
    places_near,
    shifted,
)
from kg.extract.event_dates import date_of, value_of
from kg.extract.modality import modality_at, negated
from kg.extract.scene import Filler, Scene
from kg.extract.states import StateAdjectives
from kg.extract.telling import Telling, unique
from kg.extract.time_distances import is_counted_from
from kg.model import Modality
from kg.text.dates import Direction

__all__ = ["AttackReader"]


class AttackReader:
    """Reads the attacks that a sentence tells."""

    def __init__(self, states: StateAdjectives) -> None:
        self._arguments = Arguments(states)

    def read(self, scene: Scene) -> Iterator[Telling]:
        """One telling for each attack of the sentence; triggers that share their arguments are one attack."""
        triggers = list(triggers_of(scene))
        if not triggers:
            return
        groups = grouped(scene, triggers)
        for group, clause in zip(groups, clauses_of(scene, groups), strict=True):
            telling = self._telling(scene, group, clause, groups)
            if not _is_quarrel(scene, telling):
                yield telling

    def _telling(
        self, scene: Scene, group: list[Trigger], clause: tuple[int, int], groups: list[list[Trigger]]
    ) -> Telling:
        kind = type_of(scene, group, clause)
        agents, targets = self._arguments.of(scene, group, clause, kind)
        agent = unique(_ids(agents))
        target_fillers = [t for t in targets if t.entity.id not in agent]
        places = [t for t in target_fillers if scene.is_place(t)]
        target = unique(t.entity.id for t in target_fillers if not scene.is_place(t))
        if kind == "Attack" and _is_on_a_life(group, target_fillers):
            kind = "Assassination"
        if kind == "Attack" and not all(t.weak for t in group):
            kind = next((k for a in agents if not isinstance(a, str) and (k := craft_of(scene, a))), kind)
        taken = {*agent, *target}
        anchor = group[0].first
        places += places_near(scene, anchor, clause, taken)
        facilities = [
            f.entity.id
            for f in scene.after(anchor, 14)
            if scene.is_facility(f) and f.entity.id not in target and _is_led(scene, f)
        ]
        modality = Modality.ACTUAL
        if not stands_behind(scene, anchor):
            modality = modality_at(scene, anchor, group[0].last, future=any(t.future for t in group))
        planned = modality is Modality.PLANNED
        others = [(t.first, t.last) for g in groups for t in g]
        date = date_of(scene, [(t.first, t.last) for t in group], others, since=True, planned=planned)
        if modality is Modality.ACTUAL and date is not None and date.expression.direction is Direction.FUTURE:
            modality = Modality.PLANNED
        killed, injured = casualties(scene, clause)
        definite_only = all(t.how == "noun" and t.definite for t in group)
        bare_kill = all(t.how == "kill" and t.weak for t in group)
        verb = next((t for t in group if t.how != "noun"), group[0])
        return Telling(
            type=kind,
            family="Attack",
            sentence=scene.number,
            triggers=tuple((scene.words[t.first].token.begin, scene.words[t.last - 1].token.end) for t in group),
            anchor=anchor,
            how="noun" if group[0].how == "noun" else "verb",
            clause=clause,
            agent=agent,
            target=target,
            place=unique([*facilities, *(p.entity.id for p in places)]),
            date=value_of(scene, date, planned=planned) if date else None,
            date_text=date.expression.text if date else None,
            deictic=deictic(scene, clause),
            shifted=shifted(scene, clause) or is_counted_from(scene, anchor),
            weapon=_weapon(scene, anchor, clause),
            killed=killed,
            injured=injured,
            modality=modality,
            negated=negated(scene, verb.first if verb.how != "noun" else carrying(scene, verb.first)),
            anaphoric=all(t.governed for t in group) or ((definite_only or bare_kill) and not (agent or target)),
            definite=definite_only,
            apart=len(groups) > 1 and is_subordinate(scene, group[0]),
            fresh=any(t.fresh for t in group),
            habitual=is_habitual(scene, group, clause),
            weak=all(t.weak for t in group),
            title=scene.sentence.is_title,
            sure=unique(a for a in _ids(self._arguments.sure(scene, group, clause)) if a not in target),
        )


def _ids(actors: Iterable[Actor]) -> Iterator[str]:
    return (actor if isinstance(actor, str) else actor.entity.id for actor in actors)


def _is_quarrel(scene: Scene, telling: Telling) -> bool:
    """Whether somebody attacks with words: a person, no weapon, no victims."""
    kinds = {f.entity.id: f.entity.type for f in scene.fillers}
    violent = telling.type != "Attack" or telling.weapon or telling.killed or telling.injured
    return not violent and bool(telling.agent) and all(kinds[a] == "Person" for a in telling.agent if a in kinds)


def _is_on_a_life(group: list[Trigger], targets: list[Filler]) -> bool:
    """Whether an attack is on one who holds an office or is known for what he is: مقتل الزعيم، إطلاق نار على الوزير."""
    deadly = any(t.how in {"kill", "suffer"} or not (t.weak or t.plain) for t in group)
    return deadly and bool(targets) and all(t.entity.type == "Person" and t.entity.role is not None for t in targets)


def _is_led(scene: Scene, filler: Filler) -> bool:
    return filler.joined.endswith("ب") or scene.norm(filler.first - 1) in {"في", "داخل", "قرب", "محيط"}


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

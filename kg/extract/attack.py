"""Attacks told by a sentence: triggers, who, whom, where, with what.

Words are data: ``kg/data/lexicon/attack.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.circumstances import casualties, date_near, deictic, folded, modality_at, negated, places_near
from kg.extract.lexicon import bare
from kg.extract.scene import Filler, Scene
from kg.extract.states import StateAdjectives
from kg.extract.telling import Telling, unique
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["AttackReader"]

_REACH = 8
"""Words over which an argument may stand from its trigger."""


@dataclass(frozen=True, slots=True)
class _Trigger:
    first: int
    last: int
    type: str
    how: str
    """``noun``, ``verb``, ``fall`` or ``suffer``."""
    genitive: str = "none"
    definite: bool = False
    future: bool = False
    pronoun: bool = False


@cache
def _nouns() -> dict[tuple[str, ...], tuple[str, str]]:
    return {
        tuple(bare(norm(word)) for word in phrase.split()): (entry["type"], entry["genitive"])
        for entry in read_lexicon("attack.toml")["noun"]
        for phrase in entry["words"]
    }


@cache
def _verbs() -> tuple[tuple[VerbTable, str, frozenset[str]], ...]:
    return tuple(
        (VerbTable(entry["words"]), entry["type"], frozenset(map(norm, entry.get("needs_object", ()))))
        for entry in read_lexicon("attack.toml")["verb"]
    )


@cache
def _falls() -> tuple[tuple[VerbTable, str, frozenset[str]], ...]:
    return tuple(
        (VerbTable(entry["words"]), entry["type"], frozenset(bare(norm(w)) for w in entry["nouns"]))
        for entry in read_lexicon("attack.toml")["fall"]
    )


@cache
def _table(name: str) -> VerbTable:
    return VerbTable(read_lexicon("attack.toml")[name]["words"])


@cache
def _manners() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (m["type"], frozenset(bare(norm(w)) for w in m["words"])) for m in read_lexicon("attack.toml")["manner"]
    )


class AttackReader:
    """Reads the attacks that a sentence tells."""

    def __init__(self, states: StateAdjectives) -> None:
        self._states = states

    def read(self, scene: Scene) -> Iterator[Telling]:
        """One telling for each attack of the sentence; triggers that share their arguments are one attack."""
        triggers = list(_triggers(scene))
        if not triggers:
            return
        for group in _groups(scene, triggers):
            yield self._telling(scene, group, _clause(scene, group, triggers))

    def _telling(self, scene: Scene, group: list[_Trigger], clause: tuple[int, int]) -> Telling:
        agents: list[Filler | str] = []
        targets: list[Filler] = []
        for trigger in group:
            a, t = self._arguments(scene, trigger)
            agents += a
            targets += t
        kind = _type_of(scene, group)
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

    def _arguments(self, scene: Scene, trigger: _Trigger) -> tuple[list[Filler | str], list[Filler]]:
        match trigger.how:
            case "noun":
                return self._of_noun(scene, trigger)
            case "verb":
                return self._of_verb(scene, trigger)
            case "suffer":
                return [], _sufferer(scene, trigger)
        return self._shooter(scene, trigger), list(_onto(scene, trigger.last))

    def _of_noun(self, scene: Scene, trigger: _Trigger) -> tuple[list[Filler | str], list[Filler]]:
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

    def _carrier(self, scene: Scene, trigger: _Trigger) -> list[Filler]:
        """The subject of شن، نفذ … whose object is the attack noun."""
        for index in range(max(scene.first, trigger.first - _REACH), trigger.first):
            if _table("carry").of(scene.words[index]) is not None:
                return _subject(scene, index, trigger.first)
        return []

    def _of_verb(self, scene: Scene, trigger: _Trigger) -> tuple[list[Filler | str], list[Filler]]:
        subject: list[Filler] = []
        told_by_noun = any(
            scene.bares(i) & _attack_words() for i in range(max(scene.first, trigger.first - 3), trigger.first)
        ) or bool(scene.bares(trigger.last) & _attack_words())
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

    def _shooter(self, scene: Scene, trigger: _Trigger) -> list[Filler | str]:
        if scene.norm(trigger.first).startswith(("سقط", "انفجر")):
            return []
        return list(_subject(scene, trigger.first, scene.last))


_NOT_OBJECT = frozenset(map(norm, ("في", "من", "مع", "إلى", "عن", "بعد", "قبل", "منذ", "خلال")))


@cache
def _attack_words() -> frozenset[str]:
    weapons = folded("attack.toml", "weapon", "heads")
    return frozenset(words[0] for words in _nouns()) | weapons | frozenset(map(norm, ("انفجار", "عملية", "مسلحون")))


def _triggers(scene: Scene) -> Iterator[_Trigger]:
    index = scene.first
    while index < scene.last:
        trigger = None if scene.over(index) else _trigger_at(scene, index)
        if trigger is not None:
            yield trigger
        index = trigger.last if trigger is not None else index + 1


def _trigger_at(scene: Scene, index: int) -> _Trigger | None:
    word = scene.words[index]
    return (
        _noun_at(scene, index)
        or _verb_at(scene, index)
        or _fall_at(scene, index)
        or (
            _Trigger(index, index + 1, "Attack", "suffer")
            if _table("suffer").of(word) is not None and _attack_follows(scene, index)
            else None
        )
    )


def _noun_at(scene: Scene, index: int) -> _Trigger | None:
    for form in scene.words[index].forms:
        for length in (2, 1):
            key = (form.bare, *(scene.bare(index + i) for i in range(1, length)))
            entry = _nouns().get(key)
            if entry is None:
                continue
            last = index + length
            if scene.bare(last) in folded("attack.toml", "not", "after_noun") or bare(scene.norm(index - 1)) in folded(
                "attack.toml", "generic", "before"
            ):
                return None
            return _Trigger(index, last, entry[0], "noun", entry[1], form.article)
    return None


def _verb_at(scene: Scene, index: int) -> _Trigger | None:
    for table, kind, needs in _verbs():
        verb = table.of(scene.words[index])
        if verb is None:
            continue
        if needs and not any(scene.norm(i) in needs for i in range(index + 1, index + 5)):
            continue
        return _Trigger(index, index + 1, kind, "verb", future=verb.future, pronoun=verb.object_pronoun)
    return None


def _fall_at(scene: Scene, index: int) -> _Trigger | None:
    for table, kind, nouns in _falls():
        verb = table.of(scene.words[index])
        if verb is None:
            continue
        near = [i for i in (*range(index + 1, index + 5), *range(index - 3, index)) if scene.bares(i) & nouns]
        if near:
            return _Trigger(index, index + 1, kind, "fall", future=verb.future)
    return None


def _attack_follows(scene: Scene, index: int) -> bool:
    return any(scene.bares(i) & _attack_words() for i in range(index + 1, min(index + 16, scene.last)))


def _groups(scene: Scene, triggers: list[_Trigger]) -> list[list[_Trigger]]:
    """Triggers that tell one attack together: هجوم … استهدف، تعرضت … لهجوم، شن غارات … قصفت."""
    groups: list[list[_Trigger]] = []
    for trigger in triggers:
        if groups and not _another(scene, groups[-1][-1], trigger):
            groups[-1].append(trigger)
        else:
            groups.append([trigger])
    return groups


def _another(scene: Scene, one: _Trigger, other: _Trigger) -> bool:
    """Whether a second trigger begins a second attack: it is coordinated by و and has its own object or kind."""
    coordinated = any(form.proclitics.startswith("و") for form in scene.words[other.first].forms[1:]) and scene.norm(
        other.first
    ).startswith("و")
    if other.how == "noun" and _subordinate(scene, other.first):
        return True
    return coordinated and one.type != other.type and "Attack" not in (one.type, other.type)


def _clause(scene: Scene, group: list[_Trigger], triggers: list[_Trigger]) -> tuple[int, int]:
    """The words in which a group's arguments stand: up to the next group's trigger."""
    following = [t.first for t in triggers if t.first > group[-1].first]
    return scene.first, min(following, default=scene.last)


def _subordinate(scene: Scene, index: int) -> bool:
    """Whether a noun stands under بعد، بالتزامن مع، ردا على …: it tells another attack than the sentence's own."""
    before = scene.norm(index - 1), scene.norm(index - 2)
    phrases = [tuple(map(norm, p.split())) for p in read_lexicon("attack.toml")["other"]["phrases"]]
    single = frozenset(map(norm, read_lexicon("attack.toml")["other"]["before"]))
    return before[0] in single or any(before == (p[-1], p[-2]) for p in phrases)


def _type_of(scene: Scene, group: list[_Trigger]) -> str:
    """The type that manner words near the triggers tell, else that of the most specific trigger."""
    own = [t.type for t in group if t.type not in {"Attack", "Shelling"}]
    if own and own[0] in {"ArmedClash", "Assassination", "Ambush", "Raid"}:
        return own[0]
    first, last = group[0].first, group[-1].last
    window = {b for i in range(max(scene.first, first - 4), min(scene.last, last + 6)) for b in scene.bares(i)}
    for kind, words in _manners():
        if window & words:
            return kind
    return own[0] if own else group[0].type


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


def _sufferer(scene: Scene, trigger: _Trigger) -> list[Filler]:
    """Who suffered: تعرضت القاعدة … لهجوم."""
    after = [f for f in scene.after(trigger.last, 4) if not f.joined]
    if after:
        return after[:1]
    before = [f for f in scene.before(trigger.first, 16) if scene.is_facility(f) or scene.is_actor(f)]
    return [f for f in before if scene.is_facility(f)][:1] or before[:1]


def _sides(scene: Scene, group: list[_Trigger]) -> list[Filler]:
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

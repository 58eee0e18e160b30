"""What tells an attack: nouns, verbs and verbs with a weapon, and which of them tell one attack together.

Words are data: ``kg/data/lexicon/attack.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.circumstances import folded
from kg.extract.lexicon import bare
from kg.extract.scene import Scene
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["Trigger", "attack_words", "clause_of", "grouped", "triggers_of", "type_of", "verbs_of"]


@dataclass(frozen=True, slots=True)
class Trigger:
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
def verbs_of(name: str) -> VerbTable:
    return VerbTable(read_lexicon("attack.toml")[name]["words"])


@cache
def _manners() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (m["type"], frozenset(bare(norm(w)) for w in m["words"])) for m in read_lexicon("attack.toml")["manner"]
    )


@cache
def attack_words() -> frozenset[str]:
    weapons = folded("attack.toml", "weapon", "heads")
    return frozenset(words[0] for words in _nouns()) | weapons | frozenset(map(norm, ("انفجار", "عملية", "مسلحون")))


def triggers_of(scene: Scene) -> Iterator[Trigger]:
    index = scene.first
    while index < scene.last:
        trigger = None if scene.over(index) else _trigger_at(scene, index)
        if trigger is not None:
            yield trigger
        index = trigger.last if trigger is not None else index + 1


def _trigger_at(scene: Scene, index: int) -> Trigger | None:
    word = scene.words[index]
    return (
        _noun_at(scene, index)
        or _verb_at(scene, index)
        or _fall_at(scene, index)
        or (
            Trigger(index, index + 1, "Attack", "suffer")
            if verbs_of("suffer").of(word) is not None and _attack_follows(scene, index)
            else None
        )
    )


def _noun_at(scene: Scene, index: int) -> Trigger | None:
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
            return Trigger(index, last, entry[0], "noun", entry[1], form.article)
    return None


def _verb_at(scene: Scene, index: int) -> Trigger | None:
    for table, kind, needs in _verbs():
        verb = table.of(scene.words[index])
        if verb is None:
            continue
        if needs and not any(scene.norm(i) in needs for i in range(index + 1, index + 5)):
            continue
        return Trigger(index, index + 1, kind, "verb", future=verb.future, pronoun=verb.object_pronoun)
    return None


def _fall_at(scene: Scene, index: int) -> Trigger | None:
    for table, kind, nouns in _falls():
        verb = table.of(scene.words[index])
        if verb is None:
            continue
        near = [i for i in (*range(index + 1, index + 5), *range(index - 3, index)) if scene.bares(i) & nouns]
        if near:
            return Trigger(index, index + 1, kind, "fall", future=verb.future)
    return None


def _attack_follows(scene: Scene, index: int) -> bool:
    return any(scene.bares(i) & attack_words() for i in range(index + 1, min(index + 16, scene.last)))


def grouped(scene: Scene, triggers: list[Trigger]) -> list[list[Trigger]]:
    """Triggers that tell one attack together: هجوم … استهدف، تعرضت … لهجوم، شن غارات … قصفت."""
    groups: list[list[Trigger]] = []
    for trigger in triggers:
        if groups and not _another(scene, groups[-1][-1], trigger):
            groups[-1].append(trigger)
        else:
            groups.append([trigger])
    return groups


def _another(scene: Scene, one: Trigger, other: Trigger) -> bool:
    """Whether a second trigger begins a second attack: it is coordinated by و and has its own object or kind."""
    coordinated = any(form.proclitics.startswith("و") for form in scene.words[other.first].forms[1:]) and scene.norm(
        other.first
    ).startswith("و")
    if other.how == "noun" and _subordinate(scene, other.first):
        return True
    return coordinated and one.type != other.type and "Attack" not in (one.type, other.type)


def clause_of(scene: Scene, group: list[Trigger], triggers: list[Trigger]) -> tuple[int, int]:
    """The words in which a group's arguments stand: up to the next group's trigger."""
    following = [t.first for t in triggers if t.first > group[-1].first]
    return scene.first, min(following, default=scene.last)


def _subordinate(scene: Scene, index: int) -> bool:
    """Whether a noun stands under بعد، بالتزامن مع، ردا على …: it tells another attack than the sentence's own."""
    before = scene.norm(index - 1), scene.norm(index - 2)
    phrases = [tuple(map(norm, p.split())) for p in read_lexicon("attack.toml")["other"]["phrases"]]
    single = frozenset(map(norm, read_lexicon("attack.toml")["other"]["before"]))
    return before[0] in single or any(before == (p[-1], p[-2]) for p in phrases)


def type_of(scene: Scene, group: list[Trigger]) -> str:
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

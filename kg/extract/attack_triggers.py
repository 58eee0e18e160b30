"""What tells an attack: nouns, verbs and verbs with a weapon.

Words are data: ``kg/data/lexicon/attack.toml``. What those words tell elsewhere — a ceasefire, a trial of a missile, an
earthquake that strikes — is left out here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.extract.attack_senses import any_of, is_aimed, is_governed, is_other_sense, is_other_verb, is_trial
from kg.extract.circumstances import folded
from kg.extract.lexicon import bare
from kg.extract.object_words import words_of_object
from kg.extract.parties import parties_at
from kg.extract.scene import Scene
from kg.extract.verbs import VerbForm, VerbTable
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["Trigger", "attack_words", "phrases_of", "triggers_of", "verbs_of"]

_NEAR = 5
"""Words after a trigger in which the word that completes it stands: انفجار … عبوة."""
_KILLERS = frozenset({"MilitaryForce", "ArmedGroup"})
_HAND = 10
"""Words after a verb of killing in which the hand is named: قتل … على يد."""


@dataclass(frozen=True, slots=True)
class Trigger:
    first: int
    last: int
    type: str
    how: str
    """``noun``, ``verb``, ``fall``, ``suffer`` or ``kill``."""
    genitive: str = "none"
    definite: bool = False
    future: bool = False
    pronoun: bool = False
    fresh: bool = False
    """Whether the text sets it apart from what it told before: هجوم آخر."""
    present: bool = False
    """Whether it is a verb in the imperfect: يستهدف."""
    we: bool = False
    """Whether it is a verb in the first person: لم نقصف."""
    governed: bool = False
    """Whether it is told only as something to be stopped or feared: إيقاف الهجوم."""
    weak: bool = False
    """Whether it tells an attack only where what is told of it says so: قتل، سيطر على."""
    plain: bool = False
    """Whether no weapon near it makes it another type: خطف طائرة."""


@dataclass(frozen=True, slots=True)
class _Noun:
    type: str
    genitive: str
    led: str
    near: frozenset[str]
    weak: bool
    plain: bool


@cache
def _nouns() -> dict[tuple[str, ...], _Noun]:
    return {
        tuple(bare(norm(word)) for word in phrase.split()): _Noun(
            entry["type"],
            entry["genitive"],
            entry.get("led", ""),
            _bares(entry.get("near", ())),
            entry.get("weak", False),
            entry.get("plain", False),
        )
        for entry in read_lexicon("attack.toml")["noun"]
        for phrase in entry["words"]
    }


def _bares(words: Any) -> frozenset[str]:
    return frozenset(bare(norm(word)) for word in words)


@cache
def _verbs() -> tuple[tuple[VerbTable, str, frozenset[str], bool, bool], ...]:
    return tuple(
        (
            VerbTable(entry["words"]),
            entry["type"],
            frozenset(map(norm, entry.get("needs_object", ()))),
            entry.get("weak", False),
            entry.get("plain", False),
        )
        for entry in read_lexicon("attack.toml")["verb"]
    )


@cache
def _falls() -> tuple[tuple[VerbTable, str, frozenset[str]], ...]:
    return tuple(
        (VerbTable(entry["words"]), entry["type"], _bares(entry["nouns"]))
        for entry in read_lexicon("attack.toml")["fall"]
    )


@cache
def verbs_of(name: str, key: str = "words") -> VerbTable:
    """The verbs of a table of the lexicon."""
    return VerbTable(read_lexicon("attack.toml")[name][key])


@cache
def phrases_of(name: str, key: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a table of the lexicon, as folded words."""
    return tuple(tuple(map(norm, phrase.split())) for phrase in read_lexicon("attack.toml")[name][key])


@cache
def attack_words() -> frozenset[str]:
    """Words that tell of violence beside another word, folded, without article."""
    weapons = folded("attack.toml", "weapon", "heads") | folded("attack.toml", "violence")
    return (
        frozenset(words[0] for words, noun in _nouns().items() if len(words) == 1 and not noun.weak)
        | weapons
        | {bare(norm("إطلاق"))}
    )


@cache
def _telling_words() -> frozenset[str]:
    """The words that a trigger may begin with: most words of a text are none of them."""
    tables = (
        [entry[0] for entry in _verbs()]
        + [entry[0] for entry in _falls()]
        + [verbs_of("suffer"), verbs_of("kill", "verbs")]
    )
    nouns = folded("attack.toml", "suffer", "nouns") | folded("attack.toml", "kill", "nouns")
    return nouns.union((words[0] for words in _nouns()), *(table.forms() for table in tables))


def triggers_of(scene: Scene) -> Iterator[Trigger]:
    """The triggers of a sentence in order; none inside a name. Weak ones tell something only where no other does."""
    found = list(_all_triggers(scene))
    strong = [trigger for trigger in found if not trigger.weak]
    yield from strong or found


def _all_triggers(scene: Scene) -> Iterator[Trigger]:
    index = scene.first
    while index < scene.last:
        may_tell = not scene.words[index].spelling.keys.isdisjoint(_telling_words())
        trigger = _trigger_at(scene, index) if may_tell and scene.over(index) is None else None
        if trigger is not None:
            yield trigger
        index = trigger.last if trigger is not None else index + 1


def _trigger_at(scene: Scene, index: int) -> Trigger | None:
    return (
        _noun_at(scene, index)
        or _verb_at(scene, index)
        or _fall_at(scene, index)
        or _suffer_at(scene, index)
        or _kill_at(scene, index)
    )


def _noun_at(scene: Scene, index: int) -> Trigger | None:
    for form in scene.words[index].forms:
        for length in (3, 2, 1):
            noun = _nouns().get((form.bare, *(scene.bare(index + i) for i in range(1, length))))
            if noun is None or (noun.led and not form.proclitics.endswith(noun.led)):
                continue
            last = index + length
            alone = bool(noun.near) and not (
                any_of(scene, range(last, last + _NEAR), noun.near)
                or _wounds(scene, index, noun)
                or (noun.type == "Bombing" and is_aimed(scene, last))
            )
            if alone and not _explodes(scene, index, noun):
                continue
            if is_other_sense(scene, index, last) or is_trial(scene, noun.type):
                return None
            governed = is_governed(scene, index, ceased=noun.type == "Attack" and noun.genitive == "none")
            if governed and not form.article:
                return None
            return Trigger(
                index,
                last,
                noun.type,
                "noun",
                noun.genitive,
                form.article,
                fresh=any_of(scene, range(last, last + 2), folded("attack.toml", "fresh")),
                governed=governed,
                weak=noun.weak or alone,
                plain=noun.plain,
            )
    return None


def _wounds(scene: Scene, index: int, noun: _Noun) -> bool:
    """Whether an explosion without a bomb's name kills or wounds, and is no accident: إصابة جنود في انفجار."""
    if not _explodes(scene, index, noun):
        return False
    words = folded("casualties.toml", "killed") | folded("casualties.toml", "injured")
    return any_of(scene, range(index - 7, index), words)


def _explodes(scene: Scene, index: int, noun: _Noun) -> bool:
    """Whether an explosion is told whose cause is not named, and that is no accident."""
    return noun.type == "Bombing" and not any_of(
        scene, range(index, index + 7), folded("attack.toml", "not", "accident")
    )


def _verb_at(scene: Scene, index: int) -> Trigger | None:
    for table, kind, needs, weak, plain in _verbs():
        verb = table.of(scene.words[index])
        if verb is None:
            continue
        if needs and not any(scene.norm(i) in needs for i in range(index + 1, index + 5)):
            continue
        if is_other_verb(scene, index):
            return None
        return Trigger(
            index,
            index + 1,
            kind,
            "verb",
            future=verb.future,
            present=_is_present(scene, index, verb),
            pronoun=verb.object_pronoun,
            we=verb.present and scene.norm(index).startswith("ن") and not verb.lemma.startswith("ن"),
            weak=weak,
            plain=plain,
        )
    return None


def _is_present(scene: Scene, index: int, verb: VerbForm) -> bool:
    """Whether a verb tells of the present; after لم and كان the imperfect tells of the past."""
    before = scene.norm(index - 1).removeprefix("و")
    return verb.present and not verb.future and before not in folded("attack.toml", "imperfect", "past")


def _fall_at(scene: Scene, index: int) -> Trigger | None:
    for table, kind, nouns in _falls():
        verb = table.of(scene.words[index])
        if verb is None or is_trial(scene, kind):
            continue
        if any_of(scene, words_of_object(scene, index), nouns) or any_of(scene, range(index - 3, index), nouns):
            present = _is_present(scene, index, verb)
            return Trigger(index, index + 1, kind, "fall", future=verb.future, present=present)
    return None


def _suffer_at(scene: Scene, index: int) -> Trigger | None:
    named = scene.bares(index) & folded("attack.toml", "suffer", "nouns")
    if not named and verbs_of("suffer").of(scene.words[index]) is None:
        return None
    follows = any(scene.bares(i) & attack_words() for i in range(index + 1, min(index + 16, scene.last)))
    return Trigger(index, index + 1, "Attack", "suffer") if follows else None


def _kill_at(scene: Scene, index: int) -> Trigger | None:
    named = scene.bares(index) & folded("attack.toml", "kill", "nouns")
    verb = verbs_of("kill", "verbs").of(scene.words[index])
    if not named and verb is None:
        return None
    by = any(
        tuple(scene.norm(at + i) for i in range(len(p))) == p
        for at in range(index + 1, min(index + _HAND, scene.last))
        for p in phrases_of("kill", "by")
    )
    hand = by or (verb is not None and _has_killer(scene, index))
    return Trigger(index, index + 1, "Attack", "kill", future=verb.future if verb else False, weak=not hand)


def _has_killer(scene: Scene, verb: int) -> bool:
    """Whether a force or a group stands right behind a verb of killing, and a person by name behind it: the subject and
    the object of an active verb. قتل الجيش الأميركي زعيم التنظيم فلان; but قتل جندي …, who was killed.
    """
    killer = scene.at(verb + 1)
    if killer is None or killer.joined or killer.entity.type not in _KILLERS:
        return False
    victim = parties_at(scene, killer.last)
    return victim is not None and victim.people

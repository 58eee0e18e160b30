"""Whom the words around an attack name: its object, those behind prepositions, victims, those who escape, two sides.

Words are data: ``kg/data/lexicon/attack.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attack_subject import Actor, adjective_of, is_adjective, with_coordinated
from kg.extract.attack_triggers import Trigger, attack_words, phrases_of, verbs_of
from kg.extract.circumstances import folded
from kg.extract.parties import parties_at
from kg.extract.scene import Filler, Scene
from kg.extract.states import StateAdjectives
from kg.text.lexicon import read_lexicon

__all__ = [
    "ambushed",
    "coordinated",
    "doer_by",
    "escaped",
    "object_of",
    "onto",
    "sides",
    "sufferer",
    "supporters",
    "victims",
]

_ESCAPE = 14
"""Words between a verb of escaping and the attack."""
_HAND = 12
"""Words between an attack and the hand that is told."""
_OWNER = 7
"""Words from that to whose hand it is."""
_REACH = 8
"""Words over which an argument may stand from its trigger."""


def object_of(scene: Scene, start: int, *, skip_attack: bool = False) -> Filler | None:
    """What a verb or a preposition at `start` leads to: a name, or the owner of a site: عدة مواقع لحركة …"""
    sited = False
    for index in range(start, min(start + _REACH, scene.last)):
        filler = scene.at(index)
        if filler is not None:
            free = not filler.joined or (filler.joined == "ل" and sited)
            return filler if free else None
        if (person := titled(scene, index)) is not None:
            return person
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


def titled(scene: Scene, index: int) -> Filler | None:
    """The person whose title begins at a word, a body inside it: الأمين العام لحزب الله | حسن نصر الله."""
    found = parties_at(scene, index) if scene.over(index) is None and scene.words[index].is_word else None
    if found is None or not found.people:
        return None
    return next((f for f in scene.fillers if f.entity.id == found.ids[0] and index < f.first < found.last), None)


def ambushed(scene: Scene, index: int) -> list[Filler]:
    """Whose people fell into an ambush: كمين لدورية للجيش."""
    force = folded("attack.toml", "force") | folded("attack.toml", "site")
    if not any(form.proclitics == "ل" and form.bare in force for form in scene.words[index].forms):
        return []
    owner = scene.at(index + 1)
    return [owner] if owner is not None and owner.joined in {"", "ل"} and scene.is_actor(owner) else []


def escaped(scene: Scene, trigger: Trigger) -> list[Filler]:
    """Who escaped an attack: نجا الوزير فلان من محاولة اغتيال."""
    for index in range(trigger.first - 1, max(scene.first, trigger.first - _ESCAPE) - 1, -1):
        if verbs_of("escape").of(scene.words[index]) is None:
            continue
        found = titled(scene, index + 1) or scene.at(index + 1)
        return [found] if found is not None and scene.is_actor(found) and not found.joined else []
    return []


def coordinated(scene: Scene, filler: Filler) -> list[Filler]:
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


def doer_by(scene: Scene, start: int, states: StateAdjectives) -> list[Actor]:
    """Who stands after من قبل، على يد، شنته … behind the trigger, as such or as the owner of what acts there."""
    for index in range(start, min(start + _HAND, scene.last)):
        length = next(
            (len(p) for p in phrases_of("by", "phrases") if tuple(scene.norm(index + i) for i in range(len(p))) == p), 0
        )
        if length or _has_object(scene, index):
            return _owner_of_hand(scene, index + (length or 1), states)
    return []


def supporters(scene: Scene, clause: tuple[int, int], states: StateAdjectives) -> Iterator[Actor]:
    """The forces with whose support somebody attacks: بإسناد من طائرات التحالف. Who only supports a war is no force."""
    for index in range(*clause):
        if scene.norm(index) not in folded("attack.toml", "beside"):
            continue
        start = next((i for i in range(index + 1, index + 4) if scene.norm(i) == "من"), index)
        for found in _owner_of_hand(scene, start + 1, states):
            if not isinstance(found, str) and found.entity.type in read_lexicon("attack.toml")["beside"]["types"]:
                yield found


def _has_object(scene: Scene, index: int) -> bool:
    """Whether a verb of carrying out has the attack before it as its object: شنته، زرعه."""
    verb = verbs_of("by", "verbs").of(scene.words[index])
    return verb is not None and verb.object_pronoun and scene.over(index) is None


def _owner_of_hand(scene: Scene, start: int, states: StateAdjectives) -> list[Actor]:
    """Who acts at a word, or whose people or weapons are told there: مسلحون من الحركة، طائرات أميركية."""
    bridge, between = folded("attack.toml", "force"), folded("attack.toml", "by", "between")
    owned = False
    for at in range(start, min(start + _OWNER, scene.last)):
        filler = scene.at(at)
        if filler is not None:
            free = not filler.joined or (owned and filler.joined == "ل")
            return list(with_coordinated(scene, filler)) if free and scene.is_actor(filler) else []
        bares = scene.bares(at)
        if at > start and (state := adjective_of(scene, at, states)) is not None:
            return [state]
        if not bares & bridge and scene.norm(at) not in between and not (at > start and is_adjective(scene, at)):
            return []
        owned |= scene.norm(at).startswith("تابع")
    return []


def onto(scene: Scene, start: int) -> Iterator[Filler]:
    """What stands after على، ضد، استهدف … behind the trigger, with what is coordinated to it."""
    prepositions = folded("attack.toml", "onto", "prepositions")
    for index in range(start, min(start + 9, scene.last)):
        if scene.norm(index) not in prepositions:
            continue
        found = object_of(scene, index + 1)
        if found is not None:
            yield from coordinated(scene, found)
            return


def victims(scene: Scene, clause: tuple[int, int]) -> Iterator[Filler]:
    """Who is killed or wounded by name: مقتل القائد …، ثلاثة من عناصر الجيش."""
    words = folded("casualties.toml", "killed") | folded("casualties.toml", "injured")
    for index in range(*clause):
        if not scene.bares(index) & words:
            continue
        for at in range(index + 1, min(index + _REACH, scene.last)):
            filler = scene.at(at)
            if filler is not None:
                if scene.is_actor(filler) and not scene.is_place(filler) and not filler.joined:
                    yield from (f for f in coordinated(scene, filler) if scene.is_actor(f))
                break
            if not scene.words[at].is_word or scene.norm(at) in folded("attack.toml", "aside") - {"من", "علي"}:
                break
            if scene.bares(at) & attack_words() - folded("attack.toml", "force"):
                break


def sufferer(scene: Scene, trigger: Trigger) -> list[Filler]:
    """Who suffered: تعرضت القاعدة … لهجوم."""
    after = [f for f in scene.after(trigger.last, 4) if not f.joined and scene.norm(f.first - 1) != "في"]
    if after:
        return coordinated(scene, after[0])
    before = [f for f in scene.before(trigger.first, 16) if scene.is_facility(f) or scene.is_actor(f)]
    return [f for f in before if scene.is_facility(f)][:1] or before[:1]


def sides(scene: Scene, group: list[Trigger], clause: tuple[int, int]) -> list[Filler]:
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

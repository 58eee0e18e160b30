"""Which triggers of a sentence tell one attack together, in which of its words, and of which kind it is."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from kg.extract.attack_triggers import Trigger, phrases_of, verbs_of
from kg.extract.circumstances import folded
from kg.extract.lexicon import bare
from kg.extract.scene import Filler, Scene
from kg.extract.time_distances import is_counted_from
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["clauses_of", "craft_of", "grouped", "is_answered", "is_habitual", "is_subordinate", "type_of"]


_ANSWER = 8
"""Words before an attack in which the verb of answering it stands."""


def grouped(scene: Scene, triggers: list[Trigger]) -> list[list[Trigger]]:
    """Triggers that tell one attack together: هجوم … استهدف، تعرضت … لهجوم، شن غارات … قصفت."""
    groups: list[list[Trigger]] = []
    for trigger in triggers:
        if groups and not _another(scene, groups[-1], trigger):
            groups[-1].append(trigger)
        else:
            groups.append([trigger])
    return groups


def _another(scene: Scene, group: list[Trigger], other: Trigger) -> bool:
    """Whether a trigger begins another attack than the group before it tells."""
    one = group[-1]
    if other.fresh or (one.governed != other.governed):
        return True
    if all(t.how == "kill" for t in group):
        return False
    if is_subordinate(scene, other) or (is_answered(scene, group[0].first) and scene.norm(other.first).startswith("ب")):
        return True
    if is_subordinate(scene, group[0]) and scene.norm(group[0].first - 3) == "":
        # بعد هجوم …، شنت: the sentence opens with what came before its own attack.
        commas = any(not scene.words[i].is_word for i in range(one.last, other.first))
        if commas and not other.definite:
            return True
    coordinated = scene.norm(other.first).startswith("و") and any(
        form.proclitics.startswith("و") for form in scene.words[other.first].forms[1:]
    )
    if coordinated and one.type != other.type and "Attack" not in (one.type, other.type):
        return True
    if _joined_clause(scene, one, other) is not None:
        return True
    return not other.definite and _opening(scene, one.last, other.first) is not None


def _joined_clause(scene: Scene, one: Trigger, other: Trigger) -> int | None:
    """The verb by which و joins a clause with an actor of its own: وشنت تركيا غارات، وقصف التحالف."""
    for index in range(one.last, min(other.first + 1, scene.last)):
        joined = any(form.proclitics.startswith("و") for form in scene.words[index].forms)
        tells = (index == other.first and other.how == "verb") or verbs_of("carry").of(scene.words[index]) is not None
        actor = scene.at(index + 1)
        if joined and tells and actor is not None and scene.is_actor(actor) and not actor.joined:
            return index
    return None


def _opening(scene: Scene, first: int, last: int) -> int | None:
    """The word between two triggers that opens another clause: فيما، بينما، كما."""
    openers = folded("attack.toml", "clause")
    return next((i for i in range(first, last) if scene.bare(i) in openers or scene.norm(i) in openers), None)


def is_subordinate(scene: Scene, trigger: Trigger) -> bool:
    """Whether a trigger stands under بعد، بالتزامن مع، بعد أن …: it tells another attack than the sentence's own.

    A word of killing may stand between: بعد مقتل ثلاثة في هجوم.
    """
    single = frozenset(map(norm, read_lexicon("attack.toml")["other"]["before"]))
    conjunctions = frozenset(map(norm, read_lexicon("attack.toml")["other"]["conjunctions"]))
    at = _head(scene, trigger.first)
    if is_counted_from(scene, at):
        # يأتي الهجوم بعد يومين من تفجير
        return True
    # وعقب الغارات، أطلقت
    before = scene.norm(at - 1).removeprefix("و"), scene.norm(at - 2).removeprefix("و")
    if trigger.how not in {"noun", "suffer", "kill"} and at == trigger.first:
        return before[0] in conjunctions or (before[0] == "ان" and before[1] in single)
    pairs = (p[-2:] for p in phrases_of("other", "phrases"))
    return before[0] in single or any(before == (p[-1], p[-2]) for p in pairs)


def is_answered(scene: Scene, trigger: int) -> bool:
    """Whether an attack told at a word is what somebody answers, often with another one: رد على اغتياله بقصف."""
    if scene.norm(trigger - 1) != norm("على"):
        return False
    before = range(max(scene.first, trigger - _ANSWER), trigger - 1)
    return any(verbs_of("answer").of(scene.words[i]) is not None for i in before)


def _head(scene: Scene, index: int) -> int:
    """The word of killing or wounding that leads up to a trigger without a stop between them, else the trigger."""
    words = folded("casualties.toml", "killed") | folded("casualties.toml", "injured")
    for at in range(index - 1, max(index - 9, scene.first) - 1, -1):
        if not scene.words[at].is_word:
            return index
        if {form.bare for form in scene.words[at].forms if not form.article} & words and not scene.counts_at(at):
            return at
    return index


def clauses_of(scene: Scene, groups: list[list[Trigger]]) -> list[tuple[int, int]]:
    """The words in which each group's arguments stand: from one border between groups to the next."""
    borders = [scene.first]
    for one, other in pairwise(groups):
        opening = _opening(scene, one[-1].last, other[0].first)
        opening = _joined_clause(scene, one[-1], other[0]) if opening is None else opening
        borders.append(opening if opening is not None else other[0].first)
    return list(zip(borders, [*borders[1:], scene.last], strict=True))


@cache
def _manners() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (m["type"], frozenset(bare(norm(w)) for w in m["words"])) for m in read_lexicon("attack.toml")["manner"]
    )


def type_of(scene: Scene, group: list[Trigger], clause: tuple[int, int]) -> str:
    """The type that manner words near the triggers tell, else that of the most specific trigger."""
    own = [t.type for t in group if t.type not in {"Attack", "Shelling"}]
    if own and own[0] in {"ArmedClash", "Assassination", "Ambush", "Raid"}:
        # هجوم …، في أكبر معركة: what begins as an attack on somebody stays one.
        one_sided = own[0] == "ArmedClash" and group[0].type != "ArmedClash" and group[0].how == "noun"
        return group[0].type if one_sided else own[0]
    if all(t.plain for t in group):
        return group[0].type
    first, last = group[0].first, group[-1].last
    window = range(max(clause[0], first - 4), min(clause[1], last + 6))
    told = {_manner(scene, i) for i in window}
    # A suicide bomber and a drone tell more than their bombs and missiles do; a raid from the air fires missiles too.
    telling = next((kind for kind in ("SuicideAttack", "DroneAttack") if kind in told), None)
    if telling is not None or own:
        return telling or own[0]
    # ضربات جوية وصاروخية: the first word of manner behind the triggers decides, else the last one before.
    ordered = (*range(last, window.stop), *range(last - 1, window.start - 1, -1))
    return next((kind for i in ordered if (kind := _manner(scene, i)) is not None), group[0].type)


def craft_of(scene: Scene, attacker: Filler) -> str | None:
    """The type of an attack that who carries it out tells: مقاتلات أميركية نفذت ضربة."""
    return next((kind for i in range(attacker.first, attacker.last) if (kind := _manner(scene, i)) is not None), None)


def _manner(scene: Scene, index: int) -> str | None:
    """The type that a word of manner tells; none inside the name of a place: قاعدة حميميم الجوية."""
    over = scene.over(index)
    if over is not None and not scene.is_actor(over):
        return None
    return next((kind for kind, manner in _manners() if scene.bares(index) & manner), None)


def is_habitual(scene: Scene, group: list[Trigger], clause: tuple[int, int]) -> bool:
    """Whether attacks are told that happen again and again, or that go on without a day: يستهدف المدنيين."""
    words = [scene.norm(i) for i in range(*clause)]
    for phrase in phrases_of("generic", "habitual"):
        if any(tuple(words[i : i + len(phrase)]) == phrase for i in range(len(words))):
            return True
    if all(t.how == "noun" and t.genitive == "target" and _is_end(scene, t) for t in group):
        return True
    dated = any(clause[0] <= scene.word_at(d.begin) < clause[1] for d in scene.dates)
    return all(t.present for t in group) and not (dated or scene.sentence.is_title)


def _is_end(scene: Scene, trigger: Trigger) -> bool:
    """Whether an attack is told as how or to what end somebody acts: من خلال مهاجمة مواقع."""
    before = scene.norm(trigger.first - 2), scene.norm(trigger.first - 1)
    return any(before[2 - len(phrase) :] == phrase for phrase in phrases_of("generic", "ends"))

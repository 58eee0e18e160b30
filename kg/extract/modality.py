"""Whether what a word tells has happened, is to come, or is a mere possibility; and whether it is denied.

Words are data: ``kg/data/lexicon/modality.toml``. What they don't say, grammar does: the future in س, a condition, and
the subjunctive, by which a clause is wanted, expected or feared, not told (طالب بأن يعقد, but إن … عقد).
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from kg.extract.circumstances import folded
from kg.extract.scene import Scene
from kg.extract.verbs import VerbForm, VerbTable
from kg.model import Modality
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["doing", "is_negation", "modality_at", "negated", "tells_future"]

_BEFORE = 6
"""Words before a trigger in which what makes it a plan or a possibility stands: من المقرر أن يلتقي."""
_GOVERNED = 12
"""The same where a preposition leads a trigger that a verb far off may govern: توعد الرئيس …، الأربعاء، باستهداف."""
_AFTER = 4
"""Words after it: الزيارة المقررة, قصف محتمل."""
_CLAUSE = 9
"""Words before a noun in which the verb stands whose object or subject it is: أن تشن الولايات المتحدة وحلفاؤها ضربة."""
_CONDITION = 16
"""Words before a trigger in which a condition stands that it depends on."""
_CONDITION_AFTER = 7
"""The same after it: سنقصف … إذا."""
_DONE = norm("قد")
"""Before a past it asserts."""


def modality_at(scene: Scene, trigger: int, last: int, *, future: bool) -> Modality:
    """What the words around a trigger of the words `trigger` to `last` (half-open) make of it.

    `future` tells whether it is a verb in the future itself.
    """
    before = range(max(scene.first, trigger - _BEFORE), trigger)
    after = range(last, min(last + _AFTER, scene.last))
    if _says(scene, before, "hypothetical") or _among(scene, after, "hypothetical", "after"):
        return Modality.HYPOTHETICAL
    if _perhaps([scene.norm(i) for i in (*before, trigger)]) or _depends(scene, trigger, last):
        return Modality.HYPOTHETICAL
    planned = future or _says(scene, before, "planned") or _among(scene, after, "planned", "after")
    planned = planned or _is_wanted(scene, trigger) or _is_done_in_future(scene, trigger)
    return Modality.PLANNED if planned else Modality.ACTUAL


def negated(scene: Scene, trigger: int) -> bool:
    """Whether a particle of negation stands directly before a verb."""
    return is_negation(scene, trigger - 1)


def is_negation(scene: Scene, index: int) -> bool:
    """Whether a particle of negation stands at a word."""
    return scene.norm(index) in folded("modality.toml", "negated", "particles")


def tells_future(scene: Scene, indices: range) -> bool:
    """Whether a verb of happening or doing stands in the future among some words: ستعقد، سيشن."""
    return any(verb.future for i in indices if (verb := doing(scene, i)) is not None)


def _says(scene: Scene, indices: range, table: str) -> bool:
    words = folded("modality.toml", table)
    if any(scene.bares(i) & words for i in indices):
        return True
    trigger = indices.stop
    reach = range(max(scene.first, trigger - _GOVERNED), trigger) if _is_led(scene, trigger) else indices
    if any(_verbs(table).of(scene.words[i]) is not None for i in reach if scene.over(i) is None):
        return True
    return any(_stands(scene, i, phrase) for i in indices for phrase in _phrases(table, "phrases"))


def _is_led(scene: Scene, trigger: int) -> bool:
    """Whether a preposition leads to a trigger, or to the noun of doing or holding it: باستهداف، إلى عقد لقاء."""
    if scene.bare(trigger - 1) in folded("modality.toml", "holding"):
        trigger -= 1
    led = any(form.proclitics.endswith("ب") for form in scene.words[trigger].forms)
    return led or scene.norm(trigger - 1) == norm("إلى")


def _among(scene: Scene, indices: range, table: str, key: str) -> bool:
    words = folded("modality.toml", table, key)
    return any(scene.bares(i) & words for i in indices)


@cache
def _verbs(table: str) -> VerbTable:
    return VerbTable(read_lexicon("modality.toml")[table]["verbs"])


@cache
def _phrases(table: str, key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(norm, phrase.split())) for phrase in read_lexicon("modality.toml")[table][key])


def _stands(scene: Scene, at: int, phrase: tuple[str, ...]) -> bool:
    first, *rest = phrase
    return scene.norm(at).removeprefix("و") == first and all(scene.norm(at + i) == w for i, w in enumerate(rest, 1))


def _perhaps(words: list[str]) -> bool:
    """Whether «قد» stands before a present: قد يلتقي. Before a past it asserts: قد التقى."""
    return any(word.lstrip("و") == "قد" and after[:1] in "يتن" and len(after) > 3 for word, after in pairwise(words))


def _depends(scene: Scene, trigger: int, last: int) -> bool:
    """Whether a condition stands before a trigger without a full stop between them, or closely after it."""
    before = range(max(scene.first, trigger - _CONDITION), trigger)
    after = range(last, min(last + _CONDITION_AFTER, scene.last))
    conditions = _phrases("hypothetical", "conditions")
    return any(_stands(scene, i, phrase) for i in (*before, *after) for phrase in conditions)


def _is_wanted(scene: Scene, trigger: int) -> bool:
    """Whether a trigger, or the verb that does or holds it, is a subjunctive that isn't one of time: على أن يعقد.

    Not one that is told as done: نفى أن تكون طائراته قد قصفت.
    """
    if scene.norm(trigger - 1) == _DONE:
        return False
    that = frozenset(map(norm, read_lexicon("modality.toml")["subjunctive"]["particles"]))
    facts = folded("modality.toml", "subjunctive", "facts")
    for at in range(trigger - 1, max(trigger - _CLAUSE, scene.first) - 1, -1):
        if scene.norm(at) in that:
            verb = at + 1 == trigger or doing(scene, at + 1) is not None
            imperfect = scene.norm(at + 1)[:1] in "يتن"
            return verb and imperfect and not scene.bares(at - 1) & facts
    return False


def _is_done_in_future(scene: Scene, trigger: int) -> bool:
    """Whether the verb that does what a noun names stands in the future: ستوجه إدارته ضربة."""
    before = range(trigger - 1, max(trigger - _CLAUSE, scene.first) - 1, -1)
    verb = next((verb for i in before if (verb := doing(scene, i)) is not None), None)
    return verb is not None and verb.future


def doing(scene: Scene, index: int) -> VerbForm | None:
    """The verb at a word by which an attack or a meeting is done or held: شن، عقد; `None` for any other word."""
    if not scene.first <= index < scene.last or scene.over(index) is not None:
        return None
    return _deeds().of(scene.words[index])


@cache
def _deeds() -> VerbTable:
    """The verbs whose object or subject is an attack or a meeting: شن، عقد، جرى."""
    meetings = read_lexicon("diplomacy.toml")["light"]
    return VerbTable([*meetings["words"], *meetings["will"], *read_lexicon("attack.toml")["carry"]["words"]])

"""Readings in which the words for attacks tell none: tests, storms, words of a kind, what is stopped or feared.

Words are data: ``kg/data/lexicon/attack.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kg.extract.circumstances import folded
from kg.extract.scene import Scene
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon

__all__ = ["any_of", "is_aimed", "is_governed", "is_other_sense", "is_other_verb", "is_trial"]

_GOVERNED = 3
"""Words before a noun in which what governs it stands: تخفيف حدة المعارك."""
_CEASED = 5
"""The same for a ceasefire, whose qualities stand between: وقف شامل ودائم لإطلاق النار."""
_STORM = 6
"""Words before a verb in which what strikes stands: العاصفة المدارية … التي ضربت."""
_DENIED = 6
"""Words from the word of denial to what is denied, a subject between them."""
_AIMED = 10
"""Words behind an explosion in which it is said at whom it was aimed."""


@cache
def _aiming() -> VerbTable:
    return VerbTable(read_lexicon("attack.toml")["not"]["aiming"])


def any_of(scene: Scene, indices: Iterable[int], words: frozenset[str]) -> bool:
    """Whether one of some words of a lexicon stands among the words at `indices`."""
    return any(scene.bares(i) & words for i in indices)


def is_other_sense(scene: Scene, index: int, last: int) -> bool:
    """Whether a noun is one of words, of a kind, or of none in particular."""
    if scene.bare(last) in folded("attack.toml", "not", "after_noun"):
        return True
    if scene.bares(last) & folded("attack.toml", "not", "abstract"):
        return True
    if scene.bares(last) & folded("attack.toml", "not", "subject"):
        # ضرب زلزال: unvowelled, the verb looks like the noun.
        return True
    before = index - 1
    if scene.norm(before) in folded("attack.toml", "demonstrative"):
        before -= 1
    if scene.norm(before) in folded("attack.toml", "generic", "any") and _is_denied(scene, before):
        return False
    return _construct(scene, before) & folded("attack.toml", "generic", "before") != frozenset()


def _is_denied(scene: Scene, index: int) -> bool:
    """Whether a verb before a word is denied of the past: لم تشن روسيا أي غارات."""
    denied = folded("attack.toml", "generic", "denied")
    return any(scene.norm(i).removeprefix("و") in denied for i in range(max(scene.first, index - _DENIED), index))


def _construct(scene: Scene, index: int) -> frozenset[str]:
    """The forms of a word that may govern the next one: those without article."""
    if not scene.first <= index < scene.last:
        return frozenset()
    return frozenset(form.bare for form in scene.words[index].forms if not form.article)


def is_governed(scene: Scene, index: int, *, ceased: bool) -> bool:
    """Whether a noun is told as what is stopped, avoided or feared; `ceased` for one of which a ceasefire may be."""
    reach = _CEASED if ceased else _GOVERNED
    governing = folded("attack.toml", "generic", "governing")
    for before in range(index - 1, index - 1 - reach, -1):
        if before < scene.first or not scene.words[before].is_word:
            return False
        if _construct(scene, before) & governing:
            return True
    return False


def is_trial(scene: Scene, kind: str) -> bool:
    """Whether a sentence of an attack of some kind tells of the test of a missile."""
    trial = folded("attack.toml", "not", "trial")
    return kind == "MissileAttack" and any_of(scene, range(scene.first, scene.last), trial)


def is_aimed(scene: Scene, noun: int) -> bool:
    """Whether a verb of aiming follows behind a noun: انفجار ضخم في العاصمة استهدف موكبا."""
    reach = range(noun, min(noun + _AIMED, scene.last))
    return any(_aiming().of(scene.words[i]) is not None for i in reach if scene.over(i) is None)


def is_other_verb(scene: Scene, index: int) -> bool:
    """Whether a verb tells of a storm, of what is struck without violence (يستهدف أمن البلاد), or whom a plan means."""
    aims = any_of(scene, range(index - _STORM, index), folded("attack.toml", "not", "aims"))
    if aims and _aiming().of(scene.words[index]) is not None:
        return True
    strikes = any_of(scene, range(index - _STORM, index + 2), folded("attack.toml", "not", "subject"))
    return strikes or bool(scene.bares(index + 1) & folded("attack.toml", "not", "abstract"))

"""Places that something is launched or comes from, and that are not attacked: صواريخ أطلقت من غزة على عسقلان.

Words are data: ``kg/data/lexicon/attack.toml``.
"""

from __future__ import annotations

from functools import cache

from kg.extract.circumstances import folded
from kg.extract.scene import Filler, Scene
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon

__all__ = ["is_origin"]

_FROM = 2
"""Words before a place in which «from» stands: من داخل الأراضي."""
_REACH = 8
"""Words before «from» in which that stands which is launched, or the verb that launches it."""


def is_origin(scene: Scene, place: Filler) -> bool:
    """Whether a mention of a place tells from where something is launched."""
    start = next(
        (
            i
            for i in range(place.first - 1, place.first - 1 - _FROM, -1)
            if scene.norm(i) in folded("attack.toml", "launch", "from")
        ),
        None,
    )
    if start is None or any(scene.over(i) is not None for i in range(start, place.first)):
        return False
    if start != place.first - 1 and scene.bare(start + 1) not in folded("attack.toml", "launch", "between"):
        return False
    if scene.norm(start - 1) in folded("attack.toml", "launch", "near"):
        return False
    return any(_launches(scene, i) for i in range(max(scene.first, start - _REACH), start))


def _launches(scene: Scene, index: int) -> bool:
    if scene.bares(index) & folded("attack.toml", "launch", "words"):
        return True
    return _verbs().of(scene.words[index]) is not None


@cache
def _verbs() -> VerbTable:
    return VerbTable(read_lexicon("attack.toml")["launch"]["verbs"])

"""The words behind a verb among which its object stands, however many words tell who acts, when, and how many.

أطلقت حركة الفجر المسلحة، مساء الأحد، عددا من الصواريخ
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.circumstances import folded
from kg.extract.scene import Scene

__all__ = ["words_of_object"]

_WORDS = 4
"""Words that are neither names nor dates nor quantities, after which no object is expected."""
_REACH = 16


def words_of_object(scene: Scene, verb: int) -> Iterator[int]:
    """The indices of the words, in order; quantities are data: ``kg/data/lexicon/attack.toml``."""
    left = _WORDS
    for index in range(verb + 1, min(verb + 1 + _REACH, scene.last)):
        if not left:
            return
        yield index
        left -= not _is_passed_over(scene, index)


def _is_passed_over(scene: Scene, index: int) -> bool:
    """Whether a word is a mark, or part of a name, of a date, or of how many."""
    begin = scene.words[index].token.begin
    return (
        not scene.words[index].is_word
        or scene.over(index) is not None
        or scene.counts_at(index)
        or not scene.bares(index).isdisjoint(folded("attack.toml", "quantity"))
        or any(date.begin <= begin < date.end for date in scene.dates)
    )

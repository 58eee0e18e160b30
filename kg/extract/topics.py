"""What a meeting is about: the phrase after حول، بشأن …, or the object of بحث.

Words are data: ``kg/data/lexicon/diplomacy.toml``.
"""

from __future__ import annotations

from functools import cache

from kg.extract.circumstances import folded
from kg.extract.meeting_triggers import MeetingTrigger
from kg.extract.scene import Scene
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon

__all__ = ["topic_of"]

_LONGEST = 8
"""Words of a topic; what is longer is a sentence of its own."""


def topic_of(scene: Scene, trigger: MeetingTrigger, last: int) -> str | None:
    """The topic in the words from the trigger to `last`."""
    prepositions = folded("diplomacy.toml", "topic", "prepositions")
    for index in range(trigger.first, min(trigger.first + 25, last) - 1):
        if scene.bare(index) in prepositions:
            return _phrase(scene, index + 1)
    if trigger.verb and _discussing().of(scene.words[trigger.first]) is not None:
        partners = [f for f in scene.after(trigger.last, 18) if scene.is_actor(f)]
        start = partners[-1].last if partners else trigger.last
        if start < scene.last and scene.words[start].is_word and scene.words[start].plain.article:
            return _phrase(scene, start)
    return None


@cache
def _discussing() -> VerbTable:
    """The verbs that tell a meeting by its topic."""
    entries = (e for e in read_lexicon("diplomacy.toml")["verb"] if e.get("needs") == "مع")
    return VerbTable([word for entry in entries for word in entry["words"]])


def _phrase(scene: Scene, first: int) -> str:
    ends = folded("diplomacy.toml", "topic", "ends")
    last = first
    while last < min(scene.last, first + _LONGEST) and scene.words[last].is_word:
        if last > first and scene.bare(last) in ends:
            break
        last += 1
    return scene.text(first, max(last, first + 1))

"""Who is invited to a visit, and who attends for one side: دعا فلان فلانا إلى زيارة …؛ حضره من الجانب السعودي فلان."""

from __future__ import annotations

from functools import cache

from kg.extract.meeting_triggers import MeetingTrigger
from kg.extract.parties import Parties, parties_at
from kg.extract.scene import Scene
from kg.extract.states import StateAdjectives
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["after_side", "invited"]

_REACH = 16
"""Words between the verb of inviting and the visit."""
_SIDES = frozenset(map(norm, ("جانب", "طرف")))


def invited(scene: Scene, trigger: MeetingTrigger) -> Parties | None:
    """The person whom a verb of inviting before a visit has as its object."""
    for verb in range(trigger.first - 1, max(scene.first, trigger.first - _REACH) - 1, -1):
        if scene.over(verb) is not None or _inviting().of(scene.words[verb]) is None:
            continue
        people = [
            found
            for at in range(verb + 1, trigger.first)
            if (filler := scene.at(at)) is not None
            and filler.entity.type == "Person"
            and (found := parties_at(scene, at)) is not None
            and found.last <= trigger.first
        ]
        return people[-1] if people else None
    return None


@cache
def _inviting() -> VerbTable:
    return VerbTable(read_lexicon("diplomacy.toml")["light"]["invites"])


def after_side(scene: Scene, start: int) -> int:
    """The index after whose side is told: حضره من الجانب السعودي | فلان."""
    if scene.norm(start) not in {"من", "عن"} or scene.bare(start + 1) not in _SIDES:
        return start
    at = start + 2
    side = scene.over(at)
    if side is not None:
        return side.last
    return at + 1 if StateAdjectives.load().of(scene.bare(at)) is not None else at

"""Where a meeting is held, and what a visit leads to."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from kg.extract.circumstances import folded
from kg.extract.meeting_triggers import MeetingTrigger
from kg.extract.scene import Filler, Scene
from kg.extract.states import StateAdjectives
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["hosting", "places_of", "visited"]

_GAP = 3
"""Words between a place and what it lies in: في سوتشي، جنوب روسيا."""
_HOST = 3
"""Words behind a verb of hosting in which its subject begins."""
_CLAUSE = 25
"""Words from a verb to the meeting that is its object, among which a place may stand."""


def places_of(
    scene: Scene, trigger: MeetingTrigger, clause: tuple[int, int], taken: Callable[[int], bool]
) -> tuple[str, ...]:
    """The place that في or ب leads to, after the trigger and before the topic, else before the trigger."""
    end = _topic_start(scene, trigger.last, clause[1])
    name = scene.at(trigger.last)
    if name is not None and not trigger.verb and not taken(name.first) and _names_talks(scene, name):
        return _chain(scene, name)
    for filler in scene.fillers:
        if trigger.last <= filler.first < end and _located(scene, filler) and not taken(filler.first):
            return _chain(scene, filler)
    for filler in scene.fillers:
        near = clause[0] <= filler.first < trigger.first and (
            trigger.first - filler.last <= _GAP or trigger.first - clause[0] <= _CLAUSE
        )
        if near and _located(scene, filler) and not taken(filler.first):
            return _chain(scene, filler)
    return ()


def hosting(scene: Scene, verb: int, meeting: int) -> tuple[str, ...]:
    """The place that is the subject of a verb of hosting before the meeting: تستضيف القاهرة غدا اجتماعا."""
    if _hosts().of(scene.words[verb]) is None:
        return ()
    subject = next((f for f in scene.after(verb + 1, _HOST) if f.last <= meeting), None)
    if subject is None or subject.joined or scene.norm(subject.first - 1) in _TO or not _is_place(scene, subject):
        return ()
    return _chain(scene, subject)


@cache
def _hosts() -> VerbTable:
    return VerbTable(read_lexicon("diplomacy.toml")["light"]["hosts"])


def _names_talks(scene: Scene, filler: Filler) -> bool:
    """Whether a meeting is named by its place: قمة هلسنكي. A state is what it is about, or who meets."""
    return scene.is_place(filler) and not filler.joined and filler.entity.type != "Country"


def visited(scene: Scene, trigger: MeetingTrigger, last: int, taken: Callable[[int], bool]) -> tuple[str, ...]:
    """The place that is visited: زيارة إلى موسكو، زار بغداد، زيارة لفرنسا، وصل إلى أربيل."""
    for filler in scene.fillers:
        if not trigger.last <= filler.first < last or not _is_place(scene, filler) or taken(filler.first):
            continue
        if scene.norm(filler.first - 1) == "من":
            continue
        led = scene.norm(filler.first - 1) in _TO or scene.norm(filler.first - 2) in _TO
        direct = filler.first == trigger.last or (trigger.goal and trigger.direct and not filler.joined)
        if led or direct or filler.joined.endswith(("ل", "ب")):
            return _chain(scene, filler)
    return ()


_TO = frozenset(map(norm, ("إلى", "في", "الى")))


def _topic_start(scene: Scene, first: int, last: int) -> int:
    prepositions = folded("diplomacy.toml", "topic", "prepositions")
    return next((at for at in range(first, last) if scene.bare(at) in prepositions), last)


def _is_place(scene: Scene, filler: Filler) -> bool:
    return scene.is_place(filler) or scene.is_facility(filler)


def _located(scene: Scene, filler: Filler) -> bool:
    if not _is_place(scene, filler):
        return False
    if filler.joined.endswith("ب"):
        return True
    for at in (filler.first - 1, filler.first - 2, filler.first - 3):
        if scene.over(at) is not None or not scene.norm(at) or not scene.words[at].is_word:
            return False
        if scene.norm(at) == "في" or any(form.proclitics.endswith("ب") for form in scene.words[at].forms[1:]):
            return at == filler.first - 1 or scene.bare(at + 1) in folded("places.toml", "into")
    return False


def _chain(scene: Scene, place: Filler) -> tuple[str, ...]:
    """A place and those that it is said to lie in; the state of a capital: العاصمة الفنلندية هلسنكي."""
    found = [place.entity.id]
    state = StateAdjectives.load().of(scene.bare(place.first - 1)) or StateAdjectives.load().of(
        scene.bare(place.first + 1)
    )
    if state is not None:
        found.append(state)
    last = place.last
    for follower in scene.fillers:
        if last <= follower.first <= last + _GAP and _is_place(scene, follower) and not follower.joined.startswith("و"):
            if not all(_links(scene, at) for at in range(last, follower.first)):
                break
            found.append(follower.entity.id)
            last = follower.last
    return tuple(dict.fromkeys(found))


def _links(scene: Scene, at: int) -> bool:
    return scene.norm(at) in {"،", "(", "في"} or scene.bare(at) in folded("places.toml", "into")

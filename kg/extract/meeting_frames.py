"""Who meets and where, for one trigger: its subject, its object, and what stands after مع، بين، بحضور …

التقى X Y                     subject and object
أجرى X مباحثات في P مع Y       the subject of the verb whose object the meeting is, a place, and who comes after مع
زيارة X إلى P                  a visitor and a place
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.extract.circumstances import folded
from kg.extract.light_verbs import is_governed, is_light, light_verb, subject_before, subject_of_light
from kg.extract.meeting_guests import after_side, invited
from kg.extract.meeting_places import hosting, places_of, visited
from kg.extract.meeting_triggers import MeetingTrigger
from kg.extract.parties import Parties, parties_at
from kg.extract.scene import Scene
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["Frame", "frame_of"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with what its clause says."""

    trigger: MeetingTrigger
    parties: tuple[str, ...]
    places: tuple[str, ...]
    clause: tuple[int, int]
    met: bool
    """Whether more than a subject to the left is known."""
    hosted: bool
    """Whether a place is the subject of a verb of hosting."""


@dataclass(slots=True)
class _Found:
    """The parties of a frame while they are gathered, and the words that they cover."""

    parties: list[Parties] = field(default_factory=list)
    subject: bool = False
    """Whether who meets is among them, and not only with whom."""

    def add(self, parties: Parties | None) -> None:
        if parties is None:
            return
        last = self.parties[-1] if self.parties else None
        if last is not None and set(parties.ids) <= set(last.ids):
            # The name behind its title, a body between them: الأمين العام | للأمم المتحدة | فلان.
            self.parties[-1] = Parties(last.ids, last.first, parties.last, last.people)
        else:
            self.parties.append(parties)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(i for p in self.parties for i in p.ids))

    def covers(self, index: int) -> bool:
        return any(p.first <= index < p.last for p in self.parties)


def frame_of(scene: Scene, triggers: Sequence[MeetingTrigger], number: int) -> Frame:
    """The frame of the trigger at `number` of a sentence's triggers."""
    trigger = triggers[number]
    first = _clause_start(scene, trigger.first)
    others = (t.first for t in triggers[number + 1 :] if t.verb or not _is_occasion(scene, t))
    last = _clause_end(scene, trigger.last, next(others, scene.last))
    found = _Found()
    if trigger.verb or not _is_occasion(scene, trigger):
        _to_the_right(scene, trigger, last, found)
    met = bool(found.parties)
    if not trigger.verb and trigger.type == "Visit":
        found.add(invited(scene, trigger))
    light = light_verb(scene, trigger, first)
    hosts = () if light is None else hosting(scene, light, trigger.first)
    if not hosts:
        _to_the_left(scene, trigger, first, light, found)
    ids = found.ids
    if trigger.type == "Visit":
        places = visited(scene, trigger, last, found.covers)
    elif hosts:
        places = hosts
    else:
        places = places_of(scene, trigger, (first if light is None else light, last), found.covers)
    return Frame(trigger, ids, places, (first, last), met, bool(hosts))


def _clause_start(scene: Scene, index: int) -> int:
    """The first word of the clause that holds a word: after «أن» of a verb of saying before it."""
    for at in range(index - 1, scene.first, -1):
        if scene.norm(at) in _THAT and scene.over(at) is None:
            return at + 1
    return scene.first


_THAT = frozenset(("ان", "بان", ":"))


def _is_occasion(scene: Scene, trigger: MeetingTrigger) -> bool:
    """Whether a noun takes up the meeting that is being told: التقى خلال الزيارة، بحث في اللقاء."""
    return (trigger.definite or trigger.possessed) and scene.norm(trigger.first - 1) in _DURING


_DURING = frozenset(map(norm, ("خلال", "أثناء", "في")))


def _clause_end(scene: Scene, index: int, limit: int) -> int:
    ends = folded("diplomacy.toml", "clause", "ends")
    dated = {i for d in scene.dates for i in range(scene.word_at(d.begin), scene.word_at(d.end - 1) + 1)}
    free = (at for at in range(index, limit) if scene.over(at) is None and at not in dated)
    return next((at for at in free if scene.norm(at) in ends), limit)


# --- right of the trigger ------------------------------------------------------------------------------------------


def _to_the_right(scene: Scene, trigger: MeetingTrigger, last: int, found: _Found) -> None:
    at = trigger.last
    while at < last:
        parties = _party_here(scene, trigger, at, found)
        if parties is not None and parties.last <= last:
            found.add(parties)
            at = _after_relative(scene, parties.last, last) if trigger.verb else parties.last
        else:
            filler = scene.at(at)
            at = filler.last if filler is not None else at + 1


def _party_here(scene: Scene, trigger: MeetingTrigger, at: int, found: _Found) -> Parties | None:
    if scene.norm(at) in _with():
        parties = parties_at(scene, at + 1)
        found.subject |= parties is not None and len(parties.ids) > 1 and scene.norm(at) == "بين"
        return parties
    if scene.over(at) is None and _brings_together(scene, at):
        start = after_side(scene, at + 2 if scene.norm(at + 1) in {"بها", "به"} else at + 1)
        parties = parties_at(scene, start)
        found.subject |= parties is not None
        return parties
    if _by_ba(scene, at) and trigger.type != "Visit":
        parties = parties_at(scene, at, frozenset({"ب", "وب"}))
        beside = at == trigger.last or any(p.last == at for p in found.parties)
        return parties if parties is not None and (parties.people or beside) else None
    parties = _subject_or_object(scene, trigger, at, found) if trigger.verb else _genitive(scene, trigger, at)
    several = parties is not None and len(parties.ids) > 1 and not _is_purpose(scene, trigger)
    if parties is not None and (
        trigger.type == "Visit" or several or trigger.verb or not (parties.people or trigger.possessed)
    ):
        found.subject = True
    return parties


def _is_purpose(scene: Scene, trigger: MeetingTrigger) -> bool:
    """Whether somebody came for the meeting, with whom its genitive names: وصل … للقاء عون وبري."""
    return not trigger.verb and any(form.proclitics.endswith("ل") for form in scene.words[trigger.first].forms)


@cache
def _with() -> frozenset[str]:
    return frozenset(map(norm, read_lexicon("diplomacy.toml")["with"]["words"]))


@cache
def _gathering() -> VerbTable:
    return VerbTable(read_lexicon("diplomacy.toml")["light"]["gathers"])


def _brings_together(scene: Scene, at: int) -> bool:
    """Whether a relative clause tells who meets: المحادثات التي أجراها X، قمة جمعت X وY."""
    return _gathering().of(scene.words[at]) is not None or is_light(scene, at)


def _by_ba(scene: Scene, at: int) -> bool:
    filler = scene.at(at)
    if filler is not None:
        return filler.joined in {"ب", "وب"}
    return scene.norm(at).startswith(("ب", "وب"))


def _subject_or_object(scene: Scene, trigger: MeetingTrigger, at: int, found: _Found) -> Parties | None:
    if is_governed(scene, at):
        return None
    taken = len(found.parties)
    if taken == 0 and at - trigger.last > 4 and not trigger.object:
        return None
    if taken > (1 if trigger.object else 0):
        return None
    parties = parties_at(scene, at)
    if parties is None or (trigger.type == "Visit" and not parties.people):
        return None
    return parties


def _genitive(scene: Scene, trigger: MeetingTrigger, at: int) -> Parties | None:
    """Whose meeting it is: لقاء ترامب وكيم، لقائه نظيره، اجتماع طارئ للجمعية العامة."""
    if at == trigger.last:
        parties = parties_at(scene, at)
        if parties is not None:
            filler = scene.at(at)
            state = filler is not None and filler.entity.type == "Country" and len(parties.ids) < 2
            return None if state or (trigger.type == "Visit" and not parties.people) else parties
    if at - trigger.last <= 2 and trigger.type != "Visit":
        filler = scene.at(at)
        if filler is not None and filler.joined == "ل" and scene.is_actor(filler):
            return parties_at(scene, at, frozenset({"ل"}))
    return None


def _after_relative(scene: Scene, at: int, last: int) -> int:
    """The index after a relative clause between commas: لودريان، الذي وصل أمس، السيسي."""
    if scene.norm(at) == "،" and scene.norm(at + 1) in {"الذي", "التي", "الذين"}:
        return next((i + 1 for i in range(at + 2, min(at + 22, last)) if scene.norm(i) == "،"), at)
    return at


# --- left of the trigger -------------------------------------------------------------------------------------------


def _to_the_left(scene: Scene, trigger: MeetingTrigger, first: int, light: int | None, found: _Found) -> None:
    if trigger.verb:
        subject = subject_before(scene, trigger.first, first)
    else:
        subject = None if light is None else subject_of_light(scene, trigger, light, first)
    if trigger.verb and trigger.object and len(found.parties) == 1 and subject is None and found.subject:
        return
    if trigger.verb and found.subject and (len(found.parties) > 1 or trigger.type == "Visit" or not trigger.object):
        return
    if subject is not None:
        found.add(subject)
        return
    told = trigger.type == "Visit" and not trigger.definite
    if not found.subject and (trigger.verb or trigger.possessed or found.parties or told):
        found.add(_antecedent(scene, trigger, first, found))


def _antecedent(scene: Scene, trigger: MeetingTrigger, first: int, found: _Found) -> Parties | None:
    """Whom a pronoun or a bare verb takes up: the first person of the clause, else the last one before it."""
    beside = (*scene.after(trigger.last, 1), *scene.before(trigger.first, 1))
    if trigger.verb and any(scene.is_actor(f) and not f.joined for f in beside):
        return None
    people = [
        f
        for f in scene.fillers
        if f.last <= trigger.first
        and f.entity.type == "Person"
        and not f.joined.endswith(("ب", "ل"))
        and f.entity.id not in found.ids
    ]
    person = next((f for f in people if f.first >= first), people[-1] if people else None)
    if person is None:
        return None if scene.topic is None else Parties((scene.topic,), trigger.first, trigger.first, people=True)
    chain = parties_at(scene, person.first, frozenset({person.joined}))
    ids = chain.ids if chain is not None and trigger.plural else (person.entity.id,)
    return Parties(ids, person.first, person.last, people=True)

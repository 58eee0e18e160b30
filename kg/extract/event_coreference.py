"""Which tellings are of one event: title, lead and details of an attack are one; another day or place is another.

The decision is made telling by telling, in the order of the text: a telling joins the event that it contradicts in
nothing and shares most with; what contradicts all of them, or shares nothing with any, is an event of its own.
`kg.extract.event_model` weighs this against all else that speaks for one event or two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kg.extract.geography import Geography
from kg.extract.meeting_coreference import meeting_affinity, meeting_modality, meeting_type, same_kind
from kg.extract.telling import Telling, unique
from kg.model import Modality

__all__ = ["Gathered", "common", "contradicts", "elsewhere", "gather", "other_parties", "types_agree"]

_T = TypeVar("_T")

_GENERAL = {"Attack": {"Attack"}, "DiplomaticMeeting": {"Meeting"}}
"""Types that a more specific one of the family may refine."""
_FIRED = frozenset({"AirStrike", "MissileAttack", "DroneAttack"})
_RELATED = (
    {"AirStrike", "MissileAttack", "DroneAttack", "Shelling"},
    {"Bombing", "SuicideAttack"},
    {"Meeting", "Negotiation", "Summit", "Visit"},
)


@dataclass(slots=True)
class Gathered:
    """The tellings of one event, while they are gathered."""

    tellings: list[Telling] = field(default_factory=list)

    @property
    def merged(self) -> Telling:
        """All that the tellings say together; of contradicting details the first stands."""
        first = self.tellings[0]
        return replace(
            first,
            type=self._type(),
            triggers=tuple(dict.fromkeys(x for t in self.tellings for x in t.triggers)),
            agent=self._all("agent"),
            target=self._all("target"),
            participant=self._all("participant"),
            place=self._all("place"),
            date=(dated := self._dated()).date,
            date_text=dated.date_text,
            weapon=_first(t.weapon for t in self.tellings),
            topic=_first(t.topic for t in self.tellings),
            killed=_first(t.killed for t in self.tellings),
            injured=_first(t.injured for t in self.tellings),
            modality=self._modality(),
            negated=all(t.negated for t in self.tellings),
            anaphoric=False,
        )

    def _all(self, role: str) -> tuple[str, ...]:
        return unique(x for telling in self.tellings for x in getattr(telling, role))

    def _type(self) -> str:
        meeting = self.tellings[0].family == "DiplomaticMeeting"
        return meeting_type(self.tellings) if meeting else _narrowest(self.tellings)

    def _modality(self) -> Modality:
        if self.tellings[0].family == "DiplomaticMeeting":
            return meeting_modality(self.tellings)
        # One clause of many may be misread: where as many tell an attack as speak of it, it was.
        told = sum(_told(t) for t in self.tellings)
        spoken = [t for t in self.tellings if t.modality is not Modality.ACTUAL and not t.anaphoric]
        if spoken and told < max(1, sum(not t.title for t in spoken)):
            return spoken[0].modality
        return Modality.ACTUAL

    def _dated(self) -> Telling:
        """The telling with the most precise date; of several such the first below the title, which says less."""
        dated = [t for t in self.tellings if t.date is not None]
        order = ((len(t.date.lexical) if t.date else 0, not t.title) for t in dated)
        return max(zip(order, dated, strict=True), key=lambda pair: pair[0])[1] if dated else self.tellings[0]


def _told(telling: Telling) -> bool:
    """Whether a telling says that an attack was: «الهجوم» alone says nothing of it."""
    return telling.modality is Modality.ACTUAL and not (telling.title or telling.definite or telling.anaphoric)


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)


def _narrowest(tellings: list[Telling]) -> str:
    """The type that most tellings have, specific ones first.

    What refers back (المعارك، القصف) may be of the whole war: it counts only where nothing else is specific. So do weak
    words: explosions that are heard are those of shells, too.
    """
    general = _GENERAL[tellings[0].family]
    told = [t for t in tellings if t.type not in general]
    told = [t for t in told if not t.weak] or told
    own = {t.type for t in told if not t.anaphoric}
    specific = [t.type for t in told if not t.anaphoric or not own or (own == {"Shelling"} and t.type in _FIRED)]
    if specific.count("SuicideAttack") >= max(1, specific.count("Bombing")):
        return "SuicideAttack"
    # قصف is as often from the air; of two types the one told first stands.
    narrow = [kind for kind in specific if kind != "Shelling"] or specific
    return max(dict.fromkeys(narrow), key=narrow.count) if narrow else tellings[0].type


def gather(tellings: Iterable[Telling], geography: Geography, states: frozenset[str] = frozenset()) -> list[Gathered]:
    """The events of an article; `states` are the ids of its states."""
    events: list[Gathered] = []
    for telling in tellings:
        candidates = [(common(telling, event, geography, states), number) for number, event in enumerate(events)]
        fitting = [(score, number) for score, number in candidates if score > 0]
        if fitting and not (telling.fresh and fitting[-1][1] == len(events) - 1 and len(fitting) == 1):
            best = max(fitting, key=lambda pair: (pair[0], len(events[pair[1]].tellings), pair[1]))
            events[best[1]].tellings.append(telling)
        elif telling.anaphoric and (last := _last_of_family(telling, events)) is not None:
            last.tellings.append(telling)
        else:
            events.append(Gathered([telling]))
    return events


def _last_of_family(telling: Telling, events: list[Gathered]) -> Gathered | None:
    """What «الهجوم» refers back to: the event told in the two sentences before, else the one told most."""
    same = [e for e in events if e.tellings[0].family == telling.family]
    if telling.family == "DiplomaticMeeting":
        same = [e for e in same if same_kind(e.merged.type, telling.type)]
    near = [e for e in same if telling.sentence - e.tellings[-1].sentence <= 2]
    return near[-1] if near else max(same, key=lambda e: len(e.tellings), default=None)


def common(telling: Telling, event: Gathered, geography: Geography, states: frozenset[str]) -> float:
    """What a telling shares with an event; 0 where it contradicts it or shares nothing."""
    whole = event.merged
    if "DiplomaticMeeting" in {telling.family, whole.family}:
        return meeting_affinity(telling, whole, event.tellings, geography.inside, states)
    if contradicts(telling, whole, event):
        return 0.0
    if other_parties(telling, whole, geography) or elsewhere(telling, whole, geography):
        return 0.0
    return _common_of_attacks(telling, whole, event, geography)


def _common_of_attacks(telling: Telling, whole: Telling, event: Gathered, geography: Geography) -> float:
    places = _overlap(telling.place, whole.place, geography)
    targets = _overlap(telling.target, whole.target, geography)
    if not (telling.target and whole.target):
        # What one sentence calls the place of an attack, another one calls its target.
        targets = len(set(telling.target) & set(whole.place)) + len(set(telling.place) & set(whole.target))
    agents = sum(any(geography.same_side(a, b) for b in whole.agent) for a in telling.agent)
    tolls = telling.killed is not None and telling.killed == whole.killed
    near = telling.sentence - event.tellings[-1].sentence <= 2
    told = telling.sentence - event.tellings[-1].sentence <= 2 and event.tellings[-1].title
    open_places = not (telling.place and whole.place) and not (telling.target and whole.target)
    refers = near and (telling.definite or telling.anaphoric)
    if not (targets or places or agents or tolls or refers or told) and not (near and open_places):
        return 0.0
    return (
        1.5 * targets
        + places
        + 0.8 * agents
        + 0.5 * (telling.type == whole.type)
        + 0.4 * near
        + 0.5 * tolls
        + 0.3 * (refers or told)
    )


def contradicts(telling: Telling, whole: Telling, event: Gathered) -> bool:
    """Whether kind, date or modality make it another event."""
    if telling.family != whole.family:
        return True
    beside = next((t for t in event.tellings if t.sentence == telling.sentence), None)
    if beside is not None and (telling.apart or beside.apart):
        return True
    if not types_agree(telling.type, whole.type, whole.family) and not (telling.anaphoric or telling.definite):
        return True
    if telling.date and whole.date and not telling.date.compatible(whole.date):
        return True
    # One is of these days, the other of a day in the calendar: «في 28 حزيران الماضي» is not today.
    recent = any(t.deictic for t in event.tellings)
    if (telling.deictic and whole.date) or (telling.date and recent and whole.date is None):
        return True
    return {telling.modality, whole.modality} == {Modality.PLANNED, Modality.ACTUAL} and not (
        telling.title or whole.title
    )


def other_parties(telling: Telling, whole: Telling, geography: Geography) -> bool:
    """Whether other people attack, or those who are attacked in the one telling attack in the other."""
    if "ArmedClash" in (telling.type, whole.type):
        return False

    def meet(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        return any(geography.same_side(a, b) for a in mine for b in theirs)

    # Who would attack what is his own was misread: his role tells nothing.
    mine = tuple(a for a in telling.agent if not meet((a,), telling.target))
    theirs = tuple(a for a in whole.agent if not meet((a,), whole.target))
    if mine and theirs:
        return not meet(mine, theirs)
    return meet(mine, whole.target) or meet(telling.target, theirs)


def elsewhere(telling: Telling, whole: Telling, geography: Geography) -> bool:
    """Whether both name a spot, and no spot of the one is, holds or lies in one of the other."""
    mine, theirs = (*telling.target, *telling.place), (*whole.target, *whole.place)
    if mine and theirs and not _overlap(mine, theirs, geography):
        return True
    for narrow in (geography.is_building, geography.is_spot):
        here, there = (tuple(p for p in places if narrow(p)) for places in (mine, theirs))
        if here and there and not _overlap(here, there, geography):
            return True
    return False


def types_agree(one: str, other: str, family: str) -> bool:
    general = _GENERAL[family]
    return one == other or one in general or other in general or any({one, other} <= group for group in _RELATED)


def _overlap(mine: tuple[str, ...], theirs: tuple[str, ...], geography: Geography) -> int:
    def meet(a: str, b: str) -> bool:
        return a == b or geography.inside(a, b) or geography.inside(b, a)

    return sum(any(meet(a, b) for b in theirs) for a in mine)

"""How much speaks for two reports being of one event, and what speaks against it.

Every feature that is given on both sides adds to the score or takes away from it; what can't be true of one event
(another day, another place, another kind) ends the comparison. Details on which reports of one event often differ, such
as the toll or who did it, weigh, but decide nothing alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from kg.merge.names import same_name
from kg.merge.report import EventReport
from kg.text.lexicon import read_lexicon

__all__ = ["THRESHOLD", "Likeness", "agree_on_day", "contradict", "likeness", "similarity"]

THRESHOLD = 2.5
"""The score from which on two reports are of one event. Chosen by reading pairs of 2018 news above and below it."""

_DAY, _MONTH = len("2021-07-04"), len("2021-07")
_MAX_DAYS = 1
"""How many days after an event with a date an article without one may still speak of it as news."""
_MANY = 5
"""A toll that is unlikely to be equal by chance."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The verdict on two reports."""

    score: float
    features: tuple[tuple[str, float], ...]
    """What decided, each with its share of the score."""

    @property
    def together(self) -> bool:
        """Whether the reports are of one event."""
        return self.score >= THRESHOLD


def contradict(one: EventReport, other: EventReport) -> bool:
    """Whether the two can't be of one event. An article that tells two events apart is believed."""
    return (
        one.article == other.article
        or one.family != other.family
        or not _kinds_fit(one, other)
        or _modalities_differ(one, other)
        or not agree_on_day(one, other)
        or _elsewhere(one, other)
        or _tolls_apart(one, other)
    )


def likeness(one: EventReport, other: EventReport) -> Likeness | None:
    """What two reports have in common; `None` where they contradict each other or share nothing of their own."""
    return None if contradict(one, other) else _in_common(one, other)


def similarity(one: EventReport, other: EventReport) -> float:
    """The score of two reports: 0 where they share nothing of their own, minus infinity where they contradict."""
    if contradict(one, other):
        return -math.inf
    found = _in_common(one, other)
    return found.score if found else 0.0


def _in_common(one: EventReport, other: EventReport) -> Likeness | None:
    features = {"time": _time(one, other), "kind": 0.0, "place": _place(one, other)}
    # What most pairs fail by is looked at first: most reports of one day and country are of different events.
    if one.family == "Attack":
        features |= {
            "target": _target(one, other),
            "agent": 0.0,
            "toll": _toll(one, other),
            "words": _words(one, other),
        }
        if not _is_one_attack(features, one, other):
            return None
        features["agent"] = _agent(one, other)
    else:
        features |= {"participants": _participants(one, other), "words": _words(one, other)}
        if not _is_one_meeting(features, one, other):
            return None
    features["kind"] = _kind(one, other)
    decided = tuple((name, round(value, 2)) for name, value in features.items() if value)
    return Likeness(round(sum(value for _, value in decided), 2), decided)


def _is_one_attack(features: Mapping[str, float], one: EventReport, other: EventReport) -> bool:
    """Whether two attacks share something of their own, and not only the war that they are part of."""
    told_alike = features["words"] >= _SAME_WORDS
    distinct = features["target"] >= _SAME_NAME or features["toll"] >= _SAME_TOLL
    if _is_vague(one, other, _DAY) and not (told_alike or features["toll"] >= _SAME_TOLL):
        # On a front there is an attack every day of the month.
        return False
    if features["time"] < _SAME_DAY and not features["words"]:
        return False
    # Rockets on a town and the strikes that answer them are told in one breath.
    return distinct or features["place"] >= _SAME_PLACE or (told_alike and one.type == other.type)


def _is_one_meeting(features: Mapping[str, float], one: EventReport, other: EventReport) -> bool:
    """Whether two meetings share something of their own, and not only people who meet all the time."""
    told_alike, parties = features["words"] >= _SAME_WORDS, features["participants"] >= TWO_PARTIES
    # On one visit there are many meetings.
    is_part = one.type != other.type and "Visit" in {one.type, other.type}
    meet_in_person = bool(one.participant & other.participant & one.persons)
    if _is_vague(one, other, _MONTH) or (_is_vague(one, other, _DAY) and (is_part or not meet_in_person)):
        # A year is long for anybody, a month for states and bodies: they send delegations to many meetings.
        return told_alike
    return parties or told_alike or (features["place"] >= _SAME_PLACE and not is_part)


def _is_vague(one: EventReport, other: EventReport, least: int) -> bool:
    """Whether both have a date, and one of them is less precise than `least`."""
    return bool(one.date and other.date) and min(len(one.date or ""), len(other.date or "")) < least


# --- what can't be true of one event -------------------------------------------------------------------------------


def _kinds_fit(one: EventReport, other: EventReport) -> bool:
    return one.type == other.type or one.family in {one.type, other.type} or (one.type, other.type) in _fitting_kinds()


@cache
def _fitting_kinds() -> frozenset[tuple[str, str]]:
    groups = read_lexicon("merging.toml")["one_event"]["kinds"]
    return frozenset(pair for group in groups for pair in product(group, repeat=2))


def _modalities_differ(one: EventReport, other: EventReport) -> bool:
    """A meeting that was planned is the one that took place; an attack that was planned is not."""
    return one.modality != other.modality and one.family == "Attack"


def agree_on_day(one: EventReport, other: EventReport) -> bool:
    """Whether both may have happened on one day. What has no date is news of the days before its publication."""
    if one.date and other.date:
        return _compatible(one.date, other.date)
    if one.published is None or other.published is None:
        return one.date == other.date or not (one.date or other.date)
    if one.date or other.date:
        dated, undated = (one, other) if one.date else (other, one)
        if dated.date is None or undated.published is None or len(dated.date) != _DAY:
            return False
        return 0 <= (undated.published - type(undated.published).fromisoformat(dated.date)).days <= _MAX_DAYS
    return abs((one.published - other.published).days) <= _MAX_DAYS


def _compatible(one: str, other: str) -> bool:
    if one.startswith("-") or other.startswith("-"):
        return one.strip("-") == other.strip("-") or one[1:] == other[4:] or other[1:] == one[4:]
    return one.startswith(other) or other.startswith(one)


def _elsewhere(one: EventReport, other: EventReport) -> bool:
    """Whether they happened at places of which neither lies in the other, or in different countries."""
    if not (one.place and other.place):
        return False
    mine, theirs = one.place | one.around, other.place | other.around
    if one.place & theirs or other.place & mine:
        return False
    # Places of which nothing is known may be anywhere, two that have names of their own all the same are two.
    return bool(_narrow(one) and _narrow(other)) or not (one.countries & other.countries)


def _tolls_apart(one: EventReport, other: EventReport) -> bool:
    """Tolls rise while news comes in, but not from three to a hundred."""
    if one.killed is None or other.killed is None:
        return False
    low, high = sorted((one.killed, other.killed))
    return high > 3 * low + 3


# --- what speaks for one event -------------------------------------------------------------------------------------

_SAME_DAY = 1.0
_IN_ONE_REGION = 0.5
_SAME_PLACE, _SAME_NAME, _SAME_TOLL, _SAME_WORDS, TWO_PARTIES = 0.8, 0.8, 0.9, 0.9, 1.2
_BY_CHANCE = 0.15
"""The share of the shorter telling's words that any two tellings have in common."""
_PER_SHARE = 2.5
TOLD_ALIKE = _SAME_WORDS / _PER_SHARE + _BY_CHANCE
"""The share of the shorter telling's words from which on two are told alike."""
BY_NAME = 0.6
"""What a party counts that both name and that is no person with a node of its own."""


def _time(one: EventReport, other: EventReport) -> float:
    if one.date and other.date:
        return 1.0 if len(one.date) == len(other.date) == _DAY else 0.3
    if one.date or other.date:
        return 0.4
    if one.published is None or other.published is None:
        return 0.0
    return 0.5 if one.published == other.published else 0.3


def _kind(one: EventReport, other: EventReport) -> float:
    if one.type == other.type:
        return 0.2 if one.type in {one.family, "Meeting"} else 0.5
    return 0.1 if one.family in {one.type, other.type} else 0.2


def _narrow(report: EventReport) -> frozenset[str]:
    return report.place - report.countries


def _place(one: EventReport, other: EventReport) -> float:
    shared = _narrow(one) & _narrow(other)
    within = _narrow(one) & other.around | _narrow(other) & one.around
    # Much may happen in a region on one day, and at a front all of it is war.
    wide = one.wide | other.wide if one.family == "Attack" else frozenset()
    if shared | within:
        return (1.0 if shared - wide else 0.8) if (shared | within) - wide else _IN_ONE_REGION
    mine, theirs = one.place | one.around, other.place | other.around
    return 0.2 if mine & theirs else 0.0


def _target(one: EventReport, other: EventReport) -> float:
    shared = (one.target & other.target) - one.countries
    if shared & (one.single | other.single):
        return 1.2
    if (one.target & other.place | one.place & other.target) - one.countries - other.countries:
        return 0.8
    if any(same_name(one.names[a], other.names[b]) for a in one.single for b in other.single):
        return 1.0
    if one.target & other.target or any(
        same_name(one.names[a], other.names[b]) for a in one.target for b in other.target
    ):
        # Armies and armed groups are attacked every day.
        return 0.4
    return -0.5 if one.target and other.target else 0.0


def _agent(one: EventReport, other: EventReport) -> float:
    if not (one.agent and other.agent):
        return 0.0
    return 0.5 if one.agent & other.agent else -0.9


def _toll(one: EventReport, other: EventReport) -> float:
    return _number(one.killed, other.killed) + 0.5 * _number(one.injured, other.injured)


def _number(one: int | None, other: int | None) -> float:
    if one is None or other is None:
        return 0.0
    if one == other:
        return 1.0 if one >= _MANY else 0.5
    low, high = sorted((one, other))
    return 0.3 if high - low <= max(2, 0.34 * high) else -0.5


def _participants(one: EventReport, other: EventReport) -> float:
    shared = one.participant & other.participant
    persons = len(shared & one.persons)
    mine, theirs = sorted(one.participant - shared), sorted(other.participant - shared)
    by_name = 0
    for party in tuple(mine):
        # What articles spell differently, or call by an office, has no node in common.
        match = next((p for p in theirs if same_name(one.names[party], other.names[p])), None)
        if match is not None:
            by_name += 1
            mine.remove(party)
            theirs.remove(match)
    score = 1.0 * persons + BY_NAME * (len(shared) - persons + by_name)
    # Whom only one names was there too; but where each names others, they are two meetings of a busy man.
    return score - 1.0 * min(len(mine), len(theirs))


def _words(one: EventReport, other: EventReport) -> float:
    """Words that both use, in proportion to the shorter telling."""
    shorter = min(len(one.words), len(other.words))
    if shorter < _MANY:
        return 0.0
    return max(0.0, min(1.5, _PER_SHARE * (len(one.words & other.words) / shorter - _BY_CHANCE)))

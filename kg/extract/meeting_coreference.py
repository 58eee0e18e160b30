"""Which tellings are of one meeting: the same parties at the same place and day; other partners make another one.

A visit and the talks that it consists of are one event where one sentence tells both, two where they are told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from kg.extract.telling import Telling
from kg.model import Modality, PartialDate

__all__ = ["meeting_affinity", "meeting_modality", "meeting_type", "same_kind"]

_WEEK = 7
_TALKS = frozenset({"Meeting", "Negotiation", "Summit"})


def meeting_affinity(
    telling: Telling,
    whole: Telling,
    tellings: Sequence[Telling],
    inside: Callable[[str, str], bool],
    states: frozenset[str],
) -> float:
    """What a telling shares with a meeting told by `tellings`, together `whole`; 0 where it is another one.

    `states` holds the ids of states: beside persons they are no parties, and a place may lie in any of them.
    """
    if telling.sentence in {t.sentence for t in tellings}:
        return 0.0
    mine, theirs = set(telling.participant), set(whole.participant)
    if mine - states and theirs - states:
        mine, theirs = mine - states, theirs - states
    common = len(mine & theirs)
    if _contradicts(telling, whole, tellings) or not _types_agree(telling.type, whole.type, common):
        return 0.0
    places = _overlap(telling.place, whole.place, inside)
    known = (set(telling.place) - states, set(whole.place) - states)
    apart = all(known) and not places
    if apart and not (telling.title or whole.title) and not telling.anaphoric:
        return 0.0
    distance = telling.sentence - tellings[-1].sentence
    same_type = telling.type == whole.type
    if mine and theirs:
        loose = common > 1 or (common and (telling.title or whole.title) and same_type)
        if not common or not (mine <= theirs or theirs <= mine or loose):
            return 0.0
        alone = common == 1 and (len(mine) == 1 or len(theirs) == 1)
        if alone and not (places or telling.anaphoric or telling.title or whole.title or (same_type and distance <= 1)):
            return 0.0
        return common + 0.5 * places + 0.3 * same_type + 0.2 * (distance <= 2)
    if telling.anaphoric or whole.anaphoric:
        return 0.2 + 0.5 * places + 0.3 * same_type if distance <= 3 and (same_type or distance <= 1) else 0.0
    if same_type and (places or telling.title or whole.title):
        return 0.4 + 0.5 * places
    return 0.0


def meeting_type(tellings: Sequence[Telling]) -> str:
    """The type that tellings together give: a call or summit where one is told, else what the body tells first.

    Talks are a negotiation where more tellings say so than call it a meeting; «المفاوضات» alone refers to others, too.
    """
    body = [t for t in tellings if not t.title] or list(tellings)
    own = [t.type for t in body if not t.anaphoric]
    for special in ("PhoneCall", "Summit"):
        if special in own or (special in {t.type for t in tellings} and "Visit" not in own[:1]):
            return special
    negotiations, meetings = (own.count(kind) for kind in ("Negotiation", "Meeting"))
    if negotiations > meetings or (not own and "Negotiation" in {t.type for t in tellings}):
        return "Negotiation"
    return own[0] if own else body[0].type


def same_kind(one: str, other: str) -> bool:
    """Whether two types may be of one meeting whoever takes part."""
    return one == other or {one, other} <= _TALKS


def meeting_modality(tellings: Sequence[Telling]) -> Modality:
    """Of what verbs tell, the actual counts; a noun alone (القمة) says nothing of whether it has been."""
    if any(_firm(t) or (t.held and t.modality is Modality.ACTUAL) for t in tellings):
        return Modality.ACTUAL
    spoken = [t.modality for t in tellings if t.modality is not Modality.ACTUAL]
    told = sum(t.modality is Modality.ACTUAL and not (t.anaphoric or t.title) for t in tellings)
    return spoken[0] if len(spoken) >= max(1, told) else Modality.ACTUAL


def _firm(telling: Telling) -> bool:
    return telling.modality is Modality.ACTUAL and telling.how == "verb" and not telling.title


def _contradicts(telling: Telling, whole: Telling, tellings: Sequence[Telling]) -> bool:
    if telling.family != whole.family or telling.negated != whole.negated:
        return True
    if telling.date and whole.date and not _same_day(telling, whole):
        return True
    recent = any(t.deictic for t in tellings)
    if (telling.deictic and whole.date) or (telling.date and recent and whole.date is None):
        return True
    planned = telling.modality is Modality.PLANNED and any(_firm(t) for t in tellings)
    return planned or (_firm(telling) and any(t.modality is Modality.PLANNED and not t.title for t in tellings))


def _same_day(one: Telling, other: Telling) -> bool:
    """Whether two dates may be one; a weekday may be meant of the last week or of the next one."""
    if one.date is None or other.date is None or one.date.compatible(other.date):
        return True
    mine, theirs = _day(one.date), _day(other.date)
    same_words = bool(set((one.date_text or "").split()) & set((other.date_text or "").split()))
    return mine is not None and theirs is not None and same_words and abs((mine - theirs).days) == _WEEK


def _day(value: PartialDate) -> date | None:
    if value.year is None or value.month is None or value.day is None:
        return None
    return date(value.year, value.month, value.day)


def _types_agree(one: str, other: str, common: int) -> bool:
    return same_kind(one, other) or common > 1


def _overlap(mine: Sequence[str], theirs: Sequence[str], inside: Callable[[str, str], bool]) -> int:
    return sum(any(a == b or inside(a, b) or inside(b, a) for b in theirs) for a in mine)

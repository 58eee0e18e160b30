"""What is seen of two tellings that speaks for or against one event: features of `kg.extract.event_model`.

They say what a reader would point at: who and where is told of both, the day, the distance, the kind, the words that
both sentences have in common, how the later one refers back, and what the rules of `kg.extract.event_coreference` make
of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.extract.event_coreference import Gathered, common, contradicts, elsewhere, gather, other_parties, types_agree
from kg.extract.event_features import InContext
from kg.extract.geography import Geography
from kg.extract.joining_context import Seen, seen_in
from kg.extract.meeting_coreference import meeting_affinity
from kg.extract.telling import Telling

__all__ = ["Pairs"]

_GENERAL = frozenset({"Attack", "Meeting"})
_RARE = 1 / 3
"""The weight of a word that an article has three times."""


class Pairs:
    """The tellings of an article, two by two, each pair in the order of the text."""

    def __init__(self, told: Sequence[InContext], geography: Geography, states: frozenset[str]) -> None:
        """`states` are the ids of the article's states."""
        self._seen = seen_in(told)
        self._geography, self._states = geography, states
        plain = (t.telling for t in told if not (t.telling.weak or t.telling.habitual))
        groups = enumerate(gather(plain, geography, states))
        self._ruled = {id(telling): number for number, group in groups for telling in group.tellings}

    def contradict(self, earlier: int, later: int) -> bool:
        """Whether the tellings of two numbers can't be of one event.

        They tell other days, or other attackers elsewhere; one tells what came before the other (بعد هجوم …); or one
        denies a meeting.
        """
        t, u = self._seen[earlier].told.telling, self._seen[later].told.telling
        if _days(t, u) == "apart" or (t.sentence == u.sentence and (t.apart or u.apart)):
            return True
        if t.family == "DiplomaticMeeting":
            return t.negated != u.negated
        return other_parties(u, t, self._geography) and elsewhere(u, t, self._geography)

    def ruled(self, earlier: int, later: int) -> str:
        """What the rules make of the tellings of two numbers: ``one`` event, ``two``, or ``open``."""
        one, other = (self._ruled.get(id(self._seen[n].told.telling)) for n in (earlier, later))
        return "open" if one is None or other is None else "one" if one == other else "two"

    def features(self, earlier: int, later: int) -> Iterator[str]:
        """What speaks for and against that the tellings of two numbers, of one family, are of one event."""
        one, other = self._seen[earlier], self._seen[later]
        t, u = one.told.telling, other.told.telling
        kind, distance, days = _kinds(t, u), _bucket(u.sentence - t.sentence), _days(t, u)
        yield "bias"
        yield f"kind={kind}"
        yield f"types={t.type}|{u.type}"
        yield f"distance={distance}"
        yield f"distance={distance}|{kind}"
        yield from _of_reference(t, u, kind, distance)
        yield f"days={days}"
        yield f"days={days}|{kind}"
        yield f"days={days}|{distance}"
        yield f"deictic={t.deictic:d}{u.deictic:d}|{days}"
        yield from _of_roles(t, u, self._geography, self._states, kind, distance, days)
        yield from _of_details(t, u)
        yield from _of_places_in_text(one.told, other.told, kind, distance)
        yield from _of_words(one, other, distance)
        yield from _of_what_both_tell(one, other, kind)
        yield from _of_manner(one, other, kind, distance)
        ruled = self.ruled(earlier, later)
        yield f"ruled={ruled}"
        yield f"ruled={ruled}|{kind}"
        yield f"ruled={ruled}|{distance}"
        yield from self._of_rules(t, u, kind, distance)

    def _of_rules(self, t: Telling, u: Telling, kind: str, distance: str) -> Iterator[str]:
        event = Gathered([t])
        if t.family == "Attack":
            reasons = (
                contradicts(u, t, event),
                other_parties(u, t, self._geography),
                elsewhere(u, t, self._geography),
            )
            rule = next((number for number, against in enumerate(reasons) if against), len(reasons))
        else:
            rule = int(10 * min(meeting_affinity(u, t, [t], self._geography.inside, self._states), 1.0)) // 2
        yield f"rule={rule}"
        yield f"rule={rule}|{distance}"
        yield f"rule={rule}|{kind}"
        yield f"score={min(int(2 * common(u, event, self._geography, self._states)), 6)}"


def _kinds(one: Telling, other: Telling) -> str:
    if one.type == other.type:
        return "same"
    if one.type in _GENERAL or other.type in _GENERAL:
        return "general"
    return "related" if types_agree(one.type, other.type, one.family) else "different"


def _bucket(distance: int) -> str:
    return next(str(limit) for limit in (0, 1, 2, 4, 8, 1000) if distance <= limit)


def _days(one: Telling, other: Telling) -> str:
    if one.date and other.date:
        if not one.date.compatible(other.date):
            return "apart"
        return "same" if one.date == other.date else "compatible"
    return "first" if one.date else "second" if other.date else "none"


def _of_reference(t: Telling, u: Telling, kind: str, distance: str) -> Iterator[str]:
    refers = u.definite or u.anaphoric
    if t.title:
        yield "title"
        yield f"title|{kind}|{distance}"
        yield f"title|{refers}"
    yield f"definite={t.definite:d}{u.definite:d}"
    yield f"definite={u.definite:d}|{distance}"
    yield f"anaphoric={t.anaphoric:d}{u.anaphoric:d}"
    yield f"anaphoric={u.anaphoric:d}|{distance}|{kind}"
    yield f"fresh={u.fresh:d}"
    yield f"apart={t.apart:d}{u.apart:d}|{distance == '0'}"
    yield f"habitual={t.habitual:d}{u.habitual:d}"
    yield f"weak={t.weak:d}{u.weak:d}"
    yield f"how={t.how}|{u.how}"


def _of_roles(
    t: Telling, u: Telling, geography: Geography, states: frozenset[str], kind: str, distance: str, days: str
) -> Iterator[str]:
    def near(a: str, b: str) -> bool:
        return a == b or geography.inside(a, b) or geography.inside(b, a)

    def equal(a: str, b: str) -> bool:
        return a == b

    found = {
        "place": _meet(t.place, u.place, near),
        "spot": _meet(_spots(t, geography), _spots(u, geography), near),
        "target": _meet(t.target, u.target, near),
        "agent": _meet(t.agent, u.agent, geography.same_side),
        "participant": _meet(_people(t, states), _people(u, states), equal),
    }
    for role, how in found.items():
        yield f"{role}={how}"
        yield f"{role}={how}|{kind}"
        yield f"{role}={how}|{distance}"
    if t.family == "Attack":
        yield f"all={found['place']}|{found['target']}|{found['agent']}|{days}"
    else:
        yield f"all={found['participant']}|{found['place']}|{days}|{kind}"
    yield f"both={min(len(set(t.participant) & set(u.participant)), 3)}"
    if set(t.agent) & set(u.target) or set(t.target) & set(u.agent):
        yield "crossed"


def _spots(telling: Telling, geography: Geography) -> tuple[str, ...]:
    return tuple(x for x in (*telling.place, *telling.target) if geography.is_spot(x))


def _people(telling: Telling, states: frozenset[str]) -> tuple[str, ...]:
    """Who meets; states only where nobody else is named."""
    return tuple(x for x in telling.participant if x not in states) or telling.participant


def _meet(mine: Sequence[str], theirs: Sequence[str], same: Callable[[str, str], bool]) -> str:
    if not mine or not theirs:
        return "first" if mine else "second" if theirs else "none"
    shared = sum(any(same(a, b) for b in theirs) for a in mine)
    if not shared:
        return "apart"
    return "all" if shared in {len(mine), len(theirs)} else "some"


def _of_details(t: Telling, u: Telling) -> Iterator[str]:
    for what in ("killed", "injured"):
        one, other = getattr(t, what), getattr(u, what)
        yield f"{what}={'none' if one is None or other is None else 'same' if one == other else 'different'}"
    yield f"modality={t.modality.value}|{u.modality.value}"
    yield f"negated={t.negated:d}{u.negated:d}"
    if t.weapon and u.weapon:
        yield f"weapon={t.weapon == u.weapon}"
    if t.date_text and u.date_text:
        yield f"day={not set(t.date_text.split()).isdisjoint(u.date_text.split())}"


def _of_places_in_text(one: InContext, other: InContext, kind: str, distance: str) -> Iterator[str]:
    definite = other.telling.definite
    between = other.order - one.order
    yield f"between={min(between, 4)}"
    yield f"between={min(between, 3)}|{kind}|{distance}"
    yield f"first={one.order == 0:d}"
    yield f"first={one.order == 0:d}|{kind}|{definite:d}"
    if distance == "0":
        yield f"gap={min((other.telling.anchor - one.telling.anchor - 1) // 3, 5)}"
    leads = one.telling.sentence <= 1, other.telling.sentence <= 1
    yield f"lead={leads[0]:d}{leads[1]:d}"
    if one.order == 0 or leads[0]:
        yield f"lead|{kind}|{definite:d}"
    yield f"siblings={min(len(other.siblings), 8) // 2}"


def _of_words(one: Seen, other: Seen, distance: str) -> Iterator[str]:
    t, u = one.told.telling, other.told.telling
    same = one.told.word == other.told.word
    yield f"same={same}"
    yield f"same={same}|{distance}"
    yield f"same={same}|{u.definite:d}"
    yield f"word={other.told.word}"
    stem = one.stem == other.stem
    yield f"stem={stem:d}"
    yield f"stem={stem:d}|{u.definite:d}{t.title:d}"
    yield f"stem={stem:d}|{one.number}|{other.number}"
    yield from (f"before={word}" for word in other.before)
    yield f"before={other.before[0]}|{u.how}"
    yield f"before={other.before[0]}|{distance == '0'}"


def _of_what_both_tell(one: Seen, other: Seen, kind: str) -> Iterator[str]:
    named, here = ({f.entity.id for f in seen.told.scene.fillers} for seen in (one, other))
    yield f"common={min(len(named & here), 4)}"
    yield f"shares={4 * len(named & here) // max(1, len(named | here))}"
    both = one.about.keys() & other.about.keys()
    yield f"rare={min(sum(one.about[word] >= _RARE for word in both), 5)}"
    if one.told.telling.sentence != other.told.telling.sentence:
        least = min(sum(one.about.values()), sum(other.about.values()))
        overlap = min(int(10 * sum(one.about[word] for word in both) / least), 6) if least else 0
        yield f"overlap={overlap}"
        yield f"overlap={overlap}|{kind}"


def _of_manner(one: Seen, other: Seen, kind: str, distance: str) -> Iterator[str]:
    mine, theirs = one.kinds, other.kinds
    kinds = "none" if not (mine and theirs) else "all" if mine == theirs else "some" if mine & theirs else "apart"
    yield f"kinds={kinds}"
    yield f"kinds={kinds}|{kind}"
    for name in one.qualities | other.qualities:
        of = name in one.qualities, name in other.qualities, name in mine, name in theirs
        yield f"quality={name}{of[0]:d}{of[1]:d}{of[2]:d}{of[3]:d}"
    if one.told.telling.family == "Attack":
        yield from (f"differs={name}" for name in mine ^ theirs)
        yield from (f"agrees={name}" for name in mine & theirs)
    u = other.told.telling
    yield f"number={one.number}|{other.number}"
    yield f"number={one.number}|{other.number}|{distance}"
    yield f"demonstrative={other.demonstrative:d}"
    yield f"demonstrative={other.demonstrative:d}|{distance}"
    yield f"relative={other.relative:d}{u.definite:d}"
    yield f"auxiliary={one.auxiliary:d}{other.auxiliary:d}"
    yield f"pluperfect={one.pluperfect:d}{other.pluperfect:d}"
    yield f"pluperfect={other.pluperfect:d}|{distance}|{one.stem == other.stem}"
    yield f"earlier={one.earlier:d}{other.earlier:d}"
    yield f"years={one.years:d}{other.years:d}"
    indefinite = [seen.told.telling.how == "noun" and not seen.told.telling.definite for seen in (one, other)]
    yield f"indefinite={indefinite[1]:d}|{u.how}|{u.title:d}"
    yield f"indefinite={indefinite[0]:d}{indefinite[1]:d}|{distance}"

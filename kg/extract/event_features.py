"""What is seen of a telling, and of a telling beside an event told before: the features of `kg.extract.event_model`.

Each feature is a string; a model gives it a weight. They say what a reader would point at: the word, its neighbours,
who and where is known, the day, the distance, and what the rules of `kg.extract.event_coreference` make of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.event_coreference import Gathered, common, contradicts, elsewhere, other_parties, types_agree
from kg.extract.geography import Geography
from kg.extract.meeting_coreference import meeting_affinity
from kg.extract.scene import Scene
from kg.extract.telling import Telling

__all__ = ["InContext", "joining_features", "telling_features"]

_GENERAL = frozenset({"Attack", "Meeting"})


@dataclass(frozen=True, slots=True)
class InContext:
    """A telling, its sentence, and its place among the tellings of its family in the article."""

    scene: Scene
    telling: Telling
    order: int
    siblings: tuple[Telling, ...]
    """The other tellings of its family."""
    cues: int
    """How many words of saying its sentence has."""

    @property
    def word(self) -> str:
        """The word that tells it first, folded, without article."""
        return self.scene.bare(self.telling.anchor)


# --- one telling ---------------------------------------------------------------------------------------------------


def telling_features(told: InContext) -> Iterator[str]:
    """What speaks for and against that a telling is of an event that happened, is planned or is denied."""
    yield "bias"
    yield from _of_word(told)
    yield from _of_knowledge(told)
    yield from _of_surroundings(told)


def _of_word(told: InContext) -> Iterator[str]:
    scene, telling, at, word = told.scene, told.telling, told.telling.anchor, told.word
    yield f"word={word}"
    yield f"raw={scene.norm(at)}"
    yield f"begins={scene.norm(at)[:1]}|{telling.how}"
    yield f"plural={scene.norm(at).endswith(('ات', 'اء'))}"
    yield f"type={telling.type}"
    yield f"how={telling.how}"
    for distance in (1, 2):
        yield f"before{distance}={scene.bare(at - distance)}"
        yield f"after{distance}={scene.bare(at + distance)}"
    yield f"word={word}|before={scene.norm(at - 1)}"
    yield f"word={word}|after={scene.bare(at + 1)}"
    yield f"refers={telling.definite:d}{telling.anaphoric:d}"
    yield f"habitual={telling.habitual:d}"
    yield f"fresh={telling.fresh:d}"
    yield f"apart={telling.apart:d}"
    yield f"modality={telling.modality.value}"
    yield f"negated={telling.negated:d}"
    yield f"words={min(len(telling.triggers), 3)}"


def _of_knowledge(told: InContext) -> Iterator[str]:
    telling, known = told.telling, _known(told.telling)
    yield f"known={known}"
    yield f"known={known}|{telling.how}"
    yield f"known={known}|{telling.definite:d}"
    yield f"known={known}|{telling.type}"
    yield f"known={known}|dated={telling.date is not None}"
    yield f"weak={telling.weak:d}"
    yield f"weak={telling.weak:d}|{telling.definite:d}{telling.anaphoric:d}"
    yield f"weak={telling.weak:d}|{known}|{telling.title:d}"
    yield f"participants={min(len(telling.participant), 3)}"
    yield f"places={min(len(telling.place), 3)}"
    yield f"dated={telling.date is not None:d}{telling.deictic:d}"
    yield f"toll={telling.killed is not None:d}{telling.injured is not None:d}"
    yield f"weapon={telling.weapon is not None:d}"
    yield f"topic={telling.topic is not None:d}"
    kinds = {filler.entity.id: filler.entity.type for filler in told.scene.fillers}
    for role in ("agent", "target", "participant", "place"):
        for entity in getattr(telling, role):
            yield f"{role}={kinds.get(entity)}"


def _known(telling: Telling) -> str:
    """Which roles are filled, by their initials."""
    return "".join(role[0] for role in ("agent", "target", "place") if getattr(telling, role)) + (
        "m" if telling.participant else ""
    )


def _of_surroundings(told: InContext) -> Iterator[str]:
    telling, known = told.telling, _known(told.telling)
    yield f"title={telling.title:d}"
    yield f"sentence={min(telling.sentence, 6)}"
    yield f"sentence={min(telling.sentence, 6)}|{known}"
    yield f"order={min(told.order, 4)}"
    yield f"siblings={min(len(told.siblings), 5)}"
    mine = _fillers(telling)
    yield f"shared={any(mine & _fillers(other) for other in told.siblings):d}"
    yield f"cues={min(told.cues, 2)}"


def _fillers(telling: Telling) -> set[str]:
    return {*telling.agent, *telling.target, *telling.place, *telling.participant}


# --- a telling beside an event -------------------------------------------------------------------------------------


def joining_features(
    event: Sequence[InContext], told: InContext, geography: Geography, states: frozenset[str] = frozenset()
) -> Iterator[str]:
    """What speaks for and against that `told` is of the event that the tellings of `event`, in order, are of."""
    last = event[-1]
    alone = list(_pair(last, told, geography, states))
    yield from (f"last:{feature}" for feature in alone)
    if len(event) == 1:
        yield from (f"whole:{feature}" for feature in alone)
    else:
        # All that was told stands where it was told last.
        merged = Gathered([t.telling for t in event]).merged
        whole = replace(last, telling=replace(merged, sentence=last.telling.sentence, title=False))
        yield from (f"whole:{feature}" for feature in _pair(whole, told, geography, states))
    yield f"tellings={min(len(event), 4)}"


def _pair(one: InContext, other: InContext, geography: Geography, states: frozenset[str]) -> Iterator[str]:
    t, u = one.telling, other.telling
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
    yield from _of_roles(t, u, geography, states, kind, distance, days)
    yield from _of_details(t, u)
    same = one.word == other.word
    yield f"same={same}"
    yield f"same={same}|{distance}"
    yield f"same={same}|{u.definite:d}"
    yield f"word={other.word}"
    named, here = ({f.entity.id for f in told.scene.fillers} for told in (one, other))
    yield f"common={min(len(named & here), 4)}"
    yield f"shares={4 * len(named & here) // max(1, len(named | here))}"
    between = other.order - one.order
    yield f"between={min(between, 4)}"
    yield f"between={min(between, 3)}|{kind}|{distance}"
    yield f"first={one.order == 0:d}"
    yield f"first={one.order == 0:d}|{kind}|{u.definite:d}"
    yield from _of_rules(t, u, geography, states, kind, distance)


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


def _of_rules(
    t: Telling, u: Telling, geography: Geography, states: frozenset[str], kind: str, distance: str
) -> Iterator[str]:
    event = Gathered([t])
    if t.family == "Attack":
        reasons = (contradicts(u, t, event), other_parties(u, t, geography), elsewhere(u, t, geography))
        rule = next((number for number, against in enumerate(reasons) if against), len(reasons))
    else:
        rule = int(10 * min(meeting_affinity(u, t, [t], geography.inside, states), 1.0)) // 2
    yield f"rule={rule}"
    yield f"rule={rule}|{distance}"
    yield f"rule={rule}|{kind}"
    yield f"score={min(int(2 * common(u, event, geography, states)), 6)}"

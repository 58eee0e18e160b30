"""Diplomatic meetings told by a sentence: one telling for each meeting, who meets read from the words around it.

Words are data: ``kg/data/lexicon/diplomacy.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.circumstances import deictic, folded, is_after
from kg.extract.event_dates import date_of, is_scheduled, value_of
from kg.extract.meeting_coreference import same_kind
from kg.extract.meeting_frames import Frame, frame_of
from kg.extract.meeting_triggers import MeetingTrigger, meeting_triggers
from kg.extract.modality import modality_at, negated, tells_future
from kg.extract.scene import Scene
from kg.extract.telling import Telling, unique
from kg.extract.time_distances import is_counted_from
from kg.extract.topics import topic_of
from kg.model import Entity, Modality, PartialDate

__all__ = ["DiplomacyReader"]


class DiplomacyReader:
    """Reads the meetings that a sentence tells."""

    def read(self, scene: Scene) -> Iterator[Telling]:
        """A telling a meeting. Triggers that share their parties tell one meeting: زيارة … التقى خلالها."""
        triggers = list(meeting_triggers(scene))
        groups: list[list[Frame]] = []
        for number in range(len(triggers)):
            frame = frame_of(scene, triggers, number)
            if not _is_told(scene, frame):
                continue
            home = next((group for group in reversed(groups) if _one_meeting(scene, group, frame)), None)
            if home is None:
                groups.append([frame])
            else:
                home.append(frame)
        several = len(groups) > 1
        words = [(trigger.first, trigger.last) for trigger in triggers]
        for number, group in enumerate(groups):
            then = number > 0 and _came_then(scene, groups[number - 1][-1], group[0])
            yield _telling(scene, group, words, several=several, then=then)


def _is_told(scene: Scene, frame: Frame) -> bool:
    """Whether a meeting is told: forces that reach a place don't visit it, towns receive no guests, and what is
    attacked is only a target.
    """
    if not frame.trigger.verb and _is_attacked(scene, frame.trigger.first):
        return False
    if frame.trigger.verb and frame.trigger.type == "Visit":
        known = {f.entity.id: f.entity for f in scene.fillers}
        return any(_travels(known.get(party)) for party in frame.parties)
    return not (frame.trigger.verb and frame.trigger.object) or frame.met


def _is_attacked(scene: Scene, noun: int) -> bool:
    """Whether a meeting is what an attack hit: ضربة جوية لاجتماع، هجوم على اجتماع."""
    led = any(form.proclitics == "ل" for form in scene.words[noun].forms)
    onto = scene.norm(noun - 1) in folded("attack.toml", "onto", "prepositions")
    near = range(max(scene.first, noun - _STRUCK), noun)
    return (led or onto) and any(scene.bares(i) & folded("attack.toml", "onto", "strikes") for i in near)


_STRUCK = 4
"""Words before what is attacked in which the word for the attack stands."""


def _travels(party: Entity | None) -> bool:
    """Whether someone's coming is diplomacy: a state's, or a person's who holds an office or is known."""
    return party is None or party.type == "Country" or (party.type == "Person" and bool(party.role or party.keys))


def _one_meeting(scene: Scene, group: Sequence[Frame], frame: Frame) -> bool:
    """Whether a further trigger of a sentence tells the meeting of those before it."""
    if _is_aside(scene, frame.trigger) or (_is_aside(scene, group[0].trigger) and not group[0].parties):
        return False
    if _came_then(scene, group[-1], frame):
        return False
    if frame.trigger.type == "PhoneCall" and group[-1].trigger.verb and _is_manner(scene, frame.trigger):
        return True
    mine, theirs = set(frame.parties), {p for f in group for p in f.parties}
    if not mine or not theirs:
        trigger = frame.trigger
        if not (trigger.definite or trigger.possessed) and frame.clause[0] > group[-1].trigger.first:
            # أعلن بعد لقائه … أن الطرفين اتفقا على عقد قمة: what is said there is another meeting.
            return False
        return any(same_kind(frame.trigger.type, f.trigger.type) for f in group)
    return mine <= theirs or theirs <= mine


def _is_manner(scene: Scene, trigger: MeetingTrigger) -> bool:
    """Whether a word only tells how a meeting was held: بحثا هاتفيا."""
    return trigger.last == trigger.first + 1 and scene.norm(trigger.first) in folded("diplomacy.toml", "manner")


def _is_aside(scene: Scene, trigger: MeetingTrigger) -> bool:
    """Whether a meeting is told to date or place another one: على هامش القمة، قبيل الاجتماع."""
    before = {scene.norm(trigger.first - 1), scene.norm(trigger.first - 2)} if not trigger.verb else set()
    return bool(before & folded("diplomacy.toml", "aside"))


def _came_then(scene: Scene, one: Frame, other: Frame) -> bool:
    """Whether a meeting came after the one told before it: اجتمع مع رئيس الوزراء ثم توجه إلى رام الله للقاء الرئيس."""
    between = range(one.trigger.last, other.trigger.first)
    return any(scene.norm(i) in folded("diplomacy.toml", "then") for i in between)


def _telling(
    scene: Scene, group: Sequence[Frame], words: Sequence[tuple[int, int]], *, several: bool, then: bool
) -> Telling:
    triggers = [frame.trigger for frame in group]
    kind = _kind(triggers)
    if kind == "Meeting" and _is_between_bodies(scene, triggers[0], {p for f in group for p in f.parties}):
        kind = "Negotiation"
    main = next((t for t in triggers if t.type == kind), triggers[0])
    clause = (min(f.clause[0] for f in group), max(f.clause[1] for f in group)) if several else _whole(scene)
    modality, begun = _modality(scene, triggers)
    planned = modality is Modality.PLANNED
    dated = date_of(scene, [(t.first, t.last) for t in triggers], words, since=False, planned=planned)
    ahead = planned or (dated is not None and is_scheduled(scene, dated))
    date = value_of(scene, dated, planned=ahead) if dated else None
    if modality is Modality.ACTUAL and not begun and (ahead or _is_ahead(scene, date)):
        modality = Modality.PLANNED
    verb = next((t for t in triggers if t.verb), None)
    parties = unique(p for f in group for p in f.parties)
    counted = all(is_counted_from(scene, t.first) for t in triggers)
    return Telling(
        type=kind,
        family="DiplomaticMeeting",
        sentence=scene.number,
        triggers=tuple((scene.words[t.first].token.begin, scene.words[t.last - 1].token.end) for t in triggers),
        anchor=main.first,
        how="verb" if verb is not None else "noun",
        participant=parties,
        place=unique(p for f in group for p in f.places if p not in parties),
        date=date,
        date_text=dated.expression.text if dated else None,
        deictic=deictic(scene, clause),
        shifted=counted,
        apart=counted or then,
        topic=next((topic for f in group if (topic := topic_of(scene, f.trigger, clause[1]))), None),
        modality=modality,
        negated=negated(scene, (verb or main).first),
        anaphoric=all(t.definite or t.possessed for t in triggers) and len(parties) < 2 and not counted,
        weak=all(t.weak for t in triggers),
        held=any(_is_held(scene, t) for t in triggers),
        hosted=any(f.hosted for f in group),
        title=scene.sentence.is_title,
    )


def _kind(triggers: Sequence[MeetingTrigger]) -> str:
    """The most special type; of a meeting told with the visit that it is part of, the one that is told first.

    A special noun with the article behind what tells a meeting is what it is about: بحثا التحضير للقمة.
    """
    own = [t for t in triggers[1:] if t.verb or not t.definite or t.type == "PhoneCall"]
    kinds = [t.type for t in (triggers[0], *own)]
    special = [kind for kind in kinds if kind not in {"Meeting", "Visit"}]
    return special[0] if special else kinds[0]


def _is_between_bodies(scene: Scene, trigger: MeetingTrigger, parties: set[str]) -> bool:
    """Whether talks are told of states or bodies and not of persons: محادثات بين الولايات المتحدة وإيران."""
    kinds = {f.entity.type for f in scene.fillers if f.entity.id in parties}
    talks = scene.bares(trigger.first) & folded("diplomacy.toml", "talks")
    return bool(talks) and not trigger.possessed and "Person" not in kinds and bool(kinds)


def _whole(scene: Scene) -> tuple[int, int]:
    return scene.first, scene.last


def _modality(scene: Scene, triggers: Sequence[MeetingTrigger]) -> tuple[Modality, bool]:
    """What one of its words says to come is planned; the second tells whether a verb says that it has begun."""
    found = [modality_at(scene, t.first, t.last, future=t.future or _comes(scene, t)) for t in triggers]
    if triggers[0].verb and triggers[0].past and found[0] is Modality.ACTUAL:
        # وصل إلى بغداد في زيارة … يلتقي خلالها: what has begun is told.
        return Modality.ACTUAL, True
    return next((m for m in found if m is not Modality.ACTUAL), Modality.ACTUAL), False


def _is_ahead(scene: Scene, day: PartialDate | None) -> bool:
    published = scene.document.article.published_on
    return day is not None and published is not None and is_after(day, published)


def _comes(scene: Scene, trigger: MeetingTrigger) -> bool:
    """Whether a verb in the future beside a noun tells of the meeting: القمة ستعقد، سيعقد اجتماعا."""
    if trigger.verb:
        return False
    ends = folded("diplomacy.toml", "clause", "ends")
    reach = range(trigger.last, min(scene.last, trigger.last + 2 * _BESIDE))
    last = next((i for i in reach if scene.norm(i) in ends), reach.stop)
    return tells_future(scene, range(max(scene.first, trigger.first - _BESIDE), last))


def _is_held(scene: Scene, trigger: MeetingTrigger) -> bool:
    """Whether a meeting is the time of what is told: خلال لقائه، في ختام القمة."""
    return not trigger.verb and scene.bare(trigger.first - 1) in folded("diplomacy.toml", "held")


_BESIDE = 6

"""Days that no word beside an event tells: the story of the day goes on, and the title tells what the report dates.

غارات على القطاع                             the title: dated by what the report opens with
شنت مقاتلات، ليل الثلاثاء، غارات على القطاع.     dated
وأوضح مصدر أن غارة ثانية استهدفت موقعا شمال القطاع.   the same day, though no word says so
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.extract.event_coreference import Gathered, common
from kg.extract.event_dates import day_told, goes_on_undated, happens_meanwhile
from kg.extract.reading import Reading
from kg.extract.telling import Telling
from kg.model import Modality, PartialDate

__all__ = ["with_inherited_days"]

_OPENING = 2
"""Index of the last sentence with which an article opens, its title counted."""
_GOES_ON = 3
"""Sentences behind a telling in which its story goes on."""
_RECENT = timedelta(days=7)
_ALIKE = 1.5
"""More than two tellings share that may be of one event: what is attacked, and something beside it."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the last week, as told in a sentence."""

    sentence: int
    day: PartialDate | None
    text: str | None
    family: str | None = None
    """Family of the event that it dates; `None` where it dates something else that happened."""
    participant: tuple[str, ...] = ()
    """Who takes part in a meeting that it dates."""


def with_inherited_days(groups: Sequence[Gathered], reading: Reading) -> Iterator[Gathered]:
    """The events in order, those without a date with the day that the report tells for them, if it does."""
    published = next((p.scene.document.article.published_on for p in reading.proposals), None)
    story = list(_opening_days(reading, published)) if published is not None else []
    for group in groups:
        first = group.tellings[0]
        found = _inherited(group, groups, story, reading, published) if published is not None else None
        if found is None:
            yield group
            continue
        if group.merged.family == "Attack":
            story += [replace(found, sentence=t.sentence) for t in group.tellings if not t.title]
        yield Gathered([replace(first, date=found.day, date_text=found.text), *group.tellings[1:]])


def _opening_days(reading: Reading, published: date) -> Iterator[_Day]:
    """The recent days that the first sentences tell: of attacks and meetings, else of what else happened."""
    for proposal in reading.proposals[: _OPENING + 1]:
        scene = proposal.scene
        if scene.sentence.is_title:
            continue
        told = [
            _Day(scene.number, t.date, t.date_text, t.family, t.participant)
            for t in proposal.tellings
            if t.modality is Modality.ACTUAL and _is_recent(t.date, published)
        ]
        yield from told
        expression = None if told else day_told(scene, [span for t in proposal.tellings for span in t.triggers])
        if expression is not None and _is_recent(expression.value, published):
            yield _Day(scene.number, expression.value, expression.text)


def _inherited(
    group: Gathered, groups: Sequence[Gathered], story: Sequence[_Day], reading: Reading, published: date
) -> _Day | None:
    whole, first = group.merged, group.tellings[0]
    if whole.date is not None or whole.deictic or whole.modality is not Modality.ACTUAL:
        return None
    if first.shifted or first.habitual:
        return None
    others = [
        other
        for other in groups
        if other is not group and other.merged.modality is Modality.ACTUAL and _is_recent(other.merged.date, published)
    ]
    return (
        _of_the_same_moment(group, others, reading)
        or _of_a_likely_double(group, others, reading)
        or next((day for day in story if _goes_on(first, day, reading)), None)
    )


def _of_the_same_moment(group: Gathered, others: Sequence[Gathered], reading: Reading) -> _Day | None:
    """The day of what a sentence tells before it as of the same moment: قصفت المدفعية، بالتزامن مع غارات."""
    for telling in group.tellings:
        if happens_meanwhile(reading.proposals[telling.sentence].scene, telling.anchor):
            for other in others:
                if any(t.sentence == telling.sentence and t.anchor < telling.anchor for t in other.tellings):
                    return _Day(telling.sentence, other.merged.date, other.merged.date_text)
    return None


def _of_a_likely_double(group: Gathered, others: Sequence[Gathered], reading: Reading) -> _Day | None:
    """The one day of the events that may be that with which the article opens, told in other words."""
    if group.tellings[0].definite or not any(t.sentence <= _OPENING for t in group.tellings):
        return None

    def is_double(other: Gathered) -> bool:
        told = (t for t in other.tellings if not (t.title or t.apart))
        return any(common(t, group, reading.geography, reading.states) > _ALIKE for t in told)

    dated = [other.merged for other in others if is_double(other)]
    days = {whole.date for whole in dated}
    return _Day(dated[0].sentence, dated[0].date, dated[0].date_text) if len(days) == 1 else None


def _goes_on(first: Telling, day: _Day, reading: Reading) -> bool:
    """Whether an event is of the story of a day: the title tells it, or it follows behind a sentence of it, an attack
    or what somebody did who came to meet: وصل لافروف، الأحد … والتقى نظيره.
    """
    if first.apart or day.family not in {None, first.family} or (day.family is None and first.family != "Attack"):
        return False
    if first.title:
        return not (first.definite or first.anaphoric)
    near = 0 < first.sentence - day.sentence <= _GOES_ON
    met = first.how == "verb" and not first.weak and not {*first.participant}.isdisjoint(day.participant)
    return (
        near
        and (first.family == "Attack" or met)
        and not goes_on_undated(reading.proposals[first.sentence].scene, first.anchor)
    )


def _is_recent(value: PartialDate | None, published: date) -> bool:
    if value is None or value.year is None or value.month is None or value.day is None:
        return False
    return timedelta(0) <= published - date(value.year, value.month, value.day) <= _RECENT

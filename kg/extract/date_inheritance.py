"""Attacks that go on telling the story of the day: they happened on the day of the attack that an article opens with.

شنت مقاتلات، ليل الثلاثاء، غارات على القطاع.     dated
وأوضح مصدر أن غارة ثانية استهدفت موقعا شمال القطاع.   the same day, though no word says so
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.event_coreference import Gathered
from kg.extract.telling import Telling
from kg.model import Modality, PartialDate

__all__ = ["with_inherited_days"]

_OPENING = 2
"""Index of the last sentence with which an article opens, its title counted."""
_GOES_ON = 4
"""Sentences behind a telling in which its story goes on."""
_RECENT = timedelta(days=7)


def with_inherited_days(groups: Sequence[Gathered], published: date | None) -> Iterator[Gathered]:
    """The events in order; an undated attack near behind the opening one has its day, if that lies in the last week."""
    leads = [lead for group in groups if published is not None and (lead := _lead(group, published)) is not None]
    for group in groups:
        first = group.tellings[0]
        lead = next((lead for lead in leads if _goes_on(group, first, lead)), None)
        if lead is None:
            yield group
        else:
            dated = replace(first, date=lead.merged.date, date_text=lead.merged.date_text)
            yield Gathered([dated, *group.tellings[1:]])


def _lead(group: Gathered, published: date) -> Gathered | None:
    """The event, if an article opens with it as one of the last days."""
    whole = group.merged
    day = _day(whole.date)
    if whole.family != "Attack" or whole.modality is not Modality.ACTUAL or day is None:
        return None
    opens = any(t.sentence <= _OPENING and not t.title and t.date is not None for t in group.tellings)
    return group if opens and timedelta(0) <= published - day <= _RECENT else None


def _goes_on(group: Gathered, first: Telling, lead: Gathered) -> bool:
    whole = group.merged
    if group is lead or whole.family != "Attack" or whole.modality is not Modality.ACTUAL:
        return False
    if whole.date is not None or whole.deictic or first.shifted or first.apart or first.habitual:
        return False
    return any(0 < first.sentence - t.sentence <= _GOES_ON for t in lead.tellings if t.sentence <= _OPENING)


def _day(value: PartialDate | None) -> date | None:
    if value is None or value.year is None or value.month is None or value.day is None:
        return None
    return date(value.year, value.month, value.day)

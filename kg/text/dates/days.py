"""Days of months: 28 حزيران/يونيو، يومي 10 و11 أبريل، الثالث من مايو، 15 من الشهر الجاري، 9 رمضان 1442 هـ."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.model import PartialDate
from kg.text.dates.calendar import counted, hijri, in_some_year, valid
from kg.text.dates.expression import DateKind, Direction, Hit, Page, Parse
from kg.text.dates.names import preceded, remembered_day
from kg.text.dates.numeric import free_digits
from kg.text.dates.tails import Tail, take_month, take_tail
from kg.text.dates.tense import looks_ahead
from kg.text.dates.words import listed, numbered, units
from kg.text.dates.years import take_hijri_year
from kg.text.phrases import Cursor

__all__ = ["days_of_month"]

_MAX_DAYS = 8
_NUMBER = re.compile("[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class _Day:
    number: int
    begin: int
    end: int


_Value = Callable[[int], Hit | None]
"""Day of the month → a hit without its place, or `None` where the month has no such day."""


def days_of_month(page: Page, index: int, *, in_range: bool = False) -> Parse | None:
    """One day of a month, or several that share it: each is a hit of its own; the last one takes the month in.

    `in_range` is for the second day of a range, which doesn't look for a third.
    """
    cursor = page.cursor(index)
    days = _take_days(page, cursor)
    if not days:
        return None
    cursor.take_mark(")")
    if cursor.take(listed("glue", "month")) is None:
        cursor.take_mark("/-،")
    read = _relative_month(page, cursor) or _hijri_month(cursor) or _month(page, cursor, index, days, in_range=in_range)
    if read is None:
        return None
    if preceded(page, index, "names", "before"):
        return Parse(cursor.index)
    hits = []
    for day in days:
        hit = read(day.number)
        if hit is None:
            return Parse(cursor.index)
        hits.append(hit.over(day.begin, cursor.end if day is days[-1] else day.end))
    return Parse(cursor.index, tuple(hits))


def _take_days(page: Page, cursor: Cursor) -> list[_Day]:
    days: list[_Day] = []
    while len(days) < _MAX_DAYS:
        ahead = cursor.fork()
        joined = bool(days) and (ahead.take(listed("glue", "list")) is not None or ahead.take_mark("-–،"))
        if _NUMBER.fullmatch(ahead.next) and 1 <= int(ahead.next) <= 31:
            if not (joined if days else free_digits(page, ahead.index)):
                break
            number: int | None = int(ahead.next)
            ahead.step()
        else:
            # الرابع والخامس: the و is a proclitic here.
            attached = bool(days) and not joined and ahead.next.startswith("و")
            number = ahead.take(numbered("ordinals"), clitics=attached) if joined or attached or not days else None
        if number is None:
            break
        days.append(_Day(number, ahead.last_begin, ahead.end))
        cursor.join(ahead)
    return days


def _month(page: Page, cursor: Cursor, index: int, days: list[_Day], *, in_range: bool) -> _Value | None:
    month = take_month(cursor)
    if month is None:
        return None
    tail = take_tail(cursor)
    if not tail.told:
        known = remembered_day(page, index, month, days[0].number) if len(days) == 1 else None
        if known is not None:
            return lambda _: Hit(0, 0, DateKind.DAY, known)
        tail = Tail() if in_range else _tail_of_range(page, cursor, month)
    ahead = not tail.told and looks_ahead(page, index)
    return lambda number: _day(page, month, number, tail, ahead=ahead)


def _day(page: Page, month: int, number: int, tail: Tail, *, ahead: bool) -> Hit | None:
    year = tail.resolved(page.published, month, number, ahead=ahead)
    if year is None or tail.year is not None:
        value = valid(year, month, number)
        anchor = ("year", 0) if tail.earlier_year else None
        return None if value is None else Hit(0, 0, DateKind.DAY, value, tail.direction, anchor=anchor)
    value = in_some_year(year, month, number)
    later = None if tail.told else tail.resolved(page.published, month, number, ahead=True)
    upcoming = in_some_year(later, month, number) if later is not None else None
    if value is None:
        return None
    return Hit(0, 0, DateKind.DAY, value, tail.direction, relative=True, upcoming=upcoming)


def _tail_of_range(page: Page, cursor: Cursor, month: int) -> Tail:
    """The year that stands only behind the second day: من 28 أبريل إلى 8 مايو 2018."""
    ahead = cursor.fork()
    if ahead.take(listed("glue", "list")) is None and not ahead.take_mark("-–"):
        return Tail()
    second = days_of_month(page, ahead.index, in_range=True)
    value: PartialDate | None = second.hits[0].value if second and second.hits else None
    if value is None or value.year is None or value.month is None or second is None or second.hits[0].relative:
        return Tail()
    return Tail(year=value.year - (value.month < month))


def _relative_month(page: Page, cursor: Cursor) -> _Value | None:
    """15 من الشهر الجاري، الثالث من هذا الشهر."""
    ahead = cursor.fork()
    this = ahead.take(listed("glue", "this")) is not None
    unit = ahead.take(units("one", definite=True))
    step = 0 if this else ahead.take(numbered("directions")) if unit else None
    if unit != "month" or step is None:
        return None
    cursor.join(ahead)
    month = counted(page.published, "month", step) if page.published else None
    direction = Direction.of(step)

    def value(number: int) -> Hit | None:
        if month is None or month.month is None:
            return Hit(0, 0, DateKind.DAY, None, direction, relative=True)
        day = valid(month.year, month.month, number)
        return None if day is None else Hit(0, 0, DateKind.DAY, day, direction, relative=True)

    return value


def _hijri_month(cursor: Cursor) -> _Value | None:
    """9 رمضان 1442 هـ. Without its year a Hijri day has no value, since countries may differ on it."""
    ahead = cursor.fork()
    month = ahead.take(numbered("hijri_months"))
    if month is None:
        return None
    year = take_hijri_year(ahead)
    cursor.join(ahead)

    def value(number: int) -> Hit | None:
        try:
            return Hit(0, 0, DateKind.DAY, hijri(year, month, number) if year is not None else None)
        except ValueError:
            return None

    return value

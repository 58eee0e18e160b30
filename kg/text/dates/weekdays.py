"""Weekdays: الأحد، مساء الجمعة، الخميس المقبل، ليل الثلاثاء الأربعاء، الاثنين من الأسبوع الماضي."""

from __future__ import annotations

from datetime import date, timedelta

from kg.model import PartialDate
from kg.text.dates.calendar import day_of_week, weekday, whole
from kg.text.dates.expression import DateKind, Direction, Hit, Page, Parse
from kg.text.dates.names import preceded
from kg.text.dates.tense import looks_ahead
from kg.text.dates.words import listed, numbered, units
from kg.text.phrases import Cursor

__all__ = ["weekdays"]


def weekdays(page: Page, index: int) -> Parse | None:
    """A weekday with the part of the day and the direction, or two in a row (يومي الأحد والاثنين)."""
    cursor = page.cursor(index)
    night = cursor.take(listed("parts", "of_night")) is not None
    if not night:
        cursor.take(listed("parts", "of_day"))
    cursor.take(listed("glue", "day"))
    wanted = cursor.take(numbered("weekdays"))
    if wanted is None or preceded(page, index, "not_weekdays", "before"):
        return None
    if cursor.fork().take(listed("not_weekdays", "after")) is not None:
        return Parse(cursor.index)
    following = (wanted + 1) % 7
    if night and _take_second(cursor, following):
        # A night between two days is dated by the first.
        return Parse(cursor.index, (_hit(page, cursor, wanted, None, index),))
    step = cursor.take(numbered("directions"))
    week = _take_week(cursor) if step is None else None
    if week is not None:
        return Parse(cursor.index, (_in_week(page, cursor, wanted, week),))
    hit = _hit(page, cursor, wanted, step, index)
    pair = cursor.fork()
    if step is None and page.tape.text(cursor.index).startswith("و"):
        second = pair.take(numbered("weekdays"), clitics=True)
        later = pair.take(numbered("directions")) if second == following else None
        if second == following and later is None:
            return Parse(pair.index, (hit, _next_day(page, pair, hit, following)))
    return Parse(cursor.index, (hit,))


def _hit(page: Page, cursor: Cursor, wanted: int, step: int | None, index: int) -> Hit:
    kind, direction = DateKind.WEEKDAY, Direction.of(step)
    if page.published is None:
        return Hit(cursor.begin, cursor.end, kind, None, direction, relative=True, weekday=wanted)
    day = weekday(page.published, wanted, step, ahead=step is None and looks_ahead(page, index))
    upcoming = None if step is not None else whole(weekday(page.published, wanted, None, ahead=True))
    return Hit(cursor.begin, cursor.end, kind, whole(day), direction, relative=True, upcoming=upcoming, weekday=wanted)


def _next_day(page: Page, cursor: Cursor, first: Hit, wanted: int) -> Hit:
    """The second of two days in a row, which is never dated before the first."""
    place = cursor.last_begin, cursor.end
    if first.value is None or page.published is None:
        return Hit(*place, DateKind.WEEKDAY, relative=True, weekday=wanted)
    upcoming = _after(first.upcoming) if first.upcoming is not None else None
    return Hit(*place, DateKind.WEEKDAY, _after(first.value), relative=True, upcoming=upcoming, weekday=wanted)


def _after(value: PartialDate) -> PartialDate:
    return whole(date.fromisoformat(value.lexical) + timedelta(days=1))


def _in_week(page: Page, cursor: Cursor, wanted: int, step: int) -> Hit:
    day = day_of_week(page.published, wanted, step) if page.published else None
    return Hit(
        cursor.begin,
        cursor.end,
        DateKind.WEEKDAY,
        whole(day) if day else None,
        Direction.of(step),
        relative=True,
        weekday=wanted,
    )


def _take_second(cursor: Cursor, wanted: int) -> bool:
    """الثلاثاء الأربعاء، السبت-الأحد، الثلاثاء إلى الأربعاء."""
    ahead = cursor.fork()
    attached = ahead.next.startswith("و")
    if not ahead.take_mark("-–/"):
        ahead.take(listed("parts", "between_days"))
    if ahead.take(numbered("weekdays"), clitics=attached) != wanted:
        return False
    cursor.join(ahead)
    return True


def _take_week(cursor: Cursor) -> int | None:
    """من الأسبوع الماضي."""
    ahead = cursor.fork()
    ahead.take(listed("glue", "of"))
    this = ahead.take(listed("glue", "this")) is not None
    if ahead.take(units("one", definite=True)) != "week":
        return None
    step = 0 if this else ahead.take(numbered("directions"))
    if step is not None:
        cursor.join(ahead)
    return step

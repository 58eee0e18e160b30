"""Weeks, months and years seen from publication: الشهر الماضي، هذا العام، نهاية الأسبوع، الأيام القليلة الماضية."""

from __future__ import annotations

from datetime import timedelta

from kg.model import PartialDate
from kg.text.dates.amounts import take_number
from kg.text.dates.calendar import counted, month_of, season
from kg.text.dates.expression import DateKind, Direction, Hit, Page, Parse
from kg.text.dates.names import preceded
from kg.text.dates.words import listed, numbered, seasons, units
from kg.text.phrases import Cursor

__all__ = ["spans", "stretches", "told_seasons"]

_FEW_DAYS = 3
_CALENDAR = frozenset({"week", "month", "year"})


def spans(page: Page, index: int) -> Parse | None:
    """One week, month or year: مطلع الشهر الجاري، العام الماضي، هذا الأسبوع، العام نفسه، نهاية العام."""
    cursor = page.cursor(index)
    part = cursor.take(listed("parts", "words")) is not None
    if part:
        cursor.take(listed("glue", "of"))
    this = cursor.take(listed("glue", "this")) is not None
    same = not this and cursor.take(listed("anaphora", "before")) is not None
    unit = cursor.take(units("one", definite=True))
    if unit not in _CALENDAR or unit is None:
        return None
    if unit == "year" and not (part or this or same) and preceded(page, index, "general", "before"):
        return None
    shift = 0 if same else cursor.take(numbered("anaphora"))
    if shift is not None and not this:
        if unit == "year" and _follows_noun(page, index):
            return None
        return Parse(cursor.index, (Hit(cursor.begin, cursor.end, DateKind.ANAPHORIC, anchor=(unit, shift)),))
    step = cursor.take(numbered("directions"))
    if step is None and not (this or part):
        return None
    if step == 0 and unit == "year" and not (part or this) and _follows_noun(page, index):
        return None
    value = counted(page.published, unit, step or 0) if page.published else None
    hit = Hit(cursor.begin, cursor.end, DateKind.SPAN, value, Direction.of(step or 0), relative=True)
    return Parse(cursor.index, (hit,))


def _follows_noun(page: Page, index: int) -> bool:
    """Whether العام السابق or العام الحالي may describe the noun before it: المدير العام السابق."""
    word = page.tape.text(index - 1)
    return page.tape.same_line(index) and word.startswith("ال") and page.tape.text(index).startswith("ال")


def stretches(page: Page, index: int) -> Parse | None:
    """Several units, told vaguely: الأيام القليلة الماضية، الأشهر الثلاثة المقبلة، الـ72 ساعة الماضية."""
    cursor = page.cursor(index)
    days = _take_days(cursor)
    if days is None:
        return None
    step = cursor.take(numbered("directions"))
    if step is None:
        return None
    value: PartialDate | None = None
    if page.published is not None and days:
        value = month_of(page.published + timedelta(days=(days + 1) // 2 * (step > 0) - (days + 1) // 2 * (step < 0)))
    hit = Hit(cursor.begin, cursor.end, DateKind.VAGUE, value, Direction.of(step), relative=True)
    return Parse(cursor.index, (hit,))


def _take_days(cursor: Cursor) -> int | None:
    """The length of a stretch in days; 0 for one too long or too vague to lie in a month, `None` for none."""
    unit = cursor.take(units("two", definite=True))
    if unit is not None:
        return _days_in(unit, 2)
    unit = cursor.take(units("many", definite=True))
    if unit is not None:
        number = take_number(cursor)
        if number is None:
            cursor.take(listed("distance", "few"))
        return _days_in(unit, number)
    number = take_number(cursor)
    if number is None:
        return None
    unit = cursor.take(units("many")) or cursor.take(units("one"))
    return _days_in(unit, number) if unit else None


def _days_in(unit: str, number: int | None) -> int:
    if unit == "hour":
        return 1 if number is None else -(-number // 24) if number <= 24 * 15 else 0
    if unit == "day":
        return 2 * _FEW_DAYS if number is None else number if number <= 31 else 0
    if unit == "week":
        return 7 * number if number is not None and number <= 3 else 0
    return 0


def told_seasons(page: Page, index: int) -> Parse | None:
    """الصيف الماضي، هذا الخريف: a year, since a calendar has no name for a season."""
    cursor = page.cursor(index)
    cursor.take(listed("parts", "words"))
    this = cursor.take(listed("glue", "this")) is not None
    months = cursor.take(seasons())
    if months is None:
        return None
    step = 0 if this else cursor.take(numbered("directions"))
    if step is None:
        return None
    value = season(page.published, months, step) if page.published else None
    hit = Hit(cursor.begin, cursor.end, DateKind.SPAN, value, Direction.of(step), relative=True)
    return Parse(cursor.index, (hit,))

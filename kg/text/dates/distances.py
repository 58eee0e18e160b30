"""Distances in time: قبل يومين، منذ ثلاثة أشهر، بعد أسبوع، خلال 48 ساعة."""

from __future__ import annotations

from datetime import date, timedelta

from kg.model import PartialDate
from kg.text.dates.amounts import Amount, take_amount
from kg.text.dates.calendar import counted, month_of, whole
from kg.text.dates.expression import DateKind, Direction, Hit, Page, Parse
from kg.text.dates.tense import looks_ahead
from kg.text.dates.words import listed, numbered
from kg.text.phrases import Cursor

__all__ = ["distances"]

_MAX_STEPS = {"hour": 24 * 31, "day": 400, "week": 60, "month": 120, "year": 100}
"""A round number further off (قبل خمسمئة عام) is no date."""
_SAME_DAY = 12
"""Hours up to which one thing is of the day of another one: بعد ساعات من، قبل ثلاث ساعات من."""
_FEW_DAYS = 3
"""Vague days (قبل أيام) lie in the month of the day so many days off."""


def distances(page: Page, index: int) -> Parse | None:
    """قبل يومين، منذ ثلاثة أيام، بعد أسبوع، خلال 48 ساعة."""
    cursor = page.cursor(index)
    side = next(
        (side for side in ("past", "future", "within") if cursor.take(listed("distance", side)) is not None), None
    )
    amount = take_amount(cursor) if side is not None else None
    if amount is None or (amount.bare and _goes_on(cursor, amount.unit, side)):
        return None
    if cursor.fork().take(numbered("directions")) is not None:
        # خلال 48 ساعة الماضية is a span.
        return None
    place = cursor.begin, cursor.end
    if side == "within":
        return Parse(cursor.index, (Hit(*place, DateKind.VAGUE, _within(page, amount), relative=True),))
    from_now = cursor.take(listed("distance", "from_now")) is not None
    place = cursor.begin, cursor.end
    anchored = not from_now and cursor.fork().take(listed("distance", "anchors")) is not None
    since = page.tape.text(index).endswith("منذ")
    # بعد يومين follows something that the text tells, unless its words look ahead.
    if (anchored and not since) or (side == "future" and not (from_now or looks_ahead(page, index))):
        return Parse(cursor.index, (Hit(*place, DateKind.ANAPHORIC, days=_days(amount, -1 if side == "past" else 1)),))
    sign = -1 if side == "past" else 1
    value = _off(page, amount, sign)
    kind = DateKind.VAGUE if amount.loose or amount.half or amount.steps is None else DateKind.COUNTED
    return Parse(cursor.index, (Hit(*place, kind, value, Direction.of(sign), relative=True),))


def _goes_on(cursor: Cursor, unit: str, side: str | None) -> bool:
    """Whether a bare unit belongs to what follows: قبل يوم الجمعة، منذ شهر مايو، قبل عام 2011، منذ ساعات الفجر."""
    ahead = cursor.next
    if not ahead:
        return False
    if ahead[0].isdigit() or any(
        cursor.fork().take(numbered(table)) is not None for table in ("months", "hijri_months")
    ):
        return True
    return (unit in {"day", "hour"} or side == "within") and ahead.startswith("ال")


def _days(amount: Amount, sign: int) -> int | None:
    """The days of an amount that counts them, or of hours of the same day; `None` for what is less exact."""
    if amount.unit == "hour":
        return 0 if amount.steps is None or amount.steps <= _SAME_DAY else None
    exact = amount.unit == "day" and amount.steps is not None and not (amount.loose or amount.half)
    return sign * amount.steps if exact and amount.steps is not None else None


def _off(page: Page, amount: Amount, sign: int) -> PartialDate | None:
    """The date so far from publication; of an inexact amount of days only the month."""
    if page.published is None:
        return None
    if amount.steps is None:
        if amount.unit == "hour":
            return whole(page.published)
        return month_of(page.published + timedelta(days=_FEW_DAYS * sign)) if amount.unit == "day" else None
    if amount.steps > _MAX_STEPS[amount.unit]:
        return None
    if amount.unit == "week":
        return month_of(page.published + timedelta(weeks=amount.steps * sign))
    if amount.half:
        return _half_off(page.published, amount, amount.steps * sign)
    value = counted(page.published, amount.unit, amount.steps * sign)
    if amount.loose and value is not None and value.day is not None:
        return PartialDate(value.year, value.month)
    return value


def _half_off(published: date, amount: Amount, steps: int) -> PartialDate:
    """قبل عام ونصف: the year that lies so far off; of smaller units the month."""
    half = 1 if steps > 0 else -1
    if amount.unit == "year":
        month = published.year * 12 + published.month - 1 + 12 * steps + 6 * half
        return PartialDate(month // 12)
    days = {"hour": 0, "day": steps, "week": 7 * steps + 3 * half, "month": 30 * steps + 15 * half}[amount.unit]
    return month_of(published + timedelta(days=days))


def _within(page: Page, amount: Amount) -> PartialDate | None:
    """The month of publication, for a stretch of days about it."""
    if page.published is None or amount.unit in {"month", "year"}:
        return None
    if amount.unit == "week" and (amount.steps is None or amount.steps > 2):
        return None
    return month_of(page.published)

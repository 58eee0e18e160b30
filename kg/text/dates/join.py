"""Expressions that stand side by side tell one date: اليوم الأحد، الأربعاء 4 أبريل، في مايو أو يونيو."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from kg.model import PartialDate
from kg.text.dates.calendar import counted, nearest_weekday, valid, whole
from kg.text.dates.expression import DateKind, Hit, Page
from kg.text.dates.words import words

__all__ = ["joined"]

_SLIP = 1
"""Days by which أمس and the weekday beside it may differ: articles are dated by the day that they are put up."""
_NEAR = 183
_MAX_BETWEEN = 24
_OWN_DAY = {DateKind.COUNTED, DateKind.WEEKDAY}


def joined(page: Page, hits: Iterable[Hit]) -> list[Hit]:
    """The hits with neighbours joined and anaphoric ones resolved, in order."""
    result: list[Hit] = []
    named: PartialDate | None = None
    for hit in hits:
        hit = _anchored(hit, named)
        one = _one(page, result[-1], hit, _between(page, result[-1], hit)) if result else None
        if one is None:
            result.append(hit)
        else:
            result[-1] = one
        named = result[-1].value or named
    return result


def _between(page: Page, first: Hit, second: Hit) -> str | None:
    """The words between two hits without commas, or `None` where they are far apart or on two lines."""
    if second.begin - first.end > _MAX_BETWEEN:
        return None
    text = page.folded.text[first.end : second.begin]
    return None if "\n" in text else " ".join(text.replace("،", " ").replace(",", " ").split())


def _one(page: Page, first: Hit, second: Hit, between: str | None) -> Hit | None:
    """The two as one, where they tell one date; else `None`."""
    if between is None:
        return None
    if between in words("glue", "or"):
        return _either(first, second)
    same_day = between in words("glue", "same_day")
    if between not in {"", "("} and not same_day:
        return None
    if second.weekday is not None and first.kind is DateKind.COUNTED and second.direction is None:
        return _deictic_weekday(first, second)
    if first.kind in _OWN_DAY and second.kind is DateKind.DAY:
        return _bracketed(page, replace(_by_weekday(page, second, first.weekday), begin=first.begin), between)
    if first.kind is DateKind.DAY and second.weekday is not None and second.direction is None:
        return _bracketed(page, replace(_by_weekday(page, first, second.weekday), end=second.end), between)
    if first.kind is second.kind is DateKind.DAY and (same_day or between == "("):
        better = first if first.value is not None and not first.relative else second
        return _bracketed(page, replace(better, begin=first.begin, end=second.end), between)
    return None


def _bracketed(page: Page, hit: Hit, between: str) -> Hit:
    """The hit with the bracket that closes what was opened in it."""
    closed = between == "(" and page.folded.text[hit.end : hit.end + 1] == ")"
    return replace(hit, end=hit.end + 1) if closed else hit


def _deictic_weekday(first: Hit, second: Hit) -> Hit | None:
    """أمس الأحد: the weekday decides, since the day of publication may be off by one. Further off they contradict each
    other, so that they are left as they are.
    """
    day, value = _day(first.value), None
    if day is not None and second.weekday is not None:
        nearest = nearest_weekday(day, second.weekday, _SLIP)
        if nearest is None:
            return None
        value = whole(nearest)
    return replace(second, begin=first.begin, value=value, direction=first.direction, upcoming=None)


def _by_weekday(page: Page, hit: Hit, weekday: int | None) -> Hit:
    """A day whose year had to be chosen takes the next year or the last, where it falls on that weekday and near."""
    value = hit.value
    if page.published is None or not hit.relative or value is None or value.year is None or value.month is None:
        return hit
    for year in (value.year, value.year - 1, value.year + 1):
        other = valid(year, value.month, value.day or 1)
        day = _day(other)
        if day is not None and day.weekday() == weekday and abs((day - page.published).days) <= _NEAR:
            return replace(hit, value=other, upcoming=None)
    return hit


def _either(first: Hit, second: Hit) -> Hit | None:
    """أواخر مايو أو أوائل يونيو: what both have in common, a month or a year, is all that is said."""
    one, other = first.value, second.value
    if one is None or other is None or one.year is None or one.year != other.year:
        return None
    if {first.kind, second.kind} & {*_OWN_DAY, DateKind.YEAR}:
        return None
    same_month = one.month is not None and one.month == other.month
    value = PartialDate(one.year, one.month if same_month else None)
    relative = first.relative or second.relative
    return Hit(first.begin, second.end, DateKind.VAGUE, value, relative=relative)


def _anchored(hit: Hit, named: PartialDate | None) -> Hit:
    """An anaphoric hit with its value, where what was named last tells it."""
    if hit.anchor is None or named is None or named.year is None:
        return hit
    unit, steps = hit.anchor
    if hit.value is not None:
        # A day of the year that was named: 3 مايو من العام نفسه.
        return replace(hit, value=valid(named.year, hit.value.month or 1, hit.value.day or 1) or hit.value)
    value: PartialDate | None = None
    if unit == "year":
        value = PartialDate(named.year + steps)
    elif unit == "month" and named.month is not None:
        value = counted(date(named.year, named.month, 1), "month", steps)
    elif unit == "day" and (day := _day(named)) is not None:
        value = whole(day + timedelta(days=steps))
    return replace(hit, value=value)


def _day(value: PartialDate | None) -> date | None:
    if value is None or value.year is None or value.month is None or value.day is None:
        return None
    return date(value.year, value.month, value.day)

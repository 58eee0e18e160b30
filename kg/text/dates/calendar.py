"""Arithmetic from the day of publication. Here stand the conventions of news that choose a year, a week or a day."""

from __future__ import annotations

from datetime import date, timedelta

from kg.model import PartialDate

__all__ = [
    "counted",
    "day_of_week",
    "hijri",
    "in_some_year",
    "month_of",
    "nearest_weekday",
    "season",
    "valid",
    "weekday",
    "whole",
    "year_of",
]

_FAR_AHEAD = 5
"""A month without year that lies further ahead than this is last year's: نوفمبر told in May."""
_FAR_BACK = 6
_OTHER_YEAR = 9
"""By so many months this month (الجاري) may not be off: then it is that of the next or the last year."""
_SUNDAY_FIRST = 1
_MIDWEEK = 3


def whole(day: date) -> PartialDate:
    """A full date."""
    return PartialDate(day.year, day.month, day.day)


def month_of(day: date) -> PartialDate:
    """The month that a day lies in."""
    return PartialDate(day.year, day.month)


def valid(year: int | None, month: int, day: int) -> PartialDate | None:
    """The date, or `None` where there is no such day."""
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def in_some_year(year: int, month: int, day: int) -> PartialDate | None:
    """The day in `year`; 29 February in the last leap year up to it, none where no year has such a day."""
    return next((found for back in range(8) if (found := valid(year - back, month, day))), None)


def year_of(published: date, month: int, day: int | None, step: int | None, *, ahead: bool = False) -> int:
    """The year of a month, or of a day of it, that is told without one.

    `step` says where its own words point (الماضي −1, الجاري 0, المقبل 1), `ahead` that the words around it look
    ahead. With neither it is the year of publication, or the year before where the month lies more than five months
    ahead. Looking ahead, it is the next year where the month lies more than six months back.
    """
    here, now = (month, day or 0), (published.month, published.day if day else 0)
    if step is None:
        if ahead and published.month - month > _FAR_BACK:
            return published.year + 1
        return published.year - (month - published.month > _FAR_AHEAD)
    if step == 0:
        return published.year + (published.month - month > _OTHER_YEAR) - (month - published.month > _OTHER_YEAR)
    if step > 0:
        return published.year + (here < now) + step - 1
    return published.year - (here >= now) + step + 1


def weekday(published: date, wanted: int, step: int | None, *, ahead: bool = False) -> date:
    """The day that a weekday (Monday is 0) names: a bare one is the last up to publication, that day included."""
    back = (published.weekday() - wanted) % 7
    if step is not None and step > 0:
        return published + timedelta(days=(7 - back) + 7 * (step - 1))
    if step is not None and step < 0:
        return published - timedelta(days=(back or 7) + 7 * (-step - 1))
    return published + timedelta(days=(7 - back) % 7) if ahead else published - timedelta(days=back)


def day_of_week(published: date, wanted: int, step: int) -> date:
    """The day with that weekday in the week so many weeks off; weeks begin on Sunday."""
    sunday = published - timedelta(days=(published.weekday() + _SUNDAY_FIRST) % 7)
    return sunday + timedelta(days=7 * step + (wanted + _SUNDAY_FIRST) % 7)


def nearest_weekday(day: date, wanted: int, within: int) -> date | None:
    """The day with that weekday nearest to `day`, or `None` where it lies further off than `within` days."""
    for distance in range(within + 1):
        for candidate in (day - timedelta(days=distance), day + timedelta(days=distance)):
            if candidate.weekday() == wanted:
                return candidate
    return None


def counted(published: date, unit: str, steps: int) -> PartialDate | None:
    """The date so many units off, as precise as the unit: days give a day, months a month, years a year.

    A week has no name in the calendar: it gives the month that holds its middle, and weeks count from Sunday. Hours
    give a day where they make whole days or at most half of one.
    """
    if unit == "year":
        return PartialDate(published.year + steps)
    if unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + steps, 12)
        return PartialDate(year, month + 1)
    if unit == "week":
        since_sunday = (published.weekday() + _SUNDAY_FIRST) % 7
        return month_of(published + timedelta(days=7 * steps - since_sunday + _MIDWEEK))
    if unit == "day":
        return whole(published + timedelta(days=steps))
    days, hours = divmod(abs(steps), 24)
    if hours and (days or hours > 12):
        return month_of(published)
    return whole(published + timedelta(days=days if steps > 0 else -days))


def season(published: date, months: tuple[int, int], step: int) -> PartialDate | None:
    """The year of a season that is told from publication; none of a winter, which lies in two."""
    first, last = months
    if first > last:
        return None
    if step > 0:
        return PartialDate(published.year + (published.month >= first) + step - 1)
    if step < 0:
        return PartialDate(published.year - (published.month <= last) + step + 1)
    return PartialDate(published.year)


def hijri(year: int, month: int, day: int | None) -> PartialDate | None:
    """A date of the Umm al-Qura calendar in ours; a whole month lies in two of ours, so that only a year may be told.

    `None` outside the years 1343 to 1500 of the Hijra, which the tables of hijridate cover.
    Raises ValueError for a day that the month doesn't have.
    """
    from hijridate import Hijri

    if not 1343 <= year <= 1500:
        return None
    first: date = Hijri(year, month, day or 1).to_gregorian()
    if day is not None:
        return whole(first)
    last = first + timedelta(days=Hijri(year, month, 1).month_length() - 1)
    if (first.year, first.month) == (last.year, last.month):
        return month_of(first)
    return PartialDate(first.year) if first.year == last.year else None

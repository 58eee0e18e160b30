"""What days and months of the calendar share: the month's names, and what behind it tells the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.text.dates.calendar import year_of
from kg.text.dates.expression import Direction
from kg.text.dates.words import listed, numbered, units
from kg.text.dates.years import take_year
from kg.text.phrases import Cursor

__all__ = ["Tail", "take_month", "take_tail"]


@dataclass(frozen=True, slots=True)
class Tail:
    """A year, a direction (الماضي) or a direction of the year (من العام الماضي) behind a month; or nothing."""

    year: int | None = None
    step: int | None = None
    year_step: int | None = None
    every_year: bool = False
    earlier_year: bool = False
    """Whether it is the year that the text named before: من العام نفسه."""

    @property
    def told(self) -> bool:
        """Whether there is anything."""
        return self != Tail()

    @property
    def direction(self) -> Direction | None:
        """Where it points from publication."""
        return Direction.of(self.step if self.step is not None else self.year_step)

    def resolved(self, published: date | None, month: int, day: int | None, *, ahead: bool) -> int | None:
        """The year of the month, or of its day, before it; `None` where nothing tells it."""
        if self.year is not None:
            return self.year
        if published is None or self.every_year or self.earlier_year:
            return None
        if self.year_step is not None:
            return published.year + self.year_step
        return year_of(published, month, day, self.step, ahead=ahead and not self.told)


def take_month(cursor: Cursor) -> int | None:
    """A month in one or more of its names: حزيران/يونيو، يونيو (حزيران)، سبتمبر أيلول."""
    month = cursor.take(numbered("months"))
    if month is None:
        return None
    for _ in range(2):
        ahead = cursor.fork()
        bracket = ahead.take_mark("(")
        if not bracket:
            ahead.take_mark("/-–\\")
        if ahead.take(numbered("months")) != month or (bracket and not ahead.take_mark(")")):
            break
        cursor.join(ahead)
    return month


def take_tail(cursor: Cursor) -> Tail:
    """What tells the year behind a month."""
    if cursor.take(listed("glue", "every_year")) is not None:
        return Tail(every_year=True)
    ahead = cursor.fork()
    ahead.take_mark("،,/-")
    glued = ahead.take(listed("glue", "year")) is not None
    year = take_year(ahead, counted=glued)
    if year is not None:
        cursor.join(ahead)
        return Tail(year=year)
    step = cursor.take(numbered("directions"))
    return Tail(step=step) if step is not None else _take_relative_year(cursor) or Tail()


def _take_relative_year(cursor: Cursor) -> Tail | None:
    """من العام الماضي، من هذا العام، من العام نفسه."""
    ahead = cursor.fork()
    ahead.take(listed("glue", "of"))
    this = ahead.take(listed("glue", "this")) is not None
    same = not this and ahead.take(listed("anaphora", "before")) is not None
    if ahead.take(units("one", definite=True)) != "year":
        return None
    step = 0 if this or same else ahead.take(numbered("directions"))
    same = same or (step is None and ahead.take(numbered("anaphora")) == 0)
    if step is None and not same:
        return None
    cursor.join(ahead)
    return Tail(earlier_year=True) if same else Tail(year_step=step)

"""The days that a date stands for: graph viewers know days, and an article may tell a month or a year only."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

__all__ = ["could_lie_between", "spell"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@lru_cache(maxsize=4096)
def spell(date: str) -> tuple[str, str] | None:
    """The first and the last day that ``2021``, ``2021-07`` or ``2021-07-05`` may mean; `None` for a day without year.

    Days are in the form ``2021-07-05``.
    """
    match = _DATE.match(date)
    if match is None:
        return None
    year, month, day = match.groups()
    if day is not None:
        return f"{year}-{month}-{day}", f"{year}-{month}-{day}"
    if month is not None:
        last = monthrange(int(year), int(month))[1] if 1 <= int(month) <= 12 and int(year) else 31
        return f"{year}-{month}-01", f"{year}-{month}-{last:02}"
    return f"{year}-01-01", f"{year}-12-31"


def could_lie_between(date: str, first: str | None, last: str | None) -> bool:
    """Whether a day that `date` may mean is not before `first` and not after `last`, which may be months or years."""
    if first is None and last is None:
        return True
    days = spell(date)
    if days is None:
        return False
    earliest = spell(first) if first else None
    latest = spell(last) if last else None
    return (earliest is None or days[1] >= earliest[0]) and (latest is None or days[0] <= latest[1])

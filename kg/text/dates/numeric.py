"""Dates in digits alone: 13/9/2018, 2018-09-13, 13.9.2018."""

from __future__ import annotations

import re

from kg.model import PartialDate
from kg.text.dates.calendar import valid
from kg.text.dates.expression import DateKind, Hit, Page, Parse

__all__ = ["free_digits", "numeric"]

_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_PART = re.compile(r"[0-9]{1,2}|[0-9]{4}")
_BEFORE_DIGITS = frozenset({"و", "ف", "ب", "ل", "ال", "في", "وفي", "بال", "لل", "(", "[", '"', "«", "“", "،", ","})


def free_digits(page: Page, index: int) -> bool:
    """Whether the digits at `index` begin by themselves: not in F16, nor in 3/4."""
    return not page.tape.glued(index) or page.tape.text(index - 1) in _BEFORE_DIGITS


def numeric(page: Page, index: int) -> Parse | None:
    """Day, month, year or year, month, day; month before day only where nothing else makes a date."""
    read = _parts(page, index) if free_digits(page, index) else None
    if read is None:
        return None
    (first, second, third), after = read
    value = _date(first, second, third) if first > 31 else _date(third, second, first) or _date(third, first, second)
    if value is None:
        return Parse(after)
    tape = page.tape
    return Parse(after, (Hit(tape.words[index].begin, tape.words[after - 1].end, DateKind.DAY, value),))


def _date(year: int, month: int, day: int) -> PartialDate | None:
    return valid(year, month, day) if 1000 <= year <= 2100 else None


def _parts(page: Page, index: int) -> tuple[tuple[int, int, int], int] | None:
    tape = page.tape
    dotted = _DOTTED.fullmatch(tape.text(index))
    if dotted is not None:
        return (int(dotted[1]), int(dotted[2]), int(dotted[3])), index + 1
    first, mark, second, again, third = (tape.text(index + step) for step in range(5))
    if mark not in {"/", "-"} or again != mark or not all(_PART.fullmatch(part) for part in (first, second, third)):
        return None
    if len(second) > 2 or (len(first) == 4) == (len(third) == 4):
        return None
    if not all(tape.same_line(at) for at in range(index + 1, index + 5)):
        return None
    # A further part makes it something else: the number of a file, a telephone.
    if tape.glued(index + 5) and tape.text(index + 5) == mark and tape.text(index + 6).isdigit():
        return None
    return (int(first), int(second), int(third)), index + 5

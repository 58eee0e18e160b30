"""Amounts of time: يومين، ثلاثة أشهر، الـ48 ساعة، عدة أيام، عام ونصف."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.text.dates.words import listed, units
from kg.text.numbers import number_at
from kg.text.phrases import Cursor

__all__ = ["Amount", "take_amount", "take_number"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A unit of time and how many of it."""

    unit: str
    steps: int | None
    """`None` for some: أيام، عدة أشهر."""
    bare: bool = False
    """Whether the unit stands alone, without a number."""
    loose: bool = False
    """Whether a hedge makes it inexact."""
    half: bool = False
    """Whether a half is added: عام ونصف."""


def take_amount(cursor: Cursor) -> Amount | None:
    """The amount at a cursor, which moves over it."""
    loose = cursor.take(listed("distance", "hedges")) is not None
    if cursor.take(listed("distance", "some")) is not None:
        unit = cursor.take(units("many")) or cursor.take(units("one"))
        return Amount(unit, None) if unit else None
    unit = cursor.take(units("two"))
    if unit is not None:
        return _with_half(cursor, Amount(unit, 2, loose=loose))
    number = take_number(cursor)
    if number is not None:
        unit = cursor.take(units("many")) or cursor.take(units("one"))
        return _with_half(cursor, Amount(unit, number, loose=loose)) if unit else None
    unit = cursor.take(units("one"))
    if unit is not None:
        single = cursor.take(listed("distance", "one")) is not None
        return _with_half(cursor, Amount(unit, 1, bare=not single, loose=loose))
    unit = cursor.take(units("many"))
    if unit is None:
        return None
    few = cursor.take(listed("distance", "few")) is not None
    return Amount(unit, None, bare=not few)


def _with_half(cursor: Cursor, amount: Amount) -> Amount:
    half = cursor.take(listed("distance", "half")) is not None
    more = not half and cursor.take(listed("distance", "and_more")) is not None
    return replace(amount, half=half, loose=amount.loose or more, bare=amount.bare and not half and not more)


def take_number(cursor: Cursor) -> int | None:
    """72, الـ72, الثلاثة, ثلاث."""
    ahead = cursor.fork()
    if ahead.next in {"ال", "وال"} and ahead.tape.glued(ahead.index + 1):
        ahead.step()
    if not ahead.next:
        return None
    number = number_at(ahead.tape, ahead.index, article=True)
    if number is None:
        return None
    while ahead.index < number.after:
        ahead.step()
    cursor.join(ahead)
    return number.value

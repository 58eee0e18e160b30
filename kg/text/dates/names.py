"""Dates that are part of a name (ميدان 14 يناير), and those that history knows without their year (ثورة 25 يناير)."""

from __future__ import annotations

from kg.model import PartialDate
from kg.text.dates.calendar import whole
from kg.text.dates.expression import Page
from kg.text.dates.words import remembered, words
from kg.text.phrases import readings

__all__ = ["preceded", "remembered_day"]


def preceded(page: Page, index: int, table: str, key: str) -> bool:
    """Whether the word before `index`, with or without its proclitics, is in a list of the lexicon."""
    if not page.tape.same_line(index):
        return False
    return any(form in words(table, key) for form, _ in readings(page.tape.text(index - 1)))


def remembered_day(page: Page, index: int, month: int, day: int) -> PartialDate | None:
    """The day that the word before makes known: هجمات 11 سبتمبر."""
    for form, _ in readings(page.tape.text(index - 1)):
        known = remembered().get((month, day, form))
        if known is not None:
            return whole(known)
    return None

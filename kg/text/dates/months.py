"""Months: أبريل الماضي، مطلع حزيران/يونيو، رمضان 1442 هـ. Without a year that can be told they have no value."""

from __future__ import annotations

from kg.model import PartialDate
from kg.text.dates.calendar import hijri
from kg.text.dates.expression import DateKind, Hit, Page, Parse
from kg.text.dates.names import preceded
from kg.text.dates.tails import take_month, take_tail
from kg.text.dates.tense import looks_ahead
from kg.text.dates.words import listed, numbered, spelt, words
from kg.text.dates.years import take_hijri_year
from kg.text.phrases import Cursor, readings

__all__ = ["months"]


def months(page: Page, index: int) -> Parse | None:
    """A month with the part of it that is meant (مطلع), its names and what tells its year."""
    cursor = page.cursor(index)
    part = cursor.take(listed("parts", "words")) is not None
    if part:
        cursor.take(listed("glue", "of"))
    opened = cursor.take(listed("glue", "month_word")) is not None or part
    lunar = _hijri_month(cursor)
    if lunar is not None:
        return lunar
    first = cursor.index
    month = take_month(cursor)
    if month is None or preceded(page, index, "names", "before"):
        return None
    doubled = cursor.index - first > 1
    tail = take_tail(cursor)
    if any(page.raw(at) in spelt("doubtful", "other_spelling") for at in range(first, cursor.index)):
        return None
    if not (opened or tail.told or doubled) and _doubtful(page, first):
        return None
    ahead = not tail.told and looks_ahead(page, index)
    year = tail.resolved(page.published, month, None, ahead=ahead)
    later = None if tail.told else tail.resolved(page.published, month, None, ahead=True)
    hit = Hit(
        cursor.begin,
        cursor.end,
        DateKind.MONTH,
        PartialDate(year, month) if year is not None else None,
        tail.direction,
        relative=year is not None and tail.year is None,
        upcoming=PartialDate(later, month) if later is not None else None,
    )
    return Parse(cursor.index, (hit,))


def _hijri_month(cursor: Cursor) -> Parse | None:
    ahead = cursor.fork()
    month = ahead.take(numbered("hijri_months"))
    year = take_hijri_year(ahead) if month is not None else None
    if month is None or year is None:
        return None
    return Parse(ahead.index, (Hit(ahead.begin, ahead.end, DateKind.MONTH, hijri(year, month, None)),))


def _doubtful(page: Page, index: int) -> bool:
    """Whether a month's bare name may be another word here: مارس ضغوطا، باب."""
    word = page.tape.text(index)
    forms = {form for form, _ in readings(word)}
    if forms & words("doubtful", "need_more"):
        return True
    if not forms & words("doubtful", "need_context"):
        return False
    whole = word.removeprefix("و") in words("doubtful", "need_context")
    return not whole or not preceded(page, index, "doubtful", "prepositions")

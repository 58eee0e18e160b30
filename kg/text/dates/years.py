"""Years: عام 2018، عامي 2002 و2003، أواخر 2016، (1949)، صيف 2016، عام ألفين وثمانية عشر."""

from __future__ import annotations

import re

from kg.model import PartialDate
from kg.text.dates.expression import DateKind, Hit, Page, Parse
from kg.text.dates.names import preceded
from kg.text.dates.numeric import free_digits
from kg.text.dates.words import listed, seasons
from kg.text.numbers import number_at
from kg.text.phrases import Cursor

__all__ = ["take_hijri_year", "take_year", "years"]

_YEAR = re.compile(r"1[89][0-9]{2}|20[0-9]{2}|2100")
_HIJRI = re.compile(r"1[0-9]{3}")
_MAX_YEARS = 8


def take_year(cursor: Cursor, *, counted: bool = True) -> int | None:
    """Four digits that are a year of our era, and م behind them; not `counted`: nor a count (2000 شخص)."""
    text, tape = cursor.next, cursor.tape
    if not _YEAR.fullmatch(text) or (not counted and _counts(cursor)):
        return None
    ahead = cursor.fork()
    ahead.step()
    era = ahead.take(listed("glue", "common_era")) is not None
    if not era and (_letters_glued(cursor) or ahead.fork().take(listed("glue", "hijri")) is not None):
        return None
    more = tape.glued(ahead.index) and ahead.next in {"/", ":"} and tape.glued(ahead.index + 1)
    if not era and more and not _YEAR.fullmatch(tape.text(ahead.index + 1)):
        # 2017/2018 goes on as a list; 2018/9 is none.
        return None
    cursor.join(ahead)
    return int(text)


def take_hijri_year(cursor: Cursor) -> int | None:
    """1442 هـ, with or without عام before it."""
    ahead = cursor.fork()
    ahead.take_mark("،,")
    ahead.take(listed("glue", "year"))
    text = ahead.next
    if not _HIJRI.fullmatch(text):
        return None
    ahead.step()
    if ahead.take(listed("glue", "hijri")) is None:
        return None
    cursor.join(ahead)
    return int(text)


def years(page: Page, index: int) -> Parse | None:
    """A year, or several: each is a hit of its own."""
    cursor = page.cursor(index)
    part = cursor.take(listed("parts", "words")) is not None or cursor.take(seasons()) is not None
    if part:
        cursor.take(listed("glue", "of"))
    named = cursor.take(listed("glue", "year_alone")) is not None
    if named:
        hijri = cursor.fork()
        if take_hijri_year(hijri) is not None:
            # A Hijri year lies in two of ours.
            return Parse(hijri.index, (Hit(hijri.begin, hijri.end, DateKind.YEAR),))
    if not (named or part) and not _bare(page, index):
        return None
    year = take_year(cursor, counted=named)
    if year is None and named:
        year = _in_words(cursor)
    if year is None:
        return None
    first = Hit(cursor.begin, cursor.end, DateKind.YEAR, PartialDate(year))
    more = _more(cursor, named=named)
    return None if more is None else Parse(cursor.index, (first, *more))


def _more(cursor: Cursor, *, named: bool) -> list[Hit] | None:
    """The years that follow one: و2003, إلى 2018. `None` if they show that it was a count: بين 1900 و2000 مقاتل."""
    hits: list[Hit] = []
    while len(hits) < _MAX_YEARS:
        ahead = cursor.fork()
        if ahead.take(listed("glue", "list")) is None and not ahead.take_mark("-–/،"):
            break
        if not named and ahead.next.isdigit() and _counts(ahead):
            return None
        begin = ahead.tape.words[ahead.index].begin if ahead.next else 0
        year = take_year(ahead, counted=False)
        if year is None:
            break
        cursor.join(ahead)
        hits.append(Hit(begin, cursor.end, DateKind.YEAR, PartialDate(year)))
    return hits


def _bare(page: Page, index: int) -> bool:
    """Whether digits without عام are a year: 2003م، (1949)، في 2004."""
    tape = page.tape
    if not _YEAR.fullmatch(tape.text(index)) or not free_digits(page, index):
        return False
    if listed("glue", "common_era").at(tape, index + 1) is not None and tape.same_line(index + 1):
        return True
    if tape.text(index - 1) == "(" and tape.text(index + 1) == ")":
        return True
    if tape.text(index).endswith("00"):
        return preceded(page, index, "bare_years", "round_before")
    if preceded(page, index, "bare_years", "before"):
        return True
    return preceded(page, index, "bare_years", "range_before") and _range_follows(page, index)


def _range_follows(page: Page, index: int) -> bool:
    """من 2011 | إلى 2018."""
    cursor = page.cursor(index)
    cursor.step()
    return cursor.take(listed("glue", "list")) is not None and take_year(cursor, counted=False) is not None


def _counts(cursor: Cursor) -> bool:
    """Whether what the digits would count stands behind them."""
    ahead = cursor.fork()
    ahead.step()
    return ahead.take(listed("bare_years", "counted")) is not None


def _letters_glued(cursor: Cursor) -> bool:
    after = cursor.index + 1
    return cursor.tape.glued(after) and cursor.tape.text(after).isalpha()


def _in_words(cursor: Cursor) -> int | None:
    number = number_at(cursor.tape, cursor.index) if cursor.next and not cursor.next[0].isdigit() else None
    if number is None or not 1800 <= number.value <= 2100:
        return None
    while cursor.index < number.after:
        cursor.step()
    return number.value

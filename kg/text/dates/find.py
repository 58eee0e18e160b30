"""The scan over a text. Where several grammars read at one place the longest reading counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from kg.model import PartialDate
from kg.text.dates.days import days_of_month
from kg.text.dates.deictics import deictics
from kg.text.dates.distances import distances
from kg.text.dates.expression import DateExpression, Hit, Page, Parse, Rule
from kg.text.dates.join import joined
from kg.text.dates.months import months
from kg.text.dates.numeric import numeric
from kg.text.dates.spans import spans, stretches, told_seasons
from kg.text.dates.vague import adverbs, eras
from kg.text.dates.weekdays import weekdays
from kg.text.dates.words import listed, numbered, seasons, units
from kg.text.dates.years import years
from kg.text.normalise import normalise
from kg.text.phrases import Tape, readings

__all__ = ["find_dates", "resolve"]

_YEARS = range(1000, 9001)
_IN_DIGITS: tuple[Rule, ...] = (numeric, days_of_month, years, stretches)
_IN_WORDS: tuple[Rule, ...] = (
    days_of_month,
    months,
    weekdays,
    deictics,
    distances,
    spans,
    stretches,
    told_seasons,
    years,
    eras,
    adverbs,
)


def find_dates(text: str, published: date | None) -> tuple[DateExpression, ...]:
    """The time expressions of `text` in order, resolved against the day of publication.

    Without that day, or with one in no year of the press (1000 to 9000), nothing that it must tell has a value.
    Spans are raw offsets without leading proclitics (وفي | 28 حزيران). Two days of one month are two expressions.
    """
    if published is not None and published.year not in _YEARS:
        published = None
    folded = normalise(text)
    page = Page(Tape(folded.text), folded, published)
    return tuple(_expression(text, page, hit) for hit in joined(page, list(_hits(page))))


def resolve(expression: str, published: date | None) -> PartialDate | None:
    """The date that one expression names, or `None` if it names none that can be told.

    Of several the most precise counts, and of those the first: من 3 إلى 5 مايو is told by its beginning.
    """
    if expression.strip().isdecimal():
        expression = f"عام {expression.strip()}"
    values = [found.value for found in find_dates(expression, published) if found.value is not None]
    return max(values, key=lambda v: (v.day is not None, v.month is not None, v.year is not None), default=None)


def _hits(page: Page) -> Iterator[Hit]:
    index = 0
    while index < len(page.tape):
        parse = _longest(page, index)
        if parse is None:
            index += 1
            continue
        yield from parse.hits
        index = max(parse.after, index + 1)


def _longest(page: Page, index: int) -> Parse | None:
    word = page.tape.text(index)
    if word[0] in "0123456789":
        rules = _IN_DIGITS
    elif any(form in _openers() for form, _ in readings(word)):
        rules = _IN_WORDS
    else:
        return None
    parses = [parse for rule in rules if (parse := rule(page, index)) is not None]
    return max(parses, key=lambda parse: parse.after, default=None)


@cache
def _openers() -> frozenset[str]:
    """The words that an expression may begin with."""
    tables = ("months", "hijri_months", "weekdays", "days", "ordinals")
    lists = [
        ("parts", "words"),
        ("parts", "of_day"),
        ("parts", "of_night"),
        ("glue", "day"),
        ("glue", "month_word"),
        ("glue", "this"),
        ("glue", "year_alone"),
        ("anaphora", "before"),
        ("distance", "past"),
        ("distance", "future"),
        ("distance", "within"),
        ("vague", "decades"),
        ("vague", "centuries"),
        ("vague", "adverbs"),
    ]
    return frozenset({"ال"}).union(
        seasons().firsts,
        *(numbered(table).firsts for table in tables),
        *(listed(table, key).firsts for table, key in lists),
        *(units(number, definite=True).firsts for number in ("one", "two", "many")),
    )


def _expression(text: str, page: Page, hit: Hit) -> DateExpression:
    begin, end = page.folded.span(hit.begin, hit.end)
    return DateExpression(
        begin, end, text[begin:end], hit.kind, hit.value, hit.direction, hit.relative, hit.upcoming, hit.days
    )

"""Dates of Arabic news: what a time expression means, as precisely as it says and no more.

    28 حزيران/يونيو      with a day of publication: the nearest such day in the past; without: --06-28
    الأحد                the last Sunday up to the day of publication
    أبريل الماضي         the last April: a month
    قبل يومين، أمس       days counted from the day of publication
    مطلع الشهر الجاري    this month
    9 رمضان 1442 هـ      converted from the Hijri calendar (Umm al-Qura)

Nothing is made up: a weekday without a day of publication has no value, and a month has no day. Words and names are
data (``kg/data/lexicon/dates.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache

from kg.model import PartialDate
from kg.text.lexicon import alternatives, by_word, read_lexicon
from kg.text.normalise import Normalised, normalise

__all__ = ["DateExpression", "DateKind", "find_dates", "resolve"]


class DateKind(Enum):
    """How an expression tells its date."""

    DAY = "day"
    """A day of a month, with or without year."""
    MONTH = "month"
    YEAR = "year"
    WEEKDAY = "weekday"
    COUNTED = "counted"
    """Counted from the day of publication: أمس، قبل يومين."""
    SPAN = "span"
    """A week, month or year seen from the day of publication: الشهر الماضي."""


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A time expression at raw offsets. `value` is `None` where the words alone don't tell."""

    begin: int
    end: int
    text: str
    kind: DateKind
    value: PartialDate | None


def find_dates(text: str, published: date | None) -> tuple[DateExpression, ...]:
    """The time expressions of `text` in order, resolved against the day of publication."""
    folded = normalise(text)
    found: list[DateExpression] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern, read in _rules():
        for match in pattern.finditer(folded.text):
            begin, end = match.span("date")
            if any(begin < b and a < end for a, b in taken):
                continue
            try:
                value = read(match, published)
            except (ValueError, OverflowError):
                # No such day: 31 شباط, the year 0. No part of it is a date either.
                taken.append((begin, end))
                continue
            taken.append((begin, end))
            found.append(_expression(text, folded, begin, end, kind, value))
    return _joined(text, sorted(found, key=lambda expression: expression.begin))


_TELLING = (DateKind.DAY, DateKind.MONTH, DateKind.YEAR, DateKind.WEEKDAY, DateKind.COUNTED, DateKind.SPAN)
"""Of two expressions side by side (اليوم الأحد، الأربعاء 4 أبريل) the earlier kind here tells the date."""


def _joined(text: str, found: list[DateExpression]) -> tuple[DateExpression, ...]:
    joined: list[DateExpression] = []
    for expression in found:
        last = joined[-1] if joined else None
        if last is None or text[last.end : expression.begin].strip(" ،,"):
            joined.append(expression)
            continue
        telling = min((last, expression), key=lambda e: (e.value is None, _TELLING.index(e.kind)))
        span = text[last.begin : expression.end]
        joined[-1] = DateExpression(last.begin, expression.end, span, telling.kind, telling.value)
    return tuple(joined)


def resolve(expression: str, published: date | None) -> PartialDate | None:
    """The date that one expression names, or `None` if it names none that can be told."""
    values = [found.value for found in find_dates(expression, published) if found.value is not None]
    return max(values, key=lambda v: (v.day is not None, v.month is not None, v.year is not None), default=None)


def _expression(
    text: str, folded: Normalised, begin: int, end: int, kind: DateKind, value: PartialDate | None
) -> DateExpression:
    raw_begin, raw_end = folded.span(begin, end)
    return DateExpression(raw_begin, raw_end, text[raw_begin:raw_end], kind, value)


# --- reading -------------------------------------------------------------------------------------------------------

Reader = Callable[[re.Match[str], date | None], PartialDate | None]


def _day_of_month(match: re.Match[str], published: date | None) -> PartialDate | None:
    day, month = _day_number(match), _months()[_one_space(match["month"])]
    year = _year(match, month, day, published)
    return PartialDate(year, month, day)


def _day_number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return int(groups["day"]) if groups.get("day") else _ordinals()[_one_space(groups["ordinal"])]


def _month(match: re.Match[str], published: date | None) -> PartialDate | None:
    month = _months()[_one_space(match["month"])]
    year = _year(match, month, None, published)
    return None if year is None else PartialDate(year, month)


def _year(match: re.Match[str], month: int, day: int | None, published: date | None) -> int | None:
    """The year that stands there, else the one that brings the date nearest before publication."""
    if match["year"]:
        return int(match["year"])
    if published is None:
        return None
    direction = match["direction"]
    if match["relyear"]:
        return published.year + _offset(match["relyear"])
    here, now = (month, day or 0), (published.month, published.day if day else 0)
    if _is(direction, "future"):
        return published.year + (here < now)
    if _is(direction, "present"):
        return published.year
    if _is(direction, "past"):
        return published.year - (here >= now)
    return published.year - _far_ahead(published, month)


def _far_ahead(published: date, month: int) -> int:
    """1 if a month without year lies half a year or more ahead: then last year's is meant."""
    return int(month - published.month > 5)


def _numeric(match: re.Match[str], _: date | None) -> PartialDate:
    return PartialDate(int(match["y"]), int(match["m"]), int(match["d"]))


def _bare_year(match: re.Match[str], _: date | None) -> PartialDate:
    return PartialDate(int(match["year"]))


def _weekday(match: re.Match[str], published: date | None) -> PartialDate | None:
    if published is None:
        return None
    wanted = _weekdays()[match["weekday"]]
    back = (published.weekday() - wanted) % 7
    direction = match["direction"]
    if _is(direction, "future"):
        ahead = (wanted - published.weekday()) % 7 or 7
        return _whole(published + timedelta(days=ahead))
    if _is(direction, "past") and back == 0:
        back = 7
    return _whole(published - timedelta(days=back))


def _counted_day(match: re.Match[str], published: date | None) -> PartialDate | None:
    return None if published is None else _whole(published + timedelta(days=_days()[_one_space(match["day"])]))


def _distance(match: re.Match[str], published: date | None) -> PartialDate | None:
    """قبل ثلاثة أيام is a day, منذ شهرين a month, قبل عامين a year; a week is none of these."""
    if published is None:
        return None
    count = 2 if match["dual"] else _count(match["count"])
    unit = _unit(match["dual"] or match["unit"])
    if count is None or count > 500:
        return None
    sign = -1
    if unit == "hour":
        return _whole(published - timedelta(hours=count))
    if unit == "day":
        return _whole(published + timedelta(days=sign * count))
    if unit == "week":
        day = published + timedelta(weeks=sign * count)
        return PartialDate(day.year, day.month)
    if unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + sign * count, 12)
        return PartialDate(year, month + 1)
    return PartialDate(published.year + sign * count)


def _relative_unit(match: re.Match[str], published: date | None) -> PartialDate | None:
    """الشهر الماضي، العام الجاري; a week gives its month, since a calendar has no name for it."""
    if published is None:
        return None
    offset = _offset(match["direction"])
    unit = _unit(match["unit"])
    if unit == "year":
        return PartialDate(published.year + offset)
    if unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + offset, 12)
        return PartialDate(year, month + 1)
    if unit == "hour":
        return PartialDate(published.year, published.month)
    day = published + timedelta(days=(7 if unit == "week" else 1) * offset)
    return PartialDate(day.year, day.month)


def _hijri(match: re.Match[str], _: date | None) -> PartialDate | None:
    from hijridate import Hijri

    month = _hijri_months()[_one_space(match["month"])]
    if not match["day"]:
        first = Hijri(int(match["year"]), month, 1).to_gregorian()
        return PartialDate(first.year, first.month)
    day = Hijri(int(match["year"]), month, int(match["day"])).to_gregorian()
    return PartialDate(day.year, day.month, day.day)


def _whole(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _offset(word: str) -> int:
    return -1 if _is(word, "past") else 1 if _is(word, "future") else 0


def _is(word: str | None, direction: str) -> bool:
    return word is not None and re.fullmatch(alternatives(_data()["direction"][direction]), word.strip()) is not None


def _count(word: str | None) -> int | None:
    if not word:
        return 1
    from kg.text.numbers import find_counts

    counts = find_counts(word)
    return counts[0].value if len(counts) == 1 else None


def _unit(word: str) -> str:
    bare = word.removeprefix("ال")
    for unit, (plain, dual) in _data()["units"].items():
        if re.fullmatch(alternatives([*plain, *dual]), bare):
            return str(unit)
    raise ValueError(f"not a unit of time: {word!r}")


def _one_space(phrase: str) -> str:
    return re.sub(r"\s+", " ", phrase)


# --- patterns ------------------------------------------------------------------------------------------------------


@cache
def _rules() -> tuple[tuple[DateKind, re.Pattern[str], Reader], ...]:
    return tuple((kind, re.compile(pattern), read) for kind, pattern, read in _patterns())


def _patterns() -> Iterator[tuple[DateKind, str, Reader]]:
    data = _data()
    month = alternatives(_months())
    # Two names of one month: حزيران/يونيو، يونيو (حزيران).
    pair = rf"(?P<month>{month})(?:\s*[/(-]\s*(?:{month})\)?)?"
    direction = alternatives([w for words in data["direction"].values() for w in words])
    year_glue = alternatives(data["glue"]["year"])
    # "من العام الماضي" after a month is glue and direction in one.
    relative = rf"\s+(?:من\s+)?(?:العام|السنه)\s+(?P<relyear>{direction})"
    absolute = rf"(?:\s*,?\s*(?:{year_glue})?\s*)(?P<year>(?:1[89]|20)\d\d)(?!\d)"
    year = rf"(?:{absolute}|{relative}|\s+(?P<direction>{direction})(?!\w))?"
    start = r"(?<![\w\d])[وفبل]?(?:ل?ل)?"
    end = r"(?!\w)"
    ordinal = alternatives(_ordinals())
    between = alternatives(data["glue"]["month"])
    number = r"(?<!\d)(?P<day>\d{1,2})"
    digits = r"(?P<d>[0-3]?\d)\s?[/.-]\s?(?P<m>[01]?\d)\s?[/.-]\s?(?P<y>(?:19|20)\d\d)"
    hijri = alternatives(_hijri_months())
    weekday = alternatives(_weekdays())
    units = [w for plain, _ in data["units"].values() for w in plain]
    duals = [w for _, dual in data["units"].values() for w in dual]

    yield DateKind.DAY, r"(?<![\d/.-])(?P<date>(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d))(?![\d/-])", _numeric
    yield DateKind.DAY, rf"(?<![\d/.-])(?P<date>{digits})(?![\d/-])", _numeric
    hijri_year = r"(?P<year>1[0-5]\d\d)\s*(?:ه|هجري|هجريه)"
    yield (
        DateKind.DAY,
        rf"{start}(?P<date>(?:(?P<day>[0-3]?\d)\s+(?:من\s+)?)?(?P<month>{hijri})\s+(?:عام\s+|سنه\s+)?{hijri_year}){end}",
        _hijri,
    )
    yield DateKind.DAY, rf"{start}(?P<date>{number}\s*(?:{between})?\s*{pair}{year}){end}", _day_of_month
    yield DateKind.DAY, rf"{start}(?P<date>(?P<ordinal>{ordinal})\s+(?:{between})\s+{pair}{year}){end}", _day_of_month
    yield DateKind.MONTH, rf"{start}(?P<date>{_month_alone(pair)}{year}){end}", _month_unless_alone
    yield (
        DateKind.COUNTED,
        rf"{start}(?P<date>(?P<day>{alternatives(_days())})){end}(?!\s+(?:{direction}))",
        _counted_day,
    )
    day_glue = alternatives(data["glue"]["day"])
    yield (
        DateKind.WEEKDAY,
        rf"{start}(?P<date>(?:(?:{day_glue})\s+)?(?P<weekday>{weekday})(?:\s+(?P<direction>{direction}))?){end}",
        _weekday,
    )
    far = alternatives(data["distance"]["past"])
    number_words = r"(?P<count>[\w\d]+(?:\s+و?(?:عشر|عشره|عشرين|عشرون))?)\s+"
    counted = rf"(?:(?P<dual>{alternatives(duals)})|(?:{number_words})?(?P<unit>{alternatives(units)}))"
    yield DateKind.COUNTED, rf"{start}(?P<date>(?:{far})\s+(?:نحو\s+|حوالي\s+)?{counted}){end}", _distance
    definite = alternatives([f"ال{w}" for w in [*units, *(w for w in duals)]])
    yield DateKind.SPAN, rf"{start}(?P<date>(?P<unit>{definite})\s+(?P<direction>{direction})){end}", _relative_unit
    yield DateKind.YEAR, rf"{start}(?P<date>(?:{year_glue})\s+(?P<year>(?:1[89]|20)\d\d)){end}", _bare_year


def _month_alone(pair: str) -> str:
    return rf"(?:شهر\s+)?{pair}"


def _month_unless_alone(match: re.Match[str], published: date | None) -> PartialDate | None:
    """A month without day. A name that is also a word (مارس، آب) needs a year, a direction or a second name."""
    doubtful = re.fullmatch(alternatives(_data()["not_months"]["alone"]), match["date"])
    if doubtful:
        raise ValueError("an ordinary word")
    return _month(match, published)


@cache
def _months() -> dict[str, int]:
    return by_word(_data()["months"])


@cache
def _hijri_months() -> dict[str, int]:
    return by_word(_data()["hijri_months"])


@cache
def _weekdays() -> dict[str, int]:
    return by_word(_data()["weekdays"])


@cache
def _days() -> dict[str, int]:
    return by_word(_data()["days"])


@cache
def _ordinals() -> dict[str, int]:
    return by_word(_data()["ordinals"])


def _data() -> dict[str, dict[str, list[str]]]:
    return dict(read_lexicon("dates.toml"))

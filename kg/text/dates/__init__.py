"""Dates of Arabic news: what a time expression means, as precisely as it says and no more.

    28 حزيران/يونيو      with a day of publication: the nearest such day by the news convention; without: --06-28
    الأحد                the last Sunday up to the day of publication, or the next where the words look ahead
    أبريل الماضي         the last April: a month
    قبل يومين، أمس       days counted from the day of publication
    مطلع الشهر الجاري    this month
    الأيام الماضية       the month that they lie in, as a vague expression
    9 رمضان 1442 هـ      converted from the Hijri calendar (Umm al-Qura)

Nothing is made up: a weekday without a day of publication has no value, a month has no day, and a month without a
year that can be told has no value at all. The parts, in the order in which they are used:

    expression   what is found
    words        the lexicon, ``kg/data/lexicon/dates.toml``
    calendar     arithmetic from the day of publication, and its conventions
    tense        whether the words before an expression look ahead
    absolute, years, weekdays, relative, vague
                 the grammars, each of one family of expressions
    find         the scan over a text; expressions that stand side by side tell one date
"""

from kg.text.dates.expression import DateExpression, DateKind, Direction
from kg.text.dates.find import find_dates, resolve

__all__ = ["DateExpression", "DateKind", "Direction", "find_dates", "resolve"]

"""The dates of Arabic news: what they mean, and what they don't say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.dates import find_dates, resolve

MONDAY = date(2021, 7, 5)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("28 حزيران/يونيو الماضي", "2021-06-28"),
        ("28 حزيران", "2021-06-28"),
        ("12 تشرين الثاني 2019", "2019-11-12"),
        ("٢٨ يونيو", "2021-06-28"),
        ("15 جويلية 2018", "2018-07-15"),
        ("3 شباط/فبراير", "2021-02-03"),
        ("في الثالث من مايو", "2021-05-03"),
        ("الخامس والعشرين من يناير 2011", "2011-01-25"),
        ("أبريل الماضي", "2021-04"),
        ("يونيو (حزيران) المقبل", "2022-06"),
        ("أكتوبر/ تشرين الأول من العام الماضي", "2020-10"),
        ("الأحد", "2021-07-04"),
        ("مساء الجمعة", "2021-07-02"),
        ("اليوم الاثنين", "2021-07-05"),
        ("الخميس المقبل", "2021-07-08"),
        ("أمس", "2021-07-04"),
        ("أول أمس", "2021-07-03"),
        ("غدا", "2021-07-06"),
        ("قبل يومين", "2021-07-03"),
        ("منذ ثلاثة أيام", "2021-07-02"),
        ("الشهر الماضي", "2021-06"),
        ("العام الجاري", "2021"),
        ("عام 2018", "2018"),
        ("13/9/2018", "2018-09-13"),
        ("9 رمضان 1442 هـ", "2021-04-21"),
        ("الأربعاء 30 حزيران", "2021-06-30"),
    ],
)
def test_with_a_day_of_publication(words: str, value: str) -> None:
    found = resolve(words, MONDAY)
    assert found is not None
    assert found.lexical == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("28 حزيران/يونيو الماضي", "--06-28"), ("12 تشرين الثاني 2019", "2019-11-12"), ("عام 2018", "2018")],
)
def test_without_one_nothing_is_made_up(words: str, value: str) -> None:
    found = resolve(words, None)
    assert found is not None
    assert found.lexical == value


@pytest.mark.parametrize("words", ["الأحد", "أمس", "أبريل الماضي", "الشهر الماضي", "قبل يومين"])
def test_what_only_publication_could_tell_stays_open(words: str) -> None:
    assert resolve(words, None) is None


@pytest.mark.parametrize("words", ["مارس ضغوطا على الحكومة", "31 شباط", "الساعة 10:30", "3.5 بالمئة", "آب", "عام جديد"])
def test_what_is_no_date(words: str) -> None:
    assert resolve(words, MONDAY) is None


def test_an_expression_stands_at_raw_offsets_without_its_proclitic() -> None:
    text = "وقال إنّ الهجوم وقع وفي 28 حزيران/يونيو تكرّر."
    (found,) = find_dates(text, MONDAY)
    assert text[found.begin : found.end] == found.text == "28 حزيران/يونيو"


@given(st.text(st.sampled_from("0123456789٠٩/.- يونيوأمسالأحدقبلمنذعام\u0651ومايو"), max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for found in find_dates(text, MONDAY):
        assert text[found.begin : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("بعد يومين من الهجوم", 2),
        ("قبل ثلاثة أيام على القمة", -3),
        ("قبل ساعات من القمة", 0),
        ("بعد أيام من الهجوم", None),
        ("بعد أسبوع من الهجوم", None),
    ],
)
def test_a_distance_from_what_the_text_tells_counts_exact_days(text: str, days: int | None) -> None:
    assert [found.days for found in find_dates(text, MONDAY)] == [days]

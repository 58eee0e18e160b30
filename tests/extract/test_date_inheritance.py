"""Days that no word beside an event tells: of the title, of the story of the day, of the same moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

Understand = Callable[..., Extraction]

_PUBLISHED = "2021-07-07"
"""A Wednesday."""
_SUNDAY = "2021-07-04"


def _days(found: Extraction) -> list[str | None]:
    return [event.date.lexical if event.date else None for event in found.events]


def test_the_story_of_the_day_goes_on(understand: Understand) -> None:
    text = (
        "غارات روسية على إدلب\n"
        "شنت مقاتلات روسية مساء الأحد غارات على مدينة إدلب.\n"
        "وأوضح مصدر أن غارة ثانية استهدفت مستشفى المعارضة في مدينة إدلب."
    )
    found = understand(text, published=_PUBLISHED)
    assert {e.date.lexical if e.date else None for e in found.events} == {"2021-07-04"}


@pytest.mark.parametrize(("after", "day"), [("بعد يومين من", None), ("بعد ساعات من", "2021-07-04")])
def test_days_from_another_event_are_another_day(understand: Understand, after: str, day: str | None) -> None:
    text = (
        "غارات روسية على إدلب\n"
        "شنت طائرات روسية الأحد غارات على مدينة إدلب.\n"
        f"و{after} ذلك، قصفت القوات التركية مدينة عفرين."
    )
    found = understand(text, title="غارات روسية على إدلب", published=_PUBLISHED)
    names = {entity.id: entity.name for entity in found.entities}
    (later,) = [e for e in found.events if "مدينة عفرين" in {names[i] for i in e.place}]
    assert (later.date.lexical if later.date else None) == day


def test_the_story_goes_on_from_one_event_to_the_next(understand: Understand) -> None:
    text = (
        "شنت مقاتلات روسية مساء الأحد غارات على مدينة إدلب.\n"
        "وقال سكان إنهم باتوا في الملاجئ.\n"
        "وقصفت القوات التركية مدينة عفرين.\n"
        "وأغلقت المدارس.\n"
        "وأطلقت المعارضة صواريخ على مدينة حمص."
    )
    assert _days(understand(text, published=_PUBLISHED)) == [_SUNDAY] * 3


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("وكانت القوات التركية قد قصفت مدينة عفرين.", id="background"),
        pytest.param("وتشهد مدينة عفرين هجمات للقوات التركية.", id="what goes on"),
        pytest.param("وقصفت القوات التركية مؤخرا مدينة عفرين.", id="lately"),
        pytest.param("ودأبت القوات التركية على قصف مدينة عفرين.", id="a habit"),
    ],
)
def test_what_is_told_beside_the_story_is_not_of_its_day(understand: Understand, other: str) -> None:
    found = understand(f"شنت مقاتلات روسية مساء الأحد غارات على مدينة إدلب.\n{other}", published=_PUBLISHED)
    assert _days(found) == [_SUNDAY, None]


def test_the_title_is_of_the_day_on_which_something_happened(understand: Understand) -> None:
    text = (
        "دوت صفارات الإنذار في جنوب إسرائيل صباح الأحد.\n"
        "وقال الجيش الإسرائيلي إن حركة حماس أطلقت صواريخ على مدينة سديروت."
    )
    assert _days(understand(text, title="صواريخ من غزة على مدينة سديروت", published=_PUBLISHED)) == [_SUNDAY]


def test_the_day_of_a_statement_is_no_story(understand: Understand) -> None:
    text = "حذرت إسرائيل الأحد من التصعيد.\nوقال الجيش الإسرائيلي إن حركة حماس أطلقت صواريخ على مدينة سديروت."
    assert _days(understand(text, published=_PUBLISHED)) == [None]


def test_who_arrives_meets_on_that_day(understand: Understand) -> None:
    text = "وصل سيرغي لافروف إلى جنيف الأحد.\nوالتقى لافروف نظيره الأميركي جون كيري في مقر الأمم المتحدة."
    assert _days(understand(text, published=_PUBLISHED)) == [_SUNDAY, _SUNDAY]


def test_what_happened_at_the_same_moment_has_the_same_day(understand: Understand) -> None:
    text = (
        "قصفت المدفعية الروسية مدينة إدلب الأحد.\n"
        "وقال سكان إن المدفعية الروسية قصفت مدينة إدلب، بالتزامن مع غارات تركية على مدينة عفرين."
    )
    assert _days(understand(text, published=_PUBLISHED)) == [_SUNDAY, _SUNDAY]

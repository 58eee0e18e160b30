"""What has happened, what is to come, and what is a mere possibility."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction, Modality

Understand = Callable[..., Extraction]

A, B = "الرئيس الروسي فلاديمير بوتين", "الرئيس التركي رجب طيب أردوغان"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        # A subjunctive is wanted, expected or feared, unless it only dates.
        (f"اتفق الجانبان على أن يعقد {A} اجتماعا مع {B} في سوتشي.", Modality.PLANNED),
        (f"غادر الوفد بعد أن التقى {A} {B} في سوتشي.", Modality.ACTUAL),
        ("نفت وزارة الدفاع التركية أن تكون طائراتها قد قصفت قرية في محافظة دهوك.", Modality.ACTUAL),
        # A noun is to come where the verb that does it is.
        ("قالت واشنطن إن القوات الأميركية ستوجه ضربة إلى مدينة إدلب.", Modality.PLANNED),
        ("اقترح الوسيط لاستئناف المفاوضات بين إسرائيل وحركة حماس موعدا.", Modality.PLANNED),
        # Threats and conditions, also far from their object or behind it.
        ("توعد الرئيس الأميركي دونالد ترامب، في كلمة أمام أنصاره، بقصف مدينة دمشق.", Modality.HYPOTHETICAL),
        ("ستقصف القوات التركية مدينة منبج إذا لم ينسحب المسلحون.", Modality.HYPOTHETICAL),
        ("تستعد إسرائيل لهجوم محتمل على قطاع غزة.", Modality.HYPOTHETICAL),
        # What has begun is told, whatever is to follow.
        (f"وصل {A} إلى أنقرة في زيارة سيلتقي خلالها {B}.", Modality.ACTUAL),
        # «الهجوم» says nothing of whether it was: what tells it first decides.
        ("هددت إيران بقصف مدينة تل أبيب.\nوقالت إسرائيل إن الهجوم على تل أبيب خط أحمر.", Modality.HYPOTHETICAL),
    ],
)
def test_modality(understand: Understand, text: str, modality: Modality) -> None:
    assert [event.modality for event in understand(text).events] == [modality]


def test_talks_that_are_the_time_of_something_have_been(understand: Understand) -> None:
    text = f"قال {A} إن لقاءه مع {B} في سوتشي سيتناول الأزمة السورية.\nوفي ختام اللقاء تبادل الرئيسان الهدايا."
    assert [event.modality for event in understand(text).events] == [Modality.ACTUAL]


def test_what_is_said_to_be_agreed_in_a_meeting_is_another_one(understand: Understand) -> None:
    text = f"أعلن {A} عقب لقائه {B} في سوتشي أن الجانبين اتفقا على عقد قمة ثانية في جنيف."
    events = understand(text).events
    assert [event.type for event in events if event.modality is Modality.ACTUAL] == ["Meeting"]


def test_what_most_clauses_threaten_has_not_been(understand: Understand) -> None:
    text = (
        "توعد الرئيس الأميركي دونالد ترامب بقصف مدينة دمشق.\nوهدد دونالد ترامب بقصف مدينة دمشق إذا لم تنسحب القوات.\n"
        "وقال دونالد ترامب إن قصف مدينة دمشق بصواريخ ذكية سهل."
    )
    assert {event.modality for event in understand(text).events} == {Modality.HYPOTHETICAL}


@pytest.mark.parametrize(
    "text",
    [
        "يلتقي فلاديمير بوتين رجب طيب أردوغان في سوتشي الأسبوع المقبل.",
        "دعا الرئيس الأوكراني فولوديمير زيلينسكي إلى عقد لقاء مع فلاديمير بوتين في القدس.",
    ],
)
def test_a_time_to_come_and_a_call_for_a_meeting_are_plans(understand: Understand, text: str) -> None:
    found = understand(text, published="2021-07-07")
    assert [event.modality for event in found.events] == [Modality.PLANNED]

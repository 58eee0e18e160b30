"""Words of attacks and meetings that tell no event: metaphors, tests, storms, habits, targets, travellers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

Understand = Callable[..., Extraction]


@pytest.mark.parametrize(
    "text",
    [
        "بدأت أمام المحكمة معركة قضائية بين الصين والولايات المتحدة.",
        "قال الوزير إن هذه الدعوات تستهدف أمن السعودية واستقرارها.",
        "أعلنت روسيا نجاح تجربة إطلاق صاروخ في سيبيريا.",
        "خلفت العاصفة المدارية التي ضربت سلطنة عمان أضرارا كبيرة.",
        "استهدفت هجمات مواقع في تركيا خلال السنوات الأخيرة.",
        "أعلنت الأمم المتحدة أن عملية إنسانية استهدفت مدينة الحديدة يوم الأحد.",
        "قالت وزارة الصحة إن برنامج التطعيم استهدف مدينة عدن في اليمن.",
        "أقرت واشنطن عقوبات جديدة استهدفت الحرس الثوري الإيراني.",
        "ينشط مسلحون في المنطقة من خلال مهاجمة مواقع الجيش السوري.",
        "وصل جون سميث إلى ألمانيا وعمره 19 عاما ليدرس الهندسة.",
    ],
)
def test_nothing_is_told(understand: Understand, text: str) -> None:
    assert understand(text).events == ()


def test_an_attack_that_aims_at_a_project_is_one(understand: Understand) -> None:
    events = understand("استهدفت غارة جوية مشروعا للمساعدات في مدينة إدلب.").events
    assert [event.type for event in events] == ["AirStrike"]


def test_a_meeting_that_is_struck_is_a_target(understand: Understand) -> None:
    events = understand("نفذ الجيش التركي غارة جوية على اجتماع لحزب العمال الكردستاني في جبال قنديل.").events
    assert [event.type for event in events] == ["AirStrike"]


def test_an_imperfect_behind_was_tells_of_the_past(understand: Understand) -> None:
    events = understand("قالت سانا إن القوات الروسية كانت تقصف مدينة إدلب.").events
    assert [event.type for event in events] == ["Shelling"]

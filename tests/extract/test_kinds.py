"""Of which kind an attack or a meeting is, by what one sentence says and by what all of them do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

Understand = Callable[..., Extraction]

A, B = "الرئيس الروسي فلاديمير بوتين", "الرئيس التركي رجب طيب أردوغان"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("شن الجيش السوري ضربات جوية وصاروخية على مدينة إدلب.", "AirStrike"),
        ("شن الجيش السوري ضربات صاروخية وجوية على مدينة إدلب.", "MissileAttack"),
        ("نفذت طائرات إسرائيلية غارات على قطاع غزة بإطلاق صواريخ على مخيم جباليا.", "AirStrike"),
        ("استهدف هجوم قاعدة حميميم الجوية قرب مدينة اللاذقية.", "Attack"),
        ("ضربت دبابات إسرائيلية مواقع لحركة حماس في قطاع غزة.", "Shelling"),
        ("اختطف مسلحون من تنظيم القاعدة طائرة مصرية في مطار لارنكا في قبرص يوم 3 مايو 2016.", "Attack"),
        ("أصيب الرئيس الأفغاني حامد كرزاي في هجوم استهدف حامد كرزاي في كابل.", "Assassination"),
    ],
)
def test_the_kind_of_an_attack(understand: Understand, text: str, kind: str) -> None:
    assert [event.type for event in understand(text).events] == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"التقى {A} {B} في سوتشي لبحث الإعداد للقمة.", "Meeting"),
        (f"التقى {A} {B} في قمة ثنائية في سوتشي.", "Summit"),
        (f"التقى {A} {B} خلال اجتماع القمة في سوتشي.", "Summit"),
        ("بدأت في جنيف محادثات بين الولايات المتحدة وإيران.", "Negotiation"),
        (f"أجرى {A} محادثات مع {B} في سوتشي.", "Meeting"),
        # «المفاوضات» may be others than the talks that two presidents have.
        (f"التقى {A} {B} في سوتشي.\nوقال {A} بعد اللقاء إن المفاوضات مستمرة.", "Meeting"),
    ],
)
def test_the_kind_of_a_meeting(understand: Understand, text: str, kind: str) -> None:
    assert [event.type for event in understand(text).events] == [kind]


def test_what_refers_back_makes_no_shelling_a_battle(understand: Understand) -> None:
    text = "قصفت مدفعية الجيش السوري بلدة سراقب في ريف إدلب.\nوقال ناشطون إن المعارك في سراقب مستمرة."
    assert [event.type for event in understand(text).events] == ["Shelling"]

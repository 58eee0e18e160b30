"""Who attacks: the owner of the weapon or the hand that is named, who goes on with it, who helps the attacker."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

Understand = Callable[..., Extraction]


def _attackers(found: Extraction) -> set[str]:
    return {e.name for e in found.entities for event in found.events if e.id in event.agent}


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("قتل قائد ميداني في هجوم شنته طائرة بلا طيار تابعة للولايات المتحدة في شمال اليمن.", "الولايات المتحدة"),
        ("تعرضت قافلة في مدينة صيدا لهجوم من قبل دورية تابعة للجيش الإسرائيلي.", "الجيش الإسرائيلي"),
        ("قتل ثلاثة مدنيين في انفجار لغم زرعته ميليشيات الحوثي في محافظة تعز.", "ميليشيات الحوثي"),
        ("تواصل القوات الروسية بدعم جوي منذ أيام وبلا انقطاع قصف مدينة إدلب.", "القوات الروسية"),
    ],
)
def test_whose_hand_it_was(understand: Understand, text: str, agent: str) -> None:
    assert _attackers(understand(text)) == {agent}


@pytest.mark.parametrize(
    "text",
    [
        # An attack in another clause, and one that came before, are no object of the verb.
        "شنت القوات الإسرائيلية غارات على مدينة غزة، فيما وقع هجوم على مدينة عسقلان.",
        "شنت القوات الإسرائيلية غارات على مدينة غزة بعد هجوم على مدينة عسقلان.",
        "شنت القوات الإسرائيلية غارات على مدينة غزة ردا على هجوم على مدينة عسقلان.",
    ],
)
def test_who_carries_out_one_attack_does_not_carry_out_the_next(understand: Understand, text: str) -> None:
    found = understand(text)
    assert [bool(event.agent) for event in found.events] == [True, False]


def test_who_supports_the_attacker_with_his_forces_attacks(understand: Understand) -> None:
    found = understand("قصف الجيش الروسي بإسناد جوي من قوات التحالف الدولي مواقع تنظيم داعش في مدينة إدلب.")
    assert _attackers(found) == {"الجيش الروسي", "قوات التحالف الدولي"}


def test_who_only_backs_a_side_does_not_attack(understand: Understand) -> None:
    found = understand("قصف الجيش السوري بدعم سياسي من روسيا مواقع تنظيم داعش في مدينة إدلب.")
    assert _attackers(found) == {"الجيش السوري"}


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("أعلن الجيش الوطني الليبي أن قواته شنت غارات جوية على مدينة درنة.", {"الجيش الوطني الليبي"}),
        ("نفت وزارة الدفاع الروسية أن تكون طائراتها قد قصفت مدينة إدلب.", {"وزارة الدفاع الروسية"}),
        (
            "عاد الوفد إلى إسرائيل.\nوقال وزير الدفاع الإسرائيلي أفيغدور ليبرمان إن بلاده قصفت مدينة صيدا في لبنان.",
            {"إسرائيل"},
        ),
        # Whose forces suffer, and who tells of others' forces, attacks nobody.
        ("أعلن الجيش الروسي أن قواته تعرضت لهجوم صاروخي في مدينة إدلب.", set()),
        ("أعلن الجيش الروسي أن مقاتلي تنظيم داعش قصفوا مدينة إدلب.", {"تنظيم داعش"}),
    ],
)
def test_whose_own_forces_act(understand: Understand, text: str, agents: set[str]) -> None:
    assert _attackers(understand(text)) == agents


@pytest.mark.parametrize(
    ("told", "agents"),
    [
        ("وأعلنت حركة الشباب في الصومال مسؤوليتها عن الهجوم.", {"حركة الشباب"}),
        ("وقالت فرنسا إن حركة الشباب تتحمل المسؤولية عن الهجوم.", {"حركة الشباب"}),
        ("ونفت حركة الشباب مسؤوليتها عن الهجوم.", set()),
    ],
)
def test_whose_the_responsibility_is(understand: Understand, told: str, agents: set[str]) -> None:
    assert _attackers(understand(f"انفجرت سيارة مفخخة في مدينة بنغازي.\n{told}")) == agents


@pytest.mark.parametrize(
    "text",
    [
        "استهدفت طائرات مسيّرة مصفاة ريازان للنفط ليلا.\nوقال الحاكم إن الدفاعات الجوية أسقطت طائرات مسيّرة فوق المصفاة.",
        "هاجمت طائرات مسيّرة مدينة ريازان ليلا. وأسقطت الدفاعات الجوية الروسية خمس طائرات مسيرة فوق المدينة.",
    ],
)
def test_who_wards_off_an_attack_has_not_carried_it_out(understand: Understand, text: str) -> None:
    found = understand(text)
    assert [event.type for event in found.events] == ["DroneAttack"]
    assert _attackers(found) == set()

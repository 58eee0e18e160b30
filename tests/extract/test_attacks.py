"""Attacks as a linguist would try to mislead a reader: voices, carriers, what is no attack, two in one sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

Understand = Callable[..., Extraction]


def _names(found: Extraction, ids: tuple[str, ...]) -> set[str]:
    return {e.name for e in found.entities if e.id in ids}


def _only(found: Extraction) -> Event:
    assert len(found.events) == 1, [e.type for e in found.events]
    return found.events[0]


@pytest.mark.parametrize(
    "text",
    [
        "دعت الأمم المتحدة إلى وقف شامل ودائم لإطلاق النار في سوريا.",
        "أطلقت روسيا بنجاح صاروخا باليستيا من غواصة.",
        "ضرب زلزال مدينة إدلب في سوريا.",
        "عادة ما يشن تنظيم داعش هجمات في العراق.",
        "تعمل الأمم المتحدة على تخفيف حدة المعارك في سوريا.",
    ],
)
def test_what_is_no_attack(understand: Understand, text: str) -> None:
    assert understand(text).events == ()


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("أعلن الجيش الروسي أنه قصف مدينة إدلب.", "الجيش الروسي"),
        ("القوات الروسية قصفت مدينة إدلب.", "القوات الروسية"),
        ("هجوم لتنظيم داعش على مدينة إدلب.", "تنظيم داعش"),
        ("شن تنظيم داعش هجوما على مدينة إدلب.", "تنظيم داعش"),
    ],
)
def test_who_attacks(understand: Understand, text: str, agent: str) -> None:
    found = understand(text)
    assert agent in _names(found, _only(found).agent)


def test_a_weapon_that_attacks_has_no_owner_behind_it(understand: Understand) -> None:
    found = understand("استهدفت الصواريخ وزارة الدفاع السعودية في الرياض.")
    assert _names(found, _only(found).agent) == set()


def test_victims_are_listed_with_their_ages(understand: Understand) -> None:
    found = understand("قتل سالم محمد صباح (17 عاماً) وعبد الله أيمن الرميلات (15 عاماً) في غارة على قطاع غزة.")
    assert _names(found, _only(found).target) == {"سالم محمد صباح", "عبد الله أيمن الرميلات"}


def test_what_came_before_is_another_attack(understand: Understand) -> None:
    found = understand("شن الجيش الإسرائيلي غارات على مدينة غزة ردا على إطلاق صواريخ على مدينة عسقلان.")
    assert len(found.events) == 2


def _named(found: Extraction, ids: tuple[str, ...]) -> list[str]:
    names = {entity.id: entity.name for entity in found.entities}
    return [names[i] for i in ids]


def test_who_escapes_was_attacked(understand: Understand) -> None:
    found = understand("نجا رئيس الوزراء العراقي مصطفى الكاظمي من محاولة اغتيال في بغداد.")
    assert [(e.type, _named(found, e.target)) for e in found.events] == [("Assassination", ["مصطفى الكاظمي"])]


def test_an_ambush_is_laid_for_its_victims(understand: Understand) -> None:
    found = understand("نصب مسلحون كمينا لدورية للجيش المالي في منطقة غاو أدى إلى مقتل ستة جنود.")
    assert [(e.agent, _named(found, e.target)) for e in found.events] == [((), ["الجيش المالي"])]


def test_an_answer_is_another_attack_than_what_it_answers(understand: Understand) -> None:
    found = understand("ردت إيران على اغتيال قاسم سليماني بقصف قاعدة عين الأسد بصواريخ باليستية.")
    assert [_named(found, e.agent) for e in found.events] == [[], ["إيران"]]
    assert _named(found, found.events[0].target) == ["قاسم سليماني"]


def test_standing_behind_an_attack_is_attacking(understand: Understand) -> None:
    found = understand("استُهدفت ناقلة نفط قبالة سواحل عمان بطائرة مسيرة، واتهمت إسرائيل إيران بالوقوف وراء الهجوم.")
    assert [_named(found, e.agent) for e in found.events] == [["إيران"]]


def test_where_a_group_is_banned_is_no_place_of_its_attacks(understand: Understand) -> None:
    found = understand("هاجم تنظيم داعش (المحظور في روسيا) مواقع الجيش السوري في مدينة تدمر.")
    assert [name for e in found.events for name in _named(found, e.place) if name != "سوريا"] == ["مدينة تدمر"]


@pytest.mark.parametrize(
    "text",
    [
        "قتل الجيش الأميركي أبو بكر البغدادي في إدلب.",
        "قتل الجيش الأميركي زعيم تنظيم داعش أبو بكر البغدادي في إدلب.",
    ],
)
def test_a_force_that_kills_a_person_by_name_attacks(understand: Understand, text: str) -> None:
    found = understand(text)
    (event,) = found.events
    assert _named(found, event.agent) == ["الجيش الأميركي"]
    assert [name.endswith("أبو بكر البغدادي") for name in _named(found, event.target)] == [True]


def test_who_is_killed_kills_nobody(understand: Understand) -> None:
    assert all(not event.agent for event in understand("قتل حسن نصر الله في غارة على مدينة صيدا.").events)


def test_who_is_accused_stands_behind_the_accusers_titles(understand: Understand) -> None:
    found = understand(
        "استهدف هجوم بطائرة مسيرة معسكرا للجيش السوداني في أم درمان.\n"
        "واتهم المتحدث باسم الجيش السوداني العميد نبيل عبد الله قوات الدعم السريع بتنفيذ الهجوم."
    )
    assert _names(found, _only(found).agent) == {"قوات الدعم السريع"}


@pytest.mark.parametrize(
    "text",
    [
        "أطلقت فصائل فلسطينية مسلحة عددا من القذائف والصواريخ على جنوب إسرائيل.",
        "أطلقت حركة حماس، مساء الأحد، نحو 20 صاروخا على جنوب إسرائيل.",
        "أطلق الحرس الثوري الإيراني دفعة من صواريخ الكاتيوشا على قاعدة حميميم.",
    ],
)
def test_what_is_fired_may_stand_far_behind(understand: Understand, text: str) -> None:
    assert _only(understand(text)).type == "MissileAttack"


def test_what_is_launched_without_a_weapon_is_no_attack(understand: Understand) -> None:
    text = "أطلقت حركة حماس، مساء الأحد، نحو 20 مبادرة للحوار، وقالت إن إسرائيل تملك صواريخ."
    assert understand(text).events == ()


@pytest.mark.parametrize(
    "text",
    [
        "شن الجيش الإسرائيلي غارات على قطاع غزة. وعقب الغارات، أطلقت حركة حماس صواريخ على مدينة عسقلان.",
        "قصف تنظيم داعش قاعدة عين الأسد بالصواريخ. وبعد الهجوم، قصفت طائرات أميركية مدينة البوكمال.",
    ],
)
def test_what_opens_with_what_came_before_is_another_attack(understand: Understand, text: str) -> None:
    first, second = understand(text).events
    assert not set(first.place + first.target) & set(second.place + second.target)


def test_who_lays_an_ambush_attacks(understand: Understand) -> None:
    found = understand("تعرض رتل عسكري للجيش المالي لكمين نصبه مسلحون من جماعة نصرة الإسلام قرب مدينة موبتي.")
    assert _names(found, _only(found).agent) == {"جماعة نصرة الإسلام"}


def test_an_explosion_that_aims_at_somebody_is_an_attack(understand: Understand) -> None:
    text = "وقع انفجار ضخم في مدينة بنغازي استهدف السفارة الروسية."
    assert _only(understand(text)).type == "Bombing"
    assert understand("وقع انفجار ضخم في مدينة بنغازي قرب السفارة الروسية.").events == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قال الجيش الروسي إن مقاتلات روسية من طراز سوخوي نفذت ضربة دقيقة على مدينة إدلب.", "AirStrike"),
        ("نفذ الجيش الروسي ضربة على مدينة إدلب.", "Attack"),
    ],
)
def test_what_carries_an_attack_out_tells_its_kind(understand: Understand, text: str, kind: str) -> None:
    assert _only(understand(text)).type == kind


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("أطلقت حركة حماس صواريخ من قطاع غزة على مدينة عسقلان.", {"مدينة عسقلان"}),
        ("قصفت المدفعية التركية من داخل الأراضي التركية مدينة عفرين.", {"مدينة عفرين"}),
        ("سقطت صواريخ بالقرب من مدينة عسقلان.", {"مدينة عسقلان"}),
    ],
)
def test_from_where_something_is_fired_is_not_attacked(understand: Understand, text: str, places: set[str]) -> None:
    found = understand(text)
    assert _names(found, _only(found).place) == places


def test_two_states_clash(understand: Understand) -> None:
    found = understand("تجددت الاشتباكات بين أرمينيا وأذربيجان في إقليم ناغورني قره باغ.")
    event = _only(found)
    assert _names(found, event.agent + event.target) == {"أرمينيا", "أذربيجان"}
    assert _names(found, event.place) == {"إقليم ناغورني قره باغ"}


@pytest.mark.parametrize(
    "text",
    ["قالت واشنطن إن إيران وراء الهجوم على مدينة بقيق.", "رجحت واشنطن أن تكون إيران وراء الهجوم على مدينة بقيق."],
)
def test_who_is_behind_an_attack_attacked(understand: Understand, text: str) -> None:
    found = understand(text)
    event = _only(found)
    assert (_names(found, event.agent), event.modality.value) == ({"إيران"}, "Actual")


def test_any_attack_that_is_denied_is_one_that_is_told(understand: Understand) -> None:
    found = understand("قال سيرغي لافروف إن روسيا لم تشن أي غارات على مدينة حلب.")
    assert [claim.stance.value for claim in found.claims if claim.claimant] == ["Denies"]
    assert understand("حذر سيرغي لافروف من أي غارات على مدينة حلب.").events == ()


def test_who_is_singled_out_attacks(understand: Understand) -> None:
    found = understand("قال سيرغي لافروف إن القوات الأوكرانية هي التي قصفت مدينة دونيتسك.")
    assert _names(found, _only(found).agent) == {"القوات الأوكرانية"}


def test_from_what_days_are_counted_is_another_attack(understand: Understand) -> None:
    found = understand("قصف الجيش السوري مدينة دوما بعد ثلاثة أيام من هجوم شنه جيش الإسلام على مدينة حرستا.")
    first, second = found.events
    assert (_names(found, first.agent), _names(found, first.place)) == ({"الجيش السوري"}, {"مدينة دوما"})
    assert (_names(found, second.agent), _names(found, second.place)) == ({"جيش الإسلام"}, {"مدينة حرستا"})

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

"""Which links may join entities of different articles."""

from __future__ import annotations

import pytest

from kg.merge.trust import Standing, standing, trusted_links
from kg.model import Entity, Link


def _linked(kind: str, name: str, *others: str, country: str = "Q858") -> tuple[Entity, Link]:
    return Entity("e1", kind, name, others, ()), Link("e1", "Q1", None, 0.9, "name", "test", country_qid=country)


def _trusted(entity: Entity, link: Link, *beside: tuple[Entity, Link]) -> bool:
    entities = [entity, *(other for other, _ in beside)]
    return entity.id in trusted_links(entities, {link.entity: link, **{link.entity: link for _, link in beside}})


STATE = Entity("e2", "Country", "سوريا", (), ()), Link("e2", "Q858", None, 0.9, "name", "test", country_qid="Q858")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("جنيف", Standing.PLACE),
        ("دِمَشق", Standing.PLACE),
        ("مدريد", Standing.PLACE),
        ("الثورة", Standing.OTHER),
        ("الجديدة", Standing.OTHER),
        ("حولي", Standing.OTHER),
        ("رشت", Standing.UNSURE),
        ("لا يقوله أحد", Standing.UNSURE),
    ],
)
def test_what_a_word_is_in_news(word: str, expected: Standing) -> None:
    assert standing(word) is expected


@pytest.mark.parametrize(
    ("kind", "name", "alone", "with_its_state"),
    [
        ("City", "جنيف", True, True),
        ("City", "الثورة", False, False),
        ("City", "منطقة الثورة", False, False),
        ("Region", "المنطقة الجنوبية", False, False),
        ("City", "مدينة الثورة", False, True),
        ("City", "مدينة جنيف", True, True),
        ("City", "القصر الكبير", False, True),
        ("City", "حواره", False, False),
        ("City", "دير الزور", True, True),
        ("City", "رشت", False, True),
        ("City", "جبل على", False, False),
        ("PoliticalParty", "حزب العمل", False, True),
        ("City", "سان لورينزو", False, True),
        ("City", "آي بي", False, False),
        ("City", "مسقط", False, True),
        ("City", "بوسان", False, True),
        ("City", "وست هام", False, False),
        ("MilitaryForce", "القيادة العامة", False, True),
        ("MediaOrganization", 'قناة "الشعبية"', True, True),
        ("MediaOrganization", "صحيفة الثورة", False, True),
        ("MediaOrganization", "صحيفة الثورة السورية", True, True),
        ("Region", "قطاع غزة", True, True),
        ("Region", "قطاع المناجم", False, True),
        ("Region", "قطاع المناجم الحجرية", False, True),
        ("Region", "ولاية سيناء", False, False),
        ("GovernmentBody", "الخارجية السورية", True, True),
        ("GovernmentBody", "الخارجية السوري", False, False),
        ("City", "مدينة بوسان", True, True),
        ("City", "برشلونة", False, False),
        ("City", "مدينة برشلونة", False, True),
        ("City", "قضاء الليل", False, False),
        ("City", "أمام صاحب", False, False),
        ("NaturalFeature", "جبل رشت", False, True),
        ("MilitaryForce", "الطيران السورية", False, False),
        ("MilitaryForce", "الطيران السوري", True, True),
        ("MediaOrganization", "روسيا يوم", False, False),
        ("MediaOrganization", "روسيا اليوم", True, True),
        ("Person", "عوض", False, False),
        ("Person", "بوتين", True, True),
        ("Person", "سمير عوض", True, True),
        ("Organization", "إيني", False, True),
        ("Organization", "فيفا", True, True),
        ("Organization", "رويترز", True, True),
    ],
)
def test_a_name_that_is_often_something_else_needs_more(
    kind: str, name: str, alone: bool, with_its_state: bool
) -> None:
    assert _trusted(*_linked(kind, name)) is alone
    assert _trusted(*_linked(kind, name), STATE) is with_its_state


@pytest.mark.parametrize(
    ("name", "expected"),
    [("الولايات المتحدة", True), ("كوريا_الشمالية", True), ("المملكة (", False), ("ولاية جورجيا", False)],
)
def test_a_state_of_two_words_needs_no_other(name: str, expected: bool) -> None:
    assert _trusted(*_linked("Country", name, country="Q1")) is expected


@pytest.mark.parametrize(("name", "expected"), [("جنيف", False), ("مدينة جنيف", True), ("دمشق", True), ("رشت", False)])
def test_beside_a_team_a_town_may_be_its_club(name: str, expected: bool) -> None:
    team = Entity("e3", "Organization", "نادي السنابل", (), ())
    entity, link = _linked("City", name)
    assert (entity.id in trusted_links([entity, team, STATE[0]], {"e1": link, "e2": STATE[1]})) is expected


@pytest.mark.parametrize(
    ("kind", "name"), [("NaturalFeature", "بحيرة تشاد"), ("GovernmentBody", "وزارة مالي"), ("Organization", "مالي")]
)
def test_what_is_called_after_a_state_is_not_the_state(kind: str, name: str) -> None:
    assert not _trusted(*_linked(kind, name, country="Q1"))


def test_a_capital_that_plays_is_no_state() -> None:
    team = Entity("e3", "Organization", "نادي السنابل", (), ())
    entity, link = _linked("Country", "موسكو", country="Q1")
    assert trusted_links([entity], {"e1": link}) == {"e1"}
    assert trusted_links([entity, team], {"e1": link}) == frozenset()


def test_who_plays_tells_of_games() -> None:
    player = Entity("e3", "Person", "سمير عوض", (), (), role="مهاجم الفريق")
    entity, link = _linked("City", "جنيف")
    assert trusted_links([entity, player], {"e1": link}) == frozenset()


def test_an_item_of_no_state_needs_none() -> None:
    entity = Entity("e1", "ArmedGroup", "ايتا", (), ())
    assert _trusted(entity, Link("e1", "Q1", None, 0.9, "name", "test"))


def test_an_article_may_call_a_town_a_town_elsewhere() -> None:
    assert _trusted(*_linked("City", "الثورة", "مدينة الثورة"), STATE)


@pytest.mark.parametrize(("name", "expected"), [("سوريا", True), ("أنجيلا", False), ("بليز", False)])
def test_a_state_is_named_as_states_are(name: str, expected: bool) -> None:
    assert _trusted(*_linked("Country", name, country="Q1")) is expected

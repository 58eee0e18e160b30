"""Which entities of different articles are one node: when in doubt, two."""

from __future__ import annotations

import pytest

from kg.merge.keys import canonical_key, canonical_keys, is_strong
from kg.model import Entity, Link

PERSON = ("Person", "Actor", "Entity")
MINISTRY = ("GovernmentBody", "Organization", "Actor", "Entity")


def _entity(kind: str, name: str, role: str | None = None) -> Entity:
    return Entity("e3", kind, name, (), (), role=role)


def _link(qid: str | None, geonames: str | None) -> Link:
    return Link("e3", qid, geonames, 0.9, "name", "test")


@pytest.mark.parametrize(
    ("link", "key"),
    [
        (_link("Q1", "7"), "wikidata:Q1"),
        (_link(None, "7"), "geonames:7"),
        (_link(None, None), "name:Person:سمير عوض"),
        (None, "name:Person:سمير عوض"),
    ],
)
def test_a_link_is_stronger_than_a_name(link: Link | None, key: str) -> None:
    assert canonical_key(_entity("Person", "سمير عوض"), link, PERSON, "x") == key


def test_a_weak_name_stays_with_its_article() -> None:
    assert canonical_key(_entity("Person", "عوض"), None, PERSON, "x") == "local:x:e3"
    assert canonical_key(_entity("Actor", "سمير عوض"), None, ("Actor", "Entity"), "x") == "local:x:e3"


def test_spellings_of_one_name_have_one_key() -> None:
    names = ("وزارة الدفاع التركية", "وزاره الدفاع التركيه", "وَزارة الدفـاع التركية", "وزارة «الدفاع» التركية")
    assert len({canonical_key(_entity("GovernmentBody", name), None, MINISTRY, name) for name in names}) == 1


def test_a_name_never_joins_a_person_and_a_body() -> None:
    body = canonical_key(_entity("Organization", "نور الشمال"), None, ("Organization", "Actor", "Entity"), "x")
    assert body != canonical_key(_entity("Person", "نور الشمال"), None, PERSON, "x")


@pytest.mark.parametrize(
    ("name", "strong"),
    [
        ("سمير عوض", True),
        ("خالد بن فهد", True),
        ("عبد الرحمن عوض", True),
        ("عبد الرحمن", False),
        ("أبو سمير", False),
        ("علاء الدين", False),
        ("عوض", False),
        ("رئيس البلدية", False),
        ("محمد علي", False),
        ("محمد علي سالم", True),
        ("محمد الفارس", True),
        ("دبلوماسي سوري", False),
        ("سمير السوري", True),
        ("محامو عوض", False),
        ("ولي العهد", False),
        ("سمير على", False),
        ("على كنائس", False),
        ("البريد الإلكتروني", False),
        ("المنصف السالمي", True),
        ("عبد المنعم سعيد", False),
        ("عبد المنعم الفارس", True),
        ("كيم جونغ", False),
        ("كيم جونغ أون", True),
        ("رؤوس نووية", False),
        ("محققين خاصين", False),
        ("سمير الدولي", True),
        ("أحمد عوض", False),
        ("أحمد العوض", True),
        ("فراغاً واسع", False),
        ("توقيت الحقول", False),
        ("سمير مجددا", False),
        ("جمال العراق", False),
        ("سبيل المزاح", False),
        ("طيب خاطر", False),
        ("طويل الأمد", False),
        ("تفشي الحمى", False),
        ("زملاء عوض", False),
        ("اعبو السنابل", False),
        ("بريدك الإلكتروني", False),
        ("", False),
    ],
)
def test_a_person_needs_two_names(name: str, strong: bool) -> None:
    assert is_strong(_entity("Person", name), "Person") is strong


def test_who_has_a_role_is_somebody() -> None:
    assert is_strong(_entity("Person", "أحمد عوض", role="قبطان السفينة"), "Person")


def test_an_office_is_no_name() -> None:
    assert not is_strong(_entity("Person", "قبطان السفينة", role="قبطان السفينة"), "Person")


@pytest.mark.parametrize(
    ("kind", "name", "strong"),
    [
        ("GovernmentBody", "وزارة المالية", False),
        ("GovernmentBody", "وزارة المالية التركية", True),
        ("GovernmentBody", "البنك المركزي", False),
        ("GovernmentBody", "البنك المركزي العراقي", True),
        ("MilitaryForce", "القوات المسلحة", False),
        ("MilitaryForce", "قوات عراقية", False),
        ("Organization", "السفارة العراقية", False),
        ("GovernmentBody", "السفارة العراقية", False),
        ("Organization", "شركة «سنابل»", True),
        ("Organization", "شركة سنابل", False),
        ("ArmedGroup", "تنظيم إرهابي", False),
        ("ArmedGroup", "حركة الفجر", True),
        ("Organization", "الفجر", False),
        ("Organization", "نادي الفروسية", True),
        ("Organization", "اللجنة العليا", False),
        ("Organization", "الجنة العليا", False),
        ("Organization", "سفارة المملكة العربية السعودية", False),
        ("Organization", "سفارة المملكة السعودية في دمشق", True),
        ("ArmedGroup", "حركة القطارات", False),
        ("ArmedGroup", "حركة الشاحنات", False),
        ("ArmedGroup", "حركة المركبات", False),
        ("GovernmentBody", "الأمن العراقي", False),
        ("MediaOrganization", "صحيفة «الوطن»", False),
        ("MediaOrganization", "صحيفة «الوطن» السورية", True),
        ("MediaOrganization", "صحيفة «السنابل»", True),
        ("Organization", "إم دي بي", False),
        ("GovernmentBody", "الأمن العام العراقي", True),
        ("GovernmentBody", "الدفاع العراقية", True),
        ("GovernmentBody", "الدفاع العراقي", False),
        ("MilitaryForce", "الجيش (العراقي", False),
        ("MilitaryForce", "الجيش (العراقي)", False),
        ("Organization", "ملتقى الأمير", False),
        ("Organization", "الاتحاد العراقي", False),
        ("Organization", "الاتحاد العراقي لكرة القدم", True),
        ("MediaOrganization", "الصحيفة البريطانية", False),
        ("MediaOrganization", "وكالة الأنباء الرسمية", False),
        ("MediaOrganization", "وكالة الأنباء العراقية", True),
        ("MediaOrganization", "وكالة الفضاء", False),
        ("Organization", "رابطة المحترفين", False),
        ("ArmedGroup", "مليشيات إيرانية", False),
        ("MilitaryForce", "السلاح الإيراني", False),
        ("Organization", 'منظمة "إرهابية"', False),
        ("Organization", 'منظمة "الشعبية"', True),
        ("ArmedGroup", "حركة الأشخاص", False),
        ("ArmedGroup", "جبهة الفساد", False),
        ("Organization", 'الورد". وقال "', False),
    ],
)
def test_a_body_needs_a_name_that_others_do_not_have(kind: str, name: str, strong: bool) -> None:
    assert is_strong(_entity(kind, name), "Organization") is strong


@pytest.mark.parametrize(
    ("name", "strong"),
    [
        ("حي السلام", False),
        ("الغوطة الغربية", True),
        ("القاعدة العراقية في حقل الورد", True),
        ("القاعدة العراقية", False),
        ("مقاطعة السنابل", False),
        ("دخول السنابل", False),
        ("مقاطعة المنتجات", False),
        ("مقاطعة كأس العالم", False),
        ("سهل الاستخدام", False),
        ("شبه الجزيرة", False),
        ("شبه الجزيرة الكورية", True),
        ("سعودي كندي", False),
        ("مبنى وزارة الدفاع", False),
        ("مبنى وزارة الدفاع العراقية", True),
    ],
)
def test_a_place_needs_a_name_that_others_do_not_have(name: str, strong: bool) -> None:
    assert is_strong(_entity("Place", name), "Location") is strong


@pytest.mark.parametrize(
    ("name", "strong"), [("الرباط الساحلية", True), ("الرباط الصليبي", False), ("الرباط السفلى", True)]
)
def test_a_town_is_feminine(name: str, strong: bool) -> None:
    assert is_strong(_entity("City", name), "Location") is strong


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("MilitaryForce", ("القوات الأميركية", "القوات الأمريكية", "قوات الاحتلال الأميركي")),
        ("MilitaryForce", ("جيش الاحتلال الإسرائيلي", "الجيش الإسرائيلي")),
        ("Organization", ("رابطة الحقول في سوريا", "رابطة الحقول في سورية")),
        ("Organization", ("الرابطة الشعبية في أميركا", "الرابطة الشعبية في أمريكا")),
    ],
)
def test_spelling_and_framing_make_no_other_name(kind: str, names: tuple[str, ...]) -> None:
    keys = {canonical_key(_entity(kind, name), None, (kind, "Organization", "Actor", "Entity"), name) for name in names}
    assert len(keys) == 1
    assert keys.pop().startswith("name:Organization:")


def test_look_alikes_stay_apart() -> None:
    kinds = ("GovernmentBody", "Organization", "Actor", "Entity")
    names = ("وزارة الدفاع الليبية", "وزارة الدفاع اللبنانية", "وزارة الدفاع السورية", "وزارة الدفاع السودانية")
    assert len({canonical_key(_entity("GovernmentBody", name), None, kinds, "x") for name in names}) == len(names)
    people = ("محمد السالمي", "محمد السليم", "محمود السالمي")
    assert len({canonical_key(_entity("Person", name), None, PERSON, "x") for name in people}) == len(people)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("ArmedGroup", "التنظيم المتشدد"),
        ("Facility", "مجمع صناعي"),
        ("Facility", "نقطة تفتيش تابعة للشرطة"),
        ("Facility", "الاستاد الأوليمبي"),
    ],
)
def test_what_is_said_of_many_is_no_name(kind: str, name: str) -> None:
    assert not is_strong(_entity(kind, name), "Facility" if kind == "Facility" else "Organization")


def test_a_doubtful_link_joins_nothing() -> None:
    town = Entity("e1", "City", "الثورة", (), ())
    country = Entity("e2", "Country", "سوريا", (), ())
    links = {"e1": Link("e1", "Q1", None, 0.9, "name", "test", country_qid="Q858"), "e2": _link_of("e2", "Q858")}
    keys = canonical_keys((town, country), links, lambda kind: (kind, "Location"), "x")
    assert keys == {"e1": "local:x:e1", "e2": "wikidata:Q858"}


def _link_of(entity: str, qid: str) -> Link:
    return Link(entity, qid, None, 0.9, "name", "test", country_qid=qid)

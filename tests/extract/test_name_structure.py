"""What names are made of, and which of them name one thing: chains of places, facilities, forces, framings, offices."""

from __future__ import annotations

import pytest

from kg.extract.capitals import with_governments
from kg.extract.cluster import Cluster
from kg.extract.containment import Containment
from kg.extract.coreference import Coreference
from kg.extract.gazetteer import Gazetteer
from kg.extract.names import NameFinder
from kg.extract.spelling import same_person, same_place
from kg.extract.states import StateAdjectives
from kg.extract.words import words_of
from kg.model import Article, Entity, NameSpan
from kg.ontology.schema import Schema
from kg.text.segment import analyse


def _entities(text: str, *proposals: tuple[str, str], published: str = "") -> tuple[Entity, ...]:
    """The entities of `text`: what gazetteer and grammars find, and the first occurrences that are proposed."""
    states = StateAdjectives.load()
    document = analyse(Article("t", text))
    words = words_of(document)
    spans = [NameSpan(text.index(name), text.index(name) + len(name), kind, "test") for name, kind in proposals]
    names = NameFinder(states).find(text, words, [*Gazetteer.load().match(words), *spans])
    names = with_governments(text, names, words)
    return Coreference(states, Schema.load().is_a).resolve(text, words, names, published)


def _told(text: str, *proposals: tuple[str, str]) -> list[tuple[str, str]]:
    return [(entity.name, entity.type) for entity in _entities(text, *proposals)]


def _containers(text: str, *proposals: tuple[str, str]) -> dict[str, list[str]]:
    entities = _entities(text, *proposals)
    name_of = {entity.id: entity.name for entity in entities}
    return {entity.name: [name_of[place] for place in entity.located_in] for entity in entities if entity.located_in}


# --- places ----------------------------------------------------------------------------------------------------------


def test_places_and_facilities_lie_in_what_the_text_puts_them_in() -> None:
    assert _containers("انفجار في حقل العمر بريف دير الزور الشرقي في محافظة دير الزور") == {
        "حقل العمر": ["ريف دير الزور الشرقي"],
        "ريف دير الزور الشرقي": ["محافظة دير الزور"],
    }


def test_nothing_lies_in_what_is_no_place_on_the_whole() -> None:
    text = "هاجمت كتيبة بلاطة حي السلام في بلاطة"
    words = words_of(analyse(Article("t", text)))
    proposals = [("كتيبة بلاطة", "ArmedGroup"), ("حي السلام", "City"), ("بلاطة", "City")]
    spans = [NameSpan(text.rindex(name), text.rindex(name) + len(name), kind, "test") for name, kind in proposals]
    group, quarter, town = NameFinder(StateAdjectives.load()).find(text, words, spans)
    containment = Containment(Schema.load().is_a)
    place, both = Cluster([quarter]), Cluster([group, group, town])
    assert both.type == "ArmedGroup"
    assert containment.containers([place, Cluster([group]), Cluster([town])], words)
    assert not containment.containers([place, both], words)


def test_the_side_of_a_region_may_stand_before_or_behind_it() -> None:
    text = "قصف الريف الشرقي لدير الزور، ثم عاد الهدوء إلى ريف دير الزور الشرقي"
    assert _told(text) == [("ريف دير الزور الشرقي", "Region")]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("هبطت في مطار الملك خالد الدولي أمس", "مطار الملك خالد الدولي", "Airport"),
        ("نقلوا إلى مستشفى الشهيد فارس هناك", "مستشفى الشهيد فارس", "Hospital"),
        ("قرب السفارة الأميركية", "السفارة الأميركية", "Government"),
        ("أغلق معبر كرم أبو سالم", "معبر كرم أبو سالم", "Crossing"),
        ("حريق في حي غوط الشعال", "حي غوط الشعال", "City"),
        ("دخلت القاعدة العسكرية الروسية", "القاعدة العسكرية الروسية", "MilitaryBase"),
    ],
)
def test_a_facility_is_called_after_owner_place_or_person(text: str, name: str, kind: str) -> None:
    assert (name, kind) in _told(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("في زيارة للبنان", "لبنان"),
        ("رسالة للجنة الدولية للصليب الأحمر", "اللجنة الدولية للصليب الأحمر"),
        ("اجتماع للجنة العقوبات", "لجنة العقوبات"),
        ("انضموا للواء القدس", "لواء القدس"),
        ("رسالة للأمم المتحدة", "الأمم المتحدة"),
        ("في زيارة للسعودية", "السعودية"),
    ],
)
def test_a_name_behind_a_preposition_is_spelled_as_it_stands_alone(text: str, name: str) -> None:
    assert name in {found for found, _ in _told(text)}


@pytest.mark.parametrize(
    "name", ["استاد هزاع بن زايد", "ملعب هزاع بن زايد", "مستشفى هزاع بن زايد", "مسجد هزاع بن زايد"]
)
def test_whom_a_building_is_called_after_is_not_spoken_of(name: str) -> None:
    assert [found for found, _ in _told(f"تجمعوا قرب {name}", ("هزاع بن زايد", "Person"))] == [name]


def test_whose_government_it_is_is_spoken_of() -> None:
    assert "أشرف غني" in {found for found, _ in _told("حكومة الرئيس أشرف غني", ("أشرف غني", "Person"))}


def test_a_building_and_the_body_in_it_are_two() -> None:
    assert _told("هاجموا مقر وزارة الداخلية العراقية") == [
        ("مقر وزارة الداخلية العراقية", "Government"),
        ("وزارة الداخلية العراقية", "GovernmentBody"),
    ]


def test_a_place_behind_a_preposition_is_a_name_of_its_own() -> None:
    text = "احتج المئات أمام القنصلية الروسية في مدينة إسطنبول"
    assert _told(text, ("القنصلية الروسية في مدينة إسطنبول", "Government")) == [
        ("القنصلية الروسية", "Government"),
        ("مدينة إسطنبول", "City"),
    ]


def test_a_place_inside_a_purpose_or_a_quotation_is_not() -> None:
    text = "أعلن التحالف لدعم الشرعية في اليمن هدنة"
    assert _told(text, ("التحالف لدعم الشرعية في اليمن", "MilitaryForce"))[0][0] == "التحالف لدعم الشرعية في اليمن"
    text = "عرض مركز «القصر في دمشق» أمس"
    assert ("مركز «القصر في دمشق»", "Organization") in _told(text, ("مركز «القصر في دمشق»", "Organization"))


def test_who_leads_a_coalition_is_named_too() -> None:
    text = "شن التحالف بقيادة السعودية غارات"
    assert _told(text, ("التحالف بقيادة السعودية", "MilitaryForce")) == [
        ("التحالف بقيادة السعودية", "MilitaryForce"),
        ("السعودية", "Country"),
    ]


def test_a_recogniser_that_saw_the_building_saw_the_body_in_it() -> None:
    text = "اقتحم متظاهرون مقر الحزب الدستوري أمس"
    assert _told(text, ("مقر الحزب الدستوري", "Facility")) == [
        ("مقر الحزب الدستوري", "Facility"),
        ("الحزب الدستوري", "PoliticalParty"),
    ]


@pytest.mark.parametrize(
    "text", ["قوات برية", "قاعدة جوية", "وأدى الحريق إلى", "محيط المبنى", "ساحة للقتال", "حركة المرور"]
)
def test_common_nouns_are_no_names(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("قال إن الأمر واضح أو قريب", []),
        ("يعمل في حقل التعليم", []),
        ("وصلت الجزيرة بعد يوم", []),
        ("كيف حدث ذلك، ومن أين ينبع", []),
        ("تدور المعارك في الجبهة الشمالية", []),
        ("بثت قناة الجزيرة الخبر", [("قناة الجزيرة", "MediaOrganization")]),
        ("سافر إلى مالي", [("مالي", "Country")]),
        ("دعم مالي كبير", []),
    ],
)
def test_names_that_are_ordinary_words_need_a_word_beside_them(text: str, places: list[tuple[str, str]]) -> None:
    assert _told(text) == places


# --- states and their capitals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("اتهمت واشنطن خصومها", "Country"),
        ("التوتر بين روسيا وواشنطن", "Country"),
        ("اجتمعوا في واشنطن", "City"),
        ("زار الوفد واشنطن", "City"),
        ("العاصمة الأميركية، واشنطن", "City"),
        ("واشنطن (رويترز)", "City"),
    ],
)
def test_a_capital_is_a_city_where_words_of_place_or_travel_say_so(text: str, kind: str) -> None:
    assert next(entity.type for entity in _entities(text) if "واشنطن" in {entity.name, *entity.alt_names}) == kind


def test_a_state_is_one_by_name_capital_land_and_form_of_government() -> None:
    text = "أعلنت السعودية ذلك. ونفت الرياض الأمر. قصف داخل الأراضي السعودية. وحذرت المملكة من الرد."
    (state,) = _entities(text, ("المملكة", "Country"))
    assert len(state.mentions) == 4
    assert state.type == "Country"


# --- bodies and forces -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "القوات الأميركية وجنود أميركيون وقوات الاحتلال الأميركي",
        "الحكومة السورية والنظام السوري والسلطات السورية",
        "التحالف العربي وقوات التحالف بقيادة السعودية وطيران التحالف العربي",
        "ميليشيا الحوثي وجماعة الحوثي وميليشيات الحوثي الإرهابية",
        "وزارة الدفاع الأميركية (البنتاغون) ثم البنتاغون",
    ],
)
def test_framings_of_one_body_are_one(text: str) -> None:
    bodies = (
        [e for e in _entities(text, ("الحوثي", "ArmedGroup")) if e.type != "Country"]
        if "الحوثي" in text
        else [e for e in _entities(text) if e.type != "Country"]
    )
    assert len(bodies) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "قالت الحكومة المدعومة من الأمم المتحدة إنها باقية",
            [("الحكومة المدعومة من الأمم المتحدة", "GovernmentBody"), ("الأمم المتحدة", "InternationalOrganization")],
        ),
        ("تقدمت القوات الموالية للحكومة", [("القوات الموالية للحكومة", "MilitaryForce")]),
        (
            "تقدمت قوات الحكومة السورية",
            [("قوات الحكومة السورية", "MilitaryForce"), ("الحكومة السورية", "GovernmentBody")],
        ),
        ("اتهمت حكومة الاحتلال الصحيفة", [("حكومة الاحتلال", "GovernmentBody")]),
        ("تدربت قوات مكافحة الإرهاب هنا", [("قوات مكافحة الإرهاب", "MilitaryForce")]),
        ("داهم جهاز الأمن القومي المكان", [("جهاز الأمن القومي", "GovernmentBody")]),
        ("عادت الحكومة الشرعية", [("الحكومة الشرعية", "GovernmentBody")]),
    ],
)
def test_bodies_without_a_name_are_named_by_what_describes_them(text: str, names: list[tuple[str, str]]) -> None:
    assert _told(text) == names


def test_a_description_leads_over_a_title_to_a_person() -> None:
    text = "انسحبت القوات الموالية للرئيس السابق سالم الهاشمي أمس"
    force, person = _told(text, ("سالم الهاشمي", "Person"))
    assert force == ("القوات الموالية للرئيس السابق سالم الهاشمي", "MilitaryForce")
    assert person == ("سالم الهاشمي", "Person")


def test_a_description_agrees_with_its_noun_and_stands_where_no_name_does() -> None:
    assert _told("قالت حكومة لبنان المدعومة من فرنسا")[0] == ("حكومة لبنان", "GovernmentBody")
    assert all("المدعومة" not in name for name, _ in _told("تقدمت قوات النظام المدعومة من روسيا"))


def test_the_forces_of_a_government_are_one_and_so_are_its_names() -> None:
    text = "تقدمت القوات الموالية للحكومة اليمنية، ثم القوات الحكومية، ثم قوات الحكومة المعترف بها دوليا"
    assert [kind for _, kind in _told(text)] == ["MilitaryForce", "GovernmentBody"]


def test_the_followers_of_one_leader_are_one() -> None:
    text = "تقدمت قوات الهاشمي غربا، وقالت مصادر إن ميليشيات الهاشمي خسرت، فيما بقيت قوات الدليمي"
    spans = [("قوات الهاشمي", "MilitaryForce"), ("ميليشيات الهاشمي", "ArmedGroup"), ("قوات الدليمي", "MilitaryForce")]
    assert [name for name, _ in _told(text, *spans)] == ["ميليشيات الهاشمي", "قوات الدليمي"]


def test_actors_without_an_item_are_known_by_all_their_names() -> None:
    text = "قالت جماعة أنصار الله إنها باقية، فيما اتهمت الرياض الحوثيين ومليشيا الحوثي"
    assert [kind for _, kind in _told(text)] == ["ArmedGroup", "Country"]
    assert _told("تقدمت قوات الدعم السريع") == [("قوات الدعم السريع", "ArmedGroup")]


def test_whom_an_envoy_tells_is_no_part_of_his_title() -> None:
    text = "أطلع المبعوث الأممي مجلس الأمن على نتائج المحادثات."
    told = _told(text, ("المبعوث الأممي مجلس الأمن", "Person"))
    assert ("مجلس الأمن", "InternationalOrganization") in told
    assert not any("مجلس" in name for name, kind in told if kind == "Person")


def test_who_governs_a_place_is_not_what_it_is_called() -> None:
    told = _told("قال حاكم المنطقة بافيل مالكوف إن الهجوم فشل.", ("بافيل مالكوف", "Person"))
    assert ("بافيل مالكوف", "Person") in told
    assert not any("المنطقة" in name for name, kind in told if kind != "Person")


def test_what_a_group_is_called_by_others_is_no_part_of_its_name() -> None:
    text = "قال الجيش إنه قتل عناصر من تنظيم «بيت المقدس» الإرهابي."
    assert ("تنظيم «بيت المقدس»", "ArmedGroup") in _told(text, ("تنظيم «بيت المقدس» الإرهابي", "ArmedGroup"))


def test_two_complete_names_side_by_side_are_two() -> None:
    text = "التقى لافروف كيري، ثم عاد لافروف وسافر كيري، فيما بقي غير بيدرسن"
    people = [("لافروف", "Person"), ("كيري", "Person"), ("غير", "Person"), ("بيدرسن", "Person")]
    assert [name for name, _ in _told(text, *people)] == ["لافروف", "كيري", "غير بيدرسن"]


def test_a_name_begins_behind_its_preposition() -> None:
    assert _told("وقال شاهد لبي بي سي إنه رآه") == [("بي بي سي", "MediaOrganization")]
    text = "توقف العمل بسد الرحمة أمس"
    assert _told(text, ("بسد الرحمة", "EnergySite")) == [("سد الرحمة", "EnergySite")]


def test_between_a_title_and_a_name_stands_a_given_name_and_nothing_else() -> None:
    assert _told("قال المبعوث الأممي غير بيدرسن", ("بيدرسن", "Person")) == [("غير بيدرسن", "Person")]
    assert _told("قال ناشط يدعى سمير الشامي", ("سمير الشامي", "Person")) == [("سمير الشامي", "Person")]
    text = "قتل زعيم التنظيم في تركيا وباكستان حافظ سعيد"
    assert ("حافظ سعيد", "Person") in _told(text, ("حافظ سعيد", "Person"))


@pytest.mark.parametrize("head", ["الجماعة", "الحركة", "الميليشيات"])
def test_a_group_that_is_told_by_its_state_alone_is_not_that_state(head: str) -> None:
    found = _entities(f"هاجمت {head} الليبية المقاتلة موقعا قرب الحدود ثم انسحبت إلى داخل ليبيا")
    assert [entity.type for entity in found if "ليبيا" in {entity.name, *entity.alt_names}] == ["Country"]


def test_an_adjective_of_a_state_alone_and_a_state_behind_a_conjunction_are_no_other_names() -> None:
    assert _told("بحث الجانبان القضية السورية", ("السورية", "Region")) == []
    text = "زار وفد تركيا وباكستان أمس"
    assert _told(text, ("وباكستان", "Person")) == [("تركيا", "Country"), ("باكستان", "Country")]


def test_a_definite_word_behind_a_definite_noun_is_its_adjective() -> None:
    assert _told("توسعت الشبكة العربية كثيرا") == []
    assert ("قناة العربية", "MediaOrganization") in _told("ذكرت قناة العربية ذلك")


@pytest.mark.parametrize(
    "text",
    ["الجيش الأميركي والجيش الروسي", "الجيش السوري والجيش السوري الحر", "الحكومة السورية والحكومة العراقية"],
)
def test_bodies_of_two_states_or_sides_are_two(text: str) -> None:
    assert len(_entities(text)) == 2


def test_a_tags_underscores_join_words() -> None:
    (group,) = _entities("هاجمت ميليشيا_الحوثي القرية", ("الحوثي", "ArmedGroup"))
    assert group.name == "ميليشيا_الحوثي"


# --- people ----------------------------------------------------------------------------------------------------------


def test_an_office_told_in_two_ways_is_one_with_its_holder() -> None:
    text = "قال وزير الخارجية البحريني، خالد بن أحمد، ذلك. وغادر وزير خارجية البحرين. وصرح الوزير البحريني."
    people = [e for e in _entities(text, ("خالد بن أحمد", "Person")) if e.type == "Person"]
    assert [(person.name, person.role) for person in people] == [("خالد بن أحمد", "وزير الخارجية البحريني")]
    assert "الوزير البحريني" in people[0].alt_names


@pytest.mark.parametrize(("published", "count"), [("2018-05-01", 2), ("2015-05-01", 3), ("", 3)])
def test_who_held_an_office_on_the_day_is_its_holder(published: str, count: int) -> None:
    text = "انتقد ترامب القرار، فيما صمت ميشيل، ثم غادر الرئيس الأميركي القاعة"
    found = _entities(text, ("ترامب", "Person"), ("ميشيل", "Person"), published=published)
    assert len([entity for entity in found if entity.type == "Person"]) == count


def test_a_title_that_stands_alone_ends_at_its_state() -> None:
    assert ("الرئيس التركي", "Person") in _told("استقبل الرئيس التركي نظيره الروسي في القصر")


def test_a_person_inside_a_governments_name_is_named_too() -> None:
    text = "انتقد نظام الرئيس سالم الناصر"
    told = _told(text, ("نظام الرئيس سالم الناصر", "GovernmentBody"))
    assert told == [("نظام الرئيس سالم الناصر", "GovernmentBody"), ("سالم الناصر", "Person")]


def test_a_portfolio_is_no_part_of_the_ministers_name() -> None:
    text = "وصل وزير الري سامر عبد الحق"
    assert _told(text, ("الري سامر عبد الحق", "Person")) == [("سامر عبد الحق", "Person")]


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("عبد العزيز صالح", "عبدالعزيز صالح", True),
        ("جمال خاشقجي", "جمال خشقجي", True),
        ("أحمد صالح", "محمد صالح", False),
        ("سامي الناصر", "سامي العلي", False),
    ],
)
def test_one_person_spelled_in_two_ways(name: str, other: str, same: bool) -> None:
    known = {"احمد", "محمد", "صالح"}
    folded = [tuple(word.plain.bare for word in words_of(analyse(Article("t", n)))) for n in (name, other)]
    assert same_person(*folded, known.__contains__) is same


def test_places_differ_by_more_than_a_short_word() -> None:
    assert same_place(("براكي", "براك"), ("بركي", "براك"))
    assert not same_place(("تل", "رفعت"), ("تل", "رفيع"))

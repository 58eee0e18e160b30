"""The structure of names: heads, titles, short forms, containment; with the recogniser left out where it can be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.coreference import Coreference
from kg.extract.engine import accurate
from kg.extract.names import NameFinder
from kg.extract.states import StateAdjectives
from kg.extract.verbs import VerbTable
from kg.extract.words import words_of
from kg.model import Article, Entity, Extraction, NameSpan
from kg.ontology.schema import Schema
from kg.text.segment import analyse

Understand = Callable[..., Extraction]


def _entities(text: str, *proposals: tuple[str, str]) -> tuple[Entity, ...]:
    """The entities of `text`, where a recogniser proposes each first occurrence of the given names."""
    states = StateAdjectives.load()
    words = words_of(analyse(Article("t", text)))
    spans = [NameSpan(text.index(name), text.index(name) + len(name), kind, "test") for name, kind in proposals]
    names = NameFinder(states).find(text, words, spans)
    return Coreference(states, Schema.load().is_a).resolve(text, words, names)


def _names(text: str, *proposals: tuple[str, str]) -> dict[str, str]:
    return {entity.name: entity.type for entity in _entities(text, *proposals)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("وصلت القوات الأميركية أمس", "القوات الأميركية", "MilitaryForce"),
        ("أعلنت وزارة الخارجية الروسية الأحد ذلك", "وزارة الخارجية الروسية", "GovernmentBody"),
        ("تبنى تنظيم «داعش» الأمر", "تنظيم «داعش»", "ArmedGroup"),
        ("في ريف حماة الشرقي اليوم", "ريف حماة الشرقي", "Region"),
        ("قرب حقل العمر النفطي", "حقل العمر النفطي", "EnergySite"),
        ("في مدينة دير الزور", "مدينة دير الزور", "City"),
        ("قال المرصد السوري لحقوق الإنسان إن", "المرصد السوري لحقوق الإنسان", "Organization"),
        ("القاعدة العسكرية الأميركية هناك", "القاعدة العسكرية الأميركية", "MilitaryBase"),
        ("وبالجيش السوري", "الجيش السوري", "MilitaryForce"),
    ],
)
def test_a_head_noun_begins_a_name(text: str, name: str, kind: str) -> None:
    assert _names(text).get(name) == kind


@pytest.mark.parametrize("text", ["قوات الأمن هناك", "جماعات مسلحة", "وصل إلى العاصمة", "حقل نفطي", "القوات"])
def test_words_of_generality_are_no_names(text: str) -> None:
    assert _names(text) == {}


def test_a_title_before_or_after_a_name_is_its_role() -> None:
    text = "قال سيرغي فيرشينين نائب وزير الخارجية، والمبعوث الأممي إلى سورية غير بيدرسن."
    people = {
        e.name: e.role
        for e in _entities(text, ("سيرغي فيرشينين", "Person"), ("سورية", "Country"), ("بيدرسن", "Person"))
    }
    assert people["سيرغي فيرشينين"] == "نائب وزير الخارجية"
    assert people["غير بيدرسن"] == "المبعوث الأممي إلى سورية"


def test_an_office_with_one_holder_is_a_person_and_its_holder() -> None:
    text = "صرح الرئيس الروسي فلاديمير بوتين بذلك. وأضاف الرئيس الروسي أنه سيعود."
    (person,) = _entities(text, ("فلاديمير بوتين", "Person"))
    assert (person.type, person.name) == ("Person", "فلاديمير بوتين")
    assert {text[m.begin : m.end] for m in person.mentions} == {"الرئيس الروسي", "فلاديمير بوتين"}


def test_surnames_head_nouns_and_inner_names_come_again() -> None:
    text = "هاجم تنظيم «داعش» القرية. وقال لافروف إن داعش انتهى. وأكد سيرغي لافروف أن التنظيم لم يعد هناك."
    entities = {e.name: e for e in _entities(text, ("سيرغي لافروف", "Person"))}
    assert {text[m.begin : m.end] for m in entities["سيرغي لافروف"].mentions} == {"سيرغي لافروف", "لافروف"}
    assert {text[m.begin : m.end] for m in entities["تنظيم «داعش»"].mentions} == {"تنظيم «داعش»", "داعش", "التنظيم"}


def test_framings_of_one_force_are_one_and_forces_of_two_states_two() -> None:
    text = "القوات الأميركية وقوات الاحتلال الأميركي والجيش الأميركي، ثم القوات الروسية."
    assert [len(e.mentions) for e in _entities(text)] == [3, 1]


def test_what_the_text_puts_into_a_place_lies_in_it() -> None:
    text = "القاعدة الأميركية في حقل العمر بريف دير الزور الشرقي"
    entities = {e.name: e for e in _entities(text)}
    ids = {e.id: e.name for e in entities.values()}
    assert [ids[i] for i in entities["القاعدة الأميركية"].located_in] == ["حقل العمر"]
    assert [ids[i] for i in entities["حقل العمر"].located_in] == ["ريف دير الزور الشرقي"]


def test_an_adjective_is_not_the_state(understand: Understand) -> None:
    assert [e.name for e in understand("بحثت التسوية السورية في الاجتماع.").entities if e.type == "Country"] == []


@pytest.mark.parametrize("text", ["في إطار جديد", "من جديد", "صور من المكان", "قطاع النفط", "وزارة", "الوجه الآخر"])
def test_ordinary_words_are_no_places(understand: Understand, text: str) -> None:
    assert [e for e in understand(text).entities if e.type in {"City", "Region"}] == []


@pytest.mark.parametrize("form", ["قصف", "قصفت", "قصفوا", "يقصف", "تقصف", "يقصفون", "ستقصف", "قصفها", "وقصفت"])
def test_a_verb_is_known_in_its_forms(form: str) -> None:
    words = words_of(analyse(Article("t", form)))
    verb = VerbTable(["قصف يقصف"]).of(words[0])
    assert verb is not None
    assert verb.future == form.startswith("س")


@pytest.mark.parametrize(
    ("form", "entry"), [("التقت", "التقى يلتقي"), ("سيلتقون", "التقى يلتقي"), ("نفت", "نفى ينفي"), ("دعوا", "دعا يدعو")]
)
def test_weak_verbs_too(form: str, entry: str) -> None:
    assert VerbTable([entry]).of(words_of(analyse(Article("t", form)))[0]) is not None


def test_no_title_goes_on_from_a_headline_into_the_text() -> None:
    text = (
        "وزير الخارجية المصري يلتقي نظيره التركي في القاهرة\n"
        "التقى وزير الخارجية المصري سالم الهاشمي نظيره التركي كمال أوزال في القاهرة."
    )
    people = {
        e.name: e.role
        for e in _entities(text, ("القاهرة", "City"), ("سالم الهاشمي", "Person"), ("كمال أوزال", "Person"))
        if e.type == "Person"
    }
    assert people == {"سالم الهاشمي": "وزير الخارجية المصري", "كمال أوزال": "نظيره التركي"}


def test_only_persons_have_an_office() -> None:
    text = (
        "أعلنت القوات الأميركية عن مقتل زعيم تنظيم داعش في أفغانستان وباكستان حافظ سعيد.\n"
        "ويذكر أن باكستان نفت ذلك، وأن حدود باكستان مغلقة."
    )
    entities = accurate().entities(analyse(Article("t", text)))
    assert "باكستان" in {entity.name for entity in entities}
    assert [(entity.name, entity.role) for entity in entities if entity.role and entity.type != "Person"] == []


@pytest.mark.parametrize(
    ("text", "force", "place"),
    [
        ("اقتحمت قوات الاحتلال الإسرائيلي مخيم جنين فجرا", "قوات الاحتلال الإسرائيلي", "مخيم جنين"),
        ("هاجمت القوات العراقية قرية البشير", "القوات العراقية", "قرية البشير"),
    ],
)
def test_a_force_ends_before_the_place_that_it_attacks(
    understand: Understand, text: str, force: str, place: str
) -> None:
    assert [entity.name for entity in understand(text).entities] == [force, place]


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("وصل الملك إلى عمّان", "City", "Q3805"),
        ("وصل الوزير إلى العاصمة الأردنية عمان", "City", "Q3805"),
        ("عاد الوفد العماني من الأردن إلى عمان", "Country", "Q842"),
        ("توسطت عمان في الخلاف", "Country", "Q842"),
    ],
)
def test_a_capital_called_like_another_state(understand: Understand, text: str, kind: str, key: str) -> None:
    found = {(entity.type, *entity.keys) for entity in understand(text).entities if "عم" in entity.name}
    assert found == {(kind, key)}


def test_a_capital_behind_the_described_noun_of_its_part_is_the_city(understand: Understand) -> None:
    assert [e.type for e in understand("وقع ذلك بالضاحية الجنوبية لبيروت").entities] == ["City"]
    assert [e.type for e in understand("يستمر الدعم الأميركي لبيروت").entities] == ["Country"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("استقبل الملك سلمان بن عبد العزيز بايدن في القصر", ["سلمان بن عبد العزيز", "بايدن"]),
        ("التقى إيمانويل ماكرون ترامب في باريس", ["إيمانويل ماكرون", "ترامب"]),
        ("قال محمد بن سلمان آل سعود", ["محمد بن سلمان آل سعود"]),
    ],
)
def test_a_known_name_and_anothers_family_name_are_two_people(
    understand: Understand, text: str, people: list[str]
) -> None:
    proposal = (max(people, key=len) if len(people) == 1 else " ".join(people), "Person")
    found = [e.name for e in _entities(text, proposal) if e.type == "Person"]
    assert [name.removeprefix("الملك ") for name in found] == people
    assert understand(text).entities


def test_a_family_name_is_no_place_behind_a_preposition(understand: Understand) -> None:
    assert [(e.name, e.type) for e in understand("يشارك بايدن السبت").entities] == [("بايدن", "Person")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("غارات إسرائيلية على الدوحة", "City"),
        ("عقوبات جديدة على موسكو", "Country"),
        ("على هامش مؤتمر بغداد", "City"),
    ],
)
def test_a_capital_that_is_attacked_or_meets_is_the_city(understand: Understand, text: str, kind: str) -> None:
    assert [entity.type for entity in understand(text).entities] == [kind]


def test_where_a_province_lies_is_no_part_of_its_name(understand: Understand) -> None:
    names = [entity.name for entity in understand("في ولاية ننغرهار شرقي أفغانستان").entities]
    assert names == ["ولاية ننغرهار", "أفغانستان"]


def test_a_state_is_called_by_its_name_rather_than_by_its_land(understand: Understand) -> None:
    assert [e.name for e in understand("وقع ذلك في الأردن، داخل الأراضي الأردنية").entities] == ["الأردن"]


def test_being_called_is_no_part_of_a_name() -> None:
    assert _names("قال المتحدث باسمها ذبيح الله مجاهد", ("باسمها ذبيح الله مجاهد", "Person")) == {
        "ذبيح الله مجاهد": "Person"
    }

"""Linking with the shipped index: homonyms, states, and leaving it when in doubt."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.errors import MissingDataError
from kg.gazetteer import offices
from kg.gazetteer.index import Index
from kg.link.linker import NoLinker, OfflineLinker
from kg.model import Article, Document, Entity, Extraction, Link, Mention
from kg.resources import data_dir
from kg.text.segment import analyse


def _linked(*entities: tuple[str, str]) -> dict[str, str | None]:
    made = tuple(
        Entity(f"e{n}", kind, name, (), (Mention(n, n + 1, "t"),)) for n, (name, kind) in enumerate(entities, start=1)
    )
    extraction = Extraction(Document(Article("x", "x"), (), ()), made)
    names = {entity.id: entity.name for entity in made}
    return {names[link.entity]: link.qid for link in OfflineLinker().link(extraction).links}


def _links(*entities: Entity, text: str = "x", published: str | None = None) -> dict[str, Link]:
    document = analyse(Article("x", text, published=published))
    return {link.entity: link for link in OfflineLinker().link(Extraction(document, entities)).links}


@pytest.mark.parametrize(
    ("context", "name", "qid"),
    [
        (("ليبيا", "Country"), "طرابلس", "Q3579"),
        (("لبنان", "Country"), "طرابلس", "Q168954"),
        (("سورية", "Country"), "الرقة", "Q283368"),
        (("الأردن", "Country"), "الرقة", "Q283368"),
        (("سورية", "Country"), "مدينة دير الزور", "Q239097"),
        (("لبنان", "Country"), "مدينة صور", "Q82070"),
        (("سلطنة عمان", "Country"), "صور", "Q737270"),
        (("الأردن", "Country"), "عمان", "Q3805"),
    ],
)
def test_a_town_is_that_of_the_state_the_article_is_about(context: tuple[str, str], name: str, qid: str) -> None:
    assert _linked(context, (name, "City"))[name] == qid


@pytest.mark.parametrize(("country", "geonames"), [("سورية", "172955"), ("الكويت", "285728"), ("الإمارات", "8226648")])
def test_raqqa_is_a_town_in_three_countries(country: str, geonames: str) -> None:
    state = Entity("e1", "Country", country, (), (Mention(0, 1, "t"),) * 3)
    town = Entity("e2", "City", "الرقة", (), (Mention(0, 1, "t"),), located_in=("e1",))
    assert _links(state, town)["e2"].geonames == geonames


def test_tripoli_without_a_state_is_left_open_with_both_as_candidates() -> None:
    town = Entity("e1", "City", "طرابلس", (), (Mention(0, 1, "t"),))
    linked = OfflineLinker().link(Extraction(analyse(Article("x", "x")), (town,)))
    assert linked.links == ()
    (record,) = linked.unlinked
    assert (record.entity, record.qid, record.geonames) == ("e1", None, None)
    assert {candidate.qid for candidate in record.candidates} >= {"Q3579", "Q168954"}


def test_the_type_that_the_text_gives_tells_homonyms_apart() -> None:
    assert _linked(("عمان", "Country")) == {"عمان": "Q842"}
    assert _linked(("عمان", "City")) == {"عمان": "Q3805"}
    assert _linked(("الجزيرة", "MediaOrganization")) == {"الجزيرة": "Q13477"}
    assert "الجزيرة" not in _linked(("الجزيرة", "Person"))
    assert _linked(("الجزائر", "Country"), ("الجزائر", "City")) == {"الجزائر": "Q3561"}


def test_al_jazira_is_the_state_in_sudan_only_in_news_of_sudan() -> None:
    assert _linked(("السودان", "Country"), ("الجزيرة", "Region"))["الجزيرة"] == "Q309469"
    assert "الجزيرة" not in _linked(("سورية", "Country"), ("الجزيرة", "Region"))
    assert "الجزيرة السورية" not in _linked(("سورية", "Country"), ("الجزيرة السورية", "Region"))


@pytest.mark.parametrize(
    ("text", "name", "qid"),
    [
        ("انتشرت القوات في محافظات أربيل ودهوك.", "أربيل", "Q213189"),
        ("انتشرت القوات في محافظات أربيل ودهوك.", "دهوك", "Q189541"),
        ("وصل الوفد إلى أربيل.", "أربيل", "Q132754"),
    ],
)
def test_the_words_before_a_bare_name_tell_a_province_from_its_town(text: str, name: str, qid: str) -> None:
    begin = text.index(name)
    entity = Entity("e1", "City", name, (), (Mention(begin, begin + len(name), "t"),))
    assert _links(entity, text=text)["e1"].qid == qid


def test_a_bare_name_that_is_taken_for_a_province_is_the_town_s_where_nothing_says_province() -> None:
    for text, name, qid in (
        ("تحركات في الرقة وريفها", "الرقة", "Q283368"),
        ("تحركات في محافظة الرقة", "الرقة", "Q235563"),
        ("انخفضت الأسعار في إمارة دبي", "إمارة دبي", "Q613"),
    ):
        begin = text.index(name)
        entity = Entity("e1", "Region", name, (), (Mention(begin, begin + len(name), "t"),))
        assert _links(entity, text=text)["e1"].qid == qid


def _towns(text: str, *names: str, kind: str = "City", state: str | None = None) -> dict[str, str | None]:
    """The items of bare names that `text` mentions, in an article that names `state` too."""
    found = [Entity("e0", "Country", state, (), (Mention(0, 1, "t"),))] if state else []
    for number, name in enumerate(names, start=1):
        begin = text.index(name)
        found.append(Entity(f"e{number}", kind, name, (), (Mention(begin, begin + len(name), "t"),)))
    links = _links(*found, text=text)
    return {name: links[f"e{n}"].qid if f"e{n}" in links else None for n, name in enumerate(names, start=1)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وكتبت سارة قاسم إن حواره مع الضيف انتهى.", "حواره"),
        ("أهدت الكاتبة نادر كتابها.", "نادر"),
        ("درس تاريخ العمارة العربية.", "العمارة"),
        ("حمل الشعر معانٍ بعينها.", "معانٍ"),
        ("تحدث عن هند صبري في الحفل.", "هند"),
        ("بكت ريم حنا في الحفل.", "ريم"),
    ],
)
def test_a_word_of_which_nothing_says_that_it_is_a_place_is_no_town(text: str, name: str) -> None:
    assert _towns(text, name) == {name: None}


def test_a_town_is_no_evidence_for_itself() -> None:
    text = "كان تازة هناك، ثم عاد تازة إلى بيته."
    twice = tuple(Mention(begin, begin + 4, "t") for begin in (4, 20))
    assert _links(Entity("e1", "City", "تازة", (), twice), text=text) == {}


def test_a_preposition_a_row_or_the_state_say_that_it_is_a_place() -> None:
    assert _towns("وصل الوفد إلى تازة صباحا.", "تازة") == {"تازة": "Q574469"}
    assert _towns("مر الوفد في فاس وتازة صباحا.", "فاس", "تازة")["تازة"] == "Q574469"
    assert _towns("شهدت تازة أمطارا.", "تازة", state="المغرب") == {"تازة": "Q574469"}
    assert _towns("شهدت تازة أمطارا.", "تازة") == {"تازة": None}


def test_a_capital_is_no_small_namesake() -> None:
    assert _linked(("الصين", "Country"), ("العاصمة طرابلس", "City"))["العاصمة طرابلس"] == "Q3579"
    assert _linked(("الولايات المتحدة", "Country"), ("العاصمة #روما", "City"))["العاصمة #روما"] == "Q220"


def test_a_state_of_the_union_is_no_town_of_its_name() -> None:
    assert _linked(("تركيا", "Country"), ("فلوريدا", "Region"))["فلوريدا"] == "Q812"


def test_a_well_known_town_needs_no_word_beside_it() -> None:
    assert _towns("قالت باريس إنها تأسف.", "باريس") == {"باريس": "Q90"}


def test_a_part_of_a_name_that_is_an_ordinary_word_names_nothing() -> None:
    sector = Entity("e1", "Region", "قطاع مركزي", ("مركزي",), (Mention(0, 1, "t"),))
    assert _links(sector) == {}
    town = Entity("e1", "City", "مدينة الباب", ("الباب",), (Mention(0, 1, "t"),))
    assert _links(town)["e1"].qid == "Q310892"


def test_a_part_of_a_name_that_is_nearly_that_of_a_town_is_not_it() -> None:
    berlin = Entity("e1", "City", "العاصمة الألمانية", ("الألمانية",), (Mention(0, 1, "t"),))
    assert _links(berlin) == {}
    kermanshah = Entity("e1", "City", "مدينة كرامانشاه", ("كرامانشاه",), (Mention(0, 1, "t"),))
    iran = Entity("e2", "Country", "إيران", (), (Mention(0, 1, "t"),))
    assert _links(kermanshah, iran)["e1"].qid == "Q180078"


def test_a_small_namesake_of_a_well_known_town_is_not_meant_for_the_state_alone() -> None:
    text = "اجتمع الوفد في جنيف مساء."
    assert _towns(text, "جنيف", state="الولايات المتحدة") == {"جنيف": "Q71"}


def test_another_bearer_of_a_family_name_is_not_the_known_one() -> None:
    assert "إبراهيم نصر الله" not in _linked(("إبراهيم نصر الله", "Person"))
    poet = Entity("e1", "Person", "إبراهيم نصر الله", ("نصر الله",), (Mention(0, 1, "t"),))
    assert _links(poet) == {}
    near = Entity("e1", "Person", "ابراهيم نصر الله", ("نصر الله",), (Mention(0, 1, "t"),))
    assert _links(near) == {}
    leader = Entity("e1", "Person", "حسن نصر الله", ("نصر الله",), (Mention(0, 1, "t"),))
    assert _links(leader)["e1"].qid == "Q181182"


def test_an_ordinary_word_needs_more_than_the_state() -> None:
    assert _towns("انتصرت الثورة أخيرا.", "الثورة", state="سوريا") == {"الثورة": None}
    assert _towns("وصل الجيش إلى الثورة أخيرا.", "الثورة", state="سوريا") == {"الثورة": "Q1822804"}


def test_the_article_belongs_to_a_name() -> None:
    assert _linked(("هند", "Country")) == {}
    assert _linked(("الهند", "Country")) == {"الهند": "Q668"}


@pytest.mark.parametrize(
    ("text", "qid"),
    [
        ("اندلعت مواجهات في مأرب، وقصفت مواقع شمال المحافظة.", "Q498465"),
        ("اندلعت مواجهات في مأرب، وقصفت مواقع شمال المدينة.", "Q335478"),
        ("اندلعت مواجهات في مدينة مأرب، وقصفت مواقع شمال المحافظة.", "Q335478"),
    ],
)
def test_a_noun_that_points_back_tells_a_province_from_its_town(text: str, qid: str) -> None:
    assert _towns(text, "مأرب", state="اليمن") == {"مأرب": qid}


def test_a_part_of_a_name_does_not_say_otherwise_than_the_whole() -> None:
    iran = Entity("e1", "Country", "إيران", (), (Mention(0, 1, "t"),) * 5)
    region = Entity("e2", "Region", "إقليم كردستان العراق", ("كردستان",), (Mention(0, 1, "t"),))
    assert _links(iran, region)["e2"].qid == "Q205047"


@pytest.mark.parametrize(
    ("name", "kind", "qid"),
    [
        ("برلين", "City", "Q64"),
        ("طوكيو", "City", "Q1490"),
        ("روما", "City", "Q220"),
        ("سنغافورة", "Country", "Q334"),
        ("الدار البيضاء", "City", "Q7903"),
        ("الإكوادور", "Country", "Q736"),
    ],
)
def test_capitals_and_states_have_the_items_that_their_tables_give(name: str, kind: str, qid: str) -> None:
    assert _linked((name, kind)) == {name: qid}


def test_a_province_is_not_its_seat() -> None:
    assert _linked(("سورية", "Country"), ("محافظة حلب", "Region"))["محافظة حلب"] == "Q214064"
    assert "محافظة كركوك" not in _linked(("العراق", "Country"), ("محافظة كركوك", "Region"))
    assert _linked(("سورية", "Country"), ("مدينة حلب", "City"))["مدينة حلب"] == "Q41183"


def test_a_part_of_a_province_is_no_item_and_lies_in_one() -> None:
    parts = [("ريف درعا الشرقي", "Q1689560"), ("بادية حمص", "Q214094"), ("ريف بلدة لا وجود لها", None)]
    state = Entity("e0", "Country", "سورية", (), (Mention(0, 1, "t"),) * 3)
    for name, province in parts:
        part = Entity("e1", "Region", name, (), (Mention(0, 1, "t"),))
        linked = OfflineLinker().link(Extraction(analyse(Article("x", "x")), (state, part)))
        assert [link.qid for link in linked.links] == ["Q858"]
        assert [link.inside_qid for link in linked.unlinked] == ([province] if province else [])


def test_what_points_back_is_no_name_of_a_town() -> None:
    mecca = Entity("e1", "City", "مدينة مكة المكرمة", ("مكة المكرمة", "المدينة"), (Mention(0, 1, "t"),))
    assert _links(mecca)["e1"].qid == "Q5806"


@pytest.mark.parametrize(
    ("name", "kind", "qid"),
    [
        ("مطار القاهرة", "Airport", "Q461793"),
        ("قاعدة عين الأسد", "MilitaryBase", "Q4703502"),
        ("الطيران التركي", "MilitaryForce", "Q1983085"),
        ("طائرات حربية إسرائيلية", "MilitaryForce", "Q462211"),
    ],
)
def test_another_head_noun_finds_the_thing(name: str, kind: str, qid: str) -> None:
    assert _linked((name, kind))[name] == qid


@pytest.mark.parametrize(
    ("state", "name", "qid"), [("روسيا", "سيرغي لافرورف", "Q58217"), ("إيطاليا", "فدريكا موغريني", "Q3741557")]
)
def test_another_spelling_finds_a_person_where_the_rest_speaks_for_it(state: str, name: str, qid: str) -> None:
    assert _linked((state, "Country"), (name, "Person"))[name] == qid


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ميناء الحديدة", "Port"),
        ("وكالة الأنباء الموريتانية", "MediaOrganization"),
        ("وزارة الخارجية البحرينية", "GovernmentBody"),
        ("كيم جونغ إيل", "Person"),
        ("حي القصاع", "City"),
        ("ولاية يوبي", "Region"),
    ],
)
def test_a_near_name_is_not_enough(name: str, kind: str) -> None:
    assert name not in _linked(("سورية", "Country"), (name, kind))


def test_an_office_is_its_holder_on_the_day_of_the_article() -> None:
    def holder(name: str, day: str | None) -> str | None:
        office = Entity("e1", "Person", name, (), (Mention(0, 1, "t"),))
        links = _links(office, published=day)
        return links["e1"].qid if links else None

    assert holder("الأمين العام للأمم المتحدة", "2016-12-31") == "Q1253"
    assert holder("الأمين العام للأمم المتحدة", "2017-01-01") == "Q311440"
    assert holder("الرئيس الأميركي", "2021-01-19T08:00:00Z") == "Q22686"
    assert holder("الرئيس الأميركي", "2021-01-20T08:00:00Z") is None
    assert holder("الرئيس الأميركي", None) is None
    assert holder("الرئيس الأميركي السابق", "2021-01-20") is None
    assert holder("الرئيس المصري", "2013-09-01") is None


def test_a_term_of_which_years_are_known_tells_nothing_of_the_days_of_its_first_and_last_year() -> None:
    office = "الرئيس العراقي"
    assert [offices.holder(office, f"{year}-06-01") for year in range(2018, 2023)] == [None, *["Q808173"] * 3, None]
    assert [offices.possible_holders(office, f"{year}-06-01") for year in (2017, 2018, 2022, 2023)] == [
        [],
        ["Q808173"],
        ["Q808173"],
        [],
    ]


def test_every_term_has_a_source() -> None:
    with (data_dir() / "gazetteer" / "offices.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    assert rows
    assert all(row["source"] and row["from"] and row["until"] for row in rows)
    assert [row["qid"] for row in rows if Index().by_qid(row["qid"]) is None] == []


def test_a_body_without_its_state_is_that_of_the_one_state_of_the_article() -> None:
    ministry = ("وزارة الشؤون الخارجية", "GovernmentBody")
    assert _linked(("تونس", "Country"), ministry)["وزارة الشؤون الخارجية"] == "Q3315361"
    assert "وزارة الشؤون الخارجية" not in _linked(("تونس", "Country"), ("الجزائر", "Country"), ministry)


@pytest.mark.parametrize(
    ("state", "names", "qid"),
    [
        ("سورية", ("الجيش النظامي",), "Q3068744"),
        ("سورية", ("جيش الحكومة السورية",), "Q3068744"),
        ("العراق", ("القوات العراقية",), "Q15611742"),
        ("العراق", ("القوات العراقية", "الجيش العراقي"), "Q897614"),
        ("الولايات المتحدة", ("الجيش الأمريكي",), "Q11211"),
    ],
)
def test_an_army_goes_before_forces_of_which_it_is_not_said_whose_they_are(
    state: str, names: tuple[str, ...], qid: str
) -> None:
    country = Entity("e1", "Country", state, (), (Mention(0, 1, "t"),) * 3)
    force = Entity("e2", "MilitaryForce", names[0], names[1:], (Mention(0, 1, "t"),))
    assert _links(country, force)["e2"].qid == qid


def test_a_government_by_a_description_is_that_of_the_day_and_of_the_state() -> None:
    def linked(state: str, day: str) -> bool:
        country = Entity("e1", "Country", state, (), (Mention(0, 1, "t"),))
        government = Entity("e2", "GovernmentBody", "الحكومة المدعومة من الأمم المتحدة", (), (Mention(0, 1, "t"),))
        return "e2" in _links(country, government, published=day)

    assert linked("ليبيا", "2018-09-11")
    assert not linked("ليبيا", "2022-09-11")
    assert not linked("الصومال", "2018-09-11")


def test_look_alikes_stay_apart() -> None:
    found = _linked(("حماة", "City"), ("حماس", "ArmedGroup"), ("فلسطين", "Country"))
    assert found == {"حماة": "Q173545", "حماس": "Q38799", "فلسطين": "Q219060"}


def test_unknown_names_get_no_link() -> None:
    assert _linked(("فلان الفلاني", "Person"), ("بلدة لا وجود لها", "City")) == {}


def test_a_link_tells_why_and_where() -> None:
    entity = Entity("e1", "City", "دمشق", (), (Mention(0, 1, "t"),))
    (link,) = OfflineLinker().link(Extraction(Document(Article("x", "x"), (), ()), (entity,))).links
    assert "name 0.45" in link.justification
    assert link.date == "2026-11-26"
    assert link.by.startswith("khabar-linker/2 index khabar/2")
    assert link.latitude is not None
    assert round(link.latitude) == 34 or round(link.latitude) == 33
    assert link.country_qid == "Q858"


def test_no_linker_links_nothing() -> None:
    extraction = Extraction(Document(Article("x", "x"), (), ()), ())
    assert NoLinker().link(extraction).links == ()


def test_every_row_says_source_and_licence(tmp_path: Path) -> None:
    rows = Index().by_name("دمشق")
    assert rows
    assert all(row.source and row.licence for row in rows)
    with pytest.raises(MissingDataError, match="python -m kg.gazetteer.build"):
        Index(tmp_path / "none.sqlite")

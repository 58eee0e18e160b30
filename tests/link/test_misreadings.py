"""Names of places and persons that the words beside them, or the article, make something else."""

from __future__ import annotations

import re

import pytest

from kg.link.linker import OfflineLinker
from kg.model import Article, Entity, Extraction, Mention
from kg.text.segment import analyse


def _linked(text: str, name: str, class_: str, *states: str) -> str | None:
    """The item for one name of `text`, read as of a class; `states` are further names in it."""
    names = [(name, class_), *((state, "Country") for state in states)]
    made = tuple(
        Entity(f"e{n}", type_, word, (), tuple(Mention(*m.span(), "t") for m in re.finditer(re.escape(word), text)))
        for n, (word, type_) in enumerate(names)
    )
    linked = OfflineLinker().link(Extraction(analyse(Article("x", text)), made))
    return {link.entity: link.qid for link in linked.links}.get("e0")


@pytest.mark.parametrize(
    ("text", "name", "state", "qid"),
    [
        ("عاد الوفد إلى مدريد في إسبانيا.", "مدريد", "إسبانيا", "Q2807"),
        ("فاز ريال مدريد على ضيفه في إسبانيا.", "مدريد", "إسبانيا", None),
        ("فاز نادي مدريد، ثم عاد إلى مدريد في إسبانيا.", "مدريد", "إسبانيا", "Q2807"),
        ("وصل الوزير إلى مسقط عاصمة عمان.", "مسقط", "عمان", "Q3826"),
        ("عاد إلى مسقط رأسه في عمان.", "مسقط", "عمان", None),
        ("فاز مدريد يونايتد على ضيفه في إسبانيا.", "مدريد", "إسبانيا", None),
        ("أحرز لقب كوبا ليبرتادوريس في البرازيل.", "كوبا", "البرازيل", None),
    ],
)
def test_a_club_and_an_idiom_are_no_towns(text: str, name: str, state: str, qid: str | None) -> None:
    assert _linked(text, name, "City", state) == qid


def test_a_person_of_one_word_is_the_one_of_a_state_that_the_article_is_about() -> None:
    assert _linked("قال أردوغان أمس في تركيا.", "أردوغان", "Person", "تركيا") == "Q39259"
    assert _linked("التقى سانشيز زملاءه في فرنسا.", "سانشيز", "Person", "فرنسا") is None


def test_one_who_has_led_a_state_is_meant_abroad_too() -> None:
    assert _linked("وصل بوتين أمس إلى مصر.", "بوتين", "Person", "مصر") == "Q7747"


def test_what_the_preposition_with_the_article_is_joined_to_is_placed() -> None:
    text = "وقع حريق بالجيزة أمس. وقال شاهد إن الجيزة لم تشهد مثله في مصر."
    assert _linked(text, "الجيزة", "City", "مصر") == "Q81788"
    assert _linked("أقيم جدار حول منطقة الأمان في سوريا.", "منطقة الأمان", "Region", "سوريا") is None


@pytest.mark.parametrize(
    ("text", "name", "class_", "state", "qid"),
    [
        ("شعر بحماس كبير في فرنسا.", "حماس", "ArmedGroup", "فرنسا", None),
        ("الحرب بين إسرائيل وحماس.", "حماس", "ArmedGroup", "إسرائيل", "Q38799"),
        ("فتح طريقها إلى اليمن.", "فتح", "PoliticalParty", "اليمن", None),
        ("قالت فتح أمس في فلسطين.", "فتح", "PoliticalParty", "فلسطين", "Q178888"),
    ],
)
def test_a_body_with_an_ordinary_name_is_meant_by_articles_about_its_states(
    text: str, name: str, class_: str, state: str, qid: str | None
) -> None:
    assert _linked(text, name, class_, state) == qid


def test_an_agency_of_a_body_of_states_is_not_the_body() -> None:
    text = "قالت وكالة الأمم المتحدة لإغاثة اللاجئين إن صندوق النقد سيعين الأردن."
    assert _linked(text, "وكالة الأمم المتحدة", "Organization", "الأردن") is None
    assert _linked(text, "صندوق النقد", "Organization", "الأردن") == "Q7804"

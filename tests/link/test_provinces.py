"""Bare names of which the rest of an article says that they mean the province and not its town."""

from __future__ import annotations

import re

import pytest

from kg.link.linker import OfflineLinker
from kg.link.provinces import named_after_their_towns
from kg.model import Article, Entity, Extraction, Mention
from kg.text.segment import analyse

TOWN, PROVINCE = "Q991395", "Q275732"
"""Saada in Yemen."""


def _extraction(text: str, *names: str) -> Extraction:
    """The names as places, each occurrence that is no part of a longer one a mention."""
    taken: list[tuple[int, int]] = []
    entities = {}
    for name in sorted(names, key=len, reverse=True):
        spans = [match.span() for match in re.finditer(re.escape(name), text)]
        own = [(b, e) for b, e in spans if not any(b < end and begin < e for begin, end in taken)]
        taken += own
        entities[name] = tuple(Mention(b, e, "t") for b, e in own)
    numbered = enumerate(names, start=1)
    made = tuple(Entity(f"e{n}", "City", name, (), entities[name]) for n, name in numbered if entities[name])
    return Extraction(analyse(Article("x", text)), made)


def _provinces(text: str, *names: str) -> set[str]:
    extraction = _extraction(text, *names)
    called = named_after_their_towns(extraction)
    return {entity.name for entity in extraction.entities if entity.id in called}


def test_what_is_called_a_province_elsewhere_is_one() -> None:
    assert _provinces("غارات على صعدة. وقتل عشرة في محافظة صعدة.", "صعدة", "محافظة صعدة") == {"صعدة"}
    assert _provinces("غارات على صعدة. وقتل عشرة في محافظة حجة.", "صعدة", "محافظة حجة") == set()


def test_what_holds_a_town_or_a_district_is_a_province() -> None:
    assert _provinces("تقدم في مديرية الجراحي في الحديدة.", "الحديدة", "مديرية الجراحي") == {"الحديدة"}
    assert _provinces("تقدم بمديرية الجراحي بالحديدة.", "الحديدة", "مديرية الجراحي") == {"الحديدة"}
    assert _provinces("تقدم في مديرية الجراحي جنوب الحديدة.", "الحديدة", "مديرية الجراحي") == set()
    assert _provinces("حريق في حي الوراق في الجيزة.", "الجيزة", "حي الوراق") == set()


def test_names_in_a_row_with_a_countryside_are_provinces() -> None:
    row = "قصفت مواقع في دير الزور والحسكة والرقة. وقتل عشرة بريف الحسكة ونزح آخرون من ريف الرقة الغربي."
    names = ("دير الزور", "الحسكة", "الرقة", "ريف الحسكة", "ريف الرقة الغربي")
    assert _provinces(row, *names) == {"الحسكة", "الرقة"}
    assert _provinces("وصل الجرحى إلى الحسكة. وقتل عشرة بريف الحسكة.", "الحسكة", "ريف الحسكة") == set()


@pytest.mark.parametrize(
    ("text", "qid"),
    [
        ("غارات على صعدة. وقتل عشرة في محافظة صعدة في اليمن.", PROVINCE),
        ("غارات على مدينة صعدة. وقتل عشرة في محافظة صعدة في اليمن.", TOWN),
        ("غارات على صعدة. وقتل عشرة في محافظة حجة في اليمن.", TOWN),
    ],
)
def test_the_link_follows_unless_a_word_at_the_name_says_otherwise(text: str, qid: str) -> None:
    extraction = _extraction(text, "صعدة", "محافظة صعدة", "محافظة حجة")
    yemen = Entity("e9", "Country", "اليمن", (), (Mention(0, 1, "t"),))
    linked = OfflineLinker().link(Extraction(extraction.document, (*extraction.entities, yemen)))
    assert {link.entity: link.qid for link in linked.links}["e1"] == qid


def test_a_metropolis_is_meant_by_its_name_though_its_province_is_named_too() -> None:
    extraction = _extraction("محاكمة في الإسكندرية. والدير في محافظة الإسكندرية.", "الإسكندرية", "محافظة الإسكندرية")
    egypt = Entity("e9", "Country", "مصر", (), (Mention(0, 1, "t"),))
    linked = OfflineLinker().link(Extraction(extraction.document, (*extraction.entities, egypt)))
    assert {link.entity: link.qid for link in linked.links} == {"e1": "Q87", "e2": "Q29943", "e9": "Q79"}

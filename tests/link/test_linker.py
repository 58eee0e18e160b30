"""Linking with the shipped index: homonyms, states, and leaving it when in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import MissingDataError
from kg.gazetteer.index import Index
from kg.link.linker import NoLinker, OfflineLinker
from kg.model import Article, Document, Entity, Extraction, Mention


def _linked(*entities: tuple[str, str]) -> dict[str, str | None]:
    made = tuple(
        Entity(f"e{n}", kind, name, (), (Mention(n, n + 1, "t"),)) for n, (name, kind) in enumerate(entities, start=1)
    )
    extraction = Extraction(Document(Article("x", "x"), (), ()), made)
    names = {entity.id: entity.name for entity in made}
    return {names[link.entity]: link.qid for link in OfflineLinker().link(extraction).links}


@pytest.mark.parametrize(
    ("context", "name", "qid"),
    [
        (("ليبيا", "Country"), "طرابلس", "Q3579"),
        (("لبنان", "Country"), "طرابلس", "Q168954"),
        (("الأردن", "Country"), "الرقة", "Q283368"),
        (("سورية", "Country"), "مدينة دير الزور", "Q239097"),
    ],
)
def test_a_town_is_that_of_the_state_the_article_is_about(context: tuple[str, str], name: str, qid: str) -> None:
    assert _linked(context, (name, "City"))[name] == qid


def test_the_type_that_the_text_gives_tells_homonyms_apart() -> None:
    assert _linked(("عمان", "Country")) == {"عمان": "Q842"}
    assert _linked(("عمان", "City")) == {"عمان": "Q3805"}
    assert _linked(("الجزيرة", "MediaOrganization")) == {"الجزيرة": "Q13477"}
    assert "الجزيرة" not in _linked(("الجزيرة", "Person"))


def test_look_alikes_stay_apart() -> None:
    assert _linked(("حماة", "City"), ("حماس", "ArmedGroup")) == {"حماة": "Q173545", "حماس": "Q38799"}


def test_unknown_names_get_no_link() -> None:
    assert _linked(("فلان الفلاني", "Person"), ("بلدة لا وجود لها", "City")) == {}


def test_a_link_tells_why_and_where() -> None:
    entity = Entity("e1", "City", "دمشق", (), (Mention(0, 1, "t"),))
    (link,) = OfflineLinker().link(Extraction(Document(Article("x", "x"), (), ()), (entity,))).links
    assert "name 0.45" in link.justification
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

"""A hand-made extraction as quads: the ontology decides what may be stated."""

from __future__ import annotations

import dataclasses

import pytest

from kg.errors import OntologyError
from kg.model import (
    Article,
    Claim,
    Document,
    Entity,
    Event,
    Extraction,
    Link,
    LinkedExtraction,
    Mention,
    Modality,
    PartialDate,
    Stance,
)
from kg.ontology.schema import Schema
from kg.rdf.mapper import Mapper

TEXT = "قصف الجيش السوري إدلب"
ARTICLE = "<https://w3id.org/khabar/id/article/x>"
KG = "https://w3id.org/khabar/ontology#"


def _linked(**changes: object) -> LinkedExtraction:
    army = Entity("e1", "MilitaryForce", "الجيش السوري", (), (Mention(4, 16, "t"),))
    city = Entity("e2", "City", "إدلب", (), (Mention(17, 21, "t"),))
    event = Event(
        "v1", "AirStrike", (Mention(0, 3, "t"),), agent=("e1",), place=("e2",), date=PartialDate(None, 6, 28),
        modality=Modality.ACTUAL,
    )  # fmt: skip
    event = dataclasses.replace(event, **changes)
    claim = Claim("c1", "v1", Stance.DENIES, Mention(0, 3, "t"), "e1")
    document = Document(Article("x", TEXT), (), ())
    link = Link("e2", "Q182840", None, 0.9, "name", "t", label_en="Idlib", latitude=35.93, longitude=36.63)
    return LinkedExtraction(Extraction(document, (army, city), (event,), (claim,)), (link,))


@pytest.fixture(scope="module")
def mapper() -> Mapper:
    return Mapper(Schema.load())


def _objects(mapper: Mapper, linked: LinkedExtraction, subject: str, predicate: str) -> set[str]:
    quads = mapper.article_graph(linked).quads
    return {o for s, p, o, g in quads if s == f"{ARTICLE[:-1]}{subject}>" and p == f"<{KG}{predicate}>"}


def test_types_are_stated_up_the_hierarchy(mapper: Mapper) -> None:
    quads = mapper.article_graph(_linked()).quads
    types = {o for s, p, o, _ in quads if s.endswith("/event/1>") and p.endswith("#type>")}
    assert types == {f"<{KG}AirStrike>", f"<{KG}Attack>", f"<{KG}Event>"}


def test_a_role_states_what_it_is_a_sub_property_of(mapper: Mapper) -> None:
    assert _objects(mapper, _linked(), "/event/1", "involves") == {f"{ARTICLE[:-1]}/entity/1>"}


def test_a_date_without_year_is_a_month_day(mapper: Mapper) -> None:
    assert _objects(mapper, _linked(), "/event/1", "date") == {
        '"--06-28"^^<http://www.w3.org/2001/XMLSchema#gMonthDay>'
    }


def test_status_follows_from_the_claims(mapper: Mapper) -> None:
    assert _objects(mapper, _linked(), "/event/1", "status") == {f"<{KG}Denied>"}


def test_the_article_graph_says_nothing_that_the_article_does_not_say(mapper: Mapper) -> None:
    graph = mapper.article_graph(_linked())
    assert {g for *_, g in graph.quads} == {ARTICLE}
    assert not any('"Idlib"@en' in o or "Q182840" in o or "POINT" in o for _, _, o, _ in graph.quads)
    assert any('"POINT(36.63000 35.93000)"' in o for _, _, o, _ in graph.links)


def test_nothing_is_a_blank_node_and_all_iris_are_ascii(mapper: Mapper) -> None:
    graph = mapper.article_graph(_linked())
    for quad in (*graph.quads, *graph.links, *graph.merges):
        for term in quad:
            assert not term.startswith("_:")
            assert not term.startswith("<") or term.isascii()


@pytest.mark.parametrize("changes", [{"participant": ("e1",)}, {"place": ("e1",)}, {"type": "Meeting"}, {"topic": "س"}])
def test_what_the_ontology_forbids_is_an_error_that_names_it(mapper: Mapper, changes: dict[str, object]) -> None:
    with pytest.raises(OntologyError, match="article 'x'.*does not fit the (domain|range) of kg:"):
        mapper.article_graph(_linked(**changes))

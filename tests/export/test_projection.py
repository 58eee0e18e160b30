"""The projection: which nodes and edges, which attributes, which part."""

from __future__ import annotations

import pytest

from kg.export.graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Projection
from kg.export.projection import project
from kg.export.selection import Selection
from kg.export.spells import could_lie_between, spell
from kg.store.reading import StoreReader

BASE = "https://w3id.org/khabar/id/"
ATTACK, MEETING, VISIT = f"{BASE}article/one/event/1", f"{BASE}article/one/event/2", f"{BASE}article/two/event/1"
CITY, SYRIA, CAMP = f"{BASE}entity/Q239097", f"{BASE}entity/Q858", f"{BASE}entity/x-base"
GROUP, AGENCY = f"{BASE}entity/x-group", f"{BASE}entity/x-agency"
SAMI, HALA = f"{BASE}entity/x-sami", f"{BASE}entity/x-hala"


def ids(projection: Projection) -> set[str]:
    return {node.id for node in projection.nodes}


def roles(projection: Projection) -> set[tuple[str, str, str]]:
    return {(edge.source, edge.role, edge.target) for edge in projection.edges}


def test_an_event_has_all_that_is_known_of_it(world: StoreReader) -> None:
    nodes = {node.id: node for node in project(world).nodes}
    assert nodes[ATTACK].attributes == {
        "label": "قصفت الكتائب القاعدة",
        "group": "Event",
        "kind": "Attack",
        "type": "MissileAttack",
        "label_ar": "قصفت الكتائب القاعدة",
        "date": "2021-07-04",
        "status": "Contested",
        "modality": "Actual",
        "weapon": "صواريخ",
        "killed": 3,
        "injured": 0,
        "reports": 2,
        "first_seen": "2021-07-05",
        "last_seen": "2021-07-09",
        "quote": "قصفت الكتائب القاعدة.",
    }


def test_an_entity_has_its_names_its_link_its_place_and_its_days(world: StoreReader) -> None:
    nodes = {node.id: node for node in project(world).nodes}
    assert nodes[CITY].attributes == {
        "label": "دير الزور",
        "group": "Location",
        "kind": "Location",
        "type": "City",
        "label_ar": "دير الزور",
        "label_en": "Deir ez-Zor",
        "qid": "Q239097",
        "confidence": 0.875,
        "lat": 35.3359,
        "lon": 40.1416,
        "reports": 1,
        "first_seen": "2021-07-09",
        "last_seen": "2021-07-09",
    }
    assert nodes[SYRIA].attributes["label_latin"] == "Suriya"
    assert (nodes[SYRIA].attributes["group"], nodes[SYRIA].attributes["kind"]) == ("Actor", "Country")
    assert nodes[CAMP].attributes["reports"] == 2


def test_attributes_are_of_the_declared_types_and_in_their_order(world: StoreReader) -> None:
    projection = project(world, Selection(articles=True, claims=True))
    for items, declared in ((projection.nodes, NODE_ATTRIBUTES), (projection.edges, EDGE_ATTRIBUTES)):
        for item in items:
            assert all(type(value) is declared[name] for name, value in item.attributes.items())
            assert [name for name in declared if name in item.attributes] == sorted(
                item.attributes, key=list(declared).index
            )


def test_roles_and_claims_are_edges_with_time_and_standing(world: StoreReader) -> None:
    projection = project(world)
    assert len(projection.nodes) == 10
    assert roles(projection) == {
        (ATTACK, "agent", GROUP),
        (ATTACK, "target", CAMP),
        (ATTACK, "place", CITY),
        (ATTACK, "place", SYRIA),
        (MEETING, "participant", SAMI),
        (MEETING, "participant", HALA),
        (VISIT, "participant", SAMI),
        (VISIT, "participant", HALA),
        (VISIT, "place", CITY),
        (CITY, "locatedIn", SYRIA),
        (CITY, "country", SYRIA),
        (CAMP, "locatedIn", CITY),
        (AGENCY, "asserts", ATTACK),
        (GROUP, "denies", ATTACK),
    }
    denial = next(edge for edge in projection.edges if edge.role == "denies")
    assert denial.id == f"{BASE}article/one/claim/2"
    assert (denial.attributes["stance"], denial.attributes["cue"], denial.attributes["date"]) == (
        "Denies",
        "نفت",
        "2021-07-04",
    )
    assert denial.attributes["quote"] == "قصفت الكتائب القاعدة."
    assert str(denial.attributes["claimant"]).startswith("كتائب")


def test_articles_and_claims_are_nodes_where_they_are_wanted(world: StoreReader) -> None:
    projection = project(world, Selection(articles=True, claims=True))
    nodes = {node.id: node.attributes for node in projection.nodes}
    assert nodes[f"{BASE}article/one"]["label"] == "<script>alert(1)</script> هجوم"
    assert nodes[f"{BASE}article/one"]["url"] == "https://news.example/one"
    assert nodes[f"{BASE}article/one/claim/2"]["label"] == "نفت"
    assert {
        (GROUP, "says", f"{BASE}article/one/claim/2"),
        (f"{BASE}article/one/claim/2", "denies", ATTACK),
        (f"{BASE}article/one/claim/3", "asserts", MEETING),
        (ATTACK, "reportedIn", f"{BASE}article/two"),
        (f"{BASE}article/two", "mentions", CITY),
    } <= roles(projection)


def test_actors_are_joined_by_what_they_do_together(world: StoreReader) -> None:
    network = project(world, Selection(actors_only=True))
    assert roles(network) == {(GROUP, "attacks", CAMP), (HALA, "meets", SAMI)}
    meets = next(edge for edge in network.edges if edge.role == "meets")
    # Two events, one of them planned; of their dates one has no year.
    assert meets.attributes == {
        "label": "meets",
        "role": "meets",
        "weight": 2,
        "first_seen": "2021-02",
        "last_seen": "2021-02",
        "actual": 1,
    }
    assert ids(network) == {GROUP, CAMP, HALA, SAMI, SYRIA, AGENCY}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(around=SAMI, hops=0), {SAMI}),
        (Selection(around=SAMI, hops=1), {SAMI, MEETING, VISIT}),
        (Selection(around=SAMI, hops=2), {SAMI, MEETING, VISIT, HALA, CITY}),
        (Selection(first="2021-07"), {ATTACK, GROUP, CAMP, CITY, SYRIA, AGENCY}),
        (Selection(first="2021-02-10", last="2021-03"), {VISIT, SAMI, HALA, CITY}),
        (Selection(types=frozenset({"Meeting"})), {MEETING, SAMI, HALA}),
        (Selection(types=frozenset({"MilitaryBase"})), {CAMP, ATTACK, CITY}),
        (Selection(named=frozenset({MEETING, GROUP})), {MEETING, SAMI, HALA, GROUP}),
        (Selection(named=frozenset({SAMI, HALA}), triples=frozenset({(SAMI, "urn:x#met", HALA)})), {SAMI, HALA}),
        (Selection(first="2021", types=frozenset({"Meeting"})), set()),
    ],
)
def test_a_part_is_what_is_asked_for(world: StoreReader, selection: Selection, expected: set[str]) -> None:
    part = project(world, selection)
    assert ids(part) == expected
    assert all(edge.source in expected and edge.target in expected for edge in part.edges)


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2021-07-05", ("2021-07-05", "2021-07-05")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2021", ("2021-01-01", "2021-12-31")),
        ("--06-28", None),
        ("", None),
    ],
)
def test_a_date_stands_for_days(date: str, days: tuple[str, str] | None) -> None:
    assert spell(date) == days


def test_a_month_lies_in_a_span_if_a_day_of_it_may() -> None:
    assert could_lie_between("2021-07", "2021-07-20", None)
    assert not could_lie_between("2021-07", "2021-08", None)
    assert could_lie_between("2021", None, "2021-01-01")
    assert not could_lie_between("--06-28", "1900", None)
    assert could_lie_between("--06-28", None, None)

"""The seed article, from the file to the answers: what the main job promises."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.store.oxigraph import OxigraphStore

PREFIXES = (
    "PREFIX kg: <https://w3id.org/khabar/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)


@pytest.fixture(scope="module")
def rows(seed_store: Path) -> Callable[[str], list[dict[str, str]]]:
    store = OxigraphStore(seed_store, read_only=True)

    def ask(query: str) -> list[dict[str, str]]:
        answer: Any = store.query(PREFIXES + query)
        names = [variable.value for variable in answer.variables]
        return [{name: row[name].value for name in names if row[name] is not None} for row in answer]

    return ask


Rows = Callable[[str], list[dict[str, str]]]


def _labels(rows: Rows, event: str, role: str) -> set[str]:
    return {r["l"] for r in rows(f'SELECT ?l {{ <{event}> kg:{role} ?x . ?x rdfs:label ?l FILTER(LANG(?l) = "ar") }}')}


def test_one_meeting_with_three_participants_and_its_topic(rows: Rows) -> None:
    meetings = rows("SELECT ?e ?topic { ?e a kg:DiplomaticMeeting OPTIONAL { ?e kg:topic ?topic } }")
    assert len(meetings) == 1
    assert meetings[0]["topic"].replace("\u0651", "") == "التسوية السورية"
    assert _labels(rows, meetings[0]["e"], "participant") == {"سيرغي فيرشينين", "ألكسندر لافرنتييف", "غير بيدرسن"}


def _attacks_on_the_base(rows: Rows) -> list[dict[str, str]]:
    return rows(
        "SELECT DISTINCT ?e ?date { ?e a kg:Attack ; kg:target ?base . ?base a kg:MilitaryBase "
        "OPTIONAL { ?e kg:date ?date } } ORDER BY ?date"
    )


def test_the_attack_on_the_base_at_al_omar_is_one_event_and_that_of_june_another(rows: Rows) -> None:
    attacks = _attacks_on_the_base(rows)
    assert [attack.get("date") for attack in attacks] == [None, "--06-28"]


def test_the_place_of_the_attack_reaches_up_to_deir_ez_zor(rows: Rows) -> None:
    places = _labels(rows, _attacks_on_the_base(rows)[0]["e"], "place")
    assert {"حقل العمر النفطي", "ريف دير الزور الشرقي", "مدينة دير الزور"} <= places


def test_no_attacker_is_named_where_the_article_names_none(rows: Rows) -> None:
    assert rows("SELECT ?who { ?e a kg:Attack ; kg:agent ?who }") == []


def test_several_sentences_tell_the_attack(rows: Rows) -> None:
    event = _attacks_on_the_base(rows)[0]["e"]
    mentions = rows(f"SELECT ?m {{ GRAPH ?g {{ ?m kg:refersTo <{event}> }} }}")
    assert len(mentions) >= 6


def test_the_attack_on_conoco_is_contested_since_the_sdf_deny_it(rows: Rows) -> None:
    contested = rows(
        "SELECT DISTINCT ?e { ?e kg:status kg:Contested ; kg:target ?t . "
        "?t rdfs:label ?l FILTER(CONTAINS(?l, 'كونيكو')) }"
    )
    assert len(contested) == 1
    denials = rows(
        f"SELECT ?qid {{ ?c kg:about <{contested[0]['e']}> ; kg:stance kg:Denies ; kg:claimant ?who . "
        "?who skos:exactMatch ?qid }"
    )
    assert [d["qid"] for d in denials] == ["http://www.wikidata.org/entity/Q21096224"]


def test_what_they_deny_is_no_second_attack(rows: Rows) -> None:
    attacks = rows(
        "SELECT DISTINCT ?e { ?e a kg:Attack ; kg:target|kg:place ?t . "
        "?t rdfs:label ?l FILTER(CONTAINS(?l, 'كونيكو')) }"
    )
    assert len(attacks) == 1


def test_the_coming_operation_is_planned(rows: Rows) -> None:
    planned = rows("SELECT ?e { ?e kg:modality kg:Planned ; a kg:Attack }")
    assert len(planned) == 1
    assert {"ريف حماة الشرقي", "بادية حمص", "الرقة"} <= _labels(rows, planned[0]["e"], "place")


def test_unknown_casualties_are_not_asserted(rows: Rows) -> None:
    assert rows("SELECT ?e { ?e kg:killed|kg:injured ?n }") == []


def test_no_date_is_invented(rows: Rows) -> None:
    assert {r["d"] for r in rows("SELECT ?d { ?e kg:date ?d }")} == {"--06-28"}


@pytest.mark.parametrize(
    ("name", "qid"),
    [
        ("سورية", "Q858"),
        ("روسيا", "Q159"),
        ("الولايات المتحدة", "Q30"),
        ("تركيا", "Q43"),
        ("إيران", "Q794"),
        ("العراق", "Q796"),
        ("الرقة", "Q283368"),
        ("مدينة دير الزور", "Q239097"),
        ("الأمم المتحدة", "Q1065"),
        ("مجلس الأمن", "Q37470"),
        ("الجمعية العامة للأمم المتحدة", "Q47423"),
        ("تنظيم «داعش»", "Q2429253"),
        ("وكالة الأنباء السورية الرسمية", "Q63392"),
        ("تنظيم «قسد»", "Q21096224"),
    ],
)
def test_entities_are_linked_with_wikidata(rows: Rows, name: str, qid: str) -> None:
    links = rows(f'SELECT ?item {{ ?x rdfs:label|skos:altLabel "{name}"@ar ; skos:exactMatch ?item }}')
    assert f"http://www.wikidata.org/entity/{qid}" in {link["item"] for link in links}


@pytest.mark.parametrize(
    ("name", "province"),
    [
        ("ريف حماة الشرقي", "Q232355"),
        ("بادية حماة", "Q232355"),
        ("ريف حمص الشرقي", "Q214094"),
        ("بادية حمص", "Q214094"),
        ("ريف دير الزور الشرقي", "Q232387"),
    ],
)
def test_hama_and_homs_are_named_only_in_the_names_of_parts_of_their_provinces(
    rows: Rows, name: str, province: str
) -> None:
    """The article names neither by itself. What it names is no item, but lies in one."""
    match = f'?x rdfs:label|skos:altLabel "{name}"@ar'
    assert rows(f"SELECT ?item {{ {match} ; skos:exactMatch ?item }}") == []
    broader = rows(f"SELECT DISTINCT ?item {{ {match} ; skos:broadMatch ?item }}")
    assert [row["item"] for row in broader] == [f"http://www.wikidata.org/entity/{province}"]


def test_the_agency_that_the_article_calls_sana_is_one(rows: Rows) -> None:
    agency = "wd:Q63392"
    assert len(rows(f"PREFIX wd: <http://www.wikidata.org/entity/> SELECT ?x {{ ?x skos:exactMatch {agency} }}")) == 1
    called = rows(
        f"PREFIX wd: <http://www.wikidata.org/entity/> SELECT DISTINCT ?l {{ ?x skos:exactMatch {agency} . "
        "GRAPH ?g { ?local kg:canonical ?x } GRAPH ?a { ?m kg:refersTo ?local ; kg:surface ?l } }"
    )
    assert {"وكالة الأنباء السورية الرسمية", "سانا"} <= {row["l"] for row in called}

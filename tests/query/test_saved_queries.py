"""Each saved query on a small store, with its exact answer; and the same answer by another engine, rdflib's."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.bench.agreement import as_rows, dataset_of
from kg.query.check import check
from kg.query.functions import functions_in
from kg.query.library import find, library
from kg.query.parameters import assign
from kg.query.prefixes import with_prefixes
from kg.query.results import Layout, write
from kg.query.run import Question, ask, filled
from kg.resources import queries_dir
from kg.store.oxigraph import OxigraphStore

GOLDEN = Path(__file__).parent.parent / "golden" / "queries"
CASES = {
    "about": ("about", "كتائب الجبل"),
    "articles_about": ("articles_about", "كتائب الجبل"),
    "articles_about_by_a_source": ("articles_about", "كتائب الجبل", "source=وكالة الساحل"),
    "attacks_by_agent": ("attacks_by_agent", "جيش الشمال"),
    "attacks_by_month": ("attacks_by_month",),
    "attacks_by_place": ("attacks_by_place", "دير الزور"),
    "attacks_by_place_in_a_week": ("attacks_by_place", "Syria", "from=2021-07-05", "to=2021-07-11"),
    "attacks_on": ("attacks_on", "قاعدة الحقل"),
    "attacks_with": ("attacks_with", "صواريخَ مـوجهة"),
    "attribution": ("attribution",),
    "attribution_of_a_source": ("attribution", "source=وكالة الساحل"),
    "claimants": ("claimants",),
    "claims_by": ("claims_by", "كتائب الجبل"),
    "claims_by_asserting": ("claims_by", "كتائب الجبل", "stance=Asserts"),
    "contested": ("contested",),
    "cooccurrence": ("cooccurrence",),
    "deadliest": ("deadliest",),
    "denials": ("denials",),
    "denials_by_one": ("denials", "claimant=جيش الشمال"),
    "disagreements": ("disagreements",),
    "disagreements_on_tolls": ("disagreements", "detail=kg:killed"),
    "entities": ("entities",),
    "entities_of_a_class": ("entities", "type=organization"),
    "escalation": ("escalation", "سورية"),
    "events": ("events",),
    "events_contested": ("events", "type=Attack", "status=Contested"),
    "events_in_july": ("events", "from=2021-07", "to=2021-07"),
    "events_inside": ("events_inside", "سورية", "type=Attack"),
    "events_near": ("events_near", "دير الزور", "km=60"),
    "events_near_at_hand": ("events_near", "دير الزور"),
    "events_without_date": ("events_without_date",),
    "evidence_of_an_event": ("evidence", "article/one/event/1"),
    "evidence_of_an_entity": ("evidence", "قاعدة الحقل"),
    "facilities_attacked": ("facilities_attacked",),
    "framing": ("framing", "كتائب الجبل"),
    "linked_attacks": ("linked_attacks",),
    "linked_attacks_in_a_week": ("linked_attacks", "from=2021-07-05", "to=2021-07-11"),
    "locations_within": ("locations_within", "wd:Q858"),
    "meetings": ("meetings",),
    "meetings_of": ("meetings_of", "سامي الحداد"),
    "meetings_visits": ("meetings", "type=Visit"),
    "most_reported": ("most_reported",),
    "network_of": ("network_of", "سامي الحداد"),
    "offices": ("offices", "سامي الحداد"),
    "places": ("places",),
    "planned": ("planned",),
    "planned_then_happened": ("planned_then_happened",),
    "reports": ("reports", "<article/three/event/1>"),
    "sources": ("sources",),
    "timeline_of_a_place": ("timeline", "سورية"),
    "timeline_of_an_actor": ("timeline", "كتائب الجبل", "to=2021-07-05"),
    "topics_between": ("topics_between", "Iraq", "سامي الحداد"),
    "uncertain_links": ("uncertain_links",),
    "unlinked": ("unlinked",),
    "weapons": ("weapons",),
    "weapons_of_one": ("weapons", "agent=جيش الشمال"),
    "wikidata_attacks": ("wikidata_attacks",),
    "wikidata_attacks_in_a_week": ("wikidata_attacks", "from=2021-07-05", "to=2021-07-11"),
    "who_attacked_whom": ("who_attacked_whom",),
    "who_attacked_whom_by_one": ("who_attacked_whom", "جيش الشمال"),
    "who_meets_whom": ("who_meets_whom",),
    "who_meets_whom_of_one": ("who_meets_whom", "actor=هالة منصور"),
}
GRAPHS = ("cooccurrence", "network_of")


def _text(store: OxigraphStore, name: str, *words: str) -> str:
    saved = find(name)
    assert saved is not None
    return with_prefixes(filled(Question(saved.text, name, saved), store, assign(saved, words)), store.base)


@pytest.mark.usefixtures("wikidata")
@pytest.mark.parametrize("case", CASES)
def test_the_answer_is_the_golden_one(news: OxigraphStore, case: str) -> None:
    name, *words = CASES[case]
    saved = find(name)
    assert saved is not None
    out = io.BytesIO()
    write(
        ask(Question(saved.text, name, saved), news, assign(saved, words)), out, None, Layout(news.base, isolate=False)
    )
    ending = "ttl" if saved.is_graph else "txt"
    if os.environ.get("KG_WRITE_GOLDEN"):  # then look at the difference before it is committed
        (GOLDEN / f"{case}.{ending}").write_bytes(out.getvalue())
    assert out.getvalue().decode() == (GOLDEN / f"{case}.{ending}").read_text("utf-8")


@pytest.fixture(scope="module")
def by_rdflib(news: OxigraphStore) -> rdflib.Dataset:
    out = io.BytesIO()
    news.dump(out)
    return dataset_of(out.getvalue())


@pytest.mark.usefixtures("wikidata")
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case not in GRAPHS],
)
def test_rdflib_gives_the_same_answer(news: OxigraphStore, by_rdflib: rdflib.Dataset, case: str) -> None:
    text = _text(news, *CASES[case])
    ours = io.BytesIO()
    news.query(text, functions=functions_in(text)).serialize(ours, format=ox.QueryResultsFormat.CSV)
    theirs = by_rdflib.query(text).serialize(format="csv")
    assert theirs is not None
    assert as_rows(ours.getvalue().decode()) == as_rows(theirs.decode())


def test_every_query_has_a_case_and_every_golden_file_a_case() -> None:
    assert {case[0] for case in CASES.values()} == set(library())
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)


def test_every_query_is_fit_for_use(news: OxigraphStore) -> None:
    faults = [(s.name, f.text) for s in library().values() for f in check(s, news) if f.is_fault]
    assert faults == []
    assert len(library()) >= 30


def test_every_file_of_the_folder_is_a_query() -> None:
    assert {path.suffix for path in queries_dir().iterdir()} == {".rq"}


def test_a_day_that_one_event_lacks_hides_no_other(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path)
    store.update(
        "PREFIX kg: <https://w3id.org/khabar/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> INSERT DATA { "
        '<x:base> a kg:Facility , kg:MilitaryBase ; rdfs:label "قاعدة"@ar . <x:a> rdfs:label "أ"@ar . '
        '<x:b> rdfs:label "ب"@ar . <x:one> a kg:Article ; dcterms:issued "2021-07-05"^^xsd:date . '
        "<x:two> a kg:Article . "
        "<x:1> a kg:Attack ; kg:target <x:base> ; kg:modality kg:Actual ; kg:status kg:Reported . "
        "<x:2> a kg:Attack ; kg:target <x:base> ; kg:modality kg:Actual ; kg:status kg:Reported ; "
        'kg:date "2021-07-03"^^xsd:date . '
        "<x:3> a kg:DiplomaticMeeting ; kg:participant <x:a> , <x:b> ; kg:modality kg:Actual . "
        "<x:4> a kg:DiplomaticMeeting ; kg:participant <x:a> , <x:b> ; kg:modality kg:Actual ; "
        'kg:date "2021-07-04"^^xsd:date }'
    )

    def row(name: str) -> dict[str, str]:
        saved = find(name)
        assert saved is not None
        (only,) = answer = ask(Question(saved.text, name, saved), store, {})
        return {v.value: only[v].value for v in answer.variables if only[v] is not None}

    assert row("facilities_attacked")["last"] == "2021-07-03"
    assert (row("who_meets_whom")["first"], row("who_meets_whom")["last"]) == ("2021-07-04", "2021-07-04")
    assert (row("sources")["first"], row("sources")["last"]) == ("2021-07-05", "2021-07-05")

"""Each saved query on a small store, with its exact answer; and the same answer by another engine, rdflib's."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql.operators import register_custom_function

from kg.query.check import check
from kg.query.functions import FOLD, fold, functions_in
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


def _rows(text: str) -> Counter[tuple[str, ...]]:
    """Rows as a multiset; lists of names in one cell come in no order."""
    header, *rows = csv.reader(io.StringIO(text))
    return Counter([tuple(header), *(tuple("، ".join(sorted(cell.split("، "))) for cell in row) for row in rows)])


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


def _fold(word: rdflib.Literal) -> rdflib.Literal:
    folded = fold(ox.Literal(str(word)))
    assert folded is not None
    return rdflib.Literal(folded.value)


@pytest.fixture(scope="module")
def by_rdflib(news: OxigraphStore) -> rdflib.Dataset:
    out = io.BytesIO()
    news.dump(out)
    register_custom_function(rdflib.URIRef(FOLD), _fold, override=True)
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=out.getvalue(), format="nquads")
    return dataset


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
    assert _rows(ours.getvalue().decode()) == _rows(theirs.decode())


def test_every_query_has_a_case_and_every_golden_file_a_case() -> None:
    assert {case[0] for case in CASES.values()} == set(library())
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)


def test_every_query_is_fit_for_use(news: OxigraphStore) -> None:
    faults = [(s.name, f.text) for s in library().values() for f in check(s, news) if f.is_fault]
    assert faults == []
    assert len(library()) >= 30


def test_every_file_of_the_folder_is_a_query() -> None:
    assert {path.suffix for path in queries_dir().iterdir()} == {".rq"}

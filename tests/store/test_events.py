"""Reports of one event in a store: one node, with what they agree on, and a record of why."""

from __future__ import annotations

import pytest

from kg.model import Article, Claim, Document, Entity, Event, Extraction, LinkedExtraction, Mention, PartialDate, Stance
from kg.ontology.schema import Schema
from kg.rdf.mapper import ArticleGraph, Mapper
from kg.store.oxigraph import OxigraphStore

TEXT = "هاجم مسلحون مخيم الورد الشمالي وأحرقوا مخازن القمح فيه قبل الفجر."
BASE = "https://w3id.org/khabar/id/"


@pytest.fixture(scope="module")
def mapper() -> Mapper:
    return Mapper(Schema.load())


def _told(
    mapper: Mapper, identifier: str, *, kind: str = "Attack", killed: int | None = None, agent: str | None = None,
    denied: bool = False, day: int = 4, published: str = "2021-07-05",
) -> ArticleGraph:  # fmt: skip
    whole = Mention(0, len(TEXT), "test")
    entities = [Entity("e1", "City", "مخيم الورد الشمالي الكبير", (), (Mention(12, 30, "test"),))]
    if agent:
        entities.append(Entity("e2", "ArmedGroup", agent, (), (Mention(5, 11, "test"),)))
    event = Event(
        "v1", kind, (Mention(0, 4, "test"), whole), agent=("e2",) if agent else (), place=("e1",),
        date=PartialDate(2021, 7, day), killed=killed,
    )  # fmt: skip
    claims = (Claim("c1", "v1", Stance.DENIES, whole, "e2"),) if denied else ()
    document = Document(Article(identifier, TEXT, published=published), (), ())
    return mapper.article_graph(LinkedExtraction(Extraction(document, tuple(entities), (event,), claims)))


def _values(store: OxigraphStore, pattern: str) -> list[str]:
    prefixes = f"PREFIX kg: <https://w3id.org/khabar/ontology#> BASE <{BASE}> "
    rows = store.query(f"{prefixes} SELECT DISTINCT ?x {{ {pattern} }}")
    return sorted(row["x"].value.removeprefix(BASE).rpartition("#")[2] for row in rows)


def test_two_reports_are_one_event_under_the_name_that_the_first_gave_it(mapper: Mapper, store: OxigraphStore) -> None:
    store.write([_told(mapper, "a", published="2021-07-06"), _told(mapper, "b", kind="Bombing")])
    assert _values(store, "?x a kg:Event") == ["article/b/event/1"]
    assert _values(store, "<article/b/event/1> kg:reportedIn ?x") == ["article/a", "article/b"]
    assert _values(store, "<article/b/event/1> a ?x") == ["Attack", "Bombing", "Event"]
    assert _values(store, "GRAPH ?g { ?x kg:canonical <article/b/event/1> }") == [
        "article/a/event/1",
        "article/b/event/1",
    ]


def test_a_merge_says_why_and_by_whom(mapper: Mapper, store: OxigraphStore) -> None:
    store.write([_told(mapper, "a"), _told(mapper, "b")])
    record = "GRAPH <graph/merges> { <article/b/event/1/merge> a kg:Merge"
    assert _values(store, f"{record} ; kg:by ?x }}") == ["kg.merge.likeness/3"]
    assert _values(store, f"{record} ; kg:with ?x }}") == ["article/a/event/1"]
    (why,) = _values(store, f"{record} ; kg:justification ?x }}")
    assert why == "score 3.70: time +1.00; kind +0.20; place +1.00; words +1.50"
    store.forget("a")
    assert _values(store, "GRAPH <graph/merges> { ?x a kg:Merge }") == []


def test_on_a_disputed_toll_the_event_is_silent(mapper: Mapper, store: OxigraphStore) -> None:
    store.write([_told(mapper, "a", killed=7), _told(mapper, "b")])
    assert _values(store, "?event kg:killed ?x") == ["7"]
    store.write([_told(mapper, "c", killed=9)])
    assert _values(store, "?event kg:killed ?x") == []
    assert _values(store, "?event kg:disagreementOn ?x") == ["killed"]
    assert _values(store, "GRAPH ?article { ?event kg:killed ?x }") == ["7", "9"]
    store.forget("a")
    assert _values(store, "?event kg:killed ?x") == ["9"]
    assert _values(store, "?event kg:disagreementOn ?x") == []


def test_whom_most_reports_name_is_the_agent(mapper: Mapper, store: OxigraphStore) -> None:
    agents = ("كتائب النسر الأحمر", "كتائب النسر الأحمر", "لواء السنابل الذهبي")
    graphs = [_told(mapper, name, agent=agent) for name, agent in zip("abc", agents, strict=True)]
    store.write([graphs[0], graphs[2]])
    assert _values(store, "?event kg:agent ?x") == []
    assert len(_values(store, "?event kg:involves ?x")) == 2
    store.write([graphs[1]])
    assert len(_values(store, "?event kg:agent ?x")) == 1
    assert _values(store, "?event kg:disagreementOn ?x") == ["agent"]


def test_what_one_article_tells_and_another_denies_is_contested(mapper: Mapper, store: OxigraphStore) -> None:
    store.write([_told(mapper, "a", agent="كتائب النسر الأحمر", denied=True)])
    assert _values(store, "?event kg:status ?x") == ["Denied"]
    store.write([_told(mapper, "b")])
    assert _values(store, "?event kg:status ?x") == ["Contested"]
    assert _values(store, "?x kg:about <article/a/event/1>") == ["article/a/claim/1"]


def test_another_day_is_another_event(mapper: Mapper, store: OxigraphStore) -> None:
    store.write([_told(mapper, "a"), _told(mapper, "b", day=5)])
    assert len(_values(store, "?x a kg:Event")) == 2


def test_without_the_merges_graph_every_article_has_its_own_nodes(mapper: Mapper, store: OxigraphStore) -> None:
    store.write([_told(mapper, "a"), _told(mapper, "b")])
    store._store.update(f"DROP GRAPH <{BASE}graph/merges>")
    store.remake_facts()
    assert _values(store, "?x a kg:Event") == ["article/a/event/1", "article/b/event/1"]
    assert _values(store, "?x a kg:Entity") == ["article/a/entity/1", "article/b/entity/1"]

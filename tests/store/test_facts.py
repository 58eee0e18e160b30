"""The laws of the facts layer, on small worlds that hypothesis makes up: articles that agree, repeat and contradict."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    PartialDate,
    Stance,
)
from kg.ontology.schema import Schema
from kg.rdf.iris import Minter
from kg.rdf.mapper import ArticleGraph, Mapper
from kg.store.oxigraph import OxigraphStore
from kg.store.proposals import proposals

TEXT = "نص قصير"
WORD = Mention(0, 2, "test")
COUNTRY = "Q7"

# What articles say of the things of the world: class, name, QID or none; some contradict each other on purpose.
ENTITIES = [
    ("City", "مدينة الورد", "Q1"),
    ("NaturalFeature", "الورد", "Q1"),
    ("MilitaryBase", "قاعدة «النسر»", None),
    ("Organization", "شركة «النسر»", None),
    ("Person", "سمير عوض", None),
    ("Person", "سَمير عوض", None),
    ("Organization", "سمير عوض", None),
    ("Place", "بلاد الريح", COUNTRY),
    ("Country", "الريح", COUNTRY),
    ("Region", "الغوطة الغربية", None),
    ("Region", "الغوطة #الغربية", None),
]
PLACES = {"City", "NaturalFeature", "MilitaryBase", "Place", "Country", "Region"}


@pytest.fixture(scope="module")
def mapper() -> Mapper:
    return Mapper(Schema.load())


@pytest.fixture(autouse=True)
def _in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The laws hold wherever the quads are; memory is quicker."""

    def opened(path: Path, *, read_only: bool) -> ox.Store:
        return ox.Store()

    monkeypatch.setattr("kg.store.oxigraph.open_folder", opened)
    monkeypatch.setattr("kg.store.oxigraph.guarded", lambda path: None)


@st.composite
def articles(draw: st.DrawFn, identifier: str) -> LinkedExtraction:
    chosen = draw(st.lists(st.sampled_from(ENTITIES), min_size=1, max_size=4))
    entities, links = [], []
    for number, (kind, name, qid) in enumerate(chosen, 1):
        local = f"e{number}"
        others = [f"e{n}" for n, other in enumerate(chosen, 1) if other[0] in PLACES and n != number]
        located = draw(st.sampled_from(others)) if others and kind in PLACES and draw(st.booleans()) else None
        role = draw(st.sampled_from([None, "وزير"])) if kind == "Person" else None
        entities.append(Entity(local, kind, name, (), (WORD,), role, (located,) if located else ()))
        if qid:
            # Two versions of an index: they disagree on the English name and the coordinates.
            version = draw(st.integers(0, 1))
            is_country = qid == COUNTRY
            links.append(
                Link(
                    *(local, qid, None, 0.9, "name", "test"), label_en=f"Name {version}", latitude=30.0 + version,
                    longitude=40.0, country_qid=None if is_country else COUNTRY, type="Country" if is_country else None,
                )
            )  # fmt: skip
    events = tuple(_event(draw, f"v{n}", entities) for n in range(1, draw(st.integers(1, 2)) + 1))
    claim = Claim("c1", "v1", draw(st.sampled_from(Stance)), WORD, "e1")
    published = draw(st.sampled_from(["2021-07-04", "2021-07-05", "2021-07-06"]))
    document = Document(Article(identifier, TEXT, published=published), (), ())
    return LinkedExtraction(Extraction(document, tuple(entities), events, (claim,)), tuple(links))


def _event(draw: st.DrawFn, local: str, entities: list[Entity]) -> Event:
    """An attack of which articles tell alike and unlike things, so that some are one and others are not."""
    places = [entity.id for entity in entities if entity.type in PLACES]
    return Event(
        local,
        draw(st.sampled_from(["Attack", "Bombing", "AirStrike"])),
        (Mention(0, 2 + int(local[1:]), "test"),),
        agent=(draw(st.sampled_from(entities)).id,) if draw(st.booleans()) else (),
        target=("e1",),
        place=(draw(st.sampled_from(places)),) if places else (),
        date=draw(st.sampled_from([None, PartialDate(2021, 7, 5), PartialDate(2021, 7)])),
        killed=draw(st.sampled_from([None, 7, 8])),
    )


def _worlds(*identifiers: str) -> st.SearchStrategy[list[LinkedExtraction]]:
    return st.tuples(*(articles(identifier) for identifier in identifiers)).map(list)


def _dump(store: OxigraphStore) -> list[str]:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue().decode().splitlines()


def _built(batches: Iterable[list[ArticleGraph]]) -> list[str]:
    store = OxigraphStore(Path("in memory"))
    for batch in batches:
        store.write(batch)
    return _dump(store)


def _missing(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    return sorted(set(one) - set(other)), sorted(set(other) - set(one))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=_worlds("a", "b", "c", "d"), order=st.permutations(range(4)), cut=st.integers(1, 4))
def test_neither_order_nor_batching_counts(
    mapper: Mapper, world: list[LinkedExtraction], order: list[int], cut: int
) -> None:
    graphs = [mapper.article_graph(linked) for linked in world]
    shuffled = [graphs[i] for i in order]
    one_by_one = _built([graph] for graph in graphs)
    in_batches = _built(shuffled[i : i + cut] for i in range(0, 4, cut))
    assert _missing(one_by_one, in_batches) == ([], [])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=_worlds("a", "b", "c"), versions=_worlds("b", "c"), recount=st.booleans())
def test_what_is_replaced_or_forgotten_leaves_no_trace(
    mapper: Mapper, world: list[LinkedExtraction], versions: list[LinkedExtraction], recount: bool
) -> None:
    a, b, c = (mapper.article_graph(linked) for linked in world)
    new_b, new_c = (mapper.article_graph(linked) for linked in versions)
    store = OxigraphStore(Path("in memory"))
    store.write([a, b, c])
    if recount:  # what was counted and read while writing must be what is counted and read from the store
        store._replacing.forget()
    store.write([new_b, new_c])
    assert _missing(_dump(store), _built([[a], [new_b], [new_c]])) == ([], [])
    assert store.forget("b")
    assert _missing(_dump(store), _built([[new_c], [a]])) == ([], [])
    store.remake_facts()
    assert _missing(_dump(store), _built([[a, new_c]])) == ([], [])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=_worlds("a", "b", "c", "d", "e"), order=st.permutations(range(5)))
def test_nor_does_it_count_where_too_many_reports_hang_together(
    mapper: Mapper, world: list[LinkedExtraction], order: list[int]
) -> None:
    graphs = [mapper.article_graph(linked) for linked in world]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.store.events.MAX_TOGETHER", 2)
        assert _missing(_built([graph] for graph in graphs), _built([[graphs[i] for i in order]])) == ([], [])
        store = OxigraphStore(Path("in memory"))
        for i in order:
            store.write([graphs[i]])
        assert store.forget("c")
        assert _missing(_dump(store), _built([[graph for graph in graphs if graph is not graphs[2]]])) == ([], [])


def test_the_rules_read_from_a_store_what_they_read_from_an_article(mapper: Mapper, store: OxigraphStore) -> None:
    entities = (
        Entity("e1", "City", "الثورة", ("مدينة الثورة",), (WORD,)),
        Entity("e2", "City", "الجديدة", (), (WORD,)),
        Entity("e3", "City", "رشت", (), (WORD,)),
        Entity("e4", "Country", "الريح", (), (WORD,)),
        Entity("e5", "Person", "سمير عوض", (), (WORD,), role="وزير"),
        Entity("e6", "Organization", "الاتحاد العام", (), (WORD,)),
        Entity("e7", "City", "الجديدة", (), (WORD,)),
    )
    by_hand = Link("e7", "Q8", None, 1.0, "name", "test", method="ManualMappingCuration")
    links = (_link(1, "Q1", COUNTRY), _link(2, "Q2", COUNTRY), _link(3, "Q3", COUNTRY), _link(4, COUNTRY), by_hand)
    graph = _say(mapper, "a", *entities, links=links)
    store.write([graph])
    part = store.articles.part(graph.article)
    assert set(proposals(part, Minter(), store.articles.schema)) == set(graph.merges)


def test_the_last_of_two_versions_in_a_batch_counts(mapper: Mapper, store: OxigraphStore) -> None:
    def version(name: str) -> ArticleGraph:
        entity = Entity("e1", "Person", name, (), (WORD,))
        return mapper.article_graph(LinkedExtraction(Extraction(Document(Article("a", TEXT), (), ()), (entity,))))

    store.write([version("سمير عوض"), version("ليلى عوض")])
    assert _dump(store) == _built([[version("ليلى عوض")]])


def _say(mapper: Mapper, identifier: str, *entities: Entity, links: tuple[Link, ...] = ()) -> ArticleGraph:
    document = Document(Article(identifier, TEXT), (), ())
    return mapper.article_graph(LinkedExtraction(Extraction(document, entities), links))


def _values(store: OxigraphStore, pattern: str) -> set[str]:
    prefixes = (
        "PREFIX kg: <https://w3id.org/khabar/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX geo: <http://www.opengis.net/ont/geosparql#> "
        "BASE <https://w3id.org/khabar/id/> "
    )
    return {row["x"].value for row in store.query(f"{prefixes} SELECT ?x {{ {pattern} }}")}


def _entity(number: int, kind: str, name: str, inside: int | None = None) -> Entity:
    return Entity(f"e{number}", kind, name, (), (WORD,), located_in=(f"e{inside}",) if inside else ())


def _link(number: int, qid: str, country: str | None = None, kind: str | None = None) -> Link:
    return Link(f"e{number}", qid, None, 0.9, "name", "test", country_qid=country, type=kind)


def test_the_most_frequent_name_is_the_label(mapper: Mapper, store: OxigraphStore) -> None:
    names = ["تل الورد", "تل الورد", "تل الورد الكبرى القديمة"]
    for number, name in enumerate(names):
        store.write([_say(mapper, f"a{number}", _entity(1, "City", name), links=(_link(1, "Q1"),))])
    assert _values(store, '<entity/Q1> rdfs:label ?x FILTER(LANG(?x) = "ar")') == {"تل الورد"}
    assert _values(store, "<entity/Q1> skos:altLabel ?x") == {names[2]}


def test_a_value_that_reads_like_the_label_is_kept(mapper: Mapper, store: OxigraphStore) -> None:
    person = Entity("e1", "Person", "سمير عوض", ("سمير عوض", "عوض"), (WORD,), role="سمير عوض")
    store.write([_say(mapper, "a", person, links=(_link(1, "Q1"),))])
    assert _values(store, "<entity/Q1> kg:role ?x") == {"سمير عوض"}
    assert _values(store, "<entity/Q1> skos:altLabel ?x") == {"عوض"}


def test_a_node_is_never_of_classes_that_exclude_each_other(mapper: Mapper, store: OxigraphStore) -> None:
    for number, kind in enumerate(["City", "NaturalFeature", "City"]):
        store.write([_say(mapper, f"a{number}", _entity(1, kind, "تل الورد"), links=(_link(1, "Q1"),))])
    kinds = {iri.rpartition("#")[2] for iri in _values(store, "<entity/Q1> a ?x")}
    assert kinds == {"City", "Location", "Entity"}


def test_a_place_lies_in_its_country_once_an_article_names_that(mapper: Mapper, store: OxigraphStore) -> None:
    inside = "<entity/Q1> kg:locatedIn ?x"
    store.write([_say(mapper, "a", _entity(1, "City", "تل الورد"), links=(_link(1, "Q1", COUNTRY),))])
    assert _values(store, "<entity/Q1> kg:country ?x") == {f"https://w3id.org/khabar/id/entity/{COUNTRY}"}
    assert _values(store, inside) == set()
    country = _say(mapper, "b", _entity(1, "Country", "مملكة الريح"), links=(_link(1, COUNTRY, kind="Country"),))
    store.write([country])
    assert _values(store, inside) == {f"https://w3id.org/khabar/id/entity/{COUNTRY}"}
    store.forget("b")
    assert _values(store, inside) == set()


def test_of_two_places_at_most_one_lies_in_the_other(mapper: Mapper, store: OxigraphStore) -> None:
    links = (_link(1, "Q1"), _link(2, "Q2"))

    def told(identifier: str, *, first_in_second: bool) -> ArticleGraph:
        one = _entity(1, "City", "تل الورد", 2 if first_in_second else None)
        other = _entity(2, "Region", "سهل الورد", None if first_in_second else 1)
        return _say(mapper, identifier, one, other, links=links)

    pairs = "?x kg:locatedIn ?y"
    store.write([told("a", first_in_second=True)])
    assert _values(store, pairs) == {"https://w3id.org/khabar/id/entity/Q1"}
    store.write([told("b", first_in_second=False)])
    assert _values(store, pairs) == set()
    store.write([told("c", first_in_second=False)])
    assert _values(store, pairs) == {"https://w3id.org/khabar/id/entity/Q2"}

"""Merging a whole store anew: what was merged by other rules, or not at all, is brought up before anything is added."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.model import Article, Document, Entity, Event, Extraction, LinkedExtraction, Mention, PartialDate
from kg.ontology.schema import Schema
from kg.rdf.mapper import ArticleGraph, Mapper
from kg.store.checking import check
from kg.store.judging import rejected
from kg.store.oxigraph import OxigraphStore

TEXT = "هاجم مسلحون مخيم الورد الشمالي وأحرقوا مخازن القمح فيه قبل الفجر."
BASE = "https://w3id.org/khabar/id/"


@pytest.fixture(scope="module")
def mapper() -> Mapper:
    return Mapper(Schema.load())


def _told(mapper: Mapper, identifier: str) -> ArticleGraph:
    whole = Mention(0, len(TEXT), "test")
    entities = (
        Entity("e1", "City", "مخيم الورد الشمالي الكبير", (), (Mention(12, 30, "test"),)),
        Entity("e2", "Person", "سمير عوض", (), (Mention(5, 11, "test"),)),
    )
    event = Event("v1", "Attack", (Mention(0, 4, "test"), whole), agent=("e2",), place=("e1",),
                  date=PartialDate(2021, 7, 4))  # fmt: skip
    document = Document(Article(identifier, TEXT, published="2021-07-05"), (), ())
    return mapper.article_graph(LinkedExtraction(Extraction(document, entities, (event,))))


def _dump(store: OxigraphStore) -> list[str]:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue().decode().splitlines()


def _old(path: Path, mapper: Mapper, spoil: str) -> None:
    """A store of two articles, spoilt by an update."""
    OxigraphStore(path).write([_told(mapper, name) for name in "ab"])
    raw = ox.Store(str(path))
    raw.update(spoil)
    raw.flush()


@pytest.mark.parametrize(
    "spoil",
    [
        # As stores were before events were merged: no canonical event, no block keys, no word of the rules.
        f"""DELETE {{ GRAPH <{BASE}graph/merges> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{BASE}graph/merges> {{ ?s ?p ?o
            FILTER(CONTAINS(STR(?s), "/event/") || CONTAINS(STR(?s), "/graph/") || CONTAINS(STR(?s), "/merge")) }} }} ;
            DELETE WHERE {{ ?event <https://w3id.org/khabar/ontology#reportedIn> ?article }}""",
        f"DROP GRAPH <{BASE}graph/merges>",
        f"DELETE WHERE {{ GRAPH <{BASE}graph/merges> {{ <{BASE}graph/merges> ?p ?o }} }}",
    ],
)
def test_what_was_merged_by_other_rules_is_merged_anew_before_anything_is_added(
    spoil: str, mapper: Mapper, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _old(tmp_path / "old", mapper, spoil)
    old, new = OxigraphStore(tmp_path / "old"), OxigraphStore(tmp_path / "new")
    assert [problem.where for problem in check(old)][:1] == [f"{BASE}graph/merges"]
    with caplog.at_level(logging.WARNING):
        old.write([_told(mapper, "c")])
    assert "merged anew" in caplog.text
    new.write([_told(mapper, name) for name in "abc"])
    assert _dump(old) == _dump(new)
    assert check(old) == ()


def test_merging_anew_changes_nothing_where_the_rules_are_the_same(mapper: Mapper, store: OxigraphStore) -> None:
    store.write([_told(mapper, name) for name in "abc"])
    store.judge(list(rejected(f"<{BASE}article/b/entity/2>", store.articles, "Hala", "2021-07-09")))
    before = _dump(store)
    store.remake_merges()
    assert _dump(store) == before
    store.write([_told(mapper, "b")])
    assert _dump(store) == before


def test_an_empty_store_is_merged_by_the_rules_of_today(tmp_path: Path, mapper: Mapper) -> None:
    OxigraphStore(tmp_path / "store")
    again = OxigraphStore(tmp_path / "store")
    again.write([_told(mapper, "a")])
    again.forget("a")
    assert _dump(again) == _dump(OxigraphStore(tmp_path / "new"))

"""Linking a store anew, with the decisions of people, and its links as tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.errors import ConfigError, InputError
from kg.export.links import as_csv, as_openrefine, as_sssom, records
from kg.link.decisions import Decisions, Judgement, decide
from kg.link.linker import NoLinker, OfflineLinker
from kg.model import Article, Entity, Extraction, Mention
from kg.ontology.schema import Schema
from kg.rdf.mapper import Mapper
from kg.relink import relink
from kg.store.oxigraph import OxigraphStore
from kg.text.segment import analyse

TEXT = "زار الوزير دمشق ثم طرابلس"


@pytest.fixture(scope="module")
def schema() -> Schema:
    return Schema.load()


@pytest.fixture
def store(tmp_path: Path, schema: Schema) -> OxigraphStore:
    store = OxigraphStore(tmp_path / "s")
    towns = (("e1", "دمشق"), ("e2", "طرابلس"))
    entities = tuple(
        Entity(number, "City", name, (), (Mention(TEXT.index(name), TEXT.index(name) + len(name), "t"),))
        for number, name in towns
    )
    extraction = Extraction(analyse(Article("x", TEXT)), entities)
    store.write([Mapper(schema, store.base).article_graph(NoLinker().link(extraction))])
    return store


def _relinked(store: OxigraphStore, schema: Schema, decisions: Decisions) -> dict[str, str]:
    relink(store, OfflineLinker(decisions=decisions), schema, Mapper(schema, store.base))
    rows = store.query(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        " SELECT ?name ?item { ?x skos:exactMatch ?item ; rdfs:label ?name FILTER(LANG(?name) = 'ar')"
        " FILTER(CONTAINS(STR(?item), 'wikidata')) }"
    )
    return {row["name"].value: row["item"].value.rpartition("/")[2] for row in rows}


def test_decisions_reach_a_store_that_is_there_and_can_be_undone(store: OxigraphStore, schema: Schema) -> None:
    plain = _relinked(store, schema, Decisions())
    assert plain == {"دمشق": "Q3766"}
    choice = Decisions().with_(decide("طرابلس", Judgement.ACCEPTED, "Q168954"))
    assert _relinked(store, schema, choice) == {"دمشق": "Q3766", "طرابلس": "Q168954"}
    against = choice.with_(decide("دمشق", Judgement.REJECTED, "Q3766"))
    assert "Q3766" not in _relinked(store, schema, against).values()
    assert _relinked(store, schema, against.without("دمشق").without("طرابلس")) == plain
    again = relink(store, OfflineLinker(), schema, Mapper(schema, store.base))
    assert (again.articles, again.changed) == (1, 0)


def test_links_as_tables_have_what_was_accepted_and_what_was_considered(store: OxigraphStore, schema: Schema) -> None:
    _relinked(store, schema, Decisions())
    found = records(store, {name: len(schema.ancestors(name)) for name in schema.classes()})
    lines = [line for line in as_sssom(found, store.base) if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    objects = {(row["subject_label"], row["object_id"]) for row in rows}
    assert {("دمشق", "wikidata:Q3766"), ("طرابلس", "sssom:NoTermFound")} <= objects
    assert {row["mapping_justification"] for row in rows} == {"semapv:LexicalMatching"}
    assert {row["predicate_id"] for row in rows} == {"skos:exactMatch"}
    table = {row["label"]: row for row in csv.DictReader(as_csv(found))}
    assert table["دمشق"]["wikidata"] == "Q3766"
    assert "Q168954" in table["طرابلس"]["candidates"]
    first = next(csv.DictReader(as_openrefine(found)))
    assert (first["name"], first["Qid"]) == ("طرابلس", "")


def test_decisions_are_a_table_that_survives_reading_and_writing(tmp_path: Path) -> None:
    decisions = Decisions().with_(decide("حلب", Judgement.ACCEPTED, "NIL", "City", "a1"))
    decisions = decisions.with_(decide("حمص", Judgement.REJECTED, "Q131301"))
    decisions.write(tmp_path / "d.tsv")
    assert Decisions.read(tmp_path / "d.tsv") == decisions
    assert Decisions.read(tmp_path / "none.tsv") == Decisions()
    (tmp_path / "d.tsv").write_text("name\tjudgement\tqid\nحلب\tmaybe\tQ1\n", "utf-8")
    with pytest.raises(InputError, match=r"d\.tsv:2"):
        Decisions.read(tmp_path / "d.tsv")
    for qid in ("858", "Q0", "NIL"):
        with pytest.raises(ConfigError):
            decide("حلب", Judgement.REJECTED, qid)

"""Linking a store anew, with the decisions of people, and its links as tables."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from kg.cli import main
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


def _dump(path: Path) -> bytes:
    out = io.BytesIO()
    OxigraphStore(path, read_only=True).dump(out)
    return out.getvalue()


def test_linking_the_seed_anew_by_the_same_index_changes_nothing(
    seed_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "store"
    shutil.copytree(seed_store, path)
    before = _dump(path)
    for _ in range(2):
        assert main(["link", "--store", str(path)]) == 0
        assert "links; 0 articles changed" in capsys.readouterr().err
        assert _dump(path) == before


NEWS = "وصل الوزير إلى دمشق أمس.\nثم سافر إلى طرابلس ليلا، والتقى في طرابلس نظيره.\n"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A store that the command built of one article."""
    (tmp_path / "news.txt").write_text(f"زيارة\n{NEWS}", "utf-8")
    assert main(["build", "--engine", "fast", "--store", str(tmp_path / "built"), str(tmp_path / "news.txt")]) == 0
    return tmp_path / "built"


def _item(path: Path, name: str) -> set[str]:
    rows = OxigraphStore(path, read_only=True).query(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        f' SELECT ?x ?item {{ ?x rdfs:label "{name}"@ar OPTIONAL {{ ?x skos:exactMatch ?item }} }}'
    )
    return {f"{row['x'].value.rpartition('/')[2]} {row['item'].value if row['item'] else '-'}" for row in rows}


def test_decisions_survive_rebuilds_and_what_is_known_of_the_run_stays(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = ["build", "--engine", "fast", "--store", str(built), str(tmp_path / "news.txt")]
    before, origin = _dump(built), OxigraphStore(built, read_only=True).origin("news")
    assert origin is not None
    assert all(item.endswith(" -") for item in _item(built, "طرابلس"))

    assert main(["link", "set", "طرابلس", "Q168954", "--store", str(built)]) == 0
    decided = {"Q168954 http://www.wikidata.org/entity/Q168954"}
    assert {item for item in _item(built, "طرابلس") if "wikidata" in item} == decided
    assert OxigraphStore(built, read_only=True).origin("news") == origin
    capsys.readouterr()

    assert main(build) == 0
    assert "1 unchanged" in capsys.readouterr().err
    assert {item for item in _item(built, "طرابلس") if "wikidata" in item} == decided
    after = _dump(built)
    assert main([*build, "--rebuild"]) == 0
    assert _dump(built) == after

    assert main(["link", "undo", "طرابلس", "--store", str(built)]) == 0
    assert _dump(built) == before


def test_a_rejected_item_stays_rejected(built: Path, tmp_path: Path) -> None:
    assert _item(built, "دمشق") == {
        "Q3766 http://www.wikidata.org/entity/Q3766",
        "Q3766 https://sws.geonames.org/170654/",
    }
    assert main(["link", "reject", "دمشق", "Q3766", "--store", str(built)]) == 0
    build = ["build", "--engine", "fast", "--rebuild", "--store", str(built), str(tmp_path / "news.txt")]
    assert main(build) == 0
    assert not any("Q3766" in item for item in _item(built, "دمشق"))
    assert main(["link", "accept", "دمشق", "Q3766", "--store", str(built)]) == 0
    assert "Q3766 http://www.wikidata.org/entity/Q3766" in _item(built, "دمشق")


def test_merges_follow_the_links(built: Path) -> None:
    """What two entities were one by is gone with the link, and so is the merge; the facts layer follows."""
    assert main(["link", "set", "طرابلس", "Q3766", "--store", str(built)]) == 0
    store = OxigraphStore(built, read_only=True)
    merged = store.query(
        "PREFIX kg: <https://w3id.org/khabar/ontology#>"
        f" SELECT ?local {{ GRAPH <{store.base}graph/merges> {{ ?local kg:canonical <{store.base}entity/Q3766> }} }}"
    )
    assert len(list(merged)) == 2
    assert store.compare_facts() == (set(), set())
    del store
    assert main(["link", "undo", "طرابلس", "--store", str(built)]) == 0
    store = OxigraphStore(built, read_only=True)
    assert store.compare_facts() == (set(), set())
    assert "طرابلس" not in str(_item(built, "دمشق"))

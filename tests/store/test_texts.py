"""The texts of articles: kept beside what was read from them, gone with them, and passed on only when asked."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kg.cli import EXIT_DONE, EXIT_FAILURES, EXIT_USAGE, main
from kg.link.linker import NoLinker, OfflineLinker
from kg.model import Article
from kg.ontology.schema import Schema
from kg.rdf.mapper import Mapper
from kg.relink import relink
from kg.store.oxigraph import OxigraphStore
from kg.work.outcome import Counts, Outcome, Understood
from kg.work.recipe import Recipe
from kg.work.shards import read_shard, write_shard

A = 'قال "الوزير" سامي الحداد في دمشق 😀: قُصفت \\ المدينة.\nثم غادر\tإلى حلب.'
B = "قصفت الطائرات مدينة الحديدة في اليمن."
ARTICLE = "https://w3id.org/khabar/id/article/"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    records = [{"id": "a", "title": "خبر أول", "text": A}, {"id": "b", "text": B}]
    path.write_text("\n".join(json.dumps(record) for record in records))
    return path


def _build(articles: Path, *options: str) -> Path:
    store = articles.with_name("store")
    assert main(["build", "--engine", "fast", "--store", str(store), *options, str(articles)]) == EXIT_DONE
    return store


def _texts(path: Path) -> dict[str, str]:
    rows = OxigraphStore(path, read_only=True).query(
        "PREFIX kg: <https://w3id.org/khabar/ontology#> SELECT ?a ?text { GRAPH ?g { ?a kg:text ?text } }"
    )
    return {row["a"].value.removeprefix(ARTICLE): row["text"].value for row in rows}


def test_offsets_count_in_the_text_that_is_kept(articles: Path) -> None:
    store = _build(articles)
    assert _texts(store) == {"a": f"خبر أول\n{A}", "b": B}
    rows = list(
        OxigraphStore(store, read_only=True).query(
            "PREFIX kg: <https://w3id.org/khabar/ontology#> SELECT ?a ?begin ?end ?words"
            " { GRAPH ?a { ?m kg:begin ?begin ; kg:end ?end ; kg:surface ?words } }"
        )
    )
    assert len(rows) > 5
    for row in rows:
        text = _texts(store)[row["a"].value.removeprefix(ARTICLE)]
        assert text[int(row["begin"].value) : int(row["end"].value)] == row["words"].value
    assert main(["check", "--store", str(store)]) == EXIT_DONE
    assert main(["validate", "--store", str(store)]) == EXIT_DONE


def test_a_text_changes_and_goes_with_its_article(articles: Path) -> None:
    store = _build(articles)
    articles.write_text(json.dumps({"id": "b", "text": A}))
    _build(articles)
    assert _texts(store)["b"] == A
    assert main(["forget", "--store", str(store), "b"]) == EXIT_DONE
    assert list(_texts(store)) == ["a"]


def test_texts_are_passed_on_only_when_asked(articles: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    store = _build(articles)
    capsysbinary.readouterr()

    def exported(*options: str) -> str:
        assert main(["export", "--store", str(store), *options]) == EXIT_DONE
        return capsysbinary.readouterr().out.decode()

    plain, full = exported("-f", "nq"), exported("-f", "nq", "--texts")
    added = set(full.splitlines()) - set(plain.splitlines())
    assert exported("-f", "trig").count('kg:text "') == 0
    assert exported("-f", "trig", "--texts").count('kg:text "') == 2
    assert sorted(line.split()[0] for line in added) == [f"<{ARTICLE}a>", f"<{ARTICLE}b>"]
    assert all(line.endswith("/graph/texts> .") for line in added)
    assert main(["export", "--store", str(store), "-f", "ttl", "--texts"]) == EXIT_USAGE
    assert b"--texts is for nq and trig" in capsysbinary.readouterr().err


def test_a_store_without_texts(
    articles: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def dumped() -> bytes:
        capsysbinary.readouterr()
        assert main(["export", "--store", str(store), "-f", "nq", "--texts"]) == EXIT_DONE
        return capsysbinary.readouterr().out

    store = _build(articles, "--no-text")
    assert _texts(store) == {}
    without = dumped()
    _build(articles)  # is another configuration: texts come
    assert len(_texts(store)) == 2
    monkeypatch.setenv("KG_TEXT", "no")
    _build(articles)
    assert _texts(store) == {}
    assert dumped() == without


def test_backups_and_links_made_anew_keep_texts(articles: Path, tmp_path: Path) -> None:
    path = _build(articles)
    texts = _texts(path)
    assert main(["backup", "--store", str(path), str(tmp_path / "copy")]) == EXIT_DONE
    assert main(["restore", "--store", str(path), "--replace", str(tmp_path / "copy")]) == EXIT_DONE
    assert _texts(path) == texts
    store, schema = OxigraphStore(path), Schema.load()
    assert relink(store, NoLinker(), schema, Mapper(schema, store.base)).changed == 2
    relink(store, OfflineLinker(), schema, Mapper(schema, store.base))
    del store
    assert _texts(path) == texts
    assert main(["compact", "--store", str(path)]) == EXIT_DONE
    assert _texts(path) == texts


def test_a_text_that_is_not_that_of_its_mentions_is_seen(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _build(articles)
    store = OxigraphStore(path)
    graph = "GRAPH <https://w3id.org/khabar/id/graph/texts>"
    store._store.update(
        f"DELETE {{ {graph} {{ ?a ?p ?t }} }} INSERT {{ {graph} {{ ?a ?p ?u }} }} WHERE {{ {graph} {{ ?a ?p ?t }}"
        f" FILTER(STRENDS(STR(?a), '/b')) BIND(STRLANG(CONCAT('و', STR(?t)), 'ar') AS ?u) }} ;"
        f"INSERT DATA {{ {graph} {{ <{ARTICLE}lost> <https://w3id.org/khabar/ontology#text> 'x'@ar }} }}"
    )
    store._store.flush()
    del store
    capsys.readouterr()
    assert main(["check", "--store", str(path)]) == EXIT_FAILURES
    assert [line.partition(": ")[0] for line in capsys.readouterr().out.splitlines()] == [
        f"{ARTICLE}lost",
        f"{ARTICLE}b",
    ]


def test_texts_travel_with_shards_and_processes() -> None:
    def understood(**options: bool) -> Understood:
        outcome = Recipe("fast", "none", **options).prepare().outcome(Article("a", A))
        assert isinstance(outcome, Understood)
        return outcome

    outcomes: list[Outcome] = [
        Understood(understood().graph, Counts(0, 0, 0, 0), ()),
        Understood(understood(text=False).graph, Counts(0, 0, 0, 0), ()),
    ]
    file = io.BytesIO()
    index = write_shard(outcomes, file)
    file.seek(0)
    back = [outcome.graph.text for outcome in read_shard(index, file) if isinstance(outcome, Understood)]
    assert [len(text) for text in back] == [1, 0]
    assert back[0] == understood().graph.text

"""Building again: what is unchanged is passed over, what is interrupted goes on, and a changed engine is noticed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.store.oxigraph import OxigraphStore
from kg.work import configuration

Build = Callable[..., str]
PREFIXES = "PREFIX kg: <https://w3id.org/khabar/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#>"


@pytest.fixture
def build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Build:
    """Write texts as one file of articles, build it, and return what is said on standard error."""

    def run(*texts: str, options: tuple[str, ...] = ("--engine", "fast"), code: int = 0) -> str:
        lines = [json.dumps({"id": f"a{n}", "text": text}) for n, text in enumerate(texts, 1)]
        (tmp_path / "articles.jsonl").write_text("\n".join(lines))
        command = ["build", "--store", str(tmp_path / "store"), *options, str(tmp_path / "articles.jsonl")]
        assert main(command) == code
        return capsys.readouterr().err

    return run


def _dump(path: Path) -> str:
    import io

    out = io.BytesIO()
    OxigraphStore(path).dump(out)
    return out.getvalue().decode()


def _runs(path: Path) -> list[dict[str, str]]:
    rows = OxigraphStore(path).query(
        f"{PREFIXES} SELECT ?engine ?written ?unchanged ?ended {{ GRAPH ?g {{ ?run a kg:Run ; kg:engine ?engine ; "
        "prov:startedAtTime ?started OPTIONAL { ?run kg:written ?written ; kg:unchanged ?unchanged ; "
        "prov:endedAtTime ?ended } } } ORDER BY ?started ?written"
    )
    assert isinstance(rows, ox.QuerySolutions)
    return [{v.value: row[v.value].value for v in rows.variables if row[v.value] is not None} for row in rows]


A = "التقى الوزير سامي الحداد نظيره التركي في أنقرة."
B = "قصفت الطائرات مدينة الحديدة في اليمن."


def test_only_what_has_changed_is_read_again(build: Build, tmp_path: Path) -> None:
    assert "2 articles" in build(A, B)
    before = _dump(tmp_path / "store")
    assert "0 articles, 0 entities, 0 events, 0 claims, 0 links, 0 quads" in (said := build(A, B))
    assert "2 unchanged, 0 failures" in said
    assert _dump(tmp_path / "store") == before
    said = build(A, A)
    assert said.startswith("1 articles")
    assert "1 unchanged" in said


def test_runs_are_told_apart_and_are_no_part_of_the_dump(build: Build, tmp_path: Path) -> None:
    build(A, B)
    (run,) = _runs(tmp_path / "store")
    assert (run["engine"], run["written"], run["unchanged"]) == ("fast", "2", "0")
    assert run["ended"].endswith("Z")
    dump = _dump(tmp_path / "store")
    assert "graph/runs> ." not in dump
    assert "graph/links> ." in dump
    assert main(["validate", "--store", str(tmp_path / "store")]) == 0


def test_another_engine_is_noticed(build: Build, tmp_path: Path) -> None:
    build(A, B)
    accurate = ("--engine", "accurate")
    said = build(A, B, options=(*accurate, "--no-rebuild"))
    assert "another engine, model, lexicon or version has read articles of this store: they are kept" in said
    assert "2 unchanged" in said
    said = build(A, B, options=accurate)
    assert "they are read again; --no-rebuild keeps them" in said
    assert "2 articles" in said
    assert "0 unchanged" in said
    assert "another engine" not in build(A, B, options=accurate)


def test_all_can_be_read_again(build: Build) -> None:
    build(A, B)
    assert "2 articles" in build(A, B, options=("--engine", "fast", "--rebuild"))


def test_a_changed_lexicon_is_another_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    (data / "lexicon").mkdir(parents=True)
    words = data / "lexicon" / "words.toml"

    def digest(text: str) -> str:
        words.write_text(text)
        configuration._files.cache_clear()
        return configuration.configuration("fast", "offline")

    monkeypatch.setattr(configuration, "data_dir", lambda: data)
    try:
        one = digest("a = 1")
        assert digest("a = 1") == one
        assert digest("a = 2") != one
        assert configuration.configuration("accurate", "offline") != configuration.configuration("fast", "offline")
    finally:
        configuration._files.cache_clear()


def test_forgetting_an_article_forgets_where_it_came_from(build: Build, tmp_path: Path) -> None:
    build(A, B)
    assert main(["forget", "--store", str(tmp_path / "store"), "a1"]) == 0
    store = OxigraphStore(tmp_path / "store")
    assert store.origin("a1") is None
    assert store.origin("a2") is not None
    del store
    assert build(A, B).startswith("1 articles")


def test_the_log_can_be_read_by_machines(build: Build, tmp_path: Path) -> None:
    said = build(A, "", options=("--engine", "fast", "--log", "json"), code=1)
    started, failure, finished = (json.loads(line) for line in said.splitlines())
    assert (started["event"], started["engine"]) == ("started", "fast")
    assert (failure["event"], failure["line"], failure["reason"]) == ("failure", 2, "the field `text` is empty")
    assert (finished["event"], finished["articles"], finished["failures"]) == ("finished", 1, 1)
    assert set(finished["stages"]) == {"text", "extract", "link", "map", "store"}
    assert started["run"].startswith("https://w3id.org/khabar/id/run/")

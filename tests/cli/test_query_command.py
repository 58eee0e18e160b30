"""`kg query` and `kg queries` as a user meets them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.cli.queries import listing
from kg.query.library import library
from kg.query.table import columns

PEOPLE = "SELECT ?name { ?x a kg:Person ; rdfs:label ?name FILTER(LANG(?name) = 'ar') } ORDER BY ?name"


def test_an_ad_hoc_query_prints_a_table(seed_store: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["query", PEOPLE, "--store", str(seed_store), "--bidi", "plain"]) == 0
    out, err = capfdbinary.readouterr()
    lines = out.decode().splitlines()
    assert lines[0] == "name"
    assert "سيرغي فيرشينين" in lines
    assert err == b""


def test_a_saved_query_takes_values(seed_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "answer.json"
    words = ["claims_by", "قسد", "stance=Denies", "--store", str(seed_store), "-o", str(target)]
    assert main(["query", *words]) == 0
    bindings = json.loads(target.read_bytes())["results"]["bindings"]
    assert {row["side"]["value"] for row in bindings} == {"Denies"}
    assert list(tmp_path.iterdir()) == [target]


def test_a_query_from_standard_input(
    seed_store: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("ASK { <entity/Q858> a kg:Country }"))
    assert main(["query", "-", "--store", str(seed_store)]) == 0
    assert capfdbinary.readouterr().out == b"true\n"


def test_a_limit_and_a_format(seed_store: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["query", PEOPLE, "--store", str(seed_store), "--limit", "1", "-f", "csv"]) == 0
    assert len(capfdbinary.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["evnts"], 3, "'evnts' is no saved query"),
        (["DELETE WHERE { ?s ?p ?o }"], 3, "`kg query` only reads it"),
        (["SELECT ?x { ?x a foo:Bar }"], 3, "query:1:18: the prefix foo: is not declared"),
        (["ASK {}", "-f", "ttl"], 3, "format 'ttl' is for graphs"),
        (["ASK {}", "place=x"], 2, "values are for saved queries"),
        (["ASK {}", "-o", "answer.xyz"], 2, "its ending tells no format"),
        (["ASK {}", "-o", "no/such/folder/answer.csv"], 2, "can't be written"),
        (["timeline"], 3, "needs 'entity'"),
        (["timeline", "فلان الفلاني"], 3, "the store has no entity called"),
        (["events", "--limit", "-1"], 2, "a number from 0 on"),
    ],
)
def test_what_goes_wrong_is_said(
    seed_store: Path, words: list[str], code: int, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", *words, "--store", str(seed_store)]) == code
    out, err = capfd.readouterr()
    assert message in err
    assert out == ""


def test_asking_changes_nothing(seed_store: Path, tmp_path: Path) -> None:
    dumps = []
    for name in ("before.nq", "after.nq"):
        assert main(["export", "--store", str(seed_store), "-o", str(tmp_path / name)]) == 0
        dumps.append((tmp_path / name).read_bytes())
        assert main(["query", "events", "--store", str(seed_store), "-o", str(tmp_path / "a.csv")]) == 0
    assert dumps[0] == dumps[1]


def test_a_folder_that_is_no_store_of_ours_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = ox.Store(str(tmp_path))
    foreign.flush()
    del foreign
    assert main(["query", "events", "--store", str(tmp_path)]) == 3
    assert "`kg build` did not make it" in capsys.readouterr().err


def test_a_reader_that_has_had_enough_is_no_error(seed_store: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000"
    command = [sys.executable, "-m", "kg", "query", query, "--store", str(seed_store), "-f", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().strip() == b"a,b,c,d,e,f"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_queries_are_listed_with_what_they_take(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["queries"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(library())
    assert any(line.startswith("timeline ENTITY [from=] [to=]  The dated events") for line in map(_squeezed, lines))


def test_queries_are_listed_in_arabic(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["queries", "--lang", "ar"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "weapons [agent=]  \u2068بماذا تُشن الهجمات: الأسلحة بحسب عدد الهجمات\u2069" in map(_squeezed, lines)
    assert main(["queries", "weapons", "--lang", "ar"]) == 0
    assert capsys.readouterr().out.startswith("بماذا تُشن الهجمات")


def test_the_list_fits_a_terminal() -> None:
    lines = listing(list(library().values()), "ar", 80).splitlines()
    assert all(columns(line) <= 80 for line in lines)
    assert lines[0].split() == ["query", "answers"]


def _squeezed(line: str) -> str:
    name, _, summary = line.partition("  ")
    return f"{name}  {summary.strip()}"


def test_a_query_is_shown_with_its_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["queries", "timeline"]) == 0
    out = capsys.readouterr().out
    assert "entity     entity     whom or what the timeline is of (needed)" in out
    assert "kg query timeline entity='دير الزور'" in out
    assert "#+" not in out


def test_an_unknown_query_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["queries", "nothing"]) == 3
    assert "no saved query is called 'nothing'" in capsys.readouterr().err


def test_the_shipped_queries_pass_their_check(seed_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["queries", "--check", "--store", str(seed_store)]) == 0
    assert f"{len(library())} queries, 0 faults" in capsys.readouterr().err


def test_a_bad_query_fails_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.rq").write_text("SELECT ?x { ?x a kg:Event", "utf-8")
    assert main(["queries", "--check", "--queries", str(tmp_path), "--store", str(tmp_path / "none")]) == 1
    err = capsys.readouterr().err
    assert "bad.rq: the header lacks `#+ summary:`" in err
    assert "the '{' of line 1 is never closed" in err


def test_pages_of_an_answer(news_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    def lines(*words: str) -> list[bytes]:
        assert main(["query", "events", "--store", str(news_path), "-f", "csv", *words]) == 0
        return capfdbinary.readouterr().out.splitlines()

    whole = lines()
    assert lines("--offset", "2", "--limit", "3") == [whole[0], *whole[3:6]]


def test_an_explained_query_asks_the_same(news_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["--store", str(news_path)]
    assert main(["query", "attacks_by_place", "دير الزور", "--explain", *words]) == 0
    text = capfd.readouterr().out
    assert "VALUES ?place { <https://w3id.org/khabar/id/entity/Q239097> }" in text
    assert main(["query", text, *words]) == 0
    explained = capfd.readouterr().out
    assert main(["query", "attacks_by_place", "دير الزور", *words]) == 0
    assert capfd.readouterr().out == explained

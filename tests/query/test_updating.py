"""Changing a store by SPARQL Update, where the user says so."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import main
from kg.store.reading import StoreReader

ADD = 'INSERT DATA { <entity/Q858> skos:altLabel "الجمهورية"@ar }'
ASKED = 'ASK { <entity/Q858> <http://www.w3.org/2004/02/skos/core#altLabel> "الجمهورية"@ar }'


@pytest.fixture
def own(news_path: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(news_path, tmp_path / "store"))


def _has(store: Path) -> bool:
    reader = StoreReader(store)
    return bool(reader.query(f"BASE <{reader.base}> {ASKED}"))


def test_an_update_changes_the_store_if_the_flag_says_so(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", ADD, "--store", str(own)]) == 3
    assert "--update lets it change it" in capsys.readouterr().err
    assert not _has(own)
    assert main(["query", "--update", ADD, "--store", str(own)]) == 0
    assert "updated" in capsys.readouterr().err
    assert _has(own)


def test_updates_come_from_files_and_standard_input(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "add.ru"
    file.write_text(ADD, "utf-8")
    # On a leash, as a process of its own: one that forks may not have opened a store for writing before.
    command = [sys.executable, "-m", "kg", "query", "--update", str(file), "--store", str(own), "--timeout", "30"]
    subprocess.run(command, check=True, capture_output=True)
    assert _has(own)
    monkeypatch.setattr(sys, "stdin", io.StringIO(ADD.replace("INSERT", "DELETE")))
    assert main(["query", "--update", "-", "--store", str(own)]) == 0
    assert not _has(own)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["SELECT * { ?s ?p ?o }"], 3, "this is a query and changes nothing; leave --update away"),
        (["INSERT DATA {\n  <a> kg:nothing"], 3, "update:2:17: the '{' of line 1 is never closed"),
        (["DELETE WHERE { ?x a foo:Bar }"], 3, "update:1:21: the prefix foo: is not declared"),
        (["DROP ALL", "x=1"], 2, "an update takes no values"),
        (["none.ru"], 3, "none.ru: can't be read"),
        ([" "], 3, "the update is empty"),
    ],
)
def test_what_is_no_update_changes_nothing(
    own: Path, words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = StoreReader(own).query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert main(["query", "--update", *words, "--store", str(own)]) == code
    assert message in capsys.readouterr().err
    after = StoreReader(own).query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert [row["n"] for row in before] == [row["n"] for row in after]


def test_no_store_is_made_for_an_update(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--update", ADD, "--store", str(tmp_path / "none")]) == 3
    assert "no store in" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

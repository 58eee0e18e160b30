"""Backup, restore, check and compact, as a user runs them."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from kg.bench.synthetic import graphs
from kg.cli import EXIT_BAD_DATA, EXIT_DONE, EXIT_FAILURES, EXIT_USAGE, main
from kg.store.oxigraph import OxigraphStore


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "news"
    OxigraphStore(path).write(list(graphs(4)))
    return path


def _dump(path: Path) -> bytes:
    out = io.BytesIO()
    OxigraphStore(path, read_only=True).dump(out)
    return out.getvalue()


def test_a_backup_can_be_restored(store: Path, tmp_path: Path) -> None:
    before = _dump(store)
    backup = tmp_path / "backups" / "monday"
    assert main(["backup", "--store", str(store), str(backup)]) == EXIT_DONE
    assert main(["forget", "--store", str(store), "syn-1"]) == EXIT_DONE
    assert _dump(store) != before
    assert main(["restore", "--store", str(store), str(backup)]) == EXIT_USAGE
    assert main(["restore", "--store", str(store), "--replace", str(backup)]) == EXIT_DONE
    assert _dump(store) == before
    assert main(["restore", "--store", str(tmp_path / "other"), str(backup)]) == EXIT_DONE
    assert _dump(tmp_path / "other") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "news", "other"]


def test_no_backup_goes_over_another(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in (EXIT_DONE, EXIT_BAD_DATA):
        assert main(["backup", "--store", str(store), str(tmp_path / "copy")]) == code
    assert "the backup can't be written" in capsys.readouterr().err


def test_a_backup_is_taken_while_another_process_writes(store: Path, tmp_path: Path) -> None:
    writer = OxigraphStore(store)
    assert main(["backup", "--store", str(store), str(tmp_path / "copy")]) == EXIT_DONE
    writer.write(list(graphs(6)))
    assert OxigraphStore(tmp_path / "copy", read_only=True).statistics().articles == 4


def test_a_facts_layer_that_is_out_of_order_is_seen_and_repaired(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _dump(store)
    assert main(["check", "--store", str(store)]) == EXIT_DONE
    spoilt = OxigraphStore(store)
    spoilt._store.update("DELETE { ?s ?p ?o } INSERT { ?s ?p 'wrong' } WHERE { ?s ?p ?o FILTER(isLiteral(?o)) }")
    spoilt._store.flush()
    del spoilt
    capsys.readouterr()
    assert main(["check", "--store", str(store)]) == EXIT_FAILURES
    assert "don't follow from the articles" in capsys.readouterr().out
    assert main(["check", "--store", str(store), "--repair"]) == EXIT_DONE
    assert _dump(store) == before


def test_compacting_changes_nothing(store: Path) -> None:
    before = _dump(store)
    assert main(["compact", "--store", str(store)]) == EXIT_DONE
    assert _dump(store) == before


def test_a_store_written_anew_has_nothing_of_what_was_forgotten(tmp_path: Path) -> None:
    path, secret = tmp_path / "news", "وثيقة_سرية_لا_تنشر"
    (tmp_path / "a.jsonl").write_text(
        "\n".join(json.dumps({"id": name, "text": text}) for name, text in (("a", f"خبر {secret} قصير"), ("b", "خبر")))
    )
    assert main(["build", "--engine", "fast", "--store", str(path), str(tmp_path / "a.jsonl")]) == EXIT_DONE

    def held() -> bool:
        return any(secret.encode() in file.read_bytes() for file in path.iterdir())

    assert main(["compact", "--store", str(path)]) == EXIT_DONE
    assert held()
    assert main(["forget", "--store", str(path), "a"]) == EXIT_DONE
    before, origin = _dump(path), OxigraphStore(path, read_only=True).origin("b")
    assert main(["compact", "--store", str(path), "--rewrite"]) == EXIT_DONE
    assert not held()
    assert _dump(path) == before
    assert OxigraphStore(path, read_only=True).origin("b") == origin is not None
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.jsonl", "news"]


def test_a_folder_that_is_no_store_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["restore", "--store", str(tmp_path / "s"), str(tmp_path / "empty")]) == EXIT_BAD_DATA
    shutil.rmtree(tmp_path / "empty")
    assert list(tmp_path.iterdir()) == []

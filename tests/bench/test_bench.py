"""`kg bench` measures what it says, on little."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import EXIT_BAD_DATA, EXIT_DONE, main


def test_figures_as_tables_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = {"text": "قصفت طائرات مدينة الحديدة يوم 3 مايو 2021."}
    (tmp_path / "a.jsonl").write_text("\n".join([json.dumps(article)] * 3))
    command = ["bench", "--sizes", "5", "--engines", "fast", "--jobs", "1", "--json", str(tmp_path / "f.json")]
    assert main([*command, str(tmp_path / "a.jsonl")]) == EXIT_DONE
    figures = json.loads((tmp_path / "f.json").read_text())
    (store,), (engine,) = figures["stores"], figures["engines"]
    assert store["articles"] == 5
    assert 1000 < store["quads"] < 5000
    assert set(store["query_ms"]) == {"timeline", "attacks by place", "contested", "evidence"}
    assert (engine["engine"], engine["articles"]) == ("fast", 3)
    assert set(engine["stage_ms"]) == {"text", "extract", "link", "map"}
    assert "5 articles" in capsys.readouterr().out


def test_an_input_that_is_not_there_is_told_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    for name, reason in (("nowhere.jsonl", "no such file or folder"), ("empty.jsonl", "")):
        assert main(["bench", "--sizes", "5", str(tmp_path / name)]) == EXIT_BAD_DATA
        told = capsys.readouterr()
        assert told.out == ""
        assert f"{name}: {reason}" in told.err

"""The command as a user meets it: exit codes, messages, outputs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS, main

ARTICLE = "التقى وزير الخارجية الروسي سيرغي لافروف نظيره التركي مولود تشاووش أوغلو في أنقرة لبحث الأزمة الليبية."


def _articles(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines), "utf-8")
    return path


def test_every_command_explains_itself_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        assert main([name, "--help"]) == 0
        assert f"kg {name}" in capsys.readouterr().out


def test_an_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bild"]) == 2
    assert "no command 'bild'" in capsys.readouterr().err


def test_a_missing_store_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "events", "--store", str(tmp_path / "none")]) == 3
    assert "kg build --store" in capsys.readouterr().err


def test_bad_articles_are_reported_with_file_and_line_and_the_rest_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _articles(
        tmp_path / "news.jsonl", {"id": "a", "text": ARTICLE}, "{broken", {"id": "b"}, {"id": "a", "text": "x"}
    )
    store = str(tmp_path / "store")
    assert main(["build", "--store", store, str(file)]) == 1
    err = capsys.readouterr().err
    assert f"{file}:2: not valid JSON" in err
    assert f"{file}:3: the field `text` is missing" in err
    assert f"{file}:4: the id 'a' is taken by {file}:1" in err
    assert "1 articles" in err
    assert "3 failures" in err
    assert main(["stats", "--json", "--store", store]) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 1


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    file = _articles(tmp_path / "news.jsonl", {"id": "a", "text": ARTICLE, "published": "2020-01-02"})
    dumps = []
    for store in ("one", "two", "one"):
        assert main(["build", "--store", str(tmp_path / store), str(file)]) == 0
        out = tmp_path / "dump.nq"
        assert main(["export", "--store", str(tmp_path / store), "-o", str(out)]) == 0
        dumps.append(out.read_bytes())
    assert dumps[0] == dumps[1] == dumps[2]
    assert dumps[0].splitlines() == sorted(dumps[0].splitlines())


def test_a_forgotten_article_leaves_no_trace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _articles(tmp_path / "one.jsonl", {"id": "a", "text": ARTICLE})
    both = _articles(
        tmp_path / "both.jsonl", {"id": "a", "text": ARTICLE}, {"id": "b", "text": f"{ARTICLE} وقال لافروف ذلك."}
    )
    for name, file in (("x", one), ("y", both)):
        assert main(["build", "--store", str(tmp_path / name), str(file)]) == 0
    assert main(["forget", "--store", str(tmp_path / "y"), "b"]) == 0
    assert main(["forget", "--store", str(tmp_path / "y"), "b"]) == 1
    for name in ("x", "y"):
        assert main(["export", "--store", str(tmp_path / name), "-o", str(tmp_path / f"{name}.nq")]) == 0
    assert (tmp_path / "x.nq").read_bytes() == (tmp_path / "y.nq").read_bytes()


def test_a_built_store_is_valid(seed_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--store", str(seed_store)]) == 0


def test_extract_prints_one_json_object_an_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(ARTICLE, "utf-8")
    assert main(["extract", str(file)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {e["type"] for e in found["events"]} == {"Meeting"}
    for entity in found["entities"]:
        for mention in entity["mentions"]:
            assert ARTICLE[mention["begin"] : mention["end"]] == mention["text"]


def test_query_starts_without_the_heavy_libraries(seed_store: Path) -> None:
    code = (
        "import sys; before = set(sys.modules); from kg.cli import main; "
        f"assert main(['query', 'events', '--store', {str(seed_store)!r}, '--format', 'csv']) == 0; "
        "heavy = {'torch', 'transformers', 'rdflib', 'owlready2', 'rich', 'numpy', 'camel_tools', 'onnxruntime', "
        "'httpx', 'prompt_toolkit', 'typing', 'dataclasses', 'inspect', 'json', 'shutil'}; "
        "loaded = heavy & (set(sys.modules) - before) | {m for m in sys.modules if m.startswith('kg.extract')}; "
        "sys.exit(f'loaded: {loaded}' if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "MissileAttack" in done.stdout


def test_link_explains_its_candidates(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", "--explain", "طرابلس", "--type", "City"]) == 0
    assert "Q3579" in capsys.readouterr().out

import json
from pathlib import Path

import pytest

from kg.train.gold import read_gold, samples_of

TEXT = "وصل نديم سليم إلى الرقة.\nوقال سليم: نعود للرقة وبالرقة أهلنا، والرقة لنا"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    record = {"id": "own-1", "title": "نديم سليم في الرقة", "text": TEXT}
    (tmp_path / "articles.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    entities = [
        {"subtype": "Person", "names": ["نديم سليم", "سليم"]},
        {"subtype": "City", "names": ["الرقة"]},
    ]
    (tmp_path / "gold" / "own-1.json").write_text(json.dumps({"entities": entities}), encoding="utf-8")
    return tmp_path


def test_every_occurrence_is_found_without_its_proclitics(folder: Path) -> None:
    (article,) = read_gold(folder)
    found = [(article.text[begin:end], kind) for begin, end, kind in article.spans]
    assert found == [
        ("نديم سليم", "Person"),
        ("الرقة", "City"),
        ("نديم سليم", "Person"),
        ("الرقة", "City"),
        ("سليم", "Person"),
        ("رقة", "City"),
        ("الرقة", "City"),
        ("الرقة", "City"),
    ]


def test_samples_tell_how_many_letters_stand_before_a_name(folder: Path) -> None:
    (article,) = read_gold(folder)
    last = samples_of(article)[-1]
    letters = {
        word: count
        for word, count, tag in zip(last.words, last.clitics, last.tags["project"], strict=True)
        if tag[0] == "B"
    }
    assert letters == {"سليم": 0, "للرقة": 2, "وبالرقة": 2, "والرقة": 1}


def test_an_article_without_annotation_is_left_out(folder: Path) -> None:
    (folder / "gold" / "own-1.json").unlink()
    assert list(read_gold(folder)) == []

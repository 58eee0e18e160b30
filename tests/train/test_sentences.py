"""The annotation of single sentences: read beside the corpus that holds their texts."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.train.sentences import annotated_sentences

_TEXT = "قصف الجيش مواقع الكتائب في المدينة، وقالت الوزارة إن الوزير سيلتقي السفير."


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    with lzma.open(folder / "news.jsonl.xz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "7", "title": "عنوان", "text": _TEXT}, ensure_ascii=False) + "\n")
    return folder


def _annotation(tmp_path: Path, article: str, events: str) -> Path:
    begin = len("عنوان\n")
    path = tmp_path / "sentences.tsv"
    path.write_text(f"# made by a test\n{article}\t{begin}\t{begin + len(_TEXT)}\t{events}\n", encoding="utf-8")
    return path


def test_a_sentence_is_an_annotated_article_of_its_own(tmp_path: Path, raw: Path) -> None:
    path = _annotation(
        tmp_path,
        "7",
        "Shelling; agent=الجيش; target=الكتائب; place=المدينة"
        " ## Meeting; participant=الوزير|السفير; says=الوزارة; modality=planned",
    )
    ((record, gold),) = annotated_sentences(path, raw)
    assert record["text"] == _TEXT
    attack, meeting = gold["events"]
    assert (attack["type"], attack["subtype"], attack["agent"]) == ("Attack", "Shelling", ["الجيش"])
    assert (attack["target"], attack["place"], attack["evidence"]) == (["الكتائب"], ["المدينة"], [_TEXT])
    assert (meeting["type"], meeting["participant"]) == ("DiplomaticMeeting", ["الوزير", "السفير"])
    assert meeting["claims"] == [{"claimant": "الوزارة", "stance": "asserts"}]
    assert meeting["modality"] == "planned"


def test_a_dash_tells_no_event(tmp_path: Path, raw: Path) -> None:
    ((_, gold),) = annotated_sentences(_annotation(tmp_path, "7", "-"), raw)
    assert gold == {"entities": [], "events": []}


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ("Shelling; agent=الأسطول", "does not stand in the sentence"),
        ("Shelling; weapon=مدفع", "neither a role nor a modality"),
        ("Shelling; modality=perhaps", "neither a role nor a modality"),
    ],
)
def test_what_annotation_cannot_say_is_named_with_its_line(tmp_path: Path, raw: Path, events: str, words: str) -> None:
    path = _annotation(tmp_path, "7", events)
    with pytest.raises(InputError, match=words) as error:
        list(annotated_sentences(path, raw))
    assert error.value.line == 2


def test_an_article_that_the_corpus_lacks_is_an_error(tmp_path: Path, raw: Path) -> None:
    with pytest.raises(InputError, match="8 among them"):
        list(annotated_sentences(_annotation(tmp_path, "8", "-"), raw))

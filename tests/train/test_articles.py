"""The annotation of whole articles, and the model that is trained on it."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.extract.engine import Engine
from kg.train.articles import annotated_articles
from kg.train.events import examples_of
from kg.train.labelled import of_articles, of_gold

_TITLE = "قصف على إدلب"
_TEXT = "قصف الجيش الروسي مدينة إدلب السبت. وقال الوزير إن القصف دمر منزلا. وناقش البرلمان الموازنة في موسكو."
_WHOLE = f"{_TITLE}\n{_TEXT}"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    with lzma.open(folder / "news.jsonl.xz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "7", "title": _TITLE, "text": _TEXT}, ensure_ascii=False) + "\n")
    return folder


def _annotation(tmp_path: Path, line: str) -> Path:
    path = tmp_path / "articles.tsv"
    path.write_text(f"# made by a test\n{line}\n", encoding="utf-8")
    return path


def _spans(*words: str) -> str:
    return " ".join(f"{at}-{at + len(word)}" for word in words if (at := _WHOLE.index(word)) >= 0)


def test_an_event_has_roles_and_the_words_that_tell_it(tmp_path: Path, raw: Path) -> None:
    path = _annotation(tmp_path, f"7\tShelling; agent=الجيش الروسي; place=مدينة إدلب\t{_spans('قصف', 'القصف')}")
    (article,) = annotated_articles(path, raw)
    ((event, spans),) = article.events
    assert (article.id, article.title, event["type"], event["agent"]) == ("7", _TITLE, "Attack", ["الجيش الروسي"])
    assert [article.text[begin:end] for begin, end in spans] == ["قصف", "القصف"]


def test_an_article_may_tell_no_event(tmp_path: Path, raw: Path) -> None:
    (article,) = annotated_articles(_annotation(tmp_path, "7\t-"), raw)
    assert article.events == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("7\tShelling; place=إدلب\t3", "pairs of offsets"),
        ("7\tShelling; place=إدلب", "no words that tell it"),
        ("7\tShelling; weapon=قنبلة\t0-3", "neither a role nor a modality"),
        ("8\t-", "not in"),
    ],
)
def test_what_cannot_be_said_is_an_error_with_its_line(tmp_path: Path, raw: Path, line: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        list(annotated_articles(_annotation(tmp_path, line), raw))


def test_tellings_are_labelled_by_their_words(tmp_path: Path, raw: Path, engine: Engine) -> None:
    second = _WHOLE.index("القصف")
    line = f"7\tShelling; agent=الجيش الروسي; place=مدينة إدلب\t0-3 13-16 {second}-{second + 5}"
    (article,) = of_articles(annotated_articles(_annotation(tmp_path, line), raw), engine)
    told = [(t.word, number) for t, number in zip(article.reading.tellings, article.events, strict=True)]
    assert {("قصف", 0), ("ناقش", None)} <= {(word.lstrip("و"), number) for word, number in told}
    examples = list(examples_of([article]))
    assert {(e.family, e.answer) for e in examples if e.question == "telling"} == {
        ("Attack", True),
        ("DiplomaticMeeting", False),
    }
    assert {e.answer for e in examples if e.question == "joining"} == {True}


def test_tellings_are_labelled_by_quotations(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "gold").mkdir()
    record = {"id": "7", "title": _TITLE, "text": _TEXT, "published": "2018-05-06"}
    (tmp_path / "articles.jsonl").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    event = {"id": "v1", "type": "Attack", "evidence": ["قصف الجيش الروسي مدينة إدلب"], "agent": ["e1"], "place": []}
    gold = {"entities": [{"id": "e1", "type": "Actor", "names": ["الجيش الروسي"]}], "events": [event]}
    (tmp_path / "gold" / "7.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    (article,) = of_gold(tmp_path, engine)
    by_sentence = {t.telling.sentence: n for t, n in zip(article.reading.tellings, article.events, strict=True)}
    assert by_sentence[1] == 0
    assert not article.exhaustive

"""Reading texts, with and without a sidecar."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Article

Read = Callable[..., list[Article | InputError]]
ReadOne = Callable[..., Article]
Told = Callable[..., list[str]]
ReadAll = Callable[..., list[Article]]

ISO = "2021-07-05 or 2021-07-05T10:00:00Z"


def test_the_first_line_of_a_text_is_its_title_and_the_text_stays_as_it_is(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "خبر.txt"
    file.write_bytes("العنوان\r\nالمتن الأول\r\nالثاني".encode())
    (article,) = read(file)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.text) == ("خبر", "العنوان", "العنوان\nالمتن الأول\nالثاني")


def test_a_sidecar_gives_date_and_source(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").write_text("عنوان\nمتن", "utf-8")
    (tmp_path / "a.json").write_text('{"published": "2020-02-29", "source": "سانا", "id": "x"}', "utf-8")
    (article,) = read(tmp_path)
    assert isinstance(article, Article)
    assert (article.id, article.published, article.source) == ("x", "2020-02-29", "سانا")


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ("عنوان\nمتن", "عنوان"),
        ("عنوان\n\nمتن\n", "عنوان"),
        ("نص من سطر واحد", None),
        ("نص من سطر واحد\n \n", None),
        ("\nعنوان\nمتن", None),
        ("\ufeffعنوان\nمتن", "عنوان"),
    ],
)
def test_the_text_is_the_file_and_its_first_line_the_title(
    tmp_path: Path, data: str, title: str | None, read_one: ReadOne
) -> None:
    (tmp_path / "a.txt").write_text(data, "utf-8")
    article = read_one(tmp_path / "a.txt")
    assert article.text == data.removeprefix("\ufeff")
    assert article.title == title


def test_offsets_are_the_same_in_a_text_and_in_json_lines(tmp_path: Path, read_all: ReadAll) -> None:
    (tmp_path / "a.txt").write_bytes("عنوان\r\nمتن\rأول\nثان".encode())
    (tmp_path / "b.jsonl").write_text(json.dumps({"title": "عنوان", "text": "متن\nأول\r\nثان"}), "utf-8")
    one, two = read_all(tmp_path)
    assert one.text == two.text == "عنوان\nمتن\nأول\nثان"
    assert one.title == two.title


def test_a_title_of_spaces_is_none_but_counts_in_offsets(tmp_path: Path, read_all: ReadAll) -> None:
    (tmp_path / "b.jsonl").write_text('{"title": " ", "text": "a"}\n{"title": "", "text": "a"}', "utf-8")
    assert [(a.title, a.text) for a in read_all(tmp_path)] == [(None, " \na"), (None, "a")]


def test_the_signs_of_a_heading_are_no_part_of_the_title(tmp_path: Path, read_one: ReadOne) -> None:
    (tmp_path / "a.md").write_text("# عنوان\n\nمتن", "utf-8")
    article = read_one(tmp_path)
    assert (article.title, article.text) == ("عنوان", "# عنوان\n\nمتن")


def test_a_sidecar_s_title_changes_no_offset(tmp_path: Path, read_one: ReadOne) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress("سطر\nمتن".encode()))
    (tmp_path / "a.json").write_text('{"title": "عنوان آخر", "text": "لا شيء", "language": "ar-SY"}', "utf-8")
    article = read_one(tmp_path)
    assert (article.title, article.text, article.language) == ("عنوان آخر", "سطر\nمتن", "ar-SY")
    assert article.origin.path == str(tmp_path / "a.txt.gz")


def test_a_sidecar_that_is_named_too_is_no_article(tmp_path: Path, told: Told) -> None:
    (tmp_path / "a.txt").write_text("متن", "utf-8")
    (tmp_path / "a.json").write_text('{"id": "x"}', "utf-8")
    assert told(tmp_path / "a.json", tmp_path / "a.txt") == ["x"]
    assert told(tmp_path / "a.json") == ["a.json: the field `text` is missing"]


@pytest.mark.parametrize(
    ("sidecar", "message"),
    [
        (b'{"published": "gestern"}', "a.json: the field `published` is 'gestern', expected an ISO date like " + ISO),
        (b'{"source": 1}', "a.json: the field `source` is a number, expected a string"),
        (b"[]", "a.json:1: expected a JSON object, found a list"),
        (b'{\n"id" 1}', "a.json:2: not valid JSON: Expecting ':' delimiter (column 6)"),
    ],
)
def test_what_is_wrong_with_a_sidecar_is_reported_of_the_sidecar(
    tmp_path: Path, sidecar: bytes, message: str, told: Told
) -> None:
    (tmp_path / "a.txt").write_text("متن", "utf-8")
    (tmp_path / "a.json").write_bytes(sidecar)
    (tmp_path / "b.txt").write_text("متن", "utf-8")
    assert told(tmp_path) == [message, "b"]


def test_a_text_on_standard_input_may_begin_with_a_bracket(read_one: ReadOne, told: Told) -> None:
    for text in ("[عاجل] وصل الوفد", "\n\n عنوان\nمتن"):
        assert read_one("-", stdin=text.encode()).text == text
    assert told("-", stdin=b" \n") == ["-: standard input is empty"]
    assert told("-") == ["-: there is no standard input"]


@given(text=st.text(min_size=1).filter(lambda text: text.strip() and "\x00" not in text), escaped=st.booleans())
def test_every_text_comes_through_as_it_is(text: str, escaped: bool, read_one: ReadOne) -> None:
    article = read_one("-", stdin=json.dumps({"text": text}, ensure_ascii=escaped).encode())
    assert article.text == text.replace("\r\n", "\n").replace("\r", "\n")

"""Reading what is broken: each fault is reported with file and line, and the rest is read."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Article

Read = Callable[..., list[Article | InputError]]
Told = Callable[..., list[str]]

ICONV = "if it is an older Arabic file, convert it: iconv -f windows-1256 -t utf-8"
NUL = "holds NUL characters; if it is UTF-16, convert it: iconv -f utf-16le -t utf-8"
ISO = "2021-07-05 or 2021-07-05T10:00:00Z"
KEY = "Expecting property name enclosed in double quotes"
KNOWN = ".txt .md .html .htm .jsonl .json"


BROKEN = [
    ("x.txt", "مرحبا".encode("windows-1256"), "x.txt: not UTF-8 (byte 0 is 0xe3); " + ICONV),
    ("x.txt", b"\xef\xbb\xbfab\xff", "x.txt: not UTF-8 (byte 5 is 0xff); " + ICONV),
    ("x.txt", b"", "x.txt: the file is empty"),
    ("x.txt", b"\xef\xbb\xbf \r\n", "x.txt: the file is empty"),
    ("x.txt", "نص ثان".encode("utf-16le"), f"x.txt: {NUL}"),
    ("x.txt", b"\xff\xfe\x00\xdc", "x.txt: begins as UTF-16, but is none from byte 2 on"),
    ("x.txt", gzip.compress(b"a"), "x.txt: compressed by gzip; give the file the ending .gz, or decompress it"),
    ("x.txt", b"%PDF-1.7\xff", "x.txt: a PDF, not text"),
    ("x.txt.gz", b"no gzip", "x.txt.gz: can't be read: Not a gzipped file (b'no')"),
    ("x.jsonl", b"", "x.jsonl: the file is empty"),
    ("x.jsonl", b"\n \n", "x.jsonl: the file is empty"),
    ("x.jsonl", b"{nope}\n", f"x.jsonl:1: not valid JSON: {KEY} (column 2)"),
    ("x.jsonl", b'\n{"text": "a', "x.jsonl:2: not valid JSON: Unterminated string starting at (column 10)"),
    ("x.jsonl", b'{"title": "t"}\n', "x.jsonl:1: the field `text` is missing"),
    ("x.jsonl", b'{"text": null}\n', "x.jsonl:1: the field `text` is missing"),
    ("x.jsonl", b'{"text": "  "}\n', "x.jsonl:1: the field `text` is empty"),
    ("x.jsonl", b'{"text": 5}\n', "x.jsonl:1: the field `text` is a number, expected a string"),
    ("x.jsonl", b'{"text": "a", "id": true}\n', "x.jsonl:1: the field `id` is a truth value, expected a string"),
    ("x.jsonl", b'{"text": "a", "title": ["b"]}\n', "x.jsonl:1: the field `title` is a list, expected a string"),
    ("x.jsonl", b'"text"\n', "x.jsonl:1: expected a JSON object, found a string"),
    ("x.jsonl", b"[1]", "x.jsonl: item 1 is no JSON object"),
    ("x.jsonl", b"[" * 200_000, "x.jsonl:1: not valid JSON: nested too deeply"),
    ("x.jsonl", b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "x.jsonl:1: not valid JSON: a number of too many digits"),
    ("x.jsonl", b'{"text": "a\\u0000"}\n', "x.jsonl:1: the field `text` holds a NUL character"),
    ("x.jsonl", b'{"text": "a\x00"}\n', f"x.jsonl:1: {NUL}"),
    (
        "x.jsonl",
        b'{"text": "ab\\ud800"}\n',
        "x.jsonl:1: the field `text` holds half of a surrogate pair (\\ud800 at character 2)",
    ),
    ("x.jsonl", b'{"text": "\xff"}\n', "x.jsonl:1: not UTF-8 (byte 10 is 0xff); " + ICONV),
    ("x.json", b"[]", "x.json:1: the list is empty"),
    ("x.json", b'[{"text": "a"}, {"text": 1}]', "x.json: item 2: the field `text` is a number, expected a string"),
    ("x.json", b'\n{\n "text": "a"\n\n oops }', "x.json:5: not valid JSON: Expecting ',' delimiter (column 2)"),
    ("x.html", b"<html></html>", "x.html: no article text found on this page"),
    ("x.docx", b"PK", f"x.docx: unknown kind of file; known: {KNOWN}, also with .gz or .zst"),
]


@pytest.mark.parametrize(("name", "data", "message"), BROKEN)
def test_what_is_broken_is_reported_with_file_and_line(
    tmp_path: Path, name: str, data: bytes, message: str, told: Told
) -> None:
    (tmp_path / name).write_bytes(data)
    assert [m for m in told(tmp_path / name) if m.startswith("x.")] == [message]


@pytest.mark.parametrize(
    "published",
    [
        "5/7/2021",
        "2021-13-01",
        "2021-02-30",
        "99999-01-01",
        "٢٠٢١-٠٧-٠٥",
        "2021",
        "2021-07-05T25:00",
        "2021-07-05T10:00+15:00",
    ],
)
def test_a_day_that_is_none_is_reported(tmp_path: Path, published: str, told: Told) -> None:
    (tmp_path / "x.jsonl").write_text(json.dumps({"text": "a", "published": published}), "utf-8")
    assert told(tmp_path / "x.jsonl") == [
        f"x.jsonl:1: the field `published` is {published!r}, expected an ISO date like {ISO}"
    ]


def test_one_broken_line_costs_no_other(tmp_path: Path, told: Told) -> None:
    lines = [b'{"text": "a"}', b'{"text": "b"', '{"text": "ج"}'.encode("windows-1256"), b"", b'{"text": "d"}\r']
    (tmp_path / "x.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines))
    assert told(tmp_path / "x.jsonl") == [
        "x-1",
        "x.jsonl:2: not valid JSON: Expecting ',' delimiter (column 13)",
        "x.jsonl:3: not UTF-8 (byte 10 is 0xcc); " + ICONV,
        "x-5",
    ]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_what_stands_before_a_break_is_kept(tmp_path: Path, ending: str, read: Read) -> None:
    rows = b"".join(b'{"text": "%s"}\n' % os.urandom(20).hex().encode() for _ in range(5000))
    packed = gzip.compress(rows) if ending == ".gz" else zstandard.compress(rows)
    file = tmp_path / f"x.jsonl{ending}"
    file.write_bytes(packed[: len(packed) * 2 // 3])
    *articles, error = read(file)
    assert 500 < len(articles) < 5000
    assert all(isinstance(item, Article) for item in articles)
    assert isinstance(error, InputError)
    assert error.line == len(articles) + 1
    assert error.reason.startswith("can't be read on: ")
    assert "end" in error.reason


@pytest.mark.parametrize("name", ["x.txt.zst", "x.jsonl.zst", "x.txt.gz"])
def test_a_bomb_is_no_article(tmp_path: Path, name: str, told: Told) -> None:
    bomb = b"a" * (65 * 2**20)
    (tmp_path / name).write_bytes(gzip.compress(bomb, 1) if name.endswith("gz") else zstandard.compress(bomb, 1))
    message = {
        "x.txt.zst": "x.txt.zst: larger than 64 MiB; no article is",
        "x.txt.gz": "x.txt.gz: larger than 64 MiB; no article is",
        "x.jsonl.zst": "x.jsonl.zst:1: a line of more than 64 MiB; no article is that long",
    }
    assert told(tmp_path / name) == [message[name]]


def test_the_line_behind_one_too_long_isread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told) -> None:
    monkeypatch.setattr("kg.read.decode.MAX_BYTES", 2**20)
    for codec in ("utf-8", "utf-16"):
        (tmp_path / "x.jsonl").write_bytes(('{"text": "' + "a" * 2**21 + '"}\n{"text": "b"}\n').encode(codec))
        long = "x.jsonl:1: a line of more than 1 MiB; no article is that long"
        assert told(tmp_path / "x.jsonl") == [long, "x-2"]


def test_a_document_too_large_is_to_be_written_by_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    monkeypatch.setattr("kg.read.jsonl.MAX_BYTES", 99)
    (tmp_path / "x.json").write_text("[\n" + '{"text": "a"},\n' * 9 + '{"text": "a"}]', "utf-8")
    message = "x.json:1: a JSON document of more than 0 MiB; write one article a line, as .jsonl"
    assert told(tmp_path / "x.json") == [message]


def test_ids_are_taken_once_in_a_whole_run(tmp_path: Path, told: Told) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "x"}\n{"id": "1", "text": "y"}\n', "utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.txt").write_text("نص", "utf-8")
    messages = told(tmp_path / "a.jsonl", tmp_path / "b")
    assert messages == [
        "1",
        "a.jsonl:2: the id '1' is taken by a.jsonl:1; give one of them another `id`",
        "b/1.txt: the id '1' is taken by a.jsonl:1; give one of them another `id`",
    ]


def test_what_is_named_and_is_not_there_is_reported(tmp_path: Path, told: Told) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "none").mkdir()
    messages = told(tmp_path / "a.txt", "", tmp_path / "pipe", tmp_path / "none", tmp_path / ("n" * 999))
    assert messages == [
        "a.txt: no such file or folder",
        ": no such file or folder",
        "pipe: neither a file nor a folder; pipe it into `kg build -`",
        f"none: no articles in this folder ({KNOWN})",
        f"{'n' * 999}: can't be read: File name too long",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_utf_8_is_reported(tmp_path: Path, read: Read, told: Told) -> None:
    name = os.fsencode(tmp_path) + b"/\xc8.txt"
    with open(name, "wb") as file:  # noqa: PTH123 - pathlib has no names of bytes
        file.write(b"a")
    assert told(tmp_path) == ["\\udcc8.txt: the name of this file is not UTF-8; rename it"]
    assert len(read(os.fsdecode(name))) == 1


def test_what_is_not_packed_as_it_says_is_reported(tmp_path: Path, read: Read) -> None:
    (tmp_path / "x.jsonl.zst").write_bytes(b"not zstd")
    (error,) = read(tmp_path / "x.jsonl.zst")
    assert isinstance(error, InputError)
    assert error.line == 1
    assert error.reason.startswith("can't be read on: zstd")


PIECES = st.sampled_from(
    [
        b"{",
        b"}",
        b"[",
        b'"text"',
        b": ",
        b'"a"',
        b",",
        b"\n",
        b"\\ud800",
        b"\xff\xfe",
        b"\x00",
        b"<p>",
        b"<time>",
        b"<meta charset=",
    ]
)


@settings(max_examples=60)
@given(
    data=st.lists(PIECES | st.binary(max_size=4), max_size=12).map(b"".join),
    name=st.sampled_from(["x.txt", "x.html", "x.jsonl", "x.json", "x.txt.gz", "x.jsonl.zst"]),
)
def test_whatever_stands_in_a_file_is_an_article_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, read: Read, data: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    for item in [*read(path), *read("-", stdin=data)]:
        assert isinstance(item, Article | InputError)
        assert isinstance(item, InputError) or (item.text.strip() and item.text.encode())


@pytest.mark.parametrize("document", ['"text"', "7", "null", "true"])
def test_a_document_that_is_no_object_is_an_error(tmp_path: Path, read: Read, document: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(document, encoding="utf-8")
    (error,) = read(path)
    assert isinstance(error, InputError)
    assert "expected a JSON object" in error.reason

"""Reading: every form of input, in a fixed order, with ids that are the same everywhere."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from kg.errors import InputError
from kg.model import Article
from kg.read import read_articles

Read = Callable[..., list[Article | InputError]]
ReadOne = Callable[..., Article]
Told = Callable[..., list[str]]
ReadAll = Callable[..., list[Article]]


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_json_lines_plain_and_compressed(tmp_path: Path, ending: str, read: Read) -> None:
    data = b'{"text": "one"}\n\n{"id": 7, "title": "t", "text": "two"}\n'
    pack = {".jsonl": lambda d: d, ".jsonl.gz": gzip.compress, ".jsonl.zst": zstandard.compress}[ending]
    file = tmp_path / f"news{ending}"
    file.write_bytes(pack(data))
    one, two = read(file)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.id, one.text, one.title) == ("news-1", "one", None)
    assert (two.id, two.text, two.origin.line) == ("7", "t\ntwo", 3)


def test_a_json_document_may_hold_one_article_or_a_list(tmp_path: Path, read: Read) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"text": "a"}, indent=2), "utf-8")
    (tmp_path / "two.json").write_text(json.dumps([{"text": "b"}, {"id": "c", "text": "c"}]), "utf-8")
    assert [getattr(a, "id", a) for a in read(tmp_path)] == ["one", "two-1", "c"]


def test_standard_input_is_json_lines_or_one_text(read: Read) -> None:
    (a,) = read("-", stdin=b'{"id": "x", "text": "y"}')
    (b,) = read("-", stdin="عنوان\nمتن".encode())
    assert [getattr(i, "id", None) for i in (a, b)] == ["x", "stdin"]


def test_the_order_of_a_folder_is_fixed(tmp_path: Path, read: Read) -> None:
    for name in ("b/2.txt", "a/1.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("نص", "utf-8")
    assert [getattr(a, "id", None) for a in read(tmp_path)] == ["a/1", "b/2", "c"]


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2021-07-05", "2021-07-05"),
        ("2021-07-05T10:00:00Z", "2021-07-05T10:00:00+00:00"),
        ("2021-07-05 10:00", "2021-07-05T10:00:00"),
        ("", None),
    ],
)
def test_days_and_moments_of_publication(tmp_path: Path, given: str, published: str | None, read_one: ReadOne) -> None:
    (tmp_path / "x.jsonl").write_text(json.dumps({"text": "a", "published": given}), "utf-8")
    assert read_one(tmp_path / "x.jsonl").published == published


def test_a_file_may_be_packed_in_several_pieces(tmp_path: Path, told: Told) -> None:
    (tmp_path / "a.jsonl.zst").write_bytes(b"".join(zstandard.compress(b'{"text": "a"}\n') for _ in range(3)))
    (tmp_path / "b.jsonl.gz").write_bytes(b"".join(gzip.compress(b'{"text": "a"}\n') for _ in range(3)))
    assert told(tmp_path) == ["a-1", "a-2", "a-3", "b-1", "b-2", "b-3"]


def test_utf_16_with_its_mark_isread(tmp_path: Path, read_all: ReadAll) -> None:
    (tmp_path / "a.txt").write_bytes("عنوان\r\nمتن".encode("utf-16"))
    (tmp_path / "b.jsonl").write_bytes('{"text": "نص"}\n\n{"text": "آخر"}'.encode("utf-16"))
    one, two, three = read_all(tmp_path)
    assert one.text == "عنوان\nمتن"
    assert [(a.id, a.text) for a in (two, three)] == [("b-1", "نص"), ("b-3", "آخر")]
    (stdin,) = read_all("-", stdin='\n{"text": "نص"}'.encode("utf-16"))
    assert (stdin.id, stdin.text) == ("stdin-2", "نص")


def test_folders_leave_hidden_and_other_files_alone(tmp_path: Path, told: Told) -> None:
    for name in (".git/a.txt", "._b.txt", "picture.png", "README", "c.TXT", "d.tar.gz", "e.html.json.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("نص", "utf-8")
    assert told(tmp_path) == ["c", "e.html.json"]
    assert told(tmp_path / "._b.txt") == ["._b"]


def test_an_id_is_the_same_however_the_system_writes_letters(tmp_path: Path, told: Told) -> None:
    (tmp_path / "ا\u0654مس.txt").write_text("نص", "utf-8")
    assert told(tmp_path) == ["أمس"]


def test_a_long_stream_is_read_as_it_comes() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = b'{"text": "a"}\n'
            buffer[: len(line)] = line
            return len(line)

    articles = read_articles(["-"], stdin=io.BufferedReader(Endless()))
    assert [getattr(next(articles), "id", None) for _ in range(3)] == ["stdin-1", "stdin-2", "stdin-3"]


def test_page_reading_is_not_imported_for_other_forms(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("نص", "utf-8")
    code = (
        "import sys; from kg.read import read_articles; list(read_articles([sys.argv[1]])); "
        "print('trafilatura' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

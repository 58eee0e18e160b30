"""Articles named by URL are those that a folder of the same files gives."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import read_articles
from kg.read.meter import Meter

LINES = "".join(json.dumps({"id": f"n{n}", "title": f"خبر {n}", "text": f"نص الخبر رقم {n}."}) + "\n" for n in range(3))
FILES = {
    "b.jsonl": LINES.encode(),
    "day/two/c.jsonl.gz": gzip.compress(LINES.replace('"n', '"m').encode()),
    "day/text.txt": "عنوان\nمتن الخبر.".encode(),
    "day/text.json": json.dumps({"published": "2021-05-04", "source": "وكالة"}).encode(),
    "day/.hidden/d.jsonl": LINES.encode(),
    "notes.bin": b"\0",
}


@pytest.fixture
def bucket() -> Iterator[str]:
    """The files in a store of objects, and nothing else in it."""
    memory = fsspec.filesystem("memory")
    for name, data in FILES.items():
        memory.pipe(f"/bucket/news/{name}", data)
    yield "memory://bucket/news"
    memory.rm("/bucket", recursive=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same files in a folder."""
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def _told(article: Article | InputError) -> tuple[str, str, str | None, str | None, str | None]:
    assert isinstance(article, Article), article
    return article.id, article.text, article.title, article.published, article.source


@pytest.mark.parametrize("ending", ["", "/"])
def test_a_folder_elsewhere_is_read_as_one_here(bucket: str, folder: Path, ending: str) -> None:
    here = [_told(article) for article in read_articles([str(folder)])]
    assert len(here) == 3 + 3 + 1
    assert [_told(article) for article in read_articles([bucket + ending])] == here


def test_articles_say_where_they_come_from(bucket: str) -> None:
    first = next(iter(read_articles([bucket])))
    assert isinstance(first, Article)
    assert (first.origin.path, first.origin.line) == ("memory://bucket/news/b.jsonl", 1)


def test_a_file_elsewhere_and_what_is_beside_it(bucket: str) -> None:
    (article,) = read_articles([f"{bucket}/day/text.txt"])
    assert _told(article) == ("text", "عنوان\nمتن الخبر.", "عنوان", "2021-05-04", "وكالة")


def test_the_meter_counts_bytes_as_they_lie_there(bucket: str) -> None:
    meter = Meter()
    assert Meter.total([f"{bucket}/day/two"]) == len(FILES["day/two/c.jsonl.gz"])
    assert len(list(read_articles([f"{bucket}/day/two"], meter=meter))) == 3
    assert meter.done == len(FILES["day/two/c.jsonl.gz"])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("memory://bucket/nowhere", "memory://bucket/nowhere: no such file or folder"),
        ("memory://bucket/news/notes.bin", "memory://bucket/news/notes.bin: unknown kind of file; known: .txt"),
        ("nosuchthing://bucket/news", "nosuchthing://bucket/news: can't be reached: Protocol not known: nosuchthing"),
    ],
)
def test_what_can_not_be_read_is_reported_in_its_place(bucket: str, name: str, message: str) -> None:
    found = list(read_articles([name, f"{bucket}/b.jsonl"]))
    assert isinstance(found[0], InputError)
    assert str(found[0]).startswith(message)
    assert [_told(article)[0] for article in found[1:]] == ["n0", "n1", "n2"]


def test_a_folder_elsewhere_without_articles_says_so() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/empty/notes.bin", b"\0")
    try:
        (error,) = read_articles(["memory://empty"])
    finally:
        memory.rm("/empty", recursive=True)
    assert str(error).startswith("memory://empty: no articles in this folder")

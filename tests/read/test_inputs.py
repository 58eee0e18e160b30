"""Reading: every form of input, and every way in which it can be broken."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
import zstandard

from kg.errors import InputError
from kg.model import Article
from kg.read import read_articles


def _read(*paths: Path | str, stdin: bytes | None = None) -> list[Article | InputError]:
    return list(read_articles([str(p) for p in paths], stdin=None if stdin is None else io.BytesIO(stdin)))


def _reason(item: Article | InputError) -> str:
    assert isinstance(item, InputError)
    return item.reason


def test_the_first_line_of_a_text_is_its_title_and_the_text_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "خبر.txt"
    file.write_bytes("العنوان\r\nالمتن الأول\r\nالثاني".encode())
    (article,) = _read(file)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.text) == ("خبر", "العنوان", "العنوان\nالمتن الأول\nالثاني")


def test_a_sidecar_gives_date_and_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("عنوان\nمتن", "utf-8")
    (tmp_path / "a.json").write_text('{"published": "2020-02-29", "source": "سانا", "id": "x"}', "utf-8")
    (article,) = _read(tmp_path)
    assert isinstance(article, Article)
    assert (article.id, article.published, article.source) == ("x", "2020-02-29", "سانا")


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_json_lines_plain_and_compressed(tmp_path: Path, ending: str) -> None:
    data = b'{"text": "one"}\n\n{"id": 7, "title": "t", "text": "two"}\n'
    pack = {".jsonl": lambda d: d, ".jsonl.gz": gzip.compress, ".jsonl.zst": zstandard.compress}[ending]
    file = tmp_path / f"news{ending}"
    file.write_bytes(pack(data))
    one, two = _read(file)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.id, one.text, one.title) == ("news-1", "one", None)
    assert (two.id, two.text, two.origin.line) == ("7", "t\ntwo", 3)


def test_a_json_document_may_hold_one_article_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"text": "a"}, indent=2), "utf-8")
    (tmp_path / "two.json").write_text(json.dumps([{"text": "b"}, {"id": "c", "text": "c"}]), "utf-8")
    assert [getattr(a, "id", a) for a in _read(tmp_path)] == ["one", "two-1", "c"]


def test_a_page_gives_text_title_and_date(tmp_path: Path) -> None:
    body = "".join(
        f"<p>هذه الفقرة رقم {i} من نص الخبر الذي كتبناه لهذا الاختبار، وفيها ما يكفي من الكلمات.</p>" for i in range(6)
    )
    page = (
        '<html lang="ar"><head><title>خبر تجريبي</title><meta property="article:published_time" content="2021-03-04">'
        f"</head><body><nav>قائمة</nav><article><h1>خبر تجريبي</h1>{body}</article></body></html>"
    )
    (tmp_path / "p.html").write_text(page, "utf-8")
    (article,) = _read(tmp_path / "p.html")
    assert isinstance(article, Article)
    assert article.title == "خبر تجريبي"
    assert article.published == "2021-03-04"
    assert "الفقرة رقم 3" in article.text
    assert "قائمة" not in article.text


def test_standard_input_is_json_lines_or_one_text() -> None:
    (a,) = _read("-", stdin=b'{"id": "x", "text": "y"}')
    (b,) = _read("-", stdin="عنوان\nمتن".encode())
    assert [getattr(i, "id", None) for i in (a, b)] == ["x", "stdin"]


def test_the_order_of_a_folder_is_fixed(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("نص", "utf-8")
    assert [getattr(a, "id", None) for a in _read(tmp_path)] == ["a/1", "b/2", "c"]


BROKEN = [
    ("x.txt", "مرحبا".encode("windows-1256"), None, "not UTF-8 (byte 0 is 0xe3)"),
    ("x.txt", b"", None, "the file is empty"),
    ("x.txt", b"abc\x00def", None, "holds NUL characters"),
    ("x.jsonl", b"", None, "the file is empty"),
    ("x.jsonl", b"{nope}\n", 1, "not valid JSON"),
    ("x.jsonl", b'{"title": "t"}\n', 1, "the field `text` is missing"),
    ("x.jsonl", b'{"text": "  "}\n', 1, "the field `text` is empty"),
    ("x.jsonl", b'{"text": 5}\n', 1, "the field `text` is a number, expected a string"),
    ("x.jsonl", b"[1]", None, "item 1 is no JSON object"),
    ("x.jsonl", b'"text"\n', 1, "expected a JSON object with a field `text`, found a string"),
    ("x.jsonl", b'{"text": "a", "published": "5/7/2021"}\n', 1, "the field `published` is '5/7/2021'"),
    ("x.jsonl", b'{"text": "a", "published": "99999-01-01"}\n', 1, "the field `published` is"),
    ("x.jsonl", b'{"text": "\\ud800"}\n', 1, "half of a surrogate pair"),
    ("x.jsonl", b'{"text": "\xff"}\n', 1, "not UTF-8"),
    ("x.jsonl.gz", gzip.compress(b'{"text": "a"}\n' * 9)[:-12], None, "can't be read on"),
    ("x.jsonl.zst", b"not zstd", None, "can't be read"),
    ("x.docx", b"PK", None, "unknown kind of file"),
]


@pytest.mark.parametrize(("name", "data", "line", "reason"), BROKEN)
def test_what_is_broken_is_reported_in_its_place(
    tmp_path: Path, name: str, data: bytes, line: int | None, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    errors = [item for item in _read(tmp_path / name) if isinstance(item, InputError)]
    assert len(errors) == 1
    assert errors[0].path == str(tmp_path / name)
    assert reason in errors[0].reason
    assert line is None or errors[0].line == line


def test_a_missing_path_and_a_taken_id(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "x"}\n{"id": "1", "text": "y"}\n', "utf-8")
    missing, first, second = _read(tmp_path / "none", tmp_path / "a.jsonl")
    assert _reason(missing) == "no such file or folder"
    assert isinstance(first, Article)
    assert _reason(second) == f"the id '1' is taken by {tmp_path / 'a.jsonl'}:1"

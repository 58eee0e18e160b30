"""Reading web pages."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article

Read = Callable[..., list[Article | InputError]]
ReadOne = Callable[..., Article]
Told = Callable[..., list[str]]


def test_a_page_gives_text_title_and_date(tmp_path: Path, read: Read) -> None:
    body = "".join(
        f"<p>هذه الفقرة رقم {i} من نص الخبر الذي كتبناه لهذا الاختبار، وفيها ما يكفي من الكلمات.</p>" for i in range(6)
    )
    page = (
        '<html lang="ar"><head><title>خبر تجريبي</title><meta property="article:published_time" content="2021-03-04">'
        f"</head><body><nav>قائمة</nav><article><h1>خبر تجريبي</h1>{body}</article></body></html>"
    )
    (tmp_path / "p.html").write_text(page, "utf-8")
    (article,) = read(tmp_path / "p.html")
    assert isinstance(article, Article)
    assert article.title == "خبر تجريبي"
    assert article.published == "2021-03-04"
    assert "الفقرة رقم 3" in article.text
    assert "قائمة" not in article.text


def _page(
    head: str, body: str = "", paragraph: str = "هذه فقرة من نص الخبر الذي كتبناه لهذا الاختبار يوم 2018-03-04"
) -> str:
    text = "".join(f"<p>{paragraph}، وفيها ما يكفي من الكلمات، ورقمها {i}.</p>" for i in range(6))
    return f'<html lang="ar"><head>{head}</head><body><article>{body}{text}</article></body></html>'


def test_a_title_that_the_text_repeats_stands_once(tmp_path: Path, read_one: ReadOne) -> None:
    (tmp_path / "p.html").write_text(_page("<title>خبر تجريبي</title>", "<h1>خبر تجريبي</h1>"), "utf-8")
    article = read_one(tmp_path / "p.html")
    assert article.text.splitlines()[0] == article.title == "خبر تجريبي"
    assert article.text.count("خبر تجريبي") == 1


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ("", "", None),
        ("<meta name='description' content='كان ذلك في 2018-03-04'>", "", None),
        ("<meta property='article:published_time' content='2021-03-04T10:22:00+03:00'>", "", "2021-03-04"),
        ("<meta itemprop='datePublished' content='2021-03-04'>", "", "2021-03-04"),
        ('<script type="application/ld+json">{"datePublished": "2021-03-04"}</script>', "", "2021-03-04"),
        ("", "<time datetime='2021-03-04'>أمس</time>", "2021-03-04"),
        ("<link rel='canonical' href='https://example.org/2021/03/04/x'>", "", "2021-03-04"),
    ],
)
def test_a_date_is_what_the_page_declares_and_never_one_of_the_text(
    tmp_path: Path, head: str, body: str, published: str | None, read_one: ReadOne
) -> None:
    (tmp_path / "p.html").write_text(_page(f"<title>خبر</title>{head}", body), "utf-8")
    assert read_one(tmp_path / "p.html").published == published


def test_publisher_and_address_come_from_the_page(tmp_path: Path, read_one: ReadOne) -> None:
    head = "<meta property='og:site_name' content='الموقع'><link rel='canonical' href='https://example.org/x'>"
    (tmp_path / "p.html.gz").write_bytes(gzip.compress(_page(head).encode()))
    article = read_one(tmp_path / "p.html.gz")
    assert (article.id, article.source, article.url) == ("p", "الموقع", "https://example.org/x")


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("<meta charset=windows-1256>", "cp1256"),
        ("<META http-equiv='Content-Type' content='text/html; charset=WINDOWS-1256'>", "cp1256"),
        ("<meta charset='iso-8859-6'>", "iso8859-6"),
        ("<meta charset='utf-8'>", "utf-8"),
        ("", "utf-8"),
        ("<meta charset='windows-1256'>", "utf-8-sig"),
    ],
)
def test_the_encoding_that_a_page_declares_is_believed(
    tmp_path: Path, declared: str, codec: str, read_one: ReadOne
) -> None:
    (tmp_path / "p.html").write_bytes(_page(declared).encode(codec))
    assert "فقرة من نص الخبر" in read_one(tmp_path / "p.html").text


def test_a_page_that_is_not_what_it_declares_is_reported(tmp_path: Path, told: Told) -> None:
    (tmp_path / "p.html").write_bytes(b"<meta charset=iso-8859-6>" + b"\xff")
    (tmp_path / "q.html").write_bytes(_page("").encode("cp1256"))
    one, two = told(tmp_path)
    assert one == "p.html: says that it is iso-8859-6, but byte 25 (0xff) is none"
    assert two.startswith("q.html: not UTF-8 (byte ")

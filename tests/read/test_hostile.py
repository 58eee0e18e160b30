"""Hostile articles: no crash, no hang, bounded memory, and a line of report for each."""

from __future__ import annotations

import gzip
import io
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from kg.bench.hostile import hostile_files, survive
from kg.pipeline import read
from kg.rdf.iris import Minter
from kg.read import read_articles
from kg.work.outcome import Failure, Outcome, Understood
from kg.work.recipe import Recipe, Understanding

TEXT = "قصفت طائرات مدينة الحديدة يوم 3 مايو 2021."


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Recipe("fast").prepare()


def _outcomes(path: Path, understanding: Understanding) -> list[Outcome]:
    return list(understanding(read(read_articles([str(path)]))))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("nothing.txt", b"", "the file is empty"),
        ("nothing.jsonl", b"\n\n", "the file is empty"),
        ("nul.txt", b"a\x00b", "holds NUL characters"),
        ("surrogate.jsonl", b'{"text": "\\ud800 a"}', "half of a surrogate pair"),
        ("deep.json", b"[" * 100_000, "nested too deeply"),
        ("language.jsonl", b'{"text": "x", "language": " "}', "expected a language tag"),
        ("year.jsonl", b'{"text": "x", "published": "99999-01-01"}', "expected an ISO date"),
        ("line.txt", b"a " * (25 * 2**20), "are too many for an article"),
        ("page.html", b"<div>" * 50_000, "no article text found"),
        ("bomb.txt.gz", gzip.compress(bytes(200 * 2**20)), "larger than 64 MiB"),
        ("bomb.jsonl.gz", gzip.compress(b" " * (200 * 2**20)), "a line of more than 64 MiB"),
    ],
)
def test_what_is_no_article_is_reported(
    name: str, content: bytes, reason: str, tmp_path: Path, understanding: Understanding
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (failure,) = _outcomes(path, understanding)
    assert isinstance(failure, Failure)
    assert reason in failure.reason


@pytest.mark.parametrize(
    "text",
    [
        "😀👩‍👩‍👧‍👦🇸🇾" * 20,
        "\u202e\u2066\u200f\x07" + TEXT,
        "The quick brown fox met the lazy dog in London.",
        "و" * 5000,
        "9" * 5000,
    ],
)
def test_odd_texts_are_articles(text: str, tmp_path: Path, understanding: Understanding) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text, "url": "http://a b/<c>", "id": "../../etc/passwd"}))
    (outcome,) = _outcomes(tmp_path / "a.jsonl", understanding)
    assert isinstance(outcome, Understood)
    name = outcome.graph.article
    assert ".." not in name.removeprefix(Minter().base)
    assert "/" not in name.removeprefix(f"{Minter().base}article/")


def test_random_hostile_files(tmp_path: Path, understanding: Understanding) -> None:
    counts = [survive(path, understanding) for path in hostile_files(tmp_path, 150, seed=1)]
    assert sum(articles for articles, _ in counts) > 30
    assert sum(failures for _, failures in counts) > 20


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
def test_a_bomb_does_not_fill_the_memory(tmp_path: Path) -> None:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as packed:
        for _ in range(256):
            packed.write(bytes(2**20))
    (tmp_path / "bomb.jsonl.gz").write_bytes(out.getvalue())
    script = (
        "import sys\nfrom kg.read import read_articles\nprint([str(item) for item in read_articles([sys.argv[1]])])"
    )
    limit = 500 * 2**20
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "bomb.jsonl.gz")],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert done.returncode == 0
    assert "a line of more than 64 MiB" in done.stdout

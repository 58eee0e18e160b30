"""Reading in short: `read` gives what comes, `read_all` articles, `read_one` the only one, `told` ids and messages."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import read_articles

Items = list[Article | InputError]


@pytest.fixture(scope="session")
def read() -> Callable[..., Items]:
    """`read(*paths, stdin=None)` → articles and errors."""

    def run(*paths: Path | str, stdin: bytes | None = None) -> Items:
        return list(read_articles([str(p) for p in paths], stdin=None if stdin is None else io.BytesIO(stdin)))

    return run


@pytest.fixture(scope="session")
def read_all(read: Callable[..., Items]) -> Callable[..., list[Article]]:
    """The same where nothing but articles may come."""

    def run(*paths: Path | str, stdin: bytes | None = None) -> list[Article]:
        items = read(*paths, stdin=stdin)
        articles = [item for item in items if isinstance(item, Article)]
        assert articles == items
        return articles

    return run


@pytest.fixture(scope="session")
def read_one(read_all: Callable[..., list[Article]]) -> Callable[..., Article]:
    """The same where one article must come."""

    def run(*paths: Path | str, stdin: bytes | None = None) -> Article:
        (article,) = read_all(*paths, stdin=stdin)
        return article

    return run


@pytest.fixture
def told(read: Callable[..., Items], tmp_path: Path) -> Callable[..., list[str]]:
    """The ids of articles and the messages of errors, without the test's own folder."""

    def run(*paths: Path | str, stdin: bytes | None = None) -> list[str]:
        items = read(*paths, stdin=stdin)
        return [i.id if isinstance(i, Article) else str(i).replace(f"{tmp_path}{os.sep}", "") for i in items]

    return run

"""`kg serve` as a process, on the small store of the queries' tests, with limits that are soon met."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest


class Answer(NamedTuple):
    """A response."""

    status: int
    media: str
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


class Server(NamedTuple):
    """A running server."""

    url: str
    process: subprocess.Popen[str]

    def get(self, path: str, headers: dict[str, str] | None = None, **parameters: Any) -> Answer:
        """The response to GET."""
        query = f"?{urlencode(parameters, doseq=True)}" if parameters else ""
        return self.send(Request(f"{self.url}{path}{query}", headers=headers or {}))  # noqa: S310 - our own server

    def post(self, path: str, body: bytes, media: str, headers: dict[str, str] | None = None) -> Answer:
        """The response to POST."""
        whole = {"Content-Type": media, **(headers or {})}
        return self.send(Request(f"{self.url}{path}", data=body, headers=whole))  # noqa: S310 - our own server

    def send(self, request: Request) -> Answer:
        """The response, also where it is an error."""
        try:
            with urlopen(request, timeout=30) as response:  # noqa: S310 - our own server
                return _answer(response)
        except HTTPError as error:
            with error:
                return _answer(error)


def _answer(response: Any) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, headers.get("content-type", ""), response.read(), headers)


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Server]:
    """A server on a free port, ended by Ctrl-C."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        url = process.stderr.readline().strip()
        assert url.startswith("http://127.0.0.1:"), url + process.stderr.read()
        try:
            yield Server(url.rstrip("/"), process)
        finally:
            process.send_signal(2)
            assert process.wait(10) == 0


@pytest.fixture(scope="session")
def server(news_path: Path) -> Iterator[Server]:
    """A server whose answers may have a megabyte, and of which two may run at once."""
    limits = ("--timeout", "20", "--workers", "2", "--max-answer", "1")
    with serving(news_path, *limits) as running:
        yield running


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[Server]]:
    """A server with options of one's own: `serve(store, "--workers", "1")`."""
    return serving

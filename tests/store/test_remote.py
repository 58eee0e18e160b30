"""A store behind a SPARQL service: the same as in a folder. The service is Oxigraph's own server."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from kg.bench.synthetic import graphs
from kg.cli import EXIT_BAD_DATA, EXIT_DONE, main
from kg.errors import StoreError
from kg.ontology import vocab
from kg.rdf.iris import DEFAULT_BASE
from kg.rdf.mapper import ArticleGraph
from kg.rdf.terms import iri, literal
from kg.store.oxigraph import OxigraphStore
from kg.store.remote import RemoteReader, RemoteStore, SparqlService

SERVER = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
needs_server = pytest.mark.skipif(SERVER is None, reason="pip install oxigraph brings the server")


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """An empty Oxigraph server on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(SERVER), "serve", "--location", str(tmp_path / "server"), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        for _ in range(300):
            try:
                httpx.get(f"http://127.0.0.1:{port}/")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.kill()


def _dump(store: OxigraphStore) -> bytes:
    out = io.BytesIO()
    store.dump(out, texts=True)
    return out.getvalue()


def _with_text(graph: ArticleGraph) -> ArticleGraph:
    """With a text that takes some escaping."""
    subject, predicate, texts = f"<{graph.article}>", iri(vocab.TEXT), iri(f"{DEFAULT_BASE}graph/texts")
    return replace(graph, text=((subject, predicate, literal('قال "نعم" \\ ثم\nغادر 😀', "ar"), texts),))


@needs_server
def test_a_service_holds_what_a_folder_holds(url: str, tmp_path: Path) -> None:
    local, remote = OxigraphStore(tmp_path / "local"), RemoteStore(url)
    made, others = [_with_text(graph) for graph in graphs(12)], list(graphs(4, seed=1))
    for store in (local, remote):
        store.write(made)
        store.write(others)
        assert store.forget("syn-9")
        assert _dump(store).count(b"/graph/texts> .\n") == 7
        assert not store.forget("syn-9")
    assert _dump(remote) == _dump(local)
    assert remote.statistics() == local.statistics()
    remote.remake_facts()
    assert _dump(remote) == _dump(local)
    text = "SELECT ?x { ?x a <https://w3id.org/khabar/ontology#Article> } ORDER BY ?x"
    asked = [[row["x"].value for row in store.query(text)] for store in (local, RemoteReader(url))]
    assert asked[0] == asked[1]
    assert len(asked[0]) == 11


@needs_server
def test_commands_take_a_url_for_a_folder(url: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    article = tmp_path / "a.txt"
    article.write_text("التقى وزير الخارجية الروسي سيرغي لافروف نظيره التركي في أنقرة يوم 3 مايو 2021.")
    answers = []
    for where in (url, str(tmp_path / "folder")):
        assert main(["build", "--engine", "fast", "--store", where, str(article)]) == EXIT_DONE
        assert main(["build", "--engine", "fast", "--store", where, str(article)]) == EXIT_DONE
        assert b"1 unchanged" in capfdbinary.readouterr().err
        assert main(["query", "--store", where, "--format", "csv", "events"]) == EXIT_DONE
        assert main(["export", "--store", where, "--format", "nq"]) == EXIT_DONE
        answers.append(capfdbinary.readouterr().out)
    assert answers[0] == answers[1]
    assert b"Lavrov" in answers[0] or "لافروف".encode() in answers[0]
    assert main(["compact", "--store", url]) == 2


def _service(*replies: httpx.Response | Exception) -> tuple[SparqlService, list[httpx.Request]]:
    """A service that gives these replies, one after the other, and what it was asked."""
    left, asked = list(replies), []

    def reply(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return SparqlService("http://x.example/ds", transport=httpx.MockTransport(reply), wait=0.001), asked


def _yes() -> httpx.Response:
    return httpx.Response(
        200, headers={"content-type": "application/sparql-results+json"}, json={"head": {}, "boolean": True}
    )


def test_a_busy_service_is_asked_again() -> None:
    service, asked = _service(httpx.Response(503), httpx.ConnectError("refused"), httpx.Response(429), _yes())
    assert bool(service.query("ASK {}"))
    assert [str(request.url) for request in asked] == ["http://x.example/ds/query"] * 4


def test_a_service_that_says_no_is_not_asked_again() -> None:
    service, asked = _service(httpx.Response(400, text="no such\nprefix"))
    with pytest.raises(OSError, match=r"/ds/update: 400 Bad Request: no such prefix"):
        service.update("nonsense")
    assert len(asked) == 1


def test_who_asks_stands_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_USER", "sami")
    monkeypatch.setenv("KG_STORE_PASSWORD", "secret")
    service, asked = _service(_yes())
    service.query("ASK {}")
    assert asked[0].headers["authorization"].startswith("Basic ")
    monkeypatch.setenv("KG_STORE_TOKEN", "token")
    service, asked = _service(_yes())
    service.query("ASK {}")
    assert asked[0].headers["authorization"] == "Bearer token"


def test_parts_of_a_service_may_be_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_QUERY_URL", "http://x.example/repositories/news")
    service, asked = _service(_yes())
    service.query("ASK {}")
    assert str(asked[0].url) == "http://x.example/repositories/news"


def test_nobody_there(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    service, _ = _service(*[httpx.ConnectError("refused")] * 6)
    with pytest.raises(StoreError, match=r"the store can't be reached: http://x.example/ds/query: refused"):
        RemoteReader("http://x.example/ds", service=service)
    monkeypatch.setattr("kg.store.remote._ATTEMPTS", 1)
    assert main(["query", "--store", "http://127.0.0.1:1", "ASK {}"]) == EXIT_BAD_DATA


@needs_server
def test_updates_reach_a_service_if_the_flag_says_so(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    RemoteStore(url).write(list(graphs(1)))
    add = 'INSERT DATA { <entity/Q1> skos:altLabel "اسم"@ar }'
    assert main(["query", add, "--store", url]) == EXIT_BAD_DATA
    assert main(["query", "--update", add, "--store", url]) == EXIT_DONE
    capsys.readouterr()
    assert main(["query", "SELECT ?x { ?x skos:altLabel 'اسم'@ar }", "--store", url, "-f", "csv"]) == EXIT_DONE
    assert capsys.readouterr().out.split() == ["x", f"{DEFAULT_BASE}entity/Q1"]
    assert main(["query", "--update", "INSERT DATA { <a> ", "--store", url]) == EXIT_BAD_DATA

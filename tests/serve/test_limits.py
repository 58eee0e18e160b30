"""What a query may not do to the server, and what the others notice of it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

ENDLESS = "SELECT (COUNT(*) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?a"
QUICK = "ASK {}"


def test_an_endless_query_is_ended_in_time_and_others_are_served_meanwhile(serve: Any, news_path: Path) -> None:
    with serve(news_path, "--timeout", "3") as server, ThreadPoolExecutor() as threads:
        endless = threads.submit(server.get, "/sparql", query=ENDLESS)
        time.sleep(0.5)
        assert server.get("/sparql", query=QUICK).status == 200
        assert not endless.done()
        answer = endless.result()
        assert (answer.status, answer.media) == (503, "application/problem+json")
        assert "the query was ended after 3 s" in answer.json["detail"]
        assert server.get("/sparql", query=QUICK).status == 200


def test_no_query_makes_the_server_ask_another_one(server: Any) -> None:
    query = f"SELECT * {{ SERVICE <{server.url}/sparql> {{ ?s ?p ?o }} }}"
    answer = server.get("/sparql", query=query)
    assert (answer.status, answer.json["detail"]) == (
        400,
        "this server asks no other services (SERVICE); it does if started with --federated",
    )
    assert server.get("/api/wikidata_attacks").status == 400


def test_a_server_may_be_told_to_ask_others(serve: Any, server: Any, news_path: Path) -> None:
    with serve(news_path, "--federated") as other:
        answer = other.get("/sparql", query=f"SELECT ?l {{ SERVICE <{server.url}/sparql> {{ <x:nothing> ?p ?l }} }}")
        assert (answer.status, answer.json["results"]["bindings"]) == (200, [])


def test_an_answer_that_is_too_large_is_none(server: Any) -> None:
    answer = server.get("/sparql", query=LARGE)
    assert (answer.status, answer.json["detail"]) == (
        503,
        "the answer is larger than 1 MB; LIMIT or a narrower query may help",
    )


def test_a_query_that_takes_too_much_memory_is_ended_alone(serve: Any, news_path: Path) -> None:
    with serve(news_path, "--memory", "800", "--timeout", "20") as server:
        answer = server.get("/sparql", query=GREEDY)
        assert answer.status == 503
        assert "needed more than 800 MB of memory" in answer.json["detail"]
        assert server.get("/sparql", query=QUICK).status == 200


def test_a_queue_that_is_too_long_is_not_joined(serve: Any, news_path: Path) -> None:
    options = ("--workers", "1", "--queue", "1", "--timeout", "5")
    with serve(news_path, *options) as server, ThreadPoolExecutor() as threads:
        running = threads.submit(server.get, "/sparql", query=ENDLESS)
        time.sleep(1)
        waiting = threads.submit(server.get, "/sparql", query=QUICK)
        time.sleep(1)
        turned_away = server.get("/sparql", query=QUICK)
        assert (turned_away.status, turned_away.headers["retry-after"]) == (503, "5")
        assert "try again later" in turned_away.json["detail"]
        assert running.result().status == 503
        assert waiting.result().status == 200


def test_a_client_that_goes_away_frees_its_turn(serve: Any, news_path: Path) -> None:
    with serve(news_path, "--workers", "1", "--timeout", "20") as server:
        host, _, port = server.url.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port))) as client:
            body = ENDLESS.encode()
            head = (
                f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/sparql-query\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            client.sendall(head.encode() + body)
            time.sleep(0.5)
        assert server.get("/sparql", query=QUICK).status == 200  # else it would wait twenty seconds, and be turned away


def test_what_is_written_meanwhile_is_seen(serve: Any, tmp_path: Path) -> None:
    from kg.store.oxigraph import OxigraphStore

    path = tmp_path / "store"
    OxigraphStore(path)
    ask = "ASK { <urn:a> <urn:b> <urn:c> }"
    with serve(path) as server:
        assert server.get("/sparql", query=ask).json["boolean"] is False
        writer = ox.Store(str(path))
        writer.add(ox.Quad(*(ox.NamedNode(f"urn:{name}") for name in "abc")))
        writer.flush()
        assert server.get("/sparql", query=ask).json["boolean"] is True
        del writer
        assert server.get("/sparql", query=ask).json["boolean"] is True


def test_too_little_memory_to_open_the_store_is_said_in_one_line(news_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--store", str(news_path), "--port", "0", "--memory", "20"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 3
    assert "20 MB of address space may be too little" in done.stderr
    assert "Traceback" not in done.stderr


NO_MEMORY = 'OSError(12, "Cannot allocate memory")'


@pytest.mark.parametrize(
    "failing",
    [
        f"os.scandir = failing({NO_MEMORY})",
        "os.scandir = failing(MemoryError())",
        f"opening.ox = SimpleNamespace(Store=SimpleNamespace(read_only=failing({NO_MEMORY})))",
        "opening.ox = SimpleNamespace(Store=SimpleNamespace(read_only=failing(MemoryError())))",
        "worker.StoreReader = failing(ImportError('failed to map segment from shared object'))",
    ],
)
def test_a_worker_without_memory_ends_without_a_word(failing: str, news_path: Path) -> None:
    done = _worker(failing, news_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")  # the server says what may help


def test_a_worker_does_not_hide_other_errors_of_the_system(news_path: Path) -> None:
    done = _worker("os.scandir = failing(OSError(5, 'Input/output error'))", news_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Input/output error" in done.stderr


def _worker(prepared: str, store: Path) -> subprocess.CompletedProcess[bytes]:
    """A worker in which something fails, when it has ended."""
    script = f"""
import os
from types import SimpleNamespace

from kg.serve import worker
from kg.store import opening


def failing(error):
    def fail(*_):
        raise error

    return fail


{prepared}
worker.main()
"""
    options = ("--memory", "2048", "--answer", "1", "--seconds", "5")
    command = [sys.executable, "-c", script, str(store), *options]
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)

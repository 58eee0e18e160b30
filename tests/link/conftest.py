"""A Wikidata on this machine that answers, and misbehaves on demand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest


def entity(
    qid: str, arabic: str, english: str, *, kind: str = "Q515", sitelinks: int = 3, **claims: Any
) -> dict[str, Any]:
    """An entity in the JSON of Wikidata."""
    values = {"P31": {"id": kind}, **claims}
    return {
        "type": "item",
        "id": qid,
        "labels": {"ar": {"language": "ar", "value": arabic}, "en": {"language": "en", "value": english}},
        "aliases": {},
        "claims": {
            name: [{"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}] for name, value in values.items()
        },
        "sitelinks": {f"{n}wiki": {"site": f"{n}wiki", "title": english} for n in range(sitelinks)},
    }


class Wikidata:
    """What the server knows, the requests that it saw, and how it is to misbehave, one entry a request."""

    def __init__(self) -> None:
        self.url = ""
        self.entities: dict[str, dict[str, Any]] = {}
        self.merged: dict[str, str] = {}
        self.faults: list[str] = []
        self.seen: list[dict[str, str]] = []
        self.agents: set[str] = set()
        self.at_once = 0
        self.most_at_once = 0

    def answer(self, parameters: dict[str, str]) -> dict[str, Any]:
        if parameters["action"] == "wbsearchentities":
            name, language = parameters["search"], parameters["language"]
            hits = [q for q, e in self.entities.items() if e["labels"][language]["value"].startswith(name)]
            return {"search": [{"id": qid} for qid in hits]}
        found = {}
        for qid in parameters["ids"].split("|"):
            target = self.merged.get(qid, qid)
            known = self.entities.get(target)
            redirects = {"redirects": {"from": qid, "to": target}} if target != qid else {}
            found[qid] = {**known, **redirects} if known else {"id": qid, "missing": ""}
        return {"entities": found}


def _spoiled(fault: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer with a fault."""
    match fault.split():
        case ["429", wait]:
            return 429, {"Retry-After": wait}, b"slow down"
        case ["503"] | ["403"]:
            return int(fault), {}, b"<html>no</html>"
        case ["error", code]:
            return 200, {}, json.dumps({"error": {"code": code, "info": "told"}}).encode()
        case ["truncated"]:
            return 200, {}, body[: len(body) // 2]
        case ["slow"]:
            time.sleep(0.5)
    return 200, {}, body


@contextmanager
def serving() -> Iterator[Wikidata]:
    """The server, on a free port of this machine."""
    known = Wikidata()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.at_once += 1
            known.most_at_once = max(known.most_at_once, known.at_once)
            parameters = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
            known.seen.append(parameters)
            known.agents.add(self.headers["User-Agent"])
            fault = known.faults.pop(0) if known.faults else ""
            body = json.dumps(known.answer(parameters)).encode()
            if fault == "cut":
                known.at_once -= 1
                self.close_connection = True
                return
            status, headers, body = _spoiled(fault, body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            known.at_once -= 1
            try:
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.url = f"http://127.0.0.1:{server.server_port}/w/api.php"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def wikidata() -> Iterator[Wikidata]:
    with serving() as known:
        known.entities = {
            "Q1001": entity("Q1001", "لا مكان", "Nowhere", P17={"id": "Q858"}),
            "Q1002": entity("Q1002", "لا مكان الأخرى", "Nowhere Else"),
            "Q1003": entity("Q1003", "فلان الفلاني", "Fulan", kind="Q5"),
        }
        known.merged = {"Q999": "Q1001"}
        yield known

"""A service that speaks SPARQL, in the place of Wikidata's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlparse

import pyoxigraph as ox
import pytest

FACTS = """
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
wd:Q858 wdt:P17 wd:Q858 ; rdfs:label "Syria"@en , "سوريا"@ar .
wd:Q239097 wdt:P17 wd:Q858 ; rdfs:label "Deir ez-Zor"@en , "دير الزور"@ar .
wd:Q796 wdt:P17 wd:Q796 ; rdfs:label "Iraq"@en .
wd:Q1 rdfs:label "universe"@en .
"""


class Service(NamedTuple):
    """A service and the queries that it was asked."""

    url: str
    asked: list[str]


@pytest.fixture
def wikidata(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service of its own, of a few facts, that saved queries ask where they name Wikidata's."""
    asked: list[str] = []
    store = ox.Store()
    store.load(FACTS.encode(), format=ox.RdfFormat.TURTLE)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            is_form = self.headers["Content-Type"] == "application/x-www-form-urlencoded"
            self.answer(parse_qs(body)["query"][0] if is_form else body)

        def do_GET(self) -> None:
            self.answer(parse_qs(urlparse(self.path).query)["query"][0])

        def answer(self, query: str) -> None:
            asked.append(query)
            body = store.query(query).serialize(format=ox.QueryResultsFormat.JSON)
            assert body is not None
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stays quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/sparql"
        monkeypatch.setenv("KG_WIKIDATA_SPARQL", url)
        yield Service(url, asked)
        server.shutdown()

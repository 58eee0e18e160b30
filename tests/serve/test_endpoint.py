"""The SPARQL 1.1 Protocol as a client meets it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

ATTACKS = "SELECT ?x { ?x a kg:Attack } ORDER BY ?x"
BASE = "https://w3id.org/khabar/id/"
NAMES = [f"{BASE}article/{event}" for event in ("one/event/1", "one/event/3", "three/event/1")]
PEOPLE = "CONSTRUCT { ?x rdfs:label ?l } WHERE { ?x a kg:Person ; rdfs:label ?l }"


def _values(answer: Any, name: str = "x") -> list[str]:
    return [row[name]["value"] for row in answer.json["results"]["bindings"]]


def test_each_way_to_ask_gives_the_same_answer(server: Any) -> None:
    form = "application/x-www-form-urlencoded"
    answers = [
        server.get("/sparql", query=ATTACKS),
        server.post("/sparql", ATTACKS.encode(), "application/sparql-query"),
        server.post("/sparql", b"query=SELECT+%3Fx+%7B+%3Fx+a+kg%3AAttack+%7D+ORDER+BY+%3Fx", form),
    ]
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert [_values(answer)[:3] for answer in answers] == [NAMES] * 3
    assert {answer.media for answer in answers} == {"application/sparql-results+json"}


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml;q=0.5, text/csv;q=0.4", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values, */*;q=0.1", "text/tab-separated-values; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+json"),
    ],
)
def test_the_format_of_rows_is_negotiated(server: Any, accept: str | None, media: str) -> None:
    answer = server.get("/sparql", {"Accept": accept} if accept else None, query=ATTACKS)
    assert (answer.status, answer.media, answer.headers["vary"].split(", ")[0]) == (200, media, "Accept")


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        (None, "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/n-quads;q=0.9, text/turtle;q=0.8", "application/n-quads", ox.RdfFormat.N_QUADS),
    ],
)
def test_the_format_of_a_graph_is_negotiated(
    server: Any, news: Any, accept: str | None, media: str, form: ox.RdfFormat
) -> None:
    answer = server.get("/sparql", {"Accept": accept} if accept else None, query=PEOPLE)
    assert (answer.status, answer.media) == (200, media)
    expected = {
        row["x"].value for row in news.query(f"SELECT ?x {{ ?x a <{'https://w3id.org/khabar/ontology#'}Person> }}")
    }
    assert {getattr(quad.subject, "value", "") for quad in ox.parse(answer.body, format=form)} == expected


def test_yes_and_no(server: Any) -> None:
    assert server.get("/sparql", query="ASK { <entity/Q858> a kg:Country }").json["boolean"] is True


def test_what_is_not_acceptable_is_said(server: Any) -> None:
    answer = server.get("/sparql", {"Accept": "text/turtle"}, query=ATTACKS)
    assert (answer.status, answer.media) == (406, "application/problem+json")
    assert answer.json["detail"] == "the answer is a table: JSON, XML, CSV or TSV of SPARQL results"
    assert server.get("/sparql", {"Accept": "text/csv"}, query=PEOPLE).status == 406


def test_a_format_in_the_address_goes_before_the_header(server: Any) -> None:
    answer = server.get("/sparql", {"Accept": "text/csv"}, query=ATTACKS, format="xml")
    assert ElementTree.fromstring(answer.body).tag.endswith("sparql")  # noqa: S314 - our own server's
    assert server.get("/sparql", {"Accept": "text/csv"}, query=ATTACKS, format="whatever").media.startswith("text/csv")


def test_a_dataset_of_the_clients_own(server: Any) -> None:
    count = "SELECT (COUNT(*) AS ?x) { ?m a kg:Mention }"
    assert _values(server.get("/sparql", query=count)) == ["0"]
    one = {"default-graph-uri": f"{BASE}article/one"}
    assert int(_values(server.get("/sparql", query=count, **one))[0]) > 0
    named = "SELECT (COUNT(DISTINCT ?g) AS ?x) { GRAPH ?g { ?s ?p ?o } }"
    assert _values(server.get("/sparql", query=named, **one)) == ["0"]
    assert _values(server.get("/sparql", query=named, **{"named-graph-uri": f"{BASE}article/one"})) == ["1"]
    assert server.get("/sparql", query=count, **{"default-graph-uri": "no iri"}).status == 400


def test_without_a_query_the_service_describes_itself(server: Any) -> None:
    answer = server.get("/sparql", {"Accept": "application/n-triples"})
    said = {
        (t.predicate.value.partition("#")[2], str(t.object))
        for t in ox.parse(answer.body, format=ox.RdfFormat.N_TRIPLES)
    }
    assert ("endpoint", f"<{server.url}/sparql>") in said
    assert ("supportedLanguage", "<http://www.w3.org/ns/sparql-service-description#SPARQL11Query>") in said


@pytest.mark.parametrize(
    ("body", "media"),
    [(b"update=DROP+ALL", "application/x-www-form-urlencoded"), (b"DROP ALL", "application/sparql-update")],
)
def test_updates_are_refused(server: Any, body: bytes, media: str) -> None:
    answer = server.post("/sparql", body, media)
    assert answer.status == 403
    assert "updates are off" in answer.json["detail"]
    assert server.get("/sparql", update="DROP ALL").status == 403
    assert server.post("/sparql", b"query=DROP+ALL", "application/x-www-form-urlencoded").status == 400


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("SELECT ?x { ?x a foo:Bar }", "query:1:18: the prefix foo: is not declared"),
        ("SELECT ?x { ?x a kg:Event", "is never closed"),
        ("", "the query is empty"),
    ],
)
def test_a_malformed_query_is_explained(server: Any, query: str, detail: str) -> None:
    answer = server.get("/sparql", query=query)
    assert (answer.status, answer.media) == (400, "application/problem+json")
    assert detail in answer.json["detail"]


def test_what_is_no_request_is_refused(server: Any) -> None:
    form = "application/x-www-form-urlencoded"
    assert server.post("/sparql", b"query=ASK{}&query=ASK{}", form).status == 400
    assert server.post("/sparql", b"", form).status == 400
    assert server.post("/sparql", b"\xff", "application/sparql-query").status == 400
    assert server.post("/sparql", b"ASK {}", "text/plain").status == 415
    assert server.post("/sparql", b"#" * 2_000_000, "application/sparql-query").status == 413
    assert server.get("/nowhere").json["detail"] == "there is no GET /nowhere"


def test_another_name_for_this_machine_is_not_answered(server: Any) -> None:
    assert server.get("/sparql", {"Host": "evil.example"}, query=ATTACKS).status == 400


def test_pages_from_elsewhere_may_read_nothing_unless_they_are_named(server: Any, serve: Any, news_path: Path) -> None:
    origin = {"Origin": "https://page.example"}
    assert "access-control-allow-origin" not in server.get("/sparql", origin, query=ATTACKS).headers
    with serve(news_path, "--cors", "https://page.example") as open_server:
        allowed = "access-control-allow-origin"
        assert open_server.get("/sparql", origin, query=ATTACKS).headers[allowed] == "https://page.example"
        other = {"Origin": "https://other.example"}
        assert allowed not in open_server.get("/sparql", other, query=ATTACKS).headers

"""What the words of a user mean, and what is said when they mean nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.query.prefixes import expand, shorten
from kg.query.run import Question, ask, question
from kg.store.oxigraph import OxigraphStore

NO_INPUT = io.StringIO()


def test_a_name_a_file_a_stream_and_a_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("#+ summary: mine\nASK {}", "utf-8")
    assert question("events", stdin=NO_INPUT).shown == "events.rq"
    assert question(str(path), stdin=NO_INPUT).shown == str(path)
    assert question("mine", stdin=NO_INPUT, extra=[tmp_path]).text == path.read_text("utf-8")
    assert question("-", stdin=io.StringIO("ASK {}")) == Question("ASK {}", "standard input")
    assert question("ASK { ?s ?p ?o }", stdin=NO_INPUT) == Question("ASK { ?s ?p ?o }", "query")


def test_a_misspelt_name_is_met_with_a_guess() -> None:
    with pytest.raises(QueryError, match=r"'evens' is no saved query.*did you mean events"):
        question("evens", stdin=NO_INPUT)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(QueryError, match="no/such.rq: can't be read"):
        question("no/such.rq", stdin=NO_INPUT)


def test_a_stream_that_is_no_text_is_an_error() -> None:
    with pytest.raises(QueryError, match="standard input: not UTF-8"):
        question("-", stdin=io.TextIOWrapper(io.BytesIO(b"ASK { \xff }"), "utf-8"))


def test_prefixes_and_base_are_known(news: OxigraphStore) -> None:
    rows = ask(Question("SELECT ?l { <entity/Q858> rdfs:label ?l ; skos:exactMatch wd:Q858 }", "query"), news, {})
    assert {row["l"].value for row in rows} == {"سورية", "Syria", "Suria"}


def test_own_declarations_override(news: OxigraphStore) -> None:
    text = (
        "BASE <https://example.org/> PREFIX kg: <https://example.org/kg#> SELECT (STR(<a>) AS ?a) (STR(kg:b) AS ?b) {}"
    )
    (row,) = ask(Question(text, "query"), news, {})
    assert (row["a"].value, row["b"].value) == ("https://example.org/a", "https://example.org/kg#b")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?x { ?x a foo:Bar }", "query:1:18: the prefix foo: is not declared; known without declaring: kg rdf"),
        ("SELECT ?x {\n  ?x a kg:Event\n", "query:3:1: the '{' of line 1 is never closed"),
        ("SELECT ?x { ?x a kg:Event }}", "line 1 closes a '}' that nothing opened\n  SELECT ?x"),
        ("SELCT ?x { ?x a kg:Event }", "'SELCT' is no keyword; did you mean SELECT?"),
        (
            "SELECT ?y (COUNT(?x) AS ?n) { ?x a ?y }",
            "beside COUNT, SUM … each selected variable must stand in GROUP BY",
        ),
        ("SELECT ?x WHERE ?x a ?y", 'query:1:17: expected "{" here\n  SELECT ?x WHERE ?x a ?y\n                  ^'),
        ("SELECT ?x { ?x a <a b> }", "query:1:"),
        (" ", "query:1:2: the query is empty"),
        ("DELETE WHERE { ?s ?p ?o }", "query: this changes the store, and `kg query` only reads it"),
        ("# SELECT\nINSERT DATA { <a> <b> 'SELECT' }", "query: this changes the store"),
    ],
)
def test_an_error_has_its_place_and_a_hint(news: OxigraphStore, text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        ask(Question(text, "query"), news, {})
    assert message in str(caught.value)


def test_values_without_a_header_are_an_error(news: OxigraphStore) -> None:
    with pytest.raises(QueryError, match="parameters are for saved queries"):
        ask(Question("ASK {}", "query"), news, {"x": ["1"]})


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://w3id.org/khabar/ontology#Attack", "kg:Attack"),
        ("http://www.wikidata.org/entity/Q858", "wd:Q858"),
        ("https://w3id.org/khabar/id/article/a/event/1", "<article/a/event/1>"),
        ("https://sws.geonames.org/163843/", "<https://sws.geonames.org/163843/>"),
        ("https://example.org/", "<https://example.org/>"),
    ],
)
def test_what_is_shortened_is_understood_again(iri: str, short: str) -> None:
    base = "https://w3id.org/khabar/id/"
    assert shorten(iri, base) == short
    assert expand(short, base) == iri


def test_other_words_are_no_iri() -> None:
    assert expand("دير الزور", "https://w3id.org/khabar/id/") is None
    assert expand("foo:bar", "https://w3id.org/khabar/id/") is None

"""Answers in each format, exactly."""

from __future__ import annotations

import io
import json
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query.results import FORMATS, Layout, format_of, write
from kg.query.run import Question, ask
from kg.store.oxigraph import OxigraphStore

NAMES = "SELECT ?x ?name ?n { VALUES (?x ?name ?n) { (kg:Attack 'هجوم'@ar 1) (<entity/Q858> 'a,b' UNDEF) } }"
GRAPH = "CONSTRUCT { <entity/Q858> rdfs:label ?l } WHERE { <entity/Q858> rdfs:label ?l FILTER(LANG(?l) = 'en') }"


def _out(store: OxigraphStore, text: str, name: str | None, layout: Layout | None = None) -> str:
    out = io.BytesIO()
    write(ask(Question(text, "query"), store, {}), out, name, layout)
    return out.getvalue().decode()


def test_a_table_puts_arabic_into_isolates_and_numbers_to_the_right(news: OxigraphStore) -> None:
    assert _out(news, NAMES, None, Layout(base=news.base)).splitlines() == [
        "x              name  n",
        "─────────────  ────  ─",
        "kg:Attack      \u2068هجوم\u2069  1",
        "<entity/Q858>  a,b",
    ]


def test_a_markdown_table_escapes(news: OxigraphStore) -> None:
    text = "SELECT ?x ?text { VALUES (?x ?text) { (<entity/Q858> '*a* | <b>') } }"
    assert _out(news, text, "md", Layout(base=news.base)).splitlines() == [
        "| x | text |",
        "| --- | --- |",
        "| `<entity/Q858>` | \\*a\\* \\| \\<b> |",
    ]


def test_csv_holds_plain_values(news: OxigraphStore) -> None:
    assert _out(news, NAMES, "csv").splitlines() == [
        "x,name,n",
        "https://w3id.org/khabar/ontology#Attack,هجوم,1",
        'https://w3id.org/khabar/id/entity/Q858,"a,b",',
    ]


def test_tsv_holds_terms(news: OxigraphStore) -> None:
    assert _out(news, NAMES, "tsv").splitlines()[1] == '<https://w3id.org/khabar/ontology#Attack>\t"هجوم"@ar\t1'


def test_json_and_xml_are_the_standard_formats(news: OxigraphStore) -> None:
    bindings = json.loads(_out(news, NAMES, "json"))["results"]["bindings"]
    assert bindings[0]["name"] == {"type": "literal", "value": "هجوم", "xml:lang": "ar"}
    assert set(bindings[1]) == {"x", "name"}
    root = ElementTree.fromstring(_out(news, NAMES, "xml"))  # noqa: S314 - written a line above
    assert len(root.findall(".//{http://www.w3.org/2005/sparql-results#}result")) == 2


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xml"])
def test_a_limited_answer_is_the_beginning_of_the_whole(news: OxigraphStore, name: str) -> None:
    text = 'SELECT ?v ?w { VALUES (?v ?w) { ("a\\tb\\n\\"c\\"\\\\" UNDEF) (UNDEF "د"@ar) (1.5 <urn:x>) (true "z") } }'
    assert _out(news, text, name, Layout(limit=10)) == _out(news, text, name)
    assert _out(news, text, name, Layout(limit=2)) == _out(news, text.replace('(1.5 <urn:x>) (true "z")', ""), name)
    assert _out(news, text, name, Layout(limit=0)) == _out(news, "SELECT ?v ?w { VALUES (?v ?w) {} }", name)


def test_a_column_that_is_never_bound_survives_a_limit(news: OxigraphStore) -> None:
    text = "SELECT ?v { VALUES ?v { UNDEF UNDEF } }"
    assert len(json.loads(_out(news, text, "json", Layout(limit=5)))["results"]["bindings"]) == 2


@pytest.mark.parametrize(("text", "said"), [("ASK { <entity/Q858> a kg:City }", "false"), ("ASK {}", "true")])
def test_yes_and_no(news: OxigraphStore, text: str, said: str) -> None:
    assert _out(news, text, None) == f"{said}\n"
    assert json.loads(_out(news, text, "json"))["boolean"] is (said == "true")


def test_a_graph_is_turtle_relative_to_the_base(news: OxigraphStore) -> None:
    assert _out(news, GRAPH, None, Layout(base=news.base)).splitlines() == [
        "@base <https://w3id.org/khabar/id/> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "",
        '<entity/Q858> rdfs:label "Syria"@en .',
    ]


@pytest.mark.parametrize("name", ["ttl", "nt", "nq", "jsonld"])
def test_each_graph_format_comes_back(news: OxigraphStore, name: str) -> None:
    rdf_format = ox.RdfFormat.from_extension(name)
    assert rdf_format is not None
    (quad,) = ox.parse(_out(news, GRAPH, name, Layout(base=news.base)).encode(), format=rdf_format)
    assert str(quad.triple) == (
        '<https://w3id.org/khabar/id/entity/Q858> <http://www.w3.org/2000/01/rdf-schema#label> "Syria"@en'
    )


def test_an_empty_graph_is_valid_turtle(news: OxigraphStore) -> None:
    text = _out(news, GRAPH.replace("'en'", "'fr'"), "ttl", Layout(base=news.base))
    assert list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)) == []


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        (NAMES, "ttl", "format 'ttl' is for graphs"),
        (GRAPH, "csv", "format 'csv' is for tables.*use ttl, nt, nq, jsonld"),
    ],
)
def test_a_format_that_does_not_fit_is_an_error(news: OxigraphStore, text: str, name: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        _out(news, text, name)


def test_the_flag_goes_before_the_ending() -> None:
    assert format_of("csv", "json") == "csv"
    assert format_of(None, "srj") == "json"
    assert format_of(None, "xyz") is None
    assert all(format_of(None, name) == name for name in FORMATS)

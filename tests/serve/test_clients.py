"""The endpoint by clients that were made elsewhere."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

NAMES = """PREFIX kg: <https://w3id.org/khabar/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?name { ?x a kg:ArmedGroup ; rdfs:label ?name } ORDER BY ?name"""


@pytest.fixture(scope="module")
def names(news: Any) -> list[str]:
    """The right answer."""
    return [row["name"].value for row in news.query(NAMES)]


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml", "csv"])
def test_rdflib(server: Any, names: list[str], method: Any, form: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", method=method, returnFormat=form))
    assert [str(row[0]) for row in graph.query(NAMES)] == names


def test_rdflib_reads_graphs_and_patterns(server: Any) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql"))
    syria = rdflib.URIRef("https://w3id.org/khabar/id/entity/Q858")
    assert (syria, rdflib.RDF.type, rdflib.URIRef("https://w3id.org/khabar/ontology#Country")) in graph
    assert rdflib.Literal("سورية", "ar") in set(graph.objects(syria, rdflib.RDFS.label))
    built = graph.query("CONSTRUCT WHERE { <https://w3id.org/khabar/id/entity/Q858> a ?class }")
    assert built.graph is not None
    assert len(built.graph) == 4


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparql_wrapper(server: Any, names: list[str], method: str) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setMethod(method)
    client.setQuery(NAMES)
    client.setReturnFormat(JSON)
    found: Any = client.query().convert()
    assert [row["name"]["value"] for row in found["results"]["bindings"]] == names
    client.setReturnFormat(CSV)
    table: Any = client.query().convert()
    assert table.decode().split() == ["name", *" ".join(names).split()]
    client.setReturnFormat(XML)
    document: Any = client.query().convert()
    assert [node.firstChild.data for node in document.getElementsByTagName("literal")] == names


def test_sparql_wrapper_posts_the_query_itself_and_reads_graphs(server: Any) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setMethod(POST)
    client.setRequestMethod("postdirectly")
    client.setQuery("CONSTRUCT WHERE { <https://w3id.org/khabar/id/entity/Q858> a ?class }")
    client.setReturnFormat(N3)
    turtle: Any = client.query().convert()
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == 4


def test_sparql_wrapper_understands_the_error(server: Any) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery("SELECT ?x { ?x a kg:Event")
    with warnings.catch_warnings(), pytest.raises(QueryBadFormed, match="is never closed"):
        warnings.simplefilter("ignore")
        client.query()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(server: Any, names: list[str]) -> None:
    def curl(*words: str) -> bytes:
        return subprocess.run(["curl", "-sSf", "--compressed", *words], capture_output=True, check=True).stdout  # noqa: S607

    got = curl("-G", f"{server.url}/sparql", "--data-urlencode", f"query={NAMES}")
    assert [row["name"]["value"] for row in json.loads(got)["results"]["bindings"]] == names
    posted = curl(f"{server.url}/sparql", "-H", "Content-Type: application/sparql-query", "--data-binary", NAMES)
    assert posted == got
    assert curl("-G", f"{server.url}/api/timeline", "--data-urlencode", "entity=دير الزور", "-H", "Accept: text/csv")

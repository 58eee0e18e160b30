"""What the endpoint says of itself: SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pyoxigraph as ox
from starlette.responses import Response

from kg.ontology.vocab import RDF_TYPE
from kg.serve.negotiation import choose
from kg.serve.problems import problem

__all__ = ["describe"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "N-Quads", "JSON-LD", "RDF_XML")
_SERIALIZATIONS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def describe(endpoint: str, accept: str | None) -> Response:
    """The description of the service at `endpoint`, in a format that the client accepts."""
    form = choose(accept).graph
    if form is None:
        return problem(406, "the description of the service is a graph: Turtle, N-Triples, JSON-LD or RDF/XML")
    out = BytesIO()
    ox.serialize(_triples(endpoint), out, format=_SERIALIZATIONS[form.name], prefixes={"sd": _SD, "formats": _FORMATS})
    return Response(out.getvalue(), media_type=form.media, headers={"Vary": "Accept"})


def _triples(endpoint: str) -> Iterator[ox.Triple]:
    service, dataset, graph = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("facts")
    a = ox.NamedNode(RDF_TYPE)
    yield ox.Triple(service, a, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in (*_RESULTS, *_GRAPHS):
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, a, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), graph)
    yield ox.Triple(graph, a, _sd("Graph"))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)

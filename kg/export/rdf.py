"""RDF for people: Turtle, TriG and JSON-LD with prefixes, subjects grouped and ordered by rdflib
(https://rdflib.readthedocs.io). Oxigraph's own writers are faster but keep the order of the store's files, so that two
exports of one graph differ.
"""

from __future__ import annotations

from typing import BinaryIO

import pyoxigraph as ox
import rdflib

from kg.ontology.vocab import PREFIXES
from kg.store.oxigraph import OxigraphStore

__all__ = ["write_jsonld", "write_trig", "write_turtle"]


def write_turtle(store: OxigraphStore, out: BinaryIO) -> None:
    """The facts layer as Turtle."""
    _facts(store).serialize(out, format="turtle", encoding="utf-8")


def write_jsonld(store: OxigraphStore, out: BinaryIO) -> None:
    """The facts layer as JSON-LD, its context the known prefixes."""
    out.write(_facts(store).serialize(format="json-ld", context=dict(PREFIXES), sort_keys=True).encode())


def write_trig(store: OxigraphStore, out: BinaryIO) -> None:
    """The whole store as TriG: each article's graph, the links, the merges, the ontology and the facts layer."""
    dataset = rdflib.Dataset(default_union=False)
    _bind(dataset)
    dataset.parse(data=store.serialized(ox.RdfFormat.N_QUADS), format="nquads")
    dataset.serialize(out, format="trig", encoding="utf-8")


def _facts(store: OxigraphStore) -> rdflib.Graph:
    graph = rdflib.Graph()
    _bind(graph)
    graph.parse(data=store.serialized(ox.RdfFormat.N_TRIPLES), format="nt")
    return graph


def _bind(graph: rdflib.Graph) -> None:
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
